"""Hostile words, addresses and catalogs: what is typed or written is only ever text."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.resolve import Term

pytestmark = pytest.mark.browser

HOSTILE = (
    "<img src=x onerror=window.broken=1>",
    "<script>window.broken=1</script>",
    "javascript:window.broken=1",
    '"><svg onload=window.broken=1>',
    "{{7*7}}${window.broken=1}",
    "\\u003cscript\\u003e' OR 1=1 --",
    "%3Cscript%3Ewindow.broken=1%3C/script%3E",
    "constructor __proto__ toString",
)


@pytest.mark.parametrize("attack", HOSTILE)
def test_hostile_words_and_addresses_do_nothing(page, search_url, attack):
    """What is typed or stands in the address is only ever text."""
    page.goto(f"{search_url}search/index.html")
    page.fill("input[name=q]", attack)
    page.wait_for_function("() => self.gongkaiSearch.search")
    page.press("input[name=q]", "Enter")
    page.evaluate(
        """(attack) => { location.search = "?" + new URLSearchParams(
        { q: attack, unit: attack, area: attack, level: attack, kind: attack }); }""",
        attack,
    )
    page.wait_for_load_state()
    page.wait_for_selector("[data-search-results][aria-busy=false]", state="attached")
    assert page.evaluate("() => window.broken") is None
    assert page.locator("form img, [data-search-results] img, svg, body script").count() == 4


def test_hostile_texts_of_a_catalog_do_nothing(chromium, tmp_path, real_catalog, build_site):
    """Titles, names and terms with markup in them are shown letter by letter."""
    attack = "<img src=x onerror=window.broken=1>低保"
    standards = dict(real_catalog.standards)
    standards["20-04"] = replace(
        standards["20-04"], level1=attack, level2=attack, elements=(attack,)
    )
    units = dict(real_catalog.units)
    units["340706"] = replace(units["340706"], name=attack)
    hostile = replace(
        real_catalog, standards=standards, units=units, terms=(Term("低保", (attack,)),)
    )
    build_site(tmp_path, hostile)
    page = chromium.new_page()
    page.goto((tmp_path / "search" / "index.html").as_uri() + "?q=低保")
    page.wait_for_selector("[data-item='20-04']")
    assert attack in page.locator("[data-item='20-04']").first.inner_text()
    assert attack in page.locator("[data-search-facets]").inner_text()
    page.fill("input[name=q]", "低保")
    page.wait_for_selector("[role=option]")
    assert page.evaluate("() => window.broken") is None
    assert page.locator("img").count() == 0
    page.close()
