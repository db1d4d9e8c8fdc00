"""What two catalogs differ in: each kind of change, what it means, all of it accounted for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from tinycity import DISTRICT, FILES, RECORD, TOWN, edited, local, row
from variants import diff, only, told

from generator.audit.diff.alike import folded
from generator.audit.diff.model import Kind, Meaning, Thing

if TYPE_CHECKING:
    from pathlib import Path

ITEMS, TOWN_ITEMS = f"{DISTRICT}/jia-bu/jia.yml", f"{TOWN}/jia.yml"
JIA, YI = "catalog/standards/jia.yml", "catalog/standards/yi.yml"
STOPPED = "\n    状态: 停止公开\n    日期: 2025-06-30\n    理由: 职责划转\n    依据: 《某通知》"
LIMIT = "    公开时限: 信息形成或者变更之日起20个工作日内\n"


def written(code: str, text: str, path: str = ITEMS) -> dict[str, str | None]:
    """Return the change that writes something under an item."""
    return edited(path, f'"{code}":', f'"{code}":{text}')


def test_equal_catalogs_have_nothing_to_tell(tmp_path: Path) -> None:
    """The same bytes: no change, nothing read, nothing to count."""
    found = diff(tmp_path, {}, {})
    assert (found.changes, found.left_behind, found.proof) == ((), (), None)


def test_how_a_file_is_written_is_no_change(tmp_path: Path) -> None:
    """Comments, order, quotes and a value equal to the standard's say the same as before."""
    new = written("01-01", "\n    公开对象: 全社会  # 同标准")
    assert diff(tmp_path, {}, new).changes == ()


# a column as written → its new words, what that means
MEANINGS = {
    "limit-later": ("公开时限: 信息形成之日起30个工作日内", [Meaning.NARROWING]),
    "limit-sooner": ("公开时限: 信息形成之日起7个工作日内", [Meaning.WIDENING]),
    "limit-natural-days": ("公开时限: 信息形成之日起20日内", [Meaning.WIDENING]),
    "limit-unread": ("公开时限: 按有关规定另行安排", [Meaning.UNCLEAR]),
    "limit-same": ("公开时限: 自信息形成（变更）之日起20个工作日内", [Meaning.WORDING]),
    "manner": ("公开方式: 依申请公开", [Meaning.NARROWING]),
    "audience": ("公开对象: 特定群体（申请人）", [Meaning.NARROWING]),
    "channel-more": ("公开渠道和载体: [政府网站, 公开查阅点]", [Meaning.WIDENING]),
    "channel-other": (
        "公开渠道和载体: [公开查阅点]", [Meaning.NARROWING, Meaning.WIDENING],
    ),
    "element-less": ("公开内容: [办理事项]", [Meaning.NARROWING]),
    "element-more": ("公开内容: [办理事项, 办理条件, 结果]", [Meaning.WIDENING]),
    "element-order": ("公开内容: [办理条件, 办理事项]", [Meaning.WORDING]),
    "basis-other": (
        "公开依据: [《【虚构】办法》]", [Meaning.NARROWING, Meaning.WIDENING],
    ),
    "basis-spelling": ("公开依据: [《【虚构】公开条例》]", [Meaning.WORDING]),
    "level-less": ("公开层级: [乡级]", [Meaning.NARROWING]),
    "title": ("二级事项: 指南", [Meaning.WORDING]),
    "duty": (
        "状态: 本级无此职责\n    日期: 2025-01-01\n    理由: 无",
        [Meaning.NARROWING, Meaning.METADATA],
    ),
    "formed": ("形成日期: 2025-01-01", [Meaning.METADATA]),
}  # fmt: skip
MIRRORED = {Meaning.NARROWING: Meaning.WIDENING, Meaning.WIDENING: Meaning.NARROWING}


@pytest.mark.parametrize("case", MEANINGS)
def test_a_changed_field_means_something_and_the_way_back_the_opposite(
    tmp_path: Path, case: str
) -> None:
    """Each column is judged by its own measure; undoing a narrowing is a widening."""
    text, meanings = MEANINGS[case]
    new = written("01-01", f"\n    {text}")
    there = only(diff(tmp_path / "去", {}, new))
    assert told(there) == (Kind.CHANGED, Thing.ITEM, "990102/01-01")
    assert list(there.meanings) == meanings
    back = only(diff(tmp_path / "回", new, {}))
    assert set(back.meanings) == {MIRRORED.get(m, m) for m in meanings}
    assert [(f.new, f.old) for f in there.fields] == [(f.old, f.new) for f in back.fields]


def test_a_basis_in_the_place_of_a_repealed_one_is_no_loss(tmp_path: Path) -> None:
    """Where bases.yml names the successor, citing it instead is only kept up to date."""
    bases = edited("catalog/bases.yml", "效力: 待核对", "效力: 已废止\n    接替: banfa")
    new = bases | written("01-01", "\n    公开依据: [《【虚构】办法》]")
    change = only(diff(tmp_path, bases, new))
    assert change.meanings == (Meaning.METADATA,)
    assert change.fields[0].note == "换成接替的依据"


def test_a_tombstone_withdraws_and_taking_it_off_resumes(tmp_path: Path) -> None:
    """Date, reason and basis come along; the sums count it."""
    new = written("01-02", STOPPED)
    found = diff(tmp_path / "去", {}, new)
    change = only(found)
    assert told(change) == (Kind.WITHDRAWN, Thing.ITEM, "990102/01-02")
    assert (change.reason, change.basis, change.date) == (
        "职责划转", "《某通知》", dt.date(2025, 6, 30),
    )  # fmt: skip
    assert change.meanings == (Meaning.NARROWING,)
    assert found.proof is not None
    assert (found.proof.old, found.proof.new, found.proof.withdrawn) == (6, 5, 1)
    assert only(diff(tmp_path / "回", new, {})).kind is Kind.RESUMED


def test_gone_without_a_tombstone_has_vanished(tmp_path: Path) -> None:
    """And coming back is new: nobody can know it was there."""
    new = edited(ITEMS, '  "01-02":\n', "")
    found = diff(tmp_path / "去", {}, new)
    assert told(only(found)) == (Kind.VANISHED, Thing.ITEM, "990102/01-02")
    assert found.proof is not None
    assert found.proof.vanished == 1
    assert only(diff(tmp_path / "回", new, {})).kind is Kind.ADDED


def test_a_tombstone_may_not_vanish_either(tmp_path: Path) -> None:
    """What ended stays on record."""
    found = diff(tmp_path, written("01-02", STOPPED), edited(ITEMS, '  "01-02":\n', ""))
    assert told(only(found)) == (Kind.VANISHED, Thing.ITEM, "990102/01-02")


def test_moving_to_another_department_keeps_the_identity(tmp_path: Path) -> None:
    """The file is another, the item the same."""
    new = edited(ITEMS, '  "01-02":\n', "") | {
        f"{DISTRICT}/yi-bu/jia.yml": '领域: jia\n事项:\n  "01-02":\n'
    }
    change = only(diff(tmp_path, {}, new))
    assert told(change) == (Kind.MOVED, Thing.ITEM, "990102/01-02")
    assert [(f.name, f.old, f.new) for f in change.fields] == [("责任主体", "甲部门", "乙部门")]


def test_moving_to_another_unit_follows_what_was_written(tmp_path: Path) -> None:
    """移自 names where it stood; undoing the move is a move back."""
    moved = edited(ITEMS, '  "01-02":\n', "") | edited(
        TOWN_ITEMS, '"01-03":\n', '"01-03":\n  "01-02":\n    移自: 990102/01-02\n'
    )
    there = only(diff(tmp_path / "去", {}, moved))
    assert told(there) == (Kind.MOVED, Thing.ITEM, "990102101/01-02")
    assert there.sources == ("990102/01-02",)
    back = only(diff(tmp_path / "回", moved, {}))
    assert told(back) == (Kind.MOVED, Thing.ITEM, "990102/01-02")
    assert back.sources == ("990102101/01-02",)


def test_a_tombstone_left_behind_by_a_move_is_part_of_it(tmp_path: Path) -> None:
    """One change with the reason, not a withdrawal and an addition."""
    moved = written("01-02", STOPPED) | edited(
        TOWN_ITEMS, '"01-03":\n', '"01-03":\n  "01-02":\n    移自: 990102/01-02\n'
    )
    found = diff(tmp_path, {}, moved)
    assert only(found).reason == "职责划转"
    assert found.proof is not None
    assert found.proof.continued == found.proof.old == found.proof.new == 6


def test_a_row_succeeded_by_another_renumbers_its_items(tmp_path: Path) -> None:
    """接替 in the standard tells which code goes on as which."""
    ended = row("01-02", "救助", "审批信息") + "    停止: 2025-01-01\n    接替: 01-04\n"
    heir = row("01-04", "救助", "审批结果")
    standard = edited(JIA, row("01-02", "救助", "审批信息"), ended + heir)
    new = standard | edited(ITEMS, '"01-02":', '"01-04":')
    found = diff(tmp_path, {}, new)
    kinds = {told(change) for change in found.changes}
    assert (Kind.RENUMBERED, Thing.ITEM, "990102/01-04") in kinds
    assert (Kind.WITHDRAWN, Thing.ROW, "01-02") in kinds
    assert (Kind.ADDED, Thing.ROW, "01-04") in kinds
    assert len(kinds) == 3


def test_split_and_merged_are_each_others_way_back(tmp_path: Path) -> None:
    """合并自 names all that came together; two that name one 移自 come from a split."""
    two = edited(ITEMS, '"01-03":\n', '"01-03":\n' + local("01-B01") + local("01-B02"))
    one = edited(
        ITEMS, '"01-03":\n',
        '"01-03":\n' + local("01-B03", "    合并自: [990102/01-B01, 990102/01-B02]\n"),
    )  # fmt: skip
    merged = only(diff(tmp_path / "去", two, one))
    assert (merged.kind, merged.sources) == (
        Kind.MERGED, ("990102/01-B01", "990102/01-B02"),
    )  # fmt: skip
    split = only(diff(tmp_path / "回", one, two))
    assert (split.kind, split.targets) == (Kind.SPLIT, ("990102/01-B01", "990102/01-B02"))
    assert split.key == "990102/01-B03"
    three = edited(
        ITEMS, '"01-03":\n',
        '"01-03":\n' + local("01-B01") + local("01-B02")
        + local("01-B04", "    移自: 990102/01-B01\n"),
    )  # fmt: skip
    again = only(diff(tmp_path / "再", two, three))
    assert (again.kind, again.key, again.targets) == (
        Kind.SPLIT, "990102/01-B01", ("990102/01-B01", "990102/01-B04"),
    )  # fmt: skip


def test_a_changed_standard_is_one_change_with_the_items_it_reaches(tmp_path: Path) -> None:
    """Units with their own words are named as spared, and don't change."""
    own = written("01-01", "\n    公开时限: 信息形成之日起7个工作日内", TOWN_ITEMS)
    standard = edited(JIA, LIMIT, LIMIT.replace("20个工作日", "30个工作日"))
    change = only(diff(tmp_path, own, own | standard))
    assert told(change) == (Kind.INHERITED, Thing.ROW, "01-01")
    assert (change.reach, change.spared) == (("990102/01-01",), ("990102101/01-01",))
    assert change.meanings == (Meaning.NARROWING,)


def test_a_unit_that_ends_takes_its_items_along(tmp_path: Path) -> None:
    """One line in unit.yml: each item is withdrawn, with the reason."""
    new = {f"{TOWN}/unit.yml": FILES[f"{TOWN}/unit.yml"] + '撤销: 2025-03-01\n并入: "990102"\n'}
    found = diff(tmp_path, {}, new)
    kinds = [told(change) for change in found.changes]
    assert kinds.count((Kind.WITHDRAWN, Thing.UNIT, "990102101")) == 1
    items = [c for c in found.changes if c.thing is Thing.ITEM]
    assert {(c.kind, c.reason) for c in items} == {(Kind.WITHDRAWN, "青镇已经撤销")}
    assert len(items) == 2


def test_what_ended_with_its_unit_is_not_narrowed_again(tmp_path: Path) -> None:
    """A tombstone of its own, on an item of a unit that has ended, stops nothing: it is a note."""
    ended = {f"{TOWN}/unit.yml": FILES[f"{TOWN}/unit.yml"] + "撤销: 2025-03-01\n"}
    stone = "    状态: 停止公开\n    日期: 2025-04-01\n    理由: 虚构\n    依据: 《虚构》\n"
    more = edited(TOWN_ITEMS, '"01-01":\n', f'"01-01":\n{stone}')
    [change] = diff(tmp_path, ended, ended | more).changes
    assert (change.kind, change.meanings) == (Kind.CHANGED, (Meaning.METADATA,))
    assert [field.name for field in change.fields] == ["日期", "理由", "依据"]


def test_a_unit_with_a_new_code_takes_everything_along(tmp_path: Path) -> None:
    """接替 in the old unit.yml: its items are moved, none vanishes."""
    new = {
        f"{TOWN}/unit.yml": FILES[f"{TOWN}/unit.yml"] + '撤销: 2025-03-01\n接替: "990102102"\n',
        f"{DISTRICT}/qing-jiedao/unit.yml": '名称: 青街道\n类型: 乡镇\n区划代码: "990102102"\n',
        f"{DISTRICT}/qing-jiedao/jia.yml": FILES[TOWN_ITEMS],
        TOWN_ITEMS: None,
    }
    found = diff(tmp_path, {}, new)
    assert {told(c) for c in found.changes if c.thing is Thing.ITEM} == {
        (Kind.MOVED, Thing.ITEM, f"990102102/01-0{n}") for n in (1, 3)
    }


def towns(count: int, changed: int, text: str) -> dict[str, str | None]:
    """Return some more towns, of which the first ones write something of their own."""
    files: dict[str, str | None] = {}
    for n in range(count):
        folder, code = f"{DISTRICT}/zhen-{n:02}", f"9901022{n:02}"
        files[f"{folder}/unit.yml"] = f'名称: 第{n:02}镇\n类型: 乡镇\n区划代码: "{code}"\n'
        own = text if n < changed else ""
        files[f"{folder}/jia.yml"] = f'领域: jia\n事项:\n  "01-01":{own}\n  "01-03":\n'
    return files


@pytest.mark.parametrize("text", ["\n    公开时限: 信息形成之日起7个工作日内", STOPPED])
def test_units_left_behind_by_a_change_made_alike_are_named(tmp_path: Path, text: str) -> None:
    """9 of 11 changed, 2 did not: the two are told, though their files are equal."""
    found = diff(tmp_path, towns(10, 0, ""), towns(10, 9, text))
    (missed,) = found.left_behind
    assert len(missed.changed) == 9
    assert sorted(missed.left) == ["第09镇", "青镇"]
    assert [len(fold.changes) for fold in folded(found.changes)] == [9]


def test_a_change_in_few_units_leaves_nobody_behind(tmp_path: Path) -> None:
    """Where most kept what they had, the few are the exception, not the others."""
    text = "\n    公开时限: 信息形成之日起7个工作日内"
    assert diff(tmp_path / "1", towns(10, 0, ""), towns(10, 4, text)).left_behind == ()
    assert diff(tmp_path / "2", towns(3, 0, ""), towns(3, 2, text)).left_behind == ()


def test_a_change_has_the_same_name_in_any_revisions(tmp_path: Path) -> None:
    """What else changed doesn't matter; another value does."""
    change = written("01-02", "\n    公开对象: 特定群体")
    other = written("01-02", "\n    公开对象: 特定群众")
    first = only(diff(tmp_path / "1", {}, change))
    among = diff(tmp_path / "2", {}, change | edited(YI, "待核对", "已核对"))
    assert first.id in {c.id for c in among.changes}
    assert only(diff(tmp_path / "3", {}, other)).id != first.id


def test_numbers_of_people_are_masked(tmp_path: Path) -> None:
    """A comparison is read by more people than the file: identity numbers don't pass."""
    number = "11010519491231002X"
    change = only(diff(tmp_path, {}, {RECORD: FILES[RECORD] + f"内容概述: 身份证号 {number}\n"}))
    assert number not in str(change)
    assert "身份证号" in str(change.fields)
