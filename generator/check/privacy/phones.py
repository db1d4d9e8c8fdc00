"""Mobile telephone numbers, which belong to people; offices' lines are not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.patterns import regex

if TYPE_CHECKING:
    from generator.check.privacy.text import Number

LENGTH = 11
GROUP = 3  # the least digits of a first group
HEAD, TAIL = 3, 4

_MOBILE = regex(r"(?:86)?1[3-9][0-9]{9}")
_SHAPES = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3)})
_NAMES = regex(r"姓名|联系人|户主|申请人|家长|监护人|受益人|继承人|本人|法定代表人")
_REACH = 20


def is_mobile(digits: str) -> bool:
    """Tell whether the digits are a mobile number, perhaps with China's 86 before it."""
    return bool(_MOBILE.fullmatch(digits))


def as_mobile(number: Number) -> Number | None:
    """Return the number without the country's code, if its digits are grouped as people do."""
    if len(number.digits) > LENGTH:
        if len(number.shape) > 1:
            return None
        digits = number.digits[-LENGTH:]
        return replace(number, digits=digits, shape=(LENGTH,), start=number.end - LENGTH)
    return number if number.shape in _SHAPES else None


def is_near_name(text: str, number: Number, context: str) -> bool:
    """Tell whether a word that announces a person's name stands within 20 characters."""
    around = text[max(0, number.start - _REACH) : number.start], text[number.end :][:_REACH]
    return any(_NAMES.search(words) for words in (*around, context))
