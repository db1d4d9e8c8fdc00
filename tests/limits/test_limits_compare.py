"""Two wordings of a limit compared: clauses against clauses, undecided where nobody could tell."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
import yaml

from generator.limits import Shift, compare_limits

STANDARDS = Path(__file__).parents[2] / "catalog" / "standards"
LATER, SOONER, UNCLEAR = {Shift.LATER}, {Shift.SOONER}, {Shift.UNCLEAR}
BACK = {Shift.LATER: Shift.SOONER, Shift.SOONER: Shift.LATER, Shift.UNCLEAR: Shift.UNCLEAR}
CASES = {
    ("信息形成之日起20日内公开", "信息形成之日起20个工作日内公开"): LATER,
    ("信息形成之日起5个工作日内", "信息形成之日起30日内"): LATER,
    ("信息形成之日起20个工作日内", "信息形成之日起28日内"): UNCLEAR,  # 国庆 and 春节 decide
    ("信息形成之日起20个工作日内", "信息形成之日起1个月内"): UNCLEAR,
    ("信息形成之日起10个工作日内", "制定或获取信息之日起7个工作日内"): SOONER,
    ("信息形成之日起20个工作日内", "收到申请之日起20个工作日内"): UNCLEAR,
    ("信息形成之日起20个工作日内", "自信息形成（变更）之日起20个工作日内"): set(),
    ("信息形成之日起20个工作日内", "及时公开"): UNCLEAR,
    ("实时公开", "信息形成之日起3日内公开"): LATER,
    ("每月更新", "每季度更新"): LATER,
    ("每年", "每半年"): SOONER,
    ("每季度公开", "定期公开"): UNCLEAR,
    ("信息形成之日起7个工作日内公开，公示期不少于5个工作日",
     "信息形成之日起7个工作日内公开，公示期不少于3个工作日"): LATER,
    ("信息形成之日起7个工作日内公开，公示期不少于5个工作日",
     "信息形成之日起10个工作日内公开，公示期不少于7个工作日"): LATER | SOONER,
    ("信息形成之日起20个工作日内；其中行政许可决定自作出之日起7个工作日内",
     "信息形成之日起20个工作日内；其中行政许可决定自作出之日起10个工作日内"): LATER,
    ("信息形成之日起20个工作日内", "按另外的安排"): UNCLEAR,
    ("", "信息形成之日起20个工作日内"): UNCLEAR,
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), CASES, ids=lambda wording: wording[:24])
def test_wordings_are_compared_by_what_they_bind_to(old: str, new: str) -> None:
    """Longer, shorter, both in different parts, or undecided; the way back the opposite."""
    assert compare_limits(old, new) == CASES[old, new]
    assert compare_limits(new, old) == {BACK[shift] for shift in CASES[old, new]}


def official() -> set[str]:
    """Return every wording of the official tables."""
    files = [yaml.safe_load(path.read_text("utf-8")) for path in STANDARDS.glob("*.yml")]
    return {row["公开时限"] for file in files for row in file["事项"].values()}


def test_every_pair_of_official_wordings_is_mirrored() -> None:
    """Whatever is found one way round is found the other way round."""
    wordings = official()
    assert len(wordings) > 70
    for old, new in permutations(wordings, 2):
        assert compare_limits(new, old) == {BACK[shift] for shift in compare_limits(old, new)}


def test_a_wording_equals_itself() -> None:
    """Nothing moved, read or not."""
    assert all(compare_limits(wording, wording) == set() for wording in official())
