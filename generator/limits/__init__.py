"""Time limits (公开时限): reading them, saying them plainly, counting the days.

A leaf of the house: text and dates in, clauses and dates out; it knows nothing of catalogs.
"""

from generator.limits.compare import Shift, compare_limits
from generator.limits.limit import Clause, Relation, TimeUnit, explain, judgeable, parse_limit
from generator.limits.workdays import (
    CHINA,
    DueDate,
    add_days,
    add_workdays,
    due_date,
    today_in_china,
)

__all__ = [
    "CHINA",
    "Clause",
    "DueDate",
    "Relation",
    "Shift",
    "TimeUnit",
    "add_days",
    "add_workdays",
    "compare_limits",
    "due_date",
    "explain",
    "judgeable",
    "parse_limit",
    "today_in_china",
]
