"""The site in a real Chromium: any address, hostile words, a phone, no network."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from fictional import HOSTILE
from qr_reader import read_qr

pytestmark = pytest.mark.browser

PAGES = (
    "index.html", "areas/index.html", "areas/jia/index.html", "areas/jia/dong/index.html",
    "areas/jia/01-01/index.html", "units/index.html", "towns/index.html", "dong/index.html",
    "dong/bumen/jia-bu/index.html", "dong/jia/index.html", "dong/jia/01-01/index.html",
    "dong/jia/01-05/index.html", "dong/jia/01-B01/index.html", "records/index.html",
    "records/2024/index.html", "records/2024/20240104-bcd345.html", "bases/index.html",
    "bases/tiaoli/index.html", "changes/index.html", "data/index.html", "apply/index.html",
    "search/index.html", "sitemap/index.html", "help/index.html", "404.html",
)  # fmt: skip


@contextmanager
def opened(chromium, **options):
    """Yield a page whose faults and requests are kept in ``page.faults`` and ``page.requests``."""
    context = chromium.new_context(**options)
    page = context.new_page()
    page.faults, page.asked = [], []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()


def settle(page):
    """Wait for the search's own scripts where they are loaded after the page."""
    if "/search/" in page.url:
        page.wait_for_selector("[data-search-results][aria-busy=false]", state="attached")


def test_hostile_words_are_shown_and_never_run(chromium, hostile, serve):
    """With an attack in every text of the catalog, pages show it letter by letter; nothing runs."""
    with serve(hostile.folder) as address, opened(chromium) as page:
        for path in PAGES:
            page.goto(address + path)
            settle(page)
            assert page.evaluate("window.broken") is None, path
            assert page.locator("img, [onerror], [onload], iframe").count() == 0, path
            assert page.evaluate("[...document.scripts].every((s) => s.src)"), path
            assert page.faults == [], path
        page.goto(f"{address}dong/jia/01-06/index.html")
        shown = page.locator("main").text_content()
        item = hostile.publication.view.catalog.items["990102/01-06"]
        for words in (item.title, item.limit, *item.elements, item.audience, *item.subjects_text):
            assert HOSTILE in words
            assert words in shown
        assert page.title().count(HOSTILE) == 4
        page.goto(f"{address}records/2024/20240104-bcd345.html")
        record = hostile.publication.view.catalog.records["20240104-bcd345"]
        shown = page.locator("main").text_content()
        for words in (record.title, record.text, record.abstract, record.issuer, record.number):
            assert HOSTILE in words
            assert words in shown


@pytest.mark.parametrize("below", ["", "zwgk/jczwgk/"])
def test_the_site_works_under_any_path(chromium, built, serve, tmp_path, below):
    """At a server's root or deep below it every page loads its files, and only the site's own."""
    shutil.copytree(built.folder, tmp_path / "www" / below, dirs_exist_ok=True)
    with serve(tmp_path / "www") as address, opened(chromium) as page:
        for path in PAGES:
            page.goto(address + below + path)
            settle(page)
            assert page.faults == [], path
        assert {urlsplit(url).netloc for url in page.asked} == {urlsplit(address).netloc}
        page.goto(address + below + "index.html")
        page.get_by_role("link", name="按领域", exact=True).first.click()
        page.get_by_role("link", name="【虚构】甲领域").first.click()
        assert page.locator("h1").text_content().startswith("【虚构】甲领域")


def test_the_site_works_from_a_folder(chromium, built):
    """On file:// pages, styles, scripts and the search work, without any network."""
    with opened(chromium, offline=True) as page:
        page.goto((built.folder / "index.html").as_uri())
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.top')).color")
            == "rgb(255, 255, 255)"
        )
        page.fill("input[name=q]", "公告")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-search-results] [data-item]")
        assert page.locator("[data-item='02-01']").count() == 1
        page.goto((built.folder / "dong/jia/01-01/index.html").as_uri())
        assert page.locator("h1").is_visible()
        assert page.faults == []
        assert all(url.startswith("file:") for url in page.asked)


@pytest.mark.parametrize("elder", [False, True])
def test_no_page_scrolls_sideways(chromium, built, elder):
    """At every width, in either size of type, only boxes of their own scroll sideways."""
    with opened(chromium) as page:
        if elder:
            page.add_init_script("localStorage.setItem('gongkai.elder', '1')")
        wide = []
        for path in PAGES[:-1]:
            page.goto((built.folder / path).as_uri())
            for width in (320, 390, 820, 1440):
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide.append((path, width))
        assert wide == []


def test_the_choice_of_size_and_colour_is_kept(chromium, built, serve):
    """长辈版 and 外观 stay chosen on the next page, before its first paint."""
    with serve(built.folder) as address, opened(chromium) as page:
        page.goto(f"{address}index.html")
        page.get_by_role("button", name="外观").click()
        page.goto(f"{address}areas/index.html")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        page.get_by_role("button", name="长辈版").click()
        page.goto(f"{address}dong/index.html")
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 20
        page.get_by_role("button", name="退出长辈版").click()
        assert page.evaluate("document.documentElement.hasAttribute('data-elder')") is False


def test_the_table_filters_and_shows_all_ten_columns(chromium, built):
    """The filter hides other rows and says how many are left; the switch shows what is the same."""
    with opened(chromium) as page:
        page.goto((built.folder / "dong/jia/index.html").as_uri())
        assert not page.locator("td.c-audience").first.is_visible()
        page.get_by_role("button", name="官方十列").click()
        assert page.locator("td.c-audience").first.is_visible()
        page.get_by_placeholder("项里查找").fill("名单")
        assert page.locator("tbody tr:not(.group):visible").count() == 1
        assert page.locator("[data-filter-status]").text_content() == "显示 1 项"
        page.get_by_placeholder("项里查找").fill("没有这个词")
        assert page.locator("[data-filter-empty]").is_visible()
        page.get_by_role("button", name="清除").click()
        assert page.locator("tbody tr:not(.group):visible").count() == 9


ROWS = "[data-in] tr:not(.group):visible, [data-in] li:visible"


@pytest.mark.parametrize("path", ["dong/jia/", "dong/bumen/jia-bu/"])
def test_what_a_list_is_sifted_by_stands_in_the_address(chromium, built, serve, path):
    """Words, group and state narrow a list, can be sent on, and the back button undoes them."""
    with serve(built.folder) as address, opened(chromium) as page:
        page.goto(f"{address}{path}index.html")
        whole = page.locator(ROWS).count()
        chip = page.locator("[data-group]:not([data-group=''])")
        if chip.count():
            chip.first.click()
        else:
            page.locator("[data-choice]").first.select_option(index=1)
        narrowed = page.locator(ROWS).count()
        assert 0 < narrowed < whole
        page.locator("[data-filter]").fill("名单")
        found = page.locator(ROWS).count()
        assert "find=" in page.url
        sent = page.url
        page.go_back()
        page.wait_for_function("() => !location.search")
        assert page.locator(ROWS).count() == whole
        assert page.locator("[data-filter]").input_value() == ""
        page.goto(sent)
        assert page.locator(ROWS).count() == found
        assert page.locator("[data-filter]").input_value() == "名单"
        assert page.faults == []


def test_a_list_sifted_by_nonsense_says_so(chromium, built):
    """A hostile or unknown word in the address leaves nothing, says so, and is cleared."""
    with opened(chromium) as page:
        address = (built.folder / "dong/jia/index.html").as_uri()
        page.goto(f"{address}?find=%3Cimg%20src=x%20onerror=broken=1%3E&state=nothing")
        assert page.locator(ROWS).count() == 0
        assert "<img src=x" in page.locator("[data-filter-word]").text_content()
        page.locator("[data-filter-clear]").click()
        assert page.locator(ROWS).count() > 0
        assert page.url.endswith("index.html")
        assert page.evaluate("window.broken") is None


def test_without_scripts_everything_is_there(chromium, built):
    """With scripts off tables stand in full, no dead button is offered, search lists all."""
    with opened(chromium, java_script_enabled=False) as page:
        page.goto((built.folder / "dong/jia/index.html").as_uri())
        assert page.locator("td.c-audience").first.is_visible()
        assert not page.get_by_role("button", name="官方十列").is_visible()
        page.goto((built.folder / "search/index.html").as_uri())
        page.locator("summary").first.click()
        assert page.get_by_role("link", name="【虚构】救助·【虚构】事项1").is_visible()


def test_on_a_phone_filters_are_a_sheet_over_the_page(chromium, built):
    """It opens over everything, counts what is left, closes by key and button, and gives back."""
    with opened(chromium, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{(built.folder / 'search/index.html').as_uri()}?q=事项")
        settle(page)
        button = page.locator("[data-search-filter]")
        assert not page.locator(".search-facet").first.is_visible()
        button.click()
        sheet = page.get_by_role("dialog", name="筛选")
        assert sheet.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
        assert page.evaluate("document.querySelector('header.top').inert")
        sheet.get_by_role("checkbox", name="乡级").check()
        page.get_by_text("筛选（1）").wait_for(state="attached")
        left = page.locator("[data-item]").count()
        see = sheet.get_by_role("button", name=f"查看 {left} 类")
        page.keyboard.press("Escape")
        assert not see.is_visible()
        assert button.inner_text() == "筛选（1）"
        assert page.evaluate("document.activeElement.hasAttribute('data-search-filter')")
        assert not page.evaluate("document.querySelector('header.top').inert")
        button.click()
        see.click()
        assert page.locator("[data-item]").first.is_visible()
        button.click()
        page.set_viewport_size({"width": 1000, "height": 844})
        page.get_by_role("dialog").wait_for(state="detached")
        page.get_by_role("link", name="按领域").first.click()


def test_the_matrix_is_one_stop_walked_by_arrows(chromium, built):
    """Tab reaches one cell; arrow keys move; each cell is named by unit, item and state."""
    with opened(chromium) as page:
        page.goto((built.folder / "areas/jia/dong/index.html").as_uri())
        assert page.locator(".cell[tabindex='0']").count() == 1
        page.locator(".cell").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
            "【虚构】青镇，【虚构】事项2，应公开未公开"
        )


def test_the_matrix_shows_limits_and_checks_as_well(chromium, built):
    """Its switches put time limits, then checks, into the cells, and into what cells are named."""
    with opened(chromium) as page:
        page.goto((built.folder / "areas/jia/dong/index.html").as_uri())
        cell = page.locator(".cell").first
        first = cell.get_attribute("aria-label")
        state = cell.inner_text()
        page.get_by_role("button", name="公开时限").click()
        assert cell.inner_text().split() == ["20", "个工作日"]
        assert cell.get_attribute("aria-label") == first.rpartition("，")[0] + "，20个工作日"
        assert page.get_by_text("“照原文”是不能换算").is_visible()
        unreadable = page.locator("tr:has(:text-is('【虚构】事项2')) .cell").first
        assert unreadable.inner_text() == "照原文"
        page.get_by_role("button", name="核对情况").click()
        assert cell.get_attribute("aria-label").endswith("，已核对")
        assert unreadable.get_attribute("aria-label").endswith("，待核对")
        page.get_by_role("button", name="公开情况").click()
        assert cell.get_attribute("aria-label") == first
        assert cell.inner_text() == state


@pytest.mark.parametrize(
    "text", ["http://a.cn/", "https://www.example.invalid/zwgk/" + "x" * 60, "好" * 70]
)
def test_the_qr_code_reads_back_as_the_address(chromium, built, text):
    """The code drawn in the browser decodes to its text, with every correction word right."""
    with opened(chromium) as page:
        page.goto((built.folder / "dong/jia/01-01/index.html").as_uri())
        page.add_script_tag(path=built.folder / "assets/qr.js")
        dark = page.evaluate("(text) => window.gongkaiQr.build(text).dark", text)
        assert read_qr(dark) == text.encode()


def test_an_address_too_long_for_a_code_draws_none(chromium, built):
    """Beyond version 10 there is no code instead of a wrong one."""
    with opened(chromium) as page:
        page.goto((built.folder / "dong/jia/01-01/index.html").as_uri())
        page.add_script_tag(path=built.folder / "assets/qr.js")
        assert page.evaluate("window.gongkaiQr.svg('x'.repeat(400))") is None
