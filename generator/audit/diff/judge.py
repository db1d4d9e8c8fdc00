"""What a changed column means for the public: may they know less, or more, or the same as before.

条例第五条: openness is the rule. Less is a longer limit, 依申请 in place of 主动, and a channel, an
element, a basis, a level or an audience dropped.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from generator.audit.diff.model import FieldChange, Meaning, Value
from generator.limits import Shift, compare_limits
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.resolve import Basis

_SAME = regex(r"[\s　〔〕\[\]()（）【】《》〈〉<>“”\"'‘’,，.。;；:：、·\-—–]")
OPENNESS, DISCLOSED = "公开情况", "公开"
"""Whether an item has a tombstone, and the word for one that hasn't."""

_EVERYBODY = "全社会"
_LIMIT_WORDS = {
    Shift.LATER: (Meaning.NARROWING, "更慢"),
    Shift.SOONER: (Meaning.WIDENING, "更快"),
    Shift.UNCLEAR: (Meaning.UNCLEAR, "时限不能换算着比"),
}
Judged = tuple[tuple[Meaning, ...], str]
"""The meanings, and the reason in a few words."""

_WORDING: Judged = ((Meaning.WORDING,), "")
_METADATA: Judged = ((Meaning.METADATA,), "")


def plain(text: str) -> str:
    """Return a text without what doesn't change its sense: width, spaces, kinds of brackets."""
    return _SAME.sub("", unicodedata.normalize("NFKC", text))


def field_change(
    name: str, old: Value, new: Value, bases: tuple[Mapping[str, Basis], Mapping[str, str]]
) -> FieldChange:
    """Return the change of one field, judged; ``bases``: see ``_citations``."""
    if name == "公开依据":
        meanings, note = _citations(_listed(old), _listed(new), *bases)
    else:
        meanings, note = _JUDGES.get(name, _metadata)(old, new)
    return FieldChange(name, old, new, tuple(sorted(meanings, key=lambda m: m.rank)), note)


def _listed(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else tuple(filter(None, (value,)))


def _entries(old: Value, new: Value) -> Judged:
    """Judge a list by its entries: gone is less, come is more, put otherwise is words."""
    before = {plain(text): text for text in _listed(old)}
    after = {plain(text): text for text in _listed(new)}
    return _balance(
        [text for key, text in before.items() if key not in after],
        [text for key, text in after.items() if key not in before],
    )


def _balance(gone: list[str], come: list[str]) -> Judged:
    meanings = [(Meaning.NARROWING, f"少了{'、'.join(gone)}")] if gone else []
    meanings += [(Meaning.WIDENING, f"多了{'、'.join(come)}")] if come else []
    if not meanings:
        return _WORDING
    return tuple(meaning for meaning, _ in meanings), "，".join(words for _, words in meanings)


def _citations(
    old: tuple[str, ...],
    new: tuple[str, ...],
    bases: Mapping[str, Basis],
    spelt: Mapping[str, str],
) -> Judged:
    """Judge citations by the basis they mean; one in the place of a repealed one is no loss.

    ``spelt``: the words of a citation → the basis's id, of both versions.
    """
    before = {spelt.get(text, plain(text)): text for text in old}
    after = {spelt.get(text, plain(text)): text for text in new}
    gone = {key: text for key, text in before.items() if key not in after}
    come = {key: text for key, text in after.items() if key not in before}
    follow = {
        key: bases[key].successor for key in gone if key in bases and bases[key].successor in come
    }
    back = {key for key in come if key in bases and bases[key].successor in gone}
    rest = _balance(
        [
            text
            for key, text in gone.items()
            if key not in follow and not _is_heir(key, back, bases)
        ],
        [text for key, text in come.items() if key not in follow.values() and key not in back],
    )
    if (follow or back) and rest == _WORDING:
        return (Meaning.METADATA,), "换成接替的依据"
    return rest


def _is_heir(key: str, back: set[str], bases: Mapping[str, Basis]) -> bool:
    return any(bases[name].successor == key for name in back)


def _audience(old: Value, new: Value) -> Judged:
    if plain(str(old)) == plain(str(new)):
        return _WORDING
    if _EVERYBODY in (old, new):
        narrower = old == _EVERYBODY
        return ((Meaning.NARROWING if narrower else Meaning.WIDENING,), "")
    return (Meaning.UNCLEAR,), "哪一类人更多，从名称看不出"


def _manner(old: Value, new: Value) -> Judged:
    del new
    return ((Meaning.NARROWING if old == "主动公开" else Meaning.WIDENING,), "")


def _limit(old: Value, new: Value) -> Judged:
    if plain(str(old)) == plain(str(new)):
        return _WORDING
    found = sorted((_LIMIT_WORDS[s] for s in compare_limits(str(old), str(new))), key=_grave)
    if not found:
        return (Meaning.WORDING,), "换算出来一样"
    return tuple(meaning for meaning, _ in found), "，".join(words for _, words in found)


def _grave(judged: tuple[Meaning, str]) -> int:
    return judged[0].rank


def _state(old: Value, new: Value) -> Judged:
    """Judge what the owner wrote: no duty at this level is less than a promise to publish."""
    weight = {"停止公开": 2, "本级无此职责": 1}
    shift = weight.get(str(new), 0) - weight.get(str(old), 0)
    if not shift:
        return _METADATA
    return ((Meaning.NARROWING if shift > 0 else Meaning.WIDENING,), "")


def _metadata(old: Value, new: Value) -> Judged:
    del old, new
    return _METADATA


def _wording(old: Value, new: Value) -> Judged:
    del old, new
    return _WORDING


def _openness(old: Value, new: Value) -> Judged:
    del old
    return ((Meaning.WIDENING if new == DISCLOSED else Meaning.NARROWING,), "")


def _subjects(old: Value, new: Value) -> Judged:
    return _WORDING if _entries(old, new) == _WORDING else _METADATA


_JUDGES: Mapping[str, Callable[[Value, Value], Judged]] = {
    "一级事项": _wording,
    "二级事项": _wording,
    "公开内容": _entries,
    "公开时限": _limit,
    "公开主体": _subjects,
    "公开渠道和载体": _entries,
    "公开对象": _audience,
    "公开方式": _manner,
    "公开层级": _entries,
    "状态": _state,
    OPENNESS: _openness,
    "名称": _wording,
    "标题": _wording,
    "别名": _wording,
    "现称": _wording,
}
