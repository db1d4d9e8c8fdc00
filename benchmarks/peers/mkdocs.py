"""Stock MkDocs with Material: a Markdown file a page, only the front page in the navigation.

That is its fastest: with every page in the navigation, or with its search, it takes twice as long.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from benchmarks.peers.split import Frames, fragments
from benchmarks.process import measure

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.process import Usage

_CONFIG = """\
site_name: Material
site_url: https://example.invalid/
theme: {name: material, language: zh, font: false}
plugins: []
nav: [index.md]
validation: {omitted_files: ignore}
"""
_TAG = re.compile(r"<[^>]+>")
_BLANK = re.compile(r"\s*\n\s*")


def mkdocs(site: Path, folder: Path) -> tuple[Path, Usage]:
    """Build a site's pages again with Material; return its folder and what that cost."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_CONFIG, "utf-8")
    for page in fragments(site, Frames()):
        name = page.path.removesuffix("index.html").rstrip("/") or "index"
        file = folder / "docs" / f"{name.removesuffix('.html')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = _BLANK.sub("\n\n", _TAG.sub("\n", page.main)).strip()
        file.write_text(f"# {page.title}\n\n{text}\n", "utf-8")
    usage = measure([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)
    return folder / "site", usage
