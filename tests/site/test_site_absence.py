"""What an item's page says where nothing is published: a word for each state, and where to turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from fictional import make_catalog
from msgspec import structs
from past import make_history

from generator.resolve import State
from generator.site.absence import Absence, Way, absence_of
from generator.site.view import View

if TYPE_CHECKING:
    from typing import Any

    from generator.resolve.model import Unit

CITY = make_catalog()
PHONE = "0999-1234567"


def view_of(items: dict[str, dict[str, Any]], units: dict[str, dict[str, Any]]) -> View:
    """Return a view of the fictional city with some fields of items and units changed."""
    changed = {key: structs.replace(CITY.items[key], **fields) for key, fields in items.items()}
    places = {code: structs.replace(CITY.units[code], **fields) for code, fields in units.items()}
    city = structs.replace(CITY, items=CITY.items | changed, units=CITY.units | places)
    return View(city, make_history(""))


def said(view: View, key: str) -> Absence | None:
    """Return what is said of an item."""
    item = view.whole.items[key]
    return absence_of(view, item, view.whole.units[item.unit], PHONE)


def panel(html: bytes) -> str:
    """Return the words of the panel, "" where there is none."""
    found = re.search(r'<div class="empty st-panel-.*?</div>', html.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", found[0]).split()) if found else ""


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("dong/jia/01-02", ["应公开未公开", "最晚应当在 2026-01-09 公开", "打电话催问"]),
        ("dong/jia/01-03", ["【虚构】东区登记：这一项暂无信息", "2026-03-01 登记。【虚构】理由"]),
        ("dong/jia/01-04", ["【虚构】东区登记：本级没有这一项的职责。【虚构】理由"]),
        ("dong/jia/01-05", ["2026-03-01 停止公开。依据：【虚构】文件。理由：【虚构】理由。"]),
        ("dong/jia/01-06", ["没有收录【虚构】东区这一项", "看【虚构】东区网站", "申请公开"]),
        ("dong/jia/01-08", ["标准渠道是公开查阅点，没有列政府网站", "打电话问在哪里看"]),
    ],
)
def test_each_state_says_what_it_is_and_where_to_turn(built, path: str, words: list[str]) -> None:
    """The panel names the state in words, what its owner registered, whom to call."""
    text = panel(built.publication.html(f"{path}/index.html"))
    assert all(word in text for word in words), text


def test_a_sentence_of_the_owners_own_gets_no_second_full_stop(built) -> None:
    """理由 and 依据 are written with their full stop or without, and read alike."""
    templates = built.publication.templates

    def shown(end: str) -> str:
        stopped = Absence(
            State.STOPPED, "【虚构】东区", PHONE, reason=f"【虚构】取消{end}", basis=f"文件{end}"
        )
        html = templates.part("_absence", stopped, "index.html", lambda: {"absence": stopped})
        return panel(html.encode())

    assert "依据：文件。理由：【虚构】取消。以前" in shown("")
    assert shown("。") == shown("")


def test_where_something_is_published_nothing_is_said(built) -> None:
    """No panel stands above documents."""
    assert said(view_of({}, {}), "990102/01-01") is None
    assert panel(built.publication.html("dong/jia/01-01/index.html")) == ""


def test_a_duty_of_another_level_leads_to_the_nearest_unit_above_that_has_it() -> None:
    """The same item of the unit above, as long as that doesn't disown it too."""
    assert said(view_of({}, {}), "990102101/01-04").upper is None
    view = view_of({"990102/01-04": {"state": State.NOT_ENTERED}}, {})
    way = Way("【虚构】东区", "dong/jia/01-04/index.html")
    assert said(view, "990102101/01-04").upper == way


@pytest.mark.parametrize(
    ("state", "way"),
    [
        (State.NOT_ENTERED, Way("【虚构】西区", "xi/jia/01-05/index.html")),
        (State.STOPPED, Way("【虚构】西区", "xi/index.html", has_item=False)),
    ],
)
def test_what_was_stopped_leads_to_the_unit_that_goes_on(state: State, way: Way) -> None:
    """To its item, or to the unit alone where that has stopped it as well."""
    assert said(view_of({}, {}), "990102/01-05").heir is None
    view = view_of({"990103/01-05": {"state": state}}, {"990102": {"successor": "990103"}})
    assert said(view, "990102/01-05").heir == way


def test_items_of_a_unit_without_information_are_told_alike() -> None:
    """What is said holds nothing of the item itself, so that all of them share it."""
    view = view_of({}, {})
    assert said(view, "990102/01-06") == said(view, "990102/01-07")
    assert said(view, "990102/01-06") != said(view, "990103/01-06")


@pytest.mark.parametrize("state", [state for state in State if state is not State.PUBLISHED])
def test_a_state_is_told_with_all_it_speaks_of(state: State) -> None:
    """Items that differ in what their state speaks of aren't told alike."""
    unit: Unit = CITY.units["990102"]
    spoken: dict[State, dict[str, Any]] = {
        State.OVERDUE: {"due": CITY.as_of},
        State.NONE_YET: {"state_reason": "另一个理由"},
        State.NOT_OURS: {"state_reason": "另一个理由"},
        State.STOPPED: {"state_basis": "另一个文件"},
        State.OFFLINE: {"channels": ("其他",)},
        State.NOT_ENTERED: {},
    }
    view = view_of({}, {})
    item = structs.replace(CITY.items["990102/01-07"], state=state)
    other = structs.replace(item, **spoken[state])
    one, two = (absence_of(view, some, unit, PHONE) for some in (item, other))
    assert (one == two) == (not spoken[state])
    assert absence_of(view, item, unit, "12345") != one
