"""What is found in a text before its YAML is read."""

from __future__ import annotations

import pytest

from generator.diagnostics import Severity
from generator.load import read_text

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def findings(data: bytes):
    """Return code, severity, line and column of what is found."""
    return [
        (found.code, found.severity, found.span.line, found.span.column)
        for found in read_text(data, "catalog/x.yml").diagnostics
    ]


@pytest.mark.parametrize(
    ("text", "code", "severity", "line", "column"),
    [
        ("\ufeff名称: 甲\n", "text-bom", WARNING, 1, 1),
        ("名称: 甲\r\n编号: 1\r\n", "text-crlf", NOTE, 1, 6),
        ("名称: 甲\x07\n", "text-control", ERROR, 1, 6),
        ("名称: 甲\0乙乙乙乙\n", "text-control", ERROR, 1, 6),
        ("名称: 甲\x85乙\n", "text-control", ERROR, 1, 6),
        ("名称: 义\u200b安\n", "text-invisible", ERROR, 1, 6),
        ("名称: 义\u00ad安\n", "text-invisible", ERROR, 1, 6),
        ("名称: 义\u2028安\n", "text-invisible", ERROR, 1, 6),
        ("名称: 义\ufeff安\n", "text-invisible", ERROR, 1, 6),
        ("名称: \u202e安义\n", "text-bidi", ERROR, 1, 5),
        ("名称: 10\u00a0元\n", "text-space", WARNING, 1, 7),
        ("联系:\n\u3000\u3000电话: 1\n", "text-space-indent", ERROR, 2, 1),
        ("联系:\n\u00a0 电话: 1\n", "text-space-indent", ERROR, 2, 1),
        ("联系:\n\t电话: 1\n", "text-tab-indent", ERROR, 2, 1),
        ("联系:\n  \t电话: 1\n", "text-tab-indent", ERROR, 2, 1),
        ("名称: 锟斤拷锟斤拷\n", "text-mojibake", ERROR, 1, 5),
        ("名称: 义\ufffd区\n", "text-mojibake", ERROR, 1, 6),
        ("名称: 甲\ue863\n", "text-private-use", WARNING, 1, 6),
        ("a: 1\n=======\nb: 2\n", "text-conflict-marker", ERROR, 2, 1),
    ],
)
def test_odd_characters_are_found_in_place(text, code, severity, line, column):
    """Each kind of unseen or damaged character has its finding at its line and column."""
    assert findings(text.encode()) == [(code, severity, line, column)]


def test_gbk_is_recognised_and_shown_as_it_was_meant():
    """A file saved as ANSI is called GBK, its line is shown readable, the fix says 另存为 UTF-8."""
    (found,) = read_text("编号: 1\n名称: 义安区\n".encode("gb18030"), "x").diagnostics
    assert found.code == "text-encoding"
    assert "GBK" in found.what
    assert "另存为 UTF-8" in found.fix
    assert found.subject == "编号: 1"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_recognised(codec):
    """UTF-16 with or without its mark is named."""
    (found,) = read_text("id: abc\n名称: 义\n".encode(codec), "x").diagnostics
    assert "UTF-16" in found.what
    assert found.subject == "id: abc"


def test_one_damaged_byte_is_located_not_called_gbk():
    """In a UTF-8 file with one bad byte the finding gives line and column of that byte."""
    data = "名称: 义安区\n说明: 社会".encode() + b"\xff" + "救助\n".encode()
    (found,) = read_text(data, "x").diagnostics
    assert (found.span.line, found.span.column) == (2, 7)
    assert "GBK" not in found.what


def test_garbled_text_is_read_back_when_its_bytes_survived():
    """UTF-8 once read as Windows-1252 is recognised and its meaning offered."""
    (found,) = read_text("名称: ä¹‰å®‰\n".encode(), "x").diagnostics
    assert (found.code, found.paste) == ("text-mojibake", "义安")


def test_accented_latin_words_are_not_garbled():
    """Ordinary accents pass."""
    assert findings("名称: Café Señor naïve\n".encode()) == []


def test_tabs_and_wide_spaces_inside_a_text_block_are_content():
    """Lines of a | or > text may begin with a tab or with ideographic spaces."""
    assert (
        findings("正文: |-\n  \t表\n  　　第一条\n\n  末\n- x".encode())[0][0] != "text-tab-indent"
    )
    assert findings("列:\n  - 正文: >-\n      　　甲\n    名: 乙\n".encode()) == []


def test_many_of_one_kind_are_folded():
    """Twenty findings of a kind stand for all; the last counts the rest."""
    found = read_text(("a: \u200b1\n" * 50).encode(), "x").diagnostics
    assert len(found) == 20
    assert "另有 30 处" in found[-1].what


def test_all_kinds_are_reported_in_one_run():
    """One run finds faults of different kinds together."""
    codes = {found[0] for found in findings("a: \u200b1\n\tb: \u202e2\nc: \x01\r\n".encode())}
    assert codes == {"text-invisible", "text-tab-indent", "text-bidi", "text-control", "text-crlf"}


def test_two_megabytes_are_the_limit():
    """A larger file is refused unread."""
    assert read_text(b"a: " + b"x" * 1_999_990, "x").node is not None
    (found,) = read_text(b"a: " + b"x" * 2_000_000, "x").diagnostics
    assert found.code == "text-too-large"
