"""A build from the ledger of the last one to the ledger of the next."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check import is_ours
from generator.site.assembly import Assembly
from generator.site.hands import Aside
from generator.site.ledger import PART, Ledger, as_lines, keep, place_of, recall
from generator.site.scope import Parts, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from generator.site.ledger import Mark
    from generator.site.publish import Publication
    from generator.site.stamps import Stamp
    from generator.site.trace import LookUp
    from generator.site.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Written:
    """What a build made: ``pages`` of the catalog, of them ``new`` ones rendered now; all else."""

    pages: int = 0
    new: int = 0
    files: int = 0
    bytes: int = 0


class Build:
    """One build in a workplace; nothing of it shows before ``finish``."""

    def __init__(
        self, place: Workplace, root: Path, only: Sequence[str] = (), parts: Sequence[Path] = ()
    ) -> None:
        self._only, self._parts = tuple(only), Parts(parts)
        self._borrowed: frozenset[str] = frozenset()
        self._place = place
        self._ours = is_ours(root)
        self._memory = place_of(root, place.site)
        self._ledger: Ledger | None = None
        # Looking through 12,400 files takes 0.14 s: a process beside does it while this one reads
        # the catalog. Where there is no spare yet, nothing is made before the catalog is right.
        if place.started:
            place.reserve()
        self._opened = Aside(self._open) if place.started else None
        self._ground: Stamp = ""
        self._changes: Aside[dict[LookUp, Stamp]] | None = None
        self._begun = False

    def look_round(self, ground: Stamp, stamp: Callable[[LookUp], Stamp]) -> None:
        """Find out what changed since the last build, by the ``stamp`` look-ups have now.

        Stamping 42,000 look-ups takes 0.12 s: a process beside does it while prose is made.
        """
        self._ground = ground
        self._changes = Aside(lambda: self._recall().changes(ground, stamp))

    def run(self, publication: Publication, progress: Callable[[int, int], None]) -> Written:
        """Make the new site beside the old one. Raises OSError where that can't be written."""
        assert self._changes is not None
        self._begun = True
        ledger = self._recall()
        prose = _read_all(self._place.prose)
        ledger.files = self._opened.result() if self._opened else self._open()
        stamp = publication.view.trace.stamp
        scope = Scope(publication.view.whole, self._only)
        assembly = Assembly(publication, self._place, ledger, prose, scope)
        ledger.forget_changed(self._ground, self._changes.result())
        self._changes = None
        assembly.clear()
        self._borrowed = self._parts.take_over(ledger, self._place, stamp, assembly.recipe)
        new = assembly.run(progress)
        self._ledger = ledger
        sizes = [size for size, _, _ in ledger.files.values()]
        return Written(assembly.pages, new, len(sizes), sum(sizes))

    def _open(self) -> dict[str, Mark]:
        return self._place.open(self._recall().files)

    def _recall(self) -> Ledger:
        return recall(self._memory) if self._ours else Ledger()

    def cancel(self) -> None:
        """Leave the old site as it was; what was prepared before anything was written stays."""
        if self._changes:
            with suppress(RuntimeError):
                self._changes.result()
        if self._opened and not self._begun:
            with suppress(OSError, RuntimeError):
                self._opened.result()
                self._place.put_by()
                return
        self._place.abandon()

    def finish(self) -> None:
        """Put the new site in the old one's place, and remember what it was made from."""
        assert self._ledger is not None
        if self._only:
            with (self._place.building / PART).open("wb") as file:
                file.writelines(as_lines(self._ledger))
        self._place.switch()
        for path in self._borrowed:  # what they were made from is in their parts, not here
            self._ledger.made.pop(path, None)
        with suppress(OSError):  # it would only have saved time
            keep(self._ledger, self._memory)


def _read_all(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
