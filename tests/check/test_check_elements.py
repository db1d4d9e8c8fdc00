"""要素 of a record: a slip is told with what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tinycity
from examples import ITEMS, JIA, TODAY, added, both
from tinycity import FILES, RECORD, edited

from generator.check import check_folder

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diagnostics import Diagnostic

LIST = "要素:\n  - 办理事项\n  - 办理条件"
LONG = "办理条件（含年龄、户籍、收入和家庭财产等各方面的全部条件）"


def found(root: Path, changes: dict[str, str | bytes | None]) -> tuple[Diagnostic, ...]:
    """Return what is found in the city with some changes."""
    return check_folder(tinycity.write(root, changes), TODAY)[1]


@pytest.mark.parametrize(
    ("written", "paste", "replaces"),
    [
        ("办里条件", "办理条件", True),
        ("办理条件；办理事项", "要素:\n  - 办理条件\n  - 办理事项", False),
        ("办理条件、办理事项", "要素:\n  - 办理条件\n  - 办理事项", False),
        ("电话", LIST, False),
    ],
)
def test_what_to_write_instead_can_be_pasted(
    written: str, paste: str, replaces: bool, tmp_path: Path
) -> None:
    """A near spelling is replaced; several in one and unknown ones come with lines to copy."""
    (fault,) = found(tmp_path, added(f"要素: [{written}]"))
    assert (fault.code, fault.paste) == ("ref-element", paste)
    assert (fault.target is not None) is replaces


def test_a_long_element_is_known_by_its_beginning(tmp_path: Path) -> None:
    """Nobody types the brackets after 办理条件: what was meant is told in full."""
    changes = both(
        edited(JIA, "[办理事项, 办理条件]", f"[办理事项, {LONG}]"), added("要素: [办理条件]")
    )
    (fault,) = found(tmp_path, changes)
    assert fault.paste == LONG


def test_elements_may_belong_to_any_of_the_items(tmp_path: Path) -> None:
    """A record of two items may name what only one of them has, in that unit's own wording."""
    changes = edited(ITEMS, '"01-02":', '"01-02":\n    公开内容: [审批结果]')
    changes[RECORD] = (
        FILES[RECORD].replace('["01-01"]', '["01-01", "01-02"]') + "要素: [办理条件, 审批结果]\n"
    )
    assert found(tmp_path, changes) == ()


def test_elements_of_no_item_are_a_fault(tmp_path: Path) -> None:
    """A record that belongs to no item has no elements to name."""
    text = FILES[RECORD].replace('["01-01"]', "[]") + "要素: [办理条件]\n"
    (fault,) = found(tmp_path, {RECORD: text})
    assert fault.code == "ref-element"
    assert "事项" in fault.what


def test_an_unknown_item_is_told_first(tmp_path: Path) -> None:
    """While the item isn't known, nothing is said of its elements."""
    text = FILES[RECORD].replace("01-01", "01-07") + "要素: [电话]\n"
    assert [d.code for d in found(tmp_path, {RECORD: text})] == ["ref-record-item"]
