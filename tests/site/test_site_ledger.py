"""The ledger: what it is damaged by, what it is joined at, when it is left as it is."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from test_site_rebuild import Editor

from generator.site import notes as notes_room
from generator.site.ledger import Ledger, keep, mark_of, place_of, recall
from generator.site.ledger_since import place_beside
from generator.site.notes import Notes, counting_from
from generator.site.sheets import ITEMS, OTHERS, SIDES, Uses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
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


def found(_table: str, keys: Sequence[int]) -> list[str]:
    """Return what look-ups find: numbers as stamps."""
    return [f"{key:024x}" for key in keys]


def noted(ledger: Ledger, page: str, look_ups: int, table: str = "units") -> Ledger:
    """Return the ledger with one page more that rests on so many look-ups, as it is recalled."""
    notes = Notes(found, counting_from(ledger.used))
    notes.note((page,), "recipe", [(table, number) for number in range(look_ups)])
    notes.finish()
    ledger.add(notes)
    return ledger


def kept(ledger: Ledger, tmp_path: Path) -> Ledger:
    """Return the ledger as it is recalled."""
    place = place_of(tmp_path, tmp_path / "site")
    keep(ledger, place)
    return recall(place)


def right_without(ledger: Ledger, *changed: int) -> set[str]:
    """Return the pages that are still right when some keys find something else."""

    def now(table: str, keys: Sequence[int]) -> list[str]:
        return ["new" if key in changed else was for key, was in known(table, keys)]

    def known(table: str, keys: Sequence[int]) -> Iterator[tuple[int, str]]:
        return zip(keys, found(table, keys), strict=True)

    again = deepcopy(ledger)
    again.forget("ground", *(again.outdated("ground", now, side) for side in SIDES))
    return set(again.made)


def test_a_page_is_right_until_something_it_rests_on_is_another(tmp_path: Path) -> None:
    """Of either side, and whichever sheet it stands in; what is right otherwise stays."""
    ledger = kept(noted(Ledger("ground"), "0.html", 9), tmp_path)
    ledger = noted(noted(ledger, "1.html", 2, table="items_of"), "2.html", 1)
    ledger = kept(ledger, tmp_path)
    assert len(ledger.sheets) == 3
    assert right_without(ledger) == {"0.html", "1.html", "2.html"}
    assert right_without(ledger, 2) == {"1.html", "2.html"}
    assert right_without(ledger, 1) == {"2.html"}
    assert right_without(ledger, 0) == set()


def test_sheets_are_joined_when_they_have_grown_to_twice_their_size(tmp_path: Path) -> None:
    """Until then each build adds its own; afterwards each look-up is there once, with all users."""
    ledger = kept(kept(noted(Ledger("ground"), "0.html", 50), tmp_path), tmp_path)
    assert not ledger.changed  # the first were joined at once: nothing was before
    size = ledger.joined
    assert size == sum(map(len, ledger.sheets[0]))
    grown = []
    for page in range(1, 9):
        ledger = kept(noted(ledger, f"{page}.html", 10), tmp_path)
        grown.append(len(ledger.sheets))
        if ledger.changed:
            break
        assert sum(sheet.size for sheet in ledger.sheets) <= 2 * size, page
    assert grown == [*range(2, len(grown) + 1), 1]
    told = {key for _, _, keys, _ in ledger.sheets[0].look_ups(OTHERS) for key in keys}
    assert told == set(range(50))
    pages = {f"{page}.html" for page in range(len(grown) + 1)}
    assert right_without(ledger, 49) == pages - {"0.html"}
    assert right_without(ledger, 9) == set()
    assert right_without(ledger, 50) == pages


def test_sheets_of_a_new_ground_count_from_its_first_build_on(tmp_path: Path) -> None:
    """What was joined on another ground doesn't count, nor are a full build's sheets joined."""
    ledger = kept(noted(Ledger("ground"), "0.html", 500), tmp_path)
    ledger.forget("another")
    for page in range(2):
        noted(ledger, f"{page}.html", 10)
    ledger = kept(ledger, tmp_path)
    assert [sheet.words()[0] for sheet in ledger.sheets] == [[0], [1]]
    assert ledger.joined == ledger.size
    noted(ledger, "2.html", 30)
    noted(ledger, "3.html", 30)
    assert [sheet.words()[0] for sheet in kept(ledger, tmp_path).sheets] == [[0, 1, 2, 3]]


def test_what_nobody_rests_on_goes_when_sheets_are_joined(tmp_path: Path) -> None:
    """A page made again and again leaves words and look-ups behind; the last one's stay."""
    ledger = kept(noted(Ledger("ground"), "0.html", 5), tmp_path)
    for _ in range(3):
        noted(ledger, "0.html", 9)
    noted(ledger, "0.html", 4)
    assert (ledger.used, ledger.made["0.html"].number) == (5, 4)
    ledger = kept(ledger, tmp_path)
    assert [sheet.words()[0] for sheet in ledger.sheets] == [[4]]
    assert [keys for _, _, keys, _ in ledger.sheets[0].look_ups(OTHERS)] == [[0, 1, 2, 3]]
    assert right_without(ledger, 4) == {"0.html"}


@pytest.mark.parametrize("full", [1, 7, 100])
def test_sheets_that_are_full_say_the_same(
    full: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are, packed or not, joined or not."""
    monkeypatch.setattr(notes_room, "FULL", full)
    monkeypatch.setattr("generator.site.sheets.FULL", full)
    ledger, notes = Ledger("ground"), Notes(found, counting_from(0))
    for page in range(30):
        notes.note((f"{page}.html",), "recipe", [("units", page), ("areas", page // 10 + 100)])
    notes.finish()
    ledger.add(notes)
    as_noted = [*notes.sheets]
    assert len(as_noted) == {1: 30, 7: 6, 100: 1}[full]
    ledger = kept(ledger, tmp_path)
    for sheets in (ledger.sheets, as_noted):
        ledger.sheets = sheets
        pages = {f"{page}.html" for page in range(30)}
        assert right_without(ledger, 7) == pages - {"7.html"}
        assert right_without(ledger, 101) == pages - {f"{page}.html" for page in range(10, 20)}


def test_a_file_may_rest_on_more_than_there_are_plain_characters(tmp_path: Path) -> None:
    """Look-ups are told by characters; 60,000 reach beyond those that stand for halves of one."""
    many = 60_000
    ledger = kept(noted(Ledger("ground"), "0.html", many), tmp_path)
    keys = [key for _, _, keys, _ in ledger.sheets[0].look_ups(OTHERS) for key in keys]
    assert keys == list(range(many))
    noted(ledger, "1.html", 1)
    for key in (0, 55_167, 55_168, 55_169, many - 1):
        assert right_without(kept(ledger, tmp_path), key) == ({"1.html"} if key else set())


@pytest.mark.parametrize("few", [0, 32])
def test_users_are_found_by_either_way_of_looking(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few look-ups are searched for, many are held against each word: the same files."""
    monkeypatch.setattr("generator.site.sheets._FEW", few)
    uses = Uses()
    for file in range(100):
        uses.note([("units", file % 7), ("items", file), ("lives", "\n")])
    sheet = uses.sheet([*range(100)], lambda table, keys: (keys, [table] * len(keys)))
    assert set(sheet.outdated(ITEMS, lambda _, keys: ["items"] * len(keys))) == set()
    look_ups = sheet.outdated(OTHERS, lambda table, keys: [f"{table}{key}" for key in keys])
    assert len(look_ups) == 8
    assert set(sheet.resting_on(look_ups)) == set(range(100))
    (_, numbers, keys, _), *_ = sheet.look_ups(OTHERS)
    third = numbers[keys.index(3)]
    assert sorted(sheet.resting_on({third})) == [file for file in range(100) if file % 7 == 3]


def test_damage_within_a_sheet_makes_all_anew(tmp_path: Path) -> None:
    """Should a sheet be unreadable after all, nobody knows what rests on what: nothing is right."""
    ledger = kept(noted(Ledger("ground"), "0.html", 3), tmp_path)
    whole = ledger.sheets[0]
    for damaged in (
        whole._replace(others=b"{}"),
        whole._replace(others=b'{"others":[[1]]}'),
        whole._replace(users=b'{"users":3}'),
    ):
        ledger.sheets[0] = damaged
        assert right_without(ledger, 0) == set()


def test_a_ledger_is_not_written_when_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second build leaves the file as it is; for a page written by hand one comes beside it."""
    monkeypatch.setattr("generator.site.ledger_since._PART", 0)
    editor = Editor(tmp_path)
    editor.build()
    editor.build()  # joins the sheets of the first
    before = editor.ledger.stat()
    editor.build()
    assert editor.ledger.stat().st_ino == before.st_ino
    assert not place_beside(editor.ledger).exists()
    (editor.site / "index.html").write_text("von Hand", encoding="utf-8")
    editor.build()
    assert editor.ledger.stat().st_ino == before.st_ino
    assert recall(editor.ledger).files["index.html"] == mark_of((editor.site / "index.html").stat())
    assert place_beside(editor.ledger).exists()
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
