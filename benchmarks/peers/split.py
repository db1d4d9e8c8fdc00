"""A built site taken apart: what each page alone says, the frames they share, all other files.

Peers get the fragments ready, without reading or checking a catalog, without making downloads or
a search: what is compared is how long many pages take to put together and to write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CRUMBS, _MAIN, _END = '<nav class="crumbs"', "<main", "</main>"
_HEAD_END = "</head>"
_TITLE, _TITLE_END = "<title>", "</title>"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A page's path, title, ``<head>`` and ``<main>`` with its crumbs; its frames' numbers."""

    path: str
    title: str
    head: str
    main: str
    above: int
    below: int


@dataclass
class Frames:
    """What stands above and below ``<main>``, each wording once."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, html: str) -> int:
        """Return the wording's number."""
        return self.numbers.setdefault(html, len(self.numbers))


def fragments(site: Path, frames: Frames) -> Iterator[Fragment]:
    """Yield every page of a site; its frames are collected in ``frames``."""
    for file in sorted(site.rglob("*.html")):
        html = file.read_text("utf-8")
        start, end = html.find(_MAIN), html.rfind(_END)
        start = html.rfind(_CRUMBS, 0, start) if _CRUMBS in html[:start] else start
        path = file.relative_to(site).as_posix()
        if start < 0 or end < 0:  # a page that is all its own
            yield Fragment(path, path, "", html, frames.number(""), frames.number(""))
            continue
        end += len(_END)
        head = html.index(_HEAD_END)
        title = html[html.index(_TITLE) + len(_TITLE) : html.index(_TITLE_END)]
        above, below = frames.number(html[head:start]), frames.number(html[end:])
        yield Fragment(path, title, html[:head], html[start:end], above, below)


def others(site: Path) -> Iterator[Path]:
    """Yield every file of a site that is no page."""
    return (file for file in sorted(site.rglob("*")) if file.is_file() and file.suffix != ".html")
