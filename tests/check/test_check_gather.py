"""Facts of files: found by one process or by several, remembered or not, they are the same."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import tinycity
from hypothesis import given, settings
from hypothesis import strategies as st
from tinycity import DISTRICT, FILES, RECORD, edited

from generator.check import (
    batches,
    check_folder,
    early,
    engine,
    gather,
    marks,
    remember,
    start_check,
)
from generator.load import list_tree

if TYPE_CHECKING:
    from pathlib import Path

    from generator.check import Entry
    from generator.diagnostics import Diagnostic

DAY = dt.date(2026, 1, 1)
ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
LETTERS = str.maketrans("0123456789", "abcdefghij")
ID = "11010119900307109X"  # a made-up number with a right check digit

pytestmark = pytest.mark.usefixtures("marks_tell")


def findings(root: Path, *, memory: bool, day: dt.date = DAY) -> tuple[Diagnostic, ...]:
    """Return what a check finds."""
    return check_folder(root, day, memory=memory)[1]


def read_paths(root: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the files a check with memory works out anew."""
    seen: set[str] = set()
    real = gather.facts_of

    def watched(
        root: Path, path: str, kind: str, data: bytes | OSError, digest: str
    ) -> gather.Facts:
        seen.add(path)
        return real(root, path, kind, data, digest)

    with monkeypatch.context() as patch:
        for module in (gather, batches):
            patch.setattr(module, "facts_of", watched)
        findings(root, memory=True)
    return seen


def test_only_changed_files_are_worked_out_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first check reads all, the next none, and after a change the file that changed."""
    tinycity.write(tmp_path)
    assert read_paths(tmp_path, monkeypatch) == set(FILES)
    assert read_paths(tmp_path, monkeypatch) == set()
    tinycity.write(tmp_path, edited(RECORD, "救助", "救急"))
    assert read_paths(tmp_path, monkeypatch) == {RECORD}


def test_memory_that_came_with_the_repository_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git tracks may have been written by whoever made the change: nothing is taken of it."""
    tinycity.write(tmp_path)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    findings(tmp_path, memory=True)
    assert read_paths(tmp_path, monkeypatch) == set()
    subprocess.run(["git", "-C", str(tmp_path), "add", "-f", ".gongkai"], check=True)
    assert read_paths(tmp_path, monkeypatch) == set(FILES)
    assert remember(tmp_path, DAY, lambda: ()) == ()
    assert not (tmp_path / ".gongkai" / "check.json").exists()


def test_other_code_takes_nothing_from_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept by another version of the program is worked out anew."""
    tinycity.write(tmp_path)
    findings(tmp_path, memory=True)
    monkeypatch.setattr(gather, "code_digest", lambda: "another version")
    assert read_paths(tmp_path, monkeypatch) == set(FILES)


SLIPS = st.sampled_from(
    [
        ('"01-02":', '"1-2":'),
        ('"01-02":', '"01-02":\n    理由: 无'),
        ("领域: jia", "领域: jia # " + ID),
        ("领域: jia", "领域：jia"),
        ("领域: jia", "领域: yi"),
    ]
)


@settings(max_examples=40)
@given(slips=st.lists(SLIPS, min_size=1, max_size=4), day=st.dates(DAY, dt.date(2027, 1, 1)))
def test_memory_never_changes_an_answer(
    slips: list[tuple[str, str]], day: dt.date, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After any sequence of edits, on any day: the same findings as without memory."""
    root = tinycity.write(tmp_path_factory.mktemp("city"))
    for old, new in slips:
        tinycity.write(root, edited(ITEMS, old, new))
        assert findings(root, memory=True, day=day) == findings(root, memory=False, day=day)


def test_number_of_a_birthday_to_come_is_found_when_it_has_come(tmp_path: Path) -> None:
    """What is remembered of a file does not hang on the day: an identity number of 2030 does."""
    born = "11010120300307101"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(d) * w for d, w in zip(born, weights, strict=True)) % 11]
    tinycity.write(tmp_path, edited(RECORD, "【虚构】救助", f"【虚构】{born}{check}救助"))
    assert findings(tmp_path, memory=True) == ()
    later = findings(tmp_path, memory=True, day=dt.date(2031, 1, 1))
    assert [found.code for found in later] == ["privacy-id"]


@given(damage=st.binary(max_size=60), keep=st.integers(0, 4000))
def test_damaged_memory_is_no_answer(
    damage: bytes, keep: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever stands in the kept files, the answer is the right one."""
    root = tinycity.write(tmp_path_factory.mktemp("city"), edited(ITEMS, '"01-02":', '"1-2":'))
    right = findings(root, memory=True)
    for place in (root / ".gongkai" / "facts").iterdir():
        place.write_bytes(place.read_bytes()[:keep] + damage)
    assert findings(root, memory=True) == right


def test_leftovers_are_cleared_away(tmp_path: Path) -> None:
    """What a killed run or a catalog of another size has left does not stay."""
    tinycity.write(tmp_path)
    findings(tmp_path, memory=True)
    folder = tmp_path / ".gongkai" / "facts"
    kept = sorted(file.name for file in folder.iterdir())
    (folder / "0-9.json").write_text("{}", encoding="utf-8")
    findings(tmp_path, memory=True)
    assert sorted(file.name for file in folder.iterdir()) == kept


def test_memory_that_cannot_be_kept_costs_nothing_else(tmp_path: Path) -> None:
    """A file in the folder's place: the answer is the same."""
    tinycity.write(tmp_path)
    (tmp_path / ".gongkai").write_text("", encoding="utf-8")
    assert findings(tmp_path, memory=True) == ()


GATHER = """
import os, resource, sys
from pathlib import Path
from generator.check.gather import gather
from generator.load import list_tree
os.sched_getaffinity = lambda _: set(range(int(sys.argv[2])))
root = Path(sys.argv[1])
facts, batches, _ = gather(root, list_tree(root), memory=False)()
for path, said in facts.items():
    print(path, said)
for batch in batches:
    print(batch.folder, batch)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt > 0)
"""


@pytest.mark.parametrize("large", [False, True])
def test_reading_begun_early_reads_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    """Before anything is remembered, after it, and after a change; with help from beside, or not.

    Where the folder is gone meanwhile, the same is missing.
    """
    monkeypatch.setattr(early, "_LARGE", 0 if large else 1_000_000)
    monkeypatch.setattr(engine, "_TOUCHED", 0 if large else 1_000_000)
    root = tinycity.write(tmp_path / "city")
    for changes in ({}, {}, edited(RECORD, "救助", "救急")):
        tinycity.write(root, changes)
        expected = check_folder(root, DAY, memory=False)
        found = start_check(root, DAY, memory=True, reading=early.start_early(root))
        assert found.findings() == expected[1]
        entries = found.index.entries
        assert {kind: [*map(told, some)] for kind, some in entries.items()} == {
            kind: [*map(told, some)] for kind, some in expected[0].entries.items()
        }
    (root / "catalog").rename(tmp_path / "elsewhere")
    gone = start_check(root, DAY, memory=True, reading=early.start_early(root)).findings()
    assert [found.code for found in gone] == ["catalog-missing"]


def test_what_was_found_to_stand_is_not_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process beside looks, this one doesn't; what changed, came or went since is read."""
    monkeypatch.setattr(early, "_LARGE", 0)
    monkeypatch.setattr(marks, "_STEP", 0)
    looked: list[str] = []
    real = gather.look_the_same

    def look(root: Path, folder: str, names: list[str], kept: list[list[int] | None]) -> bool:
        looked.append(folder)
        return real(root, folder, names, kept)

    monkeypatch.setattr(gather, "look_the_same", look)
    root = tinycity.write(tmp_path)
    folder = RECORD.rpartition("/")[0]
    other = root / folder / "20240101-abcdef.yml"

    def check() -> list[str]:
        looked.clear()
        found = start_check(root, DAY, memory=True, reading=early.start_early(root))
        index, findings = check_folder(root, DAY, memory=False)
        assert found.findings() == findings
        assert [*map(told, found.index.of("record"))] == [*map(told, index.of("record"))]
        return [*looked]

    check()
    assert check() == []
    (root / RECORD).write_text(str(edited(RECORD, "救助", "救急")[RECORD]), encoding="utf-8")
    assert check() == [folder]
    assert check() == []
    other.write_text(FILES[RECORD], encoding="utf-8")
    assert check() == []  # other names tell enough
    other.unlink()
    assert check() == []


def told(entry: Entry) -> tuple[str, object]:
    """Return what an entry says."""
    return entry.path, entry.data


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    """A catalog large enough for two processes: equal facts, in the order of the tree."""
    records = {}
    for number in range(1100):
        name = f"{number:06d}".translate(LETTERS)
        text = FILES[RECORD].replace("00001", f"{number + 2:05d}")
        records[RECORD.replace("abc234", name)] = text
    root = tinycity.write(tmp_path, records)
    together, alone = (
        subprocess.run(
            [sys.executable, "-c", GATHER, str(root), cores],
            capture_output=True, check=True, text=True,
        ).stdout.splitlines()
        for cores in "21"
    )  # fmt: skip
    assert together[:-1] == alone[:-1]
    tree = list_tree(root)
    assert [line.split()[0] for line in alone[:-1]] == [*tree.kinds, *tree.records]
    assert (together[-1], alone[-1]) == ("True", "False")
