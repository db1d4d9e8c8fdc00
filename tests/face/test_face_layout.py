"""Reading at any width, by eye, by hand and by screen reader; nothing moves by itself."""

from __future__ import annotations

import pytest
from driving import visiting
from samples import TEMPLATES

pytestmark = pytest.mark.browser

FRAMED = sorted(set(TEMPLATES) - {"moved", "missing_alone"})  # these two stand alone
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STILL = """() => Array.from(document.querySelectorAll("*"), (node) => {
  const style = getComputedStyle(node);
  const seconds = (text) => Math.max(...text.split(",").map(parseFloat));
  const moves = seconds(style.transitionDuration) > 0.001 || style.scrollBehavior === "smooth"
    || (style.animationName !== "none" && seconds(style.animationDuration) > 0.001);
  return moves ? node.tagName + "." + node.className : "";
}).filter(Boolean)"""
# A control's target is itself or the label that stands for it.
SMALL = """(least) => Array.from(document.querySelectorAll(
  "button, .btn, .chip, summary, select, input:not([type=hidden]), .tool, [role=option]"
), (node) => {
  const named = node.id && document.querySelector(`label[for="${node.id}"]`);
  const label = node.closest("label") || named;
  const boxes = [node, label].filter(Boolean).map((part) => part.getBoundingClientRect());
  const seen = node.checkVisibility({ visibilityProperty: true }) && boxes[0].width > 0;
  const best = Math.max(...boxes.map((box) => Math.min(box.width, box.height)));
  const name = node.className || node.name || node.textContent.trim();
  return seen && best < least - 0.5 ? `${node.tagName}.${name} ${best.toFixed(1)}` : "";
}).filter(Boolean)"""


def _samples(shown, template):
    return shown.samples.get(template, [])


def _sites(template, *sites):
    """Yield each site that has pages of the template."""
    return [site for site in sites if _samples(site, template)]


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_page_scrolls_sideways(chromium, draft, official, real, template):
    """At 1280 px enlarged to 400 % and on any device only boxes of their own scroll sideways."""
    wide = []
    for site in _sites(template, draft, official, real):
        with visiting(chromium, site.url) as visit:
            if template == "moved":
                visit.stay()
            for mode in ("light", "elder"):
                visit.choose(mode)
                for path in _samples(site, template):
                    visit.open(path)
                    for width in (320, 390, 820, 1440):
                        visit.width(width)
                        if visit.page.evaluate(WIDE) > 0:
                            wide.append((site.url, path, mode, width))
    assert wide == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_moves_while_a_page_loads(chromium, draft, official, real, template):
    """The sum of layout shifts is 0 on a screen and on a phone, in 长辈版 too."""
    moved = []
    for site in _sites(template, draft, official, real):
        with visiting(chromium, site.url) as visit:
            if template == "moved":
                visit.stay()
            for mode, width in (("light", 1440), ("light", 390), ("elder", 390)):
                visit.choose(mode)
                visit.width(width)
                path = _samples(site, template)[0]
                visit.open(path)
                if visit.shift() >= 0.001:
                    moved.append((path, mode, width, visit.shift()))
    assert moved == []


def test_nothing_moves_while_results_come(chromium, real):
    """A search by address shows its results without moving what stands there."""
    with visiting(chromium, real.url) as visit:
        for width in (1440, 390):
            visit.width(width)
            visit.open("search/index.html?q=低保")
            visit.page.wait_for_selector("[data-search-results] [data-item]")
            assert visit.shift() < 0.001, width


@pytest.mark.parametrize("template", FRAMED)
def test_nothing_moves_for_those_who_ask_for_stillness(chromium, draft, official, template):
    """Under prefers-reduced-motion no element has a transition, an animation, smooth scrolling."""
    site = _sites(template, draft, official)[0]
    with visiting(chromium, site.url, reduced_motion="reduce") as visit:
        visit.open(_samples(site, template)[0])
        assert visit.page.evaluate(STILL) == []


@pytest.mark.parametrize("template", FRAMED)
def test_table_headers_say_what_they_head(chromium, draft, official, real, template):
    """Every header cell has a scope, every table of data has headers and a name."""
    for site in _sites(template, draft, official, real):
        with visiting(chromium, site.url) as visit:
            for path in _samples(site, template):
                visit.open(path)
                assert visit.page.locator("th:not([scope])").count() == 0, path
                assert visit.page.locator("table:has(td):not(:has(th))").count() == 0, path


@pytest.mark.parametrize("template", FRAMED)
def test_targets_are_large_enough_for_fingers(chromium, draft, official, real, template):
    """On a phone buttons, chips and fields are 44 px at least, by themselves or by their label."""
    small = []
    for site in _sites(template, draft, official, real):
        with visiting(chromium, site.url, viewport={"width": 390, "height": 844}) as visit:
            for path in _samples(site, template):
                visit.open(path)
                small += [(path, name) for name in visit.page.evaluate(SMALL, 44)]
    assert small == []


@pytest.mark.parametrize("template", FRAMED)
def test_main_controls_of_the_elder_version_are_large(chromium, draft, official, template):
    """长辈版: search, chips and main buttons are 68 px high at least, all others 44."""
    site = _sites(template, draft, official)[0]
    primary = """() => Array.from(document.querySelectorAll(
      "main .ask input, main .ask button, main .chip, main .btn.primary, main a.tel"
    ), (node) => [node.className || node.name, node.getBoundingClientRect().height]
    ).filter(([, height]) => height > 0 && height < 67.5)"""
    with visiting(chromium, site.url, viewport={"width": 390, "height": 844}) as visit:
        visit.choose("elder")
        for path in _samples(site, template):
            visit.open(path)
            assert visit.page.evaluate(primary) == [], path
            assert visit.page.evaluate(SMALL, 44) == [], path
            size = "parseFloat(getComputedStyle(document.body).fontSize)"
            assert visit.page.evaluate(size) >= 20, path


@pytest.mark.parametrize("template", FRAMED)
def test_skip_links_come_first_and_work(chromium, draft, official, template):
    """The first Tab shows 跳到内容, the second 跳到搜索; each leads where it says."""
    site = _sites(template, draft, official)[0]
    path = _samples(site, template)[0]
    focus = "document.activeElement"
    with visiting(chromium, site.url) as visit:
        for steps, name in ((1, "跳到内容"), (2, "跳到搜索")):
            visit.open(path)
            for _ in range(steps):
                visit.page.keyboard.press("Tab")
            assert visit.page.evaluate(f"{focus}.textContent") == name
            box = visit.page.evaluate(f"{focus}.getBoundingClientRect().toJSON()")
            assert box["top"] >= 0
            assert box["height"] >= 20
            away = not visit.page.evaluate(f"{focus}.hash")
            visit.page.keyboard.press("Enter")
            if away:
                visit.page.wait_for_url("**/search/**")
                visit.settle()
                visit.page.locator("input[name=q]:visible").wait_for()
            else:
                wanted = "main" if steps == 1 else "q"
                visit.page.wait_for_function(f"{focus}.id === {wanted!r}")
