"""The time-limit parser on wordings it was not written for: right or 不可判, never wrong.

``limits_unseen.yml`` says what each means, judged by reading before the parser was run on it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from test_limits import EXPECTED, WORDINGS, fields, wanted

from generator.limits import judgeable, parse_limit

UNSEEN = yaml.safe_load((Path(__file__).parent / "limits_unseen.yml").read_text(encoding="utf-8"))
CASES = {wording: clauses for table in UNSEEN.values() for wording, clauses in table.items()}
LEAST = 390  # wordings
LEAST_READ = 150  # wordings that promise something and are read: silence alone proves nothing


@pytest.mark.parametrize("wording", CASES)
def test_right_or_unread(wording: str) -> None:
    """No number, unit, relation, event or scope comes out that isn't the wording's."""
    clauses = [fields(clause) for clause in parse_limit(wording)]
    assert clauses in ([], [wanted(row) for row in CASES[wording]])


@pytest.mark.parametrize("wording", [wording for wording, rows in CASES.items() if not rows])
def test_nothing_certain_is_never_judged(wording: str) -> None:
    """What promises nothing certain makes nobody late."""
    assert judgeable(parse_limit(wording)) is None


def test_most_of_what_can_be_read_is_read() -> None:
    """The table is large, none of it is among the tuned wordings, and many of it are read."""
    tuned = set(WORDINGS) | {w for table in EXPECTED["范例"].values() for w in table}
    assert tuned.isdisjoint(CASES)
    assert len(CASES) >= LEAST
    assert sum(bool(parse_limit(wording)) for wording in CASES) >= LEAST_READ
