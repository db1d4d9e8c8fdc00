"""Bank cards: an issuer's range, a length it uses, and the check digit of ISO/IEC 7812."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.patterns import regex

if TYPE_CHECKING:
    from generator.check.privacy.text import Number

HEAD, TAIL = 4, 4

# The digits an issuer's cards begin with, and how many more follow.
_ISSUERS = (
    (r"62", "14,17"),  # 银联
    (r"81(?:[1-6][0-9]|7[01])", "12,15"),  # 银联
    (r"95588", "14"),  # 工商银行借记卡
    (r"601382", "13"),  # 中国银行借记卡
    (r"4", "15"),  # Visa
    (r"5[1-5]", "14"),  # Mastercard
    (r"2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)", "12"),  # Mastercard
    (r"35(?:2[89]|[3-8][0-9])", "12"),  # JCB
    (r"3[47]", "13"),  # American Express
)
_CARD = regex("|".join(f"{begin}[0-9]{{{more}}}" for begin, more in _ISSUERS))
_CONTEXT = regex(r"卡号|银行卡|储蓄卡|借记卡|信用卡|一卡通|[账帐][号户]|开户|存折")
_REACH = 20
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
GROUP = 4  # cards are embossed and copied in groups of four


def is_card(digits: str) -> bool:
    """Tell whether the digits are of a known issuer and their check digit is right."""
    return bool(_CARD.fullmatch(digits)) and _luhn(digits)


def is_grouped(number: Number) -> bool:
    """Tell whether the digits stand in groups as on a card, or in one."""
    return all(size >= GROUP for size in number.shape[:-1])


def is_called_card(text: str, number: Number, context: str) -> bool:
    """Tell whether words of banking stand within 20 characters, or in the column's head."""
    around = text[max(0, number.start - _REACH) : number.start], text[number.end :][:_REACH]
    return any(_CONTEXT.search(words) for words in (*around, context))


def _luhn(digits: str) -> bool:
    values = [int(char) for char in reversed(digits)]
    return (sum(values[::2]) + sum(_DOUBLED[value] for value in values[1::2])) % 10 == 0
