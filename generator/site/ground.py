"""The stamp of what every page rests on: code, settings, theme, prose, and the catalog's own face.

Anything of it that changes makes the whole site anew. What single pages look up isn't in it.
"""

from __future__ import annotations

import sys
import sysconfig
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from generator.load.program import code_digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.site.stamps import Stamp
    from generator.site.view import View

# Installed packages, the theme's ten thousand icons among them, are known by their versions.
_PACKAGES = Path(sysconfig.get_path("purelib")).resolve()


def ground_of(view: View, files: Iterable[Path]) -> Stamp:
    """Return the stamp of a site's ground; ``files``: its settings, folders of theme and prose."""
    catalog = view.whole
    shared = (
        catalog.site, catalog.as_of, catalog.channels, catalog.root, view.divisions.words,
        view.history, _machine(),
        code_digest(),
        tuple(digest_of(place) for place in files if not place.is_relative_to(_PACKAGES)),
    )  # fmt: skip
    return view.trace.stamp_of(shared)


def _machine() -> tuple[str, ...]:
    """Return what else has a hand in the bytes: Python, zlib, and the installed packages."""
    installed = sorted(place.name for place in _PACKAGES.glob("*.dist-info"))
    return sys.version, zlib.ZLIB_RUNTIME_VERSION, *installed
