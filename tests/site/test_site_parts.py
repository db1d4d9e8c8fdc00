"""A province in parts: each city built by itself, joined to the site one build makes."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from test_site_build import fingerprint

from generator.cli.main import run
from generator.site import SiteError, build_site
from generator.site.scope import PART
from generator.synth import synthesize

UNITS = Path(__file__).parents[1] / "data" / "units-province.csv"
DAY = "2026-11-01"


@pytest.fixture(scope="module")
def province(tmp_path_factory) -> Path:
    """Return a fictional province: cities, counties, towns, records."""
    root = tmp_path_factory.mktemp("province") / "province"
    assert synthesize(root, UNITS, 60, 3).ok
    return root


@pytest.fixture(scope="module")
def whole(province) -> dict[str, str]:
    """Return what one build of the province makes."""
    site = province.parent / "whole"
    assert run(["build", str(province), "--site-dir", str(site), "--as-of", DAY]) == 0
    return fingerprint(site)


def part(province: Path, name: str, *codes: str) -> Path:
    """Build the part of some units; return its folder."""
    site = province.parent / name
    only = [word for code in codes for word in ("--only", code)]
    assert run(["build", str(province), "--site-dir", str(site), "--as-of", DAY, *only]) == 0
    return site


def merged(province: Path, name: str, *parts: Path) -> Path:
    """Join parts; return the site."""
    site = province.parent / name
    arguments = ["--root", str(province), "--site-dir", str(site), "--as-of", DAY]
    assert run(["merge", *map(str, parts), *arguments]) == 0
    return site


def test_joined_parts_are_the_site_of_one_build(province, whole, capsys):
    """Each city by itself, then joined: the same files byte for byte, search and downloads too."""
    parts = [part(province, f"part-{code}", code) for code in ("970102", "970121", "972800")]
    capsys.readouterr()
    assert fingerprint(merged(province, "joined", *parts)) == whole
    said = capsys.readouterr().out
    made, new = (int(n.replace(",", "")) for n in _numbers(said))
    assert new < made / 2


def _numbers(said: str) -> tuple[str, str]:
    """Return how many pages there are, and how many were written now."""
    before, _, after = said.partition(" 页（新写 ")
    return before.rpartition("：")[2], after.partition(" 页")[0]


def test_a_part_has_what_belongs_to_its_units_alone(province, whole):
    """A part's files are the site's own: below its units' folders, their records and tables."""
    files = fingerprint(part(province, "alone", "970102"))
    files.pop(PART)
    assert files.items() < whole.items()
    units = province.glob("catalog/districts/**/unit.yml")
    unit = next(file for file in units if '"970102"' in file.read_text(encoding="utf-8"))
    below = unit.parent.relative_to(province / "catalog/districts").as_posix() + "/"
    assert {path for path in whole if path.startswith(below)} < files.keys()
    others = {path for path in files if not path.startswith(below)}
    assert all(path.startswith("records/") or f"/{below}" in path for path in others)


def test_parts_that_overlap_or_lack_something_make_the_same_site(province, whole):
    """A unit in two parts, and units in none: joining makes up for both."""
    two = part(province, "two", "970102001", "970102"), part(province, "one", "970100")
    assert fingerprint(merged(province, "uneven", *two)) == whole


def test_a_part_of_another_state_of_the_catalog_never_leads_to_a_wrong_page(
    province, whole, tmp_path
):
    """What changed since a part was built is made anew where the parts are joined."""
    older = tmp_path / "older"
    shutil.copytree(province, older)
    unit = next(older.glob("catalog/districts/*/*/unit.yml"))
    text = unit.read_text(encoding="utf-8")
    unit.write_text(text.replace("名称: 虚构", "名称: 虚构旧", 1), encoding="utf-8")
    stale = part(older, "stale", "970100")
    assert fingerprint(merged(province, "mended", stale)) == whole


def test_a_damaged_part_is_made_up_for(province, whole):
    """Files lost or cut on the way from one machine to another are made anew."""
    site = part(province, "damaged", "970121")
    pages = sorted(site.rglob("*.html"))
    pages[0].unlink()
    pages[1].write_bytes(pages[1].read_bytes()[:-1])
    assert fingerprint(merged(province, "repaired", site)) == whole


def test_parts_of_another_day_are_refused(province, tmp_path):
    """A part made for another day, or no part at all, is told apart; nothing is written."""
    other = tmp_path / "other"
    build_site(province, other, dt.date(2026, 10, 31), report=lambda _: None, only=["970121"])
    for folder, reason in ((other, "别的日期"), (tmp_path, "不是 gongkai build --only")):
        with pytest.raises(SiteError, match=reason):
            build_site(
                province, tmp_path / "site", dt.date.fromisoformat(DAY), parts=[folder],
                report=lambda _: None,
            )  # fmt: skip
    assert not (tmp_path / "site").exists()


def test_a_unit_nobody_knows_is_named(province, tmp_path, capsys):
    """A wrong 区划代码 is wrong use: told in words, exit 2, nothing written."""
    site = tmp_path / "site"
    assert run(["build", str(province), "--site-dir", str(site), "--only", "990000"]) == 2
    assert "990000" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
