"""A short fuzz of reader, time limits and tables on every run; ``make fuzz`` goes on for longer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from targets import TARGETS, limits, reader, seeds, tables

PIECES = [
    *(
        b"- ",
        b": ",
        b"? ",
        b"[",
        b"]",
        b"{",
        b"}",
        b'"',
        b"'",
        b"|\n",
        b">-\n",
        b"&a ",
        b"*a",
        b"!",
    ),
    *(
        b"\n",
        b"\r\n",
        b"\t",
        b"#",
        b"---\n",
        b"...",
        b"<<",
        b"%",
        b"\\",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
    ),
    *(
        text.encode()
        for text in ("：", "“", "　", "\u200b", "，", "20", "个工作日", "内", "■", "√")
    ),
]


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    """Take a real input and cut, double or insert something a few times."""
    data = draw(st.sampled_from(seeds(name)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        new = draw(
            st.one_of(st.sampled_from(PIECES), st.binary(max_size=4), st.just(data[start:end] * 2))
        )
        data = data[:start] + new + data[end:]
    return data


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES)).map(b"".join)))
def test_reader_on_any_bytes(data):
    """Whatever the bytes, the reader gives a tree or says where they are wrong."""
    reader(data)


@settings(max_examples=200, deadline=None)
@given(damaged("reader"))
def test_reader_on_damaged_files(data):
    """A real file with a few slips is read, or the slip is said."""
    reader(data)


@settings(max_examples=200, deadline=None)
@given(st.one_of(damaged("limits"), st.binary(max_size=100)))
def test_limits_on_damaged_wordings(data):
    """A damaged wording has clauses quoted from it, or none."""
    limits(data)


@settings(max_examples=60, deadline=None)
@given(st.one_of(damaged("tables"), st.binary(max_size=300)))
def test_tables_on_damaged_files(data):
    """A damaged CSV or workbook gives rows or says what is wrong."""
    tables(data)


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_pass(name):
    """Every target holds on real inputs, of which there are several."""
    assert len(seeds(name)) >= 3
    for data in seeds(name):
        TARGETS[name][0](data)
