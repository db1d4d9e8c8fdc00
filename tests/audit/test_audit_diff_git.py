"""Revisions compared in real repositories: merges, renames, rewritten files, clones cut short."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit, git
from tinycity import DISTRICT, FILES, RECORD, TOWN, edited

from generator.audit import (
    SourceError,
    UnsoundError,
    compare,
    history_of,
    life_of,
    news_of,
    open_source,
)  # fmt: skip
from generator.audit.diff.model import Kind, Thing
from generator.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

    from generator.audit.diff.model import Comparison

TODAY = dt.date(2026, 1, 1)
ITEMS, TOWN_ITEMS = f"{DISTRICT}/jia-bu/jia.yml", f"{TOWN}/jia.yml"
NARROWED = edited(ITEMS, '"01-01":', '"01-01":\n    公开方式: 依申请公开')
FASTER = edited(TOWN_ITEMS, '"01-01":', '"01-01":\n    公开时限: 信息形成之日起7个工作日内')


def diff(root: Path, old: str, new: str | None = None) -> Comparison:
    """Compare two revisions; both sums must come out."""
    found = compare(open_source(root, old), open_source(root, new), TODAY)
    assert found.proof is None or found.proof.holds
    return found


def kinds(found: Comparison) -> set[tuple[Kind, Thing, str]]:
    """Return what happened to what."""
    return {(change.kind, change.thing, change.key) for change in found.changes}


def test_a_merge_brings_what_its_branch_changed(tmp_path: Path) -> None:
    """Against its first parent a merge is the branch's changes, against the second the main's."""
    root = city(tmp_path)
    git(root, "checkout", "-q", "-b", "支")
    commit(root, NARROWED)
    git(root, "checkout", "-q", "main")
    commit(root, FASTER)
    git(root, "merge", "-q", "--no-ff", "支", "-m", "合并")
    assert kinds(diff(root, "HEAD^1", "HEAD")) == {(Kind.CHANGED, Thing.ITEM, "990102/01-01")}
    assert kinds(diff(root, "HEAD^2", "HEAD")) == {(Kind.CHANGED, Thing.ITEM, "990102101/01-01")}


def test_a_renamed_folder_moves_its_items_and_records(tmp_path: Path) -> None:
    """Identity is the code: items and documents go on, and so does the body."""
    root = city(tmp_path)
    git(root, "mv", f"{DISTRICT}/jia-bu", f"{DISTRICT}/jia-ju")
    commit(root, {})
    found = diff(root, "HEAD~1", "HEAD")
    assert kinds(found) == {
        *((Kind.MOVED, Thing.ITEM, f"990102/01-0{n}") for n in (1, 2, 3)),
        (Kind.MOVED, Thing.RECORD, "20240105-abc234"),
        (Kind.MOVED, Thing.BODY, "990102/jia-ju"),
    }
    assert found.proof is not None
    assert found.proof.continued == 6


def test_a_rewritten_file_that_says_the_same_is_no_change(tmp_path: Path) -> None:
    """Another order, another style, comments, Windows line ends: nothing is told."""
    root = city(tmp_path)
    text = '# 重写\r\n事项: {"01-03": , "01-01": , "01-02": }\r\n领域: "jia"\r\n'
    commit(root, {ITEMS: text.encode()})
    assert diff(root, "HEAD~1", "HEAD").changes == ()


def test_changes_that_are_not_committed_count(tmp_path: Path) -> None:
    """The folder as it is: edited, new and deleted files, staged or not."""
    root = city(tmp_path)
    tinycity.write(root, NARROWED)
    record = RECORD.replace("abc234", "abc777")
    (root / record).write_text(FILES[RECORD].replace("00001", "00002"), encoding="utf-8")
    (root / TOWN_ITEMS).unlink()
    assert kinds(diff(root, "HEAD")) == {
        (Kind.CHANGED, Thing.ITEM, "990102/01-01"),
        (Kind.ADDED, Thing.RECORD, "20240105-abc777"),
        (Kind.VANISHED, Thing.ITEM, "990102101/01-01"),
        (Kind.VANISHED, Thing.ITEM, "990102101/01-03"),
    }


def test_a_shallow_clone_compares_what_it_has_and_says_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2 with the way out; never a comparison with something else."""
    root = city(tmp_path / "城")
    commit(root, NARROWED)
    commit(root, FASTER)
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{root}", "浅")
    monkeypatch.chdir(tmp_path / "浅")
    assert run(["diff", "HEAD~1", "HEAD"]) == 0
    capsys.readouterr()
    assert run(["diff", "HEAD~2", "HEAD"]) == 2
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_an_archive_is_compared_with_a_revision(tmp_path: Path) -> None:
    """Equal contents are known as equal, whatever holds them."""
    root = city(tmp_path / "城")
    git(root, "archive", "-o", str(tmp_path / "旧.zip"), "--prefix=目录/", "HEAD")
    commit(root, NARROWED)
    assert diff(root, str(tmp_path / "旧.zip"), "HEAD~1").changes == ()
    assert kinds(diff(root, str(tmp_path / "旧.zip"), "HEAD")) == {
        (Kind.CHANGED, Thing.ITEM, "990102/01-01")
    }


def test_an_item_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Though the other file is equal in both: nobody could say which of the two it is."""
    root = city(tmp_path)
    commit(root, {f"{DISTRICT}/yi-bu/jia.yml": '领域: jia\n事项:\n  "01-02":\n'})
    with pytest.raises(UnsoundError) as caught:
        diff(root, "HEAD~1", "HEAD")
    assert [d.code for d in caught.value.diagnostics] == ["id-item"]


def test_an_equal_file_that_can_not_be_read_is_refused(tmp_path: Path) -> None:
    """What can't be counted would make the sums a guess."""
    root = city(tmp_path)
    commit(root, {TOWN_ITEMS: "领域: jia\n事项: [\n"})
    commit(root, NARROWED)
    with pytest.raises(UnsoundError):
        diff(root, "HEAD~1", "HEAD")


def test_a_missing_object_is_told(tmp_path: Path) -> None:
    """A damaged repository is no catalog with fewer items."""
    root = city(tmp_path)
    blob = git(root, "rev-parse", f"HEAD:{ITEMS}")
    commit(root, NARROWED)
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(SourceError, match="缺少文件的内容"):
        diff(root, "HEAD~1", "HEAD")


NAMED = f"{DISTRICT}/jia-bu/body.yml"
CODES = ("11990102XNBMAAAA1A", "11990102XNBMBBBB2B")


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("", "", True),
        ("名称: 甲局", "", False),
        (f"统一社会信用代码: {CODES[0]}", f"统一社会信用代码: {CODES[0]}\n名称: 甲局", True),
        (f"统一社会信用代码: {CODES[0]}", f"统一社会信用代码: {CODES[1]}", False),
    ],
    ids=["by-name", "another-name", "by-code", "another-code"],
)
def test_a_department_whose_folder_was_renamed_has_not_vanished(
    tmp_path: Path, before: str, after: str, *, same: bool
) -> None:
    """Its code says who it is, or its name; lists and histories say that all moved."""
    root = city(tmp_path)
    moved = NAMED.replace("jia-bu/", "xin-bu/")
    commit(root, {NAMED: _named(before)})
    git(root, "mv", f"{DISTRICT}/jia-bu", f"{DISTRICT}/xin-bu")
    commit(root, {moved: _named(after)})
    found = compare(open_source(root, "HEAD~1"), open_source(root, "HEAD"), TODAY)
    told = [(c.kind, c.key) for c in found.changes if c.thing is Thing.BODY]
    gone = [(Kind.VANISHED, "990102/jia-bu"), (Kind.ADDED, "990102/xin-bu")]
    assert told == ([(Kind.MOVED, "990102/xin-bu")] if same else gone)
    history = history_of(root)
    news = news_of(history, len(history.commits) - 1)
    assert ("消失" in [piece.event for piece in news]) is not same
    if before == after == "":
        listed = {(piece.kind, piece.event, piece.key) for piece in news}
        assert listed == {(c.thing.name.lower(), c.kind.value, c.key) for c in found.changes}
        assert [e.event for e in life_of(history, "item", "990102/01-01")] == ["列入", "移动"]
        owners = [field for piece in news for field in piece.changes if piece.kind == "item"]
        assert {(f.name, f.old, f.new) for f in owners} == {
            ("责任主体", "990102/jia-bu", "990102/xin-bu")
        }


def _named(more: str) -> str:
    """Return what the department's file says: ``more``, and its name where that has none."""
    name = "" if "名称:" in more else "名称: 甲部门\n"
    return f"{name}名称核对: 待核对\n履行: [jia-bu]\n{more}\n"


def test_a_servers_repository_is_compared_without_files_of_its_own(tmp_path: Path) -> None:
    """A bare repository has no folder to stand in; its revisions have theirs."""
    root = city(tmp_path / "城 市")
    commit(root, NARROWED)
    git(root, "clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    assert kinds(diff(tmp_path / "bare.git", "HEAD~1", "HEAD")) == kinds(
        diff(root, "HEAD~1", "HEAD")
    )


def test_a_name_of_something_that_is_no_commit_is_said_to_be_that(tmp_path: Path) -> None:
    """A tag on a file, a tree by its own name: there, but no revision of a catalog."""
    root = city(tmp_path)
    git(root, "tag", "wenjian", "HEAD:catalog/site.yml")
    tree = git(root, "rev-parse", "HEAD^{tree}")
    for spec in ("wenjian", tree):
        with pytest.raises(SourceError, match=f"“{spec}”是一个文件或者文件夹，不是提交"):
            open_source(root, spec)
    empty = git(root, "hash-object", "-t", "tree", "-w", "--stdin")
    git(root, "tag", "kong", git(root, "commit-tree", "-m", "空", empty))
    with pytest.raises(SourceError, match="这个版本里没有 catalog 文件夹"):
        open_source(root, "kong")
    with pytest.raises(SourceError, match="没有“--all”这个版本"):
        open_source(root, "--all")
