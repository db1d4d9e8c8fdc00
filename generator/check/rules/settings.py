"""site.yml: what must be there before a site may call itself official."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Finding, rule
from generator.load import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.index import Index

# The format this version reads; an older one is migrated, a newer one refused.
FORMAT = 1


@rule("site-format", "格式版本要是本软件认识的", why="格式不同的目录会被读错。")
def format_version(index: Index) -> Iterator[Finding]:
    """A catalog of a later format would be misread."""
    site = index.single("site")
    if site and site.data["格式版本"] != FORMAT:
        yield Finding(
            site,
            ["格式版本"],
            f"格式版本 {site.data['格式版本']}，本软件认识的是 {FORMAT}。",
            "这是旧格式，运行 gongkai migrate 改成现在的格式。"
            if site.data["格式版本"] < FORMAT
            else "这是新格式，安装新版本的软件。",
        )


@rule(
    "site-official",
    "正式发布要有主办单位和标识码",
    why="国办发〔2017〕47号：政府网站标明主办单位和网站标识码。",
)
def official(index: Index) -> Iterator[Finding]:
    """Without organiser and code a site would impersonate a government's."""
    site = index.single("site")
    if site is None or not site.data["正式发布"]:
        return
    for field in ("主办单位", "标识码"):
        if not site.data.get(field):
            yield Finding(site, ["正式发布"], f"正式发布，但是没有写{field}。", f"填写{field}。")


@rule(
    "site-type",
    "单位的类型要在 site.yml 里对应一个层级",
    why="层级由 site.yml 的“类型”决定，程序里没有写死。",
)
def types(index: Index) -> Iterator[Finding]:
    """Levels come from data, so that other cities may have other types."""
    for entry in index.of("unit"):
        kind = entry.data["类型"]
        if kind not in index.levels:
            guess = nearest(kind, index.levels)
            yield Finding(
                entry,
                ["类型"],
                f"site.yml 里没有“{kind}”这个类型。",
                f"是不是“{guess}”？" if guess else "在 site.yml 的“类型”里加上它属于哪一级。",
                paste=guess or "",
            )
