"""Which elements of an item are there: only what a record in force says it publishes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import tinycity
from tinycity import DISTRICT, FILES, RECORD, edited

from generator.resolve import load_catalog

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DAY = dt.date(2026, 1, 1)
OLD = "20240105-abc234"
NEW, NEW_FILE = "20250301-newer2", f"{DISTRICT}/jia-bu/records/2025/20250301-newer2.yml"


def ticked(root: Path, item: str, changes: Mapping[str, str]) -> dict[str, str]:
    """Return the ticks of an item of the city with some changes, which must not break it."""
    catalog, findings = load_catalog(tinycity.write(root, changes), DAY)
    assert catalog is not None, findings
    return dict(catalog.items[item].ticked)


def record(*lines: str, codes: str = '["01-01"]') -> str:
    """Return the text of the newer record."""
    words = ("标题: 【虚构】新文件", f"事项: {codes}", "生成日期: 2025-03-01")
    place = ("发布日期: 2025-03-01", "链接: https://example.invalid/2")
    return "".join(f"{line}\n" for line in (*words, *place, *lines))


def test_a_record_without_elements_ticks_none(tmp_path: Path) -> None:
    """Under an item stands a record; which of the elements it holds nobody said."""
    assert ticked(tmp_path, "990102/01-01", {}) == {}


def test_the_newest_record_that_names_an_element_shows_it(tmp_path: Path) -> None:
    """Of two records that name one element the newer is taken; the order is the item's own."""
    changes = {
        RECORD: f"{FILES[RECORD]}要素: [办理条件, 办理事项]\n",
        NEW_FILE: record("要素: [办理条件]"),
    }
    found = ticked(tmp_path, "990102/01-01", changes)
    assert list(found.items()) == [("办理事项", OLD), ("办理条件", NEW)]


def test_a_repealed_record_ticks_nothing(tmp_path: Path) -> None:
    """What is repealed says nothing of today; an older record in force still does."""
    changes = {
        RECORD: f"{FILES[RECORD]}要素: [办理事项]\n",
        NEW_FILE: record("有效性: 已废止", "要素: [办理事项, 办理条件]"),
    }
    assert ticked(tmp_path, "990102/01-01", changes) == {"办理事项": OLD}


def test_an_archived_record_still_publishes(tmp_path: Path) -> None:
    """已归档 is about where the document lies; it can still be read."""
    changes = {NEW_FILE: record("有效性: 已归档", "要素: [办理条件]")}
    assert ticked(tmp_path, "990102/01-01", changes) == {"办理条件": NEW}


def test_a_record_of_two_items_ticks_each_ones_own_elements(tmp_path: Path) -> None:
    """An element that only one of the items has is ticked there alone."""
    items = f"{DISTRICT}/jia-bu/jia.yml"
    changes = {
        **edited(items, '"01-02":', '"01-02":\n    公开内容: [审批结果, 办理条件]'),
        NEW_FILE: record("要素: [办理条件, 审批结果]", codes='["01-01", "01-02"]'),
    }
    assert ticked(tmp_path / "a", "990102/01-01", changes) == {"办理条件": NEW}
    assert ticked(tmp_path / "b", "990102/01-02", changes) == {"审批结果": NEW, "办理条件": NEW}
    assert ticked(tmp_path / "c", "990102101/01-01", changes) == {}
