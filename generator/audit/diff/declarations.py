"""Rows, areas, units, bodies, bases, words and records of two catalogs compared by their codes."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.audit.diff.entities import Entity, declared, value
from generator.audit.diff.items import COLUMNS, follows
from generator.audit.diff.lineage import is_disclosed
from generator.audit.diff.model import Change, FieldChange, Kind, Thing
from generator.audit.diff.outcome import ATTACHED_BYTES, ending, kind_of_record
from generator.audit.entities import same_body

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.audit.diff.items import Pair
    from generator.load import Document
    from generator.resolve import Catalog, Item

# Gone without a word about it: what must leave a tombstone.
_MUST_STAY = (Thing.ROW, Thing.UNIT, Thing.BODY, Thing.RECORD)


class Written(Struct, frozen=True):
    """The documents of both versions that differ, and the contents of files kept beside them."""

    old: Iterable[Document]
    new: Iterable[Document]
    old_files: Mapping[str, str]
    new_files: Mapping[str, str]


class _Look(Struct, frozen=True, dict=True):
    pair: Pair
    written: Written

    @cached_property
    def adopters(self) -> Mapping[str, list[Item]]:
        """Return row → the disclosed items that follow it."""
        found: dict[str, list[Item]] = {}
        for item in self.pair.new.items.values():
            if item.standard and is_disclosed(item):
                found.setdefault(item.standard, []).append(item)
        return found


def declaration_changes(pair: Pair, written: Written) -> Iterator[Change]:
    """Yield what happened to everything files declare beside items."""
    look = _Look(pair, written)
    before = declared(written.old, pair.old)
    after = declared(written.new, pair.new)
    moved = dict(_heirs(pair, before, after))
    for key, entity in after.items():
        source = key if key in before else moved.get(key)
        if source is None:
            yield _whole(pair, Kind.ADDED, entity)
        else:
            yield from _both(look, before[source], entity)
    for key, entity in before.items():
        if key not in after and key not in moved.values():
            kind = Kind.VANISHED if entity.thing in _MUST_STAY else Kind.REMOVED
            yield _whole(pair, kind, entity)


def _heirs(
    pair: Pair,
    before: Mapping[tuple[Thing, str], Entity],
    after: Mapping[tuple[Thing, str], Entity],
) -> Iterator[tuple[tuple[Thing, str], tuple[Thing, str]]]:
    """Yield the bodies that are the same under another key: new key, old key.

    They went with their unit to its new code, or their folder has another name.
    """
    units = {u.code: u.successor for c in (pair.old, pair.new) for u in c.units.values()}
    fresh = [name for name in after if name not in before and name[0] is Thing.BODY]
    for name, entity in before.items():
        if name[0] is not Thing.BODY or name in after:
            continue
        unit, _, slug = name[1].partition("/")
        followed = [heir for heir in fresh if heir[1] == f"{units.get(unit, '')}/{slug}"]
        renamed = [
            heir
            for heir in fresh
            if heir[1].partition("/")[0] == unit and same_body(entity.data, after[heir].data)
        ]
        if heirs := followed or renamed:
            fresh.remove(heirs[0])
            yield heirs[0], name


def _change(kind: Kind, entity: Entity) -> Change:
    return Change(
        kind, entity.thing, entity.key, entity.title, place=entity.place, body=entity.body,
        path=entity.path,
    )  # fmt: skip


def _whole(pair: Pair, kind: Kind, entity: Entity) -> Change:
    """Return the change of a thing that is in one of the versions only, with all it says."""
    fields = []
    for name, raw in entity.data.items():
        written = value(raw)
        nothing = () if isinstance(written, tuple) else ""
        sides = (nothing, written) if kind is Kind.ADDED else (written, nothing)
        fields.append(pair.field(name, *sides))
    return replace(_change(kind, entity), fields=tuple(fields))


def _both(look: _Look, old: Entity, new: Entity) -> Iterator[Change]:
    fields = list(_differing(look.pair, old, new))
    change = _change(Kind.CHANGED, new)
    if new.thing is Thing.RECORD:
        fields += _attached(look, old, new)
    if old.key != new.key:
        change = replace(change, sources=(old.key,))
    if _folder(old) != _folder(new) and _place(look.pair.old, old) != _place(look.pair.new, new):
        fields.insert(0, look.pair.field("位置", _folder(old), _folder(new)))
        change = replace(change, kind=Kind.MOVED)
    if not fields:
        return
    yield _told(look, old, new, replace(change, fields=tuple(fields)))


def _told(look: _Look, old: Entity, new: Entity, change: Change) -> Change:
    """Return the change with the kind its fields tell, and whom it reaches."""
    if ended := ending(new.thing, old.data, new.data):
        reason, basis = str(new.data.get("理由", "")), str(new.data.get("依据", ""))
        return replace(change, kind=ended, reason=reason, basis=basis)
    if new.thing is Thing.ROW:
        return _reaching(look, change)
    if new.thing is Thing.RECORD and change.kind is Kind.CHANGED:
        return replace(change, kind=kind_of_record({field.name for field in change.fields}))
    return change


def _folder(entity: Entity) -> str:
    """Return the folder a thing stands in; a record's year is no place of its own."""
    return str(PurePosixPath(entity.path).parent).partition("/records/")[0]


def _place(catalog: Catalog, entity: Entity) -> tuple[str, ...]:
    """Return what a thing stands in, by code, and its folder's own name where that is its own.

    Where only a folder above has another name, nothing in it has moved.
    """
    name = _folder(entity).rpartition("/")[2]
    if entity.thing is Thing.RECORD:
        return (catalog.records[entity.key].body,)
    if entity.thing is Thing.BODY:
        return catalog.bodies[entity.key].unit, name
    return (catalog.units[entity.key].parent, name) if entity.thing is Thing.UNIT else ()


def _differing(pair: Pair, old: Entity, new: Entity) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*old.data, *new.data)):
        before, after = value(old.data.get(name, "")), value(new.data.get(name, ""))
        if before != after:
            yield pair.field(name, before or type(after)(), after or type(before)())


def _reaching(look: _Look, change: Change) -> Change:
    """Return a row's change with the items that follow it, and those with words of their own."""
    columns = [field.name for field in change.fields if field.name in COLUMNS]
    reach, spared = [], []
    for item in look.adopters.get(change.key, ()) if columns else ():
        before = look.pair.old.items.get(item.id)
        if not is_disclosed(before):
            continue
        assert before is not None
        followed = [name for name in columns if follows(before, item, name)]
        if followed:
            reach.append(item.id)
        if len(followed) < len(columns):
            spared.append(item.id)
    kind = Kind.INHERITED if reach else Kind.CHANGED
    return replace(change, kind=kind, reach=tuple(reach), spared=tuple(spared))


def _attached(look: _Look, old: Entity, new: Entity) -> Iterator[FieldChange]:
    """Yield the files kept in the catalog whose bytes changed under the same name."""
    before = {a.file: a.name for a in look.pair.old.records[old.key].attachments if a.file}
    for attachment in look.pair.new.records[new.key].attachments:
        names = look.written.old_files, look.written.new_files
        a, b = (files.get(attachment.file, "") for files in names)
        if attachment.file in before and a != b:
            sides = f"{attachment.name} {a}", f"{attachment.name} {b}"
            yield look.pair.field(ATTACHED_BYTES, *sides)
