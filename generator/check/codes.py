"""Check digits of the numbers public bodies carry."""

from __future__ import annotations

from generator.patterns import regex

_ORGANISATION = regex(r"[0-9A-Z]{8}[0-9X]")
_CREDIT = regex(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def is_organisation_code(text: str) -> bool:
    """Tell whether a 9-character 组织机构代码 has the right check digit (GB 11714)."""
    if not _ORGANISATION.fullmatch(text):
        return False
    total = sum(
        int(char, 36) * weight for char, weight in zip(text, _ORGANISATION_WEIGHTS, strict=False)
    )
    return text[8] == "0123456789X0"[11 - total % 11]


def is_credit_code(text: str) -> bool:
    """Tell whether an 18-character 统一社会信用代码 has the right check digit (GB 32100)."""
    if not _CREDIT.fullmatch(text):
        return False
    total = sum(
        _CREDIT_LETTERS.index(char) * pow(3, place, 31) for place, char in enumerate(text[:17])
    )
    return text[17] == _CREDIT_LETTERS[-total % 31]
