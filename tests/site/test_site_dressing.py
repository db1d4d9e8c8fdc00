"""MkDocs at work beside: what goes wrong is told, the first thing and in full."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import tinycity

from generator.site import SiteError, build_site, dressing


def _failing(*_: Any) -> None:
    raise RuntimeError("MkDocs was stopped as well")


def test_what_goes_wrong_here_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C stops both processes; that the other was stopped is no fault of the program."""

    def stopped(_view: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dressing, "_start_mkdocs", _failing)
    build: Any = SimpleNamespace(prepare=stopped, place=SimpleNamespace(prose=Path()))
    view: Any = None
    with pytest.raises(KeyboardInterrupt):
        dressing._made(build, Path(), view, None)


def _refusal(root: Path, settings: str) -> str:
    """Return why a city with settings and prose of its own isn't built; nothing is left of it."""
    tinycity.write(root)
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# 说明\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"site_name: 城\n{settings}\n", encoding="utf-8")
    with pytest.raises(SiteError) as refused:
        build_site(root, root / "site", report=lambda _: None)
    assert [place.name for place in root.iterdir() if "site" in place.name] == []
    return str(refused.value)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("plugins: [gongkai]\ntheme: {name: nope}", "Unrecognised theme name: 'nope'"),
        ("plugins: [gongkai]\ntheme: material\ndocs_dir: nowhere", "'docs_dir'"),
        ("plugins: [gongkai]\ntheme: [", "line 4, column 1"),
        ("plugins: [nope]\ntheme: material", '"nope" plugin is not installed'),
    ],
)
def test_faulty_settings_are_told_with_what_is_wrong(
    tmp_path: Path, settings: str, said: str
) -> None:
    """The file, MkDocs' own words about each fault, and what to do; not that there were some."""
    told = _refusal(tmp_path, settings)
    assert told.startswith("网站的设置 ")
    assert "mkdocs.yml 不对" in told
    assert said in told
    assert "改法：" in told


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("plugins: [search]\ntheme: material", "plugins 里没有 gongkai"),
        ("plugins: [gongkai]", "theme 不是 material"),
        ("plugins: [gongkai]\ntheme: material", "说明文字里有 index.html"),
    ],
)
def test_settings_that_make_no_site_of_ours_are_refused(
    tmp_path: Path, settings: str, said: str
) -> None:
    """Without our plugin, with another theme, with prose that would take a page's place."""
    assert said in _refusal(tmp_path, settings)
