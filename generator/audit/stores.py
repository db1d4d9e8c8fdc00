"""Catalogs outside git: a folder, a zip or tar archive; their files named as git names contents."""

from __future__ import annotations

import hashlib
import os
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.load import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2")
_MOST_FILES = 500_000
_MOST_BYTES = 1_000_000_000  # of one archive, unpacked
_MARK = f"{FOLDER}/site.yml"


class StoreError(Exception):
    """A folder or an archive can't be read; the message says why, in Chinese."""


class Unpacked(Struct, frozen=True):
    """An archive's files below ``catalog/``, in memory: nothing is written anywhere."""

    data: Mapping[str, bytes]

    @property
    def names(self) -> Mapping[str, str]:
        """Return path → git's name of the content."""
        return {path: blob_name(data) for path, data in self.data.items()}


def blob_name(data: bytes) -> str:
    """Return git's name of a file's content (SHA-1 repositories)."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def folder_files(catalog: Path) -> Mapping[str, str]:
    """Return path → git's name of the content of a folder's files; links are none.

    Raises StoreError.
    """
    found = {}
    for folder, below, names in os.walk(catalog):
        below.sort()
        start = Path(folder)
        prefix = f"{FOLDER}/{start.relative_to(catalog).as_posix()}/".replace("/./", "/")
        for name in sorted(names):
            file = start / name
            if not file.is_symlink() and file.is_file():
                found[prefix + name] = blob_name(_read(file))
    return found


def read_files(root: Path, paths: Sequence[str]) -> Iterator[bytes]:
    """Yield the contents of files below ``root``, in order; raises StoreError."""
    for path in paths:
        yield _read(root / path)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise StoreError(f"读不了 {file}：{error.strerror or error}。") from error


def open_archive(path: Path) -> Unpacked:
    """Return what a zip or tar archive holds below its ``catalog/``; raises StoreError."""
    unpack = _unzip if path.suffix.lower() == ".zip" else _untar
    try:
        data = dict(unpack(path))
    except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, RuntimeError) as error:
        raise StoreError(f"{path.name} 打不开：不是完整的 zip 或 tar 压缩包。") from error
    # A zip from a forge has everything in one folder named after the revision.
    top = min((p.removesuffix(_MARK) for p in data if f"/{p}".endswith(f"/{_MARK}")), default=None)
    if top is None:
        raise StoreError(f"{path.name} 里没有 {_MARK}，不是目录的压缩包。")
    start = f"{top}{FOLDER}/"
    return Unpacked({p.removeprefix(top): data[p] for p in sorted(data) if p.startswith(start)})


def _unzip(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _bounded(path, (entry.file_size for entry in entries))
        for entry in entries:
            yield entry.filename, archive.read(entry)


def _untar(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        entries = [entry for entry in archive if entry.isreg()]
        _bounded(path, (entry.size for entry in entries))
        for entry in entries:
            file = archive.extractfile(entry)
            assert file is not None
            yield entry.name.removeprefix("./"), file.read()


def _bounded(path: Path, sizes: Iterator[int]) -> None:
    """Refuse what no catalog is: an archive made to fill the memory."""
    count = total = 0
    for size in sizes:
        count, total = count + 1, total + size
        if count > _MOST_FILES or total > _MOST_BYTES:
            raise StoreError(f"{path.name} 太大，不像是目录的压缩包。")
