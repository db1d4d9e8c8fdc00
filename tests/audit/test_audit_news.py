"""What changed since a day or a revision: told once, judged, without anybody's name."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit, git
from tinycity import DISTRICT, RECORD, TOWN, edited, local, renamed

from generator.audit import (
    SourceError,
    changes_json,
    changes_md,
    changes_text,
    history_of,
    life_json,
    life_of,
    life_text,
    news_of,
    people_of,
    since,
    versions,
)
from generator.audit.diff.model import Meaning

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.audit import Piece

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
ROWS = "catalog/standards/jia.yml"
UNIT = f"{TOWN}/unit.yml"
SLOWER = edited(ITEMS, '"01-02":\n', '"01-02":\n    公开时限: 信息形成或者变更之日起30个工作日内\n')
WHY = "改时限 (#12)\n\n依据: 虚构发〔2025〕1号"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the tiny city with a foundation on the first day, in a repository."""
    made = city(tmp_path)
    commit(made, edited("catalog/site.yml", "2020-01-01", "2025-01-01"))
    return made


def news(root: Path) -> tuple[Piece, ...]:
    """Return all that is news."""
    return news_of(history_of(root))


def told(pieces: Sequence[Piece]) -> list[tuple[str, str, str]]:
    """Return kinds, keys and events."""
    return [(piece.kind, piece.key, piece.event) for piece in pieces]


def test_the_foundation_is_no_news(root: Path) -> None:
    """What came up to the day of 建立日期 is the baseline, in however many commits."""
    commit(root, SLOWER)
    assert news(root) == ()
    commit(root, {ITEMS: tinycity.FILES[ITEMS]}, date="2025-01-02T12:00:00+0800")
    assert told(news(root)) == [("item", "990102/01-02", "修改")]


def test_a_piece_says_where_it_belongs_and_what_it_means(root: Path) -> None:
    """Unit, body and area by their codes; the change judged; who is known by body alone."""
    commit(root, SLOWER, WHY, date="2025-02-01T12:00:00+0800")
    (piece,) = news(root)
    assert (piece.unit, piece.body, piece.area) == ("990102", "990102/jia-bu", "jia")
    assert (piece.title, piece.owner) == ("救助·审批信息", "东区甲部门")
    assert piece.meanings == (Meaning.NARROWING,)
    assert (piece.commit.basis, piece.commit.pull) == ("虚构发〔2025〕1号", "12")


def test_the_first_word_an_item_says_of_its_own_is_judged(root: Path) -> None:
    """An item that had nothing written followed its row: what it writes now is set beside that."""
    state = "    状态: 本级无此职责\n    日期: 2025-02-01\n    理由: 【虚构】\n"
    commit(root, edited(ITEMS, '"01-02":\n', f'"01-02":\n{state}'), date="2025-02-01T12:00:00+0800")
    commit(root, {ITEMS: tinycity.FILES[ITEMS]}, date="2025-02-02T12:00:00+0800")
    there, back = sorted(news(root), key=lambda piece: piece.commit.seconds)
    assert there.meanings == (Meaning.NARROWING, Meaning.METADATA)
    assert back.meanings == (Meaning.WIDENING, Meaning.METADATA)


def test_a_row_is_one_piece_with_the_items_it_reaches(root: Path) -> None:
    """Forty units follow a row: its change is told once; who wrote the column isn't reached."""
    commit(root, edited(f"{TOWN}/jia.yml", '"01-01":\n', '"01-01":\n    公开方式: 依申请公开\n'),
           date="2025-02-01T12:00:00+0800")  # fmt: skip
    text = tinycity.FILES[ROWS].replace("公开方式: 主动公开", "公开方式: 依申请公开")
    commit(root, {ROWS: text}, date="2025-02-02T12:00:00+0800")
    reached = {piece.key: piece.reached for piece in news(root) if piece.kind == "row"}
    assert reached == {
        "01-01": ("990102/01-01",),
        "01-02": ("990102/01-02",),
        "01-03": ("990102/01-03", "990102101/01-03"),
    }


def test_a_stopped_item_is_not_reached_by_its_row(root: Path) -> None:
    """Of the items with a row's code only those follow its change that are open."""
    stone = "    状态: 停止公开\n    日期: 2025-02-01\n    理由: 虚构\n    依据: 《虚构》\n"
    commit(root, edited(f"{TOWN}/jia.yml", '"01-01":\n', f'"01-01":\n{stone}'),
           date="2025-02-01T12:00:00+0800")  # fmt: skip
    text = tinycity.FILES[ROWS].replace("公开方式: 主动公开", "公开方式: 依申请公开", 1)
    commit(root, {ROWS: text}, date="2025-02-02T12:00:00+0800")
    assert [piece.reached for piece in news(root) if piece.kind == "row"] == [("990102/01-01",)]


def test_a_merger_does_not_tell_what_its_row_says_otherwise(root: Path) -> None:
    """What one commit changes in a row is the row's news, also where an item takes one in then."""
    taken = tinycity.FILES[ITEMS].replace('  "01-02":\n', "").replace(
        '"01-01":\n', '"01-01":\n    移自: 990102/01-02\n'
    )  # fmt: skip
    row = tinycity.FILES[ROWS].replace("公开对象: 全社会", "公开对象: 特定群体", 1)
    commit(root, {ITEMS: taken, ROWS: row}, date="2025-02-02T12:00:00+0800")
    merger = next(piece for piece in news(root) if piece.event == "合并")
    names = [change.name for change in merger.changes]
    assert "01-01 公开对象" not in names
    assert "01-02 公开对象" in names


def test_a_documents_pieces_lie_in_the_area_of_its_items(root: Path) -> None:
    """A town's own body is its unit's code; a document's area is that of its first item."""
    path = f"{TOWN}/records/2025/20250203-abc235.yml"
    text = tinycity.FILES[RECORD].replace("990102/2024", "990102101/2025")
    commit(root, {path: text}, date="2025-02-03T12:00:00+0800")
    (piece,) = news(root)
    assert (piece.kind, piece.event, piece.unit, piece.body, piece.area) == (
        "record", "新增", "990102101", "990102101", "jia",
    )  # fmt: skip


def test_what_goes_without_a_tombstone_has_vanished(root: Path) -> None:
    """Items, documents, rows and units vanish; words and bases are merely removed."""
    commit(root, {
        RECORD: None,
        ITEMS: tinycity.FILES[ITEMS].replace('  "01-02":\n', ""),
        **edited("catalog/terms.yml", "俗话:", "别的话:"),
    }, date="2025-02-01T12:00:00+0800")  # fmt: skip
    assert {(p.kind, p.event) for p in news(root)} == {
        ("item", "消失"), ("record", "消失"), ("term", "删除"), ("term", "新增"),
    }  # fmt: skip
    assert next(p for p in news(root) if p.kind == "item").meanings == (Meaning.NARROWING,)


def test_since_a_day_and_since_a_revision(root: Path) -> None:
    """The day named counts; of a revision, and of a branch beside main, only what came behind."""
    first = commit(root, SLOWER, date="2025-02-01T23:59:00+0800")
    git(root, "branch", "beside")
    commit(root, {RECORD: None}, date="2025-02-02T00:01:00+0800")
    history = history_of(root)

    def seen(spec: str) -> list[str]:
        return [piece.kind for piece in news_of(history, since(root, history, spec))]

    assert seen("2025-02-01") == ["item", "record"]
    assert seen("2025-02-02") == ["record"]
    assert seen("2025-02-03") == []
    assert seen(first) == seen("beside") == seen("HEAD~1") == ["record"]
    assert seen("1999-01-01") == ["item", "record"]
    for wrong in ("2025-02-30", "nowhere", "--all"):
        with pytest.raises(SourceError, match="2026-01-31"):
            since(root, history, wrong)


def test_text_and_markdown_say_the_same(root: Path) -> None:
    """Event, thing, field before and after with its meaning, document and pull request."""
    commit(root, SLOWER, WHY, date="2025-02-01T12:00:00+0800")
    for render in (changes_text, changes_md):
        text = render(news(root), "2025-01-01")
        for part in (
            "2025-02-01", "虚构发〔2025〕1号", "12", "990102/01-02", "救助·审批信息",
            "20个工作日内 → 信息形成或者变更之日起30个工作日内", "收窄", "更慢",
        ):  # fmt: skip
            assert part in text, part
    assert "目录没有变化" in changes_text((), "2025-01-01")


def test_markdown_keeps_the_catalogs_words_as_words(root: Path) -> None:
    """Nothing the catalog holds becomes a link, an image, a heading or a tag."""
    hostile = "[点](javascript:x) <img src=x> `a` **b** | c"
    commit(root, edited(ITEMS, '"01-02":\n', f'"01-02":\n    理由: "{hostile}"\n'),
           date="2025-02-01T12:00:00+0800")  # fmt: skip
    text = changes_md(news(root), "2025-01-01")
    assert r"\[点\](javascript:x) &lt;img src=x&gt; \`a\` \*\*b\*\* \| c" in text


def test_terminal_text_has_no_control_characters(root: Path) -> None:
    """A commit's subject can't move the cursor or colour the screen."""
    commit(root, SLOWER, "改\x1b[31m红", date="2025-02-01T12:00:00+0800")
    assert "\x1b" not in changes_text(news(root), "2025-01-01")


def test_only_the_terminals_text_names_people(root: Path) -> None:
    """Name and address stand in what `log` prints for a terminal; in data and Markdown never."""
    name = commit(root, SLOWER, date="2025-02-01T12:00:00+0800")
    entries = life_of(history_of(root), "item", "990102/01-02")
    people = people_of(root, [name])
    assert people == {name: "张三 <zhang@example.invalid>"}
    assert "张三 <zhang@example.invalid>" in life_text("题", entries, people)
    for text in (
        life_json("item", "题", entries),
        changes_json(news(root), "x"),
        changes_md(news(root), "x"),
        changes_text(news(root), "x"),
    ):
        assert "张三" not in text
        assert "zhang" not in text


def test_data_is_whole(root: Path) -> None:
    """JSON has every piece with its fields, meanings, time in China, and the items reached."""
    commit(root, SLOWER, WHY, date="2025-02-01T23:00:00+0000")
    (piece,) = json.loads(changes_json(news(root), "x"))["changes"]
    assert dt.datetime.fromisoformat(piece["time"]).isoformat() == "2025-02-02T07:00:00+08:00"
    assert (piece["pull"], piece["basis"]) == ("12", "虚构发〔2025〕1号")
    (field,) = piece["changes"]
    assert (field["field"], field["meanings"], field["note"]) == ("公开时限", ["narrowing"], "更慢")
    versions = json.loads(life_json("item", "题", life_of(history_of(root), "item", piece["key"])))
    assert [version["event"] for version in versions["versions"]] == ["列入", "修改"]


FROM = "    移自: 990102/01-B01\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([local("01-B01")], [local("01-B04", FROM)], [("01-B04", "改编号", ["01-B01"])]),
        ([local("01-B01"), local("01-B02")],
         [local("01-B05", "    合并自: [990102/01-B01, 990102/01-B02]\n")],
         [("01-B05", "合并", ["01-B01", "01-B02"])]),
        ([local("01-B01")], [local("01-B06", FROM), local("01-B07", FROM)],
         [("01-B06", "拆分", ["01-B01"]), ("01-B07", "拆分", ["01-B01"])]),
        ([local("01-B01")], [local("01-B04")],
         [("01-B01", "消失", []), ("01-B04", "新增", [])]),
        ([local("01-B01")], [local("01-B04", "    移自: 990102/01-B09\n")],
         [("01-B01", "消失", []), ("01-B04", "新增", [])]),
    ],
    ids=["renumbered", "merged", "split", "unsaid", "another"],
)  # fmt: skip
def test_what_went_on_under_another_number_has_not_vanished(
    root: Path, before: list, after: list, expected: list
) -> None:
    """The new number tells what became of the old, where somebody wrote it; likeness is no word."""
    text = tinycity.FILES[ITEMS]
    commit(root, {ITEMS: text + "".join(before)}, date="2025-02-01T09:00:00+0800")
    commit(root, {ITEMS: text + "".join(after)}, date="2025-03-01T09:00:00+0800")
    pieces = [piece for piece in news(root) if piece.commit.date.month == 3]
    short = len("990102/")
    assert [(p.key[short:], p.event, [s[short:] for s in p.sources]) for p in pieces] == expected
    text = changes_text(pieces, "2025-03-01")
    assert ("原来是 990102/01-B01" in text) == bool(expected[0][2])


def test_items_stop_and_resume_with_their_unit(root: Path) -> None:
    """A line in unit.yml stops all its items, as `diff` says; its undoing resumes them."""
    ended = tinycity.FILES[UNIT] + "撤销: 2025-01-31\n"
    commit(root, {UNIT: ended}, WHY, date="2025-02-01T12:00:00+0800")
    commit(root, {UNIT: tinycity.FILES[UNIT]}, date="2025-03-01T12:00:00+0800")
    pieces = news(root)
    items = [f"990102101/01-0{number}" for number in (1, 3)]
    assert told(pieces) == [
        *(("item", key, "停止公开") for key in items), ("unit", "990102101", "停止公开"),
        *(("item", key, "恢复公开") for key in items), ("unit", "990102101", "恢复公开"),
    ]  # fmt: skip
    said = {change.name: change.new for change in pieces[0].changes}
    assert said == {"状态": "停止公开", "日期": "2025-01-31", "理由": "青镇已经撤销"}
    assert pieces[0].meanings == (Meaning.NARROWING,)


def test_a_unit_that_is_to_end_ends_on_its_day(root: Path) -> None:
    """What is said ahead is told of the items by the first commit from that day on."""
    ended = tinycity.FILES[UNIT] + "撤销: 2025-04-01\n"
    commit(root, {UNIT: ended}, date="2025-02-01T12:00:00+0800")
    commit(root, SLOWER, date="2025-03-01T12:00:00+0800")
    assert [event for kind, _, event in told(news(root)) if kind == "item"] == ["修改"]
    commit(root, {ITEMS: tinycity.FILES[ITEMS]}, date="2025-04-01T12:00:00+0800")
    found = {piece.key: str(piece.commit.date) for piece in news(root) if piece.event == "停止公开"}
    assert found == {
        "990102101": "2025-02-01", "990102101/01-01": "2025-04-01", "990102101/01-03": "2025-04-01",
    }  # fmt: skip


ADDRESS = "https://example.invalid/"
ATTACHED = tinycity.FILES[RECORD] + f"附件:\n  - 名称: 表\n    链接: {ADDRESS}jia\n"
DOCUMENTS = {
    "link": (f"{ADDRESS}1", f"{ADDRESS}2", "换链接", ["链接"]),
    "attachment's link": (f"{ADDRESS}jia", f"{ADDRESS}yi", "换链接", ["附件链接"]),
    "attachment": ("名称: 表", "名称: 图", "换文件", ["附件"]),
    "text": ("索引号", "正文: 字\n索引号", "换文件", ["正文"]),
    "title": ("救助办事指南", "救助指南", "修改", ["标题"]),
    "repealed": ("索引号", "有效性: 已废止\n索引号", "修改", ["有效性"]),
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_document_is_told_by_what_changed(root: Path, case: str) -> None:
    """By the words of ``diff``, but that a repealed one is still public: nothing was stopped."""
    old, new, event, names = DOCUMENTS[case]
    assert old in ATTACHED
    commit(root, {RECORD: ATTACHED}, date="2025-02-01T12:00:00+0800")
    commit(root, {RECORD: ATTACHED.replace(old, new, 1)}, date="2025-02-02T12:00:00+0800")
    piece = news(root)[-1]
    assert (piece.event, [change.name for change in piece.changes]) == (event, names)


def test_a_units_new_folder_is_a_move_of_the_unit_alone(root: Path) -> None:
    """Not of its towns, departments, items and documents, whose codes stay."""
    new = "catalog/districts/dong-qu-2"
    commit(root, renamed(DISTRICT, new), date="2025-02-01T12:00:00+0800")
    (piece,) = news(root)
    assert (piece.kind, piece.key, piece.event) == ("unit", "990102", "移动")
    assert [(change.name, change.new) for change in piece.changes] == [("位置", new)]
    commit(root, {f"{new}/unit.yml": tinycity.FILES[f"{DISTRICT}/unit.yml"] + "# 注\n"},
           date="2025-02-02T12:00:00+0800")  # fmt: skip
    assert len(news(root)) == 1


def test_a_proof_covers_what_is_written(root: Path) -> None:
    """An item that stops with its unit has no version of its own: nothing was written of it."""
    before = [version.digest for version in versions(root)]
    ended = tinycity.FILES[UNIT] + "撤销: 2025-01-31\n"
    commit(root, {UNIT: ended}, date="2025-02-01T12:00:00+0800")
    assert [version.digest for version in versions(root)] == before


def test_an_item_handed_to_another_unit_has_moved(root: Path) -> None:
    """移自 with another unit's number is a move, with the columns that are others there."""
    text = tinycity.FILES[ITEMS].replace('  "01-02":\n', "")
    town = tinycity.FILES[f"{TOWN}/jia.yml"] + local("01-B02", "    移自: 990102/01-02\n")
    commit(root, {ITEMS: text, f"{TOWN}/jia.yml": town}, date="2025-02-01T09:00:00+0800")
    (piece,) = news(root)
    assert (piece.key, piece.event, piece.sources) == (
        "990102101/01-B02", "移动", ("990102/01-02",),
    )  # fmt: skip
    assert {"责任主体", "一级事项"} <= {change.name for change in piece.changes}
