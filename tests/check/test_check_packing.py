"""What the memory keeps comes back as it was, whatever names files have."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.packing import packed, unpacked

TEXTS = st.text(st.characters(exclude_categories=()))  # halves of characters too
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@given(PLAIN)
def test_plain_data_comes_back_as_it_was_in_one_line(value: object) -> None:
    """Texts and whole numbers of any size come back from one line, which is JSON."""
    line = packed(value)
    assert b"\n" not in line
    assert unpacked(line) == value
    assert json.loads(line.decode("utf-8", "surrogatepass")) == value


@pytest.mark.parametrize("line", [b"", b"{", b'{"a":1}x', b"\xff", b'"\xed\xa0', b"[1,]"])
def test_damaged_lines_are_told_by_value_error(line: bytes) -> None:
    """Whoever reads the memory needs to heed one kind of exception only."""
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        unpacked(line)
