"""What changed in a ledger, kept beside it: told as if all had been kept again, or not at all."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest
from test_site_build import fingerprint
from test_site_ledger import kept, noted, right_without
from test_site_rebuild import Editor

from generator.site import ledger_since
from generator.site.ledger import Ledger, keep, place_of, recall
from generator.site.ledger_since import place_beside
from generator.site.notes import Made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = 400


def large(tmp_path: Path) -> Ledger:
    """Return a ledger of many files, as it is recalled after it was kept whole."""
    ledger = Ledger("ground", {f"{n}.html": (n, n, n) for n in range(FILES)})
    for page in range(0, FILES, 40):
        noted(ledger, f"{page}.html", 300)
    ledger.runs = {f"{n}.html": f"run {n}" for n in range(FILES)}
    ledger = kept(ledger, tmp_path)
    assert not beside(tmp_path).exists()
    return ledger


def beside(tmp_path: Path) -> Path:
    """Return where what changed is kept."""
    return place_beside(place_of(tmp_path, tmp_path / "site"))


def edit(ledger: Ledger, chance: random.Random) -> None:
    """Let a build write, note and remove a few files."""
    for number in chance.sample(range(FILES + 9), 3):
        ledger.files[f"{number}.html"] = (number, chance.randrange(99), number)
        ledger.made[f"{number}.html"] = Made(f"recipe {chance.randrange(9)}", ledger.used)
        ledger.runs[f"{number}.html"] = f"run {chance.randrange(9)}"
    for table in (ledger.files, ledger.made, ledger.runs):
        table.pop(chance.choice([*table]))
    noted(ledger, f"{chance.randrange(FILES)}.html", chance.randint(1, 5))


def told(ledger: Ledger) -> tuple[object, ...]:
    """Return what a ledger says."""
    runs = {path: run for path, run in ledger.runs.items() if path in ledger.made}
    sheets = (*ledger.sheets, *(sheet for notes in ledger.fresh for sheet in notes.sheets))
    tables = dict(ledger.files), dict(ledger.made), runs
    return *tables, ledger.used, ledger.ground, ledger.joined, sheets


@pytest.mark.parametrize("seed", range(20))
def test_what_changed_is_told_as_if_all_were_kept(tmp_path: Path, seed: int) -> None:
    """Over any number of builds; the large file stays until much has changed, then it is anew."""
    chance, ledger = random.Random(seed), large(tmp_path)
    place, again = place_of(tmp_path, tmp_path / "site"), 0
    before = place.stat().st_ino
    for _ in range(40):
        edit(ledger, chance)
        said = told(ledger)
        keep(ledger, place)
        whole = place.stat().st_ino != before
        again += whole
        before = place.stat().st_ino
        assert beside(tmp_path).exists() is not whole
        ledger = recall(place)
        if len(ledger.sheets) > 1:  # else they were joined
            assert told(ledger) == said
    assert 0 < again < 20


def test_users_of_what_changed_are_found_in_either_file(tmp_path: Path) -> None:
    """A page noted since is found by what it rests on, and so are those from before."""
    ledger = kept(noted(large(tmp_path), "new.html", 5), tmp_path)
    assert beside(tmp_path).exists()
    assert right_without(ledger, 299) == {"new.html"}
    assert right_without(ledger, 4) == set()


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _another_digit(data: bytes) -> bytes:
    return data.replace(b"[", b"[7,", 1)


def _of_another(data: bytes) -> bytes:
    return b"0" * 64 + data


@pytest.mark.parametrize("damage", [_cut, _another_digit, _of_another, lambda _data: b""])
def test_damage_beside_leaves_the_ledger_as_it_was_kept_whole(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    """What is lost so are only the last changes: their files are made again, whatever they are."""
    ledger = large(tmp_path)
    before = told(ledger)
    ledger = kept(noted(ledger, "new.html", 5), tmp_path)
    assert told(ledger) != before
    file = beside(tmp_path)
    file.write_bytes(damage(file.read_bytes()))
    assert told(recall(place_of(tmp_path, tmp_path / "site"))) == before


def test_what_changed_in_another_ledger_means_nothing(tmp_path: Path) -> None:
    """A file that was left beside one that has been kept whole since, or was brought, is unread."""
    ledger = kept(noted(large(tmp_path), "new.html", 5), tmp_path)
    left = beside(tmp_path).read_bytes()
    for page in range(FILES):
        noted(ledger, f"{page}.html", 1)
    ledger = kept(ledger, tmp_path)
    assert not beside(tmp_path).exists()
    before = told(ledger)
    beside(tmp_path).write_bytes(left)
    assert told(recall(place_of(tmp_path, tmp_path / "site"))) == before


def test_a_site_whose_last_changes_were_forgotten_is_made_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before what changed was kept: the next build makes the site of a clean one."""
    monkeypatch.setattr(ledger_since, "_PART", 0)
    editor = Editor(tmp_path)
    editor.build()
    editor.build()
    editor.edits ^= {"a record's title"}
    editor.lay()
    editor.build()
    file = place_beside(editor.ledger)
    shutil.move(file, tmp_path / "lost")
    editor.edits ^= {"a record's title"}
    editor.lay()
    assert editor.build() is not None
    assert fingerprint(editor.site) == editor.clean()
