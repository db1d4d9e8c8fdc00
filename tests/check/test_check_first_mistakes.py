"""Twenty first mistakes of a real editor: each gives one finding, and its fix works when pasted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import tinycity
from tinycity import DISTRICT, FILES, RECORD, TOWN

from generator.check import check_folder
from generator.check.schemas import schema
from generator.load import kind_of, repair

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.diagnostics import Diagnostic

TODAY = dt.date(2026, 1, 1)
UNIT, ITEMS, OTHER = f"{TOWN}/unit.yml", f"{DISTRICT}/jia-bu/jia.yml", f"{DISTRICT}/yi-bu/jia.yml"


@dataclass(frozen=True)
class Mistake:
    """What was done to one file, the one finding it must give, and how its fix is followed.

    ``place``: line and column, ``None`` for the file as a whole. ``said``: words that must name the
    cause. ``follow``: done instead of pasting, where the fix is no text.
    """

    make: Callable[[Path], None]
    code: str
    path: str
    place: tuple[int, int] | None
    said: str
    follow: Callable[[Path, Diagnostic], None] | None = None
    paste: str | None = None


# Formed in February, so that the dates meant are within the limit of 20 工作日.
DATES, FORMED = "生成日期: 2024-01-02\n发布日期: 2024-01-05", "生成日期: 2024-02-26\n发布日期: "


def swap(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return the slip that writes ``new`` for ``old``, once."""

    def make(root: Path) -> None:
        text = FILES[path]
        assert text is not None
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    return make


def encoded(path: str, codec: str) -> Callable[[Path], None]:
    """Return the slip that saves a file in another encoding."""
    return lambda root: (root / path).write_bytes(str(FILES[path]).encode(codec)) and None


def numbered(root: Path) -> None:
    """Give the whole city codes that begin with 0, and forget the quotes of one."""
    for path in (f"{DISTRICT}/unit.yml", "catalog/city/unit.yml", UNIT):
        text = str(FILES[path]).replace("990102", "010101").replace("9901", "0101")
        (root / path).write_text(text, encoding="utf-8")
    path = root / DISTRICT / "unit.yml"
    path.write_text(path.read_text(encoding="utf-8").replace('"010101"', "010101"), "utf-8")


def claimed(root: Path) -> None:
    """Have a second body list an item the first has."""
    (root / OTHER).write_text('领域: jia\n事项:\n  "01-02":\n', encoding="utf-8")


def moved(root: Path) -> None:
    """Put a body's file into another body's folder."""
    (root / ITEMS).rename(root / OTHER)


def conflicted(root: Path) -> None:
    """Leave the marks of a merge in a file."""
    swap(
        UNIT,
        "收录: 完整\n",
        "<<<<<<< HEAD\n收录: 完整\n=======\n收录: 部分\n>>>>>>> other\n",
    )(root)


def repaired(root: Path, found: Diagnostic) -> None:
    """Do what ``gongkai fix`` does."""
    file = root / found.path
    file.write_bytes(repair(file.read_bytes(), found.path, schema(kind_of(found.path) or "")).data)


def without_line(number: int) -> Callable[[Path, Diagnostic], None]:
    """Return the fix that deletes one line."""

    def follow(root: Path, found: Diagnostic) -> None:
        lines = (root / found.path).read_text(encoding="utf-8").split("\n")
        del lines[number - 1]
        (root / found.path).write_text("\n".join(lines), encoding="utf-8")

    return follow


def chosen(root: Path, found: Diagnostic) -> None:
    """Keep the first side of a conflict, as the fix says."""
    lines = (root / found.path).read_text(encoding="utf-8").split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("<<<<<<<"))
    middle = lines.index("=======")
    end = next(i for i, line in enumerate(lines) if line.startswith(">>>>>>>"))
    kept = lines[:start] + lines[start + 1 : middle] + lines[end + 1 :]
    (root / found.path).write_text("\n".join(kept), encoding="utf-8")


def moved_back(root: Path, found: Diagnostic) -> None:
    """Move the file where the fix says."""
    named = found.fix.partition("移到 ")[2].partition("；")[0]
    (root / found.path).rename(root / named)


def deleted(root: Path, found: Diagnostic) -> None:
    """Delete the file whose only item another body has."""
    (root / found.path).unlink()


MISTAKES = {
    "全角冒号": Mistake(
        swap(UNIT, "名称: ", "名称："), "yaml-fullwidth-colon", UNIT, (1, 1), "全角冒号",
        paste="名称: 青镇",
    ),
    "记事本存成 GBK": Mistake(
        encoded(ITEMS, "gbk"), "text-encoding", ITEMS, (1, 1), "GBK", repaired,
    ),
    "制表符": Mistake(
        swap(ITEMS, '  "01-02"', '\t"01-02"'), "text-tab-indent", ITEMS, (4, 1), "制表符", repaired,
    ),
    "010101 没有引号": Mistake(
        numbered, "yaml-unquoted-number", f"{DISTRICT}/unit.yml", (3, 7), "010101",
        paste='"010101"',
    ),
    "日写成曰": Mistake(
        swap(RECORD, "发布日期", "发布曰期"), "schema-unknown-key", RECORD, (5, 1), "发布曰期",
        paste="发布日期:",
    ),
    "2024.3.1": Mistake(
        swap(RECORD, DATES, FORMED + "2024.3.1"), "schema-form", RECORD, (5, 7), "2024.3.1",
        paste="2024-03-01",
    ),
    "2024-2-30": Mistake(
        swap(RECORD, DATES, FORMED + "2024-2-30"), "schema-form", RECORD, (5, 7), "没有 2024-2-30",
        paste="2024-02-29",
    ),
    "编号写了两次": Mistake(
        swap(ITEMS, '"01-02"', '"01-01":\n  "01-02"'), "yaml-duplicate-key", ITEMS, (4, 3),
        "01-01", without_line(4),
    ),
    "放进了别的部门": Mistake(moved, "place-body", OTHER, (1, 1), "甲部门", moved_back),
    "删掉了事项": Mistake(
        swap(ITEMS, '  "01-02":\n', ""), "cover-omission", ITEMS, (3, 3), f"01-02，应在 {ITEMS}",
        paste='  "01-02":\n',
    ),
    "Word 的引号": Mistake(
        swap(ITEMS, '"01-02"', "“01-02”"), "yaml-fullwidth-quote", ITEMS, (4, 3), "中文引号",
        paste='  "01-02":',
    ),
    "该写文字写了列表": Mistake(
        swap(RECORD, "标题: 【", "标题:\n  - 【"), "schema-type", RECORD, (2, 3), "一段文字",
        paste="标题: 【虚构】救助办事指南",
    ),
    "引号没有闭合": Mistake(
        swap(UNIT, '"990102101"', '"990102101'), "yaml-quote-open", UNIT, (3, 7), "没有闭合",
        paste='区划代码: "990102101"',
    ),
    "行尾的零宽空格": Mistake(
        swap(UNIT, "青镇", "青镇\u200b"), "text-invisible", UNIT, (1, 7), "U+200B", repaired,
    ),
    "不换行空格缩进": Mistake(
        swap(ITEMS, '  "01-02"', '\u00a0\u00a0"01-02"'), "text-space-indent", ITEMS, (4, 1),
        "U+00A0", repaired,
    ),
    "没有这个领域": Mistake(
        swap(ITEMS, "领域: jia", "领域: jai"), "ref-area", ITEMS, (1, 5), "jai", paste="jia",
    ),
    "字段写错": Mistake(
        swap(UNIT, "区划代码", "区化代码"), "schema-unknown-key", UNIT, (3, 1), "区化代码",
        paste="区划代码:",
    ),
    "两个部门同一事项": Mistake(claimed, "id-item", OTHER, (3, 3), ITEMS, deleted),
    "BOM": Mistake(encoded(ITEMS, "utf-8-sig"), "text-bom", ITEMS, (1, 1), "BOM", repaired),
    "合并冲突标记": Mistake(
        conflicted, "text-conflict-marker", UNIT, (4, 1), "合并冲突", chosen,
    ),
}  # fmt: skip


def findings(root: Path) -> tuple[Diagnostic, ...]:
    """Return everything a check finds."""
    return check_folder(root, TODAY)[1]


def pasted(root: Path, found: Diagnostic) -> None:
    """Put the text to paste where the finding says."""
    assert found.target is not None, found
    file, target = root / found.path, found.target
    lines = file.read_text(encoding="utf-8").split("\n")
    before = "\n".join([*lines[: target.line - 1], lines[target.line - 1][: target.column - 1]])
    after = "\n".join(
        [lines[target.end_line - 1][target.end_column - 1 :], *lines[target.end_line :]]
    )
    file.write_text(before + found.paste + after, encoding="utf-8")


def test_there_are_twenty() -> None:
    """The list of the issue, no shorter."""
    assert len(MISTAKES) == 20


@pytest.mark.parametrize("name", MISTAKES)
def test_first_mistake_gives_one_finding_whose_fix_works(name: str, tmp_path: Path) -> None:
    """One finding names the cause at its place; its fix, followed to the letter, leaves none."""
    mistake = MISTAKES[name]
    root = tinycity.write(tmp_path)
    mistake.make(root)
    (found,) = findings(root)
    place = (found.span.line, found.span.column) if found.span else None
    assert (found.code, found.path, place) == (mistake.code, mistake.path, mistake.place)
    assert mistake.said in found.what
    assert found.fix
    if mistake.follow is None:
        assert found.paste == mistake.paste
        pasted(root, found)
    else:
        mistake.follow(root, found)
    assert findings(root) == ()


def test_look_alikes_are_pointed_at(tmp_path: Path) -> None:
    """曰 for 日, O for 0 and 一 for a hyphen are named in keys, dates and codes."""
    root = tinycity.write(tmp_path)
    swap(RECORD, "发布日期", "发布曰期")(root)
    assert "“曰”和“日”" in findings(root)[0].fix
    for typed in ("2O24-01-05", "2024年1月5曰", "2024—01—05"):
        swap(RECORD, "2024-01-05", typed)(root)
        (found,) = findings(root)
        assert (found.code, found.paste) == ("schema-form", "2024-01-05"), typed


def test_whole_file_in_two_folders_is_one_finding(tmp_path: Path) -> None:
    """A copied file is one mistake, however many items it holds, and named where it is wrong."""
    root = tinycity.write(tmp_path)
    (root / OTHER).write_text(str(FILES[ITEMS]), encoding="utf-8")
    (found,) = findings(root)
    assert (found.code, found.path) == ("id-item", OTHER)
    assert "01-01、01-02、01-03" in found.what


def test_deleted_item_of_a_deleted_file_says_where_it_was(tmp_path: Path) -> None:
    """Where the owner's file is gone too, the unit is told which file is missing."""
    root = tinycity.write(tmp_path)
    (root / f"{DISTRICT}/yi-bu/yi.yml").unlink()
    (found,) = findings(root)
    assert (found.code, found.path) == ("cover-omission", f"{DISTRICT}/unit.yml")
    assert f"应在 {DISTRICT}/yi-bu/yi.yml 里" in found.what
