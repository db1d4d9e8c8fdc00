"""Due dates, in working days by the state's published holiday tables or in natural days.

The day of the event isn't counted (次日起算). Working days include the make-up days that each
year's notice moves to a weekend. A year without a table is counted Monday to Friday, and the
result says that it is an estimate.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from chinese_calendar.constants import holidays, workdays
from msgspec import Struct

from generator.limits.words import Relation, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.limits.words import Clause

CHINA = dt.timezone(dt.timedelta(hours=8))  # all of it, all year
_YEARS = range(min(holidays).year, max(holidays).year + 1)  # of which there are tables
_DAY = dt.timedelta(days=1)
_FRIDAY = 4


def today_in_china() -> dt.date:
    """Return today's date where the catalog is kept."""
    return dt.datetime.now(CHINA).date()


class DueDate(Struct, frozen=True):
    """The last day on which something is in time."""

    date: dt.date
    estimated: bool = False  # a day of a year without a published table was counted


def add_workdays(start: dt.date, n: int) -> DueDate:
    """Return the n-th working day after ``start``.

    Raises ValueError for n below 1 and OverflowError past the year 9999.
    """
    if n < 1:
        raise ValueError(f"working days are counted from 1, not {n}")
    day, estimated = start, False
    while n:
        day += _DAY
        works, guessed = _is_workday(day)
        estimated = estimated or guessed
        n -= works
    return DueDate(day, estimated)


def add_days(start: dt.date, n: int) -> DueDate:
    """Return the n-th natural day after ``start``; raises OverflowError past the year 9999."""
    return DueDate(start + n * _DAY)


def add_months(start: dt.date, n: int) -> DueDate:
    """Return the same day n months later, or that month's last day (民法典第二百零二条).

    Raises OverflowError past the year 9999.
    """
    years, month = divmod(start.month - 1 + n, 12)
    year = start.year + years
    if year > dt.MAXYEAR:
        raise OverflowError(f"no such year: {year}")
    last = calendar.monthrange(year, month + 1)[1]
    return DueDate(dt.date(year, month + 1, min(start.day, last)))


def due_date(event_date: dt.date, clause: Clause) -> DueDate | None:
    """Return the last day a clause allows after its event; None when it sets no such day.

    A limit in days, weeks or months that ends on a day off ends on the next working day
    (民法典第二百零三条).
    """
    add = None if clause.unit is None else _ADDERS.get(clause.unit)
    if clause.relation is not Relation.WITHIN or add is None or clause.n is None:
        return None
    try:
        due = add(event_date, clause.n)
        return due if clause.unit is TimeUnit.WORKDAY else _next_workday(due.date)
    except OverflowError:
        return None


def _next_workday(day: dt.date) -> DueDate:
    """Return the day itself when it is a working day, else the next one."""
    works, estimated = _is_workday(day)
    while not works:
        day += _DAY
        works, guessed = _is_workday(day)
        estimated = estimated or guessed
    return DueDate(day, estimated)


def _is_workday(day: dt.date) -> tuple[bool, bool]:
    """Tell whether a day is a working day, and whether that is an estimate for want of a table.

    The package's tables are asked themselves: its function looks for their first and last day each
    time, which took 3 % of a rebuild.
    """
    on_a_workday = day.weekday() <= _FRIDAY
    if day.year not in _YEARS:
        return on_a_workday, True
    return day in workdays or (on_a_workday and day not in holidays), False


_ADDERS: dict[TimeUnit, Callable[[dt.date, int], DueDate]] = {
    TimeUnit.WORKDAY: add_workdays,
    TimeUnit.DAY: add_days,
    TimeUnit.WEEK: lambda start, n: add_days(start, 7 * n),
    TimeUnit.MONTH: add_months,
}
