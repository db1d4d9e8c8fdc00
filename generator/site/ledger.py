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
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.site.cache import FOLDER, store
from generator.site.stamps import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from generator.site.stamps import Stamp
    from generator.site.trace import LookUp

_FORMAT = 1

Mark = tuple[int, int, int]
"""A file's size in bytes, its time of change in nanoseconds, its number on the disk."""


def mark_of(state: os.stat_result) -> Mark:
    """Return what tells a file as written from one that somebody else wrote."""
    return state.st_size, state.st_mtime_ns, state.st_ino


@dataclass(slots=True)
class Made:
    """What one file was made from: its recipe, and its look-ups by their numbers in the ledger."""

    recipe: Stamp
    look_ups: Iterable[int]


@dataclass
class Ledger:
    """The files of one site folder. ``shared``: the stamp of what all of them rest on."""

    shared: Stamp = ""
    files: dict[str, Mark] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    look_ups: dict[LookUp, int] = field(default_factory=dict)
    stamps: list[Stamp] = field(default_factory=list)  # by the look-ups' numbers

    def note(self, path: str, recipe: Stamp, look_ups: Iterable[LookUp]) -> None:
        """Note what a file was made from; new look-ups have no stamp until ``settle``."""
        numbers = (self.look_ups.setdefault(one, len(self.look_ups)) for one in look_ups)
        self.made[path] = Made(recipe, array("I", numbers))

    def add(self, other: Ledger) -> None:
        """Take over what another process noted, its look-ups under our numbers."""
        numbers = [self.look_ups.setdefault(one, len(self.look_ups)) for one in other.look_ups]
        for path, one in other.made.items():
            self.made[path] = Made(one.recipe, array("I", [numbers[n] for n in one.look_ups]))

    def settle(self, stamp: Callable[[LookUp], Stamp]) -> None:
        """Stamp the look-ups noted since."""
        known = len(self.stamps)
        self.stamps += [stamp(one) for one, number in self.look_ups.items() if number >= known]

    def succeed(self, shared: Stamp, stamp: Callable[[LookUp], Stamp]) -> Ledger:
        """Return the ledger the next build starts from: what stands as it is, by ``stamp`` now.

        Files whose look-ups or shared ground changed are left out of ``made``.
        """
        if shared != self.shared:
            return Ledger(shared, self.files)
        now = [stamp(one) for one in self.look_ups]
        changed = {
            n for n, (old, new) in enumerate(zip(self.stamps, now, strict=True)) if old != new
        }
        made = {path: one for path, one in self.made.items() if changed.isdisjoint(one.look_ups)}
        return Ledger(shared, self.files, made, self.look_ups, now)

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
        kept = json.loads(place.read_bytes())
        if kept["format"] != _FORMAT:
            return Ledger()
        return _revive(kept)
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return Ledger()


def _revive(kept: Mapping[str, Any]) -> Ledger:
    look_ups = {
        (table, tuple(key) if isinstance(key, list) else key): number
        for number, (table, key) in enumerate(kept["look_ups"])
    }
    stamps = kept["stamps"]
    made = {path: Made(recipe, numbers) for path, (recipe, numbers) in kept["made"].items()}
    if len(stamps) != len(look_ups):
        raise ValueError("a stamp for each look-up")
    files = {path: (size, time, number) for path, (size, time, number) in kept["files"].items()}
    return Ledger(kept["shared"], files, made, look_ups, stamps)


def keep(ledger: Ledger, place: Path) -> None:
    """Write the ledger beside and rename it. Raises OSError where it can't be kept."""
    made = {path: (one.recipe, list(one.look_ups)) for path, one in ledger.made.items()}
    kept = {
        "format": _FORMAT,
        "shared": ledger.shared,
        "look_ups": list(ledger.look_ups),
        "stamps": ledger.stamps,
        "made": made,
        "files": ledger.files,
    }
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    store(place, text.encode())
