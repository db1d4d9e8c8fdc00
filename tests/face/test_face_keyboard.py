"""By keyboard alone: three tasks of citizens on the real site, the focus seen at every step."""

from __future__ import annotations

import pytest
from driving import visiting

pytestmark = pytest.mark.browser

# What of an element, and of what stands for it, changes when it has the focus.
LOOK = """(node) => {
  const parts = [node, node.parentElement, node.closest("form")].filter(Boolean);
  return parts.map((part) => {
    const s = getComputedStyle(part);
    return [s.outlineStyle === "none" ? "" : s.outline, s.boxShadow, s.backgroundColor,
      s.borderColor, s.textDecoration].join("/");
  }).join("//");
}"""
SEEN = f"""() => {{
  const node = document.activeElement;
  const look = {LOOK};
  const box = node.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const focused = look(node);
  node.blur();
  const plain = look(node);
  node.focus({{ preventScroll: true }});
  return [node.tagName, node.textContent.trim().slice(0, 40), inside && box.height > 0,
    focused !== plain];
}}"""


class Walker:
    """Someone with a keyboard and nothing else."""

    def __init__(self, visit) -> None:
        self.page = visit.page
        self.steps = 0

    def press(self, key):
        """Press a key and count it."""
        self.page.keyboard.press(key)
        self.steps += 1

    def look(self):
        """Assert that what has the focus can be seen to have it."""
        tag, text, inside, differs = self.page.evaluate(SEEN)
        assert tag != "BODY", "the focus is lost"
        assert inside, f"{text} has the focus outside the window"
        assert differs, f"{text} looks the same with the focus"

    def tab_to(self, selector, most=60):
        """Press Tab until what ``selector`` names has the focus."""
        for _ in range(most):
            self.press("Tab")
            if self.page.evaluate("document.activeElement === document.body"):
                continue  # the browser's own turn
            self.look()
            if self.page.evaluate("(s) => document.activeElement.matches(s)", selector):
                return
        pytest.fail(f"{selector} is not reached by {most} times Tab on {self.page.url}")

    def enter(self, part):
        """Press Enter and wait for an address that has ``part``."""
        self.press("Enter")
        self.page.wait_for_url(f"**{part}**")
        self.page.wait_for_load_state("load")

    def ask(self, words):
        """Go to the search box with "/", type, and go to the results."""
        self.press("/")
        self.look()
        self.page.keyboard.type(words)
        self.page.locator("[role=option]:visible").first.wait_for()
        self.press("Enter")
        self.page.wait_for_url("**/search/**")
        self.page.wait_for_selector("[data-search-results][aria-busy=false] [data-item]")


@pytest.fixture
def walk(chromium, real):
    """Yield someone who has just opened the real front page."""
    with visiting(chromium, real.url, viewport={"width": 1440, "height": 900}) as visit:
        visit.open("index.html")
        yield Walker(visit)
        assert visit.faults == []


def test_find_dibao_in_zhongming_by_suggestion(walk):
    """/, 低保, an arrow and Enter, then the town: the item's page says who and how to call."""
    walk.press("/")
    walk.look()
    walk.page.keyboard.type("钟鸣镇低保")
    walk.page.locator("[role=option]:visible").first.wait_for()
    walk.press("ArrowDown")
    chosen = walk.page.locator("[role=option][aria-selected=true]")
    assert chosen.count() == 1
    walk.press("Escape")
    walk.press("Enter")
    walk.page.wait_for_url("**/search/**")
    walk.page.wait_for_selector("[data-search-results][aria-busy=false] [data-item]")
    walk.tab_to("[data-search-results] a[href*='zhongming-zhen/']")
    walk.enter("/zhongming-zhen/")
    assert "钟鸣镇" in walk.page.title()
    shown = walk.page.locator("main").inner_text()
    assert "最低生活保障" in shown
    assert "谁负责" in shown
    assert walk.steps < 60


def test_find_who_answers_for_a_land_notice_in_zongyang(walk):
    """征地公告 leads to 枞阳县's page, where a body and a telephone stand."""
    walk.ask("枞阳县征地公告")
    walk.tab_to("[data-search-results] a[href*='zongyang/']")
    walk.enter("/zongyang/")
    assert "枞阳县" in walk.page.title()
    facts = walk.page.locator("main .facts").first
    assert "枞阳县" in facts.inner_text() or "局" in facts.inner_text()
    phone = walk.page.locator("main a[href^='tel:']").first
    assert phone.is_visible()
    walk.tab_to("main a[href^='tel:']")
    assert walk.steps < 60


def test_see_what_changed_this_year(walk):
    """The menu's 目录变化 leads to the changes, each with its date, without a pointer."""
    walk.tab_to(".menu a[href$='changes/index.html']")
    walk.enter("/changes/")
    assert walk.page.locator("h1").inner_text() == "目录动态调整"
    walk.press("Tab")
    walk.look()
    assert walk.page.evaluate("document.activeElement.textContent") == "跳到内容"
    walk.press("Enter")
    assert walk.page.evaluate("document.activeElement.id") == "main"
    assert walk.page.locator("main").inner_text().strip()
    assert walk.steps < 25


@pytest.mark.parametrize("mode", ["light", "dark", "elder"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("template", ["front", "item", "unit_area", "search", "changes"])
def test_the_focus_is_seen_on_everything_that_takes_it(chromium, draft, template, width, mode):
    """Tab through the page's first forty stops: each can be seen, and looks unlike the rest."""
    with visiting(chromium, draft.url, viewport={"width": width, "height": 844}) as visit:
        visit.choose(mode)
        visit.open(draft.samples[template][0])
        walker = Walker(visit)
        for _ in range(40):
            walker.press("Tab")
            if visit.page.evaluate("document.activeElement === document.body"):
                break
            walker.look()
        assert walker.steps > 5
