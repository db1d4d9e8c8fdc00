"""Dates are days that exist, in an order that can be."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.check.days import parse_date, unreal
from generator.check.registry import Finding, rule
from generator.diagnostics import Severity
from generator.limits import due_date, judgeable, parse_limit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.check.entry import Entry
    from generator.check.index import Index
    from generator.limits import Clause

_FIELDS = (
    "生成日期",
    "发布日期",
    "日期",
    "形成日期",
    "归档日期",
    "施行",
    "撤销",
    "停止",
    "建立日期",
)
_OLDEST = dt.date(1949, 10, 1)


@rule("date-real", "日期要是真有的一天", why="不存在的日子无法计算时限，也无法排序。", each=True)
def real(index: Index) -> Iterator[Finding]:
    """2024-02-30 has the right form but is no day."""
    for entry, where, text in _dates(index):
        day = parse_date(text)
        if day is None:
            what, fix, paste = unreal(text)
            yield Finding(entry, where, what, fix, paste)
        elif day < _OLDEST:
            yield Finding(entry, where, f"{text} 太早了。", "核对年份。")


@rule(
    "date-order",
    "生成日期不能晚于发布日期",
    why="文件先形成，后发布，再归档；单位先成立，后撤销。",
    each=True,
)
def order(index: Index) -> Iterator[Finding]:
    """A document is formed, published, archived, in this order; a unit ends after it begins."""
    for entry in index.of("record"):
        for first, then in (("生成日期", "发布日期"), ("发布日期", "归档日期")):
            before, after = parse_date(entry.data.get(first)), parse_date(entry.data.get(then))
            if before and after and before > after:
                what = f"{first} {before} 晚于{then} {after}。"
                yield Finding(entry, [first], what, "核对这两个日期。")
    for entry in [*index.of("unit"), *index.of("body")]:
        start, end = parse_date(entry.data.get("施行")), parse_date(entry.data.get("撤销"))
        if start and end and end < start:
            yield Finding(entry, ["撤销"], f"撤销日期 {end} 早于施行日期 {start}。", "核对日期。")


@rule(
    "date-future",
    "信息的日期不能在今天以后",
    why="还没有到的日子不可能已经发布；伪造发稿日期属于检查的单项否决情形。",
    each=True,
)
def future(index: Index) -> Iterator[Finding]:
    """A record can't have been formed or published on a day still to come."""
    for entry in index.of("record"):
        for field in ("生成日期", "发布日期", "归档日期"):
            day = parse_date(entry.data.get(field))
            if day and day > index.today:
                yield Finding(
                    entry,
                    [field],
                    f"{field} {day} 在今天（{index.today}）以后。",
                    "核对年份；还没有发布的，等发布以后再写。",
                )


@rule(
    "date-missing",
    "公开信息要写发布日期",
    severity=Severity.NOTE,
    why="没有注明发布时间的信息，检查时视为没有更新。",
    each=True,
)
def missing(index: Index) -> Iterator[Finding]:
    """A record without 发布日期 counts as not updated in inspections."""
    for entry in index.of("record"):
        if "发布日期" not in entry.data:
            yield Finding(
                entry, ["标题"], "没有写发布日期。", "原网页上有日期的，补上。", key=True,
                paste="发布日期: 2024-01-31",
            )  # fmt: skip


@rule(
    "date-late",
    "发布晚于公开时限",
    severity=Severity.WARNING,
    why="《政府信息公开条例》第二十六条：自信息形成或者变更之日起20个工作日内公开，另有规定的从其规定。",
    each=True,
)
def late(index: Index) -> Iterator[Finding]:
    """Where both dates and the limit are known for certain, the days between can be counted."""
    for entry in index.of("record"):
        formed = parse_date(entry.data.get("生成日期"))
        published = parse_date(entry.data.get("发布日期"))
        if not (formed and published) or published > index.today:
            continue
        for code, limit in _limits(index, entry):
            clause = _judged_by(limit)
            due = due_date(formed, clause) if clause else None
            if due and not due.estimated and published > due.date:
                yield Finding(
                    entry,
                    ["发布日期"],
                    f"{code} 的时限是“{limit}”，最晚应当在 {due.date} 发布。",
                    "核对两个日期；确实晚了的，照实保留。",
                )
                break


@lru_cache(maxsize=1024)  # some dozens of wordings; asked 45,000 times, it took 0.2 s
def _judged_by(limit: str) -> Clause | None:
    return judgeable(parse_limit(limit))


def _limits(index: Index, record: Entry) -> Iterator[tuple[str, str]]:
    """Yield the limit of each item a record belongs to, the unit's own words before the row's."""
    unit = index.unit_of(record)
    holders = index.adopted.get(unit.folder, {}) if unit else {}
    for code in record.data["事项"]:
        row = index.rows.get(code)
        holder = holders.get(code)
        local = (holder.data["事项"].get(code) or {}) if holder else {}
        limit = local.get("公开时限", row.data["公开时限"] if row else "")
        if limit:
            yield code, limit


def _dates(index: Index) -> Iterator[tuple[Entry, list[str | int], str]]:
    for kind in ("record", "unit", "body", "site"):
        for entry in index.of(kind):
            for field in _FIELDS:
                if entry.data.get(field):
                    yield entry, [field], entry.data[field]
    for entry in index.of("audit"):
        for place, accepted in enumerate(entry.data.get("接受", ())):
            yield entry, ["接受", place, "至"], accepted["至"]
    for row in index.rows.values():
        yield from _nested(row.entry, row.code, row.data)
    for entry, code, data in index.items:
        yield from _nested(entry, code, data)


def _nested(
    entry: Entry, code: str, data: Mapping[str, Any]
) -> Iterator[tuple[Entry, list[str | int], str]]:
    for field in _FIELDS:
        if data.get(field):
            yield entry, ["事项", code, field], data[field]
