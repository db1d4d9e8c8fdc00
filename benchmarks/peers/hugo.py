"""Hugo at its best: finished fragments in cached frames, every other file only copied.

Each page is a content file with its address and its head; a layout of one line sets it into its
two frames by ``partialCached``. Lists, feeds and taxonomies are off.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers.split import Frames, fragments, others
from benchmarks.process import measure

if TYPE_CHECKING:
    from benchmarks.process import Usage

_PROGRAM = str(Path(sys.executable).parent / "hugo")
_CONFIG = {
    "baseURL": "https://example.invalid/",
    "disableKinds": ["section", "taxonomy", "term", "rss", "sitemap", "robotsTXT", "404", "home"],
    "disablePathToLower": True,
    "security": {"allowContent": [".*"]},
}
_LAYOUT = (
    "{{ .Params.head | safeHTML }}"
    "{{ partialCached .Params.above . }}"
    "{{ .Content }}"
    "{{ partialCached .Params.below . }}"
)
_PER_FOLDER = 500  # content files


def hugo(site: Path, folder: Path) -> tuple[Path, Usage]:
    """Build a site's pages again with Hugo; return its folder and what that cost."""
    layouts, content = folder / "layouts", folder / "content"
    for made in (layouts / "_default", layouts / "partials", content):
        made.mkdir(parents=True)
    (folder / "hugo.json").write_text(json.dumps(_CONFIG), "utf-8")
    (layouts / "_default" / "single.html").write_text(_LAYOUT, "utf-8")
    frames = Frames()
    for number, page in enumerate(fragments(site, frames)):
        below = content / f"c{number // _PER_FOLDER}"
        below.mkdir(exist_ok=True)
        matter = {
            "title": page.title,
            "url": f"/{page.path}",
            "head": page.head,
            "above": f"frame-{page.above}.html",
            "below": f"frame-{page.below}.html",
        }
        text = json.dumps(matter, ensure_ascii=False, indent=1) + "\n\n" + page.main
        (below / f"p{number}.html").write_text(text, "utf-8")
    for html, number in frames.numbers.items():
        text = html.replace("{{", '{{ "{{" }}')
        (layouts / "partials" / f"frame-{number}.html").write_text(text, "utf-8")
    for file in others(site):
        target = folder / "static" / file.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(file, target) if _same_disk(file, folder) else shutil.copyfile(file, target)
    usage = measure([_PROGRAM, "--quiet", "--destination", "public"], folder)
    return folder / "public", usage


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev
