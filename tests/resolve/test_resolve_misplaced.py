"""Whatever is missing or stands elsewhere: the catalog is resolved, or errors say why it isn't."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest
import tinycity
from hypothesis import given, settings
from hypothesis import strategies as st
from mishaps import EDITS, PLACES, moved, together
from tinycity import DISTRICT, FILES, RECORD, TOWN

from generator.diagnostics import Severity
from generator.resolve import load_catalog

if TYPE_CHECKING:
    from pathlib import Path

    from mishaps import Changes

TODAY = dt.date(2026, 1, 1)


def look(root: Path, changes: Changes) -> set[str]:
    """Return the codes of the errors in the changed city."""
    shutil.rmtree(root, ignore_errors=True)
    tinycity.write(root, changes)
    return judged(root)


def judged(root: Path) -> set[str]:
    """Return the codes of the errors; without any there is a catalog, with some there is none."""
    catalog, found = load_catalog(root, TODAY)
    errors = {fault.code for fault in found if fault.severity is Severity.ERROR}
    assert (catalog is None) == bool(errors)
    return errors


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_file_that_is_missing_or_elsewhere(tmp_path: Path, path: str) -> None:
    """One after the other in every place a hand may drop it."""
    look(tmp_path / "c", {path: None})
    for place in PLACES:
        look(tmp_path / "c", moved(path, place))


@given(st.lists(EDITS, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_several_faults_at_once(tmp_path_factory: pytest.TempPathFactory, edits: list) -> None:
    """Files that go, folders that land in others, and whatever a rule is made for."""
    root = tmp_path_factory.getbasetemp() / "several"
    shutil.rmtree(root, ignore_errors=True)
    try:
        tinycity.write(root, together(edits))
    except (NotADirectoryError, IsADirectoryError):
        return  # two edits that no disk can hold together
    judged(root)


@pytest.mark.parametrize("body", ["xin-bu", "xin-bu/a", "jia-bu/b", "qing-zhen/jia-bu"])
def test_documents_in_a_folder_of_nobody(tmp_path: Path, body: str) -> None:
    """Also where nothing but documents stands, and though somebody's folder is above it."""
    path = f"{DISTRICT}/{body}/records/2024/{RECORD.rpartition('/')[2]}"
    assert look(tmp_path / "c", {path: FILES[RECORD], RECORD: None}) == {"cover-owner"}


@pytest.mark.parametrize("after", [(), (f"{TOWN}/records/2024/20240105-bcd345.yml",)])
def test_the_only_document_of_a_folder_of_nobody_is_broken(tmp_path: Path, after: tuple) -> None:
    """It has its own error; no document of another folder is blamed for where it stands."""
    changes = {f"{DISTRICT}/unit.yml": None, RECORD: ""} | dict.fromkeys(after, FILES[RECORD])
    tinycity.write(tmp_path / "c", changes)
    _, found = load_catalog(tmp_path / "c", TODAY)
    blamed = {fault.path for fault in found if fault.code == "cover-owner"}
    assert RECORD in {fault.path for fault in found if fault.severity is Severity.ERROR}
    assert blamed.isdisjoint({RECORD, *after})


def test_a_departments_own_file_is_gone(tmp_path: Path) -> None:
    """The likeliest of them: its items and documents have nobody who answers for them."""
    assert "cover-owner" in look(tmp_path / "c", {f"{DISTRICT}/jia-bu/body.yml": None})
