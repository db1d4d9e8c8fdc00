"""The project's cache folder ``.gongkai``: may go at any time, is never in git, never half-written.

Only data formats go in (JSON), so that a folder from elsewhere can mislead nobody into running it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

KEEPING = ".gongkai"


def keep(root: Path, name: str, data: bytes) -> None:
    """Keep ``data`` under ``name`` below ``root``: written beside, then renamed.

    Raises OSError when the folder can't be written; nothing is half-written then.
    """
    place = root / KEEPING / name
    place.parent.mkdir(exist_ok=True)
    ignore = place.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def kept(root: Path, name: str) -> bytes | None:
    """Return what was kept under ``name`` below ``root``; None when nothing can be read there."""
    try:
        return (root / KEEPING / name).read_bytes()
    except OSError:
        return None


@cache
def code_digest(*rooms: str) -> str:
    """Return a digest over our own code in these rooms: what other code kept may mean another."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent.parent
    for room in rooms:
        for path in sorted((package / room).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
