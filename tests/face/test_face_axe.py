"""无障碍: axe-core finds nothing on any template, in any mode, at any width, with panels open."""

from __future__ import annotations

import pytest
from axe import violations
from driving import MODES, WIDTHS, visiting
from samples import TEMPLATES

pytestmark = pytest.mark.browser

SCREEN, _, PHONE = WIDTHS
ALONE = ("missing_alone", "moved")  # without the frame
# Where the official marks and the red accent show most; the frame is the same on every page.
RED = ("area", "front", "item", "matrix", "missing", "record", "search", "unit_area")
LONGEST = ("area", "front", "item", "matrix", "search", "unit_area")


def _look(visit, found, name, selector=""):
    """Note what axe finds under the name of where it was found."""
    if broken := violations(visit.page, selector):
        found[name] = broken


def _open_menu(visit, found, name):
    """Look into the menu, opened as a visitor opens it."""
    button = visit.page.locator("[data-menu]:visible")
    if not button.count():  # 长辈版's front page has no menu: its choices stand on the page
        return
    button.click()
    visit.page.locator("#menu.open").wait_for()
    _look(visit, found, f"{name} menu", "header")
    button.click()


def _switch_modes(visit, found, name):
    """Look into a matrix in its other modes."""
    for mode in ("limit", "check"):
        button = visit.page.locator(f"button[data-mode={mode}]:visible")
        if button.count():
            button.click()
            _look(visit, found, f"{name} {mode}", ".matrix")


def _open_suggestions(visit, found, name):
    """Look into the suggestions, where the page has a search box at this width."""
    box = visit.page.locator("[data-search-box] input[name=q]:visible")
    if box.count():
        box.first.fill("事项")
        visit.page.locator("[role=option]:visible").first.wait_for()
        _look(visit, found, f"{name} suggestions", "[data-search-box]:has(input[name=q])")
        visit.page.keyboard.press("Escape")
        box.first.fill("")


@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing_on_any_template(chromium, draft, official, template):
    """Every template is clean in light, dark and 长辈版, on a screen, a tablet and a phone."""
    site = draft if template in draft.samples else official
    first, *others = site.samples[template]
    found: dict[str, list[str]] = {}
    with visiting(chromium, site.url) as visit:
        if template == "moved":
            visit.stay()
        for mode in MODES:
            visit.choose(mode)
            visit.open(first)
            for width in WIDTHS:
                visit.width(width)
                name = f"{first} {mode} {width}"
                _look(visit, found, name)
                _switch_modes(visit, found, name)
                if template not in ALONE and width == PHONE:
                    _open_menu(visit, found, name)
                if template not in ALONE and width != 820:
                    _open_suggestions(visit, found, name)
        for mode, width in (("light", SCREEN), ("dark", SCREEN), ("elder", PHONE)):
            visit.choose(mode)
            visit.width(width)
            for path in others:
                visit.open(path)
                _look(visit, found, f"{path} {mode} {width}")
    assert found == {}


@pytest.mark.parametrize("template", RED)
def test_axe_finds_nothing_on_an_official_site_in_red(chromium, official, template):
    """With every mark configured and the red accent the pages are as clean."""
    found: dict[str, list[str]] = {}
    with visiting(chromium, official.url) as visit:
        for mode, width in (("light", SCREEN), ("dark", PHONE)):
            visit.choose(mode)
            visit.width(width)
            visit.open(official.samples[template][0])
            _look(visit, found, f"{template} {mode} {width}")
    assert found == {}


@pytest.mark.parametrize("template", LONGEST)
def test_axe_finds_nothing_on_the_longest_real_pages(chromium, real, template):
    """Tables of 74 rows and 24 units with their real names are clean too."""
    found: dict[str, list[str]] = {}
    with visiting(chromium, real.url) as visit:
        for mode, width in (("light", SCREEN), ("elder", PHONE)):
            visit.choose(mode)
            visit.width(width)
            visit.open(real.samples[template][0])
            _look(visit, found, f"{template} {mode} {width}")
    assert found == {}
