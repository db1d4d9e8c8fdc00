"""Dates and codes as they are typed, and the one way they are written here.

``narrowed`` and ``mended`` change only what has one meaning; ``suggested`` also guesses at
look-alike characters, for a person to confirm.
"""

from __future__ import annotations

import datetime as dt
import re

from generator.load.lookalike import fold
from generator.patterns import regex

DATE_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

# Fold writes every dash that looks like 一 as 一.
_DATE = regex(
    r"(?P<year>[0-9]{4})\s*[-./年·一]\s*(?P<month>[0-9]{1,2})\s*[-./月·一]\s*(?P<day>[0-9]{1,2})\s*日?"
)
_TYPED_DATE = regex(
    r"(?P<year>[0-9]{4})(?:(?P<sign>[-./])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
    r"|年(?P<month2>[0-9]{1,2})月(?P<day2>[0-9]{1,2})日)"
)
_FULL_WIDTH = {
    code: code - 0xFEE0
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code) in "－．／"
}
# What YAML 1.1 takes for a number: decimal, octal, hexadecimal, binary, base 60, floating point.
_NUMBER = regex(
    r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:[0-9][0-9_]*)?\.?[0-9_]*[0-9_.](?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def narrowed(text: str) -> str:
    """Return the text with full-width letters, digits, －, ． and ／ narrowed."""
    return text.translate(_FULL_WIDTH)


def mended(text: str, pattern: str) -> str | None:
    """Return what a value can only mean, when that satisfies its pattern and the value does not.

    Full width is narrowed; in date fields 2024.3.1, 2024/3/1 and 2024年3月1日 become 2024-03-01
    when there is such a day.
    """
    if "\n" in text or re.search(pattern, text):
        return None
    narrow = narrowed(text).strip(_ZERO_WIDTH)
    if pattern == DATE_PATTERN:
        match = _TYPED_DATE.fullmatch(narrow)
        if match is None:
            return None
        month, day = match["month"] or match["month2"], match["day"] or match["day2"]
        return _iso(match["year"], month, day)
    return narrow if narrow and re.search(pattern, narrow) else None


def suggested(text: str, pattern: str) -> str | None:
    """Return what a value most likely means, looking through look-alikes such as O for 0."""
    sure = mended(text, pattern)
    if sure is not None:
        return sure
    parts = date_parts(text) if pattern == DATE_PATTERN else None
    if parts is not None:
        return _iso(*parts)
    folded = fold(text)
    return next((t for t in (folded, folded.upper()) if t and re.search(pattern, t)), None)


def date_parts(text: str) -> tuple[str, str, str] | None:
    """Return year, month and day of a date in any spelling, whether or not there is such a day."""
    match = _DATE.fullmatch(fold(text))
    return (match["year"], match["month"], match["day"]) if match else None


def is_number(text: str) -> bool:
    """Tell whether YAML 1.1 reads the text, when it stands without quotes, as a number."""
    return any(c.isdigit() or c == "." for c in text) and _NUMBER.fullmatch(text) is not None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
