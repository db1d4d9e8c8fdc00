"""What the last build of a site made, and from what: the memory that makes the next one short.

A file stands as it is when nothing shared by all changed (settings, templates, code), its recipe
is the same, every look-up it was made from finds the same, and the file on disk is the one that
was written. The ledger is JSON in ``.gongkai``, one a site folder, written beside and renamed, its
last line a digest of the others: it may be deleted, copied, damaged, or be of another branch at
any time, since it only ever claims what stamps and the files' own state on disk confirm. Where
little changed, only that is kept, beside it (``ledger_since``).
"""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from msgspec import MsgspecError, Struct, field, json

from generator.check.memory import FOLDER
from generator.check.memory import keep as keep_file
from generator.check.seals import sealed_lines, unsealed_lines
from generator.site.ledger_since import Whole, learn, lines_since, place_beside
from generator.site.notes import Made
from generator.site.sheets import as_line, as_text, column_of, joined, kind_of, sheets_of
from generator.site.stamps import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.site.notes import Notes
    from generator.site.sheets import Sheet, Stamps
    from generator.site.stamps import Stamp

    Outdated = Mapping[int, set[int]]
    """By a sheet's place the numbers of look-ups in it that find something else now."""

_FORMAT = 8
_BLOCK = 20_000  # entries of a kind in a line
_SEAL = 64  # characters of the last line
_DAMAGED = (MsgspecError, ValueError, KeyError, TypeError, AttributeError, OverflowError)
_UNKNOWN: Final = {-1: set[int]()}  # nobody knows what is outdated

PART = "part.json"
"""The ledger's name in the folder of a part; a hidden file would be lost by those who pack it."""

Mark = tuple[int, int, int]
"""A file's size in bytes, its time of change in nanoseconds, its number on the disk."""


def mark_of(state: os.stat_result) -> Mark:
    """Return what tells a file as written from one that somebody else wrote."""
    return state.st_size, state.st_mtime_ns, state.st_ino


class Ledger(Struct):
    """The files of one site folder. ``ground``: the stamp of what all of them rest on.

    ``sheets``: what look-ups found when files were made from them, as it was noted. A file made
    again has a new number, so old ones in there mean nobody. ``fresh``: what this build noted.
    ``joined``: bytes of sheets when they were last joined, or first noted. ``runs``: what is told
    of single files besides, see ``Notes``. ``changed``: whether it isn't as it is kept, files
    apart. ``whole``: as it was last kept from beginning to end, None where it must be again.
    """

    ground: Stamp = ""
    files: dict[str, Mark] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)
    used: int = 0  # numbers given to files so far
    joined: int = 0
    sheets: list[Sheet] = field(default_factory=list)
    fresh: list[Notes] = field(default_factory=list)
    changed: bool = True
    whole: Whole | None = None

    def outdated(self, ground: Stamp, stamps: Stamps, side: str) -> Outdated:
        """Return the look-ups of a side that find something else now; ``stamps``: what they find.

        None on other ground: nothing of what was made is right there.
        """
        if ground != self.ground:
            return {}
        try:
            found = ((at, sheet.outdated(side, stamps)) for at, sheet in enumerate(self.sheets))
            return {at: look_ups for at, look_ups in found if look_ups}
        except _DAMAGED:
            return _UNKNOWN

    def forget(self, ground: Stamp, *outdated: Outdated) -> None:
        """Leave in ``made`` what is right on this ground; ``outdated``: look-ups of each side."""
        if ground != self.ground:
            self.ground, self.made, self.sheets = ground, {}, []
            self.used = self.joined = 0
            self.changed = True
        elif any(outdated):
            numbers = self._resting_on(outdated)
            for path in [path for path, (_, number) in self.made.items() if number in numbers]:
                del self.made[path]
            self.changed = True

    def _resting_on(self, outdated: Iterable[Outdated]) -> set[int]:
        """Return the numbers of the files that rest on look-ups, of all where nobody knows."""
        look_ups: defaultdict[int, set[int]] = defaultdict(set)
        for side in outdated:
            for at, numbers in side.items():
                look_ups[at] |= numbers
        try:
            found = (self.sheets[at].resting_on(some) for at, some in look_ups.items())
            if _UNKNOWN.keys().isdisjoint(look_ups):
                return set(chain.from_iterable(found))
        except _DAMAGED:
            pass
        return {one.number for one in self.made.values()}

    def add(self, notes: Notes) -> None:
        """Take over what a process noted, once it is finished."""
        self.made |= notes.made
        others = ((path, told) for path, told in self.runs.items() if path not in notes.made)
        self.runs = dict(others) | notes.runs
        self.used = max(self.used, notes.used)
        self.fresh.append(notes)
        self.changed |= bool(notes.made)

    def tidy(self) -> None:
        """Join sheets where many were added, so that each look-up is looked up once."""
        if self.size <= 2 * self.joined:
            return
        mean = {one.number for one in self.made.values()}
        self.sheets = list(joined(self.sheets, mean))
        self.joined = self.size
        self.changed, self.whole = True, None

    @property
    def size(self) -> int:
        """How many bytes all sheets have."""
        return sum(sheet.size for sheet in chain(self.sheets, *(n.sheets for n in self.fresh)))

    def stands(self, path: str, recipe: Stamp) -> bool:
        """Tell whether the file at ``path`` was made by this recipe and is still right."""
        return not self.stale({path: recipe})

    def stale(self, recipes: Mapping[str, Stamp]) -> list[str]:
        """Return the paths of which no right file was made by their recipe.

        In one loop: a call for each of 55,000 pages took 0.01 s more of a rebuild.
        """
        made, files, nothing = self.made, self.files, Made("", -1)
        return [
            path
            for path, recipe in recipes.items()
            if made.get(path, nothing).recipe != recipe or path not in files
        ]


def place_of(root: Path, site: Path) -> Path:
    """Return where the ledger of a site folder is kept."""
    return root / FOLDER / f"site-{digest(os.fsencode(site.resolve()))}.json"


def recall(place: Path) -> Ledger:
    """Return the ledger kept at ``place``; an empty one where there is none, or a damaged one."""
    try:
        with place.open("rb") as file:
            ledger = _revived(file)
            file.seek(-_SEAL, os.SEEK_END)
            ledger.whole = Whole.of(ledger, file.read().decode())
    except (OSError, *_DAMAGED):
        return Ledger()
    # Where that is lost, files have other marks than the ledger says: they are made again.
    with suppress(OSError, *_DAMAGED), place_beside(place).open("rb") as file:
        learn(ledger, file)
    ledger.tidy()
    return ledger


def _revived(lines: Iterable[bytes]) -> Ledger:
    """Return what ``as_lines`` wrote; raises ValueError and the like for anything else."""
    ledger = Ledger()
    sheets: list[bytes] = []
    for line in unsealed_lines(lines):
        if kind_of(line):  # read when it is asked for, by whoever asks
            sheets.append(line)
            continue
        kept = json.decode(line)
        if kept["format"] != _FORMAT:
            raise ValueError("kept by another program")
        ledger.ground, ledger.used, ledger.joined = kept["ground"], kept["used"], kept["joined"]
        paths, *marks = _columns(kept["files"], 4)
        ledger.files.update(zip(paths, zip(*marks, strict=True), strict=True))
        paths, recipes, numbers = _columns(kept["made"], 3)
        ledger.made.update(zip(paths, map(Made, recipes, numbers), strict=True))
        ledger.runs.update(zip(*_columns(kept["runs"], 2), strict=True))
    ledger.sheets += sheets_of(sheets)
    ledger.changed = False
    return ledger


def _columns(kept: list[Any], width: int) -> list[list[Any]]:
    """Return columns from what is kept of them: see ``as_text``; of none, empty ones."""
    return [*map(column_of, kept)] if kept else [[] for _ in range(width)]


def keep(ledger: Ledger, place: Path) -> None:
    """Write the ledger, or what changed in it, and rename it. Raises OSError where it can't be."""
    beside, since = place_beside(place), lines_since(ledger)
    if since:
        keep_file(beside, since)
        return
    keep_file(place, as_lines(ledger))
    with suppress(OSError):  # it belongs to no ledger any more
        beside.unlink()


def as_lines(ledger: Ledger) -> Iterator[bytes]:
    """Return the ledger as it is kept, JSON in lines: as one piece a province's took 0.9 GB.

    They have a seal: stamps confirm what look-ups find, but not who rests on them.
    """
    return sealed_lines(_lines(ledger))


def _lines(ledger: Ledger) -> Iterator[bytes]:
    files = ((path, *mark) for path, mark in ledger.files.items())
    made = ((path, one.recipe, one.number) for path, one in ledger.made.items())
    runs = ((path, told) for path, told in ledger.runs.items() if path in ledger.made)
    entries = {"files": files, "made": made, "runs": runs}
    # Of what several processes noted, a tenth stands twice: to join that took longer than it saved.
    size = ledger.joined or ledger.size
    head = {"format": _FORMAT, "ground": ledger.ground, "used": ledger.used, "joined": size}
    while True:
        blocks = {name: list(islice(rows, _BLOCK)) for name, rows in entries.items()}
        told = (map(as_text, zip(*rows, strict=True)) for rows in blocks.values())
        yield as_line(head | dict(zip(blocks, map(list, told), strict=True)))
        if not any(blocks.values()):
            break
    for sheet in chain(ledger.sheets, *(notes.sheets for notes in ledger.fresh)):
        yield from sheet
