"""Which body of a unit a standard row falls to: the one that 履行 its 公开主体."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.check.index import Index, Row

# Kinds that hold files of their own above town level.
_HOLDERS = frozenset({"部门", "人民政府", "上级派出"})


def owner_folder(index: Index, unit_folder: str, row: Row) -> str | None:
    """Return the folder a row's item belongs in, ``None`` when nobody in the unit has the duty.

    A unit without bodies is its own body.
    """
    if not index.bodies_in(unit_folder):
        return unit_folder
    holders = holders_of(index, unit_folder)
    duties = duties_of(index, row.data["公开主体"])
    return next((holders[duty] for duty in duties if duty in holders), None)


def duties_of(index: Index, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the duties that 公开主体 as written mean above town level, the responsible one first.

    A subject that holds no files is answered for by its 归口; towns are skipped.
    """
    subjects = index.table("subjects", "主体")
    duties: dict[str, None] = {}
    for text in texts:
        for name in index.spellings.get(text, ()):
            subject = subjects.get(name, {})
            if subject.get("类别") in _HOLDERS:
                duties[name] = None
            elif subject.get("归口"):
                duties[subject["归口"]] = None
    return tuple(duties)


def holders_of(index: Index, unit_folder: str) -> dict[str, str]:
    """Return duty → the folder of the unit's body that has it."""
    return {
        duty: body.folder
        for body in index.bodies_in(unit_folder).values()
        if index.stands(body)
        for duty in body.data["履行"]
    }
