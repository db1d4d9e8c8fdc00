"""git difftool and git diff, set up by one command and run by a real git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from repositories import city, commit, environment, git
from tinycity import DISTRICT, FILES, TOWN, edited

from generator.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Sequence

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with two revisions, set up for its tools, and be in it."""
    root = city(tmp_path / "目录 一")
    changes = edited(ITEMS, '"01-01":', '"01-01":\n    公开方式: 依申请公开')
    town = edited(
        f"{TOWN}/jia.yml", '"01-03":', '"01-03":\n    公开时限: 信息形成之日起7个工作日内'
    )
    commit(root, changes | town)
    monkeypatch.chdir(root)
    assert run(["diff", "--install-git"]) == 0
    return root


def tool(root: Path, *arguments: str) -> str:
    """Run git as a person would, our own package on the path."""
    project = Path(__file__).parents[2]
    paths = os.pathsep.join((str(project), os.environ.get("PYTHONPATH", "")))
    return subprocess.run(
        ["git", *arguments], cwd=root, env=environment() | {"PYTHONPATH": paths}, check=True,
        capture_output=True, text=True, encoding="utf-8",
    ).stdout  # fmt: skip


MODES: Sequence[tuple[str, ...]] = ((), ("--dir-diff",), ("--dir-diff", "--no-symlinks"))


@pytest.mark.parametrize("mode", MODES, ids=["file", "folder", "copies"])
def test_difftool_tells_what_changed(clone: Path, mode: tuple[str, ...]) -> None:
    """File by file or all at once, the items with what it means."""
    said = tool(clone, "difftool", "-y", "-t", "gongkai", *mode, "HEAD~1", "HEAD")
    assert "公开方式：收窄" in said
    assert "公开时限：扩大，更快" in said
    assert "没有事项无故消失" in said


def test_difftool_sees_a_file_that_is_gone(clone: Path) -> None:
    """Git passes nothing for it; its items have vanished."""
    path = f"{DISTRICT}/yi-bu/yi.yml"
    commit(clone, {path: None})
    said = tool(clone, "difftool", "-y", "-t", "gongkai", "HEAD~1", "HEAD")
    assert "有 1 项消失" in said


def test_diff_shows_each_value_with_its_item(clone: Path) -> None:
    """A changed line tells which item and which field it belongs to."""
    said = tool(clone, "diff", "HEAD~1", "HEAD")
    assert "+事项 › 01-01 › 公开方式：依申请公开" in said


def test_setting_up_twice_is_setting_up_once(clone: Path) -> None:
    """Nothing is committed, nothing is doubled, what stood there stays."""
    attributes = clone / ".git/info/attributes"
    attributes.write_text("*.txt text\n" + attributes.read_text(encoding="utf-8"), "utf-8")
    before = attributes.read_text(encoding="utf-8"), git(clone, "config", "--local", "--list")
    assert run(["diff", "--install-git"]) == 0
    assert before == (
        attributes.read_text(encoding="utf-8"), git(clone, "config", "--local", "--list"),
    )  # fmt: skip
    assert git(clone, "status", "--porcelain") == ""


def test_a_catalog_deeper_in_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tools find it where they were set up."""
    root = city(tmp_path)
    (root / "内").mkdir()
    git(root, "mv", "catalog", "内/catalog")
    commit(root, {})
    text = FILES[ITEMS].replace('"01-01":', '"01-01":\n    公开方式: 依申请公开')
    commit(root, {f"内/{ITEMS}": text})
    monkeypatch.chdir(root / "内")
    assert run(["diff", "--install-git"]) == 0
    for mode in MODES:
        said = tool(root, "difftool", "-y", "-t", "gongkai", *mode, "HEAD~1", "HEAD")
        assert "公开方式：收窄" in said, mode
    assert "› 公开方式：依申请公开" in tool(root, "diff", "HEAD~1", "HEAD")


def test_outside_a_repository_there_is_nothing_to_set_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Said in words, exit 2."""
    assert run(["diff", "--install-git", "--root", str(tmp_path)]) == 2
    assert "不是 git 版本库" in capsys.readouterr().err
