"""The one stylesheet and the one script of every page, joined from parts a person can read.

The parts stand in ``site_overrides/styles`` and ``site_overrides/scripts`` and are joined in the
order of their names: a number in front says where order matters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rcssmin import cssmin
from rjsmin import jsmin

from generator.check.accent import palette

if TYPE_CHECKING:
    from pathlib import Path

    from generator.check.accent import Tones
    from generator.resolve.model import Site

STYLESHEET = "assets/gongkai.css"
SCRIPT = "assets/gongkai.js"
PARTS = ("styles", "scripts")  # folders that are joined, never copied


def face_files(theme: Path, site: Site) -> dict[str, bytes]:
    """Return the stylesheet and the script by path, joined from the parts in ``theme``.

    The accent's colours and the portal's own style follow the parts.
    """
    script = jsmin(_join(theme / "scripts", "js"))
    style = cssmin(_join(theme / "styles", "css") + accent_style(site.accent))
    if site.official:
        style += site.portal.style
    return {
        STYLESHEET: style.encode(),
        SCRIPT: f'(function () {{\n"use strict";\n{script}}})();\n'.encode(),
    }


def _join(folder: Path, suffix: str) -> str:
    """Return the parts one after another."""
    parts = sorted(folder.glob(f"*.{suffix}"))
    return "".join(file.read_text(encoding="utf-8") for file in parts)


def accent_style(accent: str) -> str:
    """Return the tokens that follow from the accent; the stylesheet itself has those of blue."""
    if accent == "blue":
        return ""
    made = palette(accent)
    places = (
        (":root", made.light),
        (':root[data-theme="dark"]', made.dark),
        (":root[data-elder]", made.elder),
    )
    return "".join(f"{place}{{{_tokens(tones)}}}\n" for place, tones in places) + (
        f":root[data-elder]{{--line-2:{made.elder.accent}}}\n"
    )


def _tokens(tones: Tones) -> str:
    named = {
        "link": tones.link, "accent": tones.accent, "deep": tones.deep,
        "accent-soft": tones.soft, "on-deep-2": tones.on_deep_2, "find": tones.find,
        "on-accent": tones.on_accent,
    }  # fmt: skip
    return ";".join(f"--{name}:{colour}" for name, colour in named.items())
