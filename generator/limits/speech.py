"""Time limits in plain words, for people who don't read regulations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.limits.tokens import chinese_numeral
from generator.limits.words import MODES, Clause, Relation, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Callable

_PAIR = 2
_WORKDAYS_OF_WEEK = 5
_WORKDAYS_OF_MONTH = 21
_COUNTERS = {
    TimeUnit.WORKDAY: "个工作日",
    TimeUnit.DAY: "天",
    TimeUnit.WEEK: "周",
    TimeUnit.MONTH: "个月",
    TimeUnit.QUARTER: "个季度",
    TimeUnit.HALF_YEAR: "个半年",
    TimeUnit.YEAR: "年",
}
_PERIODS = {**_COUNTERS, TimeUnit.QUARTER: "季度", TimeUnit.HALF_YEAR: "半年"}


def explain(clauses: tuple[Clause, ...]) -> str:
    """Say what a limit means, e.g. 信息形成后 20 个工作日内公开，大约四周; ``""`` when 不可判."""
    return "；".join(_explain(clause) for clause in clauses)


def _explain(clause: Clause) -> str:
    """Say one clause: what it holds for, the limit, how long it stays public."""
    said = _SPEAKERS[clause.relation](clause)
    if clause.notice_n is not None and clause.relation is not Relation.DURATION:
        said += f"，{_notice(clause)}"
    return f"{clause.scope}：{said}" if clause.scope else said


def _after(clause: Clause) -> str:
    """Say what the time is counted from, without repeating what the clause holds for: 作出后."""
    return f"{clause.event.removeprefix(clause.scope)}后" if clause.event else ""


def _publish(clause: Clause) -> str:
    """Say that something is published, and where."""
    return f"在{clause.place}公开" if clause.place else "公开"


def _length(n: int | None, unit: TimeUnit | None) -> str:
    """Say a length of time: 20 个工作日, 3 天, 2 个月."""
    assert unit is not None
    return f"{n} {_COUNTERS[unit]}"


def _about(clause: Clause) -> str:
    """Say about how many weeks or months some working days are; ``""`` for less than a week."""
    if clause.unit is not TimeUnit.WORKDAY or clause.n is None or clause.n < _WORKDAYS_OF_WEEK:
        return ""
    if clause.n >= 3 * _WORKDAYS_OF_MONTH:
        return f"，大约{_count(round(clause.n / _WORKDAYS_OF_MONTH))}个月"
    weeks, half = divmod(round(clause.n * 2 / _WORKDAYS_OF_WEEK), 2)
    return f"，大约{_count(weeks)}周{'半' if half else ''}"


def _count(n: int) -> str:
    """Return the numeral that counts things: 两, not 二."""
    return chinese_numeral(n) if n != _PAIR else "两"


def _within(clause: Clause) -> str:
    """Say a limit after an event."""
    since = _after(clause)
    natural = "（含周末和节假日）" if clause.unit is TimeUnit.DAY else ""
    unknown = "" if since else "（没有写明从哪天算起）"
    limit = (
        f"{_length(clause.n, clause.unit)}内{_publish(clause)}{natural}{_about(clause)}{unknown}"
    )
    return f"{since} {limit}" if since else limit


def _before(clause: Clause) -> str:
    """Say a limit before an event."""
    length = f"{_length(clause.n, clause.unit)}{_publish(clause)}{_about(clause)}"
    return f"最晚在{clause.event}前 {length}" if clause.event else f"最晚提前 {length}"


def _every(clause: Clause) -> str:
    """Say a period."""
    if clause.n is None or clause.unit is None:
        return "定期公开，没有写明多久一次"
    period = _PERIODS[clause.unit] if clause.n == 1 else f" {_length(clause.n, clause.unit)}"
    return f"每{period}公开或者更新一次{_about(clause)}"


def _notice(clause: Clause) -> str:
    """Say how long something stays public, by the standard's own name for that time."""
    least = "不少于" if "不少于" in clause.text or "不得少于" in clause.text else ""
    return f"{clause.notice_word}{least} {_length(clause.notice_n, clause.notice_unit)}"


def _mode(clause: Clause) -> str:
    """Say how soon, where no number is written, in the standard's own word."""
    word = next((word for word in MODES if word in clause.text), clause.relation.value)
    return f"{_after(clause)}{word}{_publish(clause)}"


def _on_date(clause: Clause) -> str:
    """Say a day of every year."""
    month, day = clause.day.split("-")
    return f"每年 {int(month)} 月 {int(day)} 日前{_publish(clause)}"


_SPEAKERS: dict[Relation, Callable[[Clause], str]] = {
    Relation.WITHIN: _within,
    Relation.BEFORE: _before,
    Relation.AFTER: lambda clause: f"{_after(clause)}{_publish(clause)}，没有写明天数",
    Relation.EVERY: _every,
    Relation.DURATION: lambda clause: _after(clause) + _notice(clause),
    Relation.PROMPT: lambda clause: f"{_mode(clause)}，没有写明天数",
    Relation.REALTIME: _mode,
    Relation.LONG_TERM: _mode,
    Relation.WITH: lambda clause: f"与{clause.event}同时{_publish(clause)}",
    Relation.ON_DATE: _on_date,
    Relation.ANNOUNCED: lambda clause: (
        f"{clause.event}时会公布时限，在那个时限内{_publish(clause)}"
    ),
    Relation.OTHER_LAW: lambda _: "法律、法规另有规定的，按规定办",
}
