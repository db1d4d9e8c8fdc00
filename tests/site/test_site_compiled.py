"""Compiled templates are kept between runs, where only their own user can write."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from generator.site.compiled import compiled
from generator.site.templates import make_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a temporary folder of the system's own, in which nothing is kept yet."""
    place = tmp_path / "scratch"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    compiled.cache_clear()
    yield place
    compiled.cache_clear()


def rendered(folder: Path) -> str:
    """Render the one template there is, in a new environment."""
    return make_environment(folder).get_template("a.html").render(name=Markup("<b>甲</b>"))


def test_templates_are_compiled_once(scratch: Path, tmp_path: Path) -> None:
    """A second environment takes what the first compiled; a changed template is compiled anew."""
    (tmp_path / "a.html").write_text("{{ name }}在此", encoding="utf-8")
    assert rendered(tmp_path) == "<b>甲</b>在此"
    (kept,) = scratch.rglob("*.cache")
    first = kept.read_bytes()
    assert rendered(tmp_path) == "<b>甲</b>在此"
    assert kept.read_bytes() == first
    (tmp_path / "a.html").write_text("{{ name }}不在", encoding="utf-8")
    assert rendered(tmp_path) == "<b>甲</b>不在"
    assert kept.read_bytes() != first


def test_damaged_ones_are_compiled_again(scratch: Path, tmp_path: Path) -> None:
    """A file cut off in the middle is no compiled template."""
    (tmp_path / "a.html").write_text("{{ name }}在此", encoding="utf-8")
    rendered(tmp_path)
    (kept,) = scratch.rglob("*.cache")
    kept.write_bytes(kept.read_bytes()[:-20])
    assert rendered(tmp_path) == "<b>甲</b>在此"


def test_nothing_is_kept_where_others_could_write(scratch: Path, tmp_path: Path) -> None:
    """What is in the folder's place is somebody else's: templates are compiled without it."""
    (tmp_path / "a.html").write_text("{{ name }}在此", encoding="utf-8")
    rendered(tmp_path)
    (folder,) = scratch.iterdir()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_bytes(b"")
    compiled.cache_clear()
    assert compiled() is None
    assert rendered(tmp_path) == "<b>甲</b>在此"
