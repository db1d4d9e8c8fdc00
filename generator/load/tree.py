"""All files below ``catalog/``, read once: documents by path, and what could not be read."""

from __future__ import annotations

import gc
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity, Span
from generator.load import names
from generator.load.encoding import MAX_BYTES
from generator.load.kinds import is_attachment, is_portal, kind_of
from generator.load.nodes import Mapping
from generator.load.reader import ReadResult, read_text, require_libyaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as AbstractMapping
    from pathlib import Path

FOLDER = "catalog"
_MAX_FOLDERS_DEEP = 16  # units nest three or four deep; a loop of mounts must not hang us

_NOTES = frozenset({"catalog/LICENSE.md", "catalog/README.md"})  # for people, not data
_REQUIRED = (
    ("catalog/site.yml", "站点设置"),
    ("catalog/subjects.yml", "公开主体"),
    ("catalog/bases.yml", "公开依据"),
    ("catalog/standards", "标准目录"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One readable file: its place, its kind (``kinds.kind_of``), its mapping and its lines."""

    path: str
    kind: str
    node: Mapping
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A catalog as written. ``root``: the folder that holds ``catalog/``, None when none does.

    ``documents``: by path, sorted. ``unread``: path → kind of the files that stand there but could
    not be read, so that nobody reports as missing what is only broken. ``files``: the paths of the
    published documents kept beside the records, which are not YAML and are not read here;
    ``portal``: those of the portal's header and footer, not read here either.
    """

    root: Path | None
    documents: AbstractMapping[str, Document]
    diagnostics: tuple[Diagnostic, ...]
    unread: AbstractMapping[str, str]
    files: tuple[str, ...] = ()
    portal: tuple[str, ...] = ()


def load_tree(root: Path) -> Tree:
    """Read every file below ``root/catalog``; faults of the files are values in the tree.

    Raises ``LibyamlMissingError``.
    """
    require_libyaml()
    with collector_paused():
        return _load_tree(root)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking a growing tree without cycles: a quarter faster."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _load_tree(root: Path) -> Tree:
    if not (root / FOLDER).is_dir():
        return Tree(root, {}, (_no_catalog(root),), {})
    diagnostics = list(_missing(root))
    documents: dict[str, Document] = {}
    unread: dict[str, str] = {}
    files: list[str] = []
    portal: list[str] = []
    for path in _walk(root, diagnostics):
        kind = kind_of(path)
        if kind is None:
            if is_attachment(path):
                files.append(path)
                diagnostics += _oversized(root, path)
            elif is_portal(path):
                portal.append(path)
                diagnostics += _oversized(root, path)
            else:
                diagnostics.append(names.unknown_place(path))
            continue
        document, found = _load(root, path, kind)
        diagnostics += found
        if document is None:
            unread[path] = kind
        else:
            documents[path] = document
    diagnostics.sort(key=lambda found: found.order)
    return Tree(root, documents, tuple(diagnostics), unread, tuple(files), tuple(portal))


def load_file(root: Path, path: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read the one file at ``path`` (from ``root``, with forward slashes).

    Raises ``LibyamlMissingError``.
    """
    kind = kind_of(path)
    if kind is None:
        found = names.look(path.split("/"), is_folder=False) or names.unknown_place(path)
        return None, (found,)
    return _load(root, path, kind)


def _load(root: Path, path: str, kind: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    try:
        data = _read(root / path)
    except OSError as error:
        return None, (_unreadable(path, error),)
    return _document(path, kind, data)


def read_document(path: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read a file's bytes, wherever they lie, as the one at ``path`` of a catalog.

    Raises ``LibyamlMissingError``.
    """
    kind = kind_of(path)
    return (None, (names.unknown_place(path),)) if kind is None else _document(path, kind, data)


def _document(path: str, kind: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    result = read_text(data, path)
    if isinstance(result.node, Mapping):
        return Document(path, kind, result.node, result.lines), result.diagnostics
    if result.node is None:
        return None, result.diagnostics
    return None, (*result.diagnostics, *_not_a_mapping(path, result))


def _read(file: Path) -> bytes:
    """Return the file's bytes, at most one more than a document may have."""
    if not stat.S_ISREG(file.lstat().st_mode):
        raise _NotRegularError
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _walk(root: Path, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """Yield the paths of the files to read, sorted within folders; report odd names."""
    folders = [FOLDER]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(root / folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            diagnostics.append(_unreadable(folder, error))
            continue
        diagnostics += names.collisions(folder, [entry.name for entry in entries])
        below = []
        for entry in entries:
            path = f"{folder}/{names.shown(entry.name)}"
            if path in _NOTES:
                continue
            found = names.look_entry(path, entry)
            if found is not None:
                diagnostics.append(found)
            elif entry.name.startswith("."):
                continue
            elif not entry.is_dir():
                yield path
            elif path.count("/") <= _MAX_FOLDERS_DEEP:
                below.append(path)
            else:
                diagnostics.append(names.unknown_place(path))
        folders += reversed(below)


def _oversized(root: Path, path: str) -> Iterator[Diagnostic]:
    try:
        size = (root / path).lstat().st_size
    except OSError as error:
        yield _unreadable(path, error)
        return
    if size > MAX_BYTES:
        yield Diagnostic(
            "file-too-large",
            Severity.ERROR,
            path,
            None,
            f"附件超过 {MAX_BYTES // 1_000_000} MB。",
            "过大的文件拖慢版本库和检查。",
            "把附件放到网站上，在公开信息里写链接。",
        )


def _no_catalog(root: Path) -> Diagnostic:
    return Diagnostic(
        "catalog-missing",
        Severity.ERROR,
        FOLDER,
        None,
        f"“{root.name or root}”里没有 {FOLDER}/ 文件夹。",
        "目录的全部数据都在这个文件夹里。",
        "换到放有 catalog/ 的文件夹再运行。",
    )


def _missing(root: Path) -> Iterator[Diagnostic]:
    for path, meaning in _REQUIRED:
        if not (root / path).exists():
            yield Diagnostic(
                "catalog-missing",
                Severity.ERROR,
                path,
                None,
                f"缺少“{meaning}”：{path}。",
                "没有它，其余文件里的代码都无从查起。",
                "从版本库恢复这个文件。",
            )


def _unreadable(path: str, error: OSError) -> Diagnostic:
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
