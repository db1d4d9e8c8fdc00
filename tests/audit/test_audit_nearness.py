"""What somebody may have meant by a number or a name that isn't there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.audit import near
from generator.audit.days import day_meant, day_named

THINGS = {
    **{f"{unit}/01-0{row}": f"救助·事项{row}" for unit in ("990102", "990103") for row in "123456"},
    "990102/02-01": "救灾·办事指南",
    "990102/01-B01": "救助·本地事项",
    "990102101/01-05": "救助·事项5",
    "20240105-abc234": "关于救灾物资的公告",
}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("990102/01-09", ["990102/01-06", "990102/01-05", "990102/01-04"]),
        ("990109/01-05", ["990102/01-05", "990103/01-05", "990102101/01-05"]),
        ("990102/01-b02", ["990102/01-B01"]),
        ("990102/03-01", ["990102/02-01"]),
        ("990102 01 05", ["990102/01-05"]),
        ("救灾办事的指南", ["990102/02-01"]),
        ("救灾物资", ["20240105-abc234"]),
        ("20240105-abc235", ["20240105-abc234"]),
        ("风马牛", []),
    ],
)
def test_the_likeliest_comes_first(asked: str, found: list[str]) -> None:
    """Neighbours of a number in its unit, the same number in units alike, titles alike."""
    assert near(THINGS, [asked], 5)[: len(found) or 5] == found


def test_one_title_is_one_suggestion() -> None:
    """However many units have the item: five different ones help more than five times the same."""
    titles = [THINGS[key] for key in near(THINGS, ["救助事项"], 5)]
    assert len(titles) == len(set(titles)) == 5


@given(st.text(alphabet="0123456789/-BbＡ年月日.　 救助\x00", max_size=24), st.integers(0, 5))
def test_whatever_is_typed_gives_known_things(asked: str, most: int) -> None:
    """No text makes it fail, and nothing is suggested twice or made up."""
    found = near(THINGS, [asked], most)
    assert len(found) == len(set(found)) <= most
    assert set(found) <= THINGS.keys()
    assert near({}, [asked], most) == []


@given(st.text(alphabet="0123456789-–/.年月日号　 x", max_size=14))
def test_whatever_is_typed_as_a_day_is_a_day_or_a_hint(spec: str) -> None:
    """No text makes it fail; what a hint says is a day as days are written."""
    day = day_named(spec)
    assert day is None or day.isoformat() == spec
    hint = day_meant(spec)
    if hint.startswith("日期"):
        assert day_named(hint[-11:-1])
