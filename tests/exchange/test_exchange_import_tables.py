"""Official tables as counties publish them: every hand comes out as the same columns."""

# ruff: noqa: E501 - a row of a table is one line

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.exchange.tables import read_columns, read_table

HEADER = "序号,一级事项,二级事项,公开内容要素,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,公开方式,公开层级\n"
ROW = "1,最低生活保障,办事指南,办理事项；办理条件,《条例》,10个工作日内,县级民政部门,政府网站,全社会,主动公开,县级；乡级\n"


def _read(tmp_path, text, *, encoding="utf-8", name="20-社会救助.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_table(path, name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_any_usual_encoding(tmp_path, encoding):
    """A table saved by any spreadsheet program is read to the letter."""
    table = _read(tmp_path, HEADER + ROW, encoding=encoding)
    assert not table.diagnostics
    (row,) = table.rows
    assert row.line == 2
    assert row.list_of("公开内容") == ["办理事项", "办理条件"]
    assert row.cells["公开层级"] == "县级；乡级"


def test_blank_and_ditto_inherit_in_the_first_level_only(tmp_path):
    """同上 elsewhere is a fault, with its line and what to do."""
    text = (
        HEADER + ROW + ROW.replace("1,最低生活保障", "2,同上") + ROW.replace("1,最低生活保障", "3,")
    )
    table = _read(tmp_path, text + ROW.replace("县级民政部门", "同上"))
    assert [row.cells["一级事项"] for row in table.rows] == ["最低生活保障"] * 3
    (fault,) = table.diagnostics
    assert fault.code == "table-ditto"
    assert fault.span.line == 5
    assert "公开主体" in fault.what


def test_header_synonyms_and_full_width_brackets(tmp_path):
    """公开内容（要素）, with either kind of brackets, is the same column."""
    for name in ("公开内容（要素）", "公开内容(要素)", "公开内容"):
        table = _read(tmp_path, HEADER.replace("公开内容要素", name) + ROW)
        assert table.rows[0].list_of("公开内容") == ["办理事项", "办理条件"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "table-no-header"),
        ("甲,乙\n1,2\n", "table-no-header"),
        (HEADER.replace("公开主体", "谁") + ROW, "table-missing-column"),
        (HEADER + ROW.replace("办事指南", ""), "table-empty-cell"),
        ("\0\0", "table-unreadable"),
    ],
)
def test_faults_are_values(tmp_path, text, code):
    """A table that can't be used says why and how to mend it."""
    (fault,) = _read(tmp_path, text).diagnostics
    assert fault.code == code
    assert fault.fix


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_value(tmp_path_factory, data):
    """Whatever stands in the file, there is no traceback, as CSV or as XLSX."""
    folder = tmp_path_factory.mktemp("t")
    for name in ("20-甲.csv", "20-甲.xlsx"):
        (folder / name).write_bytes(data)
        table = read_table(folder / name, name)
        assert table.diagnostics or not table.rows


def test_missing_file_is_a_value(tmp_path):
    """A path that isn't there is a finding."""
    (fault,) = read_table(tmp_path / "20-甲.csv", "20-甲.csv").diagnostics
    assert fault.code == "table-unreadable"


def test_xlsx_with_merged_cells_two_header_rows_and_boxes(tmp_path):
    """The form as counties print it: merged titles, ticks under 县级 and 乡级, ■ before channels."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["社会救助领域基层政务公开标准目录"])
    sheet.append(
        ["序号", "公开事项", None, "公开内容（要素）", "公开依据", "公开时限", "公开主体",
         "公开渠道和载体", "公开对象", None, "公开方式", None, "公开层级", None]
    )  # fmt: skip
    sheet.append(
        [None, "一级事项", "二级事项", None, None, None, None, None,
         "全社会", "特定群众", "主动", "依申请", "县级", "乡级"]
    )  # fmt: skip
    for number, second in ((1, "政策文件"), (2, "办事指南")):
        sheet.append(
            [number, "最低生活保障" if number == 1 else None, second, "1.办理事项；\n2.办理条件",
             "《条例》", "10个工作日内", "县级民政部门", "■政府网站 □政府公报\n■公开查阅点",
             "√", None, "√", None, "√", "√"]
        )  # fmt: skip
    sheet.merge_cells("B4:B5")
    sheet.merge_cells("B2:C2")
    book.save(tmp_path / "20-社会救助.xlsx")
    table = read_table(tmp_path / "20-社会救助.xlsx", "20-社会救助.xlsx")
    assert not table.diagnostics
    first, second = table.rows
    assert (first.line, second.line) == (4, 5)
    assert second.cells == {
        "序号": "2",
        "一级事项": "最低生活保障",
        "二级事项": "办事指南",
        "公开内容": "办理事项；办理条件",
        "公开依据": "《条例》",
        "公开时限": "10个工作日内",
        "公开主体": "县级民政部门",
        "公开渠道和载体": "政府网站；公开查阅点",
        "公开对象": "全社会",
        "公开方式": "主动公开",
        "公开层级": "县级；乡级",
        "核对": "",
        "来源": "",
    }


def test_plain_tables_keep_all_their_columns(tmp_path):
    """Tables of units and records have their own columns; a missing one is named."""
    path = tmp_path / "u.csv"
    path.write_text("区划代码,名称,备注\n1,甲,乙\n\n2,丙\n", encoding="utf-8")
    table = read_columns(path, "u.csv", ("区划代码", "名称"))
    assert [row.line for row in table.rows] == [2, 4]
    assert table.rows[0].cells["备注"] == "乙"
    (fault,) = read_columns(path, "u.csv", ("类型",)).diagnostics
    assert "类型" in fault.what
