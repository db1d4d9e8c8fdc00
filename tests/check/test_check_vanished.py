"""Nothing leaves the catalog without a tombstone: compared with a real earlier commit."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
import tinycity
from tinycity import DISTRICT, RECORD, TOWN, edited

from generator.check import VANISHED_RULES, check_folder
from generator.cli.main import run
from generator.diagnostics import Severity
from generator.load import RevisionError, ask_earlier, earlier_documents

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diagnostics import Diagnostic

DAY = dt.date(2026, 1, 1)
ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
YI = "catalog/standards/yi.yml"
LOCAL = tinycity.row("01-B01", "本地", "事项").replace("    核对: 待核对\n", "")
LOCAL = LOCAL.replace("    序号: 1\n", "")


def git(root: Path, *arguments: str) -> None:
    """Run git in a folder, as nobody in particular."""
    who = {"NAME": "x", "EMAIL": "x@example.invalid"}
    names = {f"GIT_{role}_{k}": v for role in ("AUTHOR", "COMMITTER") for k, v in who.items()}
    subprocess.run(["git", *arguments], cwd=root, env=os.environ | names, check=True,
                   capture_output=True)  # fmt: skip


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Return a committed city with one local item."""
    tinycity.write(tmp_path, edited(ITEMS, '"01-03":\n', '"01-03":\n' + LOCAL))
    git(tmp_path, "init", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "建立目录")
    return tmp_path


def change(root: Path, path: str, old: str, new: str) -> None:
    """Replace text in one file of the city as it is now."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def found(root: Path) -> tuple[Diagnostic, ...]:
    """Return the findings against the last commit."""
    return check_folder(root, DAY, ask_earlier(root, "HEAD"))[1]


def test_unchanged_city_has_lost_nothing(city: Path) -> None:
    """Without a change there is no finding, and nothing was touched."""
    assert found(city) == ()
    assert earlier_documents(city, "HEAD").touched == frozenset()


def lose_local_item(root: Path) -> None:
    """Take the local item out."""
    change(root, ITEMS, LOCAL, "")


def lose_record(root: Path) -> None:
    """Delete the record."""
    (root / RECORD).unlink()


def lose_row(root: Path) -> None:
    """Give a row another code, everywhere."""
    (root / f"{DISTRICT}/yi-bu/yi.yml").unlink()
    text = (root / YI).read_text(encoding="utf-8")
    (root / YI).write_text(text.replace('"02-01"', '"02-02"'), encoding="utf-8")
    (root / f"{DISTRICT}/yi-bu/yi.yml").write_text(
        '领域: yi\n事项:\n  "02-02":\n', encoding="utf-8"
    )


def lose_unit(root: Path) -> None:
    """Give the town another code."""
    change(root, f"{TOWN}/unit.yml", "990102101", "990102102")


def change_row(root: Path) -> None:
    """Let the standard give a row more time."""
    change(root, YI, "20个工作日", "30个工作日")


def reuse_number(root: Path) -> None:
    """Give the record's number to a record of another name."""
    (root / RECORD).rename(root / RECORD.replace("abc234", "abc777"))


def rename_number(root: Path) -> None:
    """Give the record another number."""
    change(root, RECORD, "2024-00001", "2024-00009")


LOSSES = {
    "gone-item": (lose_local_item, {"gone-item"}),
    "gone-record": (lose_record, {"gone-record"}),
    "gone-row": (lose_row, {"gone-row", "gone-item"}),
    "row-changed": (change_row, {"row-changed"}),
    "gone-unit": (lose_unit, {"gone-unit"}),
    "number-reused": (reuse_number, {"number-reused", "gone-record"}),
    "number-renamed": (rename_number, {"number-renamed"}),
}


@pytest.mark.parametrize("code", LOSSES)
def test_each_loss_is_named(code: str, city: Path) -> None:
    """Removing an item, record, row or unit, or a number's meaning, raises its own code."""
    lose, expected = LOSSES[code]
    lose(city)
    assert {d.code for d in found(city)} == expected


def test_an_item_that_went_on_elsewhere_has_not_vanished(city: Path) -> None:
    """Whoever took it over says so (移自): nothing has to be left behind."""
    lose_local_item(city)
    town = LOCAL.replace("01-B01", "01-B02") + "    移自: 990102/01-B01\n"
    change(city, f"{TOWN}/jia.yml", '  "01-03":\n', '  "01-03":\n' + town)
    assert found(city) == ()


def test_every_code_has_a_loss() -> None:
    """A rule nobody can show broken is no rule."""
    assert set(LOSSES) == set(VANISHED_RULES)


def test_changed_row_says_who_follows_it(city: Path) -> None:
    """A change of the standard blocks nothing, and counts the units it reaches."""
    change_row(city)
    (note,) = found(city)
    assert note.severity is Severity.NOTE
    assert note.what == "02-01 改了公开时限，1 个单位照它公开。"


def test_tombstone_is_no_loss(city: Path) -> None:
    """A local item that says when, why and on what basis it ended has not vanished."""
    stopped = "    状态: 停止公开\n    日期: 2025-01-01\n    理由: 合并\n    依据: 某号\n"
    change(city, ITEMS, LOCAL, LOCAL + stopped)
    assert found(city) == ()


def test_moving_is_no_loss(city: Path) -> None:
    """An item or a record that moved to another body of the unit is still there."""
    (city / f"{DISTRICT}/jia-bu").rename(city / f"{DISTRICT}/bing-bu")
    assert found(city) == ()


def test_only_what_a_change_touches_blocks(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An old error elsewhere is shown as a note: exit 0; an error in a touched file: exit 1."""
    change(city, RECORD, '["01-01"]', '["01-09"]')
    git(city, "commit", "-a", "-m", "旧的错误")
    change(city, f"{TOWN}/unit.yml", "收录: 完整", "收录: 部分")
    arguments = ["check", "--root", str(city), "--changed-since", "HEAD"]
    assert run(arguments) == 0
    assert "提示 ref-record-item" in capsys.readouterr().out
    change(city, ITEMS, '"01-02":', '"01-02":\n    理由: 无')
    assert run(arguments) == 1


@pytest.mark.parametrize("revision", ["没有", "--output=x", "HEAD~9", "HEAD:catalog"])
def test_unknown_revision_is_explained(revision: str, city: Path) -> None:
    """A revision git doesn't know, or an option in its place, is refused in words."""
    with pytest.raises(RevisionError, match="找不到这个版本"):
        earlier_documents(city, revision)
    assert run(["check", "--root", str(city), f"--changed-since={revision}"]) == 2


def test_git_can_be_asked_while_something_else_is_done(city: Path) -> None:
    """Asked beside, git says the same, once; what it doesn't know is told to whoever waits."""
    lose_record(city)
    asked = ask_earlier(city, "HEAD")
    told = asked()
    assert asked() is told
    once = earlier_documents(city, "HEAD")
    assert (told.revision, told.touched) == (once.revision, once.touched)
    assert told.documents.keys() == once.documents.keys() == {RECORD}
    unknown = ask_earlier(city, "没有")
    with pytest.raises(RevisionError, match="找不到这个版本"):
        unknown()


def test_new_files_count_as_touched(city: Path) -> None:
    """A file not yet committed is part of the change."""
    new = city / TOWN / "records/2025/20250101-abc234.yml"
    new.parent.mkdir(parents=True)
    new.write_text("标题: 【虚构】\n事项: []\n", encoding="utf-8")
    touched = earlier_documents(city, "HEAD").touched
    assert touched == {f"{TOWN}/records/2025/20250101-abc234.yml"}


def test_catalog_below_the_top_of_its_repository(tmp_path: Path) -> None:
    """A catalog in a folder of a larger repository is compared with its own earlier files."""
    root = tinycity.write(tmp_path / "data")
    git(tmp_path, "init", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "建立目录")
    lose_record(root)
    assert {d.code for d in found(root)} == {"gone-record"}
    assert set(earlier_documents(root, "HEAD").documents) == {RECORD}
