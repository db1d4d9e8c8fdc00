"""Text that a spreadsheet program must show and never run.

A CSV cell that begins with ``=``, ``+``, ``-`` or ``@`` is a formula to Excel and WPS, also after
spaces, and its full-width twins are read the same under a Chinese locale. The catalog's text
comes from many hands, so every cell that leaves passes through ``cell``.
"""

from __future__ import annotations

from generator.patterns import regex

# Blank and invisible characters a spreadsheet skips before it looks for a formula.
_SKIPPED = "\\s\\x00-\\x1f\\u00a0\\u200b-\\u200f\\u2060\\u3000\\ufeff"
# Apostrophes are part of the pattern so that ``plain`` undoes ``cell`` for every text.
_RISKY = regex(f"'*(?:[\\t\\r]|[{_SKIPPED}]*[=+\\-@＝＋－＠])")
# What XML 1.0 can't carry at all.
_UNPRINTABLE = regex("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
# ``_x0041_`` is an escape to Excel; the underscore is escaped so that the text stays what it is.
_ESCAPE = regex("_(?=x[0-9A-Fa-f]{4}_)")

CELL_LIMIT = 32_767
"""Characters an xlsx cell holds; Excel calls a workbook with a longer one damaged."""

_CUT = "……（未完，见网页）"


def cell(text: str) -> str:
    """Return ``text`` as a CSV cell no spreadsheet takes for a formula: an apostrophe leads it."""
    return f"'{text}" if _RISKY.match(text) else text


def plain(text: str) -> str:
    """Return the text ``cell`` was given: for importers that read our own CSV."""
    return text[1:] if text.startswith("'") and _RISKY.match(text[1:]) else text


def fit(text: str) -> str:
    """Return ``text`` as an xlsx cell can hold it: cut at ``CELL_LIMIT``, nothing unprintable."""
    if len(text) > CELL_LIMIT:
        text = text[: CELL_LIMIT - len(_CUT)] + _CUT
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # XML readers would do so anyway
    return _UNPRINTABLE.sub("", text)


def xml_text(text: str) -> str:
    """Return ``text`` as the content of an XML element in a workbook, cut at ``CELL_LIMIT``."""
    text = _ESCAPE.sub("_x005F_", fit(text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
