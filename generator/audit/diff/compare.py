"""The way in: two catalogs, wherever they lie, to everything they differ in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.audit.diff.alike import alike, left_behind
from generator.audit.diff.declarations import Written, declaration_changes
from generator.audit.diff.entities import shown
from generator.audit.diff.items import Pair, item_changes
from generator.audit.diff.lineage import is_disclosed
from generator.audit.diff.model import Change, Comparison, Kind, LeftBehind, Proof, Side, Thing
from generator.audit.diff.pages import page_of
from generator.audit.diff.reading import Reading
from generator.load import collector_paused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from generator.audit.diff.lineage import Ways
    from generator.audit.sources import Source
    from generator.resolve import Catalog


def compare(old: Source, new: Source, today: dt.date) -> Comparison:
    """Return everything two catalogs differ in, both judged on ``today``.

    Raises SourceError, UnsoundError, LibyamlMissingError.
    """
    sides = _side(old), _side(new)
    reading = Reading(old, new, today)
    if (old.tree and old.tree == new.tree) or not reading.reach.differing:
        return Comparison(*sides, "", (), (), None)
    with collector_paused():
        parts = reading.parts()
        pair = Pair(parts[0].catalog, parts[1].catalog, partial(_followed, old, new))
        written = Written(reading.differing(old), reading.differing(new), old.files, new.files)
        found = (*item_changes(pair), *declaration_changes(pair, written))
        changes = [_finished(change, pair) for change in found]
        changes.sort(key=_gravest_first)
        return Comparison(
            *sides, pair.new.site.title, tuple(changes), tuple(_missed(reading, pair, changes)),
            _proof(pair, changes, (parts[0].unread, parts[1].unread)),
            pair.new.site.url if pair.new.site.url.startswith(("https://", "http://")) else "",
        )  # fmt: skip


def _followed(old: Source, new: Source, keys: Sequence[str], lost: bool) -> Ways:
    """Return the ways items went in between; history is read, and its reader loaded, only here."""
    from generator.audit.passages import ways_between  # noqa: PLC0415

    return ways_between(old, new, keys, lost=lost)


def _missed(reading: Reading, pair: Pair, changes: Sequence[Change]) -> Iterator[LeftBehind]:
    """Yield the units left behind; those whose files are equal are read for it only here."""
    groups = alike(changes)
    if groups:
        items = [pair.new.items[ids[0]] for ids in groups.values()]
        peers = reading.peers({item.code for item in items}, {item.area for item in items})
        yield from left_behind(groups, peers)


def _side(source: Source) -> Side:
    return Side(source.label, source.revision, source.date)


def _finished(change: Change, pair: Pair) -> Change:
    """Return a change with its page, whose texts show no person's number, as its fields do."""
    title, reason, basis = map(str, map(shown, (change.title, change.reason, change.basis)))
    page = page_of(change.thing, change.key, pair.new, pair.old)
    return replace(change, title=title, reason=reason, basis=basis, page=page)


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
