"""Published documents told by their cards: the same as by their data, which stays closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import examples
import pytest
import tinycity
from tinycity import FILES, RECORD

from generator.check import batches, check_folder, each, index_folder, marks
from generator.check.cards import Card
from generator.check.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

SECOND = RECORD.replace("20240105-abc234", "20240203-bcd345")
ELSEWHERE = RECORD.replace("/2024/20240105-abc234", "/2025/20250203-cde456")
MORE = {
    SECOND: FILES[RECORD]
    .replace("00001", "00002")
    .replace("发布日期:", "有效性: 已废止\n发布日期:"),
    ELSEWHERE: FILES[RECORD].replace("00001", "00003").replace('["01-01"]', "[]"),
}


@pytest.fixture(autouse=True)
def marks_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files that were written just now be told by their marks."""
    monkeypatch.setattr(marks, "_STEP", 0)


def test_documents_that_have_not_changed_stay_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second check looks at cards alone, and finds the same."""
    monkeypatch.setattr(each, "_MANY", 1)  # what rules found is remembered, too
    root = tinycity.write(tmp_path, MORE)
    first = check_folder(root, examples.TODAY, memory=True)[1]

    def opened(_lines: batches.Lines, number: int) -> bytes:
        raise AssertionError(number)

    monkeypatch.setattr(batches.Lines, "__getitem__", opened)
    assert check_folder(root, examples.TODAY, memory=True)[1] == first


def test_cards_are_the_same_wherever_they_come_from(tmp_path: Path) -> None:
    """Read now, remembered, or made of entries: the same columns and characters, in one order."""
    root = tinycity.write(tmp_path, MORE)
    shelves = [index_folder(root, examples.TODAY, memory=memory)[0].shelf for memory in (1, 1, 0)]
    shelves.append(Shelf.of(tuple(shelves[0])))
    told = [
        (shelf.paths, [*map(shelf.column, Card._fields)], shelf.characters) for shelf in shelves
    ]
    assert told == [told[0]] * 4
    assert told[0][0] == [RECORD, SECOND, ELSEWHERE]


def test_entries_are_the_same_one_by_one_and_together(tmp_path: Path) -> None:
    """Asked for at a place, as a stretch, opened, or gone through: equal paths and data."""
    root = tinycity.write(tmp_path, MORE)
    index_folder(root, examples.TODAY, memory=True)
    shelf = index_folder(root, examples.TODAY, memory=True)[0].shelf
    places = range(len(shelf))
    alone = [shelf[at] for at in places]
    opened = dict(shelf.opened(places))
    told = [(entry.path, entry.data) for entry in alone]
    assert [(entry.path, entry.data) for entry in shelf[:]] == told
    assert [(opened[at].path, opened[at].data) for at in places] == told
    assert [(entry.path, entry.data) for entry in shelf] == told
    assert shelf[-1].path == ELSEWHERE


def test_data_that_is_lost_is_read_from_the_file_again(tmp_path: Path) -> None:
    """Memory cut off between cards and data: the files are there; a changed one is told."""
    root = tinycity.write(tmp_path, MORE)
    index_folder(root, examples.TODAY, memory=True)
    shelf = index_folder(root, examples.TODAY, memory=True)[0].shelf
    right = [entry.data for entry in index_folder(root, examples.TODAY)[0].shelf]
    for place in (root / ".gongkai" / "facts").iterdir():
        place.write_bytes(place.read_bytes()[:-9])
    assert [shelf[at].data for at in range(len(shelf))] == right
    (root / RECORD).write_text("- 甲\n", encoding="utf-8")
    with pytest.raises(OSError, match="changed"):
        shelf[0]
