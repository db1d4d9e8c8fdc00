"""A catalog as it stood, read from real repositories, folders and archives."""

from __future__ import annotations

import datetime as dt
import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit, git
from tinycity import DISTRICT, RECORD, TOWN

from generator.audit import SourceError, UnsoundError, snapshot
from generator.audit.sources import open_source

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 1, 1)
STRICTER = tinycity.edited(
    f"{TOWN}/jia.yml", '"01-01":', '"01-01":\n    公开时限: 信息形成之日起7个工作日内'
)


def limit(root: Path, spec: str | None) -> str:
    """Return the town's first item's limit in a catalog."""
    return snapshot(root, spec, TODAY).catalog.items["990102101/01-01"].limit


def test_revision_tag_branch_and_working_tree(tmp_path: Path) -> None:
    """Every way git names a commit is read as it stood; the folder as it is, saved or not."""
    root = city(tmp_path)
    git(root, "tag", "2024年底")
    second = commit(root, STRICTER)
    tinycity.write(root)
    assert limit(root, "2024年底") == limit(root, "HEAD~1") == limit(root, None)
    assert limit(root, second) == limit(root, "main") == "信息形成之日起7个工作日内"
    assert git(root, "status", "--porcelain").split() == ["M", f"{TOWN}/jia.yml"]


def test_day_is_the_last_first_parent_commit_by_then_in_china(tmp_path: Path) -> None:
    """A day ends at midnight in China; a merged branch's own commits don't count before it."""
    root = city(tmp_path)
    git(root, "checkout", "-q", "-b", "支")
    branch = commit(root, STRICTER, date="2025-01-15T12:00:00+0800")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "支", "-m", "合并", date="2025-02-01T00:30:00+0800")
    assert limit(root, "2025-01-31") != limit(root, "2025-02-01")
    source = open_source(root, "2025-02-01")
    assert source.date == dt.date(2025, 2, 1)
    assert source.revision not in ("", branch)
    with pytest.raises(SourceError, match="2024-12-31 以前没有提交"):
        open_source(root, "2024-12-31")
    with pytest.raises(SourceError, match="没有这一天"):
        open_source(root, "2025-02-30")


def test_equal_files_have_equal_names_wherever_they_lie(tmp_path: Path) -> None:
    """Folder, zip and tar name a content as git does, so nothing equal need be read."""
    root = city(tmp_path / "城")
    of_git = open_source(root, "HEAD").files
    git(root, "archive", "-o", str(tmp_path / "甲.zip"), "--prefix=mulu-1/", "HEAD")
    git(root, "archive", "-o", str(tmp_path / "乙.tar.gz"), "HEAD")
    for spec in (str(root), str(tmp_path / "甲.zip"), str(tmp_path / "乙.tar.gz")):
        source = open_source(tmp_path, spec)
        assert dict(source.files) == dict(of_git)
        assert source.read([RECORD])[RECORD] == tinycity.FILES[RECORD].encode()
        assert len(snapshot(tmp_path, spec, TODAY).catalog.items) == 6


@pytest.mark.parametrize("quoting", ["true", "false"])
def test_chinese_names_are_read_whatever_core_quotepath_says(tmp_path: Path, quoting: str) -> None:
    """A stray Chinese file is listed by its name, and doesn't keep the rest from being read."""
    root = city(tmp_path / "目录")
    git(root, "config", "core.quotepath", quoting)
    stray = f"{DISTRICT}/jia-bu/files/说明 一.txt"
    commit(root, {stray: "字"})
    assert stray in open_source(root, "HEAD").files
    assert limit(root, "HEAD")


def test_catalog_below_the_top_of_its_repository(tmp_path: Path) -> None:
    """The folder asked about may lie anywhere in a repository."""
    root = city(tmp_path)
    git(root, "mv", "catalog", "x")
    (root / "内").mkdir()
    git(root, "mv", "x", "内/catalog")
    commit(root, {})
    assert limit(root / "内", "HEAD")
    with pytest.raises(SourceError, match="没有 catalog 文件夹"):
        open_source(root, "HEAD")


def test_shallow_clone_says_what_is_missing(tmp_path: Path) -> None:
    """Where history is cut short, the message says so and how to get it."""
    root = city(tmp_path / "a")
    commit(root, STRICTER, date="2025-06-01T12:00:00+0800")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "b")
    for spec in ("2025-01-15", "HEAD~1"):
        with pytest.raises(SourceError, match=r"浅克隆.*--unshallow"):
            open_source(tmp_path / "b", spec)
    assert limit(tmp_path / "b", "2025-06-01")


def test_what_is_no_catalog_is_refused_in_words(tmp_path: Path) -> None:
    """No repository, no such revision, a broken archive, one of something else."""
    with pytest.raises(SourceError, match="不是 git 版本库"):
        open_source(tmp_path, "HEAD")
    root = city(tmp_path / "城")
    for spec in ("没有", "--help", "HEAD:catalog"):
        with pytest.raises(SourceError, match="没有“"):
            open_source(root, spec)
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(SourceError, match="打不开"):
        open_source(root, str(tmp_path / "坏.zip"))
    with zipfile.ZipFile(tmp_path / "别的.zip", "w") as archive:
        archive.writestr("README.md", "无关")
    with pytest.raises(SourceError, match=r"没有 catalog/site\.yml"):
        open_source(root, str(tmp_path / "别的.zip"))


def test_links_in_an_archive_are_no_files(tmp_path: Path) -> None:
    """A link to somewhere else is left out, not followed."""
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for path, text in tinycity.FILES.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
        link = tarfile.TarInfo("catalog/standards/bing.yml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    source = open_source(tmp_path, str(tmp_path / "a.tar"))
    assert source.files.keys() == tinycity.FILES.keys()


def test_broken_catalog_is_told_with_its_faults(tmp_path: Path) -> None:
    """A past catalog that can't be resolved is named with the errors, never half read."""
    root = city(tmp_path)
    commit(root, tinycity.edited(f"{TOWN}/jia.yml", "领域: jia", "领域: bing"))
    with pytest.raises(UnsoundError) as caught:
        snapshot(root, "HEAD", TODAY)
    assert caught.value.label == "HEAD"
    assert [d.code for d in caught.value.diagnostics] == ["ref-area"]


def test_rules_of_today_do_not_judge_the_past(tmp_path: Path) -> None:
    """What a newer rule would refuse can still be read: a town without an item it must have."""
    root = city(tmp_path)
    commit(root, tinycity.edited(f"{TOWN}/jia.yml", '  "01-03":\n', ""))
    assert "990102101/01-03" not in snapshot(root, "HEAD", TODAY).catalog.items
