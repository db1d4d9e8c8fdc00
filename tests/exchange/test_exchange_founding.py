"""A new city from a list of units: a whole catalog in order, or nothing at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.check import check_folder
from generator.cli.main import run
from generator.diagnostics import Severity
from generator.exchange import found_city
from generator.resolve import load_catalog
from generator.site import build_site

DAY = dt.date(2026, 6, 1)
HEAD = "区划代码,名称,类型,上级代码\n"
UNITS = (
    f"{HEAD}980100,青云州,自治州,\n"
    "980121,东山旗,旗,980100\n"
    "980121100,松林苏木,苏木,980121\n"
    "980121400,西关街道,街道,980121\n"
)


def written(folder: Path, text: str) -> Path:
    """Write a list of units and return its path."""
    path = folder / "units.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Path:
    """Return a new city's folder."""
    folder = tmp_path_factory.mktemp("init")
    done = found_city(
        folder / "city", written(folder, UNITS), today=DAY, title="青云州公开目录"
    )  # fmt: skip
    assert done.ok, done.diagnostics
    assert (done.units, done.bodies > 20, done.items > 500) == (4, True, True)
    return folder / "city"


def test_a_new_city_is_in_order_and_complete(city):
    """Nothing is left to find: every valid row of each level stands in some owner's file."""
    found = check_folder(city, DAY)[1]
    assert not [d for d in found if d.severity is not Severity.NOTE]


def test_it_is_a_real_citys_beginning_not_an_official_site(city):
    """Not fictional, not official; levels come from its own types, names await checking."""
    catalog, _ = load_catalog(city, DAY)
    assert catalog is not None
    assert catalog.site.title == "青云州公开目录"
    assert not catalog.site.official
    assert catalog.site.levels == {
        "自治州": "市级", "旗": "县级", "苏木": "乡级", "街道": "乡级",
    }  # fmt: skip
    assert not any(body.name_verified for body in catalog.bodies.values() if body.slug)
    assert not any("【虚构】" in body.name for body in catalog.bodies.values())
    assert catalog.site.established == DAY
    assert catalog.site.hot


def test_its_folder_builds_as_it_is(tmp_path):
    """`gongkai build` works in the new folder, with the city's own prose and our templates."""
    table = written(tmp_path, f"{HEAD}980100,青云市,市,\n980121,东山县,县,980100\n")
    assert found_city(tmp_path / "city", table, today=DAY).ok
    built = build_site(tmp_path / "city", tmp_path / "site", DAY, report=lambda _found: None)
    assert built.pages > 500
    page = (tmp_path / "site" / "dongshan" / "index.html").read_text(encoding="utf-8")
    assert "东山县" in page
    assert (tmp_path / "site" / "help" / "privacy" / "index.html").is_file()


def test_the_folder_says_what_it_is_and_names_no_place_of_ours(city):
    """README, settings and what git leaves out are there; no path of this machine or project."""
    assert (city / "README.md").read_text(encoding="utf-8").startswith("# 青云州公开目录\n")
    settings = (city / "mkdocs.yml").read_text(encoding="utf-8")
    assert "site_name: 青云州公开目录\n" in settings
    assert "site_overrides" not in settings
    assert "/site/" in (city / ".gitignore").read_text(encoding="utf-8")
    head = (city / "catalog/districts/dongshan/unit.yml").read_text(encoding="utf-8")
    schema = head.partition("$schema=")[2].partition("\n")[0]
    assert (city / "catalog/districts/dongshan" / schema).resolve().is_file()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD, "units-table"),
        (UNITS.replace("980121,东山旗", "98012,东山旗"), "units-table"),
        (UNITS.replace("980121100", "970121100"), "place-code"),
        (UNITS.replace("旗,旗", "旗,园区"), "units-type"),
        ("", "table-missing-column"),
    ],
)
def test_a_list_with_faults_leaves_nothing_behind(tmp_path, text, code):
    """Whatever is wrong, neither the folder nor the half-built one beside it is there after."""
    done = found_city(tmp_path / "city", written(tmp_path, text), today=DAY)
    assert not done.ok
    assert code in {d.code for d in done.diagnostics}
    assert all(d.fix for d in done.diagnostics)
    assert [path.name for path in tmp_path.iterdir()] == ["units.csv"]


def test_an_unknown_type_says_how_to_map_it_and_the_map_is_taken(tmp_path):
    """The fix names the option with the very word; with it the city is written."""
    table = written(tmp_path, UNITS.replace("旗,旗", "旗,园区"))
    (fault,) = found_city(tmp_path / "city", table, today=DAY).diagnostics
    assert "--level 园区=县级" in fault.fix
    assert fault.span is not None
    assert fault.span.line == 3
    assert found_city(tmp_path / "city", table, today=DAY, levels={"园区": "县级"}).ok


def test_somebodys_files_are_never_written_over(tmp_path):
    """A folder with anything in it is refused and stays as it is; an empty one is taken."""
    table = written(tmp_path, UNITS)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    done = found_city(tmp_path / "full", table, today=DAY)
    assert [d.code for d in done.diagnostics] == ["city-folder"]
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["mine.txt"]
    done = found_city(table, table, today=DAY)
    assert [d.code for d in done.diagnostics] == ["city-folder"]
    assert table.read_text(encoding="utf-8") == UNITS


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    """A missing list and too long a name are told in one run."""
    done = found_city(tmp_path / "city", tmp_path / "none.csv", today=DAY, title="长" * 41)
    assert {d.code for d in done.diagnostics} == {"units-missing", "city-name"}


def test_the_folder_one_stands_in_is_not_replaced(tmp_path, monkeypatch):
    """A shell in the folder would be left in one that is gone: it is refused."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    done = found_city(Path(), written(tmp_path, UNITS), today=DAY)
    assert [d.code for d in done.diagnostics] == ["city-folder"]
    assert list((tmp_path / "here").iterdir()) == []


def test_a_single_county_may_be_the_root(tmp_path):
    """A county that keeps its own catalog has its departments and their items at the root."""
    table = written(tmp_path, f"{HEAD}980121,东山县,县,\n980121100,松林镇,镇,980121\n")
    assert found_city(tmp_path / "county", table, today=DAY).ok
    catalog, found = load_catalog(tmp_path / "county", DAY)
    assert catalog is not None, found
    assert {i.unit for i in catalog.items.values()} == {"980121", "980121100"}


def test_the_command_tells_what_it_wrote_and_what_was_wrong(tmp_path, capsys):
    """``gongkai init``: counts and exit 0; a level nobody knows is wrong use, exit 2."""
    table = str(written(tmp_path, UNITS.replace("旗,旗", "旗,园区")))
    call = ["init", str(tmp_path / "city"), "--units", table]
    assert run(call) == 1
    assert "--level 园区=县级" in capsys.readouterr().err
    assert run([*call, "--level", "园区=国级"]) == 2
    assert "省级、市级、县级、乡级、村级" in capsys.readouterr().err
    assert run([*call, "--level", "园区=县级"]) == 0
    assert "4 个单位" in capsys.readouterr().out
