"""Units, bodies and records of a city from its tables: named once, sourced, never invented."""

# ruff: noqa: E501 - a row of a table is one line

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from generator.exchange.bases_import import import_bases
from generator.exchange.bodies_import import import_bodies, write_bodies
from generator.exchange.records_import import import_records
from generator.exchange.slugs import place, words
from generator.exchange.standards_import import import_standards
from generator.exchange.units_import import import_units

TODAY = dt.date(2026, 11, 22)
DIVISIONS = """区划代码,名称,类型,上级代码
340700,铜陵市,市,
340706,义安区,县区,340700
340706102,钟鸣镇,乡镇,340706
340706200,老洲乡,乡镇,340706
340706001,新桥街道,办事处,340706
"""
STANDARD = """序号,一级事项,二级事项,公开内容要素,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,公开方式,公开层级
1,甲,甲,乙,《丙法》,实时公开,采购人；县级民政部门,政府网站,全社会,主动公开,县级
2,甲,丁,乙,《丙法》,实时公开,乡镇人民政府；水行政主管部门,政府网站,全社会,主动公开,县级；乡级
3,甲,戊,乙,《丙法》,实时公开,扶贫部门,政府网站,全社会,主动公开,县级
"""
SUBJECTS = """主体:
  caizheng: {名称: 财政部门, 类别: 部门}
  minzheng: {名称: 民政部门, 类别: 部门}
  shui-xingzheng: {名称: 水行政主管部门, 类别: 部门}
  fupin: {名称: 扶贫部门, 类别: 部门}
  xiangzhen: {名称: 乡镇人民政府, 类别: 乡镇}
  caigouren: {名称: 采购人, 类别: 其他, 归口: caizheng}
写法:
  采购人: [caigouren]
  县级民政部门: [minzheng]
  乡镇人民政府: [xiangzhen]
  水行政主管部门: [shui-xingzheng]
  扶贫部门: [fupin]
"""
SITE = """格式版本: 1
专题名: 某专题
项目名: 某项目
正式发布: false
类型: {市: 市级, 县区: 县级, 乡镇: 乡级, 办事处: 乡级}
"""
BODIES = """单位代码,单位,部门,电话,传真,邮箱,地址,网址,来源,履行,文件夹
340706,义安区,区人民政府,,,,,https://b.cn/,https://a.cn/1（2020年报）,,renmin-zhengfu
340706,义安区,区政府办公室,0562-1111111,,x@y.cn,某路1号,,https://a.cn/2（2021年报）,,zhengfu-bangongshi
340706,义安区,区水利局,0562-2222222,,,,,https://a.cn/3,shui-xingzheng,
340706,义安区,发改委,,,,,,https://a.cn/4,,fazhan-gaige
340706102,钟鸣镇,镇人民政府办公室,0562-3333333,,,某村,,https://a.cn/5（2023年报）,,
"""
RECORDS = """单位,单位代码,部门,标题,索引号,文号,生成日期,发布日期,链接,领域,标准序号,摘要,有效性,标题核对
义安区,340706,区水利局（受文单位；发文：某部办公厅）,关于 某事的通知,A/1,,2016-01-11,,https://a.cn/6,扶贫,2,某概述,有效,照原题
钟鸣镇,340706102,,钟鸣镇2025年报告,,,,,https://a.cn/7,,,,,据正文概括
义安区,340706,发改委,没有年份的文件,,,,,https://a.cn/8,,,,,照原题
"""


def _yaml(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture
def city(tmp_path):
    """Return the catalog of a small city: standards, bases, subjects, units; tables beside it."""
    catalog, tables = tmp_path / "catalog", tmp_path / "tables"
    tables.mkdir()
    for name, text in (
        ("14-扶贫.csv", STANDARD),
        ("divisions", DIVISIONS),
        ("bodies", BODIES),
        ("records", RECORDS),
    ):
        (tables / name).write_text(text, encoding="utf-8")
    assert not import_standards(tables, catalog, today=TODAY).diagnostics
    assert not import_bases(catalog).diagnostics
    (catalog / "subjects.yml").write_text(SUBJECTS, encoding="utf-8")
    (catalog / "site.yml").write_text(SITE, encoding="utf-8")
    (catalog / "terms.yml").write_text("群众用语: {}\n渠道: [政府网站]\n对象: [全社会]\n", "utf-8")
    assert not import_units(tables / "divisions", catalog).diagnostics
    return catalog


def test_names_of_places_and_areas():
    """Places by their pinyin, polyphones as they are said there; areas by words."""
    expected = {
        "铜官区": "tongguan", "义安区": "yian", "郊区": "jiaoqu", "枞阳县": "zongyang",
        "钟鸣镇": "zhongming-zhen", "会宫镇": "huigong-zhen", "胥坝乡": "xuba-xiang",
        "新城街道": "xincheng-jiedao", "安庆矿区街道": "anqing-kuangqu-jiedao",
        "横埠镇": "hengbu-zhen", "某某自治县": "moumou",
    }  # fmt: skip
    assert {name: place(name) for name in expected} == expected
    assert words("城乡规划") == "chengxiang-guihua"
    assert words("财政预决算") == "caizheng-yujuesuan"
    assert words("就业") == "jiuye"


def test_units_stand_in_their_places(city):
    """The root in city, districts below districts, towns below theirs; codes are text."""
    assert _yaml(city / "city" / "unit.yml")["区划代码"] == "340700"
    town = city / "districts" / "yian" / "zhongming-zhen" / "unit.yml"
    assert town.read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../../../schema/unit.schema.json\n"
        '名称: 钟鸣镇\n类型: 乡镇\n区划代码: "340706102"\n收录: 部分\n'
    )
    assert import_units(city.parent / "tables" / "divisions", city).written == ()


def test_a_unit_that_is_there_keeps_its_folder(city):
    """A second import adds what is new, beside names that are taken."""
    table = city.parent / "more.csv"
    table.write_text(DIVISIONS + "340706999,老洲乡,乡镇,340706\n", encoding="utf-8")
    assert import_units(table, city).written == ("catalog/districts/yian/laozhou-xiang-2/unit.yml",)


@pytest.mark.parametrize(
    ("change", "words_of_fault"),
    [
        (("340706001", "34070600"), "不是 6、9 或 12 位数字"),
        (("340706001", "340706102"), "出现了两次"),
        (("办事处,340706", "办事处,340799"), "不在表里"),
        (("340706,义安区,县区,340700", "340706,义安区,县区,"), "没有上级代码"),
        (("340706,义安区,县区,340700", "340706,义安区,县区,340706102"), "互为上级"),
        (("区划代码", "代码"), "缺少列"),
        (("老洲乡,", ","), "是空的"),
    ],
)
def test_faults_of_the_table_of_divisions(tmp_path, change, words_of_fault):
    """Nothing is written from a table with faults; each names its line."""
    path = tmp_path / "d.csv"
    path.write_text(DIVISIONS.replace(*change), encoding="utf-8")
    result = import_units(path, tmp_path / "catalog")
    assert not result.written
    assert words_of_fault in "".join(fault.what for fault in result.diagnostics)
    assert all(fault.span for fault in result.diagnostics)
    assert not (tmp_path / "catalog").exists()


def test_bodies_by_duty_invent_nothing(city):
    """Each duty that answers first for a county row gets a body named by it, 待核对, without more."""
    result = write_bodies(city, today=TODAY)
    assert not result.diagnostics
    yian = city / "districts" / "yian"
    assert sorted(path.parent.name for path in yian.glob("*/body.yml")) == [
        "caizheng", "fupin-bumen", "shui-xingzheng",
    ]  # fmt: skip
    assert _yaml(yian / "caizheng" / "body.yml") == {
        "名称": "财政部门",
        "名称核对": "待核对",
        "履行": ["caizheng"],
    }
    assert write_bodies(city, today=TODAY).written == ()
    assert not list((city / "city").glob("*/body.yml"))


def test_real_names_and_contacts_come_with_their_source(city):
    """A real body takes the place of the one named by duty; e-mail is never taken."""
    write_bodies(city, today=TODAY)
    table = city.parent / "tables" / "bodies"
    assert not import_bodies(table, city).diagnostics
    yian = city / "districts" / "yian"
    water = _yaml(yian / "shui-xingzheng" / "body.yml")
    assert (water["名称"], water["名称核对"], water["履行"]) == (
        "水利局",
        "已核对",
        ["shui-xingzheng"],
    )
    assert water["联系"] == {"电话": "0562-2222222", "来源": "https://a.cn/3"}
    assert "名称见 https://a.cn/4" in (yian / "fazhan-gaige" / "body.yml").read_text("utf-8")
    assert _yaml(yian / "unit.yml")["联系"] == {
        "电话": "0562-1111111",
        "地址": "某路1号",
        "网址": "https://b.cn/",
        "来源": "https://a.cn/1（2020年报）；https://a.cn/2（区政府办公室，2021年报）",
    }
    assert _yaml(yian / "zhongming-zhen" / "unit.yml")["联系"]["来源"] == (
        "https://a.cn/5（镇人民政府办公室，2023年报）"
    )
    assert not [path for path in city.rglob("*.yml") if "@" in path.read_text(encoding="utf-8")]
    assert import_bodies(table, city).written == ()


def test_an_unknown_unit_is_a_finding(city):
    """A row of a unit the catalog lacks is named with its line; the others are written."""
    table = city.parent / "b.csv"
    table.write_text("单位代码,部门,来源\n999999,区甲局,https://a.cn\n", encoding="utf-8")
    (fault,) = import_bodies(table, city).diagnostics
    assert fault.span.line == 2
    assert "999999" in fault.what


def test_records_stand_under_their_publisher(city):
    """Titles to the letter, one file each, the same files when repeated."""
    tables = city.parent / "tables"
    write_bodies(city, today=TODAY)
    import_bodies(tables / "bodies", city)
    result = import_records(tables / "records", city, today=TODAY)
    assert not result.diagnostics
    first, second, third = result.written
    assert first.startswith("catalog/districts/yian/shui-xingzheng/records/2016/20160111-")
    assert second.startswith("catalog/districts/yian/zhongming-zhen/records/2025/20250101-")
    assert third.startswith("catalog/districts/yian/fazhan-gaige/records/2026/20260101-")
    assert _yaml(city.parent / first) == {
        "标题": "关于 某事的通知",
        "事项": ["14-02"],
        "索引号": "A/1",
        "生成日期": "2016-01-11",
        "发文机关": "某部办公厅",
        "链接": "https://a.cn/6",
        "内容概述": "某概述",
        "有效性": "有效",
        "标题核对": "照原题",
        "来源": "https://a.cn/6",
    }
    assert import_records(tables / "records", city, today=TODAY).written == ()


def test_a_record_keeps_its_file_when_its_row_is_corrected(city):
    """A date or abstract that becomes known later makes no second record."""
    tables = city.parent / "tables"
    table = tables / "records"
    import_bodies(tables / "bodies", city)
    import_records(table, city, today=TODAY)
    table.write_text(RECORDS.replace(",,,https://a.cn/7", ",,2026-01-05,https://a.cn/7"), "utf-8")
    assert import_records(table, city, today=TODAY).written == ()


def test_elements_of_a_record_come_from_their_column(city):
    """Several in a cell are parted by ； or line ends, each once; an empty cell writes none."""
    table = city.parent / "r.csv"
    table.write_text(
        "单位代码,部门,标题,发布日期,链接,要素\n"
        '340706102,,甲,2026-01-01,https://a.cn/1,"办理条件； 申请材料;办理条件\n联系方式"\n'
        "340706102,,乙,2026-01-01,https://a.cn/2,\n",
        encoding="utf-8",
    )
    result = import_records(table, city, today=TODAY)
    first, second = (_yaml(city.parent / path) for path in result.written)
    assert first["要素"] == ["办理条件", "申请材料", "联系方式"]
    assert "要素" not in second


def test_faults_of_the_table_of_records(city):
    """A publisher nobody knows, a missing title, a date in another form: named with their lines."""
    table = city.parent / "r.csv"
    table.write_text(
        "单位代码,部门,标题,发布日期,链接\n340706,区甲局,题,,\n340706102,,,,\n340706102,,题,2026/1/1,\n",
        encoding="utf-8",
    )
    result = import_records(table, city, today=TODAY)
    assert [fault.span.line for fault in result.diagnostics] == [2, 3, 4]
    assert not result.written
