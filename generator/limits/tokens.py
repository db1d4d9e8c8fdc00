"""The tokens of a time limit: numbers with units, days, brackets, separators, and words.

Numerals are read strictly: one that isn't written the standard way, or that is part of something
else (第二十个工作日, 两三天, 2019年), is no number, and the whole wording has no reading.
"""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.limits.words import PERIODS, PUBLISH, UNITS, TimeUnit
from generator.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable


class Kind(Enum):
    """What a token is; the value is its letter in the shape of a segment."""

    WORD = "W"  # a run of Han, with names' punctuation
    SPAN = "S"  # a number and a unit
    DATE = "D"  # 每年3月31日前
    EVERY = "E"  # 每20个工作日, 每季, 按年度
    PAREN = "P"  # what stands in brackets
    COLON = "C"
    SEPARATOR = "|"


class Token(Struct, frozen=True):
    """A piece of a wording with its place there (``start`` and ``end`` in characters)."""

    kind: Kind
    start: int
    end: int
    text: str  # normalised; of brackets only the inside
    n: int | None = None
    unit: TimeUnit | None = None
    day: str = ""


_DIGITS = "零一二三四五六七八九"


def chinese_numeral(n: int) -> str:
    """Write 1 to 999 as a standard Chinese numeral, e.g. 105 as 一百零五."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += (_DIGITS[tens] if tens > 1 or hundreds else "") + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


NUMERALS = {chinese_numeral(n): n for n in range(1, 1000)} | {"两": 2}

# One character for one, so that places stay true.
_NORMAL = str.maketrans("０１２３４５６７８９();,:｡﹔﹐﹕\r", "0123456789（）；，：。；，：\n")
_WORD_CHARACTER = regex(r"[\u4e00-\u9fff〇、《》〈〉“”〔〕]")
# A numeral that is part of a longer one, of an ordinal or of a word (统一, 上一年度) is none.
_NUMBER = (
    r"(?<![0-9.第上下统同唯〇零一二两三四五六七八九十百千万数几])"
    r"(?:[0-9]{1,3}(?![0-9])|[零一二两三四五六七八九十百]{1,7})"
)
_PIECES = regex(
    rf"(?P<date>每年度?(?P<month>{_NUMBER})月(?P<monthday>[0-9]{{1,2}}|[一二三十]{{1,3}})日(?:以|之)?前)"
    rf"|(?P<every>每(?P<count>{_NUMBER})(?P<counted>{'|'.join(UNITS)})"
    rf"|每个?(?P<period>{'|'.join(sorted(PERIODS, key=len, reverse=True))})"
    rf"|按(?P<by>年度|季度|月|季|年)(?={'|'.join(PUBLISH)}|$))"
    rf"|(?P<once>[1一]次)"
    rf"|(?P<span>(?P<n>{_NUMBER})(?P<unit>{'|'.join(UNITS)})(?![年度报级龄岁期边常程然])"
    rf"|(?<![上下个〇零一二两三四五六七八九十百千万数几0-9])(?P<half>半年)(?!度))"
    rf"|(?P<paren>（(?P<inside>[^（）]{{1,200}})）)"
    rf"|(?P<colon>：)"
    # A comma inside one clause: dropped after 之日起, kept in 另有规定的，从其规定.
    r"|(?P<dropped>(?<=[起后])，)"
    r"|(?P<kept>，(?=从其规定|按其规定|依照其规定)|(?<!规定外)(?<=外)，(?=其他|其余))"
    # 15日前、…3日前 are two terms.
    r"|(?P<separator>[；。，\n]|(?<=[日天周月年][内前])、|(?<=[日天周月年][以之][内前])、)"
)
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def normalise(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text without spaces, in full-width punctuation, and each character's old place."""
    kept = [
        (character, place)
        for place, character in enumerate(text.translate(_NORMAL))
        if character == "\n" or not character.isspace()
    ]
    return "".join(c for c, _ in kept), tuple(place for _, place in kept)


def _number(text: str) -> int | None:
    """Return the number a numeral stands for, or None when it isn't written the standard way."""
    if text.isdecimal():
        return None if text.startswith("0") else int(text)
    return NUMERALS.get(text)


def _date(piece: re.Match[str]) -> Token | None:
    """Read 每年3月31日前; None for a day that no year has."""
    month, day = _number(piece["month"]), _number(piece["monthday"])
    if month is None or day is None or month > len(_DAYS_OF_MONTH):
        return None
    if day > _DAYS_OF_MONTH[month - 1]:
        return None
    return _token(Kind.DATE, piece, day=f"{month:02}-{day:02}")


def _every(piece: re.Match[str]) -> Token | None:
    """Read 每20个工作日, 每季, 按年度."""
    if piece["count"] is None:
        return _token(Kind.EVERY, piece, n=1, unit=PERIODS[piece["period"] or piece["by"]])
    n = _number(piece["count"])
    return None if n is None else _token(Kind.EVERY, piece, n=n, unit=UNITS[piece["counted"]])


def _span(piece: re.Match[str]) -> Token | None:
    """Read 20个工作日, 二十日, 半年."""
    if piece["half"]:
        return _token(Kind.SPAN, piece, n=1, unit=TimeUnit.HALF_YEAR)
    n = _number(piece["n"])
    return None if n is None else _token(Kind.SPAN, piece, n=n, unit=UNITS[piece["unit"]])


def _token(
    kind: Kind,
    piece: re.Match[str],
    *,
    n: int | None = None,
    unit: TimeUnit | None = None,
    day: str = "",
) -> Token:
    """Make a token of a piece."""
    text = "" if piece["dropped"] else piece["inside"] or piece[0]
    return Token(kind, piece.start(), piece.end(), text, n, unit, day)


_READERS: dict[str, Callable[[re.Match[str]], Token | None]] = {
    "date": _date,
    "every": _every,
    "span": _span,
    "once": partial(_token, Kind.WORD),
    "dropped": partial(_token, Kind.WORD),
    "kept": partial(_token, Kind.WORD),
    "paren": partial(_token, Kind.PAREN),
    "colon": partial(_token, Kind.COLON),
    "separator": partial(_token, Kind.SEPARATOR),
}


def tokenise(text: str) -> tuple[Token, ...] | None:
    """Cut a normalised wording into tokens; None when a character or number has no reading."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        piece = _PIECES.match(text, place)
        if piece:
            token = _READERS[str(piece.lastgroup)](piece)
        elif _WORD_CHARACTER.match(text, place):
            token = Token(Kind.WORD, place, place + 1, text[place])
        else:
            token = None
        if token is None:
            return None
        place = token.end
        if tokens and token.kind is tokens[-1].kind is Kind.WORD:
            first = tokens.pop()
            token = Token(Kind.WORD, first.start, place, first.text + token.text)
        tokens.append(token)
    return tuple(tokens)
