"""Two catalogs read no further than they differ: equal files are counted, equal items cut away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.diff.cut import count_unread, cut, equal_codes
from generator.audit.diff.reach import Reach
from generator.audit.snapshots import Shelf, UnsoundError, resolve_documents, resolve_source
from generator.load import kind_of
from generator.load.names import misplaced

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from generator.audit.sources import Source
    from generator.load import Document
    from generator.resolve import Catalog


class Part(Struct, frozen=True):
    """One of the two catalogs as far as it was read.

    ``catalog``: what can differ, resolved. ``unread``: how many more items are disclosed.
    """

    source: Source
    catalog: Catalog
    unread: int


class Reading:
    """The reading of two sources, which share what is equal in them."""

    def __init__(self, old: Source, new: Source, today: dt.date) -> None:
        self.reach = Reach(old, new)
        self._old, self._new, self._today = old, new, today
        self._shelf = Shelf()

    def parts(self) -> tuple[Part, Part]:
        """Return both catalogs as far as they can differ.

        Raises SourceError, UnsoundError.
        """
        equal = self._equal()
        return self._part(self._old, equal), self._part(self._new, equal)

    def peers(self, codes: AbstractSet[str], areas: AbstractSet[str]) -> Catalog:
        """Return the new catalog with the items of some codes, in whatever unit they stand."""
        wanted = self.reach.wanted(self._new, areas)
        documents, _ = self._shelf.fetch(self._new, wanted)
        return resolve_documents(
            self._new, self._kept(documents, dict.fromkeys(documents, codes), within=True),
            (), self._today, self._shelf,
        )  # fmt: skip

    def differing(self, source: Source) -> tuple[Document, ...]:
        """Return the documents whose say differs: they do, or a file does that belongs to them."""
        paths = [path for path in self.reach.told if path in source.files]
        documents, _ = self._shelf.fetch(source, sorted(paths))
        return tuple(documents.values())

    def _equal(self) -> Mapping[str, AbstractSet[str]]:
        """Return, for files of items on both sides, the codes that say the same in both."""
        both = self._old.files.keys() & self._new.files.keys()
        paths = sorted(path for path in self.reach.cuttable if path in both)
        before, _ = self._shelf.fetch(self._old, paths)
        after, _ = self._shelf.fetch(self._new, paths)
        return {
            path: equal_codes(before[path], after[path]) for path in before.keys() & after.keys()
        }

    def _part(self, source: Source, equal: Mapping[str, AbstractSet[str]]) -> Part:
        # What stands in them would seem to have vanished, or to be new.
        if lost := tuple(misplaced(sorted(self.reach.differing & source.files.keys()))):
            raise UnsoundError(source.label, lost)
        wanted = self.reach.wanted(source)
        documents, faults = self._shelf.fetch(source, wanted)
        kept = self._kept(documents, equal, within=False)
        catalog = resolve_documents(source, kept, faults, self._today, self._shelf)
        items = [path for path in source.files if kind_of(path) == "items"]
        everything, more = self._shelf.fetch(source, items)
        if len(everything) < len(items):
            raise UnsoundError(source.label, more)
        unread = count_unread(everything, kept, catalog, self._today)
        if unread is None:  # the whole says where an item stands twice
            catalog = resolve_source(source, source.files, self._today, self._shelf)
            unread = 0
        return Part(source, catalog, unread)

    @staticmethod
    def _kept(
        documents: Mapping[str, Document],
        codes: Mapping[str, AbstractSet[str]],
        *,
        within: bool,
    ) -> dict[str, Document]:
        """Return documents with files of items cut to some codes, or to all others."""
        found: dict[str, Document] = {}
        for path, document in documents.items():
            kept: Document | None = document
            if document.kind == "items" and path in codes:
                kept = cut(document, codes[path], within=within)
            if kept is not None:
                found[path] = kept
        return found
