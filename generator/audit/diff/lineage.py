"""Which item became which: by identity, by what owners wrote, by successors; never by likeness.

A link holds in both directions, so that undoing a move is a move back and undoing a split a merger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.resolve import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.resolve import Catalog, Item

MOVED_FROM, MERGED_FROM = "移自", "合并自"
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Which items go on as which.

    ``sources``: item of the new version → the old ones it goes on with, itself first; ``targets``:
    the same the other way round. Items disclosed on one side only are in neither.
    """

    sources: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, tuple[str, ...]]


def is_disclosed(item: Item | None) -> bool:
    """Tell whether an item is there and has not been stopped."""
    return item is not None and item.state is not State.STOPPED


def trace(old: Catalog, new: Catalog) -> Lineage:
    """Return the lineage of every disclosed item of two catalogs."""
    before = {key for key, item in old.items.items() if is_disclosed(item)}
    after = {key for key, item in new.items.items() if is_disclosed(item)}
    lost, gained = before - after, after - before
    both = before & after
    links: dict[_Pair, None] = {(key, key): None for key in new.items if key in both}
    declared = _declared(old.items) ^ _declared(new.items)
    for a, b in sorted(declared):
        for x, y in ((a, b), (b, a)):
            if x in before and y in after and (x in lost or y in gained):
                links[x, y] = None
    for a, b in _succession(old, new, lost, gained):
        if a in lost and b in gained:
            links[a, b] = None
    return Lineage(_grouped((y, x) for x, y in links), _grouped(iter(links)))


def _grouped(pairs: Iterable[_Pair]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {
        key: tuple(sorted(values, key=lambda value: (value != key, value)))
        for key, values in found.items()
    }


def _declared(items: Mapping[str, Item]) -> set[_Pair]:
    """Return (where from, where to) as owners wrote it: 移自 and 合并自."""
    return {
        (source, key)
        for key, item in items.items()
        for source in (
            *filter(None, [item.local.get(MOVED_FROM)]),
            *item.local.get(MERGED_FROM, ()),
        )
    }


def _succession(old: Catalog, new: Catalog, lost: set[str], gained: set[str]) -> Iterator[_Pair]:
    """Yield the pairs a row's or a unit's 接替 makes of one, in both directions."""
    rows, units = set(), set()
    for catalog in (old, new):
        rows |= {(row.code, row.successor) for row in catalog.standards.values() if row.successor}
        units |= {(unit.code, unit.successor) for unit in catalog.units.values() if unit.successor}
    heirs_of_row, heirs_of_unit = _both_ways(rows), _both_ways(units)
    for key in sorted(lost):
        unit, code = key.split("/")
        for heir in heirs_of_row.get(code, ()):
            yield key, f"{unit}/{heir}"
        for place in heirs_of_unit.get(unit, ()):
            if f"{place}/{code}" in gained:
                yield key, f"{place}/{code}"


def _both_ways(pairs: set[_Pair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for a, b in sorted(pairs):
        found.setdefault(a, []).append(b)
        found.setdefault(b, []).append(a)
    return found
