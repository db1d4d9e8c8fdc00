"""What can be downloaded, and that each format says the same."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import Any

import pytest
from exchange_export_catalog import CHANNELS, RECORD, make_catalog

from generator.exchange import downloads
from generator.exchange.columns import ITEM_COLUMNS, RECORD_COLUMNS, ROW_FIELDS, checkboxes

OFFICIAL = (
    *("序号", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体"),
    *("公开渠道和载体", "公开对象", "公开方式", "公开层级"),
)


def read_csv(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a downloaded CSV."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Return the small catalog's downloads."""
    return dict(downloads(make_catalog()))


def test_every_list_is_there_in_each_format(files: dict[str, bytes]) -> None:
    """Units, bodies, areas and unit × area have their lists; a town's own body and no item none."""
    stems = (
        *("yian/items", "yian/wusong-zhen/items", "yian/shehui-jiuzhu/items"),
        *("yian/wusong-zhen/shehui-jiuzhu/items", "yian/bumen/minzheng/items"),
        *("yian/bumen/caizheng/items", "areas/shehui-jiuzhu/items", "areas/jiuye/items"),
        *("data/catalog", "data/records"),
    )
    expected = {f"{stem}.{suffix}" for stem in stems for suffix in ("csv", "json", "xlsx")}
    assert set(files) == expected | {"data/fields.json", "data/dcat.jsonld"}


def test_each_path_is_yielded_once() -> None:
    """No two downloads have the same path."""
    paths = [path for path, _ in downloads(make_catalog())]
    assert len(paths) == len(set(paths))


def test_the_official_columns_come_first_in_the_official_order() -> None:
    """The columns of the national table stand first, ours behind them."""
    names = tuple(column.name for column in ITEM_COLUMNS)
    assert names[: len(OFFICIAL)] == OFFICIAL
    assert [c.name for c in ITEM_COLUMNS if c.origin == "官方表"] == list(OFFICIAL)


def test_csv_opens_in_excel(files: dict[str, bytes]) -> None:
    """The file has a BOM, CRLF line ends and the column names in its first line."""
    content = files["yian/items.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert content.decode("utf-8-sig").startswith("序号,一级事项,二级事项,公开内容（要素）,")


def test_csv_has_each_field_as_written(files: dict[str, bytes]) -> None:
    """A row tells the item's fields, lists joined by ；, and ours."""
    row = read_csv(files["yian/items.csv"])[0]
    assert row["序号"] == "4"
    assert row["公开内容（要素）"] == "办理事项；办理条件"
    assert row["公开渠道和载体"] == "政府网站；公开查阅点；政务服务中心"
    assert row["编号"] == "340706/20-04"
    assert (row["单位"], row["责任主体"]) == ("义安区", "民政部门")
    assert (row["公开情况"], row["已公开份数"]) == ("已公开", "1")
    assert row["网页"] == "yian/shehui-jiuzhu/20-04/index.html"


def test_a_local_item_has_no_serial(files: dict[str, bytes]) -> None:
    """序号 belongs to the standard; a local item's is empty."""
    assert read_csv(files["yian/items.csv"])[1]["序号"] == ""


def test_json_keeps_lists_numbers_and_order(files: dict[str, bytes]) -> None:
    """Keys stand in the columns' order, lists are lists, counts are numbers."""
    table = json.loads(files["yian/shehui-jiuzhu/items.json"])
    assert table["名称"] == "义安区社会救助领域基层政务公开标准目录"
    assert (table["截至"], table["条数"]) == ("2026-11-22", 2)
    first = table["条目"][0]
    assert list(first) == [column.name for column in ITEM_COLUMNS]
    assert first["公开内容（要素）"] == ["办理事项", "办理条件"]
    assert first["已公开份数"] == 1


def test_a_list_without_items_is_valid(files: dict[str, bytes]) -> None:
    """An area nobody has items in gives an empty list, not a broken file."""
    assert json.loads(files["areas/jiuye/items.json"])["条目"] == []
    assert read_csv(files["areas/jiuye/items.csv"]) == []


def test_csv_and_json_agree(files: dict[str, bytes]) -> None:
    """Both formats of the whole catalog hold the same values."""
    entries = json.loads(files["data/catalog.json"])["条目"]
    flat = [
        {k: "；".join(v) if isinstance(v, list) else str(v) for k, v in entry.items()}
        for entry in entries
    ]
    rows = read_csv(files["data/catalog.csv"])
    assert [{k: v for k, v in row.items() if k in flat[0]} for row in rows] == flat


def test_records_name_their_items_in_full(files: dict[str, bytes]) -> None:
    """A record's items are told by their identity, which holds without the record's unit."""
    (row,) = read_csv(files["data/records.csv"])
    assert row["事项"] == "340706/20-04"
    assert (row["发布日期"], row["单位"]) == ("2026-03-02", "义安区")
    assert row["要素"] == "办理事项；办理条件"
    assert row["网页"] == f"records/2026/{RECORD.id}.html"


def test_pages_are_absolute_when_the_site_has_an_address() -> None:
    """With 网址 the page's address can be opened from the downloaded file."""
    files = dict(downloads(make_catalog(url="https://example.invalid/zwgk/")))
    page = read_csv(files["yian/items.csv"])[0]["网页"]
    assert page == "https://example.invalid/zwgk/yian/shehui-jiuzhu/20-04/index.html"


def test_a_demonstration_says_so_in_every_text(files: dict[str, bytes]) -> None:
    """Until 正式发布, each csv, json and description carries the line."""
    texts = {path: data for path, data in files.items() if not path.endswith(".xlsx")}
    assert all("演示数据，非官方网站" in data.decode() for data in texts.values())
    assert read_csv(files["yian/items.csv"])[0]["声明：演示数据，非官方网站"]


def test_an_official_site_has_no_demonstration_line() -> None:
    """After 正式发布 the line is gone everywhere."""
    files = dict(downloads(make_catalog(official=True, organizer="某市人民政府办公室")))
    texts = [data for path, data in files.items() if not path.endswith(".xlsx")]
    assert not any("演示数据" in data.decode() for data in texts)


def test_equal_catalogs_give_equal_bytes(files: dict[str, bytes]) -> None:
    """Two runs write the same files in the same order."""
    assert list(downloads(make_catalog())) == list(files.items())


def test_channels_are_printed_as_in_the_official_form() -> None:
    """All thirteen stand in their order, two short ones a line, the chosen marked ■."""
    assert checkboxes(CHANNELS, ("政府网站", "精准推送")).split("\n") == [
        "■政府网站 □政府公报",
        "□两微一端 □发布会/听证会",
        "□广播电视 □纸质媒体",
        "□公开查阅点 □政务服务中心",
        "□便民服务站 □入户/现场",
        "□社区/企事业单位/村公示栏（电子屏）",
        "■精准推送 □其他",
    ]


def test_a_channel_outside_the_vocabulary_is_not_lost() -> None:
    """A platform of its own follows behind the vocabulary."""
    assert checkboxes(("政府网站",), ("信用中国",)) == "□政府网站 ■信用中国"


def test_dcat_has_no_addresses_without_a_site_address(files: dict[str, bytes]) -> None:
    """Without 网址 nothing in the description pretends to be an address of ours."""
    described = json.loads(files["data/dcat.jsonld"])
    assert "@id" not in described
    for data in described["dcat:dataset"]:
        assert "@id" not in data
        assert all("dcat:downloadURL" not in d for d in data["dcat:distribution"])


def test_dcat_tells_addresses_sizes_and_checksums() -> None:
    """With 网址 each distribution is found, measured and proven."""
    files = dict(downloads(make_catalog(url="https://example.invalid/")))
    described = json.loads(files["data/dcat.jsonld"])
    assert described["@id"].startswith("https://example.invalid/data/")
    listed: list[dict[str, Any]] = [
        distribution
        for data in described["dcat:dataset"]
        for distribution in data["dcat:distribution"]
    ]
    assert len(listed) == 6
    for distribution in listed:
        path = distribution["dcat:downloadURL"]["@id"].removeprefix("https://example.invalid/")
        checksum = distribution["spdx:checksum"]["spdx:checksumValue"]["@value"]
        assert checksum == hashlib.sha256(files[path]).hexdigest()
        assert distribution["dcat:byteSize"]["@value"] == str(len(files[path]))


def test_every_field_is_in_the_dictionary(files: dict[str, bytes]) -> None:
    """No column goes out without its meaning."""
    told = json.loads(files["data/fields.json"])
    for table, columns in (("catalog", ITEM_COLUMNS), ("records", RECORD_COLUMNS)):
        fields = told[table]["字段"]
        assert [field["名称"] for field in fields] == [column.name for column in columns]
        assert all(field["说明"] for field in fields)


def test_official_cells_are_known_by_all_they_are_made_of() -> None:
    """A field that an official column reads and isn't known by would show another item's words."""
    catalog = make_catalog()
    read: set[str] = set()

    class Read:
        def __init__(self, item: Any) -> None:
            self._item = item

        def __getattr__(self, name: str) -> Any:
            read.add(name)
            return getattr(self._item, name)

    for item in catalog.items.values():
        for column in ITEM_COLUMNS:
            if column.name in OFFICIAL:
                column.value(catalog, Read(item))
    assert read == set(ROW_FIELDS)
