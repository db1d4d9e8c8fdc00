"""The index's files: complete, small, the same each time, and nothing but data."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.resolve import State, Term
from generator.search import browser_files, build_search
from generator.search.scripts import PARTS

BROWSER = Path(__file__).parents[2] / "generator" / "search" / "browser"
PREFIX = "(self.gongkaiSearch=self.gongkaiSearch||{})."


def read(files, name):
    """Return the data one of the index's scripts sets."""
    text = files[f"assets/search/{name}.js"].decode()
    assert text.startswith(PREFIX)
    return json.loads(text.split("=", 2)[2].removesuffix(";\n"))


def size(content):
    """Return the bytes the content takes on the wire."""
    return len(gzip.compress(content, 9, mtime=0))


@pytest.fixture(scope="session")
def index_files(real_catalog):
    """Return the real catalog's index."""
    return build_search(real_catalog)


def following(code):
    """Return the code after one: 20-04, 20-05."""
    area, number = code.split("-")
    return f"{area}-{int(number) + 1:02}"


def rows_of(table):
    """Return the rows a table of columns stands for."""
    columns = []
    for kind, column in zip(table["kinds"], table["columns"], strict=True):
        values = []
        for row in range(table["rows"]):
            if kind == "c":
                values.append(column[str(row)] if str(row) in column else following(values[-1]))
            elif kind == "d":
                values.append(column[row] + (values[-1] if row else 0))
            else:
                values.append(column[row])
        columns.append(values)
    return list(zip(*columns, strict=True))


@pytest.fixture(scope="session")
def tables(index_files):
    """Return the tables of items, areas, units, bases and terms."""
    return read(index_files, "items")


def test_the_same_catalog_gives_the_same_bytes(real_catalog, index_files):
    """Two builds of one catalog are equal byte for byte."""
    assert build_search(real_catalog) == index_files


def test_every_standard_item_is_there_word_for_word(real_catalog, tables):
    """Titles, elements and citations can be put together again exactly as the catalog has them."""
    bases = [
        f"{name}（{number}）" if number else name for _, name, number in rows_of(tables["bases"])
    ]
    cited = [cite[0] if isinstance(cite, list) else bases[cite] for cite in tables["cites"]]
    rows = {}
    for row in rows_of(tables["items"]):
        code, area, level1, level2, elements, cites = row[:6]
        rows[code] = (
            tables["areas"][area][0],
            tables["level1"][level1],
            level2,
            tables["elements"][elements],
            [cited[number] for number in cites],
        )
    assert rows == {
        code: (
            row.area,
            row.level1,
            row.level2,
            "；".join(row.elements),
            [cite.text for cite in row.citations],
        )
        for code, row in real_catalog.standards.items()
    }


def test_which_unit_has_which_item_follows_from_level_and_exceptions(real_catalog, tables):
    """Level plus the listed exceptions gives every (unit, item) pair and no other."""
    pairs = set()
    for number, row in enumerate(rows_of(tables["items"])):
        absent = tables["absent"].get(str(number), [])
        extra = tables["extra"].get(str(number), [])
        for place, unit in enumerate(tables["units"]):
            if (row[7] & unit[4] and place not in absent) or place in extra:
                pairs.add((unit[0], row[0]))
    assert pairs == {(item.unit, item.code) for item in real_catalog.items.values()}


def test_an_item_given_up_is_an_exception(real_catalog):
    """A unit that says the item is not its own is listed as lacking it."""
    item = real_catalog.items["340706/20-04"]
    items = {**real_catalog.items, item.id: replace(item, state=State.NOT_OURS)}
    found = read(build_search(replace(real_catalog, items=items)), "items")
    number = list(real_catalog.standards).index("20-04")
    place = list(real_catalog.units).index("340706")
    assert found["absent"] == {str(number): [place]}


def test_a_units_own_words_are_indexed_beside_the_standards(real_catalog):
    """An item whose text a unit has changed becomes a row of its own, with its unit."""
    item = real_catalog.items["340706/20-04"]
    items = {**real_catalog.items, item.id: replace(item, elements=("【虚构】要素",))}
    found = read(build_search(replace(real_catalog, items=items)), "items")
    (row,) = found["local"]
    assert (row[0], row[1]) == (list(real_catalog.units).index("340706"), "20-04")
    assert found["elements"][row[5]] == "【虚构】要素"


def test_no_unit_differs_where_all_adopt_the_standard(real_catalog, tables):
    """The text of 7,680 unit items is written once, not forty times."""
    changed = [item for item in real_catalog.items.values() if not item.standard]
    assert len(tables["local"]) >= len(changed)
    assert len(tables["local"]) < len(real_catalog.items) // 20


def test_traditional_characters_of_the_catalogs_words_have_their_simplified_form(index_files):
    """Every traditional character a reader may type for a word of the catalog is in the table."""
    old, new = read(index_files, "chars")["simple"]
    forms = dict(zip(old, new, strict=True))
    assert "".join(forms.get(char, char) for char in "徵地補償醫療保險") == "征地补偿医疗保险"


def test_readings_are_those_the_catalogs_words_have(index_files):
    """行 is heard as in 行政, 重 as in 重大; a common typo's sound is known too."""
    sound = read(index_files, "chars")["sound"]
    assert "行" in sound["xing"]
    assert "重" in sound["zhong"]
    assert "尝" in sound["chang"]


def test_the_whole_search_is_small(index_files, lunr_js):
    """Items take at most 40 KB on the wire, the script on every page 3 KB, all 92 KB."""
    files = index_files | browser_files(lunr_js)
    assert size(files["assets/search/items.js"]) <= 40_000
    assert size(files["assets/search/suggest.js"]) <= 3_000
    assert sum(map(size, files.values())) <= 92_000


def test_what_nobody_calls_of_lunr_stays_at_home(lunr_js):
    """Stems and the language of queries are left out, the index and its builder are there."""
    lunr = browser_files(lunr_js)["assets/search/lunr.js"].decode()
    for name in ("stemmer", "stopWordFilter", "trimmer", "QueryLexer", "QueryParser"):
        assert f"lunr.{name} = " in lunr_js.decode()
        assert f"lunr.{name}=" not in lunr
    for name in ("Index", "Builder", "Query", "TokenSet"):
        assert f"lunr.{name}=" in lunr


def test_lunrs_licence_travels_with_it(lunr_js):
    """Comments are dropped from lunr.js, the notice of its author and licence is not."""
    lunr = browser_files(lunr_js)["assets/search/lunr.js"].decode()
    assert "@license MIT" in lunr
    assert lunr.count("/*") < lunr_js.decode().count("/*") / 10


def test_text_of_the_catalog_cannot_end_its_script(real_catalog):
    """A title with a closing tag or a line separator stays inside its string."""
    hostile = "</script><script>alert(1)</script>\u2028"
    term = Term(hostile, ("最低生活保障",))
    content = build_search(replace(real_catalog, terms=(term,)))["assets/search/items.js"]
    assert b"</script" not in content
    assert "\u2028".encode() not in content
    assert list(read({"assets/search/items.js": content}, "items")["terms"]) == [hostile]


def test_every_browser_script_is_delivered():
    """Each script is part of one delivered file."""
    scripts = {path.name for path in BROWSER.glob("*.js")}
    parts = {f"{part}.js" for parts in PARTS.values() for part in parts}
    assert parts == scripts


def test_no_script_writes_markup(lunr_js):
    """Catalog text and queries are only ever set as text: no innerHTML and its kin, no eval."""
    for path in BROWSER.glob("*.js"):
        text = path.read_text("utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in text, path.name
