"""What a list of changes makes of versions: alike ones folded, differences pointed at."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit
from tinycity import DISTRICT, TOWN, edited

from generator.audit import history_of
from generator.audit.report.words import pieces
from generator.resolve import load_catalog
from generator.site.news import fold
from generator.site.view import View

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
SITE = tinycity.FILES["catalog/site.yml"].replace("2020-01-01", "2025-01-01")


def test_alike_changes_of_one_commit_are_one(tmp_path: Path) -> None:
    """What one commit did alike to several items is folded, what it did otherwise is not."""
    root = city(tmp_path)
    commit(root, {"catalog/site.yml": SITE})
    text = '领域: jia\n事项:\n  "01-01":\n    公开方式: 依申请公开\n  "01-02":\n  "01-03":\n'
    town = edited(f"{TOWN}/jia.yml", '"01-03":\n', '"01-03":\n    公开方式: 依申请公开\n')
    commit(root, {ITEMS: text, **town}, date="2025-02-01T09:00:00+0800")
    catalog, _ = load_catalog(root, dt.date(2025, 3, 1))
    view = View(catalog, history_of(root))
    (news,) = fold(view, view.pieces)
    assert [thing.key for thing in news.things] == ["990102/01-01", "990102101/01-03"]
    assert news.count == 2


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("10个工作日", "15日", "[10个工作]日 → [15]日"),
        ("", "新写", " → [新写]"),
        ("一样", "一样", "一样 → 一样"),
        ("政府网站；公示栏", "公示栏", "[政府网站；]公示栏 → 公示栏"),
        ("公示栏", "公示栏；政府网站", "公示栏 → 公示栏[；政府网站]"),
        ("甲" * 700, "乙" * 700, f"[{'甲' * 700}] → [{'乙' * 700}]"),
    ],
)
def test_differences_are_pointed_at(before: str, after: str, marked: str) -> None:
    """The pieces together are both texts, and numbers are never cut in two."""
    sides = [list(pieces(before, after, side)) for side in ("old", "new")]
    assert ["".join(text for _, text in side) for side in sides] == [before, after]
    told = ["".join(t if same else f"[{t}]" for same, t in side) for side in sides]
    assert " → ".join(told) == marked
