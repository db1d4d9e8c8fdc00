"""Days as people name them: written 2026-01-31, or otherwise and then told how."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from contextlib import suppress

from generator.patterns import regex

_WRITTEN = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = regex(r"(\d{4})(?:[-–—年/.](\d{1,2})[-–—月/.](\d{1,2})[日号]?|(\d{2})(\d{2}))")
_MONTH = regex(r"(\d{4})[-–—年/.](\d{1,2})月?")


def day_named(spec: str) -> dt.date | None:
    """Return the day a text names as 2026-01-31, None when it names none in that way."""
    with suppress(ValueError):
        return dt.date.fromisoformat(spec) if _WRITTEN.fullmatch(spec) else None
    return None


def day_meant(spec: str) -> str:
    """Return what to tell somebody whose text is no version: how the day it means is written.

    "" for what looks like no day.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", spec))
    for form, hint in ((_DAY, "日期写成 {}。"), (_MONTH, "日期要写到日，例如 {}。")):
        if found := form.fullmatch(plain):
            numbers = [int(part) for part in found.groups() if part]
            try:
                return hint.format(dt.date(*numbers, *[1] * (3 - len(numbers))))
            except ValueError:
                return "没有这一天，核对年月日。"
    return ""
