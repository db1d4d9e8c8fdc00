"""Items of two catalogs compared, field by field, as they resolve."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.audit.diff.entities import shown
from generator.audit.diff.judge import DISCLOSED, OPENNESS, field_change
from generator.audit.diff.lineage import MERGED_FROM, MOVED_FROM, is_disclosed, trace
from generator.audit.diff.model import Change, FieldChange, Kind, Thing, Value
from generator.resolve import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.audit.diff.lineage import Lineage, Ways
    from generator.resolve import Basis, Catalog, Item

COLUMNS: Mapping[str, Callable[[Item], Value]] = {
    "一级事项": lambda item: item.level1,
    "二级事项": lambda item: item.level2,
    "公开内容": lambda item: item.elements,
    "公开依据": lambda item: tuple(citation.text for citation in item.citations),
    "公开时限": lambda item: item.limit,
    "公开主体": lambda item: item.subjects_text,
    "公开渠道和载体": lambda item: item.channels,
    "公开对象": lambda item: item.audience,
    "公开方式": lambda item: item.manner,
    "公开层级": lambda item: item.levels,
}
"""The ten official columns of an item."""

WRITTEN = ("状态", "日期", "理由", "依据", "形成日期", "共同主体", MOVED_FROM, MERGED_FROM)
"""What owners write beside the columns."""

_ON_STONES = ("状态", "日期", "理由", "依据")


class Pair(Struct, frozen=True, dict=True):
    """Two catalogs side by side; ``follow``: see ``trace``."""

    old: Catalog
    new: Catalog
    follow: Callable[[list[str], bool], Ways]

    @cached_property
    def lineage(self) -> Lineage:
        """Return which item became which."""
        return trace(self.old, self.new, self.follow)

    @cached_property
    def citations(self) -> tuple[Mapping[str, Basis], Mapping[str, str]]:
        """Return the bases of both versions, and the spellings that occur in them."""
        sources = (self.old, self.new)
        spelt = {
            citation.text: citation.basis
            for catalog in sources
            for holders in (catalog.standards.values(), catalog.items.values())
            for holder in holders
            for citation in holder.citations
        }
        return {**self.old.bases, **self.new.bases}, spelt

    def field(self, name: str, old: Value, new: Value) -> FieldChange:
        """Return one field's change, judged and fit to be shown."""
        change = field_change(name, old, new, self.citations)
        return replace(change, old=shown(old), new=shown(new), note=str(shown(change.note)))


def item_changes(pair: Pair) -> Iterator[Change]:
    """Yield what happened to every item that is in one of the catalogs."""
    for item in pair.old.items.values():
        yield from _looking_forward(pair, item)
    for item in pair.new.items.values():
        yield from _looking_back(pair, item)


def _looking_forward(pair: Pair, item: Item) -> Iterator[Change]:
    """Yield how an item of the old version ended or was split; the rest is told from the new."""
    after = pair.lineage.targets.get(item.id, ())
    if is_disclosed(item):
        if len(after) > 1:
            yield _split(pair, item, after)
        elif not after:
            yield _ended(pair, item)
    elif item.id not in pair.new.items:  # a tombstone may not go either
        yield _about(pair.old, Change(Kind.VANISHED, Thing.ITEM, item.id, item.title), item)


def _looking_back(pair: Pair, item: Item) -> Iterator[Change]:
    """Yield where an item of the new version came from, and what changed in it."""
    before = pair.lineage.sources.get(item.id, ())
    if not is_disclosed(item):
        yield from _tombstone(pair, item)
    elif len(before) > 1:
        yield _merged(pair, item, before)
    elif not before:
        yield _begun(pair, item)
    elif len(pair.lineage.targets[before[0]]) == 1:
        yield from _continued(pair, pair.old.items[before[0]], item)


def _about(catalog: Catalog, change: Change, item: Item) -> Change:
    """Return a change with whose item it is and where it stands."""
    unit = catalog.units[item.unit]
    return replace(
        change, place=unit.name, body=catalog.bodies[item.body].name, level=unit.level,
        path=item.path, line=item.line,
    )  # fmt: skip


def _ended(pair: Pair, item: Item) -> Change:
    """Return how an item that goes on nowhere ended: with a tombstone, maybe a later number's."""
    ways = pair.lineage.ways.get(item.id, ())
    ends = [pair.new.items.get(key) for key in ([way[-1] for way in ways] or [item.id])]
    change = Change(Kind.VANISHED, Thing.ITEM, item.id, item.title, ways=ways)
    stone = ends[0]
    if stone is None or None in ends:
        return _about(pair.old, change, item)
    return replace(
        _about(pair.new, change, stone),
        kind=Kind.WITHDRAWN, key=stone.id, sources=tuple({item.id} - {stone.id}),
        ways=pair.lineage.passed((item.id,), stone.id), fields=_with_state(pair, item, stone),
        reason=stone.state_reason, basis=stone.state_basis, date=stone.state_date,
    )  # fmt: skip


def _tombstone(pair: Pair, stone: Item) -> Iterator[Change]:
    """Yield what was changed on a tombstone that was there before, or came with nothing before."""
    before = pair.old.items.get(stone.id)
    change = _about(pair.new, Change(Kind.CHANGED, Thing.ITEM, stone.id, stone.title), stone)
    if before is None and stone.id in pair.lineage.ends:
        return  # told of the item that went on under this number
    if before is None:
        yield replace(change, fields=(pair.field(OPENNESS, "", State.STOPPED.value),))
    elif not is_disclosed(before):
        kind = Kind.CHANGED if before.body == stone.body else Kind.MOVED
        yield from _with_fields(replace(change, kind=kind), _fields(pair, before, stone))


def _with_stones(pair: Pair, change: Change, *left: str) -> Change:
    """Return a change with the reasons given where the item stood before, if any were."""
    for key in left:
        stone = pair.new.items.get(key)
        if stone is not None and not is_disclosed(stone):
            return replace(
                change, reason=stone.state_reason, basis=stone.state_basis, date=stone.state_date
            )
    return change


def _begun(pair: Pair, item: Item) -> Change:
    stone = pair.old.items.get(item.id)
    change = _about(pair.new, Change(Kind.ADDED, Thing.ITEM, item.id, item.title), item)
    if stone is None:
        empty = ((name, get(item)) for name, get in COLUMNS.items())
        fields = tuple(pair.field(name, () if isinstance(v, tuple) else "", v) for name, v in empty)
        return replace(change, fields=fields)
    change = replace(change, kind=Kind.RESUMED, fields=_with_state(pair, stone, item))
    return replace(
        change, reason=stone.state_reason, basis=stone.state_basis, date=stone.state_date
    )


def _continued(pair: Pair, old: Item, new: Item) -> Iterator[Change]:
    """Yield the one change of an item that goes on as one, when it changed."""
    fields = _fields(pair, old, new)
    change = _about(pair.new, Change(Kind.CHANGED, Thing.ITEM, new.id, new.title), new)
    if old.id != new.id:
        kind = Kind.MOVED if old.unit != new.unit else Kind.RENUMBERED
        ways = pair.lineage.passed((old.id,), new.id)
        moved = replace(change, kind=kind, sources=(old.id,), fields=fields, ways=ways)
        yield _with_stones(pair, moved, old.id)
    elif old.body != new.body:
        yield replace(change, kind=Kind.MOVED, fields=fields)
    else:
        yield from _with_fields(change, fields)


def _with_fields(change: Change, fields: tuple[FieldChange, ...]) -> Iterator[Change]:
    if fields:
        yield replace(change, fields=fields)


def _split(pair: Pair, old: Item, targets: tuple[str, ...]) -> Change:
    fields = [
        replace(field, name=f"{target} {field.name}")
        for target in targets
        for field in _fields(pair, old, pair.new.items[target])
    ]
    home = pair.new.items[targets[0]]
    ways = tuple(way for target in targets for way in pair.lineage.passed((old.id,), target))
    change = Change(Kind.SPLIT, Thing.ITEM, old.id, old.title, targets=targets, ways=ways)
    change = replace(_about(pair.new, change, home), fields=tuple(fields))
    return _with_stones(pair, change, old.id)


def _merged(pair: Pair, new: Item, sources: tuple[str, ...]) -> Change:
    fields = [
        replace(field, name=f"{source} {field.name}")
        for source in sources
        for field in _fields(pair, pair.old.items[source], new)
    ]
    ways = pair.lineage.passed(sources, new.id)
    change = Change(Kind.MERGED, Thing.ITEM, new.id, new.title, sources=sources, ways=ways)
    change = replace(_about(pair.new, change, new), fields=tuple(fields))
    return _with_stones(pair, change, *sources)


def _with_state(pair: Pair, old: Item, new: Item) -> tuple[FieldChange, ...]:
    """Return the fields of an item that got or lost a tombstone; what is on it stands apart."""
    words = [DISCLOSED if is_disclosed(item) else State.STOPPED.value for item in (old, new)]
    rest = (field for field in _fields(pair, old, new) if field.name not in _ON_STONES)
    return (pair.field(OPENNESS, *words), *rest)


def _fields(pair: Pair, old: Item, new: Item) -> tuple[FieldChange, ...]:
    """Return the fields that differ and aren't the standard's doing."""
    return tuple(pair.field(name, a, b) for name, a, b in _values(pair, old, new) if a != b)


def _values(pair: Pair, old: Item, new: Item) -> Iterator[tuple[str, Value, Value]]:
    if old.unit != new.unit:
        yield "单位", pair.old.units[old.unit].name, pair.new.units[new.unit].name
    if old.body != new.body:
        names = pair.old.bodies[old.body].name, pair.new.bodies[new.body].name
        # Two departments may bear one name; then their folders tell them apart.
        yield "责任主体", *(names if names[0] != names[1] else (old.body, new.body))
    for name, get in COLUMNS.items():
        if not follows(old, new, name):
            yield name, get(old), get(new)
    for name in WRITTEN:
        yield name, _written(old, name), _written(new, name)


def _written(item: Item, name: str) -> Value:
    """Return what an owner wrote; a unit that has ended has said that its items are stopped."""
    if name == "状态" and not is_disclosed(item):
        return str(Kind.WITHDRAWN.value)
    value = item.local.get(name, "")
    return tuple(value) if isinstance(value, list) else str(value)


def follows(old: Item, new: Item, column: str) -> bool:
    """Tell whether a column is the standard's in both versions: its change is the standard's."""
    return (
        bool(old.standard)
        and old.standard == new.standard
        and column not in old.local
        and column not in new.local
    )
