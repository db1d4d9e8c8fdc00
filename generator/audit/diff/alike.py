"""Changes made alike in many units: shown as one, and the few units that were left behind named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.diff.items import COLUMNS, WRITTEN
from generator.audit.diff.judge import DISCLOSED, OPENNESS
from generator.audit.diff.lineage import is_disclosed
from generator.audit.diff.model import Change, Kind, LeftBehind, Thing, Value
from generator.resolve import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.resolve import Catalog, Item

LEAST = 3  # units that changed alike before anybody is missed, or rows are folded
_Key = tuple[str, str, str, Value, Value]  # level, item code, field, old, new


class Fold(Struct, frozen=True):
    """Changes that differ only in the unit, the first one for all."""

    changes: tuple[Change, ...]


def folded(changes: Sequence[Change]) -> tuple[Fold, ...]:
    """Return the changes, those of items made alike in ``LEAST`` units or more as one."""
    groups: dict[object, list[Change]] = {}
    for change in changes:
        same = (change.kind, change.code, change.fields) if _may_fold(change) else change.id
        groups.setdefault(same, []).append(change)
    folds: list[Fold] = []
    for group in groups.values():
        if len(group) >= LEAST:
            folds.append(Fold(tuple(group)))
        else:
            folds.extend(Fold((change,)) for change in group)
    return tuple(folds)


def _may_fold(change: Change) -> bool:
    return change.thing is Thing.ITEM and not change.sources and not change.targets


def alike(changes: Iterable[Change]) -> dict[_Key, list[str]]:
    """Return what was changed alike in ``LEAST`` units or more: the change → the items' ids."""
    found: dict[_Key, list[str]] = {}
    for change in changes:
        if change.thing is not Thing.ITEM or change.kind not in (Kind.CHANGED, Kind.WITHDRAWN):
            continue
        for field in change.fields:
            if change.kind is Kind.CHANGED or field.name == OPENNESS:
                key = (change.level, change.code, field.name, field.old, field.new)
                found.setdefault(key, []).append(change.key)
    return {key: items for key, items in found.items() if len(items) >= LEAST}


def left_behind(groups: Mapping[_Key, list[str]], new: Catalog) -> Iterator[LeftBehind]:
    """Yield the changes most units made that had the same before, with the units that didn't."""
    by_code: dict[str, list[Item]] = {}
    for item in new.items.values():
        by_code.setdefault(item.code, []).append(item)
    for (level, code, name, old, after), ids in groups.items():
        changed = set(ids)
        left = [
            new.units[item.unit].name
            for item in by_code.get(code, ())
            if item.id not in changed
            and new.units[item.unit].level == level
            and _value(item, name) == old
        ]
        if 0 < len(left) < len(ids):
            names = tuple(new.units[new.items[key].unit].name for key in ids)
            title = new.items[ids[0]].title
            yield LeftBehind(code, title, level, name, old, after, names, tuple(left))


def _value(item: Item, name: str) -> Value | None:
    """Return a field of an item as changes show it; None for one nobody can be missed in."""
    if name == OPENNESS:
        return DISCLOSED if is_disclosed(item) else State.STOPPED.value
    if not is_disclosed(item):
        return None
    if name in COLUMNS:
        return COLUMNS[name](item)
    return str(item.local.get(name, "")) if name in WRITTEN else None
