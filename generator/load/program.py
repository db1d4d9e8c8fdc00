"""Which program this is: what was made by the same one can be compared byte by byte."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from generator import __version__
from generator.load.project import bundled

_CODE = Path(__file__).resolve().parent.parent
_SHIPPED = ("docs", "mkdocs.yml", "schema", "site_overrides")


@cache
def program() -> str:
    """Return what names this very program: its version, and a digest over code and templates."""
    digest = hashlib.sha256()
    for place in (_CODE, *map(bundled, _SHIPPED)):
        for path in sorted(place.rglob("*")) if place.is_dir() else (place,):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(place.parent).as_posix().encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{__version__}+{digest.hexdigest()[:16]}"
