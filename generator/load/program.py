"""Which program this is: what the same one made can be compared byte by byte, and kept."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator import __version__
from generator.load.project import bundled

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = Path(__file__).resolve().parent.parent
_SHIPPED = ("docs", "mkdocs.yml", "site_overrides")


@cache
def program() -> str:
    """Return what names this very program: its version, and a digest over code and templates."""
    told = " ".join((code_digest(), *map(digest_of, map(bundled, _SHIPPED))))
    return f"{__version__}+{hashlib.sha256(told.encode()).hexdigest()[:16]}"


@cache
def code_digest() -> str:
    """Return a digest of our own code and schemas: what is kept by other code is not ours."""
    return digest_of(_CODE) + digest_of(bundled("schema"))


def digest_of(place: Path) -> str:
    """Return the digest of a file, or of every file below a folder with its name.

    The same wherever it lies. Raises OSError where there is none.
    """
    top = os.fspath(place)
    digest = hashlib.sha256()
    for path in _files(top) if os.path.isdir(top) else (top,):  # noqa: PTH112
        with open(path, "rb") as file:  # noqa: PTH123 - four hundred of them at each start
            content = file.read()
        name = os.fsencode(path[len(top) + 1 :].replace(os.sep, "/"))
        digest.update(b"%d %d " % (len(name), len(content)) + name + content)
    return digest.hexdigest()


def _files(folder: str) -> Iterator[str]:
    """Yield every file below, in an order of its own that never changes, compiled code left out."""
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry.path)
        elif entry.is_file():
            yield entry.path
