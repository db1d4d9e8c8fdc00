"""Which files two catalogs need read: what differs, what everything refers to, whom it reaches.

Files that are equal are known by git's names of their contents and, as far as nothing that differs
can change what they say, are only counted.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.audit.snapshot import UnsoundError
from generator.load import Mapping as MappingNode
from generator.load import Scalar, kind_of
from generator.load.kinds import is_attachment

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from generator.audit.snapshot import Shelf
    from generator.audit.sources import Source
    from generator.load import Document, Node
    from generator.resolve import Catalog

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

    def is_beside(self, path: str) -> bool:
        """Tell whether files that differ are kept beside a record."""
        return path.partition("/records/")[0] in self._beside

    def wanted(self, source: Source, areas: AbstractSet[str] = frozenset()) -> list[str]:
        """Return the paths of a source to be read; ``areas``: whose items are wanted anyway."""
        return [path for path in source.files if self._is_wanted(path, areas)]

    def _is_wanted(self, path: str, areas: AbstractSet[str]) -> bool:
        kind = kind_of(path)
        if kind is None:
            return False
        if kind in _FOUNDATIONS or path in self.differing:
            return True
        if kind == "record":
            return self.is_beside(path)
        stem = PurePosixPath(path).stem
        return (
            self._everything
            or stem in self._areas
            or stem in areas
            or any(path.startswith(f"{folder}/") for folder in self._folders)
        )


def count_disclosed(
    shelf: Shelf, source: Source, read: Iterable[str], catalog: Catalog, today: dt.date
) -> int:
    """Return how many items are disclosed by the files that are not among those ``read``.

    Raises UnsoundError when one of them can't be read.
    """
    seen = set(read)
    rest = [p for p in source.files if p not in seen and kind_of(p) == "items"]
    documents, faults = shelf.fetch(source, rest)
    if len(documents) < len(rest):
        raise UnsoundError(source.label, faults)
    ended = {u.folder: bool(u.ended and u.ended <= today) for u in catalog.units.values()}
    return sum(
        _disclosed(document) for path, document in documents.items() if not _is_ended(path, ended)
    )


def _is_ended(path: str, ended: Mapping[str, bool]) -> bool:
    """Tell whether the unit a file of items belongs to has ended."""
    folder = path.rpartition("/")[0]
    return ended[folder] if folder in ended else ended.get(folder.rpartition("/")[0], False)


def _disclosed(document: Document) -> int:
    items = _child(document.node, "事项")
    pairs = items.pairs if isinstance(items, MappingNode) else ()
    return sum(not _is_stopped(entry) for _, entry in pairs)


def _is_stopped(entry: Node) -> bool:
    state = _child(entry, "状态")
    return isinstance(state, Scalar) and state.text == "停止公开"


def _child(node: Node, name: str) -> Node | None:
    pairs = node.pairs if isinstance(node, MappingNode) else ()
    return next((value for key, value in pairs if key.text == name), None)
