"""The stamp of what every page rests on: code, settings, theme, prose, and the catalog's own face.

Anything of it that changes makes the whole site anew. What single pages look up isn't in it.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import zlib
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.site.stamps import Stamp
    from generator.site.view import View

_CODE = Path(__file__).resolve().parent.parent
# Installed packages, the theme's ten thousand icons among them, are known by their versions.
_PACKAGES = Path(sysconfig.get_path("purelib")).resolve()


def ground_of(view: View, files: Iterable[Path]) -> Stamp:
    """Return the stamp of a site's ground; ``files``: its settings, folders of theme and prose."""
    catalog = view.whole
    shared = (
        catalog.site, catalog.as_of, catalog.channels, catalog.root, view.divisions.words,
        view.history, _machine(),
        tuple(_digest(place) for place in (_CODE, *files) if not place.is_relative_to(_PACKAGES)),
    )  # fmt: skip
    return view.trace.stamp_of(shared)


def _machine() -> tuple[str, ...]:
    """Return what else has a hand in the bytes: Python, zlib, and the installed packages."""
    installed = sorted(place.name for place in _PACKAGES.glob("*.dist-info"))
    return sys.version, zlib.ZLIB_RUNTIME_VERSION, *installed


def _digest(place: Path) -> str:
    """Return the digest of a file, or of every file below a folder with its name."""
    digest = sha256()
    for path in _files(os.fspath(place)) if place.is_dir() else (os.fspath(place),):
        with open(path, "rb") as file:  # noqa: PTH123 - two hundred of them at each start
            content = file.read()
        name = os.fsencode(os.path.relpath(path, place))
        digest.update(b"%d %d " % (len(name), len(content)) + name + content)
    return digest.hexdigest()


def _files(folder: str) -> Iterator[str]:
    """Yield every file below in an order of its own, compiled code left out."""
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry.path)
        elif entry.is_file():
            yield entry.path
