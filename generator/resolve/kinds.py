"""What kinds of places are called together: 县区, 乡镇街道, 全市; no list of levels is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.resolve.model import Unit

# Kinds of one family are one word, in the order official papers have: 地市州, 旗县市区, 乡镇.
_FAMILIES: Final = (
    {"盟": ("盟",), "地区": ("地",), "地市": ("地", "市"), "市": ("市",), "地级市": ("市",),
     "设区的市": ("市",), "州": ("州",), "自治州": ("州",)},
    {"旗": ("旗",), "自治旗": ("旗",), "县": ("县",), "自治县": ("县",), "县级市": ("市",),
     "县区": ("县", "区"), "区": ("区",), "市辖区": ("区",)},
    {"民族乡": ("乡",), "乡": ("乡",), "乡镇": ("乡", "镇"), "镇": ("镇",)},
    {"苏木": ("苏木",), "民族苏木": ("苏木",)},
    {"街道": ("街道",), "街道办事处": ("街道",), "办事处": ("街道",)},
    {"村": ("村",), "行政村": ("村",), "村委会": ("村",)},
    {"嘎查": ("嘎查",)},
    {"社区": ("社区",), "居委会": ("社区",)},
)  # fmt: skip
_ALONE: Final[Mapping[str, str]] = {"地": "地区"}  # a piece that is no word by itself
# What a place's name ends in, the longer first: 全县, 全地区.
_ENDINGS: Final = (
    "地区", "社区", "街道", "苏木", "嘎查",
    "省", "盟", "市", "州", "旗", "县", "区", "乡", "镇", "村",
)  # fmt: skip


class KindWords(Struct, frozen=True):
    """The words for some kinds of places; none of them when there are no such places."""

    words: tuple[str, ...]
    usual: bool  # every kind is one the tables here know, so that words may run together

    def __bool__(self) -> bool:
        """Tell whether there are such places at all."""
        return bool(self.words)

    def __str__(self) -> str:
        """Return them as one: 乡镇街道."""
        return "".join(self.words) if self.usual else self.listed

    @property
    def listed(self) -> str:
        """Return them one by one: 乡镇、街道."""
        return "、".join(self.words)


def kind_words(kinds: Iterable[str]) -> KindWords:
    """Return the words for places of these kinds (类型); one nobody knows is its own word."""
    seen = tuple(dict.fromkeys(kinds))
    words = []
    for family in _FAMILIES:
        found = {piece for kind in seen for piece in family.get(kind, ())}
        pieces = dict.fromkeys(piece for known in family.values() for piece in known)
        word = "".join(piece for piece in pieces if piece in found)
        if word:
            words.append(_ALONE.get(word, word))
    strange = [kind for kind in seen if not any(kind in family for family in _FAMILIES)]
    return KindWords((*words, *strange), not strange)


def ending(unit: Unit) -> str:
    """Return what a place is by the end of its name, else of its kind: 县; "" for neither."""
    for text in (unit.name, unit.kind):
        found = next((word for word in _ENDINGS if text.endswith(word)), "")
        if found:
            return found
    return ""


def whole(unit: Unit) -> str:
    """Return the word for all of a place: 全市, 全县; 全部 where its name says nothing."""
    return f"全{ending(unit) or '部'}"
