"""What is said of things beside items: documents, units, departments, bases, words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tinycity import DISTRICT, FILES, RECORD, TOWN, edited, renamed
from variants import diff, only, told

from generator.audit.diff.model import Kind, Thing

if TYPE_CHECKING:
    from pathlib import Path

YI = "catalog/standards/yi.yml"

RECORDS = {
    "link": ("链接: https://example.invalid/1", "链接: https://example.invalid/2", Kind.RELINKED),
    "text": ("索引号", "正文: 字\n索引号", Kind.REPLACED),
    "repealed": ("索引号", "有效性: 已废止\n索引号", Kind.WITHDRAWN),
    "title": ("救助办事指南", "救助指南", Kind.CHANGED),
}


@pytest.mark.parametrize("case", RECORDS)
def test_records_are_told_by_what_changed(tmp_path: Path, case: str) -> None:
    """Another link, another text, a repeal, other words."""
    old, new, kind = RECORDS[case]
    change = only(diff(tmp_path, {}, edited(RECORD, old, new)))
    assert told(change) == (kind, Thing.RECORD, "20240105-abc234")


def test_a_file_replaced_under_the_same_name_is_seen(tmp_path: Path) -> None:
    """The bytes of a file kept beside the record are part of it."""
    record = {RECORD: FILES[RECORD] + "附件:\n  - 名称: 表\n    链接: files/biao.txt\n"}
    file = f"{DISTRICT}/jia-bu/files/biao.txt"
    change = only(diff(tmp_path, record | {file: "甲"}, record | {file: "乙"}))
    assert (change.kind, change.fields[0].name) == (Kind.REPLACED, "附件内容")


def test_records_come_move_and_vanish(tmp_path: Path) -> None:
    """A record's identity is its file's name, wherever its body is."""
    elsewhere = RECORD.replace("jia-bu", "yi-bu")
    assert only(diff(tmp_path / "1", {RECORD: None}, {})).kind is Kind.ADDED
    assert only(diff(tmp_path / "2", {}, {RECORD: None})).kind is Kind.VANISHED
    moved = only(diff(tmp_path / "3", {}, {RECORD: None, elsewhere: FILES[RECORD]}))
    assert (moved.kind, moved.fields[0].name) == (Kind.MOVED, "位置")


def test_what_stands_in_a_renamed_folder_has_not_moved(tmp_path: Path) -> None:
    """A district's folder is one change, not one for each town, department and document in it."""
    change = only(diff(tmp_path, {}, renamed(DISTRICT, "catalog/districts/dong-qu-2")))
    assert told(change) == (Kind.MOVED, Thing.UNIT, "990102")
    assert [(f.name, f.new) for f in change.fields] == [("位置", "catalog/districts/dong-qu-2")]


def test_a_town_in_another_districts_folder_has_moved(tmp_path: Path) -> None:
    """Its code and its folder's name may have stayed."""
    other = "catalog/districts/xi-qu"
    west = {f"{other}/unit.yml": '名称: 西区\n类型: 县区\n区划代码: "990103"\n'}
    new = west | renamed(TOWN, f"{other}/{TOWN.rpartition('/')[2]}")
    found = [told(c) for c in diff(tmp_path, west, new).changes]
    assert found == [(Kind.MOVED, Thing.UNIT, "990102101")]


def test_an_attachment_elsewhere_is_the_same_attachment(tmp_path: Path) -> None:
    """Its address is a field of its own; another name or file is another text."""
    old = FILES[RECORD] + "附件:\n  - 名称: 表\n    链接: https://example.invalid/jia\n"
    relinked = only(diff(tmp_path / "1", {RECORD: old}, {RECORD: old.replace("/jia", "/yi")}))
    assert (relinked.kind, [f.name for f in relinked.fields]) == (Kind.RELINKED, ["附件链接"])
    other = only(diff(tmp_path / "2", {RECORD: old}, {RECORD: old.replace("表", "图")}))
    assert (other.kind, [f.name for f in other.fields]) == (Kind.REPLACED, ["附件"])


DECLARED = {
    "telephone": (
        edited(f"{TOWN}/unit.yml", "收录: 完整", "联系: {电话: 0562-0000000, 来源: 虚构}"),
        Kind.CHANGED, Thing.UNIT, "990102101",
    ),
    "body-renamed": (
        edited(f"{DISTRICT}/jia-bu/body.yml", "甲部门", "甲局"),
        Kind.CHANGED, Thing.BODY, "990102/jia-bu",
    ),
    "body-gone": (
        {f"{DISTRICT}/yi-bu/body.yml": None, f"{DISTRICT}/yi-bu/yi.yml": None},
        Kind.VANISHED, Thing.BODY, "990102/yi-bu",
    ),
    "basis-repealed": (
        edited("catalog/bases.yml", "效力: 有效", "效力: 已废止"),
        Kind.WITHDRAWN, Thing.BASIS, "banfa",
    ),
    "word": (
        edited("catalog/terms.yml", "俗话: [办事指南]", "俗话: [审批信息]"),
        Kind.CHANGED, Thing.TERM, "俗话",
    ),
    "subject": (
        edited("catalog/subjects.yml", "    归口: yi-bu\n", ""),
        Kind.CHANGED, Thing.SUBJECT, "qiye",
    ),
    "area-renamed": (
        edited(YI, "名称: 乙领域", "名称: 乙领域\n现称: 丙领域"),
        Kind.CHANGED, Thing.AREA, "yi",
    ),
    "row-checked": (edited(YI, "待核对", "已核对"), Kind.CHANGED, Thing.ROW, "02-01"),
    "setting": (
        edited("catalog/site.yml", "大家常问: [怎么申请]", "大家常问: [怎么办]"),
        Kind.CHANGED, Thing.SITE, "站点设置",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DECLARED)
def test_everything_else_files_declare_is_compared_too(tmp_path: Path, case: str) -> None:
    """Units, bodies, bases, words, settings: by their codes, field by field."""
    new, *expected = DECLARED[case]
    found = diff(tmp_path, {}, new)
    assert tuple(expected) in {told(change) for change in found.changes}
    assert all(change.fields or change.kind is Kind.VANISHED for change in found.changes)
