"""What a change says of itself: a stop with its day and reason is one thing said, not four."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit
from tinycity import DISTRICT, edited

from generator.audit import changes_md, changes_text, history_of, life_of, life_text, news_of
from generator.audit.accounts import account_of
from generator.audit.diff.model import FieldChange, Meaning

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
STOPPED = "状态: 停止公开\n    日期: 2025-03-01\n    理由: 职责划转\n    依据: 《【虚构】通知》"
NONE = "状态: 暂无信息\n    日期: 2025-03-01\n    理由: 没有发生"


def changed(**fields: tuple[str, str]) -> tuple[FieldChange, ...]:
    """Return field changes from pairs of before and after."""
    return tuple(FieldChange(name, *pair, (Meaning.METADATA,)) for name, pair in fields.items())


@pytest.mark.parametrize(
    ("event", "fields", "rest", "stone", "basis"),
    [
        ("停止公开",
         {"状态": ("", "停止公开"), "日期": ("", "d"), "理由": ("", "r"), "依据": ("", "b")},
         [], [("停止日期", "d"), ("理由", "r")], "b"),
        ("停止公开", {"停止": ("", "d"), "接替": ("", "01-09")}, ["接替"], [("停止日期", "d")], ""),
        ("恢复公开", {"状态": ("停止公开", ""), "日期": ("d", ""), "理由": ("r", "")},
         [], [("原停止日期", "d"), ("原理由", "r")], ""),
        ("修改", {"状态": ("", "暂无信息"), "日期": ("", "d"), "公开时限": ("a", "b")},
         ["状态", "公开时限"], [("日期", "d")], ""),
        ("修改", {"状态": ("暂无信息", ""), "日期": ("d", "")}, ["状态"], [("原日期", "d")], ""),
        ("修改", {"理由": ("r", "s")}, ["理由"], [], ""),
    ],
)  # fmt: skip
def test_what_stands_on_a_stop_is_told_apart_from_what_changed(
    event: str, fields: dict, rest: list, stone: list, basis: str
) -> None:
    """Of a state that came or went; a reason put otherwise later is a change like any other."""
    account = account_of(event, changed(**fields))
    assert [change.name for change in account.changes] == rest
    assert list(account.stone) == stone
    assert account.basis == basis


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a city in which an item was stopped, resumed and said to be without documents."""
    city(tmp_path)
    for number, written in enumerate((STOPPED, "", NONE), 3):
        files = edited(ITEMS, '"01-02":', f'"01-02":\n    {written}') if written else {
            ITEMS: tinycity.FILES[ITEMS]
        }  # fmt: skip
        commit(tmp_path, files, date=f"2025-0{number}-01T09:00:00+0800")
    return tmp_path


def test_a_life_tells_stops_in_words(root: Path) -> None:
    """Each line says something that is so; none says that a day changed from nothing."""
    text = life_text("标题", life_of(history_of(root), "item", "990102/01-02"))
    none, resumed, stopped = text.split("\n\n")[1:4]
    assert "停止公开" in stopped
    assert "  依据：《【虚构】通知》\n  停止日期：2025-03-01\n  理由：职责划转" in stopped
    assert "  原停止日期：2025-03-01\n  原理由：职责划转" in resumed
    assert "依据：没有写明" in resumed
    assert "  日期：2025-03-01\n  理由：没有发生\n  状态：（空） → 暂无信息" in none
    assert "日期：（空）" not in text


def test_the_documents_of_a_commits_pieces_are_named_once(root: Path) -> None:
    """The one that all name stands at the commit; where they differ, each stands at its own."""
    other = STOPPED.replace("《【虚构】通知》", "《【虚构】决定》")
    text = tinycity.FILES[ITEMS].replace('"01-01":', f'"01-01":\n    {STOPPED}')
    files = {ITEMS: text.replace('"01-02":', f'"01-02":\n    {other}')}
    commit(root, files, date="2025-06-01T09:00:00+0800")
    pieces = news_of(history_of(root), 1)
    told = changes_text(pieces, "2025-01-01")
    assert told.count("依据：《【虚构】通知》") == 2
    assert told.count("依据：《【虚构】决定》") == 1
    assert "  依据：没有写明\n  停止公开 事项 990102/01-01" in told
    assert "    - 停止日期：2025-03-01" in changes_md(pieces, "2025-01-01")


def test_another_document_than_the_commits_is_told_beside_it(root: Path) -> None:
    """Neither the item's own nor the commit's is left out; named by both, it stands once."""
    for message, beside in (("改\n\n依据: 虚构1号", True), ("改\n\n依据: 《【虚构】通知》", False)):
        text = tinycity.FILES[ITEMS]
        commit(root, {ITEMS: text.replace('"01-03":', f'"01-03":\n    {STOPPED}')}, message)
        life = life_text("标题", life_of(history_of(root), "item", "990102/01-03"))
        assert ("事项写明的依据：《【虚构】通知》" in life.split("\n\n")[1]) == beside
        commit(root, {ITEMS: text})
