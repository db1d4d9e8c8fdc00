"""What can honestly be said of an item, from what its owner wrote and what was published.

Nothing is accused without proof: 应公开未公开 takes a dated event, a limit that was parsed without
doubt, and a unit whose owner says the records here are complete (收录: 完整).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.limits import judgeable
from generator.limits.workdays import due_date
from generator.resolve.model import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from generator.limits import Clause


class Judgement(Struct, frozen=True):
    """A state, why it holds, since when, on what basis, and the day it should have been met."""

    state: State
    reason: str = ""
    date: dt.date | None = None
    basis: str = ""
    due: dt.date | None = None


class Facts(Struct, frozen=True):
    """Everything a judgement rests on."""

    written: str  # 状态 as the owner wrote it, or ""
    reason: str
    date: dt.date | None
    basis: str
    formed: dt.date | None  # 形成日期: the information exists since then
    online: bool
    complete: bool  # the unit is marked 收录: 完整
    clauses: tuple[Clause, ...]
    days: Sequence[str]  # when records of it were published or formed, as ISO writes them
    as_of: dt.date


_WRITTEN = {
    "停止公开": State.STOPPED,
    "本级无此职责": State.NOT_OURS,
    "暂无信息": State.NONE_YET,
}


def judge(facts: Facts) -> Judgement:
    """Return the state of an item; the first that applies, from what is certain to the default."""
    written = _WRITTEN.get(facts.written)
    if written in (State.STOPPED, State.NOT_OURS):
        return Judgement(written, facts.reason, facts.date, facts.basis)
    due = _missed(facts)
    if due is not None:
        return Judgement(State.OVERDUE, date=facts.formed, due=due)
    if facts.days:
        return Judgement(State.PUBLISHED)
    if written is State.NONE_YET:
        return Judgement(written, facts.reason, facts.date)
    return Judgement(State.NOT_ENTERED if facts.online else State.OFFLINE)


def _missed(facts: Facts) -> dt.date | None:
    """Return the last day of a limit that has passed without publication, else None."""
    if not (facts.formed and facts.complete and facts.online):
        return None
    if max(facts.days, default="") >= facts.formed.isoformat():
        return None
    clause = judgeable(facts.clauses)
    due = due_date(facts.formed, clause) if clause else None
    # A due date estimated for want of a holiday table may be days off: too weak to accuse on.
    if due is None or due.estimated or due.date >= facts.as_of:
        return None
    return due.date
