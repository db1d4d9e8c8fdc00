"""A made-up city is a catalog like any other: sound, complete, the same every time."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from generator.diagnostics import Severity
from generator.resolve import State, load_catalog
from generator.synth import synthesize

if TYPE_CHECKING:
    from pathlib import Path

    from generator.resolve import Catalog

UNITS = """区划代码,名称,类型,上级代码
990100,云溪市,市,
990102,东岭区,县区,990100
990102100,新城镇,乡镇,990102
990102101,鑫城镇,乡镇,990102
990102400,滨湖街道,办事处,990102
"""
RECORDS = 120


def make(folder: Path, text: str = UNITS, *, records: int = RECORDS, seed: int = 7) -> Path:
    """Write a city below ``folder`` and return its folder."""
    table = folder / "units.csv"
    table.write_text(text, encoding="utf-8")
    result = synthesize(folder / "city", table, records, seed)
    assert result.ok, result.diagnostics
    return folder / "city"


def tree(root: Path) -> dict[str, str]:
    """Return the digest of every file by its path."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small city."""
    return make(tmp_path_factory.mktemp("synth"))


@pytest.fixture(scope="module")
def catalog(root: Path) -> Catalog:
    """Return the small city, loaded as of today."""
    loaded, found = load_catalog(root)
    faults = [d for d in found if d.severity is Severity.ERROR]
    assert loaded is not None, faults
    return loaded


def test_check_finds_no_errors(catalog: Catalog) -> None:
    """What synth writes passes every rule: a catalog with errors isn't loaded at all."""
    assert catalog.items


def test_the_counts_are_those_asked_for(catalog: Catalog) -> None:
    """Every unit of the list and every record asked for are there, no item is missing."""
    assert len(catalog.units) == 5
    assert len(catalog.records) == RECORDS
    for unit in catalog.units.values():
        rows = [row for row in catalog.standards.values() if unit.level in row.levels]
        own = {item.code for item in catalog.items.values() if item.unit == unit.code}
        assert {row.code for row in rows} <= own


def test_every_state_can_be_seen(catalog: Catalog) -> None:
    """Each of the states holds for some item; 应公开未公开 only in the complete unit."""
    assert {item.state for item in catalog.items.values()} == set(State)
    overdue = {i.unit for i in catalog.items.values() if i.state is State.OVERDUE}
    assert [catalog.units[code].complete for code in overdue] == [True]


def test_a_local_item_and_a_local_wording_can_be_seen(catalog: Catalog) -> None:
    """Pages of local items and of overridden fields have something to show."""
    assert any(not item.standard for item in catalog.items.values())
    assert any("本地补充" in item.elements[-1] for item in catalog.items.values())


def test_ticked_elements_can_be_seen(catalog: Catalog) -> None:
    """Items with all their elements ticked, with some, and with records that tick none."""
    published = [item for item in catalog.items.values() if item.state is State.PUBLISHED]
    assert any(item.ticked and len(item.ticked) == len(item.elements) for item in published)
    assert any(item.ticked and len(item.ticked) < len(item.elements) for item in published)
    assert any(not item.ticked for item in published)


def test_every_text_is_marked(catalog: Catalog) -> None:
    """No invented word stands without 【虚构】, nowhere on any page."""
    assert catalog.site.title.startswith("【虚构】")
    for record in catalog.records.values():
        for text in (record.title, record.abstract, record.issuer, record.index_number):
            assert text.startswith("【虚构】")
        assert record.text.startswith("【虚构】") or not record.text
        assert all(file.name.startswith("【虚构】") for file in record.attachments)
    for body in catalog.bodies.values():
        assert "【虚构】" in body.contact.source or not body.contact.phone


def test_the_site_is_never_official(catalog: Catalog) -> None:
    """A made-up city keeps the demonstration line everywhere."""
    assert not catalog.site.official


def test_records_lie_before_any_day_of_reading(catalog: Catalog) -> None:
    """No date is later than 2025, so a made-up city stays sound whenever it is checked."""
    days = [d for r in catalog.records.values() for d in (r.formed, r.published) if d]
    assert days
    assert max(days).year <= 2025


def test_records_belong_to_items_and_to_none(catalog: Catalog) -> None:
    """Most records stand under an item of their body's unit, some under none."""
    tied = [record for record in catalog.records.values() if record.items]
    assert RECORDS / 2 < len(tied) < RECORDS
    for record in tied:
        unit = catalog.bodies[record.body].unit
        assert all(f"{unit}/{code}" in catalog.items for code in record.items)


def test_names_alike_in_pinyin_get_folders_of_their_own(catalog: Catalog) -> None:
    """新城镇 and 鑫城镇 of one district are xincheng-zhen and xincheng-zhen-2."""
    slugs = {catalog.units[code].slug for code in ("990102100", "990102101")}
    assert slugs == {"xincheng-zhen", "xincheng-zhen-2"}


def test_no_personal_data_is_made_up(root: Path) -> None:
    """No run of digits could be an identity, account or mobile number."""
    for path in (root / "catalog").rglob("records/**/*.yml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{15,19})(?![0-9])", text)


def test_equal_arguments_give_equal_files(root: Path, tmp_path: Path) -> None:
    """Two runs write the same tree to the byte."""
    assert tree(make(tmp_path)) == tree(root)


def test_another_seed_gives_other_records(root: Path, tmp_path: Path) -> None:
    """The seed decides what is drawn, not what is adopted."""
    other = tree(make(tmp_path, seed=8))
    mine = tree(root)
    assert {p for p in mine if "/records/" not in p} == {p for p in other if "/records/" not in p}
    assert {p for p in mine if "/records/" in p} != {p for p in other if "/records/" in p}
