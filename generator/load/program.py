"""Which program this is: what was made by the same one can be compared byte by byte."""

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
_SHIPPED = ("docs", "mkdocs.yml", "schema", "site_overrides")


@cache
def program() -> str:
    """Return what names this very program: its version, and a digest over code and templates."""
    digest = hashlib.sha256()
    for place in (_CODE, *map(bundled, _SHIPPED)):
        above = len(os.fspath(place.parent)) + 1
        for path in _files(os.fspath(place)):
            with open(path, "rb") as file:  # noqa: PTH123 - 450 of them at each build
                content = file.read()
            digest.update(path[above:].replace(os.sep, "/").encode())
            digest.update(hashlib.sha256(content).digest())
    return f"{__version__}+{digest.hexdigest()[:16]}"


def _files(place: str) -> Iterator[str]:
    """Yield a file, or every file below a folder in an order of its own; no compiled code."""
    if os.path.isfile(place):  # noqa: PTH113
        yield place
    for folder, folders, names in os.walk(place):
        folders.sort()
        yield from (f"{folder}{os.sep}{name}" for name in sorted(names) if name[-4:] != ".pyc")
