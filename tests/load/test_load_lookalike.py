"""Look-alikes and the nearest word."""

from __future__ import annotations

import pytest

from generator.load import differing, fold, nearest
from generator.load.lookalike import GROUPS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("曰期", "日期"),
        ("人□", "人口"),
        ("巳核对", "已核对"),
        ("名称：", "名称:"),
        ("2O-04", "20-04"),
        ("２０－０４", "20-04"),
        ("l9-05", "19-05"),
        ("ＡＢ", "ab"),
        ("公开 时限", "公开时限"),
        ("公开\u200b时限", "公开时限"),
        ("“甲”", '"甲"'),
        ("（甲）", "(甲)"),
        ("〔2012〕45号", "[2012]45号"),
        ("20—04", "20–04"),
    ],
)
def test_what_looks_alike_folds_alike(one, other):
    """Two spellings no eye tells apart are one text when folded."""
    assert fold(one) == fold(other)


def test_different_words_stay_different():
    """Folding does not make different terms of the field equal."""
    words = ["市级", "县级", "乡级", "已核对", "待核对", "一级事项", "二级事项", "有效", "已废止"]
    assert len({fold(word) for word in words}) == len(words)


def test_fold_is_idempotent_and_groups_are_disjoint():
    """A character stands in one group, so folding twice changes nothing."""
    together = "".join(GROUPS)
    assert len(together) == len(set(together))
    assert fold(fold(together)) == fold(together)


def test_differing_names_the_pair_that_looks_alike():
    """The finding can point at the two characters; different words have no such pair."""
    assert differing("曰期", "日期") == ("曰", "日")
    assert differing("日期", "日期") is None
    assert differing("日期", "时限") is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("公开时线", "公开时限"),
        ("曰期", "日期"),
        ("公开时限：", "公开时限"),
        ("状太", "状态"),
        ("shehui-jiuzu", "shehui-jiuzhu"),
        ("完全无关的词语", None),
        ("", None),
    ],
)
def test_nearest_offers_what_was_meant_or_nothing(word, expected):
    """A slip of one sign finds its word; a strange word finds none."""
    candidates = ["公开时限", "公开内容", "日期", "状态", "shehui-jiuzhu", "理由"]
    assert nearest(word, candidates) == expected
    assert nearest(word, reversed(candidates)) == expected
