"""Who answers for a row: from the standard's 公开主体 to the bodies of one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.resolve.model import Subject

# Kinds that hold files of their own above town level.
_HOLDERS = frozenset({"部门", "人民政府", "上级派出"})


def duties_for(subjects: Iterable[str], known: Mapping[str, Subject]) -> tuple[str, ...]:
    """Return the duties that answer for a row above town level, the responsible one first.

    A subject that holds no files (采购人, 村) is answered for by its 归口; towns are skipped.
    """
    duties: dict[str, None] = {}
    for name in subjects:
        subject = known[name]
        if subject.kind in _HOLDERS:
            duties[name] = None
        elif subject.keeper:
            duties[subject.keeper] = None
    return tuple(duties)
