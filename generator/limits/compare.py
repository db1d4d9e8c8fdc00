"""Two wordings of a time limit compared: which asks more of whoever publishes.

Clauses are compared, never wordings. What the two don't measure alike (another event, 工作日
against 日 where either may come first, a clause that was not read) is undecided, never guessed.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.limits.limit import parse_limit
from generator.limits.phrases import is_formation
from generator.limits.words import Clause, Relation, TimeUnit
from generator.limits.workdays import due_date

if TYPE_CHECKING:
    from collections.abc import Callable


class Shift(Enum):
    """How a limit moved; the value is the word for it."""

    LATER = "放宽"  # the public may be kept waiting longer, or sees it for a shorter time
    SOONER = "收紧"
    UNCLEAR = "不可判"


_MONTHS = {TimeUnit.MONTH: 1, TimeUnit.QUARTER: 3, TimeUnit.HALF_YEAR: 6, TimeUnit.YEAR: 12}
_DAYS = {TimeUnit.DAY: 1, TimeUnit.WEEK: 7}
_STAYING = Relation.DURATION
# Every day of these years is tried as the first day where a length in working days meets another:
# years whose holidays were published, ordinary and odd ones.
_TRIED = (dt.date(2021, 1, 1), dt.date(2025, 12, 31))


@lru_cache(maxsize=4096)
def compare_limits(old: str, new: str) -> frozenset[Shift]:
    """Return how a limit moved from one wording to another; empty when it says the same."""
    if old == new:
        return frozenset()
    before, after = parse_limit(old), parse_limit(new)
    if not before or not after:
        return frozenset({Shift.UNCLEAR})
    scopes = dict.fromkeys((c.scope, c.relation is _STAYING) for c in (*before, *after))
    found: set[Shift] = set()
    for scope, staying in scopes:
        pair = _binding(before, scope, staying=staying), _binding(after, scope, staying=staying)
        found |= {Shift.UNCLEAR} if None in pair else _clause(*pair)  # type: ignore[arg-type]
    return frozenset(found)


def _binding(clauses: tuple[Clause, ...], scope: str, *, staying: bool) -> Clause | None:
    """Return the one clause that holds for a scope: its own, else the general one."""
    alike = [c for c in clauses if (c.relation is _STAYING) is staying]
    own = [c for c in alike if c.scope == scope] or [c for c in alike if not c.scope]
    return own[0] if len(own) == 1 else None


def _clause(old: Clause, new: Clause) -> set[Shift]:
    if (old.relation, new.relation) in _SUDDEN:
        return {_SUDDEN[old.relation, new.relation], *_notice(old, new)}
    if old.relation is not new.relation or not _same_event(old, new) or old.place != new.place:
        return {Shift.UNCLEAR}
    return _COMPARERS.get(old.relation, _nothing)(old, new) | _notice(old, new)


def _same_event(old: Clause, new: Clause) -> bool:
    return old.event == new.event or (is_formation(old.event) and is_formation(new.event))


def _nothing(old: Clause, new: Clause) -> set[Shift]:
    del old, new
    return set()


def _order(shift: int | None, *, more: Shift = Shift.LATER) -> set[Shift]:
    """Return what a difference of lengths means; None is not known."""
    less = Shift.SOONER if more is Shift.LATER else Shift.LATER
    if shift is None:
        return {Shift.UNCLEAR}
    return {more} if shift > 0 else {less} if shift < 0 else set()


def _length(n: int | None, unit: TimeUnit | None) -> tuple[str, int] | None:
    """Return a length in the measure it can be compared in: months, days or working days."""
    if n is None or unit is None:
        return None
    for name, table in (("月", _MONTHS), ("日", _DAYS)):
        if unit in table:
            return name, n * table[unit]
    return "工作日", n


def _difference(old: tuple[str, int] | None, new: tuple[str, int] | None) -> int | None:
    if old is None or new is None or old[0] != new[0]:
        return None
    return new[1] - old[1]


def _within(old: Clause, new: Clause) -> set[Shift]:
    exact = _difference(_length(old.n, old.unit), _length(new.n, new.unit))
    return _order(exact) if exact is not None else _by_calendar(old, new)


def _by_calendar(old: Clause, new: Clause) -> set[Shift]:
    """Compare the last days themselves, from every first day of the years tried."""
    seen: set[bool] = set()
    day, last = _TRIED
    while day <= last:
        before, after = due_date(day, old), due_date(day, new)
        if before is None or after is None:
            return {Shift.UNCLEAR}
        if before.date != after.date:
            seen.add(after.date > before.date)
        if len(seen) > 1:
            return {Shift.UNCLEAR}
        day += dt.timedelta(days=1)
    return {Shift.LATER if later else Shift.SOONER for later in seen}


def _measured(more: Shift) -> Callable[[Clause, Clause], set[Shift]]:
    def compare(old: Clause, new: Clause) -> set[Shift]:
        if (old.n, old.unit) == (new.n, new.unit):
            return set()
        shift = _difference(_length(old.n, old.unit), _length(new.n, new.unit))
        return _order(shift, more=more)

    return compare


def _on_date(old: Clause, new: Clause) -> set[Shift]:
    return _order((new.day > old.day) - (new.day < old.day))


def _notice(old: Clause, new: Clause) -> set[Shift]:
    """Compare how long it must stay public: longer is more; none against some can't be told."""
    before, after = (old.notice_n, old.notice_unit), (new.notice_n, new.notice_unit)
    if before == after:
        return set()
    return _order(_difference(_length(*before), _length(*after)), more=Shift.SOONER)


_COMPARERS: dict[Relation, Callable[[Clause, Clause], set[Shift]]] = {
    Relation.WITHIN: _within,
    Relation.BEFORE: _measured(Shift.SOONER),  # further ahead of the event
    Relation.EVERY: _measured(Shift.LATER),
    Relation.ON_DATE: _on_date,
}
# Nothing is sooner than at once, whatever length of time the other has.
_SUDDEN = {
    (Relation.REALTIME, Relation.WITHIN): Shift.LATER,
    (Relation.WITHIN, Relation.REALTIME): Shift.SOONER,
}
