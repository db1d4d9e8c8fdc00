"""What the search page says when one of its files does not come."""

from __future__ import annotations

import pytest
from driving import visiting

pytestmark = pytest.mark.browser

NEEDED = ("suggest", "items", "engine", "page")  # without any of them there is no answer
LATER = ("more", "d/*", "chars", "sound")
SEARCH = "search/index.html?q="


def faults(visit):
    """Return what went wrong, but for the file that was kept away."""
    return [fault for fault in visit.faults if "net::ERR_FAILED" not in fault]


@pytest.mark.parametrize("name", NEEDED)
def test_without_the_search_there_is_the_list_of_everything(chromium, real, name):
    """The page says that the search did not load, and shows what it lists without scripts."""
    with visiting(chromium, real.url) as visit:
        visit.page.route(f"**/assets/search/{name}.js", lambda route: route.abort())
        visit.page.goto(f"{real.url}{SEARCH}低保怎么申请")
        visit.page.get_by_text("搜索没有载入").wait_for()
        assert visit.page.locator(".listing").is_visible()
        assert faults(visit) == []


@pytest.mark.parametrize("name", LATER)
@pytest.mark.parametrize("question", ["低保怎么申请", "年度报告", "dibao", "火星移民"])
def test_what_comes_later_takes_no_answer_away(chromium, real, name, question):
    """The page settles: items stay, and where documents are missing it says so."""
    with visiting(chromium, real.url) as visit:
        visit.page.route(f"**/assets/search/{name}.js", lambda route: route.abort())
        visit.page.goto(f"{real.url}{SEARCH}{question}")
        settled = "[data-search-results][aria-busy=false]:not(:empty)"
        visit.page.locator(settled).wait_for()
        lost = name in ("chars", "sound") and question == "dibao"
        answered = visit.page.locator("[data-item]").count() > 0
        assert answered == (question != "火星移民" and not lost)
        assert faults(visit) == []
