"""The way in: two catalogs, wherever they lie, to everything they differ in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.audit.diff.alike import alike, left_behind
from generator.audit.diff.declarations import Written, declaration_changes
from generator.audit.diff.entities import shown
from generator.audit.diff.items import Pair, item_changes
from generator.audit.diff.lineage import is_disclosed
from generator.audit.diff.model import Change, Comparison, Kind, Proof, Side, Thing
from generator.audit.diff.reach import Reach, count_disclosed
from generator.audit.snapshot import Shelf, resolve_source
from generator.load import kind_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from generator.audit.sources import Source
    from generator.load import Document
    from generator.resolve import Catalog


def compare(old: Source, new: Source, today: dt.date) -> Comparison:
    """Return everything two catalogs differ in, both judged on ``today``.

    Raises SourceError, UnsoundError, LibyamlMissingError.
    """
    sides = _side(old), _side(new)
    reach = Reach(old, new)
    if (old.tree and old.tree == new.tree) or not reach.differing:
        return Comparison(*sides, "", (), (), None)
    shelf = Shelf()
    paths = reach.wanted(old), reach.wanted(new)
    pair = Pair(
        resolve_source(old, paths[0], today, shelf), resolve_source(new, paths[1], today, shelf)
    )
    written = Written(
        _differing(shelf, old, reach), _differing(shelf, new, reach), old.files, new.files
    )
    changes = [_veiled(c) for c in (*item_changes(pair), *declaration_changes(pair, written))]
    changes.sort(key=_gravest_first)
    groups = alike(changes)
    peers = pair.new
    if groups:
        areas = {pair.new.items[ids[0]].area for ids in groups.values()}
        peers = resolve_source(new, reach.wanted(new, areas), today, shelf)
    counted = (
        count_disclosed(shelf, old, paths[0], pair.old, today),
        count_disclosed(shelf, new, paths[1], pair.new, today),
    )
    return Comparison(
        *sides, pair.new.site.title, tuple(changes), tuple(left_behind(groups, peers)),
        _proof(pair, changes, counted),
    )  # fmt: skip


def _side(source: Source) -> Side:
    return Side(source.label, source.revision, source.date)


def _differing(shelf: Shelf, source: Source, reach: Reach) -> Iterable[Document]:
    """Return the documents whose say differs: they do, or a file does that belongs to them."""
    paths = [
        path
        for path in sorted(source.files)
        if (kind := kind_of(path))
        and (path in reach.differing or (kind == "record" and reach.is_beside(path)))
    ]
    documents, _ = shelf.fetch(source, paths)
    return tuple(documents.values())


def _veiled(change: Change) -> Change:
    """Return a change whose texts show no person's number; its fields are veiled already."""
    title, reason, basis = map(str, map(shown, (change.title, change.reason, change.basis)))
    return replace(change, title=title, reason=reason, basis=basis)


_THINGS = {thing: place for place, thing in enumerate(Thing)}
_KINDS = {kind: place for place, kind in enumerate(Kind)}


def _gravest_first(change: Change) -> tuple[bool, int, int, int]:
    """Order by what it means; the catalog's own order is kept within."""
    return (
        change.kind is not Kind.VANISHED,
        change.meanings[0].rank,
        _THINGS[change.thing],
        _KINDS[change.kind],
    )


def _proof(pair: Pair, changes: Sequence[Change], unread: tuple[int, int]) -> Proof:
    """Count every item: those read by what became of them, the others by their files."""
    kinds = [change.kind for change in changes if change.thing is Thing.ITEM]
    targets, sources = pair.lineage.targets, pair.lineage.sources
    before, after = _disclosed(pair.old), _disclosed(pair.new)
    return Proof(
        old=before + unread[0],
        new=after + unread[1],
        continued=len(targets) + unread[0],
        withdrawn=kinds.count(Kind.WITHDRAWN),
        vanished=sum(
            change.kind is Kind.VANISHED and is_disclosed(pair.old.items.get(change.key))
            for change in changes
            if change.thing is Thing.ITEM
        ),
        split=sum(len(found) - 1 for found in targets.values()),
        merged=sum(len(found) - 1 for found in sources.values()),
        resumed=kinds.count(Kind.RESUMED),
        added=kinds.count(Kind.ADDED),
    )


def _disclosed(catalog: Catalog) -> int:
    return sum(map(is_disclosed, catalog.items.values()))
