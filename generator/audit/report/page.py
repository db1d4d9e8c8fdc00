"""A report as one page that needs nothing else: no scripts, no other files, our own look."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from generator.audit.report import words
from generator.load import bundled
from generator.patterns import regex

if TYPE_CHECKING:
    from generator.audit.verdict import Report

_HERE = Path(__file__).parent
_TOKENS = "site_overrides/styles/10-tokens.css"
_DARK = regex(r':root\[data-theme="dark"\] (\{.*?\n\})', re.DOTALL)
_ELDER = regex(r":root\[data-elder\] \{.*?\n\}\n", re.DOTALL)

# Paths of Material Design icons (Apache-2.0), as the site has them.
_PATHS = {
    "NARROWING": "M13 20V4h2.03v16zm-3 0V4h2.03v16zM5 8l4.03 4L5 16v-3H2v-2h3zm15 8-4-4 4-4v3h3v2"
    "h-3z",
    "WIDENING": "M9 11h6V8l4 4-4 4v-3H9v3l-4-4 4-4zm-7 9V4h2v16zm18 0V4h2v16z",
    "UNCLEAR": "M12 2 2 12l10 10 10-10Zm0 2.8 7.2 7.2-7.2 7.2L4.8 12ZM11 7h2v6h-2Zm0 8h2v2h-2Z",
    "WORDING": "M4 18 8.5 6h2L15 18h-2.1l-1-2.8H7.1L6 18Zm3.7-4.6h3.6L9.5 8.3ZM16 17h5v1.5h-5Z",
    "METADATA": "M4 5h16v2H4Zm0 6h16v2H4Zm0 6h10v2H4Z",
    "WIDE_CHECK": "M12 2C6.5 2 2 6.5 2 12s4.5 10 10 10 10-4.5 10-10S17.5 2 12 2m-2 15-5-5 1.41-1.41"
    "L10 14.17l7.59-7.59L19 8z",
    "ALERT": "M13 14h-2V9h2m0 9h-2v-2h2M1 21h22L12 2z",
}  # fmt: skip
_TONES = {"停止公开": "bad", "消失": "bad", "收窄": "bad", "扩大": "good"}
_ICONS = {
    name: f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>'
    for name, path in _PATHS.items()
}


def render_html(report: Report) -> str:
    """Return the whole page."""
    return _template().render(
        report=report,
        compared=report.comparison,
        grades=list(words.graded(report)),
        words=words,
        pieces=words.pieces,
        icons=_ICONS,
        tones=defaultdict(str, _TONES),
        styles=_styles(),
    )


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(_HERE)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    return environment.get_template("page.html")


@cache
def _styles() -> str:
    """Return the site's tokens, dark where the reader's device is, and the page's own rules."""
    tokens = bundled(_TOKENS).read_text(encoding="utf-8")
    dark = r"@media screen and (prefers-color-scheme: dark) { :root \1 }"
    return _DARK.sub(dark, _ELDER.sub("", tokens)) + (_HERE / "page.css").read_text(
        encoding="utf-8"
    )
