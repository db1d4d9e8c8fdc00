"""Migration: a catalog of the first draft's format becomes today's, whole or not at all."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
import tinycity
from tinycity import DISTRICT, TOWN

from generator.check import check_folder
from generator.check.rules.settings import FORMAT
from generator.exchange import migrate
from generator.exchange.migrations import MIGRATIONS

DAY = dt.date(2026, 1, 1)
SITE, BODY = "catalog/site.yml", f"{DISTRICT}/jia-bu"
ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
OLD_BODY = """\
# yaml-language-server: $schema=../../../../schema/unit.schema.json
# 甲部门的说明
名称: 甲部门   # 正式名称
名称核对: 待核对
# 总机
电话: 0990-1000001
履行: [jia-bu]
地址: 【虚构】示例路1号
来源: 【虚构】测试
"""
NEW_BODY = """\
# yaml-language-server: $schema=../../../../schema/body.schema.json
# 甲部门的说明
名称: 甲部门   # 正式名称
名称核对: 待核对
联系:
  # 总机
  电话: 0990-1000001
  地址: 【虚构】示例路1号
  来源: 【虚构】测试
履行: [jia-bu]
"""
TOMBSTONE = """\
领域: jia
事项:
  # 停止日期写在下面
  "01-01":
  "01-02":
    状态: 停止公开
    停止日期: 2025-01-01   # 停止日期
    理由: 【虚构】合并
    依据: 【虚构】停止日期的通知
  "01-03":
"""


def draft(root: Path, changes: dict[str, str | None] | None = None) -> Path:
    """Write the tiny city as the first draft of the format had it."""
    bodies: dict[str, str | None] = {
        f"{BODY}/body.yml": None,
        f"{BODY}/unit.yml": OLD_BODY,
        f"{DISTRICT}/yi-bu/body.yml": None,
        f"{DISTRICT}/yi-bu/unit.yml": tinycity.FILES[f"{DISTRICT}/yi-bu/body.yml"],
        ITEMS: TOMBSTONE,
        **tinycity.edited(SITE, "格式版本: 1", "格式版本: 0   # 草稿"),
    }
    return tinycity.write(root, bodies | (changes or {}))


def texts(root: Path) -> dict[str, bytes]:
    """Return every file's bytes by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_there_is_a_step_from_every_older_format():
    """A chain without gaps leads from the first format to today's."""
    assert sorted(MIGRATIONS) == list(range(FORMAT))


def test_a_draft_becomes_a_catalog_in_order(tmp_path):
    """Bodies get their own kind of file, contacts their own key, tombstones 日期."""
    root = draft(tmp_path)
    done = migrate(root)
    assert (done.diagnostics, done.before, done.after) == ((), 0, FORMAT)
    assert set(done.changed) == {
        SITE, ITEMS, f"{BODY}/body.yml", f"{DISTRICT}/yi-bu/body.yml",
    }  # fmt: skip
    assert not (root / BODY / "unit.yml").exists()
    assert check_folder(root, DAY)[1] == ()


def test_comments_order_and_words_stay(tmp_path):
    """Only what the format changes is changed: comments, spacing and texts are as they were."""
    root = draft(tmp_path)
    migrate(root)
    after = texts(root)
    assert after[f"{BODY}/body.yml"].decode() == NEW_BODY
    assert after[ITEMS].decode() == TOMBSTONE.replace("    停止日期: 2025", "    日期: 2025")
    assert after[SITE].decode().startswith("格式版本: 1   # 草稿\n专题名:")
    unchanged = f"{TOWN}/unit.yml"
    assert after[unchanged].decode() == tinycity.FILES[unchanged]


def test_a_site_that_names_no_format_is_of_the_first(tmp_path):
    """The number is written above the first key, under the modeline."""
    head = "# yaml-language-server: $schema=../schema/site.schema.json\n"
    text = head + tinycity.FILES[SITE].replace("格式版本: 1\n", "")
    root = draft(tmp_path, {SITE: text})
    assert not migrate(root).diagnostics
    assert (root / SITE).read_text(encoding="utf-8").startswith(f"{head}格式版本: 1\n专题名:")


def test_migrating_again_changes_nothing(tmp_path):
    """An up-to-date catalog stays byte for byte as it is."""
    root = draft(tmp_path)
    migrate(root)
    before = texts(root)
    done = migrate(root)
    assert (done.before, done.after, done.changed) == (FORMAT, FORMAT, ())
    assert texts(root) == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({f"{BODY}/body.yml": "名称: 甲\n名称核对: 待核对\n履行: []\n"}, "migrate-both"),
        (tinycity.edited(SITE, "格式版本: 1", "格式版本: 2"), "migrate-newer"),
        (tinycity.edited(SITE, "格式版本: 1", "格式版本: 一"), "migrate-format"),
        ({f"{TOWN}/unit.yml": "名称: [\n"}, "yaml-"),
        ({SITE: None}, "migrate-no-site"),
    ],
)
def test_what_cannot_be_migrated_stays_whole(tmp_path, changes, code):
    """One file in the way, and no file is touched; it says which and what to do."""
    root = draft(tmp_path, changes)
    before = texts(root)
    done = migrate(root)
    assert done.diagnostics
    assert done.diagnostics[0].code.startswith(code)
    assert all(d.fix for d in done.diagnostics)
    assert texts(root) == before


def test_check_says_what_to_do_about_another_format(tmp_path):
    """An older format: one finding that names the command; a newer: install a newer version."""
    (found,) = check_folder(draft(tmp_path / "old"), DAY)[1]
    assert found.code == "site-format"
    assert "gongkai migrate" in found.fix
    newer = tinycity.edited(SITE, "格式版本: 1", f"格式版本: {FORMAT + 1}")
    (found,) = check_folder(tinycity.write(tmp_path / "new", newer), DAY)[1]
    assert "安装新版本" in found.fix


def test_the_command_tells_what_it_did(tmp_path):
    """``gongkai migrate`` says from which format to which, then that nothing is left to do."""
    root = draft(tmp_path)
    said = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "generator", "migrate", "--root", str(root)],
            cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
            encoding="utf-8",
        )  # fmt: skip
        said.append(done.stdout)
    assert said == ["格式 0 → 1，改了 4 个文件。\n", "目录已经是格式 1，没有改动。\n"]
