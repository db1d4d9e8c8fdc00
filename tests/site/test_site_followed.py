"""Pasts: lists, the browser's comparison and ``gongkai diff`` say the same of every item."""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import edited_pasts
import pytest
from edited_pasts import STONE, Town
from tellers import (
    TODAY,
    Field,
    browsed,
    but_unknown,
    compared,
    judged,
    listed,
    months,
    resolved,
    versions,
)
from tinycity import DISTRICT, TOWN

from generator.audit import compare, news_of
from generator.audit.diff.lineage import is_disclosed
from generator.audit.diff.model import Thing
from generator.audit.snapshots import Shelf

if TYPE_CHECKING:
    from edited_pasts import Place

    from generator.resolve import Catalog

SEEDS = range(300)
JIA, YI = f"{DISTRICT}/jia-bu", f"{DISTRICT}/yi-bu"
SLOW, QUICK = "信息形成之日起30个工作日内", "信息形成之日起7个工作日内"
USUAL = "信息形成或者变更之日起20个工作日内"
State = dict[str, str]


def test_lists_and_diff_say_the_same_of_random_pasts() -> None:
    """Of each commit: what happened, what changed in which words, what it means and why."""
    shelf = Shelf()
    for seed in SEEDS:
        states = edited_pasts.past(seed, 4)
        history = edited_pasts.history(states)
        for at, (old, new) in enumerate(pairwise(resolved(s, shelf) for s in states), start=1):
            assert listed(history, at) == compared(old, new, states[: at + 1], at), (seed, at)


@pytest.mark.parametrize(("commits", "seeds"), [(4, SEEDS), (7, SEEDS[:120])])
def test_browser_and_diff_say_the_same_of_random_pasts(commits: int, seeds: range) -> None:
    """Of any two versions, and in sums; but where the browser says that it can't judge."""
    shelf = Shelf()
    pairs, scripts = [], []
    for seed in seeds:
        states = edited_pasts.past(seed, commits)
        history = edited_pasts.history(states)
        files = months(resolved(states[-1], shelf), history)
        for (start, first), (end, last) in combinations({0: "", **versions(history)}.items(), 2):
            pairs.append((seed, start, end, states[: end + 1]))
            scripts.append([text for month, text in files.items() if first < month <= last])
    unknown = 0
    for (seed, start, end, states), found in zip(pairs, browsed(scripts), strict=True):
        old, new = resolved(states[start], shelf), resolved(states[end], shelf)
        wanted, told = but_unknown(compared(old, new, states, start + 1), found.things)
        assert told == wanted, (seed, start, end)
        unknown += told != found.things
        sums = found.sums
        gone = sums["halted"] + sums["vanished"]
        more = sums["gained"] + sums["split"] - sums["merged"]
        assert disclosed(old) - gone + more == disclosed(new), (seed, start, end)
    assert unknown * 100 < len(pairs)


def disclosed(catalog: Catalog) -> int:
    """Return how many items are open."""
    return sum(map(is_disclosed, catalog.items.values()))


def test_rows_are_told_alike_of_random_pasts() -> None:
    """Of each commit the list and the diff say the same of rows, and which items they reach."""
    for seed in SEEDS[:100]:
        states = edited_pasts.past(seed, 4)
        pieces = [piece for piece in news_of(edited_pasts.history(states)) if piece.kind == "row"]
        for at, (old, new) in enumerate(pairwise(states), start=1):
            if old[edited_pasts.STANDARD] == new[edited_pasts.STANDARD]:
                continue
            changes = compare(edited_pasts.source(old), edited_pasts.source(new), TODAY).changes
            assert {
                (piece.key, *judged("", piece.changes, piece.meanings), frozenset(piece.reached))
                for piece in pieces
                if piece.commit.id == f"{at:040x}"
            } == {
                (change.key, *judged("", change.fields, change.meanings), frozenset(change.reach))
                for change in changes
                if change.thing is Thing.ROW
            }, (seed, at)


def deeds(first: dict[Place, State], *edits: dict[Place, State | None] | State) -> list[State]:
    """Return the states after each edit: what items say (None: gone), or the row 01-01's words."""
    town = Town(random.Random(0))
    town.items = first
    states = [town.files()]
    for edit in edits:
        if all(isinstance(name, str) for name in edit):
            town.rows = {"01-01": edit}
        else:
            town.items |= edit
            town.items = {place: said for place, said in town.items.items() if said is not None}
        states.append(town.files())
    return states


def field(name: str, old: str, new: str, meanings: str, note: str = "") -> Field:
    """Return a field as every teller has it."""
    return Field(name, old, new, meanings, note)


LIMIT = "公开时限"
B1, B2, B3, B4 = ((JIA, f"01-B0{number}") for number in range(1, 5))
ROW_ITEM, TOWNS = (JIA, "01-01"), (TOWN, "01-01")
PASTS: dict[str, tuple[list[State], set[tuple[str, str, frozenset[Field]]]]] = {
    "时限两次改动，首尾相比": (
        deeds({B1: {}}, {B1: {LIMIT: SLOW}}, {B1: {LIMIT: QUICK}}),
        {("修改", "990102/01-B01", frozenset({field(LIMIT, USUAL, QUICK, "扩大", "更快")}))},
    ),
    "标准先改，事项后写自己的": (
        deeds({ROW_ITEM: {}}, {LIMIT: SLOW}, {ROW_ITEM: {LIMIT: QUICK}}),
        {("修改", "990102/01-01", frozenset({field(LIMIT, USUAL, QUICK, "扩大", "更快")}))},
    ),
    "写了自己的又照标准，标准另改": (
        deeds({ROW_ITEM: {}}, {ROW_ITEM: {LIMIT: QUICK}}, {LIMIT: SLOW}, {ROW_ITEM: {}}),
        set(),
    ),
    "自己写的和标准一样，标准后改": (
        deeds({ROW_ITEM: {LIMIT: USUAL}}, {ROW_ITEM: {}}, {LIMIT: SLOW}),
        {("修改", "990102/01-01", frozenset({field(LIMIT, USUAL, SLOW, "收窄", "更慢")}))},
    ),
    "照标准的改写成一样的话，标准先改": (
        deeds({ROW_ITEM: {}}, {LIMIT: SLOW}, {ROW_ITEM: {LIMIT: SLOW}}, {B1: {}}),
        {
            ("修改", "990102/01-01", frozenset({field(LIMIT, USUAL, SLOW, "收窄", "更慢")})),
            ("新增", "990102/01-B01", frozenset()),
        },
    ),
    "改编号以前和以后都改过": (
        deeds(
            {B1: {}}, {B1: {LIMIT: SLOW}}, {B1: None, B2: {LIMIT: SLOW, "移自": "990102/01-B01"}},
            {B2: {LIMIT: QUICK, "移自": "990102/01-B01"}},
        ),
        {("改编号", "990102/01-B02", frozenset({field(LIMIT, USUAL, QUICK, "扩大", "更快")}))},
    ),
    "先停止，以后才写移自": (
        deeds({B1: {}}, {B1: STONE}, {B2: {LIMIT: QUICK, "移自": "990102/01-B01"}}),
        {("改编号", "990102/01-B02", frozenset({field(LIMIT, USUAL, QUICK, "扩大", "更快")}))},
    ),
    "合并以前改过，两项编码一样": (
        deeds(
            {ROW_ITEM: {}, TOWNS: {}}, {TOWNS: {LIMIT: SLOW}},
            {ROW_ITEM: None, TOWNS: None, B1: {
                "合并自": "[990102/01-01, 990102101/01-01]", "一级事项": "救助",
                "二级事项": "办事指南", "公开层级": "[县级, 乡级]"}},
        ),
        {("合并", "990102/01-B01", frozenset())},
    ),
    "合并以前时限改过两次": (
        deeds(
            {B1: {}, B2: {}, B3: {}}, {B1: {LIMIT: SLOW}}, {B2: {LIMIT: QUICK}},
            {B1: None, B2: None, B4: {"合并自": "[990102/01-B01, 990102/01-B02]", LIMIT: QUICK}},
        ),
        {("合并", "990102/01-B04", frozenset({
            field("01-B01 公开时限", USUAL, QUICK, "扩大", "更快"),
            field("01-B02 公开时限", USUAL, QUICK, "扩大", "更快"),
        }))},
    ),
    "移走又移回，标准在中间改过": (
        deeds(
            {TOWNS: {}}, {TOWNS: None, B1: {"移自": "990102101/01-01"}}, {LIMIT: SLOW},
            {B1: None, TOWNS: {"移自": "990102/01-B01"}},
        ),
        {("修改", "990102101/01-01", frozenset())},
    ),
    "移走留下停止记载，记载后来恢复": (
        deeds(
            {B1: {}}, {B1: None, B2: {"移自": "990102/01-B01"}},
            {B2: STONE, B3: {"移自": "990102/01-B02"}}, {B2: {"移自": "990102/01-B01"}},
        ),
        {("拆分", "990102/01-B02", frozenset()), ("拆分", "990102/01-B03", frozenset())},
    ),
    "并走又改编号，恢复后再无故不见": (
        deeds(
            {B1: {}, B2: {}},
            {B1: STONE, B2: None, B3: {"合并自": "[990102/01-B01, 990102/01-B02]"}},
            {B1: {}}, {B3: None, B4: {"移自": "990102/01-B03"}}, {B1: None},
        ),
        {("改编号", "990102/01-B04", frozenset()), ("消失", "990102/01-B01", frozenset())},
    ),
    "来的就是停止记载": (
        deeds({B1: {}}, {B2: STONE}), {("修改", "990102/01-B02", frozenset())},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PASTS)
def test_several_changes_are_told_as_one(case: str) -> None:
    """What two versions say of an item is set side by side, whatever was said in between."""
    states, expected = PASTS[case]
    shelf = Shelf()
    old, new = resolved(states[0], shelf), resolved(states[-1], shelf)
    [found] = browsed([list(months(new, edited_pasts.history(states)).values())])
    assert {(told.event, told.key, told.fields) for told in found.things} == expected
    assert found.things == compared(old, new, states, 1)
