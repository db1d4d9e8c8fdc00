"""What the last build of a site made, and from what: the memory that makes the next one short.

A file stands as it is when nothing shared by all changed (settings, templates, code), its recipe
is the same, every look-up it was made from finds the same, and the file on disk is the one that
was written. The ledger is JSON in ``.gongkai``, one a site folder, written beside and renamed: it
may be deleted, copied, or be of another branch at any time, since it only ever claims what stamps
and the files' own state on disk confirm.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from generator.check.memory import FOLDER
from generator.check.memory import keep as keep_file
from generator.site.notes import Made, as_line, columns, unpacked
from generator.site.stamps import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.site.notes import Notes
    from generator.site.stamps import Stamp
    from generator.site.trace import LookUp

_FORMAT = 4
_BLOCK = 20_000  # entries of a kind in a line
_SPARSE = 3  # so many numbers given for each file there is, and they are given anew

PART = "part.json"
"""The ledger's name in the folder of a part; a hidden file would be lost by those who pack it."""

Mark = tuple[int, int, int]
"""A file's size in bytes, its time of change in nanoseconds, its number on the disk."""


def mark_of(state: os.stat_result) -> Mark:
    """Return what tells a file as written from one that somebody else wrote."""
    return state.st_size, state.st_mtime_ns, state.st_ino


@dataclass(slots=True)
class Found:
    """What a look-up found, and which files rest on it.

    ``users`` are the files' numbers as text, read only when the stamp has changed: reading all of
    them took 0.1 s of a rebuild. A file made again has a new number; old ones mean nobody.
    """

    stamp: Stamp
    users: str = ""


@dataclass
class Ledger:
    """The files of one site folder. ``ground``: the stamp of what all of them rest on.

    ``lines``: what this build noted of its look-ups, joined to ``found`` when it is read again.
    """

    ground: Stamp = ""
    files: dict[str, Mark] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    found: dict[LookUp, Found] = field(default_factory=dict)
    used: int = 0  # numbers given to files so far
    lines: list[bytes] = field(default_factory=list)

    def changes(self, ground: Stamp, stamp: Callable[[LookUp], Stamp]) -> dict[LookUp, Stamp]:
        """Return the look-ups that find something else now, by ``stamp``, with their stamps.

        None on other ground: nothing of what was made is right there.
        """
        if ground != self.ground:
            return {}
        now = ((look_up, stamp(look_up)) for look_up in self.found)
        return {look_up: new for look_up, new in now if new != self.found[look_up].stamp}

    def forget_changed(self, ground: Stamp, changes: Mapping[LookUp, Stamp]) -> None:
        """Leave in ``made`` what is still right after ``changes``."""
        if ground != self.ground:
            self.ground, self.made, self.found, self.used = ground, {}, {}, 0
            return
        changed: set[str] = set()
        for look_up, now in changes.items():
            found = self.found[look_up]
            changed.update(found.users.split())
            found.stamp = now
        if changed:
            made = self.made.items()
            self.made = {path: one for path, one in made if str(one.number) not in changed}

    def add(self, notes: Notes) -> None:
        """Take over what a process noted, once it is finished."""
        self.made |= notes.made
        self.used = max(self.used, notes.used)
        self.lines += notes.lines

    def join(self, look_ups: Iterable[tuple[LookUp, Stamp, str]]) -> None:
        """Let look-ups know more files that rest on them; in one build they find the same."""
        for look_up, stamp, users in look_ups:
            found = self.found.setdefault(look_up, Found(stamp))
            found.users = f"{found.users} {users}" if found.users else users

    def tidy(self) -> None:
        """Give the files numbers without gaps, when there are many that mean nobody."""
        if self.used > _SPARSE * (len(self.made) + 1):
            self._renumber()

    def _renumber(self) -> None:
        """Count the files anew, and forget look-ups nobody rests on."""
        used = dict.fromkeys(one.number for one in self.made.values())
        new = {number: n for n, number in enumerate(used)}
        texts = {str(number): str(n) for number, n in new.items()}
        for found in self.found.values():
            found.users = " ".join(texts[user] for user in found.users.split() if user in texts)
        self.found = {look_up: found for look_up, found in self.found.items() if found.users}
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
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return Ledger()


def _revived(lines: Iterable[bytes]) -> Ledger:
    """Return what ``as_lines`` wrote; raises ValueError and the like for anything else."""
    ledger, ended = Ledger(), False
    for line in lines:
        kept = json.loads(line)
        if "more" in kept:
            ledger.join(zip(*_look_ups(kept["more"]), strict=True))
            continue
        if kept["format"] != _FORMAT:
            raise ValueError("kept by another program")
        ledger.ground, ledger.used, ended = kept["ground"], kept["used"], kept["ended"]
        paths, *marks = _columns(kept["files"], 4)
        ledger.files.update(zip(paths, zip(*marks, strict=True), strict=True))
        paths, recipes, numbers = _columns(kept["made"], 3)
        ledger.made.update(zip(paths, map(Made, recipes, numbers), strict=True))
        look_ups, stamps, users = _look_ups(kept["found"])
        ledger.found.update(zip(look_ups, map(Found, stamps, users), strict=True))
    if not ended:
        raise ValueError("cut off")
    ledger.tidy()
    return ledger


def _look_ups(kept: list[Any]) -> tuple[Iterable[LookUp], list[Stamp], list[str]]:
    tables, keys, stamps, users = _columns(kept, 4)
    keys = [tuple(key) if type(key) is list else key for key in keys]
    return zip(tables, keys, strict=True), stamps, users


def _columns(kept: list[Any], width: int) -> list[list[Any]]:
    """Return columns from what is kept of them: see ``columns``; of none, empty ones."""
    if not kept:
        return [[] for _ in range(width)]
    return [column.split("\n") if isinstance(column, str) else column for column in kept]


def keep(ledger: Ledger, place: Path) -> None:
    """Write the ledger beside and rename it. Raises OSError where it can't be kept."""
    keep_file(place, as_lines(ledger))


def as_lines(ledger: Ledger) -> Iterator[bytes]:
    """Yield the ledger as it is kept, JSON in lines: as one piece a province's took 0.9 GB."""
    files = ((path, *mark) for path, mark in ledger.files.items())
    made = ((path, one.recipe, one.number) for path, one in ledger.made.items())
    found = ((*one, found.stamp, found.users) for one, found in ledger.found.items())
    entries = {"files": files, "made": made, "found": found}
    head = {"format": _FORMAT, "ground": ledger.ground, "used": ledger.used, "ended": False}
    ended = head | {name: [] for name in entries} | {"ended": True}
    while True:
        blocks = {name: list(islice(rows, _BLOCK)) for name, rows in entries.items()}
        if not any(blocks.values()):
            break
        yield as_line(head | {name: columns(rows) for name, rows in blocks.items()})
    yield from unpacked(ledger.lines)
    yield as_line(ended)
