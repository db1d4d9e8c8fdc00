"""The folder ``.gongkai``: what is remembered between runs, and may go at any time."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

FOLDER = ".gongkai"


def store(place: Path, data: bytes) -> None:
    """Write a file beside and rename it; its folder keeps itself out of git.

    Raises OSError where it can't be kept, which costs time and nothing else.
    """
    place.parent.mkdir(exist_ok=True)
    ignore = place.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=place.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
