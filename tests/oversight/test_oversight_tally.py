"""Counts are of what was asked to be counted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import tinycity
from tinycity import DISTRICT, FILES, RECORD, edited

from generator.oversight import tally
from generator.resolve import State, load_catalog

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"


def test_denominator_leaves_out_what_cannot_be_on_the_web(tmp_path: Path) -> None:
    """线下, 依申请公开, 停止公开 and 本级无此职责 are counted apart, never as missing."""
    changes = edited(
        ITEMS, '"01-02":', '"01-02":\n    状态: 本级无此职责\n    日期: 2025-01-01\n    理由: 划转'
    ) | edited(
        f"{DISTRICT}/yi-bu/yi.yml", '"02-01":', '"02-01":\n    公开方式: 依申请公开'
    )  # fmt: skip
    catalog, _ = load_catalog(tinycity.write(tmp_path, changes), dt.date(2026, 1, 1))
    assert catalog is not None
    counted = tally(item for item in catalog.items.values() if item.unit == "990102")
    assert (counted.total, counted.counted, counted.published) == (4, 1, 1)
    assert dict(counted.present) == {
        State.PUBLISHED: 1,
        State.NOT_OURS: 1,
        State.OFFLINE: 1,
        State.NOT_ENTERED: 1,
    }


def test_elements_are_counted_where_items_count(tmp_path: Path) -> None:
    """要素 of items that count, and how many of them records publish; 线下 items' stay out."""
    ticking = {RECORD: f"{FILES[RECORD]}要素: [办理条件]\n"}
    catalog, _ = load_catalog(tinycity.write(tmp_path, ticking), dt.date(2026, 1, 1))
    assert catalog is not None
    counted = tally(item for item in catalog.items.values() if item.unit == "990102")
    assert (counted.total, counted.counted) == (4, 3)
    assert (counted.elements, counted.ticked) == (6, 1)


def test_nothing_counts_as_nothing() -> None:
    """No items: zero of zero, no states."""
    counted = tally(())
    assert (counted.total, counted.counted, counted.published, counted.present) == (0, 0, 0, ())
