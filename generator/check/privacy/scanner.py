"""One text looked at for everything personal; what is found carries its place and masked form."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.check.privacy import addresses, cards, identity, phones
from generator.check.privacy.text import (
    SUSPECT,
    Wanted,
    in_address,
    numbers,
    plan_of,
    touches_letter,
    veil,
    veil_at,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.check.privacy.text import Number

ID, OLD_ID, CARD, CARD_LIKE, PHONE, DOOR = (
    "privacy-id",
    "privacy-old-id",
    "privacy-card",
    "privacy-card-like",
    "privacy-phones",
    "privacy-address",
)
SHORTEST = 5  # characters of the shortest text with anything personal in it, 1栋1单元
NUMBERS = frozenset({ID, OLD_ID, CARD, CARD_LIKE, PHONE})
BLOCKING = frozenset({ID, CARD})
# Personal only among others of their kind, or beside a name.
IN_LISTS = frozenset({PHONE, DOOR})


class Hit(Struct, frozen=True):
    """``rule``: which one it breaks; ``number``: as read; ``masked``: as it may be published.

    ``alone``: personal even when it is the only one of its kind.
    """

    rule: str
    number: Number
    masked: str
    alone: bool = True


def is_suspect(text: str) -> bool:
    """Tell, fast, whether ``scan`` could find anything."""
    return bool(SUSPECT.search(text)) or addresses.MARK in text


def scan(text: str, today: dt.date, context: str = "") -> Iterator[Hit]:
    """Yield what is personal in a text, in its order; of overlapping readings the gravest.

    ``context``: words that describe the text from outside, such as its column's head.
    """
    yield from _gravest(_readings(text, today, context))
    if addresses.MARK in text:
        for door in addresses.doors(text):
            yield Hit(DOOR, door, veil(door.digits, 0, 0), alone=False)


def conceal(text: str, rules: frozenset[str] = NUMBERS) -> str:
    """Return the text with people's numbers masked in place, for messages that quote it."""
    if not SUSPECT.search(text):
        return text
    for hit in list(scan(text, dt.date.max)):
        if hit.rule in rules:
            text = veil_at(text, hit.number, *_KEPT[hit.rule])
    return text


def _readings(text: str, today: dt.date, context: str) -> Iterator[Hit]:
    for number in numbers(text, _PLAN):
        for look in _LOOKS[len(number.digits)]:
            hit = look(text, number, today, context)
            if hit:
                yield hit
                break


def _gravest(hits: Iterator[Hit]) -> list[Hit]:
    """Return the hits without those that overlap a graver or longer one, in their order."""
    taken: set[int] = set()
    kept = []
    for hit in sorted(hits, key=lambda h: (_GRAVITY.index(h.rule), -len(h.number.digits))):
        places = range(hit.number.start, hit.number.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.number.start)


def _hit(rule: str, number: Number, *, alone: bool = True) -> Hit:
    return Hit(rule, number, veil(number.digits, *_KEPT[rule]), alone)


def _identity(text: str, number: Number, today: dt.date, context: str) -> Hit | None:
    if not identity.is_identity(number.digits, today):
        return None
    if identity.is_labelled_otherwise(_before(text, number, context), number):
        return None
    return _hit(ID, number)


def _old_identity(text: str, number: Number, today: dt.date, context: str) -> Hit | None:
    if len(number.shape) > 1 or not identity.is_old_identity(number.digits, today):
        return None
    labelled = identity.is_labelled_otherwise(_before(text, number, context), number)
    if labelled or _is_code(text, number):
        return None
    return _hit(OLD_ID, number)


def _card(text: str, number: Number, _today: dt.date, context: str) -> Hit | None:
    if not cards.is_card(number.digits) or not cards.is_grouped(number) or _is_code(text, number):
        return None
    called = cards.is_called_card(text, number, context)
    return _hit(CARD if called else CARD_LIKE, number)


def _phone(text: str, number: Number, _today: dt.date, context: str) -> Hit | None:
    mobile = phones.as_mobile(number)
    if mobile is None or _is_code(text, number):
        return None
    return _hit(PHONE, mobile, alone=phones.is_near_name(text, mobile, context))


def _before(text: str, number: Number, context: str) -> str:
    words = text[max(0, number.start - identity.LABEL_REACH) : number.start]
    return words or context


def _is_code(text: str, number: Number) -> bool:
    return touches_letter(text, number) or in_address(text, number)


# Digits of a number → what it may be. An identity number of Gansu begins with 62, as cards do.
_LOOKS: dict[int, tuple[Callable[[str, Number, dt.date, str], Hit | None], ...]] = {
    11: (_phone,),
    13: (_phone,),
    15: (_old_identity, _card),
    16: (_card,),
    17: (_card,),
    18: (_identity, _card),
    19: (_card,),
}
_PERSON = Wanted(identity.has_area)
_BANK = Wanted(cards.is_card, cards.GROUP)
_MOBILE = Wanted(phones.is_mobile, phones.GROUP)
_PLAN = plan_of(
    {
        11: (_MOBILE,),
        13: (_MOBILE,),
        15: (Wanted(identity.has_area, identity.OLD_LENGTH), _BANK),
        16: (_BANK,),
        17: (_BANK,),
        18: (_PERSON, _BANK),
        19: (_BANK,),
    }
)
_GRAVITY = (ID, CARD, OLD_ID, CARD_LIKE, PHONE)
_KEPT = {
    ID: (identity.HEAD, identity.TAIL),
    OLD_ID: (identity.HEAD, identity.TAIL),
    CARD: (cards.HEAD, cards.TAIL),
    CARD_LIKE: (cards.HEAD, cards.TAIL),
    PHONE: (phones.HEAD, phones.TAIL),
}
