"""Characters that look alike, and the nearest word to one that is not known.

``fold`` maps each group to one member, so that two texts that look the same become equal.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CUTOFF = 0.6  # difflib's own default: below it a suggestion misleads more than it helps
_CUTOFF_SHORT = 0.5  # words of two or three characters: one wrong character is half of them
_SHORT = 3

# Each group's first character stands for all of it. Only pairs that are mistaken for each other in
# this field's texts; a character stands in one group at most (a test keeps it so).
GROUPS: tuple[str, ...] = (
    "日曰",
    "口囗□",
    "己已巳",
    "未末",
    "土士",
    "干千",
    "人入",
    "八丷",
    "戊戌戍",
    "候侯",
    "祇衹只祗",
    "抻伸",
    "壬王玉",
    "毋母毌",
    "刺剌",
    "汩汨",
    "彔录",
    "一—–‐‑‒―−ー─━㇐",
    "、丶",
    "丿ノ",
    "卜ト",
    "力カ",
    "二ニ",
    "工エ",
    "夕タ",
    "乂〤",
    "0oо〇○ο",
    "1liιі丨",
    "aаα",
    "eе",
    "cс",
    "pрρ",
    "xх×",
    "yуү",
    "kкκ",
    "uυ",
    "vν",
    "mм",
    "tт",
    "hн",
    "·・•‧∙⋅･",
    '"“”„‟〝〞「」『』',
    "'‘’‚‛′`´",
    ":：∶꞉︰",
    ",，﹐",
    ";；",
    "(（﹙〔［[【",
    ")）﹚〕］]】",
    "~～〜∼",
    "-﹣－",
    "《〈<«",
    "》〉>»",
    "…⋯",
)

_TABLE = {ord(other): group[0] for group in GROUPS for other in group[1:]}
_INVISIBLE = frozenset({"Cf", "Zs", "Cc"})


def fold(text: str) -> str:
    """Return the text with look-alikes unified, full width narrowed, case and spaces dropped."""
    # Unified before narrowing too: NFKC would turn the signs of one group into different ones.
    narrow = unicodedata.normalize("NFKC", text.translate(_TABLE)).casefold()
    unified = narrow.translate(_TABLE)
    return "".join(c for c in unified if unicodedata.category(c) not in _INVISIBLE)


def differing(text: str, other: str) -> tuple[str, str] | None:
    """Return the first two characters in which texts that ``fold`` alike differ, if they do."""
    if text == other or fold(text) != fold(other):
        return None
    for mine, theirs in zip(text, other, strict=False):
        if mine != theirs:
            return mine, theirs
    return None


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate a writer of ``word`` most likely meant, or ``None``.

    Look-alikes count as equal. Of equally near candidates the first in code point order is taken,
    so the answer does not depend on the order of ``candidates``.
    """
    folded = fold(word)
    if not folded:
        return None
    cutoff = _CUTOFF_SHORT if len(folded) <= _SHORT else _CUTOFF
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    best: str | None = None
    best_score = 0.0
    for candidate in sorted(set(candidates)):
        matcher.set_seq1(fold(candidate))
        floor = max(cutoff, best_score)
        if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
            continue
        score = matcher.ratio()
        if score >= cutoff and score > best_score:
            best, best_score = candidate, score
    return best
