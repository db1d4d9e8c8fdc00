"""Items that went on as others by one commit: lists and histories say what the diff says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit
from tinycity import DISTRICT, TOWN, local

from generator.audit import compare, history_of, life_of, news_of, open_source
from generator.audit.diff.model import Thing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.audit import Piece
    from generator.audit.diff.model import Change

TODAY = dt.date(2026, 1, 1)
ITEMS, TOWN_ITEMS = f"{DISTRICT}/jia-bu/jia.yml", f"{TOWN}/jia.yml"
STONE = "    状态: 停止公开\n    日期: 2025-06-30\n    理由: 职责划转\n    依据: 《某通知》\n"


def own(code: str, link: str = "") -> str:
    """Return an item of a unit's own, and what it says besides."""
    return local(f"01-{code}", f"    {link}\n" if link else "")


def stone(code: str) -> str:
    """Return an item's tombstone."""
    return own(code) + STONE


def state(items: str, town: str = "") -> dict[str, str]:
    """Return the files in which the district and the town have these items of their own."""
    return {ITEMS: tinycity.FILES[ITEMS] + items, TOWN_ITEMS: tinycity.FILES[TOWN_ITEMS] + town}


def pieces(root: Path) -> list[Piece]:
    """Return what the last commit did to items."""
    history = history_of(root)
    return [p for p in news_of(history, len(history.commits) - 1) if p.kind == "item"]


def short(number: str) -> str:
    """Return an item's code, with a mark where it is the town's."""
    unit, _, code = number.partition("/")
    return code.removeprefix("01-") + ("镇" if len(unit) > len("990102") else "")


FROM = "移自: 990102/01-B01"
BOTH = "合并自: [990102/01-B01, 990102/01-B02]"
TAKEN_IN = "合并自: [990102/01-B02, 990102/01-B03]"
CASES = {
    "moved-with-a-stone": (
        (own("B01"), ""), (stone("B01"), own("B01", FROM)), {("移动", "B01镇", ("B01",))},
    ),
    "renumbered-with-a-stone": (
        (own("B01"), ""), (stone("B01") + own("B02", FROM), ""), {("改编号", "B02", ("B01",))},
    ),
    "merged-with-stones": (
        (own("B01") + own("B02"), ""), (stone("B01") + stone("B02") + own("B03", BOTH), ""),
        {("合并", "B03", ("B01", "B02"))},
    ),
    "split-with-a-stone": (
        (own("B01"), ""), (stone("B01") + own("B02", FROM) + own("B03", FROM), ""),
        {("拆分", "B02", ("B01",)), ("拆分", "B03", ("B01",))},
    ),
    "split-in-force": (
        (own("B01"), ""), (own("B01") + own("B02", FROM), ""),
        {("拆分", "B01", ()), ("拆分", "B02", ("B01",))},
    ),
    "taken-in": (
        (own("B01") + own("B02") + own("B03"), ""), (own("B01", TAKEN_IN), ""),
        {("合并", "B01", ("B01", "B02", "B03"))},
    ),
    "taken-in-with-stones": (
        (own("B01") + own("B02") + own("B03"), ""),
        (own("B01", TAKEN_IN) + stone("B02") + stone("B03"), ""),
        {("合并", "B01", ("B01", "B02", "B03"))},
    ),
    "move-undone": (
        ("", own("B01", FROM)), (own("B01"), ""), {("移动", "B01", ("B01镇",))},
    ),
    "part-lost": (
        (own("B01") + own("B02", FROM), ""), (own("B01"), ""), {("消失", "B02", ())},
    ),
    "split-undone": (
        (own("B02", FROM) + own("B03", FROM), ""), (own("B01"), ""),
        {("合并", "B01", ("B02", "B03"))},
    ),
    "stopped-before": (
        (stone("B01"), ""), (stone("B01") + own("B02", FROM), ""), {("新增", "B02", ())},
    ),
    "stopped-at-once-under-another": (
        (own("B01"), ""), (own("B02", FROM) + STONE, ""), {("停止公开", "B02", ("B01",))},
    ),
    "left-long-ago-and-renumbered": (
        (own("B01") + own("B02", FROM), ""),
        (own("B01") + own("B03", FROM.replace("B01", "B02")), ""),
        {("改编号", "B03", ("B02",))},
    ),
    "listed-as-stopped": ((" ", ""), (stone("B01"), ""), {("修改", "B01", ())}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_list_tells_a_commit_as_the_diff_does(tmp_path: Path, case: str) -> None:
    """A tombstone left behind, a part given away, another taken in: one word everywhere."""
    before, after, expected = CASES[case]
    root = city(tmp_path)
    for files in (state(*before), state(*after)):
        commit(root, files)
    found = pieces(root)
    assert {(p.event, short(p.key), tuple(map(short, p.sources))) for p in found} == expected
    changes = compare(open_source(root, "HEAD~1"), open_source(root, "HEAD"), TODAY).changes
    assert {e for c in changes if c.thing is Thing.ITEM for e in told(c)} == expected


def told(change: Change) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield a change as lists tell it: of what was split, each part, with the whole it was of."""
    if not change.targets:
        yield change.kind.value, short(change.key), tuple(map(short, change.sources))
    for key in change.targets:
        yield change.kind.value, short(key), () if key == change.key else (short(change.key),)


def test_what_is_written_where_an_item_stood_is_told_with_it(tmp_path: Path) -> None:
    """The day, the reason and the document of the tombstone belong to the move."""
    root = city(tmp_path)
    for files in (state(own("B01")), state(stone("B01"), own("B01", FROM))):
        commit(root, files)
    (piece,) = pieces(root)
    assert {(c.name, c.new) for c in piece.changes if c.name.startswith("停止")} == {
        ("停止日期", "2025-06-30"), ("停止理由", "职责划转"), ("停止依据", "《某通知》"),
    }  # fmt: skip


def events(root: Path, key: str) -> list[tuple[str, str]]:
    """Return an item's history: under which number, what."""
    return [(short(entry.key), entry.event) for entry in life_of(history_of(root), "item", key)]


def test_histories_say_it_from_both_sides(tmp_path: Path) -> None:
    """Who stayed and gave a part away, and who was taken in, has it in its own history too."""
    root = city(tmp_path)
    for files in (
        state(own("B01") + own("B02") + own("B03")),
        state(own("B01") + own("B02", TAKEN_IN.replace("B02", "B05")) + stone("B03")),
        state(own("B01") + own("B02", TAKEN_IN.replace("B02", "B05")) + stone("B03")
              + own("B04", FROM)),
    ):  # fmt: skip
        commit(root, files)
    assert events(root, "990102/01-B03") == [("B03", "列入"), ("B03", "合并")]
    assert events(root, "990102/01-B02")[-1] == ("B02", "合并")
    assert events(root, "990102/01-B01") == [("B01", "列入"), ("B01", "拆分")]
    assert events(root, "990102/01-B04") == [("B01", "列入"), ("B04", "拆分")]


def test_what_became_of_an_item_later_is_not_its_former_parts(tmp_path: Path) -> None:
    """A number that went on under another and is then given to somebody else tells no more."""
    root = city(tmp_path)
    for files in (
        state(own("B01")), state(stone("B01") + own("B02", FROM)),
        state(stone("B01").replace("职责划转", "移交") + own("B02", FROM)),
    ):  # fmt: skip
        commit(root, files)
    assert events(root, "990102/01-B02") == [("B01", "列入"), ("B02", "改编号")]
    assert events(root, "990102/01-B01")[1:] == [("B01", "改编号"), ("B01", "修改")]
