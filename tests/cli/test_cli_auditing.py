"""What auditors type: log, changes, show, and building the catalog as it stood."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit, git
from test_cli_commands import gongkai
from tinycity import DISTRICT, RECORD, edited

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
LIMIT = edited(ITEMS, '"01-02":\n', '"01-02":\n    公开时限: 信息形成之日起7个工作日内\n')
STEM = RECORD.rpartition("/")[2].removesuffix(".yml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with a foundation and one change of a limit."""
    made = city(tmp_path / "目录")
    commit(made, edited("catalog/site.yml", "2020-01-01", "2025-01-01"))
    commit(made, LIMIT, "改 (#12)\n\n依据: 虚构发〔2025〕1号", date="2025-02-01T09:00:00+0800")
    return made


def test_log_tells_every_version_of_an_item(root: Path) -> None:
    """Newest first: day, event, body, commit, who (here alone), document, fields."""
    done = gongkai("log", "990102/01-02", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("990102/01-02 救助·审批信息\n共 2 个版本，新的在前。\n")
    assert "2025-02-01 修改  东区甲部门\n" in done.stdout
    assert "张三 <zhang@example.invalid>" in done.stdout
    assert "依据：虚构发〔2025〕1号  合并请求 #12" in done.stdout
    assert "20个工作日内 → 信息形成之日起7个工作日内" in done.stdout


def test_log_of_a_record_and_as_data(root: Path) -> None:
    """A document by its file's name; JSON without anybody's name."""
    done = gongkai("log", STEM, "--format", "json", cwd=root)
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert (told["kind"], told["key"]) == ("record", STEM)
    assert "张三" not in done.stdout


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("01-02", "990102/01-02 救助·审批信息"), ("990103/01-02", "990102/01-02"),
        ("审批信息", "990102/01-02"), ("什么也不是", "编号写成 340706/20-04"),
        ("救助的办事指南", "是不是 990102/01-01 救助·办事指南"),
        ("俗话", "是不是 990102/01-01 救助·办事指南"), ("990102/01-09", "是不是 990102/01-03"),
        ("990102-01-02", "是不是 990102/01-02 救助·审批信息、"),
        (f"{STEM[:-1]}5", f"是不是 {STEM}"),
    ],
)  # fmt: skip
def test_log_of_what_never_was_suggests_what_is_near(asked: str, near: str, root: Path) -> None:
    """A wrong number is wrong use: exit 2, with the numbers that may have been meant."""
    done = gongkai("log", asked, cwd=root)
    assert done.returncode == 2
    assert f"历史里没有 {asked}" in done.stderr
    assert near in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("log", "990102/01-02"), ("changes", "--since", "HEAD")])
def test_without_the_whole_history_nothing_is_told(
    arguments: tuple[str, ...], root: Path, tmp_path: Path
) -> None:
    """A shallow clone and a folder outside git: exit 2, why, and what to do."""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    done = gongkai(*arguments, cwd=tmp_path / "shallow")
    assert done.returncode == 2
    assert "历史不完整" in done.stderr
    assert "git fetch --unshallow" in done.stderr
    outside = tinycity.write(tmp_path / "outside")
    done = gongkai(*arguments, cwd=outside)
    assert done.returncode == 2
    assert "不在 git 版本库里" in done.stderr


@pytest.mark.parametrize("style", ["text", "md", "json"])
def test_changes_since_a_day(style: str, root: Path) -> None:
    """What changed since, in three formats; the foundation is not among it."""
    done = gongkai("changes", "--since", "2024-01-01", "--format", style, cwd=root)
    assert done.returncode == 0
    assert "虚构发〔2025〕1号" in done.stdout
    assert "建立目录" not in done.stdout
    assert "张三" not in done.stdout


def test_changes_since_nothing_known_is_wrong_use(root: Path) -> None:
    """An unknown revision: exit 2 and how to name one."""
    done = gongkai("changes", "--since", "nowhere", cwd=root)
    assert done.returncode == 2
    assert "没有“nowhere”这个版本" in done.stderr
    assert "--since" in done.stderr
    assert gongkai("changes", cwd=root).returncode == 2


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("2025/2/1", "日期写成 2025-02-01。"), ("2025年2月1日", "日期写成 2025-02-01。"),
        ("2025-2-1", "日期写成 2025-02-01。"), ("2999-01-01", "2999-01-01 还没有到。"),
        ("2025-13-01", "没有这一天"), ("２０２５．２．１", "日期写成 2025-02-01。"),
        ("20250201", "日期写成 2025-02-01。"), ("2025年2月", "日期要写到日，例如 2025-02-01。"),
    ],
)  # fmt: skip
def test_days_written_otherwise_are_told_as_they_are_written(
    spec: str, said: str, root: Path
) -> None:
    """A day as Chinese or Excel write it, one still to come, one that isn't: exit 2, and why."""
    done = gongkai("changes", "--since", spec, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    if "还没有到" not in said:
        for verb in (("show", "990102/01-02", "--as-of"), ("build", "--as-of"), ("diff",)):
            done = gongkai(*verb, spec, cwd=root)
            assert (done.returncode, done.stdout) == (2, "")
            assert said in done.stderr


@pytest.mark.parametrize("verb", ["log", "show"])
def test_numbers_typed_in_full_width_are_the_same_numbers(verb: str, root: Path) -> None:
    """What a Chinese keyboard makes of digits, stroke and dash names the same item."""
    done = gongkai(verb, "９９０１０２／０１－０２", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == gongkai(verb, "990102/01-02", cwd=root).stdout


def test_show_tells_an_item_now_and_then(root: Path) -> None:
    """All columns as the files have them now, on a day, in a revision; text and JSON."""
    now = gongkai("show", "990102/01-02", cwd=root)
    assert "公开时限：信息形成之日起7个工作日内\n" in now.stdout
    for spec in ("2025-01-15", "HEAD~1"):
        then = gongkai("show", "990102/01-02", "--as-of", spec, "--format", "json", cwd=root)
        told = json.loads(then.stdout)
        assert told["as_of"] == ("2025-01-15" if spec == "2025-01-15" else "2025-01-01")
        assert told["item"]["公开时限"] == "信息形成或者变更之日起20个工作日内"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("990102/01-09",), "没有事项 990102/01-09"),
        (("990103/01-02",), "是不是 990102/01-02 救助·审批信息、"),
        (("俗话",), "是不是 990102/01-01 救助·办事指南"),
        (("990102",), "990102 是东区的代码，后面还要写事项的编码，例如 990102/01-01。"),
        ((STEM,), f"这是一份公开信息，它的各个版本用 gongkai log {STEM} 看。"),
        (("990102/01-02", "--as-of", "2019-01-01"), "2019-01-01 以前没有提交"),
        (("990102/01-02", "--as-of", "nowhere"), "没有“nowhere”这个版本"),
    ],
)
def test_show_of_what_is_not_there(arguments: tuple[str, ...], said: str, root: Path) -> None:
    """An item or a version that isn't there is wrong use, told in Chinese."""
    done = gongkai("show", *arguments, cwd=root)
    assert done.returncode == 2
    assert said in done.stderr


def test_show_of_a_catalog_with_errors_lists_them(root: Path) -> None:
    """A catalog that can't be resolved has findings: exit 1."""
    (root / ITEMS).write_text("领域: jia\n事项: [\n", encoding="utf-8")
    done = gongkai("show", "990102/01-01", cwd=root)
    assert done.returncode == 1
    assert ITEMS in done.stderr


@pytest.mark.parametrize("spec", ["2025-01-15", "HEAD~1"])
def test_build_as_of_an_earlier_version(spec: str, root: Path) -> None:
    """The catalog as it stood, from git alone; each page says which day's it is."""
    (root / ITEMS).write_text("改坏了", encoding="utf-8")
    done = gongkai("build", "--site-dir", root / "then", "--as-of", spec, cwd=root)
    assert done.returncode == 0, done.stderr
    page = (root / "then" / "dong/jia/01-02/index.html").read_text(encoding="utf-8")
    assert f"这是 {'2025-01-15' if spec == '2025-01-15' else '2025-01-01'} 的版本" in page
    assert "7个工作日内" not in page
    assert (root / ITEMS).read_text(encoding="utf-8") == "改坏了"


def test_build_as_of_a_day_to_come_is_the_present_catalog(root: Path) -> None:
    """A day the present version has reached only says on which day states are judged."""
    done = gongkai("build", "--site-dir", root / "later", "--as-of", "2026-01-01", cwd=root)
    assert done.returncode == 0, done.stderr
    page = (root / "later" / "dong/jia/01-02/index.html").read_text(encoding="utf-8")
    assert "目录版本：2026-01-01" in page
    assert "这是 2026-01-01 的版本" not in page
    assert "7个工作日内" in page


def test_build_as_of_before_the_catalog_is_wrong_use(root: Path) -> None:
    """Nothing stood then: exit 2, and no site is written."""
    done = gongkai("build", "--site-dir", root / "none", "--as-of", "2019-01-01", cwd=root)
    assert done.returncode == 2
    assert "2019-01-01 以前没有提交" in done.stderr
    assert not (root / "none").exists()
