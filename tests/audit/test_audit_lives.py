"""An item's life: every version, field by field, under all numbers it ever had."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit, git
from tinycity import DISTRICT, RECORD, TOWN, edited

from generator.audit import history_of, life_of
from generator.audit.diff.model import Meaning
from generator.audit.lives import has_news

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.audit import Entry

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
ITEM = "990102/01-02"
STEM = RECORD.rpartition("/")[2].removesuffix(".yml")


def said(text: str) -> dict[str, str | None]:
    """Return the change that writes lines below the item."""
    lines = "".join(f"    {line}\n" for line in text.split("\n"))
    return edited(ITEMS, '"01-02":\n', f'"01-02":\n{lines}')


def life(root: Path, key: str = ITEM, kind: str = "item") -> tuple[Entry, ...]:
    """Return a thing's versions."""
    return life_of(history_of(root), kind, key)


def fields(entry: Entry) -> list[tuple[str, object, object]]:
    """Return the fields a version changed."""
    return [(change.name, change.old, change.new) for change in entry.changes]


def events(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return numbers and events."""
    return [(entry.key, entry.event) for entry in entries]


def test_first_version_tells_every_field_that_holds(tmp_path: Path) -> None:
    """The first version has the official columns, though its file only names the code."""
    (first,) = life(city(tmp_path))
    assert (first.event, first.owner) == ("列入", "东区甲部门")
    assert ("公开时限", "", "信息形成或者变更之日起20个工作日内") in fields(first)
    assert ("责任主体", "", "东区甲部门") in fields(first)


def test_a_local_limit_is_told_against_the_standards(tmp_path: Path) -> None:
    """What held before was the standard's limit: it is the old value, and the change is judged."""
    root = city(tmp_path)
    commit(root, said("公开时限: 信息形成或者变更之日起30个工作日内"))
    entry = life(root)[-1]
    assert entry.event == "修改"
    assert fields(entry) == [
        ("公开时限", "信息形成或者变更之日起20个工作日内", "信息形成或者变更之日起30个工作日内")
    ]
    assert entry.changes[0].meanings == (Meaning.NARROWING,)


def test_a_change_of_the_standard_is_one_of_the_item(tmp_path: Path) -> None:
    """The row changed, and the item with it; where the unit wrote the column itself, it didn't."""
    root = city(tmp_path)
    commit(root, said("公开对象: 特定群体"))
    row = "catalog/standards/jia.yml"
    commit(root, {row: tinycity.FILES[row].replace("公开对象: 全社会", "公开对象: 特定群众")})
    commit(root, {row: tinycity.FILES[row].replace("[办理事项, 办理条件]", "[办理事项]")})
    assert [entry.event for entry in life(root)] == ["列入", "修改", "随标准修改"]
    last = life(root)[-1]
    assert last.owner == "标准目录"
    assert fields(last) == [("公开内容", ("办理事项", "办理条件"), ("办理事项",))]


def test_news_are_what_came_after_the_founding(tmp_path: Path) -> None:
    """An item has news once its file or its row says something else, and no item before."""
    root = city(tmp_path)
    commit(root, edited("catalog/site.yml", "建立日期: 2020-01-01\n", ""))

    def news() -> set[str]:
        history = history_of(root)
        return {key for key in history.keys("item") if has_news(history, key)}

    assert news() == set()
    commit(root, said("公开对象: 特定群体"))
    assert news() == {ITEM}
    row = "catalog/standards/jia.yml"
    commit(root, {row: tinycity.FILES[row].replace("[办理事项, 办理条件]", "[办理事项]")})
    changed = {step.key for step in history_of(root).steps if step.at == 3}
    keys = history_of(root).keys("item")
    assert news() == {key for key in keys if key.rpartition("/")[2] in changed} | {ITEM}


def test_stopping_resuming_moving_vanishing_and_returning_have_their_words(tmp_path: Path) -> None:
    """Each thing that can happen to an item is called what it is."""
    root = city(tmp_path)
    commit(root, said("状态: 停止公开\n日期: 2025-01-01\n理由: 虚构\n依据: 虚构"))
    commit(root, {ITEMS: tinycity.FILES[ITEMS]})
    gone = tinycity.FILES[ITEMS].replace('  "01-02":\n', "")
    commit(root, {ITEMS: gone, f"{DISTRICT}/yi-bu/jia.yml": '领域: jia\n事项:\n  "01-02":\n'})
    commit(root, {f"{DISTRICT}/yi-bu/jia.yml": None})
    commit(root, {ITEMS: tinycity.FILES[ITEMS]})
    assert [entry.event for entry in life(root)] == [
        "列入", "停止公开", "恢复公开", "移动", "消失", "重新列入",
    ]  # fmt: skip
    assert ("责任主体", "东区甲部门", "东区乙部门") in fields(life(root)[3])
    assert fields(life(root)[5]) == [("责任主体", "东区乙部门", "东区甲部门")]


def test_an_area_is_told_by_its_name(tmp_path: Path) -> None:
    """Files name an area's folder; whoever reads its history knows its name."""
    root = city(tmp_path)
    (listed,) = life(root)
    assert ("领域", "", "甲领域") in fields(listed)


def test_a_record_has_a_life_too(tmp_path: Path) -> None:
    """A document's versions are told by its file's name."""
    root = city(tmp_path)
    commit(root, edited(RECORD, "https://example.invalid/1", "https://example.invalid/2"))
    commit(root, {RECORD: None})
    found = life(root, STEM, "record")
    assert [entry.event for entry in found] == ["公开", "换链接", "消失"]
    assert fields(found[1]) == [("链接", "https://example.invalid/1", "https://example.invalid/2")]


def test_what_was_taken_back_does_not_come_back_by_its_history(tmp_path: Path) -> None:
    """An identity number that stood in a document is masked in every version told of it."""
    root = city(tmp_path)
    number = "110101199003078515"
    commit(root, edited(RECORD, "【虚构】救助", f"【虚构】{number}救助"))
    commit(root, {RECORD: tinycity.FILES[RECORD]})
    told = str(life(root, STEM, "record"))
    assert number not in told
    assert "110***********8515" in told


def test_an_item_moved_to_another_unit_goes_on_there(tmp_path: Path) -> None:
    """移自 names the number it had: its versions under that one come first."""
    root = city(tmp_path)
    local = '领域: jia\n事项:\n  "01-01":\n  "01-03":\n  "01-B01":\n    移自: 990102/01-02\n'
    commit(root, {f"{TOWN}/jia.yml": local})
    assert events(life(root, "990102101/01-B01")) == [
        ("990102/01-02", "列入"), ("990102101/01-B01", "拆分"),
    ]  # fmt: skip


def test_an_item_merged_from_several_tells_all_of_them(tmp_path: Path) -> None:
    """合并自 names more than one: the lives of all come together, in the order of their days."""
    root = city(tmp_path)
    commit(root, said("公开时限: 7个工作日内"), date="2025-02-01T09:00:00+0800")
    text = said("公开时限: 7个工作日内")[ITEMS]
    merged = '  "01-B01":\n    合并自: [990102/01-01, 990102/01-02]\n'
    commit(root, {ITEMS: f"{text}{merged}"}, date="2025-03-01T09:00:00+0800")
    assert sorted(events(life(root, "990102/01-B01"))[:2]) == [
        ("990102/01-01", "列入"), ("990102/01-02", "列入"),
    ]  # fmt: skip
    assert events(life(root, "990102/01-B01"))[2:] == [
        ("990102/01-02", "修改"), ("990102/01-B01", "合并"),
    ]  # fmt: skip


def test_an_item_follows_its_units_new_code(tmp_path: Path) -> None:
    """The code changed in place: the number is another one, the life goes on."""
    root = city(tmp_path)
    commit(root, edited(f"{TOWN}/unit.yml", "990102101", "990102109"))
    assert events(life(root, "990102109/01-03")) == [
        ("990102101/01-03", "列入"), ("990102101/01-03", "消失"), ("990102109/01-03", "列入"),
    ]  # fmt: skip


def test_how_an_item_went_on_is_told_once_from_either_number(tmp_path: Path) -> None:
    """Renumbered in one commit: nothing vanished, nothing was listed; and what else it says."""
    root = city(tmp_path)
    local = '领域: jia\n事项:\n  "01-01":\n  "01-03":\n  "01-B01":\n    移自: 990102/01-02\n'
    commit(root, {ITEMS: f"{local}    公开方式: 依申请公开\n"}, date="2025-02-01T09:00:00+0800")
    assert events(life(root, "990102/01-B01")) == [
        ("990102/01-02", "列入"), ("990102/01-B01", "改编号"),
    ]  # fmt: skip
    changed = fields(life(root, "990102/01-B01")[-1])
    assert changed[0] == ("编号", ("990102/01-02",), "990102/01-B01")
    assert ("公开方式", "主动公开", "依申请公开") in changed
    assert not {"移自", "合并自"} & {name for name, _, _ in changed}
    assert events(life(root)) == [(ITEM, "列入"), (ITEM, "改编号")]
    assert fields(life(root)[-1]) == [("编号", ITEM, ("990102/01-B01",))]


@pytest.mark.parametrize("changed", ["unit", "row"])
def test_an_item_follows_what_replaces_its_unit_or_row(changed: str, tmp_path: Path) -> None:
    """接替 in a unit or in a row: the items of the new one continue those of the old."""
    root = city(tmp_path)
    new = f"{DISTRICT}/xin-zhen"
    standard = tinycity.FILES["catalog/standards/jia.yml"]
    ended = f'{standard}    停止: 2025-01-01\n    接替: "01-04"\n'
    row = tinycity.row("01-04", "公示", "新名单", channels="[公开查阅点]", levels="[县级, 乡级]")
    made = {
        "unit": {
            f"{TOWN}/unit.yml": tinycity.FILES[f"{TOWN}/unit.yml"] + '接替: "990102109"\n',
            f"{new}/unit.yml": '名称: 新镇\n类型: 乡镇\n区划代码: "990102109"\n',
            f"{new}/jia.yml": '领域: jia\n事项:\n  "01-03":\n',
        },
        "row": {
            "catalog/standards/jia.yml": ended + row,
            f"{TOWN}/jia.yml": '领域: jia\n事项:\n  "01-01":\n  "01-03":\n  "01-04":\n',
        },
    }[changed]
    key = {"unit": "990102109/01-03", "row": "990102101/01-04"}[changed]
    commit(root, made)
    numbers = dict.fromkeys(entry.key for entry in life(root, key))
    assert list(numbers) == ["990102101/01-03", key]


def test_numbers_that_name_each_other_end(tmp_path: Path) -> None:
    """Two items that claim to come from each other: each is told once."""
    root = city(tmp_path)
    commit(root, {ITEMS: (
        '领域: jia\n事项:\n  "01-01":\n    移自: 990102/01-02\n'
        '  "01-02":\n    移自: 990102/01-01\n  "01-03":\n'
    )})  # fmt: skip
    numbers = dict.fromkeys(entry.key for entry in life(root))
    assert list(numbers) == ["990102/01-01", "990102/01-02"]


@pytest.mark.parametrize(
    ("message", "basis", "pull"),
    [
        ("改时限 (#12)\n\n依据: 虚构发〔2025〕1号", "虚构发〔2025〕1号", "12"),
        ("改 (#12)\n\n说明。\n\n依据：虚构1号\n依据: 另一件\n", "虚构1号；另一件", "12"),
        ("Merge pull request #7 from a/b\n\n改时限", "", "7"),
        ("Merge branch 'x' into 'main'\n\nSee merge request zwgk/catalog!33", "", "33"),
        ("!5 改时限\n\n* 依据: 虚构发〔2025〕2号", "虚构发〔2025〕2号", "5"),
        ("改时限，见 #3 的讨论", "", ""),
        ("改\n\n依据:\n", "", ""),
        ("改\n\n依据: 张三 <zhang@example.invalid> 来电", "", ""),
    ],
)  # fmt: skip
def test_documents_and_pull_requests_are_read_from_messages(
    message: str, basis: str, pull: str, tmp_path: Path
) -> None:
    """依据 from a trailer or a squashed body; the number as GitHub, GitLab and Gitee write it."""
    root = city(tmp_path)
    commit(root, said("公开时限: 7个工作日内"), message)
    told = life(root)[-1].commit
    assert (told.basis, told.pull) == (basis, pull)


def test_a_merge_tells_the_documents_of_the_commits_it_brought(tmp_path: Path) -> None:
    """A merge commit that names none: those of the branch count, and of no other branch."""
    root = city(tmp_path)
    git(root, "checkout", "-q", "-b", "work")
    commit(root, {"README.md": "1"}, "一\n\n依据: 虚构甲号", date="2025-01-02T00:00:00+0800")
    commit(
        root, said("公开时限: 7个工作日内"), "二\n\n依据: 虚构乙号", date="2025-01-03T00:00:00+0800"
    )
    git(root, "checkout", "-q", "main")
    commit(root, {"x": "1"}, "别的\n\n依据: 虚构丙号")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge pull request #9 from a/work", "work")
    told = life(root)[-1].commit
    assert (told.basis, told.pull) == ("虚构甲号；虚构乙号", "9")
    commit(root, {ITEMS: tinycity.FILES[ITEMS]}, "改回", date="2025-01-04T00:00:00+0800")
    assert life(root)[-1].commit.basis == ""
    assert [e.commit.basis for e in life_of(history_of(root, remembered=False), "item", ITEM)] == [
        e.commit.basis for e in life(root)
    ]
