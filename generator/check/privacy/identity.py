"""Resident identity numbers: GB 11643's eighteen digits, and the fifteen used until 1999."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from generator.check.codes import is_credit_code
from generator.patterns import regex

if TYPE_CHECKING:
    from generator.check.privacy.text import Number

LENGTH, OLD_LENGTH = 18, 15
HEAD, TAIL = 3, 4  # what stays readable in the masked form

# Province → the numbers of its prefectures, today's and those of the past half century, since
# a number keeps the code of its holder's birth. 90, and 00 in 海南: counties directly below the
# province.
_PREFECTURES = {
    "11": "01-02", "12": "01-02", "13": "01-11 21-30 90", "14": "01-11 21-27 90",
    "15": "01-09 21-29", "21": "01-14 21-22 90", "22": "01-08 21-26 90", "23": "01-12 21-27 90",
    "31": "01-02", "32": "01-13 21-27 90", "33": "01-11 21-28 90", "34": "01-18 21-29 90",
    "35": "01-09 21-28 90", "36": "01-11 21-26 90", "37": "01-17 21-29 90",
    "41": "01-17 21-30 90", "42": "01-13 21-29 90", "43": "01-13 21-31 90",
    "44": "01-29 51-53 90", "45": "01-14 21-28", "46": "00-04 90", "50": "01-03",
    "51": "01-39 70 90", "52": "01-06 21-27", "53": "01-09 21-35", "54": "01-07 21-27",
    "61": "01-10 21-27 90", "62": "01-12 21-30", "63": "01-02 21-28", "64": "01-05 21-22",
    "65": "01-05 21-32 40-43 90", "71": "", "81": "", "82": "", "83": "",
}  # fmt: skip
# 00: the prefecture itself, found in early numbers; of a province itself, both are.
_COUNTIES = frozenset(f"{n:02}" for n in (*range(71), *range(81, 90)))
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST = dt.date(1900, 1, 1)

_CREDIT_LABEL = regex(r"(?:信用代码|纳税人识别号|税号)[^0-9A-Za-z\u4e00-\u9fff]{0,8}$")
_INDEX_LABEL = regex(r"索引号[^0-9A-Za-z\u4e00-\u9fff]{0,8}$")
_OTHER_LABEL = regex(r"(?:注册号|识别号|税号|登记号|执照号|IMEI)[^0-9A-Za-z\u4e00-\u9fff]{0,8}$")
LABEL_REACH = 24  # characters before a number that may hold its label


def _areas() -> frozenset[str]:
    found = set()
    for province, ranges in _PREFECTURES.items():
        for part in ranges.split():
            first, _, last = part.partition("-")
            found |= {f"{province}{n:02}" for n in range(int(first), int(last or first) + 1)}
    return frozenset(found)


_AREAS = _areas()
_PROVINCES = frozenset(f"{province}0000" for province in _PREFECTURES)


def has_area(digits: str) -> bool:
    """Tell whether the first six digits are an area's code."""
    code = digits[:6]
    return (code[:4] in _AREAS and code[4:] in _COUNTIES) or code in _PROVINCES


def is_identity(digits: str, today: dt.date) -> bool:
    """Tell whether 18 characters have a real area, a real birthday and the right check digit."""
    return (
        len(digits) == LENGTH
        and digits[:17].isdecimal()
        and has_area(digits)
        and _is_birthday(digits[6:14], today)
        and _CHECKS[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11]
        == digits[17]
    )


def is_old_identity(digits: str, today: dt.date) -> bool:
    """Tell whether 15 digits have a real area and a real birthday of the twentieth century."""
    return (
        len(digits) == OLD_LENGTH
        and digits.isdecimal()
        and has_area(digits)
        and _is_birthday(f"19{digits[6:12]}", today)
    )


def is_labelled_otherwise(before: str, number: Number) -> bool:
    """Tell whether the words right before say the number is a code of a body or a document.

    A 统一社会信用代码 must also check as one: sole traders' owners have had their own identity
    numbers published in that column.
    """
    if len(number.digits) == OLD_LENGTH:
        return bool(_OTHER_LABEL.search(before))
    if _CREDIT_LABEL.search(before):
        return is_credit_code(number.digits)
    if _INDEX_LABEL.search(before):
        return len(number.shape) > 1 or is_credit_code(number.digits)
    return False


def _is_birthday(text: str, today: dt.date) -> bool:
    try:
        day = dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return _OLDEST <= day <= today
