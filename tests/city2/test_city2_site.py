"""The second city's site: built without a change of code, and right about its own things."""

from __future__ import annotations

import csv
import re

import pytest

from generator.audit import inspect_site


def page(site, path):
    """Return a page's text."""
    file = path if path.endswith(".html") else f"{path}/index.html"
    return (site / file).read_text(encoding="utf-8")


def prose(html):
    """Return what a page says, without its tags."""
    return re.sub(r"<[^>]+>", "", html)


def test_the_site_is_sound(site2):
    """No dead link, no page without its state, nothing loaded from elsewhere."""
    assert inspect_site(site2).diagnostics == ()


@pytest.mark.parametrize(
    "path",
    [
        "beishan", "beishan/qingtan", "beishan/qingtan/lianhua-zhen",
        "beishan/qingtan/lianhua-zhen/shehui-jiuzhu/20-03", "beishan/lvyou/101-01",
        "beishan/qingtan/lvyou/101-100", "beishan/qingtan/lvyou/101-B01",
        "beishan/qingtan/bumen/wenlv-caizheng-ju", "areas/lvyou/101-01", "areas/lvyou/beishan",
        "bases/jiuzhu-2019", "records/2025/20250110-aaaa22.html", "city/bumen/zhengwu-chu",
    ],
)  # fmt: skip
def test_pages_of_every_level_and_kind_are_there(site2, path):
    """Units at three levels, three-digit areas and rows, local items, records of the root."""
    assert "【虚构】" in page(site2, path)


def test_an_ended_units_items_lead_to_its_successor(site2):
    """Each item of the merged town says it has ended and links to where it goes on."""
    town = "beishan/qingtan/shiqiao-zhen"
    items = sorted((site2 / town).glob("*/*-*/index.html"))
    assert len(items) == 6
    for item in items:
        html = item.read_text(encoding="utf-8")
        assert "已停止公开" in html
        assert "石桥镇已经撤销。" in prose(html)
        assert "。。" not in prose(html)
        assert "lianhua-zhen/" in html
    assert "并入莲花镇" in prose(page(site2, town))


def test_a_stopped_row_shows_its_successor(site2):
    """The row's page says since when it has ended, and links the row that took its place."""
    html = page(site2, "areas/shehui-jiuzhu/20-02")
    assert "2025-07-01 停止，由20-05 最低生活保障·确认公示接替" in prose(html)
    assert 'href="../20-05/index.html"' in html
    assert "【虚构】云岭省2025年修订" in page(site2, "areas/shehui-jiuzhu/20-05")


def test_the_new_and_the_renamed_area_are_in_the_index(site2):
    """旅游 stands in its group; areas in no group are listed too; a renamed one has both names."""
    text = prose((site2 / "index.html").read_text(encoding="utf-8"))
    for word in ("出门和办事", "旅游", "其他领域", "移民搬迁", "移民后期扶持"):
        assert word in text


def test_counts_of_units_use_the_citys_own_words(site2):
    """Kinds of places are the catalog's, not the first city's."""
    text = prose((site2 / "index.html").read_text(encoding="utf-8"))
    assert re.search(r"3\s*个县域", text)
    assert "地市" in prose(page(site2, "city"))
    assert "县域" in prose(page(site2, "beishan"))


def test_no_page_names_the_first_city(site2):
    """Nothing of Tongling is left in another city's catalog pages."""
    for path in site2.rglob("index.html"):
        if "help" not in path.relative_to(site2).parts:
            assert "铜陵" not in path.read_text(encoding="utf-8"), path


def test_csv_has_the_official_columns_for_every_level(site2):
    """A middle unit's download has the official columns, and its own rows."""
    with (site2 / "beishan" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:11] == [
        "序号", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体",
        "公开渠道和载体", "公开对象", "公开方式", "公开层级",
    ]  # fmt: skip
    assert {row["编号"] for row in rows} >= {"980100/101-01", "980100/20-04", "980100/04-01"}
    assert {row["单位"] for row in rows} >= {"北山地区"}


def test_the_accent_is_the_citys_own(site2):
    """强调色: red reaches the pages."""
    css = (site2 / "assets" / "gongkai.css").read_text(encoding="utf-8")
    assert "--accent:#9d1f1c" in css[css.rindex(":root{") :]
