"""Which files two catalogs need read: what differs, what everything refers to, whom it reaches.

Files that are equal are known by git's names of their contents and, as far as nothing that differs
can change what they say, are only counted.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.load import kind_of
from generator.load.kinds import is_attachment

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from generator.audit.sources import Source

_FOUNDATIONS = frozenset(
    {"site", "subjects", "bases", "terms", "standard", "unit", "body", "audit"}
)
_LINKS = ("移自".encode(), "合并自".encode())


class Reach:
    """The files to read of two sources, by path."""

    def __init__(self, old: Source, new: Source) -> None:
        self._old, self._new = old, new

    @cached_property
    def differing(self) -> frozenset[str]:
        """Return the paths whose content differs, or that only one side has."""
        old, new = self._old.files, self._new.files
        return frozenset(p for p in old.keys() | new.keys() if old.get(p) != new.get(p))

    @cached_property
    def _everything(self) -> bool:
        """Tell whether an item says it came from another: that one may stand in any file."""
        return any(
            mark in data
            for source in (self._old, self._new)
            for data in source.read(
                [p for p in self.differing if kind_of(p) == "items" and p in source.files]
            ).values()
            for mark in _LINKS
        )

    @cached_property
    def _areas(self) -> AbstractSet[str]:
        return {PurePosixPath(p).stem for p in self.differing if kind_of(p) == "standard"}

    @cached_property
    def _folders(self) -> AbstractSet[str]:
        """Return the folders of changed units: whether they ended decides on their items."""
        return {p.rpartition("/")[0] for p in self.differing if kind_of(p) == "unit"}

    @cached_property
    def _beside(self) -> AbstractSet[str]:
        return {p.partition("/files/")[0] for p in self.differing if is_attachment(p)}

    @cached_property
    def told(self) -> frozenset[str]:
        """Return the documents whose say differs: they do, or a file kept beside a record does."""
        files = self._old.files.keys() | self._new.files.keys() if self._beside else ()
        beside = (p for p in files if kind_of(p) == "record" and self._is_beside(p))
        return frozenset((*(p for p in self.differing if kind_of(p)), *beside))

    @cached_property
    def cuttable(self) -> frozenset[str]:
        """Return the files of items of which only the entries that differ are needed."""
        return frozenset(
            path
            for path in self.differing
            if kind_of(path) == "items" and not self._is_reached(path, frozenset())
        )

    def wanted(self, source: Source, areas: AbstractSet[str] = frozenset()) -> list[str]:
        """Return the paths of a source to be read; ``areas``: whose items are wanted anyway."""
        return [path for path in source.files if self._is_wanted(path, areas)]

    def _is_wanted(self, path: str, areas: AbstractSet[str]) -> bool:
        kind = kind_of(path)
        if kind is None:
            return False
        if kind in _FOUNDATIONS or path in self.differing:
            return True
        return self._is_beside(path) if kind == "record" else self._is_reached(path, areas)

    def _is_beside(self, path: str) -> bool:
        return path.partition("/records/")[0] in self._beside

    def _is_reached(self, path: str, areas: AbstractSet[str]) -> bool:
        """Tell whether something else that differs may change what a file of items says."""
        stem = PurePosixPath(path).stem
        return (
            self._everything
            or stem in self._areas
            or stem in areas
            or any(path.startswith(f"{folder}/") for folder in self._folders)
        )
