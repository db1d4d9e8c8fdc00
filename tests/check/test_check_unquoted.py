"""Numbers without quotes: the quick look that spares most files the walk overlooks none."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.check import unquoted
from generator.load.documents import as_document

NUMBERS = st.sampled_from(
    ["1", "010101", "-5", "+1", ".5", "1_000", "0x1F", "12:30:45", "1e5", "1.", "20-04",
     "2024-05-01", '"010101"', "'1'", "甲1", "1甲", "1 甲", "https://a.cn/1", "~", ""]
)  # fmt: skip
ENDS = st.sampled_from(["", " ", " # 注", "\t", "\u3000"])
LISTS = st.lists(NUMBERS, max_size=3).map(", ".join)
VALUES = st.one_of(
    st.tuples(NUMBERS, ENDS).map("".join),
    LISTS.map("[{}]".format),
    LISTS.map("[ {} ]".format),
    st.lists(st.tuples(NUMBERS, ENDS).map("".join), min_size=1, max_size=3).map(
        lambda some: "".join(f"\n  - {one}" for one in some)
    ),
    NUMBERS.map("{{电话: {}}}".format),
    NUMBERS.map("\n  电话: {}".format),
    NUMBERS.map("\n  {}".format),
)
FIELDS = st.sampled_from(["区划代码", "事项", "联系方式", "名称"])


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(FIELDS, VALUES), min_size=1, max_size=3, unique_by=lambda told: told[0]))
@example([("区划代码", "010101")])
@example([("事项", "[20, 21]")])
@example([("联系方式", "{电话: 12345}")])
def test_the_quick_look_overlooks_no_number(told):
    """Whatever the walk would find in a file that can be read, the look lets it find."""
    text = "".join(f"{field}: {value}\n" for field, value in told)
    for kind in ("unit", "record"):
        document, _ = as_document(text.encode(), f"catalog/{kind}.yml", kind)
        if document is None:
            continue
        found = list(unquoted.unquoted_numbers(document))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(unquoted, "_suspect", lambda _lines: True)
            assert list(unquoted.unquoted_numbers(document)) == found


def test_most_files_are_spared_the_walk():
    """Quoted numbers, numbers within words, in addresses, in dates are nothing to look at."""
    lines = (
        '区划代码: "010101"',
        "标题: 2024年第1号",
        "链接: https://a.cn/20240501/1",
        "日期: 2024-05-01",
    )
    assert not unquoted._suspect(lines)
    assert unquoted._suspect((*lines, "区划代码: 010101"))
