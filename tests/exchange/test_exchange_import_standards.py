"""Tables into standards and bases: codes are assigned once, nothing is lost, repeating is idle."""

# ruff: noqa: E501 - a row of a table is one line

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from generator.exchange.bases_import import import_bases, spellings
from generator.exchange.standards_import import import_standards

TODAY = dt.date(2026, 11, 22)
HEADER = "序号,一级事项,二级事项,公开内容要素,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,公开方式,公开层级,核对,来源"
COLUMNS = HEADER.split(",")
ROWS = [
    ["1", "综合业务", "政策文件", "甲；乙", "《某条例》（国务院令第1号）", "实时公开", "县级民政部门", "政府网站；其他", "全社会", "主动公开", "县级；乡级", "已核对", "https://a.cn/1；https://a.cn/2"],
    ["2", "综合业务", "监督检查", "信访地址", "《某条例》", "长期公开", "县级民政部门", "政府网站", "全社会", "主动公开", "县级", "待核对", ""],
    ["3", "低保", "办事指南", "办理：条件 #1", "《中华人民共和国某法》；《某法》", "10个工作日内", "乡镇人民政府", "其他", "特定群体（申请人）", "主动公开", "乡级", "待核对", ""],
]  # fmt: skip


@pytest.fixture
def city(tmp_path):
    """Return a function that imports rows and gives the standard's text and items."""
    tables, catalog = tmp_path / "tables", tmp_path / "catalog"
    tables.mkdir()

    def run(rows, name="20-社会救助.csv", day=TODAY):
        lines = [HEADER, *(",".join(row) for row in rows)]
        (tables / name).write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
        result = import_standards(tables, catalog, today=day)
        path = catalog / "standards" / "shehui-jiuzhu.yml"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        return result, text, yaml.safe_load(text)["事项"] if text else {}

    run.catalog = catalog
    return run


def test_every_cell_comes_back_to_the_letter(city):
    """The YAML joined with ； is the table's cell."""
    result, text, items = city(ROWS)
    assert result.written == ("catalog/standards/shehui-jiuzhu.yml",)
    assert list(items) == ["20-01", "20-02", "20-03"]
    names = [name.replace("公开内容要素", "公开内容") for name in COLUMNS]
    for row, item in zip(ROWS, items.values(), strict=True):
        cells = [item.get(name, "") for name in names]
        assert ["；".join(c) if isinstance(c, list) else str(c) for c in cells] == row
    assert text.startswith("# yaml-language-server: $schema=../../schema/standard.schema.json\n")


def test_repeating_changes_no_byte(city):
    """The same tables write nothing."""
    _, before, _ = city(ROWS)
    result, after, _ = city(ROWS)
    assert (result.written, result.diagnostics) == ((), ())
    assert after == before


def test_codes_follow_their_rows(city):
    """A row put in between takes the next free number; those that moved keep theirs."""
    city(ROWS)
    new = ["2", "综合业务", "联系方式", "电话", *ROWS[1][4:]]
    moved = [["3", *ROWS[1][1:]], ["4", *ROWS[2][1:]]]
    _, _, items = city([ROWS[0], new, *moved])
    assert items["20-04"]["二级事项"] == "联系方式"
    assert (items["20-02"]["二级事项"], items["20-02"]["序号"]) == ("监督检查", 3)
    assert items["20-03"]["序号"] == 4


def test_rows_with_equal_titles_keep_their_own_code(city):
    """Rows alike in name are told apart by what they say."""
    twin = ["2", "综合业务", "政策文件", "丙", *ROWS[0][4:]]
    city([ROWS[0], twin])
    _, _, items = city([["1", *twin[1:]], ["2", *ROWS[0][1:]]])
    assert (items["20-01"]["公开内容"], items["20-02"]["公开内容"]) == (["甲", "乙"], ["丙"])


def test_what_is_gone_gets_an_end_and_may_return(city):
    """Nothing is deleted: the row ends on the day of the import, once."""
    city(ROWS)
    result, _, items = city(ROWS[:2])
    assert items["20-03"]["停止"] == "2026-11-22"
    assert [note.code for note in result.diagnostics] == ["import-row-gone"]
    again, _, items = city(ROWS[:2], day=dt.date(2027, 1, 1))
    assert (again.written, items["20-03"]["停止"]) == ((), "2026-11-22")
    result, _, items = city(ROWS)
    assert "停止" not in items["20-03"]
    assert [note.code for note in result.diagnostics] == ["import-row-returned"]


def test_a_changed_row_leaves_the_others_and_handwork_alone(city):
    """Aliases, comments and fields that tables don't have stay."""
    _, text, _ = city(ROWS)
    path = city.catalog / "standards" / "shehui-jiuzhu.yml"
    text = text.replace('编号: "20"\n', '编号: "20"\n别名: [救助]\n')
    text = text.replace('  "20-01":\n', '  # 手写\n  "20-01":\n')
    text = text.replace("    序号: 2\n", "    序号: 2\n    施行: 2020-01-01\n")
    path.write_text(text, encoding="utf-8")
    changed = [*ROWS[1][:5], "20个工作日内", *ROWS[1][6:]]
    _, after, items = city([ROWS[0], changed, ROWS[2]])
    assert "别名: [救助]\n" in after
    assert '  # 手写\n  "20-01":\n' in after
    assert items["20-02"]["公开时限"] == "20个工作日内"
    assert str(items["20-02"]["施行"]) == "2020-01-01"
    first, rest = text.split('  "20-02":'), after.split('  "20-02":')
    assert first[0] == rest[0]
    assert text[text.index('  "20-03":') :] == after[after.index('  "20-03":') :]


def test_a_faulty_table_leaves_its_standard(city):
    """The findings come back, the file stays; so does a folder without tables."""
    _, before, _ = city(ROWS)
    result, after, _ = city([["1", "综合业务", "", *ROWS[0][3:]]])
    assert result.diagnostics[0].code == "table-empty-cell"
    assert after == before
    (fault,) = import_standards(city.catalog / "none", city.catalog, today=TODAY).diagnostics
    assert fault.code == "import-no-table"


def test_a_broken_standard_is_named(city):
    """A standard that can't be read is never written over."""
    city(ROWS)
    path = city.catalog / "standards" / "shehui-jiuzhu.yml"
    path.write_text('编号: "20"\n事项: [\n', encoding="utf-8")
    result = import_standards(city.catalog.parent / "tables", city.catalog, today=TODAY)
    assert [fault.code for fault in result.diagnostics] == ["import-broken-file"]
    assert path.read_text(encoding="utf-8") == '编号: "20"\n事项: [\n'


CITATIONS = [
    "《中华人民共和国甲法》",
    "《甲法》",
    "《乙条例》（国务院令第7号）",
    "《乙条例》",
    "《乙条例》实施办法",
    "《关于丙工作的意见》（某办发〔2016〕8号）",
    "《某办印发〈关于丙工作的意见〉的通知》（某办发〔2016〕8号）",
    "《某办印发〈关于丙工作的意见〉实施细则的通知》（某办发〔2016〕80号）",
    "《某部关于做好2012年丁工作的通知》",
    "《某部关于做好2013年丁工作的通知》",
    "《戊标准》（GB/T 32939—2016）",
    "《己办法（试行）》",
    "《庚公告》（国家税务总局公告2015年第85号）",
]


def _with_citations(citations):
    return [[*ROWS[0][:4], "；".join(citations), *ROWS[0][5:]]]


def test_spellings_of_one_document_are_one_basis(city):
    """Each citation belongs to exactly one basis; near names stay apart."""
    city(_with_citations(CITATIONS))
    assert import_bases(city.catalog).written == ("catalog/bases.yml",)
    bases = yaml.safe_load((city.catalog / "bases.yml").read_text(encoding="utf-8"))["依据"]
    homes = {text: [key for key, b in bases.items() if text in spellings(b)] for text in CITATIONS}
    assert all(len(found) == 1 for found in homes.values()), homes
    one = {text: found[0] for text, found in homes.items()}
    assert one["《甲法》"] == one["《中华人民共和国甲法》"]
    assert one["《乙条例》"] == one["《乙条例》（国务院令第7号）"] == "gwy-7"
    assert one[CITATIONS[5]] == one[CITATIONS[6]] == "moubanfa-2016-8"
    assert one["《戊标准》（GB/T 32939—2016）"] == "gb-t-32939-2016"
    assert one[CITATIONS[12]] == "shuiwu-zongju-gonggao-2015-85"
    assert len(bases) == len(CITATIONS) - 3
    assert {basis["效力"] for basis in bases.values()} == {"待核对"}


def test_bases_grow_and_keep_their_ids(city):
    """Repeating writes nothing; a new spelling joins, a new law comes last, handwork stays."""
    city(_with_citations(CITATIONS[:3]))
    import_bases(city.catalog)
    assert import_bases(city.catalog).written == ()
    path = city.catalog / "bases.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("  gwy-7:", "  # 手写\n  gwy-7:"), encoding="utf-8"
    )
    before = yaml.safe_load(path.read_text(encoding="utf-8"))["依据"]
    city(_with_citations([*CITATIONS[:4], "《辛办法》"]))
    import_bases(city.catalog)
    text = path.read_text(encoding="utf-8")
    after = yaml.safe_load(text)["依据"]
    assert list(after) == [*before, "xin-banfa"]
    assert after["gwy-7"]["写法"] == ["《乙条例》"]
    assert "  # 手写\n  gwy-7:" in text
