"""目录动态调整: the latest changes, each month's, and those of a unit, a body, an area."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from generator.site.news import WHOLE
from generator.site.page import Column, Crumb, Page
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.site.news import News, Scope
    from generator.site.templates import Templates
    from generator.site.view import View

TITLE = "目录动态调整"
_LATEST = 50
_OF_ONE = 100  # on the page of a unit, a body or an area
_OF_MONTH = 300


@dataclass(frozen=True, slots=True)
class Key:
    """Which page: everything, a month (``2026-11``), or one scope's folder."""

    folder: str = WHOLE
    month: str = ""


def _month(news: News) -> str:
    return f"{news.date:%Y-%m}"


def months(view: View) -> tuple[tuple[str, int], ...]:
    """Return each month with changes and how many it has, the newest first."""
    found: dict[str, int] = {}
    for news in view.scopes[WHOLE].news:
        found[_month(news)] = found.get(_month(news), 0) + 1
    return tuple(sorted(found.items(), reverse=True))


def _listed(view: View, part: str) -> list[Scope]:
    """Return the units, bodies or areas that have changes, in the catalog's order."""
    start = f"{WHOLE}/{part}/"
    return [s for s in view.scopes.values() if s.news and s.folder.startswith(start)]


def _by_day(news: Iterable[News]) -> list[tuple[str, list[News]]]:
    found = groupby(news, key=lambda n: n.date.isoformat())
    return [(day, list(entries)) for day, entries in found]


def _render(view: View, templates: Templates, path: str, key: Key) -> Page:
    scope = view.scopes[key.folder]
    news = [n for n in scope.news if not key.month or _month(n) == key.month]
    most = _OF_MONTH if key.month else _LATEST if key.folder == WHOLE else _OF_ONE
    part = f"{key.month[:4]} 年 {int(key.month[5:])} 月" if key.month else ""
    name = part or ("" if key.folder == WHOLE else scope.name)
    top = key == Key()
    content = templates.fragment(
        "changes",
        path,
        title=TITLE,
        name=name,
        scope=scope,
        days=_by_day(news[:most]),
        shown=len(news[:most]),
        all=len(news),
        months=months(view) if top else (),
        lists=[
            (heading, _listed(view, folder))
            for heading, folder in (("按单位", "units"), ("按领域", "areas"), ("按部门", "bodies"))
        ]
        if top
        else (),
        top=top,
        month=key.month,
        history=view.history,
        head=view.head if top else None,
        established=view.history.established,
        total=len(view.catalog.items),
        waivers=view.waivers if top else (),
    )
    title = f"{name}{TITLE}" if name else TITLE
    description = f"{name or '全部单位'}的公开事项在目录建立之后的新增、修改、移动和停止公开。"
    crumbs = (Crumb(TITLE),) if top else (Crumb(TITLE, f"{WHOLE}/index.html"), Crumb(name))
    return Page(
        path, "changes", title, description, crumbs, content,
        Column(title, description, "目录,变化,动态调整", "信息公开目录"),
        feed=key.folder,
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, Key]]:
    yield f"{WHOLE}/index.html", Key()
    for month, _ in months(view):
        yield f"{WHOLE}/{month}/index.html", Key(month=month)
    for scope in view.scopes.values():
        if scope.news and scope.folder != WHOLE:
            yield f"{scope.folder}/index.html", Key(scope.folder)


KIND = Kind(Setting("changes", section="changes"), _find, _render)
