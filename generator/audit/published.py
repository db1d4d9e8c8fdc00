"""A built site, looked at from outside: do its links lead somewhere, does it load only itself.

Reads the files as a visitor's browser would get them and knows nothing of how they were made.
"""

from __future__ import annotations

import html
import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from generator.diagnostics import Diagnostic, Severity
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Attributes that lead somewhere, and those of them that a browser loads by itself.
_LINK = regex(r'<(\w+)\b(?![^>]*rel="canonical")[^>]*?\s(?:href|src|action)="([^"]*)"')
_LOADED = frozenset({"script", "img", "link", "iframe", "source", "video", "audio", "embed"})
_NO_ICON = "data:,"  # an empty picture: keeps a page that stands alone from asking for an icon
_STATE = 'class="st st-'
_ITEM = "k-item"
_SHOWN = 50  # findings listed; a broken template repeats itself thousands of times


class Inspection(Struct, frozen=True):
    """What was looked at, and what was wrong."""

    pages: int
    links: int
    diagnostics: tuple[Diagnostic, ...]


def inspect_site(folder: Path) -> Inspection:
    """Return what is wrong with a built site: dead links, foreign loads, items without a state."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = sorted(name for name in files if name.endswith(".html"))
    if not pages:
        return Inspection(0, 0, (_fault("site-empty", str(folder), "这里没有网页。"),))
    found: list[Diagnostic] = []
    links = 0
    for page in pages:
        text = (folder / page).read_text(encoding="utf-8")
        if f'class="{_ITEM}"' in text and _STATE not in text:
            found.append(_fault("site-no-state", page, "事项页没有写公开情况。"))
        for tag, target in _targets(text):
            links += 1
            found.extend(_judge(page, tag, target, files))
    return Inspection(len(pages), links, tuple(found[:_SHOWN]))


def _targets(text: str) -> Iterator[tuple[str, str]]:
    for tag, value in _LINK.findall(text):
        yield tag, html.unescape(value)


def _judge(page: str, tag: str, target: str, files: set[str]) -> Iterator[Diagnostic]:
    parts = urlsplit(target)
    if parts.scheme in ("http", "https") or parts.netloc:
        if tag in _LOADED:
            yield _fault("site-foreign", page, f"网页会从别的网站加载 {target}。")
    elif parts.scheme in ("tel", "mailto") or target == _NO_ICON or not parts.path:
        return
    elif parts.scheme:
        yield _fault("site-scheme", page, f"链接 {target} 的开头不对。")
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        if path not in files:
            yield _fault("site-dead-link", page, f"链接 {target} 没有对应的文件。")


def _fault(code: str, page: str, what: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, page, None, what)
