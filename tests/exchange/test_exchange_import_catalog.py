"""The project's own catalog: every row, subject, citation and unit of the real data is there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

CATALOG = Path(__file__).parents[2] / "catalog"


def _read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


@pytest.fixture(scope="module")
def items():
    """Return the standard items by code."""
    files = sorted((CATALOG / "standards").glob("*.yml"))
    return {code: item for path in files for code, item in _read(path)["事项"].items()}


def test_the_26_areas_hold_522_rows(items):
    """516 rows apply to counties, 156 to towns; 139 have been seen on published pages."""
    assert len(list((CATALOG / "standards").glob("*.yml"))) == 26
    assert len(items) == 522
    assert sum("县级" in item["公开层级"] for item in items.values()) == 516
    assert sum("乡级" in item["公开层级"] for item in items.values()) == 156
    checked = [item for item in items.values() if item["核对"] == "已核对"]
    assert len(checked) == 139
    assert all(item["来源"] for item in checked)


def test_every_subject_is_decided(items):
    """Each of the 66 spellings means known subjects; whoever has no file is answered for."""
    subjects = _read(CATALOG / "subjects.yml")
    spelled = {text for item in items.values() for text in item["公开主体"]}
    assert len(spelled) == 66
    assert spelled <= set(subjects["写法"])
    known = subjects["主体"]
    assert all(key in known for keys in subjects["写法"].values() for key in keys)
    for subject in known.values():
        if subject["类别"] in {"其他", "村"}:
            assert known[subject["归口"]]["类别"] == "部门"
            assert subject["说明"]


def test_every_citation_is_one_basis(items):
    """246 spellings, each of exactly one law or document."""
    homes: dict[str, list[str]] = {}
    for key, basis in _read(CATALOG / "bases.yml")["依据"].items():
        number = basis.get("文号")
        full = f"{basis['名称']}（{number}）" if number else basis["名称"]
        for text in {full, *basis.get("写法", ())}:
            homes.setdefault(text, []).append(key)
    cited = {text for item in items.values() for text in item["公开依据"]}
    assert len(cited) == 246
    assert all(len(homes[text]) == 1 for text in cited)


def test_front_page_names_what_exists(items):
    """Hot topics and groups name real areas and items; every area stands in one group."""
    site = _read(CATALOG / "site.yml")
    areas = {path.stem for path in (CATALOG / "standards").glob("*.yml")}
    grouped = [area for group in site["领域分组"] for area in group["领域"]]
    assert sorted(grouped) == sorted(areas)
    assert all(code in items for topic in site["热点"] for code in topic["事项"])
    assert site["正式发布"] == "false"


def test_units_and_records_of_the_city():
    """41 units with their codes, 22 records; nobody's e-mail address."""
    units = list(CATALOG.rglob("unit.yml"))
    assert len(units) == 41
    assert len({_read(path)["区划代码"] for path in units}) == 41
    records = list(CATALOG.glob("**/records/*/*.yml"))
    assert len(records) >= 22
    assert not [path for path in (*units, *records) if "@" in path.read_text(encoding="utf-8")]
