"""Adoption writes what is missing, where it belongs, and touches nothing else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import tinycity
from tinycity import DISTRICT, TOWN, edited

from generator.check import check_folder
from generator.exchange import adopt

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 1, 1)
ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
NO_ITEMS = {path: None for path in tinycity.FILES if path.endswith(("jia-bu/jia.yml", "yi.yml"))}
NO_ITEMS = {p: None for p in NO_ITEMS if "standards" not in p} | {f"{TOWN}/jia.yml": None}


def test_everything_is_adopted_into_its_owners_file(tmp_path: Path) -> None:
    """From no items at all: each unit gets its level's rows, each in the body with the duty."""
    root = tinycity.write(tmp_path, NO_ITEMS)
    done = adopt(root, DAY)
    assert (done.added, done.diagnostics) == (6, ())
    assert set(done.written) == {ITEMS, f"{DISTRICT}/yi-bu/yi.yml", f"{TOWN}/jia.yml"}
    assert check_folder(root, DAY)[1] == ()


def test_adopting_again_changes_nothing(tmp_path: Path) -> None:
    """A complete catalog stays byte for byte as it is."""
    root = tinycity.write(tmp_path)
    before = (root / ITEMS).read_bytes()
    done = adopt(root, DAY)
    assert (done.added, done.written) == (0, ())
    assert (root / ITEMS).read_bytes() == before


def test_missing_line_is_set_at_its_place(tmp_path: Path) -> None:
    """A missing code goes before the next one, above its comments; local words stay as they are."""
    text = (
        "# 甲部门\n领域: jia\n事项:\n"
        '  "01-01":   # 保留\n    公开时限: 及时公开\n'
        '  # 说明 01-03\n  "01-03":\n'
    )
    root = tinycity.write(tmp_path, {ITEMS: text})
    assert adopt(root, DAY).added == 1
    expected = text.replace("  # 说明", '  "01-02":\n  # 说明')
    assert (root / ITEMS).read_text(encoding="utf-8") == expected


def test_missing_last_line_goes_to_the_end(tmp_path: Path) -> None:
    """A code after all others is added at the end of 事项, before whatever follows it."""
    text = '事项:\n  "01-01":\n  "01-02":\n\n# 领域在后\n领域: jia\n'
    root = tinycity.write(tmp_path, {ITEMS: text})
    adopt(root, DAY)
    written = (root / ITEMS).read_text(encoding="utf-8")
    assert written.index('"01-02"') < written.index('"01-03"') < written.index("# 领域在后")
    assert check_folder(root, DAY)[1] == ()


def test_one_unit_alone(tmp_path: Path) -> None:
    """Naming a unit's folder adopts for that unit and leaves the others' gaps to them."""
    root = tinycity.write(tmp_path, NO_ITEMS)
    assert adopt(root, DAY, [TOWN]).written == (f"{TOWN}/jia.yml",)


def test_row_without_a_holder_is_reported(tmp_path: Path) -> None:
    """Nobody holds the duty: the rest is written, this row is named with what to write where."""
    root = tinycity.write(
        tmp_path, NO_ITEMS | edited(f"{DISTRICT}/yi-bu/body.yml", "[yi-bu]", "[]")
    )
    done = adopt(root, DAY)
    # 02-01 names 有关企业 (归口 乙部门) first and 甲部门 second: the second holds it.
    assert f"{DISTRICT}/jia-bu/yi.yml" in done.written
    root = tinycity.write(
        tmp_path / "b", NO_ITEMS | edited(f"{DISTRICT}/jia-bu/body.yml", "[jia-bu]", "[]")
    )
    done = adopt(root, DAY)
    assert {d.code for d in done.diagnostics} == {"adopt-no-body"}
    assert "履行: [jia-bu]" in done.diagnostics[0].paste


@pytest.mark.parametrize(
    ("changes", "units", "code"),
    [
        ({"catalog/bases.yml": "依据: [\n"}, None, None),
        ({}, ["catalog/districts/nowhere"], "adopt-no-unit"),
        ({ITEMS: '领域: jia\n事项: {"01-01": , "01-02": }\n'}, None, "adopt-inline"),
    ],
)
def test_bad_input_writes_nothing(
    changes: dict[str, str | None], units: list[str] | None, code: str | None, tmp_path: Path
) -> None:
    """A broken catalog, an unknown unit or a one-line mapping is reported, and left as it was."""
    root = tinycity.write(tmp_path, changes)
    done = adopt(root, DAY, units)
    assert done.written == ()
    assert done.diagnostics
    assert code is None or {d.code for d in done.diagnostics} == {code}
