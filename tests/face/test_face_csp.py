"""Safety: below a portal's path, under the strictest policy, everything works and nothing leaks."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from driving import MODES, visiting
from portal import POLICY

pytestmark = pytest.mark.browser


def _calm(visit, name):
    """Assert that the policy stopped nothing, no script failed, no other host was asked."""
    assert visit.violations() == [], name
    assert visit.faults == [], name
    hosts = {urlsplit(url).netloc for url in visit.asked if not url.startswith("data:")}
    assert hosts == {urlsplit(visit.url).netloc}, name


@pytest.mark.parametrize("site", ["draft", "official", "real"])
def test_no_page_breaks_the_policy(chromium, request, site):
    """Every template loads under the policy with all it needs, from this host alone."""
    shown = request.getfixturevalue(site)
    with visiting(chromium, shown.url) as visit:
        visit.stay()
        for paths in shown.samples.values():
            for path in paths:
                visit.open(path)
                _calm(visit, path)


def test_the_policy_is_in_force(chromium, draft):
    """A script or style put into a page is stopped, so that silence elsewhere means something."""
    with visiting(chromium, draft.url) as visit:
        visit.open("index.html")
        visit.page.evaluate(
            """() => { for (const name of ["script", "style"]) {
              const made = document.createElement(name);
              made.textContent = name === "script" ? "window.ran = 1" : "body { color: red }";
              document.head.append(made);
            } }"""
        )
        assert visit.page.evaluate("window.ran") is None
        visit.page.wait_for_function("window.__broken.length === 2")
        assert "default-src 'none'" in POLICY
        assert "unsafe" not in POLICY


def test_search_and_settings_work_under_the_policy(chromium, real):
    """Suggestions, results, 外观, 长辈版 and the menu do what they do without a policy."""
    with visiting(chromium, real.url) as visit:
        page = visit.page
        visit.open("index.html")
        page.fill("input[name=q]", "低保")
        page.locator("[role=option]:visible").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/**")
        page.wait_for_selector("[data-search-results] [data-item]")
        _calm(visit, "search")
        visit.open("index.html")
        page.get_by_role("button", name="外观").click()
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        page.get_by_role("button", name="长辈版").click()
        assert page.evaluate("'elder' in document.documentElement.dataset")
        page.get_by_role("button", name="退出长辈版").click()
        visit.width(390)
        page.get_by_role("button", name="菜单").click()
        page.locator("#menu.open a").first.wait_for()
        _calm(visit, "settings")


@pytest.mark.parametrize("mode", MODES)
def test_wrong_addresses_get_a_whole_page_at_any_depth(chromium, official, mode):
    """The official site's own page for wrong addresses loads its files wherever it is shown."""
    with visiting(chromium, official.url) as visit:
        visit.choose(mode)
        for path in ("no.html", "areas/no/", "a/b/c/d.html"):
            visit.page.goto(visit.url + path)
            assert visit.page.locator("h1").text_content() == "没有这个页面"
            colour = "getComputedStyle(document.querySelector('.top')).backgroundColor"
            assert visit.page.evaluate(colour) != "rgba(0, 0, 0, 0)"
            assert visit.violations() == []
