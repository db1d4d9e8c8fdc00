"""Items renumbered or moved more than once between two revisions: followed, or said to be lost."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import jsonschema
import openpyxl
import pytest
import tinycity
from repositories import city, clone, commit, git
from tinycity import DISTRICT, TOWN, local

from generator.audit import (
    compare,
    history_of,
    judge,
    news_of,
    open_source,
    passages,
    read_policy,
)  # fmt: skip
from generator.audit.diff.model import Kind, Thing
from generator.audit.report import REPORTS, render
from generator.check.schemas import schema
from generator.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

    from generator.audit.diff.model import Change, Comparison

TODAY = dt.date(2026, 1, 1)
ITEMS, TOWN_ITEMS = f"{DISTRICT}/jia-bu/jia.yml", f"{TOWN}/jia.yml"
STONE = "    状态: 停止公开\n    日期: 2025-06-30\n    理由: 职责划转\n    依据: 《某通知》\n"


def own(code: str, *sources: str) -> str:
    """Return an item of the district's own, and the numbers it comes from."""
    numbers = [key(source) for source in sources]
    if len(numbers) > 1:
        return local(f"01-{code}", f"    合并自: [{', '.join(numbers)}]\n")
    return local(f"01-{code}", "".join(f"    移自: {number}\n" for number in numbers))


def key(code: str) -> str:
    """Return the number of an item of the district's own."""
    return f"990102/01-{code}"


def repository(root: Path, *steps: tuple[str, ...]) -> Path:
    """Return a repository with a commit for each step: the district's own items after it."""
    city(root)
    for step in steps:
        commit(root, {ITEMS: tinycity.FILES[ITEMS] + "".join(step)})
    return root


def diff(root: Path, old: str, new: str | None = "HEAD") -> Comparison:
    """Compare two revisions; both sums must come out."""
    found = compare(open_source(root, old), open_source(root, new), TODAY)
    assert found.proof is not None
    assert found.proof.holds
    return found


def told(change: Change) -> tuple[Kind, str, tuple[str, ...], tuple[str, ...]]:
    """Return what happened to what, with the items it comes from and those it became."""
    return change.kind, change.key, change.sources, change.targets


TWICE = ((own("B01"),), (own("B02", "B01"),), (own("B03", "B02"),))
CHAINS = {
    "two": (TWICE, (Kind.RENUMBERED, key("B03"), (key("B01"),), ()), [("B01", "B02", "B03")]),
    "three": (
        (*TWICE, (own("B04", "B03"),)),
        (Kind.RENUMBERED, key("B04"), (key("B01"),), ()),
        [("B01", "B02", "B03", "B04")],
    ),
    "merged-then-renumbered": (
        ((own("B01"), own("B02")), (own("B03", "B01", "B02"),), (own("B04", "B03"),)),
        (Kind.MERGED, key("B04"), (key("B01"), key("B02")), ()),
        [("B01", "B03", "B04"), ("B02", "B03", "B04")],
    ),
    "split-then-renumbered": (
        (
            (own("B01"),),
            (own("B02", "B01"), own("B03", "B01")),
            (own("B04", "B02"), own("B05", "B03")),
        ),
        (Kind.SPLIT, key("B01"), (), (key("B04"), key("B05"))),
        [("B01", "B02", "B04"), ("B01", "B03", "B05")],
    ),
    "one-half-renumbered": (
        (
            (own("B01"),),
            (own("B02", "B01"), own("B03", "B01")),
            (own("B02", "B01"), own("B04", "B03")),
        ),
        (Kind.SPLIT, key("B01"), (), (key("B02"), key("B04"))),
        [("B01", "B03", "B04")],
    ),
    "given-away-and-renumbered": (
        ((own("B01"),), (own("B01"), own("B02", "B01")), (own("B01"), own("B03", "B02"))),
        (Kind.SPLIT, key("B01"), (), (key("B01"), key("B03"))),
        [("B01", "B02", "B03")],
    ),
    "taken-in-under-a-later-number": (
        (
            (own("B01"), own("B02")),
            (own("B01"), own("B03", "B02")),
            (own("B01", "B01", "B03"),),
        ),
        (Kind.MERGED, key("B01"), (key("B01"), key("B02")), ()),
        [("B02", "B03", "B01")],
    ),
    "a-stone-left-and-renumbered": (
        ((own("B01"),), (own("B01") + STONE, own("B02", "B01")),
         (own("B01") + STONE, own("B03", "B02"))),
        (Kind.RENUMBERED, key("B03"), (key("B01"),), ()),
        [("B01", "B02", "B03")],
    ),
    "split-and-merged-again": (
        (
            (own("B01"),),
            (own("B02", "B01"), own("B03", "B01")),
            (own("B04", "B02", "B03"),),
        ),
        (Kind.RENUMBERED, key("B04"), (key("B01"),), ()),
        [("B01", "B02", "B04")],
    ),
    "there-and-back-and-on": (
        ((own("B01"),), (own("B02", "B01"),), (own("B01", "B02"),), (own("B03", "B01"),),
         (own("B04", "B03"),)),
        (Kind.RENUMBERED, key("B04"), (key("B01"),), ()),
        [("B01", "B02", "B01", "B03", "B04")],
    ),
    "stopped-under-its-new-number": (
        ((own("B01"),), (own("B02", "B01"),), (own("B03", "B02"),),
         (own("B03", "B02") + STONE,)),
        (Kind.WITHDRAWN, key("B03"), (key("B01"),), ()),
        [("B01", "B02", "B03")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CHAINS)
def test_an_item_is_followed_through_the_numbers_in_between(tmp_path: Path, case: str) -> None:
    """What somebody wrote at each step counts, though neither revision has the number."""
    steps, expected, ways = CHAINS[case]
    root = repository(tmp_path, *steps)
    found = diff(root, f"HEAD~{len(steps) - 1}")
    (change,) = (change for change in found.changes if change.thing is Thing.ITEM)
    assert told(change) == expected
    assert change.ways == tuple(tuple(key(code) for code in way) for way in ways)
    stone = change.kind is Kind.WITHDRAWN or "stone" in case
    assert change.reason == ("职责划转" if stone else "")


@pytest.mark.parametrize("case", CHAINS)
def test_what_is_still_no_commit_is_followed_too(tmp_path: Path, case: str) -> None:
    """The last step stands in the folder only: it counts as if it had been committed."""
    steps, expected, _ = CHAINS[case]
    root = repository(tmp_path, *steps)
    git(root, "reset", "-q", "--mixed", "HEAD~1")
    (change,) = (c for c in diff(root, f"HEAD~{len(steps) - 2}", None).changes
                 if c.thing is Thing.ITEM)  # fmt: skip
    assert told(change) == expected


def test_an_item_moved_after_it_was_renumbered_has_moved(tmp_path: Path) -> None:
    """The unit is another one at the end: that is what is told, with its columns."""
    root = repository(tmp_path, *TWICE[:2])
    moved = tinycity.FILES[TOWN_ITEMS] + local("01-B09", f"    移自: {key('B02')}\n")
    commit(root, {ITEMS: tinycity.FILES[ITEMS], TOWN_ITEMS: moved})
    (change,) = diff(root, "HEAD~2").changes
    assert told(change) == (Kind.MOVED, "990102101/01-B09", (key("B01"),), ())
    assert change.ways == ((key("B01"), key("B02"), "990102101/01-B09"),)
    assert "单位" in {field.name for field in change.fields}


BROKEN = {
    "no-word": ([own("B01")], [own("B02", "B01")], [own("B03")]),
    "stone-removed": ([own("B01")], [own("B02", "B01") + STONE], []),
    "a-part-lost": (
        [own("B01")], [own("B02", "B01"), own("B03", "B01")], [own("B04", "B02")],
    ),
    "never-said": ([own("B01")], [own("B02")], [own("B03", "B02")]),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_chain_stays_vanished(tmp_path: Path, case: str) -> None:
    """Whatever else is written: one step without a word, and the item has vanished."""
    root = repository(tmp_path, *map(tuple, BROKEN[case]))
    gone = [c for c in diff(root, "HEAD~2").changes if c.kind is Kind.VANISHED]
    assert [change.key for change in gone] == [key("B01")]
    assert bool(gone[0].ways) is (case != "never-said")


def test_sides_outside_one_history_are_not_followed(tmp_path: Path) -> None:
    """A shallow clone, a folder, an archive, the other way round: vanished, with the way out."""
    root = repository(tmp_path / "城", *TWICE)
    shallow = clone(root, tmp_path / "浅", "--depth", "3")
    copied = clone(root, tmp_path / "抄")
    git(root, "archive", "-o", str(tmp_path / "旧.zip"), "HEAD~2")
    pairs = {
        "shallow": (shallow, "HEAD~2", "HEAD"),
        "folder": (root, "HEAD~2", str(copied)),
        "archive": (root, str(tmp_path / "旧.zip"), "HEAD"),
        "back": (root, "HEAD", "HEAD~2"),
    }
    for name, (place, old, new) in pairs.items():
        found = diff(place, old, new)
        gone = [change.key for change in found.changes if change.kind is Kind.VANISHED]
        assert gone == [key("B03" if name == "back" else "B01")], name
        text = str(render(judge(found, read_policy(open_source(place, new)), TODAY), "text"))
        assert f"运行 gongkai log {gone[0]} 查看" in text, name


def test_a_side_branch_that_was_merged_is_followed(tmp_path: Path) -> None:
    """The old revision is the branch's: it came to the main line by the merge."""
    root = city(tmp_path)
    git(root, "checkout", "-q", "-b", "支")
    commit(root, {ITEMS: tinycity.FILES[ITEMS] + own("B01")})
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "支", "-m", "合并")
    for item in (own("B02", "B01"), own("B03", "B02")):
        commit(root, {ITEMS: tinycity.FILES[ITEMS] + item})
    (change,) = diff(root, "支").changes
    assert told(change) == (Kind.RENUMBERED, key("B03"), (key("B01"),), ())


def test_numbers_that_came_and_went_on_a_branch_are_followed(tmp_path: Path) -> None:
    """The merge alone is a step of the main line: what its commits said of origins counts."""
    root = repository(tmp_path, TWICE[0])
    git(root, "checkout", "-q", "-b", "支")
    for step in TWICE[1:]:
        commit(root, {ITEMS: tinycity.FILES[ITEMS] + "".join(step)})
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "支", "-m", "合并")
    (change,) = diff(root, "HEAD~1").changes
    assert told(change) == (Kind.RENUMBERED, key("B03"), (key("B01"),), ())
    for remembered in (True, True, False):  # read, kept, read anew
        history = history_of(root, remembered=remembered)
        (piece,) = (p for p in news_of(history) if p.commit.subject == "合并")
        assert (piece.event, piece.key, piece.sources) == ("改编号", key("B03"), (key("B01"),))


def test_history_is_read_only_when_something_would_have_vanished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A renumbering that both revisions tell of costs no look at what lies between."""
    asked: list[object] = []
    real = passages.history_of
    monkeypatch.setattr(passages, "history_of", lambda *args: asked.append(args) or real(*args))
    root = repository(tmp_path, *TWICE)
    diff(root, "HEAD~1")
    assert asked == []
    diff(root, "HEAD~2")
    assert len(asked) == 1


def test_every_form_names_the_numbers_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing fails, and the number that neither revision has is there to read."""
    root = repository(tmp_path, *TWICE)
    monkeypatch.chdir(root)
    for style in REPORTS:
        output = ["-o", "bian.xlsx"] if style == "xlsx" else []
        assert run(["diff", "HEAD~2", "HEAD", "--format", style, *output]) == 0
        out = capsys.readouterr().out
        if style == "xlsx":
            cells = openpyxl.load_workbook(root / "bian.xlsx")["事项"].iter_rows(values_only=True)
            out = str(list(cells))
        assert "01-B02" in out.replace("\\", ""), style
        if style == "json":
            data = json.loads(out)
            jsonschema.Draft202012Validator(schema("diff")).validate(data)
            assert data["changes"][0]["ways"] == [[key("B01"), key("B02"), key("B03")]]


def test_who_is_resumed_and_then_gone_has_vanished(tmp_path: Path) -> None:
    """What went into another, came back and went without a word isn't kept by the other."""
    root = repository(
        tmp_path,
        (own("B01"), own("B02")),
        (own("B01") + STONE, own("B03", "B01", "B02")),
        (own("B01"), own("B03", "B01", "B02")),
        (own("B01"), own("B04", "B03")),
        (own("B04", "B03"),),
    )
    kinds = {change.key: change.kind for change in diff(root, "HEAD~4").changes}
    assert kinds == {key("B01"): Kind.VANISHED, key("B04"): Kind.RENUMBERED}
