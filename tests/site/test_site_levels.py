"""A county, a province, a city with items of its own: every shape reads rightly."""

from __future__ import annotations

import datetime as dt
import json
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.audit import inspect_site
from generator.resolve import load_catalog
from generator.search.tables import item_tables
from generator.site import build_site
from generator.synth import synthesize

DATA = Path(__file__).parents[1] / "data"
DAY = dt.date(2026, 6, 1)
RECORDS = 40
AREA = "areas/shehui-jiuzhu"

_TAGS = re.compile(r"<[^>]+>")
_NO_CITY_WORDS = re.compile("县区|全市|铜陵|义安")


def heads(html: str) -> list[str]:
    """Return the names over a table's columns of units, without the marks where they may break."""
    found = re.findall(r'class="c-unit"><a[^>]*>(.*?)</a>', html)
    return [_TAGS.sub("", name) for name in found]


@dataclass(frozen=True)
class Shape:
    """A built site of one shape."""

    root: Path
    folder: Path

    def html(self, path: str) -> str:
        """Return a page."""
        return (self.folder / path / "index.html").read_text(encoding="utf-8")

    def piece(self, path: str, pattern: str) -> str:
        """Return the words of the first piece of a page that fits, its steps parted by a stroke."""
        found = re.search(pattern, self.html(path), re.DOTALL)
        assert found, (path, pattern)
        text = found[0].replace("</li><li", "</li>/<li")  # crumbs; a menu has a line for each
        return re.sub(r"\s+", "", _TAGS.sub("", text))

    def menu(self) -> str:
        """Return the menu's entries."""
        return self.piece("apply", '<nav class="menu".*?</nav>')

    def crumbs(self, path: str) -> str:
        """Return the way to a page."""
        return self.piece(path, '<nav class="crumbs".*?</nav>')

    def main(self, path: str) -> str:
        """Return what a page says."""
        return self.piece(path, "<main.*</main>")

    def links(self, path: str) -> list[str]:
        """Return where a page's own links lead, from the site's folder down."""
        found = re.findall(r'href="([^":#]+)"', self.html(path).partition("<main")[2])
        return [posixpath.normpath(posixpath.join(path, link)) for link in found]


def make(name: str, home: Path) -> Shape:
    """Make up a catalog from a list of units and build its site."""
    made = synthesize(home / "catalog-of", DATA / f"units-{name}.csv", RECORDS, 5)
    assert made.ok, made.diagnostics
    build_site(
        home / "catalog-of", home / "site", DAY,
        progress=lambda _done, _total: None, report=lambda _found: None,
    )  # fmt: skip
    return Shape(home / "catalog-of", home / "site")


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> Shape:
    """Return a county alone: departments of its own, towns right below it."""
    return make("county", tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module")
def province(tmp_path_factory) -> Shape:
    """Return a province: cities, counties, towns; two levels have items."""
    return make("province", tmp_path_factory.mktemp("province"))


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Shape:
    """Return a city with items of its own, a district, and a town right below the city."""
    return make("own", tmp_path_factory.mktemp("own"))


@pytest.fixture(params=["county", "province", "own"])
def shape(request) -> Shape:
    """Return each of the shapes."""
    return request.getfixturevalue(request.param)


def test_every_shape_is_sound(shape):
    """No dead link, no page without its state, whatever the levels are."""
    assert inspect_site(shape.folder).diagnostics == ()


def test_no_shape_has_the_first_citys_words(shape):
    """县区 and 全市 stand nowhere but where the place is a city or its units are called so."""
    expected = {"全市"} if "全市" in shape.html("areas") else set()
    found = {
        word
        for path in shape.folder.rglob("*.html")
        if "help" not in path.relative_to(shape.folder).parts
        for word in _NO_CITY_WORDS.findall(path.read_text(encoding="utf-8"))
    }
    assert found == expected


def test_a_countys_menu_names_departments_and_towns(county):
    """The list of districts is one of departments; the towns are called what they are."""
    assert county.menu() == "首页按领域按部门按乡镇街道目录变化无障碍"
    assert county.crumbs("city") == "首页/按部门/虚构山县"
    assert county.crumbs("xugouyunling-zhen") == "首页/按乡镇街道/虚构云岭镇"
    assert "全县应公开的事项数" in county.main("")
    assert "按乡镇街道先选地方" in county.main("")
    assert "虚构山县本级由部门公开" in county.main("units")


def test_a_countys_towns_stand_under_it(county):
    """The county and its towns are one group: one column, one table, one list of neighbours."""
    assert "虚构山县4个单位" in county.main(f"{AREA}/20-04")
    assert "虚构山县本级" in county.main(f"{AREA}/20-04")
    columns = heads(county.html(f"{AREA}/city"))
    assert columns == ["虚构山县本级", "虚构山城街道", "虚构云岭镇", "虚构竹溪乡"]
    assert county.html("units").count('class="unit-block"') == 1
    neighbours = county.piece("city/shehui-jiuzhu/20-04", "其他地方的这一项.*")
    assert "虚构云岭镇" in neighbours
    assert "全县4个单位对照" in neighbours


def test_a_provinces_lists_are_cities_then_counties(province):
    """The menu, the way to a town and the front's map follow the levels the catalog has."""
    assert province.menu() == "首页按领域按市州和部门按县市区目录变化无障碍"
    town = "xugoujiang/xugoujiangdong/xugouliuwan-zhen"
    assert province.crumbs("xugoujiang") == "首页/按市州和部门/虚构江市"
    assert province.crumbs(town) == "首页/按县市区/虚构江市/虚构江东区/虚构柳湾镇"
    assert "按市州、县市区" in province.main("")
    assert "虚构省本级不列市县乡目录事项" in province.main("units")
    assert "在各市州的公开情况" in province.main(AREA)


def test_a_provinces_front_counts_its_towns_and_links_none(province):
    """Cities and counties are linked with how much lies below; towns stand on their county's."""
    assert "1个区、1个街道、2个镇、1个县" in province.main("")
    links = province.links("")
    assert "xugoujiang/xugoujiangdong/index.html" in links
    assert not [link for link in links if "xugouliuwan-zhen" in link]
    assert not [link for link in province.links("towns") if "xugouliuwan-zhen" in link]
    assert any("xugouliuwan-zhen" in link for link in province.links("xugoujiang/xugoujiangdong"))
    assert not [link for link in province.links("data") if "xugouliuwan-zhen" in link]
    assert "另有4个单位" in province.main("data")


def test_a_provinces_comparisons_go_down_a_level_at_a_time(province):
    """A city's table has its counties, a county's its towns; none has the whole province."""
    city = province.html(f"{AREA}/xugoujiang")
    assert heads(city) == ["虚构江东区", "虚构水县"]
    deeper = f"{AREA}/xugoujiang/xugoujiangdong"
    assert any(
        link.endswith(f"{deeper}/index.html") for link in province.links(f"{AREA}/xugoujiang")
    )
    assert province.crumbs(deeper) == "首页/按领域/社会救助/虚构江市/虚构江东区"
    standard = province.main(f"{AREA}/20-04")
    assert "虚构江市5个单位" in standard
    assert "虚构江东区的2个镇街道" in standard
    assert "虚构柳湾镇" not in standard


def test_every_city_has_a_table_in_each_area_that_lies_below_it(province):
    """A city without items of its own still leads to its counties' tables, area by area."""
    catalog, _ = load_catalog(province.root, DAY)
    assert catalog is not None
    tables = {path.parent for path in (province.folder / "areas").rglob("index.html")}
    for unit, area in catalog.items_of:
        place = catalog.units[unit]
        head = place.path.split("/")[0]
        assert province.folder / "areas" / area / head in tables


def test_a_root_with_items_of_its_own_is_in_every_roll_up(own):
    """The city's own items are a column, a section and a table beside the district's."""
    heads = re.findall(r'class="c-num"><a[^>]*>([^<]+)', own.html(AREA))
    assert heads == ["虚构湖市", "虚构湖东新区"]
    assert own.menu() == "首页按领域按区和部门按镇街道目录变化无障碍"
    assert own.crumbs("city") == "首页/按区和部门/虚构湖市"
    assert own.crumbs("xugouhubin-zhen") == "首页/按镇街道/虚构湖滨镇"
    standard = own.main(f"{AREA}/20-04")
    assert "虚构湖市本级" in standard
    assert "虚构湖市2个单位" in standard
    assert own.html("units").count('class="unit-block"') == 2
    published = own.main(AREA)
    assert "在各区的公开情况" in published


def test_a_single_unit_has_no_list_of_units_below(tmp_path):
    """A county without towns in the list has neither the page nor the menu's entry."""
    table = tmp_path / "units.csv"
    table.write_text("区划代码,名称,类型,上级代码\n991121,虚构山县,县,\n", encoding="utf-8")
    assert synthesize(tmp_path / "city", table, 3, 1).ok
    build_site(
        tmp_path / "city", tmp_path / "site", DAY,
        progress=lambda _done, _total: None, report=lambda _found: None,
    )  # fmt: skip
    alone = Shape(tmp_path / "city", tmp_path / "site")
    assert alone.menu() == "首页按领域按部门目录变化无障碍"
    assert not (alone.folder / "towns").exists()
    assert inspect_site(alone.folder).diagnostics == ()


@pytest.mark.parametrize(
    ("name", "words", "guides"),
    [
        ("county", ["全县", "本县"], ["按部门查看", "按乡镇街道查看"]),
        ("province", ["全省", "本省"], ["按市州和部门查看", "按县市区查看"]),
        ("own", ["全市", "本市"], ["按区和部门查看", "按镇街道查看"]),
    ],
)
def test_the_search_calls_places_what_the_pages_do(name, words, guides, request):
    """The index carries the words for all places, and the guides under the menu's names."""
    catalog, _ = load_catalog(request.getfixturevalue(name).root, DAY)
    assert catalog is not None
    tables = json.loads(json.dumps(item_tables(catalog)))
    assert tables["words"][:2] == words
    assert [title for title, path, _ in tables["guides"] if path in ("units/", "towns/")] == guides


def test_the_search_opens_the_places_one_is_in(province, chromium):
    """At a town of a province the filter shows its city's counties and its county's towns."""
    page = chromium.new_page()
    address = (province.folder / "search/index.html").as_uri()
    page.goto(f"{address}?q=低保&unit=970102100")
    rows = page.locator("[data-search-facets] fieldset").first.locator("label")
    rows.first.wait_for()
    names = [re.sub(r"\s+", "", text) for text in rows.all_inner_texts()]
    page.close()
    assert names == [
        "全省", "虚构江市含2个县市区", "虚构江东区含2个镇街道", "虚构桥头街道", "虚构柳湾镇",
        "虚构水县含1个镇街道", "虚构山州含1个县市区",
    ]  # fmt: skip


def test_a_local_item_of_the_root_is_found_at_its_own_address(county, chromium):
    """The root's own item has no page across units; its result leads to the one it has."""
    page = chromium.new_page()
    page.goto((county.folder / "search/index.html").as_uri() + "?q=便民服务清单")
    link = page.locator("[data-search-results] [data-item] a").first
    link.wait_for()
    href = link.get_attribute("href")
    page.close()
    assert href
    assert href.startswith(f"{county.folder.as_uri()}/city/")
    assert Path(href.removeprefix("file://")).is_file()
