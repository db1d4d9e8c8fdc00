"""Two folders changing places in one step of the file system, where it knows how."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_HERE = -100  # AT_FDCWD: paths start at the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


@lru_cache(maxsize=1)
def _exchange() -> Callable[[bytes, bytes], int] | None:
    """Return the C library's exchange, ``None`` where it has none."""
    if sys.platform not in ("linux", "darwin"):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return lambda a, b: int(library.renamex_np(a, b, ctypes.c_uint(_EXCHANGE)))
    if hasattr(library, "renameat2"):
        return lambda a, b: int(library.renameat2(_HERE, a, _HERE, b, ctypes.c_uint(_EXCHANGE)))
    return None


def swap(one: Path, other: Path) -> bool:
    """Let two folders change places; False, with nothing changed, where that can't be done."""
    exchange = _exchange()
    return exchange is not None and exchange(os.fsencode(one), os.fsencode(other)) == 0
