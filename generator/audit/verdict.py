"""A comparison and what is to be made of it, as values: what every form of report is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import datetime as dt

    from generator.audit.diff.model import Change, Comparison
    from generator.diagnostics import Severity


class Acceptance(Struct, frozen=True):
    """接受: one change somebody answers for. ``until``: the last day it holds."""

    change: str
    reason: str
    who: str
    until: dt.date


class Judged(Struct, frozen=True):
    """A change with its rules, its weight (None: nothing to tell) and who answers for it."""

    change: Change
    codes: tuple[str, ...]
    severity: Severity | None
    acceptance: Acceptance | None


class Report(Struct, frozen=True):
    """A comparison, judged.

    ``judged``: in the comparison's order; ``folds``: the same, those made alike in many units as
    one; ``problems``: acceptances that have ended or that nothing needs; ``failed``: something has
    to be done before this may stand.
    """

    comparison: Comparison
    judged: tuple[Judged, ...] = ()
    folds: tuple[tuple[Judged, ...], ...] = ()
    problems: tuple[str, ...] = ()
    failed: bool = False
