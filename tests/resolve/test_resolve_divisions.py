"""Places in groups, and the words for them, from the kinds a catalog has."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from generator.resolve.divisions import Divisions
from generator.resolve.kinds import kind_words, whole
from generator.resolve.model import Catalog, Contact, Unit


def unit(code: str, name: str, kind: str, level: str, parent: str = "") -> Unit:
    """Return a unit with nothing but its place."""
    return Unit(code, code, code, code, name, kind, level, parent, Contact(), complete=False)


def places(*units: Unit, own: bool = False) -> Divisions:
    """Return the divisions of a catalog that has just these units; the first is the root."""
    children: dict[str, tuple[str, ...]] = {}
    for found in units:
        if found.parent:
            children[found.parent] = (*children.get(found.parent, ()), found.code)
    root = units[0].code
    catalog: Catalog = SimpleNamespace(  # type: ignore[assignment]
        units={found.code: found for found in units},
        root=root,
        children=children,
        items_of={(root, "area"): ("x",)} if own else {},
        site=SimpleNamespace(levels={"县区": "县级", "乡镇": "乡级", "办事处": "乡级"}),
    )
    return Divisions(catalog)


@pytest.mark.parametrize(
    ("kinds", "together", "listed"),
    [
        (["县区"], "县区", "县区"),
        (["乡镇", "办事处"], "乡镇街道", "乡镇、街道"),
        (["街道", "镇", "乡"], "乡镇街道", "乡镇、街道"),
        (["镇"], "镇", "镇"),
        (["市辖区", "县", "县级市", "自治县"], "县市区", "县市区"),
        (["区", "旗", "县"], "旗县区", "旗县区"),
        (["市", "盟"], "盟市", "盟市"),
        (["自治州", "地级市"], "市州", "市州"),
        (["地区"], "地区", "地区"),
        (["村", "社区"], "村社区", "村、社区"),
        (["镇街", "农场"], "镇街、农场", "镇街、农场"),
        (["镇", "农场"], "镇、农场", "镇、农场"),
        ([], "", ""),
    ],
)
def test_kinds_are_called_together_as_papers_do(kinds, together, listed):
    """Kinds of one family are one word in the usual order; unknown ones are said as written."""
    words = kind_words(kinds)
    assert (str(words), words.listed, bool(words)) == (together, listed, bool(kinds))


@pytest.mark.parametrize(
    ("name", "kind", "word"),
    [
        ("铜陵市", "市", "全市"),
        ("枞阳县", "县区", "全县"),
        ("义安区", "县区", "全区"),
        ("内蒙古自治区", "自治区", "全区"),
        ("大兴安岭地区", "地区", "全地区"),
        ("某某镇", "乡镇", "全镇"),
        ("某某开发区管委会", "县区", "全区"),
        ("某某管委会", "管委会", "全部"),
    ],
)
def test_the_whole_is_called_by_its_name_then_its_kind(name, kind, word):
    """全县 for a county; 全部 where neither name nor kind says what the place is."""
    assert whole(unit("1", name, kind, "县级")) == word


CITY = (
    unit("1", "甲市", "市", "市级"),
    unit("11", "乙区", "县区", "县级", "1"),
    unit("111", "丙镇", "乡镇", "乡级", "11"),
    unit("1111", "丁村", "村", "村级", "111"),
)


def test_a_citys_heads_are_its_districts():
    """The root stands beside them only with items or towns of its own."""
    assert [u.name for u in places(*CITY).heads] == ["乙区"]
    mine = places(*CITY, own=True)
    assert [mine.label(u) for u in mine.heads] == ["甲市本级", "乙区"]
    town = places(*CITY, unit("12", "戊镇", "乡镇", "乡级", "1"))
    assert [town.label(u) for u in town.heads] == ["甲市", "乙区"]
    assert town.head_of["12"] == "1"
    assert [u.name for u in town.listed(town.root)] == ["戊镇"]


def test_places_stand_kind_by_kind_as_the_site_lists_its_kinds():
    """乡镇 come before 办事处 although their codes come after; a kind nobody listed comes last."""
    base = (
        unit("1", "甲市", "市", "市级"),
        unit("10", "乙区", "县区", "县级", "1"),
        unit("10001", "丙街道", "办事处", "乡级", "10"),
        unit("10002", "丁园区", "园区", "乡级", "10"),
        unit("10101", "戊镇", "乡镇", "乡级", "10"),
    )
    found = places(*base)
    assert [u.name for u in found.below(base[1])] == ["戊镇", "丙街道", "丁园区"]
    assert found.kinds_below(base[1]) == (("乡镇", 1), ("办事处", 1), ("园区", 1))
    assert found.kinds == (("县区", 1), ("乡镇", 1), ("办事处", 1), ("园区", 1))


def test_towns_and_villages_are_compared_in_the_group_above_them():
    """A town stands in its district's table, a village in its town's."""
    city = places(*CITY)
    groups = {code: city.group_of(found).name for code, found in city.catalog.units.items()}
    assert groups == {"1": "甲市", "11": "乙区", "111": "乙区", "1111": "丙镇"}
    assert [u.name for u in city.groups_above(city.catalog.units["1111"])] == ["丙镇", "乙区"]


def test_a_root_without_units_is_its_own_head():
    """One unit alone: nothing is listed below it, and nothing is called 县区."""
    alone = places(CITY[1])
    assert alone.heads == (alone.root,)
    assert (alone.words.by_head, alone.words.by_listed) == ("按部门", "")
    assert (alone.words.across, alone.words.columns, alone.words.all) == ("全区", "单位", "乙区")


def test_a_town_as_root_has_villages_and_no_departments():
    """A town's list is one of units, not of departments."""
    town = places(unit("111", "丙镇", "乡镇", "乡级"), unit("1111", "丁村", "村", "村级", "111"))
    assert (town.words.by_head, town.words.by_listed) == ("按单位", "按村")
    assert town.words.whole == "全镇"
