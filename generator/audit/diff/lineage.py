"""Which item became which: by identity, by what owners wrote, by successors; never by likeness.

A link holds in both directions, so that undoing a move is a move back and undoing a split a merger.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.resolve import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from generator.resolve import Catalog, Item

MOVED_FROM, MERGED_FROM = "移自", "合并自"
_Pair = tuple[str, str]
Way = tuple[str, ...]
"""An item's numbers one after the other, from the old version's to its last."""
Ways = Mapping[str, tuple[Way, ...]]


class Lineage(Struct, frozen=True):
    """Which items go on as which.

    ``sources``: item of the new version → the old ones it goes on with, itself first; ``targets``:
    the same the other way round. Items disclosed on one side only are in neither. ``ways``: old
    item → by which numbers it went, of those with some in between that neither version has.
    """

    sources: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, tuple[str, ...]]
    ways: Ways = field(default_factory=dict)

    @property
    def ends(self) -> set[str]:
        """The last numbers that are known of old items of which nothing goes on."""
        ended = (taken for key, taken in self.ways.items() if key not in self.targets)
        return {way[-1] for taken in ended for way in taken}

    def passed(self, sources: Iterable[str], target: str) -> tuple[Way, ...]:
        """Return by which numbers in between old items became a new one."""
        ways = (way for source in sources for way in self.ways.get(source, ()))
        return tuple(way for way in ways if way[-1] == target and way[1:-1])


def is_disclosed(item: Item | None) -> bool:
    """Tell whether an item is there and has not been stopped."""
    return item is not None and item.state is not State.STOPPED


def trace(old: Catalog, new: Catalog, follow: Callable[[list[str], bool], Ways]) -> Lineage:
    """Return the lineage of every disclosed item of two catalogs.

    ``follow``: asked which ways items went in between, only when some would have vanished (then
    True), or when somebody says that it comes from another, as others may have in between.
    """
    before = {key for key, item in old.items.items() if is_disclosed(item)}
    after = {key for key, item in new.items.items() if is_disclosed(item)}
    lost, gained = before - after, after - before
    both = before & after
    links: dict[_Pair, None] = {(key, key): None for key in new.items if key in both}
    said, says = _declared(old.items), _declared(new.items)
    links |= dict.fromkeys(sorted(linked(says - said, said - says, before, after)))
    for a, b in _succession(old, new, lost, gained):
        if a in lost and b in gained:
            links[a, b] = None
    vanished = lost - {a for a, _ in links} - new.items.keys()
    asked = before if says - said else vanished
    ways = follow(sorted(asked), bool(vanished)) if asked else {}
    found = _followed(ways, lost, gained, vanished, new.items)
    links |= dict.fromkeys(sorted(found))
    told = {k: taken for k, taken in ways.items() if k in vanished or _wandered(k, found, taken)}
    return Lineage(_grouped((y, x) for x, y in links), _grouped(iter(links)), told)


def _followed(
    ways: Ways,
    lost: AbstractSet[str],
    gained: AbstractSet[str],
    vanished: AbstractSet[str],
    items: Mapping[str, Item],
) -> set[_Pair]:
    """Return the links that ways make; not of a whole of which a part went without a word."""
    return {
        (key, end)
        for key, taken in ways.items()
        if key not in vanished or all(way[-1] in items for way in taken)
        for end in {way[-1] for way in taken}
        if (key in lost or end in gained) and is_disclosed(items.get(end))
    }


def _wandered(key: str, links: Container[_Pair], taken: tuple[Way, ...]) -> bool:
    """Tell whether an item became another by numbers in between, which then are told."""
    return any((key, way[-1]) in links and way[1:-1] for way in taken)


def linked(
    added: Collection[_Pair],
    removed: Collection[_Pair],
    before: Container[str],
    after: Container[str],
) -> set[_Pair]:
    """Return (old, new) of items of which one goes on as the other, by what they say of it.

    ``added``, ``removed``: (where from, who says so) as far as only the new or the old version has
    it; ``before``, ``after``: what was and is disclosed. Who stays as itself is no link of its own.
    """
    signs = [(pair, sign) for sign, pairs in enumerate((added, removed)) for pair in pairs]
    found = {
        (x, y): (a, b, sign)
        for (a, b), sign in signs
        for x, y in ((a, b), (b, a))
        if x in before and y in after and (x not in after or y not in before)
        # A part that goes without a word has vanished, though what it came from is still there.
        if not (sign and (x, y) == (b, a) and y in before)
    }
    onward = {(a, sign) for a, _, sign in found.values()}
    return {
        link
        for link, (a, b, sign) in found.items()
        # Who left another long ago, renumbered now, isn't back by that, nor left it by undoing.
        if not (a in before and a in after and (b, 1 - sign) in onward)
    }


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
