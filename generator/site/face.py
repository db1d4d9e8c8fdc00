"""The one stylesheet and the one script of every page, joined from parts a person can read.

The parts stand in ``site_overrides/styles`` and ``site_overrides/scripts`` and are joined in the
order of their names: a number in front says where order matters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.search import slim

if TYPE_CHECKING:
    from pathlib import Path

STYLESHEET = "assets/gongkai.css"
SCRIPT = "assets/gongkai.js"
PARTS = ("styles", "scripts")  # folders that are joined, never copied

def face_files(theme: Path) -> dict[str, bytes]:
    """Return the stylesheet and the script by path, joined from the parts in ``theme``."""
    script = _join(theme / "scripts", "js")
    return {
        STYLESHEET: _join(theme / "styles", "css").encode(),
        SCRIPT: f'(function () {{\n"use strict";\n{script}}})();\n'.encode(),
    }


def _join(folder: Path, suffix: str) -> str:
    """Return the parts one after another, without what only their writers need."""
    parts = sorted(folder.glob(f"*.{suffix}"))
    return slim("".join(file.read_text(encoding="utf-8") for file in parts))
