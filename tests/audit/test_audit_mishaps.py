"""Versions with mistakes in them: what nobody can read has not vanished, and nothing stops."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mishaps import EDITS, together
from tinycity import DISTRICT, renamed
from variants import diff

from generator.audit.snapshots import UnsoundError

if TYPE_CHECKING:
    from pathlib import Path

    from mishaps import Changes

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"


MISPLACED = {
    "folder": (renamed(f"{DISTRICT}/jia-bu", f"{DISTRICT}/Jia Bu"), f"{DISTRICT}/Jia Bu", "jia-bu"),
    "ending": (renamed(ITEMS, f"{DISTRICT}/jia-bu/jia.yaml"), f"{DISTRICT}/jia-bu/jia.yaml", "yml"),
    "depth": (
        renamed(ITEMS, f"{DISTRICT}/jia-bu/a/b/jia.yml"),
        f"{DISTRICT}/jia-bu/a/b/jia.yml",
        "",
    ),
}


@pytest.mark.parametrize("case", MISPLACED)
def test_what_a_misnamed_folder_holds_has_not_vanished(tmp_path: Path, case: str) -> None:
    """Nobody reads it, on either side: the name is the finding, as ``check`` says it, once."""
    wrong, place, fix = MISPLACED[case]
    for sides in (({}, wrong), (wrong, {})):
        with pytest.raises(UnsoundError) as caught:
            diff(tmp_path / str(len(sides[0])), *sides)
        (found,) = caught.value.diagnostics
        assert (found.path, fix in found.fix) == (place, True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"catalog/site.yml": None}, "catalog-missing"),
        ({ITEMS: "领域: jia\n"}, "schema-missing-key"),
        (renamed(ITEMS, f"{DISTRICT}/nobody/jia.yml"), "cover-owner"),
    ],
)
def test_what_is_missing_is_said_on_either_side(
    tmp_path: Path, changes: Changes, code: str
) -> None:
    """Settings, a file's items, whoever answers for them: nothing is compared without."""
    for sides in (({}, changes), (changes, {})):
        with pytest.raises(UnsoundError) as caught:
            diff(tmp_path / str(len(sides[0])), *sides)
        assert code in {found.code for found in caught.value.diagnostics}


@given(st.lists(EDITS, min_size=1, max_size=3), st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_was_done_by_mistake_is_told_or_refused(
    tmp_path_factory: pytest.TempPathFactory, edits: list, back: bool
) -> None:
    """Both sums come out, or the version that can't be read is named with what is wrong in it."""
    base = tmp_path_factory.getbasetemp() / "mishaps"
    shutil.rmtree(base, ignore_errors=True)
    sides = ({}, together(edits))
    try:
        diff(base, *(reversed(sides) if back else sides))
    except (NotADirectoryError, IsADirectoryError):
        return  # edits that no disk can hold together
    except UnsoundError as error:
        faults = error.diagnostics
    else:
        return
    assert faults


def test_a_hidden_folder_is_nobodys_business(tmp_path: Path) -> None:
    """As in a folder on a disk: what an editor or a tool keeps there is no data."""
    assert diff(tmp_path, {}, {"catalog/.old/jia.yml": "草稿: 一"}).changes == ()
