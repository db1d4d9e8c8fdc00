"""The ledger: what it is damaged by, what it is joined at, when it is left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_site_rebuild import Editor

from generator.site.ledger import Ledger, Made, keep, place_of, recall
from generator.site.notes import OTHERS, Notes, counting_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _shortened(line: bytes) -> bytes:
    return line[: len(line) // 2] + b"\n"


def _of_another_kind(_line: bytes) -> bytes:
    return b'{"files":3,"made":[1,2,3],"ground":[],"others":{"a":1}}\n'


def _by_one_number(line: bytes) -> bytes:
    """Change the last number of a line, mostly one that says who rests on what."""
    at = max(line.rfind(b"%d" % digit) for digit in range(10))
    return line[:at] + (b"7" if line[at : at + 1] != b"7" else b"3") + line[at + 1 :]


def _twice(line: bytes) -> bytes:
    return line + line


@pytest.mark.parametrize(
    "damage", [_shortened, _of_another_kind, _by_one_number, _twice, lambda _line: b""]
)
def test_a_ledger_with_a_damaged_line_is_none(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    """Whichever line is damaged, all is made anew, and the site is a clean build's."""
    editor = Editor(tmp_path)
    editor.build()
    whole = editor.ledger.read_bytes().splitlines(keepends=True)
    assert len(whole) > 4  # heads, look-ups of both sides, the seal
    for number, line in enumerate(whole):
        damaged = damage(line)
        editor.ledger.write_bytes(b"".join((*whole[:number], damaged, *whole[number + 1 :])))
        assert recall(editor.ledger) == Ledger(), number
    assert editor.build() is not None
    assert recall(editor.ledger).made


def noted(ledger: Ledger, page: str, look_ups: int) -> Ledger:
    """Return the ledger with one page more that rests on so many look-ups, as it is recalled."""
    notes = Notes(lambda one: f"{one[1]:024x}", counting_from(ledger.used))
    notes.note((page,), "recipe", [("units", number) for number in range(look_ups)])
    notes.finish()
    ledger.add(notes)
    return ledger


def lines_in(place: Path) -> list[bytes]:
    """Return the lines of look-ups in a ledger's file."""
    return [line for line in place.read_bytes().splitlines() if line.startswith(b'{"others')]


def test_lines_are_joined_when_they_have_grown_to_twice_their_size(tmp_path: Path) -> None:
    """Until then each build adds its own; afterwards each look-up is there once, with all users."""
    place = place_of(tmp_path, tmp_path / "site")
    keep(noted(Ledger("ground"), "0.html", 50), place)
    keep(recall(place), place)  # the first are joined at once: nothing was before
    joined = recall(place).joined
    assert joined == sum(len(line) + 1 for line in lines_in(place))
    grown = []
    for page in range(1, 8):
        keep(noted(recall(place), f"{page}.html", 10), place)
        size = sum(len(line) + 1 for line in lines_in(place))
        ledger = recall(place)
        assert ledger.changed == (size > 2 * joined), page
        grown.append(len(ledger.lines[OTHERS]))
        users = {look_up: len(users.split()) for look_up, _, users in ledger.found(OTHERS)}
        if ledger.changed:
            assert users == {("units", n): page + 1 if n < 10 else 1 for n in range(50)}
            break
    assert grown == [*range(2, len(grown) + 1), 1]


def test_lines_of_a_new_ground_are_joined_at_the_next_build(tmp_path: Path) -> None:
    """What was joined on another ground doesn't count: after it, a full build's lines are new."""
    place = place_of(tmp_path, tmp_path / "site")
    keep(noted(Ledger("ground"), "0.html", 50), place)
    ledger = recall(place)
    ledger.forget("another", ())
    for page in range(2):
        noted(ledger, f"{page}.html", 10)
    keep(ledger, place)
    ledger = recall(place)
    assert len(ledger.lines[OTHERS]) == 1
    assert [users for _, _, users in ledger.found(OTHERS)] == ["0 1"] * 10


def test_numbers_are_given_anew_when_most_mean_nobody(tmp_path: Path) -> None:
    """A page made again and again leaves numbers behind; they go when lines are joined."""
    place = place_of(tmp_path, tmp_path / "site")
    ledger = Ledger("ground")
    for _ in range(20):
        noted(ledger, "0.html", 5)
    assert (ledger.used, ledger.made["0.html"].number) == (20, 19)
    keep(ledger, place)
    ledger = recall(place)
    assert (ledger.used, ledger.made) == (1, {"0.html": Made("recipe", 0)})
    assert {users for _, _, users in ledger.found(OTHERS)} == {"0"}


def test_a_ledger_is_not_written_when_nothing_changed(tmp_path: Path) -> None:
    """A second build leaves the file as it is; a page written by hand changes it."""
    editor = Editor(tmp_path)
    editor.build()
    editor.build()  # joins the lines of the first
    before = editor.ledger.stat()
    editor.build()
    assert editor.ledger.stat().st_ino == before.st_ino
    (editor.site / "index.html").write_text("von Hand", encoding="utf-8")
    editor.build()
    assert editor.ledger.stat().st_ino != before.st_ino
    assert "von Hand" not in (editor.site / "index.html").read_text(encoding="utf-8")


def test_a_ledger_of_another_format_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another program kept, and sealed rightly, isn't read."""
    place = place_of(tmp_path, tmp_path / "site")
    keep(noted(Ledger("ground"), "0.html", 1), place)
    assert recall(place).made
    monkeypatch.setattr("generator.site.ledger._FORMAT", -1)
    assert recall(place) == Ledger()
