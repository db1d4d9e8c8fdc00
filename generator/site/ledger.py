"""What the last build of a site made, and from what: the memory that makes the next one short.

A file stands as it is when nothing shared by all changed (settings, templates, code), its recipe
is the same, every look-up it was made from finds the same, and the file on disk is the one that
was written. The ledger is JSON in ``.gongkai``, one a site folder, written beside and renamed, its
last line a digest of the others: it may be deleted, copied, damaged, or be of another branch at
any time, since it only ever claims what stamps and the files' own state on disk confirm.
"""

from __future__ import annotations

import os
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import MsgspecError, Struct, field, json

from generator.check.memory import FOLDER
from generator.check.memory import keep as keep_file
from generator.site.notes import SIDES, Made, as_line, columns, lines_of, side_of, unpacked
from generator.site.stamps import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.site.notes import Notes
    from generator.site.stamps import Stamp
    from generator.site.trace import LookUp

_FORMAT = 7
_BLOCK = 20_000  # entries of a kind in a line
_SPARSE = 3  # so many numbers given for each file there is, and they are given anew
_DAMAGED = (MsgspecError, ValueError, KeyError, TypeError, AttributeError, OverflowError)

_Joined = dict[tuple["LookUp", "Stamp"], str]  # look-up and what it found → users

PART = "part.json"
"""The ledger's name in the folder of a part; a hidden file would be lost by those who pack it."""

Mark = tuple[int, int, int]
"""A file's size in bytes, its time of change in nanoseconds, its number on the disk."""


def mark_of(state: os.stat_result) -> Mark:
    """Return what tells a file as written from one that somebody else wrote."""
    return state.st_size, state.st_mtime_ns, state.st_ino


class Ledger(Struct):
    """The files of one site folder. ``ground``: the stamp of what all of them rest on.

    ``lines``: what look-ups found when files were made from them, by side, as it was noted: see
    ``notes``. A file made again has a new number, so old ones in there mean nobody. ``fresh``:
    lines of this build, packed. ``joined``: bytes of lines when they were last joined. ``runs``:
    what is told of single files besides, see ``Notes``.
    ``changed``: whether it isn't as it is kept, files apart.
    """

    ground: Stamp = ""
    files: dict[str, Mark] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)
    used: int = 0  # numbers given to files so far
    joined: int = 0
    lines: dict[str, list[bytes]] = field(default_factory=lambda: {side: [] for side in SIDES})
    fresh: list[bytes] = field(default_factory=list)
    changed: bool = True

    def outdated(self, ground: Stamp, stamp: Callable[[LookUp], Stamp], side: str) -> set[str]:
        """Return the numbers of files that rest on a look-up that finds something else now.

        ``stamp``: what look-ups find; ``side``: only look-ups of it. None on other ground: nothing
        of what was made is right there.
        """
        if ground != self.ground:
            return set()
        try:
            found = self.found(side)
            return {n for one, was, users in found if stamp(one) != was for n in users.split()}
        except _DAMAGED:  # nobody knows what rests on what
            return {str(one.number) for one in self.made.values()}

    def found(self, side: str) -> Iterator[tuple[LookUp, Stamp, str]]:
        """Yield look-ups, what they found, and the numbers of the files that rest on that."""
        for line in self.lines[side]:
            tables, keys, stamps, users = _columns(json.decode(line)[side], 4)
            keys = [tuple(key) if type(key) is list else key for key in keys]
            yield from zip(zip(tables, keys, strict=True), stamps, users, strict=True)

    def forget(self, ground: Stamp, outdated: Collection[str]) -> None:
        """Leave in ``made`` what is right on this ground; ``outdated``: numbers of what isn't."""
        if ground != self.ground:
            fresh = Ledger(ground)
            self.ground, self.made, self.lines = ground, {}, fresh.lines
            self.used = self.joined = 0
            self.changed = True
        elif outdated:
            numbers, made = set(map(int, outdated)), self.made.items()
            self.made = {path: one for path, one in made if one.number not in numbers}
            self.changed = True

    def add(self, notes: Notes) -> None:
        """Take over what a process noted, once it is finished."""
        self.made |= notes.made
        others = ((path, told) for path, told in self.runs.items() if path not in notes.made)
        self.runs = dict(others) | notes.runs
        self.used = max(self.used, notes.used)
        self.fresh += notes.lines
        self.changed |= bool(notes.made)

    def tidy(self) -> None:
        """Join lines where many were added, so that each look-up is looked up once.

        Where many numbers mean nobody, files get new ones, without gaps.
        """
        if sum(len(line) for lines in self.lines.values() for line in lines) <= 2 * self.joined:
            return
        joined = {side: self._joined(side) for side in SIDES}
        if self.used > _SPARSE * (len(self.made) + 1):
            self._renumber(joined)
        self.lines = {side: list(lines_of(side, _rows(joined[side]))) for side in SIDES}
        self.joined = sum(len(line) for lines in self.lines.values() for line in lines)
        self.changed = True

    def _joined(self, side: str) -> _Joined:
        joined: _Joined = {}
        for look_up, stamp, users in self.found(side):
            known = joined.get((look_up, stamp))
            joined[look_up, stamp] = f"{known} {users}" if known else users
        return joined

    def _renumber(self, joined: Mapping[str, _Joined]) -> None:
        """Count the files anew, and forget look-ups nobody rests on."""
        used = dict.fromkeys(one.number for one in self.made.values())
        new = {number: n for n, number in enumerate(used)}
        texts = {str(number): str(n) for number, n in new.items()}
        for found in joined.values():
            for key, users in list(found.items()):
                found[key] = " ".join(texts[user] for user in users.split() if user in texts)
                if not found[key]:
                    del found[key]
        made = self.made.items()
        self.made = {path: Made(one.recipe, new[one.number]) for path, one in made}
        self.used = len(new)

    def stands(self, path: str, recipe: Stamp) -> bool:
        """Tell whether the file at ``path`` was made by this recipe and is still right."""
        made = self.made.get(path)
        return made is not None and made.recipe == recipe and path in self.files


def place_of(root: Path, site: Path) -> Path:
    """Return where the ledger of a site folder is kept."""
    return root / FOLDER / f"site-{digest(os.fsencode(site.resolve()))}.json"


def recall(place: Path) -> Ledger:
    """Return the ledger kept at ``place``; an empty one where there is none, or a damaged one."""
    try:
        with place.open("rb") as file:
            return _revived(file)
    except (OSError, *_DAMAGED):
        return Ledger()


def _revived(lines: Iterable[bytes]) -> Ledger:
    """Return what ``as_lines`` wrote; raises ValueError and the like for anything else."""
    ledger = Ledger()
    for line in _unsealed(lines):
        if side := side_of(line):  # read when it is asked for, by whoever asks
            ledger.lines[side].append(line)
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
    ledger.changed = False
    ledger.tidy()
    return ledger


def _rows(joined: _Joined) -> Iterator[tuple[str, Any, Stamp, str]]:
    return ((*look_up, stamp, users) for (look_up, stamp), users in joined.items())


def _columns(kept: list[Any], width: int) -> list[list[Any]]:
    """Return columns from what is kept of them: see ``columns``; of none, empty ones."""
    if not kept:
        return [[] for _ in range(width)]
    return [column.split("\n") if isinstance(column, str) else column for column in kept]


def keep(ledger: Ledger, place: Path) -> None:
    """Write the ledger beside and rename it. Raises OSError where it can't be kept."""
    keep_file(place, as_lines(ledger))


def as_lines(ledger: Ledger) -> Iterator[bytes]:
    """Yield the ledger as it is kept, JSON in lines: as one piece a province's took 0.9 GB.

    The last line is the seal: stamps confirm what look-ups find, but not who rests on them.
    """
    seal = sha256()
    for line in _lines(ledger):
        seal.update(line)
        yield line
    yield seal.hexdigest().encode()


def _unsealed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines above the seal; raises ValueError at the end when it isn't theirs."""
    seal, last = sha256(), b""
    for line in lines:
        if last:
            seal.update(last)
            yield last
        last = line
    if last != seal.hexdigest().encode():
        raise ValueError("cut off or damaged")


def _lines(ledger: Ledger) -> Iterator[bytes]:
    files = ((path, *mark) for path, mark in ledger.files.items())
    made = ((path, one.recipe, one.number) for path, one in ledger.made.items())
    runs = ((path, told) for path, told in ledger.runs.items() if path in ledger.made)
    entries = {"files": files, "made": made, "runs": runs}
    head = {
        "format": _FORMAT, "ground": ledger.ground, "used": ledger.used, "joined": ledger.joined,
    }  # fmt: skip
    while True:
        blocks = {name: list(islice(rows, _BLOCK)) for name, rows in entries.items()}
        yield as_line(head | {name: columns(rows) for name, rows in blocks.items()})
        if not any(blocks.values()):
            break
    for side in SIDES:
        yield from ledger.lines[side]
    yield from unpacked(ledger.fresh)
