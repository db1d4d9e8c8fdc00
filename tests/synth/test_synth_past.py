"""A made-up city's past: a real repository, always the same, with every kind of change in it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from repositories import git
from test_synth_city import UNITS, tree

from generator.audit import Snapshot, compare, history_of, life_of, news_of, open_source, snapshot
from generator.resolve import State, load_catalog
from generator.synth import FEWEST, synthesize

if TYPE_CHECKING:
    from pathlib import Path

    from generator.audit import History

TOWNS = f"{UNITS}990102102,东山镇,乡镇,990102\n990102103,南塘镇,乡镇,990102\n"
COMMITS = 90
DAY = dt.date(2025, 12, 31)


def make(folder: Path, *, commits: int = COMMITS, seed: int = 7) -> Path:
    """Write a city with a past below ``folder`` and return its folder."""
    table = folder / "units.csv"
    table.write_text(TOWNS, encoding="utf-8")
    result = synthesize(folder / "city", table, 120, seed, commits)
    assert result.ok, result.diagnostics
    assert result.commits == commits
    return folder / "city"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small city with a past."""
    return make(tmp_path_factory.mktemp("past"))


@pytest.fixture(scope="module")
def history(root: Path) -> History:
    """Return its history."""
    return history_of(root)


def test_it_is_a_repository_with_so_many_commits(root: Path) -> None:
    """On its main line, nothing left uncommitted; some were brought by pull requests."""
    assert git(root, "rev-list", "--first-parent", "--count", "main") == str(COMMITS)
    assert git(root, "status", "--porcelain", "--", "catalog") == ""
    assert git(root, "branch", "--format=%(refname:short)") == "main"
    assert int(git(root, "rev-list", "--merges", "--count", "main")) > COMMITS / 8
    dates = git(root, "log", "--first-parent", "--reverse", "--format=%ct").split()
    assert dates == sorted(dates)


def test_the_city_is_sound_at_its_end(root: Path) -> None:
    """What the editors left passes every rule, with every state to be seen."""
    catalog, found = load_catalog(root)
    assert catalog is not None, found
    assert {item.state for item in catalog.items.values()} == set(State)
    assert catalog.site.established == dt.date(2025, 1, 2)


def test_the_past_gives_the_check_nothing_to_find(root: Path, tmp_path: Path) -> None:
    """What is moved stands with a body the standard names; new limits make no document late."""
    table = tmp_path / "units.csv"
    table.write_text(TOWNS, encoding="utf-8")
    assert synthesize(tmp_path / "city", table, 120, 7).ok
    found = [load_catalog(folder)[1] for folder in (root, tmp_path / "city")]
    here, without = ({(one.code, one.path) for one in each} for each in found)
    assert here <= without


@pytest.mark.parametrize("spec", ["2025-01-02", "2025-04-15", "2025-08-31", "HEAD~20"])
def test_it_was_sound_on_the_way(spec: str, root: Path) -> None:
    """The catalog of any day resolves, and none of it is later than that day."""
    then = snapshot(root, spec, DAY)
    assert isinstance(then, Snapshot)
    day = open_source(root, spec).date
    assert day is not None
    days = [r.published for r in then.catalog.records.values() if r.published]
    assert max(days) <= day


def test_every_kind_of_change_is_in_it(history: History) -> None:
    """What lists, histories and comparisons are there for has something to show."""
    events = {(piece.kind, piece.event) for piece in news_of(history)}
    assert events >= {
        ("item", "修改"), ("item", "停止公开"), ("item", "恢复公开"), ("item", "移动"),
        ("item", "改编号"), ("item", "合并"), ("item", "新增"), ("item", "消失"),
        ("row", "修改"), ("body", "修改"), ("record", "新增"), ("term", "新增"),
    }  # fmt: skip
    meanings = {meaning.value for piece in news_of(history) for meaning in piece.meanings}
    assert {"收窄", "扩大"} <= meanings


def test_most_changes_name_a_document_and_some_do_not(history: History) -> None:
    """An auditor finds both; documents and pull requests are told as from any repository."""
    changed = {piece.commit for piece in news_of(history) if piece.commit.pull}
    named = [commit for commit in changed if commit.basis]
    assert len(changed) / 2 < len(named) < len(changed)
    assert all(commit.basis.startswith("【虚构】") for commit in named)


def test_some_items_have_a_life(history: History) -> None:
    """Several versions of one item, under more than one number."""
    lives = [life_of(history, "item", key) for key in history.keys("item")]
    assert max(len(life) for life in lives) > 3
    assert any(len({entry.key for entry in life}) > 1 for life in lives)


def test_a_change_made_in_most_units_names_those_left_behind(root: Path) -> None:
    """A unit left out what the others did, and the comparison finds it."""
    found = compare(open_source(root, "2025-01-02"), open_source(root, "2025-12-31"), DAY)
    assert found.left_behind
    assert found.proof is not None
    assert found.proof.holds


def test_nobody_is_named(root: Path) -> None:
    """Who committed is nobody, and every message is marked or git's own."""
    who = set(git(root, "log", "--format=%an <%ae>|%cn <%ce>").splitlines())
    assert who == {"|".join(["【虚构】编辑 <nobody@example.invalid>"] * 2)}
    for subject in git(root, "log", "--format=%s").splitlines():
        assert re.match(r"【虚构】|Merge pull request #\d+$", subject), subject


def test_equal_arguments_give_equal_commits(root: Path, tmp_path: Path) -> None:
    """The same hashes, whatever the user's own settings of git; another seed gives others."""
    again = make(tmp_path)
    assert git(again, "rev-parse", "HEAD") == git(root, "rev-parse", "HEAD")
    assert tree(again / "catalog") == tree(root / "catalog")
    (tmp_path / "other").mkdir()
    other = make(tmp_path / "other", seed=8)
    assert git(other, "rev-parse", "HEAD") != git(root, "rev-parse", "HEAD")


def test_too_few_commits_are_refused(tmp_path: Path) -> None:
    """Where not every kind of change finds room, nothing is written."""
    table = tmp_path / "units.csv"
    table.write_text(UNITS, encoding="utf-8")
    result = synthesize(tmp_path / "city", table, 10, 1, FEWEST - 1)
    assert not result.ok
    assert f"至少要 {FEWEST} 次" in result.diagnostics[0].what
    assert not (tmp_path / "city").exists()


def test_without_git_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git is told so, and finds its folder empty."""
    table = tmp_path / "units.csv"
    table.write_text(UNITS, encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = synthesize(tmp_path / "city", table, 10, 1, FEWEST)
    assert "没有安装 git" in result.diagnostics[0].what
    assert list((tmp_path / "city").iterdir()) == []


@pytest.mark.parametrize(
    ("units", "ok"),
    [
        ("990100,云溪市,市,\n", False),
        ("990100,云溪市,市,\n990102,东岭区,县区,990100\n", True),
        ("990100,云溪市,市,\n990102100,新城镇,乡镇,990100\n", True),
    ],
    ids=["nobody", "county", "town"],
)
def test_the_smallest_cities_have_a_past_or_are_told_why_not(
    units: str, ok: bool, tmp_path: Path
) -> None:
    """One unit with items is enough, whatever can't happen there; without any it is said."""
    table = tmp_path / "units.csv"
    table.write_text(f"区划代码,名称,类型,上级代码\n{units}", encoding="utf-8")
    result = synthesize(tmp_path / "city", table, 10, 1, FEWEST)
    assert result.ok is ok, result.diagnostics
    assert ok or "编不出历史" in result.diagnostics[0].what
