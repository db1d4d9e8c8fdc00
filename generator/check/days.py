"""Days as they are written, and words for one that is not in the calendar."""

from __future__ import annotations

import calendar
import datetime as dt

from generator.load import date_parts

_MONTHS = range(1, 13)
_LONGEST = 31


def parse_date(text: str | None) -> dt.date | None:
    """Return the day a ``YYYY-MM-DD`` text names, None when there is no such day.

    A rule says so; it may still be looking while the catalog is resolved.
    """
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def unreal(text: str) -> tuple[str, str, str]:
    """Return what is wrong with a date of a day there is not, what to do, and what to paste.

    The last day of the month is offered only where the month ends a little before the day.
    """
    what, parts = f"没有 {text} 这一天。", date_parts(text)
    year, month, day = map(int, parts) if parts else (0, 0, 0)
    if year < dt.MINYEAR or month not in _MONTHS:
        return what, "核对月份和日子。", ""
    last = calendar.monthrange(year, month)[1]
    if not last < day <= _LONGEST:
        return what, "核对月份和日子。", ""
    end = dt.date(year, month, last).isoformat()
    fix = f"核对日子；{year} 年 {month} 月只有 {last} 天，指月底的写 {end}。"
    return what, fix, end
