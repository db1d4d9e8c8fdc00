"""Another city, all its own: levels, types, bodies, areas, codes. Nothing is wired to the first."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from generator.check import check_folder
from generator.diagnostics import Severity
from generator.exchange import adopt, import_bodies, write_bodies
from generator.load import list_tree
from generator.resolve import State, load_catalog
from generator.search import build_search

HOME = Path(__file__).parent
DAY = dt.date(2026, 6, 1)
ENDED, HEIR = "980121101", "980121100"


def test_check_finds_no_error_on_any_day():
    """The catalog is in order before, between and after the versions of its standard."""
    for day in (dt.date(2024, 6, 1), dt.date(2025, 8, 1), DAY):
        found = check_folder(HOME, day)[1]
        dated = {"date-future"}  # a record of 2025 lies ahead of a day in 2024
        assert not [d for d in found if d.severity is Severity.ERROR and d.code not in dated]


def test_it_is_another_city_in_everything_that_could_be_wired(city2):
    """Root, types, names of areas and bodies, channels and codes are not the first city's."""
    first = list_tree(HOME.parents[1])
    slugs = {p for p in first.kinds if p.startswith("catalog/standards/")}
    assert {f"catalog/standards/{slug}.yml" for slug in city2.areas} - slugs
    assert city2.areas["lvyou"].number == "101"
    assert city2.site.levels == {"省份": "省级", "地市": "市级", "县域": "县级", "镇街": "乡级"}
    assert city2.site.accent == "red"
    assert len(city2.channels) == 4
    assert "【虚构】" in city2.site.title
    assert "【虚构】" in city2.units[city2.root].name


def test_three_levels_of_units_hang_below_the_root(city2):
    """Each unit lies below the right one, and its level is what its type says."""

    def way(code: str) -> list[str]:
        unit = city2.units[code]
        return [*(way(unit.parent) if unit.parent else []), f"{unit.name}/{unit.level}"]

    assert way("980121100") == [
        "【虚构】云岭省/省级", "北山地区/市级", "青潭县/县级", "莲花镇/乡级",
    ]  # fmt: skip
    assert city2.units["980121100"].path == "beishan/qingtan/lianhua-zhen"


def test_each_level_has_its_own_items(city2):
    """The middle level has the rows of 市级, the root none; a county has all areas."""
    codes = {
        unit: {i.code for i in city2.items.values() if i.unit == unit}
        for unit in ("980000", "980100", "980121", "980122100")
    }
    assert codes["980000"] == set()
    assert codes["980100"] == {"04-01", "20-04", "101-01"}
    assert {"101-100", "101-B01", "31-01", "04-01"} <= codes["980121"]
    assert codes["980122100"] == {"04-01", "20-01", "20-02", "20-03", "20-05", "31-02"}


def test_one_body_may_hold_every_duty(city2):
    """Items find the body that holds their duty, however duties are dealt out."""
    assert {i.body for i in city2.items.values() if i.unit == "980122"} == {"980122/zonghe-ban"}
    spending = city2.items["980121/20-04"]
    assert (spending.body, spending.joint) == (
        "980121/minsheng-ju", ("980121/wenlv-caizheng-ju",),
    )  # fmt: skip
    load = city2.items["980221/101-03"]  # the row names 景区, whose 归口 is the tourism duty
    assert load.body == "980221/jingji-ju"


def test_every_item_of_an_ended_unit_has_ended(city2):
    """One line in unit.yml ends all its items, with the date; its successor is known."""
    unit = city2.units[ENDED]
    items = [i for i in city2.items.values() if i.unit == ENDED]
    assert {i.state for i in items} == {State.STOPPED}
    assert {i.state_date for i in items} == {unit.ended} == {dt.date(2025, 9, 1)}
    assert unit.successor == HEIR


def test_before_its_end_the_unit_is_like_any_other():
    """As of a day before, the town's items are open, and what it published counts."""
    catalog, _ = load_catalog(HOME, dt.date(2025, 8, 31))
    assert catalog is not None
    assert catalog.items[f"{ENDED}/04-01"].state is State.PUBLISHED


def test_states_of_every_kind_come_from_what_is_written(city2):
    """Published, overdue, declined, none yet, offline, stopped, not entered: each is there."""
    assert {i.state for i in city2.items.values()} == set(State)
    assert city2.items["980121100/20-03"].state is State.OVERDUE
    assert city2.items["980121/101-03"].state is State.NOT_OURS


def test_a_later_version_stands_beside_the_earlier(city2):
    """A stopped row names its successor; rows of a later version say which version they are."""
    old, new = city2.standards["20-02"], city2.standards["20-05"]
    assert (old.ended, old.successor) == (dt.date(2025, 7, 1), "20-05")
    assert (old.edition, new.edition) == ("", "【虚构】云岭省2025年修订")
    assert city2.bases["jiuzhu-2019"].successor == "jiuzhu-2023"
    assert city2.areas["yimin-banqian"].now == "移民后期扶持"


def test_adopt_brings_a_later_versions_rows_once_in_force(copy2):
    """Before its day nothing is missing; after it every standing unit of its levels gets it."""
    before = adopt(copy2, dt.date(2026, 12, 31))
    assert (before.added, before.diagnostics) == (0, ())
    after = adopt(copy2, dt.date(2027, 1, 1))
    assert not after.diagnostics
    assert after.added == 6  # three counties, three towns; the ended town gets nothing
    assert not [path for path in after.written if "shiqiao" in path]
    assert adopt(copy2, dt.date(2027, 1, 1)).added == 0


def test_adopt_sets_codes_in_the_order_of_their_numbers(copy2):
    """101-100 comes after 101-03 and before the unit's own 101-B01."""
    path = copy2 / "catalog/districts/beishan/qingtan/wenlv-caizheng-ju/lvyou.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('  "101-100":\n', ""), encoding="utf-8")
    assert adopt(copy2, DAY).added == 1
    assert path.read_text(encoding="utf-8") == text


@pytest.fixture(scope="module")
def tables(city2):
    """Return the search index's tables as text."""
    files = build_search(city2)
    return files["assets/search/items.js"].decode()


WORDS = ("旅游", "景区承载量", "采茶节安排", "移民后期扶持", "宰客", "青潭县", "文旅和财政局")


@pytest.mark.parametrize("word", [*WORDS, "101-B01"])
def test_search_knows_this_citys_words(word, tables):
    """New areas, present names, local items, own units, bodies and terms are in the index."""
    assert word in tables


def test_search_tells_every_level_apart(city2, tables):
    """A unit between province and county has its own bit, so its items are found there."""
    rows = re.findall(r'\["([0-9]{6,9})","[^"]*","[^"]*",-?[0-9]+,([0-9]+)\]', tables)
    masks = dict(rows)
    assert len(masks) == len(city2.units)
    levels = {code: city2.units[code].level for code in masks}
    assert len(set(zip(levels.values(), masks.values(), strict=True))) == len(set(levels.values()))
    assert "0" not in masks.values()


def test_a_county_below_a_prefecture_has_departments_of_its_own(copy2):
    """Import of bodies tells towns by their level, not by how deep they lie."""
    table = copy2 / "bodies.csv"
    table.write_text(
        "单位代码,部门,来源,电话,履行,文件夹\n"
        "980122,【虚构】档案馆,https://example.invalid/1,0990-1000003,,dangan-guan\n"
        "980122100,党政办公室,https://example.invalid/2,0990-1000004,,\n",
        encoding="utf-8",
    )
    done = import_bodies(table, copy2 / "catalog")
    assert not done.diagnostics
    songping = "catalog/districts/beishan/songping"
    assert f"{songping}/dangan-guan/body.yml" in done.written
    assert f"{songping}/yanjiang-zhen/unit.yml" in done.written


def test_bodies_by_duty_are_made_at_every_level_that_has_departments(copy2):
    """A prefecture and a county without bodies get those their rows need; a town gets none."""
    for folder in ("nanhe/gonggong-fuwu-ju", "nanhe/baisha/jingji-ju"):
        shutil.rmtree(copy2 / "catalog/districts" / folder)
    done = write_bodies(copy2 / "catalog", today=DAY)
    assert set(done.written) == {
        f"catalog/districts/nanhe/{name}/body.yml"
        for name in (
            "minzheng", "wenhua-lvyou", "caizheng", "baisha/wenhua-lvyou", "baisha/caizheng",
        )
    }  # fmt: skip
    assert adopt(copy2, DAY).diagnostics == ()
    assert not [d for d in check_folder(copy2, DAY)[1] if d.severity is Severity.ERROR]
