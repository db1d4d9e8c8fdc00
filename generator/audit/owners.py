"""Whose things are: what is said of a thing with its owner, and what has moved to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.audit.diff.model import FieldChange, Meaning
from generator.audit.entities import BODY, ITEM, UNIT, folder_of
from generator.audit.fields import OWNER, told
from generator.audit.names import owner_name, owner_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.audit.diff.model import Value
    from generator.audit.history import History
    from generator.audit.state import Standing
    from generator.audit.steps import Step

PLACE = "位置"  # the field of a unit or a body whose folder has another name


def with_owner(history: History, standing: Standing | None, unit: str = "") -> dict[str, Value]:
    """Return what is said of a thing, and who owns it by the place of its file."""
    if standing is None:
        return {}
    unit = unit or history.unit_of(standing.path)
    owner = owner_of(history, unit, standing.path)
    return {OWNER: owner_name(history, owner), **told(standing.data)}


def apart(
    history: History, step: Step, was: Mapping[str, Value], now: Mapping[str, Value]
) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
    """Return what is said before and after a step, with folders of bodies that bear one name.

    So that a thing is seen to have moved between them.
    """
    if step.was is None or step.now is None or was.get(OWNER) != now.get(OWNER):
        return was, now
    unit = unit_of(step.key) if step.kind == ITEM else ""
    keys = [
        owner_of(history, unit or history.unit_of(standing.path), standing.path)
        for standing in (step.was, step.now)
    ]
    same = keys[0] == keys[1]
    return (was, now) if same else ({**was, OWNER: keys[0]}, {**now, OWNER: keys[1]})


def renamed(history: History, step: Step) -> Iterator[FieldChange]:
    """Yield the folder of a unit or a body where it has another name of its own now.

    Or stands in that of another unit: not where only a folder above has another name.
    """
    if not (step.was and step.now):
        return
    old, new = folder_of(step.was.path), folder_of(step.now.path)
    if step.kind == BODY:
        heirs = {(heir.at, heir.key) for _, heir in history.renamed_bodies}
        moved = (step.at, step.key) in heirs
    else:
        moved = step.kind == UNIT and _place(history, old) != _place(history, new)
    if moved:
        yield FieldChange(PLACE, old, new, (Meaning.METADATA,))


def _place(history: History, folder: str) -> tuple[str, str]:
    """Return the code of the unit a unit's folder stands in, and the folder's own name."""
    return history.unit_of(folder), folder.rpartition("/")[2]
