"""What ``fix`` mends, what it leaves alone, and that it never makes anything worse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
import tinycity
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check.schemas import schema
from generator.cli.main import run
from generator.diagnostics import Severity
from generator.load import (
    Mapping,
    Scalar,
    Sequence,
    kind_of,
    plain,
    plain_typed,
    read_text,
    repair,
)
from generator.load.values import DATE_PATTERN, is_number, mended, suggested

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.load import Node, Repaired

QUICK = settings(max_examples=200, deadline=None, derandomize=True, database=None)
UNIT, RECORD = f"{tinycity.TOWN}/unit.yml", tinycity.RECORD
ITEMS = f"{tinycity.DISTRICT}/jia-bu/jia.yml"


def mend(text: str | bytes, path: str) -> Repaired:
    """Repair a text as the file at ``path``."""
    data = text if isinstance(text, bytes) else text.encode()
    return repair(data, path, schema(kind_of(path) or ""))


REPAIRS = [
    # (path, before, after, words that must be said)
    (UNIT, "\ufeff名称: 青镇\n", "名称: 青镇\n", "BOM"),
    (UNIT, "名称: 青镇\r\n类型: 乡镇\r\n", "名称: 青镇\n类型: 乡镇\n", "LF"),
    (UNIT, "名称: 青镇", "名称: 青镇\n", "换行"),
    (UNIT, "名称: 青镇  \n类型: 乡镇\t# 注 \n", "名称: 青镇\n类型: 乡镇\t# 注\n", "行尾的空格"),
    (UNIT, "名称：青镇  # 注\n", "名称: 青镇  # 注\n", "全角冒号"),
    (UNIT, "名称: 青镇\n区划代码：“990102”\n", '名称: 青镇\n区划代码: "990102"\n', "全角冒号"),
    (UNIT, "名称:青镇\n", "名称: 青镇\n", "补上空格"),
    (UNIT, '区划代码: "９９01０2"  # 注\n', '区划代码: "990102"  # 注\n', "“９９01０2”改为"),
    (UNIT, "区划代码: 990102\n", '区划代码: "990102"\n', "英文双引号"),
    (UNIT, "名称: 青镇\u200b\n", "名称: 青镇\n", "U+200B"),
    (UNIT, '名称: "青镇\u200b" \n', '名称: "青镇"\n', "U+200B"),
    (UNIT, "联系:\n\t电话: 0562-1\n\t来源: 甲\n", "联系:\n  电话: 0562-1\n  来源: 甲\n", "2 个"),
    (UNIT, "联系:\n\u3000\u3000来源: 甲\n", "联系:\n    来源: 甲\n", "4 个半角空格"),
    (UNIT, "联系:\n    电话: 05-100\n\t来源: 甲\n", "联系:\n    电话: 05-100\n    来源: 甲\n", "4"),
    (RECORD, "发布日期: 2024.3.1\n", "发布日期: 2024-03-01\n", "“2024.3.1”改为“2024-03-01”"),
    (RECORD, "发布日期: 2024/3/1\n", "发布日期: 2024-03-01\n", "2024-03-01"),
    (RECORD, "发布日期: '2024年3月1日'\n", "发布日期: '2024-03-01'\n", "2024-03-01"),
    (RECORD, "发布日期: ２０２４-03-01\n", "发布日期: 2024-03-01\n", "2024-03-01"),
    (RECORD, '事项: ["０1-01", 01-02]\n', '事项: ["01-01", 01-02]\n', "“０1-01”改为“01-01”"),
    (ITEMS, "事项:\n  01-02:   # 注\n", '事项:\n  "01-02":   # 注\n', "英文双引号"),
    (ITEMS, "事项:\n  “01-02”:\n", '事项:\n  "01-02":\n', "英文引号"),
    (ITEMS, '事项:\n  "01-0２":\n', '事项:\n  "01-02":\n', "改为“01-02”"),
    (ITEMS, "事项:\n\t“01-02”：\n", '事项:\n  "01-02":\n', "全角冒号"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "before", "after", "said"), REPAIRS)
def test_slip_is_mended_by_its_span(path: str, before: str, after: str, said: str) -> None:
    """The slip is gone, everything else stands as it stood, and what was done is said."""
    done = mend(before, path)
    assert done.data.decode() == after
    assert any(said in step.what for step in done.steps)
    assert mend(done.data, path) == type(done)(done.data, ())


ALONE = [
    (RECORD, "发布日期: 2024-2-30\n"),  # no such day
    (RECORD, "发布日期: 2O24-03-01\n"),  # a letter: a guess
    (RECORD, "标题: 通知：关于１２３号\n内容概述: |\n  甲  \n  ２０２４.3.1 \n"),  # prose
    (RECORD, "正文: |-\n  名称：甲\n  \t表  \n"),  # a text block is content
    (UNIT, "说明：甲\n"),  # no such key
    (UNIT, "联系:\n\t来源: 甲\n    电话: 0562-1\n  传真: 0562-2\n"),  # no width fits
    (UNIT, "名称: 甲\n<<<<<<< a\n名称: 乙\n=======\n>>>>>>> b\n"),
    (UNIT, "名称: 甲\u200b乙\n"),  # in the middle of a word
    (ITEMS, '事项:\n  "01-02":\n  "01-0２":\n'),  # mending would make a duplicate
    (UNIT, '名称: "青镇\n类型: 乡镇\n'),
    (RECORD, "标题: 甲\n正文: |\n  乙"),  # a final newline would become part of the text
    (UNIT, ""),
]


@pytest.mark.parametrize(("path", "text"), ALONE)
def test_what_is_not_sure_is_left_alone(path: str, text: str) -> None:
    """Guesses, prose, text blocks and what would make things worse are not touched."""
    done = mend(text, path)
    assert done.data.decode() == text
    assert done.steps == ()


def test_gbk_is_converted_when_exact_and_readable() -> None:
    """Notepad's file becomes UTF-8 with its other slips mended; a damaged one stays as it is."""
    text = "名称：青镇\r\n类型: 乡镇\r\n"
    done = mend(text.encode("gbk"), UNIT)
    assert done.data.decode() == "名称: 青镇\n类型: 乡镇\n"
    assert "GBK" in done.steps[0].what
    for data in (text.encode("gbk") + b"\xff", "名称: [青镇，乡镇\n".encode("gbk")):
        assert mend(data, UNIT).data == data


def test_everything_at_once() -> None:
    """Slips that hide one another are mended in one run."""
    text = (
        "\ufeff# 注 \r\n领域：jia\r\n事项:\r\n\t01-01:\r\n\t“01-02”：\t\r\n"
        "\t\t状态:停止公开\r\n\t\t日期: 2024/1/2\u200b"
    )
    done = mend(text, ITEMS)
    assert done.data.decode() == (
        '# 注\n领域: jia\n事项:\n  "01-01":\n  "01-02":\n    状态: 停止公开\n    日期: 2024-01-02\n'
    )
    assert mend(done.data, ITEMS).steps == ()


def leaves(node: Node) -> Iterator[Scalar]:
    """Yield keys and values in the order written."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from leaves(item)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key
            yield from leaves(value)


def weighed(data: bytes, path: str) -> tuple[int, int | None]:
    """Return how many errors the reader finds, and how many the schema does in what was read."""
    result = read_text(data, path)
    errors = sum(found.severity is Severity.ERROR for found in result.diagnostics)
    if result.node is None:
        return errors, None
    rules: Any = schema(kind_of(path) or "")
    validator = jsonschema_rs.Draft202012Validator(rules)
    return errors, len(list(validator.iter_errors(plain_typed(result.node, rules))))


PIECES = st.sampled_from(
    [
        *("：", ": ", ":", "“", "”", '"', "'", "- ", " ", "  ", "\n", "\r\n", "\r", "\t", "\u3000"),
        *(
            "\u00a0",
            "\u200b",
            "\ufeff",
            "# 注",
            "２",
            "０1-01",
            "01-04:",
            "2024.3.1",
            "|",
            "[",
            "]",
        ),
        *("名称：甲\n", "日期: 2024/3/1\n", "\t01-05:\n", "  \n", "\u3000\u3000“01-06”：\n", "\0"),
    ]
)
BASES = st.sampled_from([UNIT, RECORD, ITEMS])
EDITS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 2), PIECES), max_size=5)


@QUICK
@given(BASES, EDITS, st.booleans())
def test_repair_never_makes_anything_worse(
    path: str, edits: list[tuple[int, int, str]], tail: bool
) -> None:
    """No more errors than before, data change only where it is said, a second run does nothing."""
    text = str(tinycity.FILES[path])
    for at, lost, piece in edits:
        at %= len(text) + 1  # noqa: PLW2901
        text = text[:at] + piece + text[at + lost :]
    data = (text if tail else text.rstrip("\n")).encode()
    done = mend(data, path)
    assert bool(done.steps) == (done.data != data)
    assert mend(done.data, path).data == done.data
    (errors, faults), (errors_now, faults_now) = weighed(data, path), weighed(done.data, path)
    assert errors_now <= errors
    assert faults is None or (faults_now is not None and faults_now <= faults)
    before, after = read_text(data, path).node, read_text(done.data, path).node
    if before is None or after is None:
        return
    said = {step.line for step in done.steps if step.changes_data}
    if not said:
        assert plain(before) == plain(after)
    for old, new in zip(leaves(before), leaves(after), strict=True):
        assert old.text == new.text or old.span.line in said


@QUICK
@given(st.binary(max_size=120))
def test_any_bytes_are_repaired_or_left(data: bytes) -> None:
    """Nothing raises, whatever the file holds."""
    done = mend(data, UNIT)
    assert mend(done.data, UNIT).data == done.data


def test_dates_and_numbers() -> None:
    """What has one meaning is mended, a look-alike only suggested, 08 and 12:30 are numbers."""
    assert mended("2024-3-1", DATE_PATTERN) == "2024-03-01"
    assert mended("2024.3/1", DATE_PATTERN) is None
    assert mended("2O24-3-1", DATE_PATTERN) is None
    assert suggested("2O24-3-1", DATE_PATTERN) == "2024-03-01"
    assert suggested("去年", DATE_PATTERN) is None
    numbers = ["010101", "08", "12:30", "1e5", "0x1F", "1_000", ".5", "340706"]
    assert [text for text in numbers if not is_number(text)] == []
    texts = ["0562-8814823", "20-04", "2024-03-01", "1.2.3", "甲", "", "A1"]
    assert [text for text in texts if is_number(text)] == []


def test_fix_says_what_it_did_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--check`` writes nothing and fails; without it the file is written, then all is well."""
    root = tinycity.write(tmp_path)
    file = root / UNIT
    broken = str(tinycity.FILES[UNIT]).replace("名称: ", "名称：")
    file.write_text(broken, encoding="utf-8")
    assert run(["fix", "--check", "--root", str(root)]) == 1
    assert f"{UNIT}:1 全角冒号改为英文冒号加空格\n" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == broken
    assert run(["fix", "--root", str(root), str(root / tinycity.DISTRICT / "jia-bu")]) == 0
    assert file.read_text(encoding="utf-8") == broken
    assert run(["fix", "--root", str(root)]) == 0
    assert file.read_text(encoding="utf-8") == tinycity.FILES[UNIT]
    capsys.readouterr()
    assert run(["fix", "--check", "--root", str(root)]) == 0
    assert capsys.readouterr().out == "没有要改的。\n"
    assert not list(file.parent.glob(".*"))


def test_fix_leaves_what_it_cannot_mend_with_its_diagnostic(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file nobody but people can mend is left, and the finding says why."""
    root = tinycity.write(tmp_path, {UNIT: '名称: "青镇\n类型: 乡镇\n'})
    assert run(["fix", "--root", str(root), UNIT]) == 1
    assert "yaml-quote-open" in capsys.readouterr().err
    assert run(["fix", "--root", str(root), "catalog/no.yml"]) == 2
