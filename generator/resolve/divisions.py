"""How places stand together for readers, whatever their levels: a county, a city, a province.

A *head* is what readers choose first: a unit right below the root that has departments; the root
itself too where it has items or towns of its own, or nothing below it has departments. A *group*
is a unit with those right below it: what one table compares.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.resolve.kinds import KindWords, ending, kind_words, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.resolve.model import Catalog, Unit

#: Levels whose units have no departments: each answers for its items itself.
OWN_BODY: Final = frozenset({"乡级", "村级"})


class Divisions(Struct, frozen=True, dict=True):
    """The places of one catalog, in groups, and the words for them."""

    catalog: Catalog

    @property
    def root(self) -> Unit:
        """Return the unit above all others."""
        return self.catalog.units[self.catalog.root]

    @cached_property
    def heads(self) -> tuple[Unit, ...]:
        """The units readers choose first, in the catalog's order."""
        below = self.below(self.root)
        seats = tuple(unit for unit in below if unit.level not in OWN_BODY)
        own = any(unit == self.catalog.root for unit, _ in self.catalog.items_of)
        return (self.root, *seats) if own or len(seats) < len(below) or not seats else seats

    @cached_property
    def head_of(self) -> Mapping[str, str]:
        """Unit → the head it belongs to; the root, head or not, belongs to itself."""
        found: dict[str, str] = {}
        for unit in self.catalog.units.values():
            at_top = unit.parent in ("", self.catalog.root)
            town = bool(unit.parent) and unit.level in OWN_BODY
            if at_top:
                found[unit.code] = unit.parent if town else unit.code
            else:
                found[unit.code] = found[unit.parent]
        return found

    @cached_property
    def members(self) -> Mapping[str, tuple[Unit, ...]]:
        """Head → every unit that belongs to it, at any depth, in the catalog's order."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.catalog.units.values():
            found[self.head_of[unit.code]].append(unit)
        return {code: tuple(units) for code, units in found.items()}

    @cached_property
    def _rank(self) -> Mapping[str, int]:
        """Kind → its place in site.yml's 类型: 乡镇 before 办事处, as official lists have them."""
        return {kind: place for place, kind in enumerate(self.catalog.site.levels)}

    def _by_kind(self, unit: Unit) -> int:
        return self._rank.get(unit.kind, len(self._rank))

    @cached_property
    def _below(self) -> Mapping[str, tuple[Unit, ...]]:
        units = self.catalog.units
        return {
            above: tuple(sorted((units[code] for code in codes), key=self._by_kind))
            for above, codes in self.catalog.children.items()
        }

    def below(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the units right below ``unit``, kind by kind, each in the catalog's order."""
        return self._below.get(unit.code, ())

    def listed(self, head: Unit) -> tuple[Unit, ...]:
        """Return the units right below ``head`` that belong to it: not other heads."""
        return tuple(u for u in self.below(head) if self.head_of[u.code] == head.code)

    def kinds_below(self, head: Unit) -> tuple[tuple[str, int], ...]:
        """Return how many units of each kind belong to ``head``, at any depth."""
        return self._kinds(u for u in self.members.get(head.code, ()) if u.code != head.code)

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """Return how many units of each kind there are below the root."""
        return self._kinds(unit for unit in self.catalog.units.values() if unit.parent)

    def _kinds(self, units: Iterable[Unit]) -> tuple[tuple[str, int], ...]:
        return tuple(Counter(unit.kind for unit in sorted(units, key=self._by_kind)).items())

    def group(self, unit: Unit) -> tuple[Unit, ...]:
        """Return ``unit`` and the units right below it."""
        return (unit, *self.below(unit))

    def group_of(self, unit: Unit) -> Unit:
        """Return the unit in whose group ``unit`` is compared with its likes."""
        units = self.catalog.units
        if unit.level in OWN_BODY:
            return units.get(unit.parent, unit)
        leads = self.head_of[unit.code] == unit.code or unit.code in self.catalog.children
        return unit if leads else units[unit.parent]

    def groups_above(self, unit: Unit) -> Iterator[Unit]:
        """Yield the unit's group and those above it, up to its head's."""
        group = self.group_of(unit)
        yield group
        while group.code != self.head_of[group.code]:
            group = self.catalog.units[group.parent]
            yield group

    def label(self, head: Unit) -> str:
        """Return a head's name, with 本级 for a root that stands beside others for itself alone."""
        alone = head.code == self.catalog.root and len(self.heads) > 1 and not self.listed(head)
        return f"{head.name}本级" if alone else head.name

    @cached_property
    def words(self) -> Words:
        """What the places are called."""
        heads = [unit for unit in self.heads if unit.code != self.catalog.root]
        listed = [unit for head in self.heads for unit in self.listed(head)]
        below = [unit for unit in self.catalog.units.values() if unit.parent]
        return Words(
            root=self.root.name,
            own=ending(self.root),
            whole=whole(self.root),
            heads=_words_of(heads),
            listed=_words_of(listed),
            head_kinds=_kinds(heads),
            listed_kinds=_kinds(listed),
            levels="".join(dict.fromkeys(unit.level[:1] for unit in below)),
            divided=self.root.level not in OWN_BODY,
        )

    @cached_property
    def level_words(self) -> Mapping[str, str]:
        """Level → what its units below the root are called: 乡级 → 乡镇街道."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.catalog.units.values():
            if unit.parent and unit.level:
                found[unit.level].append(unit)
        return {level: str(_words_of(units)) for level, units in found.items()}


class Words(Struct, frozen=True):
    """What menus, headings and counters call the places of one catalog."""

    root: str  # 铜陵市
    own: str  # 市, or ""
    whole: str  # 全市
    heads: KindWords  # 县区; none where the root alone is a head
    listed: KindWords  # 乡镇街道: what stands right below the heads
    head_kinds: tuple[str, ...]  # 类型 as the catalog has them
    listed_kinds: tuple[str, ...]
    levels: str  # 县乡: the levels below the root
    divided: bool  # the root is of a level that has departments

    @property
    def here(self) -> str:
        """Return the word for this place: 本市."""
        return f"本{self.own or '地'}"

    @property
    def by_head(self) -> str:
        """Return the title of the list of heads and their departments."""
        if self.heads:
            return f"按{self.heads}和部门"
        return "按部门" if self.divided else "按单位"

    @property
    def by_listed(self) -> str:
        """Return the title of the list of the units below the heads; "" when there are none."""
        return f"按{self.listed}" if self.listed else ""

    @property
    def seats(self) -> str:
        """Return whose departments are listed: 各县区本级, or the root's own name with 本级."""
        return f"各{self.heads}本级" if self.heads else f"{self.root}本级"

    @property
    def all(self) -> str:
        """Return both lists in one heading: 县区、乡镇街道; the root's name when it is alone."""
        return "、".join(str(words) for words in (self.heads, self.listed) if words) or self.root

    @property
    def across(self) -> str:
        """Return where roll-ups count: 各县区, in a county alone 全县."""
        return f"各{self.heads}" if self.heads else self.whole

    @property
    def columns(self) -> str:
        """Return what is compared row by row: 县区, in a county its 乡镇."""
        return str(self.heads or self.listed) or "单位"


def _kinds(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.kind for unit in units))


def _words_of(units: Iterable[Unit]) -> KindWords:
    return kind_words(unit.kind for unit in units)
