"""What git tells of the catalog, in real repositories."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import tinycity
from repositories import git
from tinycity import RECORD, TOWN

from generator.audit import ChangeKind, history_of

if TYPE_CHECKING:
    from pathlib import Path


def repository(root: Path) -> Path:
    """Return a repository with two commits on the catalog and one beside it."""
    tinycity.write(root)
    git(root, "init", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-m", "建立目录")
    (root / RECORD).unlink()
    unit = root / TOWN / "unit.yml"
    unit.write_text(unit.read_text(encoding="utf-8") + "# 注\n", encoding="utf-8")
    git(root, "add", "-A")
    # Half past midnight in China is still the day before in UTC.
    git(root, "commit", "-m", "改", date="2025-02-01T00:30:00+0800")
    (root / "README.md").write_text("无关", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-m", "无关", date="2025-03-01T12:00:00+0800")
    return root


def test_changes_are_files_of_the_catalog_newest_first(tmp_path: Path) -> None:
    """Added, changed and removed files by their day in China; others don't count."""
    history = history_of(repository(tmp_path))
    assert history.complete
    assert history.revision_date == dt.date(2025, 3, 1)
    newest = {(c.path, c.kind) for c in history.changes if c.date == dt.date(2025, 2, 1)}
    assert newest == {(RECORD, ChangeKind.REMOVED), (f"{TOWN}/unit.yml", ChangeKind.CHANGED)}
    assert [c.date for c in history.changes] == sorted(
        (c.date for c in history.changes), reverse=True
    )
    assert len(history.changes) == len(tinycity.FILES) + 2


def test_first_seen_is_the_day_a_file_came(tmp_path: Path) -> None:
    """A file's first day is the day it was added, whatever changed later."""
    first = history_of(repository(tmp_path)).first_seen
    assert first[f"{TOWN}/unit.yml"] == dt.date(2025, 1, 1)


def test_shallow_clone_says_it_is_incomplete(tmp_path: Path) -> None:
    """A clone cut short has the revision's date, and no claim about history."""
    source = repository(tmp_path / "a")
    git(tmp_path, "clone", "--depth", "1", f"file://{source}", "b")
    history = history_of(tmp_path / "b")
    assert (history.complete, history.changes) == (False, ())
    assert history.revision_date == dt.date(2025, 3, 1)


def test_folder_outside_git_has_no_history(tmp_path: Path) -> None:
    """No repository: no date, no changes, no error."""
    history = history_of(tinycity.write(tmp_path))
    assert (history.revision_date, history.complete, history.changes) == (None, False, ())


def test_folder_that_another_repository_ignores_has_no_history(tmp_path: Path) -> None:
    """A catalog that lies in a repository without being kept in it has no history of its own."""
    repository(tmp_path)
    history = history_of(tinycity.write(tmp_path / "ignored"))
    assert (history.revision_date, history.complete) == (None, False)


def test_names_of_officials_are_never_read(tmp_path: Path) -> None:
    """Nothing of a committer's name or e-mail address is in what the site is given."""
    assert "张三" not in str(history_of(repository(tmp_path)))
    assert "zhang" not in str(history_of(tmp_path))


def test_odd_file_names_are_kept_whole(tmp_path: Path) -> None:
    """A name with spaces, quotes or Chinese comes out as it is on disk."""
    root = repository(tmp_path)
    odd = root / "catalog" / '怪 "名\n字.txt'
    odd.write_text("x", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-m", "怪")
    assert history_of(root).changes[0].path == 'catalog/怪 "名\n字.txt'
