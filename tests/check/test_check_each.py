"""What rules found in documents one by one is remembered, and never changes an answer."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import examples
import pytest
import tinycity
from msgspec.structs import replace
from tinycity import DISTRICT, FILES, RECORD, edited

from generator.check import RULES, check_folder, each, index_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.check import Index
    from generator.check.registry import Finding
    from generator.diagnostics import Diagnostic

SECOND = RECORD.replace("20240105-abc234", "20240203-bcd345")
THIRD = RECORD.replace("20240105-abc234", "20240301-cde456")
MORE = {
    SECOND: FILES[RECORD].replace("00001", "00002"),
    THIRD: FILES[RECORD].replace("00001", "00003").replace('["01-01"]', "[]"),
}


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three documents be enough to remember."""
    monkeypatch.setattr(each, "_MANY", 1)


def findings(root: Path, *, memory: bool, day: dt.date = examples.TODAY) -> tuple[Diagnostic, ...]:
    """Return what a check finds."""
    return check_folder(root, day, memory=memory)[1]


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.each])
def test_a_rule_of_each_finds_the_same_in_one_document_and_in_all(
    code: str, tmp_path: Path
) -> None:
    """What is found in a document doesn't hang on which others there are."""
    broken = examples.RULES[code][0]
    root = tinycity.write(tmp_path, MORE | broken)
    index, _ = index_folder(root, examples.TODAY)
    found = set(RULES[code].run(index))
    alone: set[Diagnostic] = set()
    for kept in ((), *((entry,) for entry in index.of("record"))):
        narrow = replace(index, entries={**index.entries, "record": kept}, _made={})
        alone |= set(RULES[code].run(narrow))
    assert alone == found


@pytest.mark.parametrize("seed", range(6))
def test_any_faults_made_and_mended_are_found_as_without_memory(seed: int, tmp_path: Path) -> None:
    """Faults in documents, units and rows, one after another, on changing days."""
    chance = random.Random(seed)
    codes = [code for code in examples.RULES if code in RULES]
    day = examples.TODAY
    for code in [*chance.sample(codes, 6), "date-order", "ref-element", "date-future"]:
        for changes in (MORE | examples.RULES[code][0], MORE):
            root = tinycity.write(tmp_path / code, changes)
            if chance.random() < 0.3:
                day += dt.timedelta(days=1)
            assert findings(root, memory=True, day=day) == findings(root, memory=False, day=day)
            again = findings(root, memory=True, day=day)
            assert again == findings(root, memory=False, day=day)


def _looked_at(
    root: Path, monkeypatch: pytest.MonkeyPatch, day: dt.date = examples.TODAY
) -> set[str]:
    """Return the documents that are shown to a rule that looks at each."""
    seen: set[str] = set()
    real = RULES["date-order"]

    def find(index: Index) -> Iterator[Finding]:
        seen.update(entry.path for entry in index.of("record"))
        return real.find(index)

    with monkeypatch.context() as patch:
        patch.setitem(RULES, "date-order", replace(real, find=find))
        findings(root, memory=True, day=day)
    return seen


def test_only_a_changed_document_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change of something else all are, since rules look there too."""
    root = tinycity.write(tmp_path, MORE)
    assert _looked_at(root, monkeypatch) == {RECORD, SECOND, THIRD}
    assert _looked_at(root, monkeypatch) == set()
    (root / SECOND).write_text(MORE[SECOND].replace("救助", "救急"), encoding="utf-8")
    assert _looked_at(root, monkeypatch) == {SECOND}
    contact = "联系:\n  电话: 0000-7654321\n  来源: 【虚构】\n类型:"
    tinycity.write(tmp_path, MORE | edited(f"{DISTRICT}/unit.yml", "类型:", contact))
    assert _looked_at(root, monkeypatch) == {RECORD, SECOND, THIRD}


def test_two_days_are_remembered_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Building judges by the revision's day, checking by today: neither forgets for the other."""
    root = tinycity.write(tmp_path, MORE)
    other, third = (examples.TODAY + dt.timedelta(days=days) for days in (1, 2))
    for day in (examples.TODAY, other):
        assert _looked_at(root, monkeypatch, day)
    for day in (examples.TODAY, other):
        assert not _looked_at(root, monkeypatch, day)
    assert _looked_at(root, monkeypatch, third)
    assert len(list((root / ".gongkai" / "records").iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"{}", b"\n{}", b"x" * 99])
def test_a_damaged_memory_is_none(damage: bytes, tmp_path: Path) -> None:
    """Whatever stands in the kept file, the answer is the right one."""
    root = tinycity.write(tmp_path, MORE | examples.RULES["date-order"][0])
    right = findings(root, memory=True)
    (place,) = (root / ".gongkai" / "records").iterdir()
    place.write_bytes(place.read_bytes()[:-9] + damage)
    assert findings(root, memory=True) == right == findings(root, memory=False)
