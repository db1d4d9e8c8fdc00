"""A build from the ledger of the last one to the ledger of the next."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from generator.check import is_ours
from generator.load.aside import Aside
from generator.oversight import tally
from generator.site import search_files
from generator.site.assembly import Assembly
from generator.site.download_files import DownloadFiles
from generator.site.ledger import PART, Ledger, as_lines, keep, place_of, recall
from generator.site.pages import list_pages
from generator.site.scope import Parts, Scope
from generator.site.sheets import ITEMS, OTHERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from generator.oversight import Tally
    from generator.site.ledger import Mark, Outdated
    from generator.site.pages import Pages
    from generator.site.publish import Publication
    from generator.site.stamps import Stamp
    from generator.site.view import View
    from generator.site.workplace import Workplace


class Written(Struct, frozen=True):
    """What a build made: ``pages`` of the catalog, of them ``new`` ones rendered now; all else.

    ``states``: of the catalog's items.
    """

    pages: int
    new: int
    files: int
    bytes: int
    states: Tally


class _Round(NamedTuple):
    """What a process beside found out before the build."""

    outdated: Outdated  # look-ups of no items
    search: search_files.Recipes | None  # of a part of the catalog none
    states: Tally


class Build:
    """One build in a workplace; nothing of it shows before ``finish``. ``end`` it in any case."""

    def __init__(
        self, place: Workplace, root: Path, only: Sequence[str] = (), parts: Sequence[Path] = ()
    ) -> None:
        self._only, self._parts = tuple(only), Parts(parts)
        self._borrowed: frozenset[str] = frozenset()
        self.place = place
        self._ours = is_ours(root)
        self._memory = place_of(root, place.site)
        # Once, before any process is forked that needs it too: reading it takes 0.03 s.
        self._ledger = recall(self._memory) if self._ours else Ledger()
        # Looking through 12,400 files takes 0.14 s: a process beside does it while this one reads
        # the catalog. Where no site stands, nothing is made before the catalog is right.
        known = place.started or (self._ledger.files and place.site.exists())
        if known:
            place.reserve()
        self._opened = Aside(self._open).result if known else None
        self._ground: Stamp = ""
        self._scope: Scope | None = None
        self._downloads: DownloadFiles | None = None
        self.pages: Pages | None = None  # where they are listed already
        self._recalled: Mapping[str, Mark] = {}
        self._changes: Aside[_Round] | None = None
        self._begun = self._finished = False

    def prepare(self, view: View) -> None:
        """Do what needs neither theme nor prose, while a process beside lets MkDocs make them.

        Items and documents are stamped for the tables' recipes, pages are listed; where nothing
        stands yet, another process begins with the tables. Raises PartError where there is no such
        part of the catalog.
        """
        self._scope = Scope(view.whole, self._only)
        self._downloads = DownloadFiles(view, self._ledger, self._scope)
        if not (self._opened or self._ledger.files or self._parts.folders):
            self._begun, there = True, self._open()
            self._opened = lambda: there
            self._downloads.begin(self.place.building)
        self.pages = list_pages(view)

    def look_round(self, ground: Stamp, view: View) -> None:
        """Find out what changed since the last build, by the stamps look-ups have now.

        Stamping 42,000 look-ups takes 0.2 s. A process beside does those that have nothing to do
        with items: whoever makes pages needs the items' stamps again, and is forked from this one.
        Raises PartError where there is no such part of the catalog.
        """
        self._ground = ground
        self._scope = self._scope or Scope(view.whole, self._only)
        # Where nothing was made yet, nothing can have changed.
        self._changes = Aside(partial(self._without_items, view), worth=bool(self._ledger.made))

    def _without_items(self, view: View) -> _Round:
        assert self._scope is not None
        return _Round(
            self._ledger.outdated(self._ground, view.trace.stamps, OTHERS),
            search_files.recipes_of(view) if self._scope.whole else None,
            tally(view.whole.items.values()),
        )

    def run(
        self,
        publication: Publication,
        prose: Mapping[str, bytes],
        progress: Callable[[int, int], None],
    ) -> Written:
        """Make the new site beside the old one. Raises OSError where that can't be written."""
        assert self._changes is not None
        assert self._scope is not None
        self._begun = True
        ledger = self._ledger
        self._recalled = ledger.files
        differing = self._opened() if self._opened else self._open()
        ledger.files = {**ledger.files, **{path: mark for path, mark in differing.items() if mark}}
        for path in [path for path, mark in differing.items() if not mark]:
            del ledger.files[path]
        view, scope = publication.view, self._scope
        stamps = view.trace.stamps
        outdated = ledger.outdated(self._ground, stamps, ITEMS)
        downloads = self._downloads or DownloadFiles(view, ledger, scope)
        self._downloads = downloads
        assembly = Assembly(publication, self.place, ledger, prose, downloads)
        pages = assembly.expect()  # while the process beside is still at work
        found, self._changes = self._changes.result(), None
        ledger.forget(self._ground, outdated, found.outdated)
        assembly.clear(found.search)
        self._borrowed = self._parts.take_over(ledger, self.place, stamps, assembly.recipe)
        new = assembly.run(progress)
        sizes = [size for size, _, _ in ledger.files.values()]
        return Written(pages, new, len(sizes), sum(sizes), found.states)

    def _open(self) -> dict[str, Mark | None]:
        """Return the files that don't stand as the ledger says, with their marks if they do.

        Handing over the marks of 68,000 took 0.1 s.
        """
        known = self._ledger.files
        there = self.place.open(known)
        moved = {path: mark for path, mark in there.items() if known[path] != mark}
        return {**dict.fromkeys(known.keys() - there.keys()), **moved}

    def finish(self) -> None:
        """Put the new site in the old one's place, and remember what it was made from."""
        if self._only:
            with (self.place.building / PART).open("wb") as file:
                file.writelines(as_lines(self._ledger))
        self.place.switch()
        for path in self._borrowed:  # what they were made from is in their parts, not here
            self._ledger.made.pop(path, None)
        if self._ledger.changed or self._ledger.files != self._recalled:
            with suppress(OSError):  # it would only have saved time
                keep(self._ledger, self._memory)
        self._finished = True

    def end(self) -> None:
        """Leave the old site as it was, unless the build is finished.

        What was prepared before anything was written stays.
        """
        if self._finished:
            return
        if self._changes:
            with suppress(RuntimeError):
                self._changes.result()
        if self._downloads:
            with suppress(Exception):
                list(self._downloads.hands())
        if self._opened and not self._begun:
            with suppress(OSError, RuntimeError):
                self._opened()
                self.place.put_by()
                return
        self.place.abandon()
