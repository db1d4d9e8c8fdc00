"""The accent: every colour that passes can be read in all three appearances."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.accent import (
    NAMED,
    contrast,
    is_accent,
    nearest_sound,
    palette,
    shortfalls,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#17202c", "#ffffff", 16.4), ("#134e8e", "#ffffff", 8.4)],
)
def test_contrast_is_the_wcag_ratio(one, other, ratio):
    """Known ratios come out, whichever colour is named first."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.06)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("name", NAMED)
def test_named_accents_are_sound(name):
    """The two accents we offer satisfy what is asked of anybody's."""
    assert shortfalls(name) == ()


@given(COLOURS)
def test_a_refused_colour_has_a_sound_neighbour(colour):
    """Whoever's colour is refused is told one that isn't."""
    if shortfalls(colour):
        assert shortfalls(nearest_sound(colour)) == ()


@given(COLOURS)
def test_accepted_colours_can_be_read_everywhere(colour):
    """Links, buttons and headers of an accepted accent have their contrast in each appearance."""
    if shortfalls(colour):
        return
    made = palette(colour)
    for tones, ground in ((made.light, "#ffffff"), (made.dark, "#18232f"), (made.elder, "#ffffff")):
        assert contrast(tones.link, ground) >= 7
        assert contrast(tones.on_accent, tones.accent) >= 7
        assert contrast("#ffffff", tones.deep) >= 9
        assert contrast("#ffffff", tones.find) >= 5.7


def test_too_light_a_colour_is_refused_with_figures():
    """Yellow names the pairs it fails and by how much."""
    short = {s.pair: s for s in shortfalls("#ffff00")}
    assert short["链接和白底"].ratio == pytest.approx(1.07, abs=0.01)
    assert short["链接和白底"].wanted == 7


@pytest.mark.parametrize("text", ["green", "#12345", "#1234567", "#12345g", "blue;}", ""])
def test_other_words_are_no_accent(text):
    """Nothing but a name or six digits can reach a stylesheet."""
    assert not is_accent(text)


def test_the_stylesheet_has_blues_own_tokens():
    """The colours the check measures for blue are the stylesheet's."""
    from pathlib import Path

    text = Path(__file__).parents[2] / "site_overrides" / "styles" / "10-tokens.css"
    style = text.read_text(encoding="utf-8")
    blocks = (
        (style[: style.index("@media")], palette("blue").light),
        (style[style.index('[data-theme="dark"]') :], palette("blue").dark),
    )
    for block, tones in blocks:
        tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", block.split("color-scheme")[0]))
        written = {"soft": "accent-soft"}
        for field in tones.__struct_fields__:
            name = written.get(field, field.replace("_", "-"))
            if name in tokens:
                want = getattr(tones, field)
                assert tokens[name] in (want, "#fff" if want == "#ffffff" else want), name
        assert {"link", "accent", "deep", "accent-soft"} <= set(tokens)
