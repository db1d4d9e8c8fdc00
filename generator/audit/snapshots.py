"""A catalog as it stood, resolved like today's, without a file of the working tree touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.sources import Source, open_source
from generator.load import as_document, collector_paused, kind_of, require_libyaml
from generator.load.kinds import is_attachment, is_portal
from generator.resolve import resolve_documents as resolve

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from generator.check.engine import Known
    from generator.diagnostics import Diagnostic
    from generator.load import Document
    from generator.resolve import Catalog


class UnsoundError(Exception):
    """A catalog can't be resolved as it stood: ``label`` says which, ``diagnostics`` why."""

    def __init__(self, label: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"{label}的目录有错误，不能逐项读出。")
        self.label = label
        self.diagnostics = diagnostics


class Snapshot(Struct, frozen=True):
    """A catalog as it stood.

    ``label``: what people call it. ``revision``: the commit, "" outside git; ``date``: the
    commit's day in China; ``tree``: git's name of the folder ``catalog/``, "" outside git;
    ``files``: path → git's name of the content, of everything below ``catalog/``.
    """

    catalog: Catalog
    label: str
    revision: str
    date: dt.date | None
    tree: str
    files: Mapping[str, str]


def snapshot(root: Path, spec: str | None, today: dt.date) -> Snapshot:
    """Return the catalog ``spec`` means (see ``open_source``), its states judged on ``today``.

    Raises SourceError when it isn't there, UnsoundError when it can't be resolved,
    LibyamlMissingError. The portal's header and footer are not read.
    """
    source = open_source(root, spec)
    catalog = resolve_source(source, source.files, today, Shelf())
    return Snapshot(catalog, source.label, source.revision, source.date, source.tree, source.files)


def unpack(source: Source, folder: Path) -> None:
    """Write a source's files below a folder: a catalog that stood can then be built like today's.

    Raises SourceError; ValueError for a path that would leave the folder, which none in git can.
    """
    paths = list(source.files)
    for path, data in source.read(paths).items():
        place = folder / path
        if not place.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"path outside the folder: {path!r}")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


class Shelf:
    """Documents read so far, by path and content: two revisions share what is equal in them.

    ``entries``: what the check made of documents, shared in the same way.
    """

    def __init__(self) -> None:
        self.entries: Known = {}
        self._read: dict[tuple[str, str], tuple[Document | None, tuple[Diagnostic, ...]]] = {}

    def fetch(
        self, source: Source, paths: Collection[str]
    ) -> tuple[dict[str, Document], tuple[Diagnostic, ...]]:
        """Return documents of a source, and what is wrong with the files that gave none."""
        files = source.files
        missing = [path for path in paths if (path, files[path]) not in self._read]
        for path, data in source.read(missing).items():
            self._read[path, files[path]] = as_document(data, path, kind_of(path) or "")
        documents: dict[str, Document] = {}
        found: list[Diagnostic] = []
        for path in paths:
            document, faults = self._read[path, files[path]]
            found += faults
            if document is not None:
                documents[path] = document
        return documents, tuple(found)


def resolve_source(source: Source, paths: Collection[str], today: dt.date, shelf: Shelf) -> Catalog:
    """Return the catalog that some of a source's files make; raises UnsoundError.

    ``paths`` must hold what everything refers to: settings, standards, subjects, bases, terms,
    units and bodies. Files beside the documents are listed, not read.
    """
    require_libyaml()
    wanted = sorted(path for path in paths if kind_of(path))
    with collector_paused():
        documents, faults = shelf.fetch(source, wanted)
        return resolve_documents(source, documents, faults, today, shelf)


def resolve_documents(
    source: Source,
    documents: Mapping[str, Document],
    faults: tuple[Diagnostic, ...],
    today: dt.date,
    shelf: Shelf,
) -> Catalog:
    """Return the catalog some documents of a source make; raises UnsoundError.

    ``faults``: what was found when they were read.
    """
    catalog, errors = resolve(
        documents, faults, today,
        files=tuple(sorted(filter(is_attachment, source.files))),
        portal=tuple(sorted(filter(is_portal, source.files))),
        known=shelf.entries,
    )  # fmt: skip
    if catalog is None:
        raise UnsoundError(source.label, errors)
    return catalog
