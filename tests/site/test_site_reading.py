"""The pages people read: 长辈版, the official table, what is taken along, reading aloud, paper."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

pytestmark = pytest.mark.browser

ITEM = "dong/jia/01-01/index.html"
TABLE = "dong/jia/index.html"
ELDER = "localStorage.setItem('gongkai.elder', '1')"
PAGES = (
    "index.html", ITEM, "dong/jia/01-05/index.html", TABLE, "dong/index.html",
    "dong/bumen/jia-bu/index.html", "areas/jia/01-01/index.html", "areas/jia/dong/index.html",
    "records/index.html", "records/2024/index.html", "records/2024/20240104-bcd345.html",
    "bases/index.html", "bases/tiaoli/index.html",
)  # fmt: skip

# A device whose voices are what a test says; what is spoken is kept, nothing sounds.
VOICES = """
(() => {
  const spoken = [];
  const speech = Object.assign(new EventTarget(), {
    speaking: false, voices: %s, spoken,
    getVoices() { return this.voices; },
    speak(said) { spoken.push(said.text); },
    cancel() { spoken.length = 0; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
})()
"""
LOCAL = '{ lang: "zh-CN", localService: true }'
REMOTE = '{ lang: "zh-CN", localService: false }'
FOREIGN = '{ lang: "en-GB", localService: true }'


@contextmanager
def opened(chromium, built, path, *scripts, width=390, height=800):
    """Yield a page of the site in a window of its own, ``scripts`` run before its own."""
    context = chromium.new_context(viewport={"width": width, "height": height})
    for script in scripts:
        context.add_init_script(script)
    page = context.new_page()
    page.goto((built.folder / path).as_uri())
    yield page
    context.close()


def test_elder_pages_fold_the_official_row(chromium, built):
    """In 长辈版 facts and telephone show; 目录原文 waits behind its heading until asked for."""
    with opened(chromium, built, ITEM, ELDER) as page:
        assert page.locator(".facts .tel").is_visible()
        row = page.locator(".orig")
        assert not row.is_visible()
        heading = page.get_by_role("button", name="目录原文")
        assert heading.get_attribute("aria-expanded") == "false"
        heading.click()
        assert row.is_visible()
        assert heading.get_attribute("aria-expanded") == "true"
        page.get_by_role("button", name="退出长辈版").click()
        assert row.is_visible()
        assert page.get_by_role("button", name="目录原文").count() == 0


def test_the_way_out_of_elder_pages_is_at_the_top_right(chromium, built):
    """退出长辈版 is on each page, in the first row, at the right edge, and on one line."""
    with opened(chromium, built, ITEM, ELDER) as page:
        for path in PAGES:
            page.goto((built.folder / path).as_uri())
            way = page.get_by_role("button", name="退出长辈版").bounding_box()
            assert way["x"] + way["width"] == pytest.approx(390 - 16, abs=1), path
            assert way["y"] < 120, path
            assert way["height"] < 60, path


def test_nothing_on_elder_pages_is_small(chromium, built):
    """Every word that shows in 长辈版 is at least 20 px high."""
    small = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((e) =>
      e.getClientRects().length && !e.closest(".sr, .skip, svg") &&
      parseFloat(getComputedStyle(e).fontSize) < 20 &&
      [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
    ).map((e) => e.outerHTML.slice(0, 80))"""
    with opened(chromium, built, ITEM, ELDER) as page:
        for path in PAGES:
            for width in (390, 1440):
                page.set_viewport_size({"width": width, "height": 800})
                page.goto((built.folder / path).as_uri())
                assert page.evaluate(small) == [], (path, width)


def test_elder_rows_and_buttons_are_large_and_do_not_break(chromium, built):
    """Rows that lead on are 84 px high or more, buttons 68, their words on one line."""
    with opened(chromium, built, "dong/index.html", ELDER) as page:
        rows = page.locator("main .rows > li:has(> a)").all()
        assert rows
        assert min(row.bounding_box()["height"] for row in rows if row.is_visible()) >= 84
        page.goto((built.folder / "dong/jia/01-06/index.html").as_uri())
        buttons = page.locator(".acts .btn").all()
        assert buttons
        assert {round(button.bounding_box()["height"]) for button in buttons} == {68}


def test_the_elder_front_page_offers_few_things(chromium, built):
    """The front page of 长辈版: search, topics, districts, telephone, applying; no more."""
    with opened(chromium, built, "index.html", ELDER) as page:
        for shown in (".ask input", ".ask button", ".hot h3 a", ".place h3 a", ".phones a"):
            assert page.locator(shown).first.is_visible(), shown
        for away in (
            ".two",
            ".strip",
            ".asked",
            ".steps",
            ".hot ul",
            ".place li",
            ".ask-place",
            ".ix",
        ):
            assert not page.locator(away).first.is_visible(), away
        assert page.get_by_role("link", name="怎样申请").is_visible()
        tops = page.locator(".hot > li, .place").all()
        assert min(top.bounding_box()["height"] for top in tops) >= 84


def test_the_table_is_rows_for_elders(chromium, built):
    """In 长辈版 the official table is a list of names and states at any width."""
    with opened(chromium, built, TABLE, ELDER, width=1000) as page:
        rows = page.locator(".official tbody tr:not(.group)")
        assert not page.locator(".official thead").is_visible()
        assert rows.first.bounding_box()["height"] >= 84
        assert not page.locator(".official td.c-bases").first.is_visible()
        link = page.locator(".official th[scope=row] a").first
        assert float(link.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")) >= 22


def test_the_head_of_the_table_stays_in_sight(chromium, built):
    """Wide: the head sticks to the window. Narrower: it sticks in the table's own scroll box."""
    top = "document.querySelector('.official thead th').getBoundingClientRect().top"
    with opened(chromium, built, TABLE, width=1440, height=600) as page:
        page.evaluate(f"scrollBy(0, {top} + 150)")
        assert page.evaluate(top) == pytest.approx(0, abs=1)
        assert page.evaluate("document.documentElement.scrollWidth") == 1440
    with opened(chromium, built, TABLE, width=820, height=600) as page:
        page.get_by_role("button", name="官方十列").click()
        page.evaluate("document.querySelector('.scroll').scrollTo(300, 200)")
        box = page.locator(".scroll").bounding_box()
        assert page.evaluate(top) == pytest.approx(box["y"], abs=1)
        assert box["height"] < 600
        assert page.evaluate("document.documentElement.scrollWidth") == 820


def test_the_first_two_columns_are_frozen(chromium, built):
    """However far the scroll box is moved sideways, number and name of a row stay in place."""
    left = """() => ["td.c-code", "th[scope=row]", "td.c-state"].map((cell) =>
      document.querySelector(".official " + cell).getBoundingClientRect().left)"""
    with opened(chromium, built, TABLE, width=820) as page:
        page.get_by_role("button", name="官方十列").click()
        code, name, state = page.evaluate(left)
        page.evaluate("document.querySelector('.scroll').scrollLeft = 200")
        assert page.evaluate("document.querySelector('.scroll').scrollLeft") == 200
        assert page.evaluate(left) == pytest.approx([code, name, state - 200], abs=1)


def test_all_ten_columns_fit_a_wide_window(chromium, built):
    """From 1240 px on the ten columns stand side by side without any scrolling sideways."""
    with opened(chromium, built, TABLE, width=1240) as page:
        page.get_by_role("button", name="官方十列").click()
        assert page.evaluate("document.documentElement.scrollWidth") == 1240
        last = page.locator(".official thead .c-chk").bounding_box()
        assert last["x"] + last["width"] <= 1240


def test_the_group_stays_on_a_phone(chromium, built):
    """On a phone the group's bar sticks to the top while its cards go by."""
    with opened(chromium, built, TABLE, height=500) as page:
        page.locator(".official tbody tr:not(.group)").nth(3).evaluate(
            "(row) => row.scrollIntoView(true)"
        )
        assert page.locator(".official .group").first.bounding_box()["y"] == pytest.approx(0, abs=1)


def test_sharing_is_offered_only_where_the_system_can(chromium, built):
    """分享 opens the system's share sheet with title and address; else there is no such button."""
    none = "Object.defineProperty(Navigator.prototype, 'share', { value: undefined })"
    with opened(chromium, built, ITEM, none) as page:
        assert page.get_by_role("button", name="复制链接").count() == 1
        assert page.get_by_role("button", name="分享").count() == 0
    some = """Object.defineProperty(Navigator.prototype, 'share',
      { value: (what) => { window.shared = what; return Promise.resolve(); } })"""
    with opened(chromium, built, ITEM, some) as page:
        page.get_by_role("button", name="分享").click()
        assert page.evaluate("window.shared") == {"title": page.title(), "url": page.url}


@pytest.mark.parametrize(("voices", "offered"), [("", 0), (REMOTE, 0), (FOREIGN, 0), (LOCAL, 1)])
def test_reading_aloud_needs_a_voice_on_the_device(chromium, built, voices, offered):
    """Only a Chinese voice of the device itself reads: nothing a reader looks at goes elsewhere."""
    with opened(chromium, built, ITEM, VOICES % f"[{voices}]") as page:
        assert page.get_by_role("button", name="朗读本页").count() == offered


def test_reading_aloud_reads_each_thing_once_and_stops(chromium, built):
    """Title and facts are spoken once and in order; pressing again stops."""
    with opened(chromium, built, ITEM, VOICES % f"[{LOCAL}]") as page:
        page.get_by_role("button", name="朗读本页").click()
        spoken = page.evaluate("speechSynthesis.spoken")
        title = page.locator("h1").text_content().strip()
        assert [words.strip() for words in spoken].count(title) == 1
        assert not [words for words in spoken if "复制链接" in words]
        page.get_by_role("button", name="停止朗读").click()
        assert page.evaluate("speechSynthesis.spoken") == []


def test_elders_can_be_read_to_on_any_page(chromium, built):
    """In 长辈版 读给我听 stands on pages that have nothing else to take along, too."""
    with opened(chromium, built, "index.html", ELDER, VOICES % f"[{LOCAL}]") as page:
        assert page.get_by_role("button", name="读给我听").is_visible()
        page.get_by_role("button", name="退出长辈版").click()
        assert page.get_by_role("button", name="朗读本页").count() == 0


@pytest.mark.parametrize("elder", [False, True])
def test_paper_shows_the_table_in_full(chromium, built, elder):
    """Printed, the official table has all its columns and rows, in either size of type."""
    scripts = (ELDER,) if elder else ()
    with opened(chromium, built, TABLE, *scripts) as page:
        page.emulate_media(media="print")
        heads = page.locator(".official thead th")
        assert heads.count() == 12
        assert all(head.is_visible() for head in heads.all())
        row = page.locator(".official tbody tr:not(.group)").first
        assert all(cell.is_visible() for cell in row.locator("td, th").all())
        assert row.evaluate("(e) => getComputedStyle(e).breakInside") == "avoid"
        head = page.locator(".official thead")
        assert head.evaluate("(e) => getComputedStyle(e).display") == "table-header-group"


def test_paper_leaves_out_what_cannot_be_used_on_it(chromium, built):
    """Printed, a page says whose it is, that it is a demonstration, where it was; no buttons."""
    with opened(chromium, built, ITEM) as page:
        page.emulate_media(media="print")
        for gone in (".menu", ".tools", ".crumbs", ".rail .chips", ".take ul", ".foot-cols"):
            assert not page.locator(gone).first.is_visible(), gone
        for kept in ("h1", ".states .st", ".orig", ".demo", ".foot-codes", ".lockup-name"):
            assert page.locator(kept).first.is_visible(), kept
        assert page.locator("[data-address]").text_content() == page.url
        assert page.locator("[data-address]").is_visible()


def test_paper_unfolds_what_is_folded(chromium, built):
    """Printed from 长辈版 or a phone, no part stays behind its heading."""
    with opened(chromium, built, ITEM, ELDER) as page:
        page.emulate_media(media="print")
        assert page.locator(".orig").is_visible()


def test_the_official_site_prints_without_the_demonstration(chromium, official):
    """After 正式发布 no sheet says demonstration."""
    with opened(chromium, official, ITEM) as page:
        page.emulate_media(media="print")
        assert page.locator(".demo").count() == 0
        assert page.locator("[data-address]").is_visible()


def test_the_code_stays_on_paper(chromium, built, serve):
    """The QR code is drawn for pages with an address, and printed with them."""
    with serve(built.folder) as address, opened(chromium, built, ITEM) as page:
        page.goto(address + ITEM)
        assert page.locator(".qr svg").is_visible()
        page.emulate_media(media="print")
        assert page.locator(".qr svg").is_visible()
