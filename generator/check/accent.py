"""The accent of ``site.yml``: the colours that follow from it, and whether they can be read.

Every pair of colours that carries words has a smallest contrast (WCAG 2's ratio). Pages are asked
for more than the 4.5 of AA, because their readers are of every age.
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache

from msgspec import Struct

from generator.patterns import regex

NAMED = ("blue", "red")
_HEX = regex(r"#[0-9a-f]{6}", re.IGNORECASE)
_WHITE, _DARK_BG, _DARK_SOFT, _DARK_SURFACE = "#ffffff", "#0f1620", "#141d28", "#18232f"
_LINEAR = 0.04045  # WCAG's: below it a channel is linear
_STEP = 0.005  # of lightness; finer than any eye
_SMALL_WORDS = 7.4  # contrast of the header's small words


class Tones(Struct, frozen=True):
    """The colours of one appearance that follow from the accent."""

    link: str
    accent: str
    deep: str  # header and front page's band
    soft: str  # hot cards, notes, group rows
    on_deep_2: str  # small words on ``deep``
    find: str  # the search button, with white words
    on_accent: str  # words on ``accent``


class Palette(Struct, frozen=True):
    """The accent in all three appearances."""

    light: Tones
    dark: Tones
    elder: Tones


class Shortfall(Struct, frozen=True):
    """A pair of colours that can't be told apart well enough."""

    pair: str
    ratio: float
    wanted: float


_BLUE = Palette(
    Tones("#134e8e", "#134e8e", "#0e3d70", "#e8f0f9", "#c9dcf2", "#1a66b8", _WHITE),
    Tones("#93c0f3", "#8fbcf0", "#122a47", "#1a2d44", "#b9d0ea", "#1a66b8", _DARK_BG),
    Tones("#0b3c74", "#0b3c74", "#0b3c74", "#e8f0f9", _WHITE, "#0b3c74", _WHITE),
)
_RED_LIGHT = Tones("#9d1f1c", "#9d1f1c", "#7f1614", "#fbeeec", "#f6d4d0", "#9d1f1c", _WHITE)


def contrast(one: str, other: str) -> float:
    """Return WCAG's contrast ratio of two colours written ``#rrggbb``."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= _LINEAR else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(max(0.0, min(1.0, c)) * 255):02x}" for c in rgb)


def _mixed(colour: str, share: float, ground: str) -> str:
    """Return ``ground`` with a share of ``colour`` in it."""
    red, green, blue = (
        c * share + g * (1 - share) for c, g in zip(_rgb(colour), _rgb(ground), strict=True)
    )
    return _hex((red, green, blue))


def _moved(colour: str, ground: str, ratio: float, step: float) -> str:
    """Return ``colour`` made lighter or darker until it has ``ratio`` on ``ground``, if it can."""
    hue, light, full = rgb_to_hls(*_rgb(colour))
    found = colour
    while contrast(found, ground) < ratio and 0 <= light + step <= 1:
        light += step
        found = _hex(hls_to_rgb(hue, light, full))
    return found


def is_accent(text: str) -> bool:
    """Tell whether ``text`` is a named accent or ``#rrggbb``."""
    return text in NAMED or _HEX.fullmatch(text) is not None


@lru_cache(maxsize=64)
def palette(accent: str) -> Palette:
    """Return the colours that follow from ``accent``: a name, or ``#rrggbb``."""
    if accent == "blue":
        return _BLUE
    if accent == "red":
        return Palette(_RED_LIGHT, _dark(_RED_LIGHT.accent), _elder(_RED_LIGHT))
    colour = accent.lower()
    deep = _moved(colour, _WHITE, 10.4, -_STEP)
    soft = _mixed(colour, 0.08, _WHITE)
    light = Tones(colour, colour, deep, soft, _pale(colour, deep), colour, _WHITE)
    return Palette(light, _dark(colour), _elder(light))


def _pale(colour: str, deep: str) -> str:
    """Return white with as much of the accent as small words on ``deep`` can bear."""
    shares = (share / 100 for share in range(22, -1, -1))
    mixed = (_mixed(colour, share, _WHITE) for share in shares)
    return next((pale for pale in mixed if contrast(pale, deep) >= _SMALL_WORDS), _WHITE)


def _dark(colour: str) -> Tones:
    soft = _mixed(colour, 0.28, _DARK_BG)
    deep = _moved(_mixed(colour, 0.42, _DARK_BG), _WHITE, 12.0, -_STEP)
    lightest = max(soft, _DARK_SURFACE, key=_luminance)
    link = _moved(colour, lightest, 7.1, _STEP)
    find = _moved(colour, _WHITE, 5.7, -_STEP)
    return Tones(link, link, deep, soft, _pale(colour, deep), find, _DARK_BG)


def _elder(light: Tones) -> Tones:
    colour = _moved(light.accent, _WHITE, 10.4, -_STEP)
    return Tones(colour, colour, colour, light.soft, _WHITE, colour, _WHITE)


def shortfalls(accent: str) -> tuple[Shortfall, ...]:
    """Return every pair of ``accent``'s colours below its smallest contrast."""
    found = palette(accent)
    light, dark, elder = found.light, found.dark, found.elder
    pairs = (
        ("链接和白底", light.link, _WHITE, 7.0),
        ("链接和浅色底", light.link, light.soft, 6.2),
        ("按钮上的白字和主色", light.on_accent, light.accent, 7.0),
        ("搜索按钮上的白字", _WHITE, light.find, 5.7),
        ("页头上的白字", _WHITE, light.deep, 10.0),
        ("页头上的小字", light.on_deep_2, light.deep, 7.0),
        ("浅色底上的提示文字", "#5b6675", light.soft, 4.6),
        ("深色外观的链接", dark.link, _DARK_SOFT, 7.0),
        ("深色外观浅底上的链接", dark.link, dark.soft, 6.2),
        ("深色外观的按钮文字", dark.on_accent, dark.accent, 7.0),
        ("深色外观的搜索按钮", _WHITE, dark.find, 5.7),
        ("深色外观的页头白字", _WHITE, dark.deep, 10.0),
        ("深色外观页头的小字", dark.on_deep_2, dark.deep, 7.0),
        ("深色外观浅底上的提示文字", "#98a5b4", dark.soft, 4.6),
        ("深色外观浅底上的正文", "#e7ecf2", dark.soft, 7.0),
        ("长辈版的链接", elder.link, _WHITE, 9.0),
        ("长辈版浅色底上的链接", elder.link, elder.soft, 7.0),
    )
    measured = (Shortfall(name, contrast(one, other), want) for name, one, other, want in pairs)
    return tuple(short for short in measured if short.ratio < short.wanted)


def nearest_sound(accent: str) -> str:
    """Return the nearest darker colour of the same hue that is sound, "" when there is none."""
    hue, light, full = rgb_to_hls(*_rgb(accent))
    while light > 0:
        light -= _STEP
        darker = _hex(hls_to_rgb(hue, max(0.0, light), full))
        if not shortfalls(darker):
            return darker
    return ""
