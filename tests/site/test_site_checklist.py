"""An item's elements: ticked where a record names them, and nothing said that nobody knows."""

from __future__ import annotations

import pytest
from fictional import make_catalog
from msgspec import structs

from generator.resolve import State
from generator.site.checklist import Checklist, checklist_of

CATALOG = make_catalog()
UNIT = CATALOG.units["990102"]
PLAIN = structs.replace(CATALOG.items["990102/01-01"], records=(), ticked={})
RECORDS = tuple(CATALOG.records)[:1]
TICKED = {"办理条件": RECORDS[0]}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.NOT_ENTERED, Checklist("都未收录", None)),
        (State.NONE_YET, Checklist("已有 0 个", State.NONE_YET)),
        (State.OVERDUE, Checklist("已有 0 个", State.NONE_YET)),
        (State.NOT_OURS, Checklist("", None)),
        (State.STOPPED, Checklist("", None)),
        (State.OFFLINE, Checklist("", None)),
    ],
)
def test_without_records_the_state_speaks(state: State, expected: Checklist) -> None:
    """暂无 where an owner vouches, 未收录 where nobody entered anything, else nothing at all."""
    assert checklist_of(structs.replace(PLAIN, state=state), UNIT) == expected


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("state", [State.PUBLISHED, State.OVERDUE])
def test_records_that_name_no_element_accuse_of_nothing(state: State, complete: bool) -> None:
    """A record of the whole item may hold every element: none is called missing."""
    item = structs.replace(PLAIN, state=state, records=RECORDS)
    unit = structs.replace(UNIT, complete=complete)
    assert checklist_of(item, unit) == Checklist("没有逐项标明", None)


@pytest.mark.parametrize(("complete", "rest"), [(True, State.NONE_YET), (False, State.NOT_ENTERED)])
def test_beside_ticked_ones_the_others_are_marked(complete: bool, rest: State) -> None:
    """The others are 暂无 only where the unit's records are vouched for, 未收录 elsewhere."""
    item = structs.replace(PLAIN, state=State.PUBLISHED, records=RECORDS, ticked=TICKED)
    unit = structs.replace(UNIT, complete=complete)
    assert checklist_of(item, unit) == Checklist("已有 1 个", rest)


def test_what_was_stopped_keeps_its_ticks() -> None:
    """Former records of a stopped item can still be read; what it lacked is nobody's duty now."""
    item = structs.replace(PLAIN, state=State.STOPPED, records=RECORDS, ticked=TICKED)
    assert checklist_of(item, UNIT) == Checklist("已有 1 个", None)


def test_a_ticked_element_leads_to_its_record(built) -> None:
    """The element's name is the link; the other is marked 未收录, with word and shape."""
    html = (built.folder / "dong/jia/01-01/index.html").read_text(encoding="utf-8")
    shown = html[html.index("应当公开的 2 个要素") :].partition("</ul>")[0]
    assert "<small>已有 1 个</small>" in shown
    link = '<a href="../../../records/2024/20240105-abc234.html">办理条件</a>'
    assert link in shown
    assert shown.count("已有</span>") == 1
    assert shown.count("未收录</span>") == 1


def test_the_record_says_which_elements_it_publishes(built) -> None:
    """On the record's own page; a record that names none has no such line."""
    pages = built.folder / "records/2024"
    named = (pages / "20240105-abc234.html").read_text(encoding="utf-8")
    assert "<dt>公开的要素</dt><dd>办理条件</dd>" in named
    assert "公开的要素" not in (pages / "20240104-bcd345.html").read_text(encoding="utf-8")


def test_units_count_ticked_elements_only_when_there_are_some(built) -> None:
    """A unit that marks elements says how many; others say nothing, not 0."""
    for page, told in (("dong", True), ("dong/jia", True), ("xi", False), ("dong/yi", False)):
        html = (built.folder / page / "index.html").read_text(encoding="utf-8")
        assert ("逐项标明公开了 1 个要素。" in html) is told, page
        assert ("逐项标明" in html) is told, page
