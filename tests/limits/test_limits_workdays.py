"""Due dates, against the holiday notices of the State Council's General Office."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.limits import Clause, Relation, TimeUnit, parse_limit
from generator.limits.workdays import DueDate, add_days, add_months, add_workdays, due_date

DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    """Read an ISO date."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        # 国办发明电〔2023〕7号: off 1–7 October 2024, at work 29 September and 12 October.
        ("2024-09-27", 1, "2024-09-29"),
        ("2024-09-27", 3, "2024-10-08"),
        ("2024-09-30", 5, "2024-10-12"),
        ("2024-10-01", 1, "2024-10-08"),
        # 国办发明电〔2024〕12号: off 28 January – 4 February 2025, at work 26 January, 8 February.
        ("2025-01-24", 1, "2025-01-26"),
        ("2025-01-24", 3, "2025-02-05"),
        ("2025-01-27", 4, "2025-02-08"),
        ("2025-01-10", 20, "2025-02-13"),
        # The same notice: off 1–8 October 2025, at work 28 September and 11 October.
        ("2025-09-26", 1, "2025-09-28"),
        ("2025-09-30", 3, "2025-10-11"),
        # No holiday near: twenty working days are four weeks.
        ("2025-07-01", 20, "2025-07-29"),
    ],
)
def test_working_days_around_holidays(start: str, n: int, due: str) -> None:
    """Holidays are skipped and make-up days at weekends counted, from the day after the event."""
    assert add_workdays(day(start), n) == DueDate(day(due), estimated=False)


@pytest.mark.parametrize(
    ("holiday", "works"),
    [("2024-10-07", False), ("2024-10-12", True), ("2025-01-28", False), ("2025-02-08", True)],
)
def test_the_tables_say_what_the_notices_say(holiday: str, works: bool) -> None:
    """The package's own tables agree with the notices on the days these tests rest on."""
    assert chinese_calendar.is_workday(day(holiday)) is works


def test_each_day_works_as_the_package_says() -> None:
    """On every day the package knows; before and after Monday to Friday work, as an estimate."""
    for number in range((dt.date(2040, 1, 1) - dt.date(2000, 1, 1)).days):
        day = dt.date(2000, 1, 1) + number * DAY
        due = add_workdays(day - DAY, 1)
        works = due.date == day
        try:
            assert works is chinese_calendar.is_workday(day), day
            assert not (works and due.estimated), day
        except NotImplementedError:  # the package's word for a year it has no table of
            assert works is (day.weekday() < 5), day
            assert due.estimated, day


@given(st.dates(dt.date(2004, 1, 1), dt.date(2025, 6, 30)), st.integers(1, 60))
def test_as_many_working_days_lie_between(start: dt.date, n: int) -> None:
    """The due date is a working day, and counting from the next day to it gives n."""
    due = add_workdays(start, n)
    days = ((due.date - start) // DAY) + 1
    counted = [start + i * DAY for i in range(1, days)]
    assert not due.estimated
    assert chinese_calendar.is_workday(due.date)
    assert sum(chinese_calendar.is_workday(date) for date in counted) == n


@given(st.dates(dt.date(2050, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 60))
def test_a_year_without_a_table_is_an_estimate(start: dt.date, n: int) -> None:
    """Without a published table Monday to Friday are counted, and the result says so."""
    due = add_workdays(start, n)
    days = ((due.date - start) // DAY) + 1
    assert due.estimated
    assert sum((start + i * DAY).weekday() < 5 for i in range(1, days)) == n


def test_a_count_into_a_year_without_a_table_is_an_estimate() -> None:
    """One counted day of a year that has no table is enough to make the result an estimate."""
    assert add_workdays(day("2003-12-20"), 12).estimated
    assert add_workdays(day("2003-12-31"), 1) == DueDate(day("2004-01-02"), estimated=False)


def test_working_days_are_counted_from_one() -> None:
    """A count of nothing is our own fault and raises."""
    with pytest.raises(ValueError, match="counted from 1"):
        add_workdays(day("2025-01-01"), 0)


def test_natural_days_and_months() -> None:
    """Days follow the calendar; a month without that day ends on its last (民法典第二百零二条)."""
    assert add_days(day("2025-02-27"), 3).date == day("2025-03-02")
    assert add_months(day("2025-01-31"), 1).date == day("2025-02-28")
    assert add_months(day("2024-01-31"), 1).date == day("2024-02-29")
    assert add_months(day("2024-12-15"), 13).date == day("2026-01-15")


@pytest.mark.parametrize(
    ("wording", "event", "due"),
    [
        ("信息形成之日起20个工作日内", "2025-01-10", "2025-02-13"),
        ("征地公告之日起45日内", "2025-03-03", "2025-04-17"),
        ("收到评标报告之日起3日内", "2024-09-28", "2024-10-08"),
        ("信息形成之日起一周内", "2025-01-22", "2025-02-05"),
        ("规划批准之日起两个月内", "2024-12-31", "2025-02-28"),
    ],
)
def test_due_date_of_a_clause(wording: str, event: str, due: str) -> None:
    """A natural-day limit that ends on a day off ends on the next working day (第二百零三条)."""
    assert due_date(day(event), parse_limit(wording)[0]) == DueDate(day(due))


@pytest.mark.parametrize(
    "wording",
    [
        "及时公开",
        "每20个工作日更新",
        "拍卖日前7日",
        "每年3月31日前",
        "公告期限为5个工作日",
        "信息形成后一年内",
    ],
)
def test_no_due_date_without_a_length_after_an_event(wording: str) -> None:
    """Only a length of days, weeks or months after an event has a last day."""
    assert due_date(day("2025-01-10"), parse_limit(wording)[0]) is None


@pytest.mark.parametrize("unit", list(TimeUnit))
def test_no_due_date_past_the_calendar(unit: TimeUnit) -> None:
    """A date at the end of the calendar has no due date instead of an error."""
    clause = Clause("", Relation.WITHIN, n=20, unit=unit)
    assert due_date(dt.date.max, clause) is None
