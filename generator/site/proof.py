"""The tree head a site is published with, and how the site was made: enough to make it again."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from generator import __version__
from generator.audit.proof.head import TREE_HEAD, written
from generator.load import bundled
from generator.load.keeping import code_digest

if TYPE_CHECKING:
    from generator.site.view import View

_SHIPPED = ("docs", "mkdocs.yml", "schema", "site_overrides")


def head_files(view: View, *, past: bool) -> dict[str, bytes]:
    """Return the tree head's file by its path; none where the history isn't whole.

    ``past``: the site shows the catalog as it stood, not today's.
    """
    if view.head is None:
        return {}
    made = {"as_of": view.catalog.as_of.isoformat(), "past": past, "program": program()}
    return {TREE_HEAD: written({**view.head.data, "site": made}).encode()}


@cache
def program() -> str:
    """Return what names this very program: its version, and a digest over code and templates."""
    digest = hashlib.sha256(code_digest("").encode())
    for name in _SHIPPED:
        place = bundled(name)
        for path in sorted(place.rglob("*")) if place.is_dir() else (place,):
            if path.is_file():
                digest.update(path.relative_to(place.parent).as_posix().encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{__version__}+{digest.hexdigest()[:16]}"
