"""Look-ups are noted for whoever made them, what pages share included."""

from __future__ import annotations

from generator.site.trace import Trace


def test_what_is_shared_is_made_once_and_each_page_rests_on_it():
    """Two pages share a value: one makes it, both have the look-ups it was made from."""
    trace = Trace()
    table = trace.watch("names", {"a": "甲", "b": "乙"})
    made = []

    def name() -> str:
        made.append(table["a"])
        return made[-1]

    noted = []
    for own in ("a", "b"):
        with trace.apart() as seen:
            assert trace.shared("name", name) == "甲"
            table.get(own)
        noted.append(seen)
    assert made == ["甲"]
    assert noted == [{("names", "a")}, {("names", "a"), ("names", "b")}]


def test_what_is_shared_by_one_key_is_not_that_of_another():
    """Keys tell values apart, None among them, and a later look-up doesn't reach earlier pages."""
    trace = Trace()
    table = trace.watch("names", {"a": None, "b": "乙"})
    with trace.apart() as first:
        assert trace.shared(("name", "a"), lambda: table["a"]) is None
    with trace.apart() as second:
        assert trace.shared(("name", "b"), lambda: table["b"]) == "乙"
    assert (first, second) == ({("names", "a")}, {("names", "b")})
