"""The kept answer is the right answer: any change of what it rests on makes a new one."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest
import tinycity
from hypothesis import given
from hypothesis import strategies as st
from tinycity import DISTRICT, FILES, RECORD, edited

from generator.check import check_folder, remember

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diagnostics import Diagnostic

DAY = dt.date(2026, 1, 1)
ITEMS = f"{DISTRICT}/jia-bu/jia.yml"

pytestmark = pytest.mark.usefixtures("marks_tell")


class Checks:
    """A check that counts how often it was really made."""

    def __init__(self, root: Path) -> None:
        self.root, self.made = root, 0

    def __call__(self, day: dt.date = DAY) -> tuple[Diagnostic, ...]:
        """Return the answer, from memory when that is allowed."""

        def check() -> tuple[Diagnostic, ...]:
            self.made += 1
            return check_folder(self.root, day)[1]

        return remember(self.root, day, check)


def test_unchanged_catalog_is_checked_once(tmp_path: Path) -> None:
    """The second answer is the first one, findings and spans and all."""
    check = Checks(tinycity.write(tmp_path, edited(ITEMS, '"01-02":', '"1-2":')))
    first = check()
    assert first
    assert (check(), check.made) == (first, 1)


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_change_of_any_file_is_noticed(path: str, tmp_path: Path) -> None:
    """Same size, same time, another byte: a new check."""
    check = Checks(tinycity.write(tmp_path))
    check()
    file = tmp_path / path
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\n", "\t", 1), encoding="utf-8", newline="\n")
    os.utime(file, ns=times)
    changed = check()
    assert check.made == 2
    assert changed == check_folder(tmp_path, DAY)[1]


def test_moved_added_and_removed_files_and_another_day_are_noticed(tmp_path: Path) -> None:
    """What a check rests on is more than the bytes: names, presence and the day count too."""
    check = Checks(tinycity.write(tmp_path))
    check()
    (tmp_path / RECORD).rename(tmp_path / RECORD.replace("abc234", "abc777"))
    check()
    (tmp_path / RECORD.replace("abc234", "abc777")).unlink()
    check()
    (tmp_path / "catalog" / "空.txt").touch()
    check()
    check(dt.date(2026, 1, 2))
    assert check.made == 5


@given(damage=st.binary(max_size=60), keep=st.integers(0, 400))
def test_damaged_memory_is_no_answer(
    damage: bytes, keep: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever stands in the kept file, the answer is the right one."""
    root = tmp_path_factory.mktemp("city")
    check = Checks(tinycity.write(root, edited(ITEMS, '"01-02":', '"1-2":')))
    right = check()
    place = root / ".gongkai" / "check.json"
    place.write_bytes(place.read_bytes()[:keep] + damage)
    assert check() == right


def test_memory_that_cannot_be_kept_costs_nothing_else(tmp_path: Path) -> None:
    """A file in the folder's place: every check is made anew, and none fails."""
    check = Checks(tinycity.write(tmp_path))
    (tmp_path / ".gongkai").write_text("", encoding="utf-8")
    assert (check(), check(), check.made) == ((), (), 2)
