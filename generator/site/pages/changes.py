"""目录动态调整: the latest changes, each year's and month's, those of a unit, a body, an area."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.site.audience import WHOLE
from generator.site.news import SORTS
from generator.site.page import Column, Crumb, Page
from generator.site.pages.kind import Kind
from generator.site.shell import Setting
from generator.site.states import MEANT
from generator.site.versions import COMPARE, START

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.site.audience import Scope
    from generator.site.news import News
    from generator.site.templates import Templates
    from generator.site.view import View

TITLE = "目录动态调整"
_LATEST = 50
_OF_ONE = 100  # on the page of a unit, a body or an area
_OF_PERIOD = 300
_YEAR = 4  # characters of a period that is a year: 2026, not 2026-11
_PARTS = (("按单位", "units"), ("按领域", "areas"), ("按部门", "bodies"))


class Key(Struct, frozen=True):
    """Which page: everything, a year (``2026``) or month (``2026-11``), or one scope's folder."""

    folder: str = WHOLE
    period: str = ""

    @property
    def top(self) -> bool:
        """Tell whether it is the page of everything, from which all others are reached."""
        return self == Key()

    @property
    def most(self) -> int:
        """How many changes the page lists."""
        if self.period:
            return _OF_PERIOD
        return _LATEST if self.top else _OF_ONE


class Choice(Struct, frozen=True):
    """What a list may be narrowed to: in ``field`` of its entries ``value``, ``count`` of them."""

    field: str
    value: str
    count: int
    css: str = ""
    icon: str = ""


def _month(news: News) -> str:
    return f"{news.date:%Y-%m}"


def months(view: View) -> tuple[tuple[str, int], ...]:
    """Return each month with changes and how many it has, the newest first."""
    found = Counter(_month(news) for news in view.scopes[WHOLE].news)
    return tuple(sorted(found.items(), reverse=True))


def years(view: View) -> tuple[tuple[str, int], ...]:
    """Return each year with changes and how many it has, the newest first."""
    found: Counter[str] = Counter()
    for month, count in months(view):
        found[month[:_YEAR]] += count
    return tuple(found.items())


def period_name(period: str) -> str:
    """Return a year or month in words, "" for no period."""
    year, _, month = period.partition("-")
    return f"{year} 年 {int(month)} 月" if month else f"{year} 年" if year else ""


def choices_of(news: Iterable[News], *, by_year: bool = False) -> tuple[tuple[Choice, ...], ...]:
    """Return what a list of changes may be narrowed to: sort, meaning, lacking basis, and year.

    Counted are things, not entries: forty items changed alike are forty.
    """
    sorts: Counter[str] = Counter()
    meanings: Counter[str] = Counter()
    in_year: Counter[str] = Counter()
    silent = 0
    for one in news:
        sorts[one.sort] += one.count
        meanings.update(dict.fromkeys(one.meanings, one.count))
        in_year[str(one.date.year)] += one.count
        silent += one.count if one.due and not one.basis else 0
    return (
        tuple(Choice("sort", sort, sorts[sort]) for sort in SORTS),
        tuple(Choice("means", word, meanings[word], *MEANT[word]) for word in MEANT),
        (Choice("basis", "没有写明依据", silent),),
        tuple(Choice("year", year, n) for year, n in in_year.items())
        if by_year and len(in_year) > 1
        else (),
    )


def _spans(view: View) -> dict[str, str]:
    """Return month → the question of ``compare.html`` that lists all of its changes."""
    found = zip(view.versions, view.versions[1:], strict=False)
    return {new.month: f"from={old.month or START}&to={new.month}" for new, old in found}


def _listed(view: View, part: str) -> list[Scope]:
    """Return the units, bodies or areas that have changes, in the catalog's order."""
    start = f"{WHOLE}/{part}/"
    return [s for s in view.scopes.values() if s.news and s.folder.startswith(start)]


def _by_day(news: Iterable[News]) -> list[tuple[str, list[News]]]:
    found = groupby(news, key=lambda n: n.date.isoformat())
    return [(day, list(entries)) for day, entries in found]


def _beside(view: View, period: str) -> dict[str, str]:
    """Return the periods before and after one, of the same length, as far as there are any."""
    every = years(view) if len(period) == _YEAR else months(view)
    order = [name for name, _ in every]
    at = order.index(period)
    later = {"后": order[at - 1]} if at else {}
    return ({"前": order[at + 1]} if at + 1 < len(order) else {}) | later


def _ways(view: View, key: Key) -> list[tuple[str, Sequence[tuple[str, str, int]]]]:
    """Return the lists that lead on, as (heading, [(name, folder, changes)])."""
    if not key.top and len(key.period) != _YEAR:
        return []
    in_year = [
        (period_name(month), f"{WHOLE}/{month}", n)
        for month, n in months(view)
        if month.startswith(key.period)
    ]
    if not key.top:
        return [("按月", in_year)]
    others = (
        (heading, [(s.name, s.folder, len(s.news)) for s in _listed(view, part)])
        for heading, part in _PARTS
    )
    return [("按月", in_year), *others]


def _render(view: View, templates: Templates, path: str, key: Key) -> Page:
    scope = view.scopes[key.folder]
    news = [n for n in scope.news if _month(n).startswith(key.period)]
    shown = news[: key.most]
    name = period_name(key.period) or ("" if key.folder == WHOLE else scope.name)
    content = templates.content(
        "changes",
        path,
        title=TITLE,
        name=name,
        scope=scope,
        days=_by_day(shown),
        choices=choices_of(shown, by_year=key.folder != WHOLE),
        shown=len(shown),
        all=len(news),
        years=years(view) if key.top else (),
        ways=_ways(view, key),
        beside=_beside(view, key.period) if key.period else {},
        key=key,
        versions=view.versions if key.top else (),
        compare=COMPARE,
        spans=_spans(view),
        site=view.catalog.site,
        as_of=view.catalog.as_of,
        history=view.history,
        head=view.head if key.top else None,
        total=len(view.catalog.items) if key.top else 0,
        waivers=view.waivers if key.top else (),
    )
    title = f"{name}{TITLE}" if name else TITLE
    description = f"{name or '全部单位'}的公开事项在目录建立之后的新增、调整、移交和停止公开。"
    crumbs = (Crumb(TITLE),) if key.top else (Crumb(TITLE, f"{WHOLE}/index.html"), Crumb(name))
    return Page(
        path, "changes", title, description, crumbs, content,
        Column(title, description, "目录,变化,动态调整", "信息公开目录"),
        feed=key.folder,
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, Key]]:
    yield f"{WHOLE}/index.html", Key()
    for period, _ in (*years(view), *months(view)):
        yield f"{WHOLE}/{period}/index.html", Key(period=period)
    for scope in view.scopes.values():
        if scope.news and scope.folder != WHOLE:
            yield f"{scope.folder}/index.html", Key(scope.folder)


KIND = Kind(Setting("changes", section="changes"), _find, _render)
