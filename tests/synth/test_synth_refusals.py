"""What synth refuses, and that it says why and leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.synth import synthesize

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "区划代码,名称,类型,上级代码\n"
CITY = f"{HEAD}990100,云溪市,市,\n"


def test_a_folder_with_files_is_not_written_into(tmp_path: Path) -> None:
    """Somebody's files stay as they are."""
    table = tmp_path / "units.csv"
    table.write_text(CITY, encoding="utf-8")
    result = synthesize(tmp_path, table, 1, 1)
    assert not result.ok
    assert [d.code for d in result.diagnostics] == ["city-folder"]
    assert [path.name for path in tmp_path.iterdir()] == ["units.csv"]


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    """A path that is a file is named, not overwritten."""
    table = tmp_path / "units.csv"
    table.write_text(CITY, encoding="utf-8")
    result = synthesize(table, table, 1, 1)
    assert [d.code for d in result.diagnostics] == ["city-folder"]
    assert table.read_text(encoding="utf-8") == CITY


def test_a_missing_list_of_units_and_a_negative_count_are_told_together(tmp_path: Path) -> None:
    """All that is wrong with the arguments is said in one run."""
    result = synthesize(tmp_path / "city", tmp_path / "none.csv", -1, 1)
    assert {d.code for d in result.diagnostics} == {"units-missing", "synth-records"}
    assert all(d.fix for d in result.diagnostics)
    assert not (tmp_path / "city").exists()


@pytest.mark.parametrize(
    "text",
    ["", HEAD, "a,b\n1,2\n", f"{CITY}990102,东岭区,星球,990100\n", "\x00\xff", CITY + "\x00,,,\n"],
)
def test_a_list_with_faults_leaves_nothing_behind(tmp_path: Path, text: str) -> None:
    """A bad list of units is a diagnostic with a way out, and the folder can be used again."""
    table = tmp_path / "units.csv"
    table.write_bytes(text.encode("latin-1") if "\xff" in text else text.encode())
    result = synthesize(tmp_path / "city", table, 3, 1)
    assert not result.ok
    assert all(d.what and d.fix for d in result.diagnostics)
    assert not (tmp_path / "city").exists() or not any((tmp_path / "city").iterdir())
