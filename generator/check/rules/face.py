"""site.yml: what the face of the site is made of has to be fit to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.check.accent import nearest_sound, shortfalls
from generator.check.registry import Finding, rule
from generator.diagnostics import Span
from generator.load import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.index import Index

_FOLDER = "catalog/"


@rule(
    "site-accent",
    "主色要让文字看得清",
    why="对比不够，老年人和弱视的人看不清；数值按 WCAG 2 的公式计算。",
)
def accent(index: Index) -> Iterator[Finding]:
    """An accent whose words can't be read on it, or it on its grounds, is refused with figures."""
    site = index.single("site")
    colour = site.data.get("强调色", "blue") if site else "blue"
    short = shortfalls(colour)
    if site is None or not short:
        return
    figures = "；".join(f"{s.pair}的对比是 {s.ratio:.1f}，至少要 {s.wanted:.1f}" for s in short)
    sound = nearest_sound(colour)
    fix = f"换成深一些的颜色，例如 {sound}。" if sound else "换一个颜色。"
    yield Finding(
        site, ["强调色"], f"{colour} 看不清：{figures}。", fix, paste=f'"{sound}"' if sound else ""
    )


@rule(
    "site-portal-file",
    "site.yml 写到的页头、页脚、样式和图片要在 catalog/portal/ 里",
    why="网站发布时把这些文件一起发布。",
)
def portal_files(index: Index) -> Iterator[Finding]:
    """A file that isn't there would leave a hole in every page."""
    site = index.single("site")
    if site is None or index.root is None:
        return
    names = [path.removeprefix(_FOLDER) for path in index.portal]
    for where, name in _named(site.data):
        if name and name not in names:
            guess = nearest(name, names)
            fix = f"是不是“{guess}”？" if guess else f"把文件放到 {_FOLDER}{name}。"
            yield Finding(site, where, f"没有文件 {_FOLDER}{name}。", fix, paste=guess or "")


def _named(data: Any) -> Iterator[tuple[list[str], str]]:
    for key, name in data.get("门户", {}).items():
        yield ["门户", key], name
    for key, mark in data.get("标识", {}).items():
        if "图片" in mark:
            yield ["标识", key, "图片"], mark["图片"]


@rule(
    "site-portal",
    "门户的页头页脚里没有脚本、写死的样式和别处的内容",
    why="这一段会进到每一页，页面的安全策略不允许脚本、写死的样式和别的网站的内容。",
)
def portal(index: Index) -> Iterator[Finding]:
    """HTML and CSS of the portal's are read by an allow-list; the rest is refused by line."""
    site = index.single("site")
    if site is None or not index.portal:
        return
    # Imported here: few catalogs bring a portal's header; what reads it takes 12 ms to import.
    from generator.check.portal import read_portal  # noqa: PLC0415

    for path, faults in index.once(read_portal).faults.values():
        for fault in faults:
            span = Span.at(fault.line, fault.column)
            yield Finding(site, None, fault.what, fault.fix, span=span, path=path)
