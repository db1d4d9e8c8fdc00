"""What names this program, and the code behind what is kept."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.load.program import code_digest, digest_of, program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _folder(place: Path) -> Path:
    (place / "b").mkdir(parents=True)
    (place / "a.py").write_text("1", encoding="utf-8")
    (place / "b/c.py").write_text("2", encoding="utf-8")
    return place


CHANGES: dict[str, Callable[[Path], object]] = {
    "other content": lambda place: (place / "b/c.py").write_text("3", encoding="utf-8"),
    "another name": lambda place: (place / "a.py").rename(place / "d.py"),
    "another folder": lambda place: (place / "b").rename(place / "e"),
    "a file more": lambda place: (place / "b/f.py").write_text("", encoding="utf-8"),
    "a file less": lambda place: (place / "a.py").unlink(),
    "words moved to the next": lambda place: (
        (place / "a.py").write_text("", encoding="utf-8"),
        (place / "b/c.py").write_text("12", encoding="utf-8"),
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_below_a_folder_changes_its_digest(
    change: Callable[[Path], object], tmp_path: Path
) -> None:
    """Names, content, and which content stands under which name."""
    place = _folder(tmp_path / "x")
    before = digest_of(place)
    change(place)
    assert digest_of(place) != before


def test_a_digest_is_the_same_wherever_the_folder_lies(tmp_path: Path) -> None:
    """And whoever ran the code, and whatever an editor keeps beside it: links that lead nowhere."""
    place = _folder(tmp_path / "x")
    before = digest_of(place)
    assert digest_of(shutil.copytree(place, tmp_path / "deep/y")) == before
    (place / "b/__pycache__").mkdir()
    (place / "b/__pycache__/c.pyc").write_bytes(b"compiled")
    (place / ".#a.py").symlink_to("nobody@nowhere")
    assert digest_of(place) == before


def test_a_file_has_a_digest_too(tmp_path: Path) -> None:
    """That of what is in it, under whatever name; of nothing there is none."""
    one, two = tmp_path / "1.yml", tmp_path / "2.yml"
    one.write_text("a", encoding="utf-8")
    two.write_text("a", encoding="utf-8")
    assert digest_of(one) == digest_of(two)
    two.write_text("b", encoding="utf-8")
    assert digest_of(one) != digest_of(two)
    with pytest.raises(OSError, match="nowhere"):
        digest_of(tmp_path / "nowhere")


def test_the_program_is_named_by_version_and_code() -> None:
    """The same each time it is asked."""
    assert program() == program()
    assert program().partition("+")[2]
    assert len(code_digest()) == 128
