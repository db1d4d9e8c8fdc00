"""Files that come late, in another order, as something else, or never; hands that are faster."""

from __future__ import annotations

from itertools import permutations

import pytest
from search_harness import settled, with_records

pytestmark = pytest.mark.browser

LOCAL = "最低生活保障"  # needs no sounds
SPELT = "dibao"  # needs chars.js and sound.js
COMMON = "公开"  # stands in every made-up title
SOUNDS = ("chars", "sound")


@pytest.fixture(scope="module")
def url(real_catalog, build_site, tmp_path_factory, serve):
    """Serve a small site with some documents; return its address."""
    folder = build_site(tmp_path_factory.mktemp("arrival"), with_records(real_catalog, 200))
    with serve(folder) as address:
        yield address


def fail(route):
    """Break the connection."""
    route.abort()


def another_page(route):
    """Answer as servers do that know no 404: 200, and a page in the place of the script."""
    route.fulfill(status=200, content_type="text/javascript", body="/* 页面不存在 */")


def keeping(held):
    """Return what keeps a request waiting, in a list."""

    def keep(route):
        held.append(route)

    return keep


def opened(page, url, question):
    """Open the search page with a question; wait for nothing."""
    page.goto(f"{url}search/index.html?q={question}", wait_until="commit")


def items(page):
    """Return how many items are shown as answers."""
    return page.locator("[data-item]").count()


def asked(page, question):
    """Ask in the page's box and wait for the answer and all that follows it."""
    page.fill("input[name=q]", question)
    page.press("input[name=q]", "Enter")
    settled(page, question)


def said(page, words):
    """Wait until the page says something."""
    page.get_by_text(words).first.wait_for()


def waited(page, so):
    """Let the page go on until something outside it is so."""
    for _ in range(500):
        if so():
            return
        page.wait_for_timeout(10)
    pytest.fail("等了 5 秒")


@pytest.mark.parametrize("failing", [fail, another_page])
@pytest.mark.parametrize("name", ["items", "engine"])
def test_what_all_answers_need_never_comes(page, url, name, failing):
    """The page says that the search has not come."""
    page.route(f"**/search/{name}.js", failing)
    opened(page, url, LOCAL)
    said(page, "搜索没有载入")
    assert items(page) == 0


@pytest.mark.parametrize("failing", [fail, another_page])
def test_what_follows_never_comes_and_then_does(page, url, failing):
    """Items are answered all the same; the next question brings filters and documents."""
    page.route("**/more.js", failing)
    opened(page, url, LOCAL)
    settled(page, LOCAL)
    said(page, "筛选和公开的文件没有载入")
    assert items(page)
    page.unroute("**/more.js")
    asked(page, COMMON)
    assert page.locator("[data-record]").count() == 10


@pytest.mark.parametrize("failing", [fail, another_page])
@pytest.mark.parametrize("name", ["documents", "0", "0t*", "0d*", "0c"])
def test_a_file_of_documents_fails_and_then_comes(page, url, name, failing):
    """Items and filters are there, the page says what is not, and its button tries again.

    Then the same documents are there as if nothing had failed.
    """
    opened(page, url, COMMON)
    settled(page, COMMON)
    whole = [row.get_attribute("data-record") for row in page.locator("[data-record]").all()]
    page.route(f"**/d/{name}.js*", failing)
    opened(page, url, COMMON)
    settled(page, COMMON)
    if page.locator("[data-record]").count() == 0:
        said(page, "公开的文件没有全部载入")
        assert page.locator("[data-search-facets] input").count()
        page.unroute(f"**/d/{name}.js*")
        page.get_by_role("button", name="更早的文件").click()
    page.locator("[data-record]").nth(9).wait_for()
    assert [
        row.get_attribute("data-record") for row in page.locator("[data-record]").all()
    ] == whole


@pytest.mark.parametrize("failing", [fail, another_page])
@pytest.mark.parametrize("name", SOUNDS)
def test_sounds_fail_and_then_come(page, url, name, failing):
    """The page says that letters were taken as letters; the next question is heard."""
    page.route(f"**/{name}.js", failing)
    opened(page, url, SPELT)
    settled(page, SPELT)
    said(page, "这次只按原字查了")
    assert items(page) == 0
    page.unroute(f"**/{name}.js")
    asked(page, SPELT)  # the page calls this very question done already
    page.locator("[data-item]").first.wait_for()


def test_another_page_is_not_taken_from_memory_when_asked_again(page, url):
    """While the page itself still loads, browsers hand out the script they had: so not that one."""
    page.route("**/never.png", keeping([]))
    page.route("**/chars.js", another_page)
    page.add_init_script("""document.addEventListener("DOMContentLoaded", () => {
        document.body.append(Object.assign(new Image(), { src: "never.png" }));
    });""")
    opened(page, url, SPELT)
    settled(page, SPELT)
    said(page, "这次只按原字查了")
    page.unroute("**/chars.js")
    asked(page, SPELT)
    page.locator("[data-item]").first.wait_for()
    assert page.evaluate("() => document.readyState") == "interactive"


def test_what_comes_near_fails(page, url):
    """Where nothing answers and lunr is missing, the panel still says what to do."""
    page.route("**/lunr.js*", fail)
    page.route("**/contacts.js*", fail)
    opened(page, url, "火星移民")
    settled(page, "火星移民")
    assert page.locator("[data-search-empty] a").count()


@pytest.mark.parametrize("order", list(permutations(("chars", "sound", "more", "documents"))))
def test_late_files_may_come_in_any_order(page, url, order):
    """Whatever comes first, an old form typed is answered, with filters and documents."""
    held = {}

    def hold(route):
        held[route.request.url.rpartition("/")[2].removesuffix(".js")] = route

    for name in order:
        page.route(f"**/{name}.js", hold)
    opened(page, url, "養老保險")
    page.wait_for_function("() => self.gongkaiSearch && self.gongkaiSearch.shards")
    page.evaluate("""() => {
        for (const name of ["more", "d/documents"]) gongkaiSearch.load(name + ".js");
    }""")
    waited(page, lambda: set(held) == set(order))
    for name in order:
        held[name].continue_()
        page.wait_for_timeout(20)
    settled(page, "養老保險")
    assert items(page)
    assert page.locator("[data-search-facets] input").count()


def test_an_old_form_asked_while_the_sounds_are_half_here(page, url):
    """The table of characters alone is no reason to answer without it."""
    held = []
    page.route("**/sound.js", keeping(held))
    opened(page, url, "")
    page.wait_for_function("() => self.gongkaiSearch && self.gongkaiSearch.asking")
    with page.expect_response("**/chars.js"):
        page.fill("input[name=q]", "失業登記")
    page.wait_for_function("() => self.gongkaiSearch.chars")
    page.press("input[name=q]", "Enter")
    waited(page, lambda: held)
    held.pop().continue_()
    settled(page, "失業登記")
    assert items(page)


def test_the_table_of_characters_may_come_after_the_script_that_reads_it(ask, page):
    """Asking on while the table is under way is answered without it, and then with it."""
    held = []

    def hold(route):
        held.append(route)

    page.route("**/chars.js", hold)
    with page.expect_response("**/sound.js"):
        page.fill("input[name=q]", "dibao")
    page.wait_for_function("() => self.gongkaiSearch.hearing")
    assert page.evaluate("() => self.gongkaiSearch.search('gzf', '').hits.length") == 0
    assert page.evaluate("() => self.gongkaiSearch.complete('dibao', '').lacks")
    held.pop().continue_()
    assert ask("dibao")
    assert page.evaluate("() => self.gongkaiSearch.search('gzf', '').hits.length") > 0


def test_only_the_last_of_many_questions_is_answered(page, url):
    """Asked faster than files come: one answer, that of the last question."""
    opened(page, url, LOCAL)
    settled(page, LOCAL)
    page.evaluate(
        """(questions) => {
        const input = document.querySelector("input[name=q]");
        for (const question of questions) { input.value = question; input.form.requestSubmit(); }
        }""",
        ["公开 低保", "dibao", "征地补尝", COMMON, "失业登记"],
    )
    settled(page, "失业登记")
    page.wait_for_timeout(300)
    titles = page.locator("[data-item] a").all_inner_texts()
    assert "失业登记" in titles[0]
    assert page.locator(".search-hit--best").count() == 1
    assert page.locator("[data-search-results] > .search-papers").count() == 1


def test_back_and_forward_while_files_are_under_way(page, url):
    """The address decides, not what was asked for last."""
    held = []
    opened(page, url, LOCAL)
    settled(page, LOCAL)
    page.route("**/chars.js", keeping(held))
    page.fill("input[name=q]", SPELT)
    page.press("input[name=q]", "Enter")
    waited(page, lambda: held)
    page.go_back()
    settled(page, LOCAL)
    before = items(page)
    held.pop().continue_()
    page.wait_for_timeout(200)
    assert items(page) == before
    assert page.input_value("input[name=q]") == LOCAL
    page.go_forward()
    settled(page, SPELT)
    assert page.input_value("input[name=q]") == SPELT
    assert items(page)


def test_who_waits_is_told_what_for(page, url):
    """Documents that take long are announced, and the word goes when they are here."""
    held = []
    page.route("**/d/0d*.js", keeping(held))
    opened(page, url, COMMON)
    said(page, "正在查找公开的文件")
    assert page.locator("[data-record]").count() == 0
    for route in held:
        route.continue_()
    page.locator("[data-record]").first.wait_for()
    assert page.get_by_text("正在查找").count() == 0


COMPOSE = """([kind, data]) => document.querySelector("input[name=q]").dispatchEvent(
    new CompositionEvent(kind, { data, bubbles: true }))"""


def test_letters_of_an_input_method_are_not_a_question(page, url):
    """While 低保 is being composed from d, i, b… nothing is offered; when it is chosen, it is."""
    opened(page, url, "")
    page.wait_for_function("() => self.gongkaiSearch && self.gongkaiSearch.asking")
    page.focus("input[name=q]")
    page.evaluate(COMPOSE, ["compositionstart", ""])
    page.keyboard.type("di'bao")
    page.wait_for_timeout(150)
    assert page.locator("[role=option]").count() == 0
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option]").count() == 0
    page.evaluate("() => { document.querySelector('input[name=q]').value = '低保'; }")
    page.evaluate(COMPOSE, ["compositionend", "低保"])
    page.locator("[role=option]").first.wait_for()
    assert "最低生活保障" in page.locator("[role=option]").first.inner_text()


def test_the_enter_that_ends_a_composition_opens_nothing(page, url):
    """Safari sends it after the end, as key 229: the item pointed at stays unopened."""
    opened(page, url, "")
    page.wait_for_function("() => self.gongkaiSearch && self.gongkaiSearch.asking")
    page.fill("input[name=q]", "低保")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    before = page.url
    page.evaluate(
        """() => document.querySelector("input[name=q]").dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true }))"""
    )
    page.wait_for_timeout(100)
    assert page.url == before
    assert page.locator("[role=option][aria-selected=true]").count() == 1
