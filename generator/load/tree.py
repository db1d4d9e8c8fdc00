"""All files below ``catalog/``, found and told apart by their places; none is read here."""

from __future__ import annotations

import os
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.diagnostics import Diagnostic, Severity
from generator.load import names
from generator.load.documents import unreadable
from generator.load.encoding import MAX_BYTES
from generator.load.kinds import holds_records, is_attachment, is_portal, is_record, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FOLDER = "catalog"
_MAX_FOLDERS_DEEP = 16  # units nest three or four deep; a loop of mounts must not hang us

# For people, and for ssh-keygen (who may sign the tree head); no data.
_NOTES = frozenset({"catalog/LICENSE.md", "catalog/README.md", "catalog/signers"})
SETTINGS = "catalog/site.yml"
_REQUIRED = {
    SETTINGS: "站点设置",
    "catalog/subjects.yml": "公开主体",
    "catalog/bases.yml": "公开依据",
    "catalog/standards": "标准目录",
}


class Tree(Struct, frozen=True):
    """The files of a catalog. ``root``: the folder that holds ``catalog/``.

    ``kinds``: path → kind of every document but the records, folders in order; ``records``: folder
    → names of the records in it; ``files``: the paths of the published documents kept beside the
    records, which are not YAML; ``portal``: those of the portal's header and footer.
    ``diagnostics``: what is missing, misnamed or out of place.
    """

    root: Path
    kinds: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...] = ()
    portal: tuple[str, ...] = ()
    records: Mapping[str, Sequence[str]] = field(default_factory=dict)


def list_tree(root: Path) -> Tree:
    """Return every file below ``root/catalog``; what is wrong with names and places is in it."""
    if not (root / FOLDER).is_dir():
        return Tree(root, {}, (_no_catalog(root),))
    diagnostics = list(_missing(root))
    kinds: dict[str, str] = {}
    records: dict[str, list[str]] = {}
    files: list[str] = []
    portal: list[str] = []
    for path, kind in _walk(root, records, diagnostics):
        if kind is not None:
            kinds[path] = kind
        elif is_attachment(path):
            files.append(path)
            diagnostics += _oversized(root, path)
        elif is_portal(path):
            portal.append(path)
            diagnostics += _oversized(root, path)
        else:
            diagnostics.append(names.unknown_place(path))
    return Tree(root, kinds, tuple(diagnostics), tuple(files), tuple(portal), records)


def _walk(
    root: Path, records: dict[str, list[str]], diagnostics: list[Diagnostic]
) -> Iterator[tuple[str, str | None]]:
    """Yield the paths of the files to read with their kinds, sorted in folders; report odd names.

    Records with usual names aren't looked at further, only put down in ``records``: of 50,000 that
    took 0.25 s.
    """
    folders = [FOLDER]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(root / folder) as listing:
                entries = sorted(listing, key=attrgetter("name"))
        except OSError as error:
            diagnostics.append(unreadable(folder, error))
            continue
        diagnostics += names.collisions(folder, [entry.name for entry in entries])
        if holds_records(folder):
            entries = _without_records(folder, entries, records)
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
                yield path, kind_of(path)
            elif path.count("/") <= _MAX_FOLDERS_DEEP:
                below.append(path)
            else:
                diagnostics.append(names.unknown_place(path))
        folders += reversed(below)


def _without_records(
    folder: str, entries: list[os.DirEntry[str]], records: dict[str, list[str]]
) -> list[os.DirEntry[str]]:
    """Put the records of a folder down; return the entries that are none."""
    usual, others = [], []
    for entry in entries:
        if is_record(entry.name) and entry.is_file(follow_symlinks=False):
            usual.append(entry.name)
        else:
            others.append(entry)
    if usual:
        records[folder] = usual
    return others


def _oversized(root: Path, path: str) -> Iterator[Diagnostic]:
    try:
        size = (root / path).lstat().st_size
    except OSError as error:
        yield unreadable(path, error)
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
    return (absent(path) for path in _REQUIRED if not (root / path).exists())


def absent(path: str) -> Diagnostic:
    """Return the finding for one of the files or folders that no catalog can do without."""
    return Diagnostic(
        "catalog-missing",
        Severity.ERROR,
        path,
        None,
        f"缺少“{_REQUIRED[path]}”：{path}。",
        "没有它，其余文件里的代码都无从查起。",
        "从版本库恢复这个文件。",
    )
