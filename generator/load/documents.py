"""One file of the catalog: its document, or what could not be read; and files read once more."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.diagnostics import Diagnostic, Severity, Span
from generator.load import names
from generator.load.encoding import MAX_BYTES
from generator.load.kinds import kind_of
from generator.load.nodes import Mapping
from generator.load.reader import ReadResult, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping
    from pathlib import Path

_DESK = 8  # documents at hand; findings come file by file


class Document(Struct, frozen=True):
    """One readable file: its place, its kind (``kinds.kind_of``), its mapping and its lines."""

    path: str
    kind: str
    node: Mapping
    lines: tuple[str, ...]


def load_file(root: Path, path: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read the one file at ``path`` (from ``root``, with forward slashes).

    Raises ``LibyamlMissingError``.
    """
    kind = kind_of(path)
    if kind is None:
        found = names.look(path.split("/"), is_folder=False) or names.unknown_place(path)
        return None, (found,)
    try:
        data = read_bytes(root, path)
    except OSError as error:
        return None, (unreadable(path, error),)
    return as_document(data, path, kind)


def as_document(
    data: bytes, path: str, kind: str
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Return what the bytes of a file of that kind hold, and what is wrong with them.

    Raises ``LibyamlMissingError``.
    """
    result = read_text(data, path)
    if isinstance(result.node, Mapping):
        return Document(path, kind, result.node, result.lines), result.diagnostics
    if result.node is None:
        return None, result.diagnostics
    return None, (*result.diagnostics, *_not_a_mapping(path, result))


def read_bytes(root: Path, path: str) -> bytes:
    """Return the file's bytes, at most one more than a document may have.

    Raises OSError, also for what is no regular file.
    """
    file = f"{root}/{path}"  # a Path a file took a fifth of the time of reading
    found = os.lstat(file)
    if not stat.S_ISREG(found.st_mode):
        raise _NotRegularError
    with open(file, "rb") as stream:  # noqa: PTH123 - as above
        return stream.read(min(found.st_size, MAX_BYTES) + 1)


class Desk:
    """Files of a catalog read once more, for whoever asks where something stands in them.

    Positions are wanted for findings only: kept for every file, they were two thirds of the
    memory of a check. A file that is gone by then is an empty document.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._open: dict[str, Document] = {}

    def put(self, document: Document) -> None:
        """Lay a document that has just been read within reach."""
        if len(self._open) == _DESK:
            del self._open[next(iter(self._open))]
        self._open[document.path] = document

    def document(self, path: str) -> Document:
        """Return the document at ``path``."""
        if path not in self._open:
            read, _ = load_file(self._root, path)
            self.put(read or Document(path, kind_of(path) or "", Mapping((), Span.at(1)), ("",)))
        return self._open[path]


class Held(Desk):
    """Documents that are all at hand, wherever they were read."""

    def __init__(self, documents: AbstractMapping[str, Document]) -> None:
        self._held = documents

    def document(self, path: str) -> Document:
        """Return the document at ``path``."""
        return self._held[path]


def unreadable(path: str, error: OSError) -> Diagnostic:
    """Return the finding for a file or folder the system does not let us read."""
    cause = _CAUSES.get(type(error), "系统读不出这个文件或文件夹。")
    return Diagnostic(
        "file-unreadable",
        Severity.ERROR,
        path,
        None,
        f"读不了 {path}。",
        cause,
        "确认它存在、没有被别的程序锁住，并且当前用户有读取权限。",
    )


class _NotRegularError(OSError):
    """A link, a folder, a pipe or a device stands where a file is expected."""


_CAUSES: dict[type[OSError], str] = {
    FileNotFoundError: "文件不存在。",
    _NotRegularError: "它不是普通文件（是链接、文件夹、管道或设备）。",
    PermissionError: "没有读取权限。",
    NotADirectoryError: "路径中间有一段是文件，不是文件夹。",
}


def _not_a_mapping(path: str, result: ReadResult) -> tuple[Diagnostic, ...]:
    # The reader has said more exactly what is wrong when it could.
    if any(found.severity is Severity.ERROR for found in result.diagnostics):
        return ()
    assert result.node is not None
    span = result.node.span
    return (
        Diagnostic(
            "document-not-mapping",
            Severity.ERROR,
            path,
            Span.at(span.line, span.column),
            "文件最外层应是“键: 值”，这里不是。",
            "每个文件由若干行“键: 值”组成；列表写在某个键的下面。",
            "在最前面补上键，冒号后空一格；可对照同类文件的写法。",
            subject=result.lines[span.line - 1],
        ),
    )
