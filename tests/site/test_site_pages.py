"""The built site: every kind of page, every link, every state, nothing from elsewhere."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from fictional import STATES, make_catalog
from markupsafe import escape
from msgspec.structs import replace
from sites import publish

from generator.oversight import tally
from generator.resolve import State
from generator.resolve.model import Origin
from generator.site.links import unit_area_path
from generator.site.pages import KINDS, list_pages
from generator.site.pages.unit_area import COLUMNS
from generator.site.states import FACES

LOADING = {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("use", "href")}


class Reader(HTMLParser):
    """Collects what a page links to, loads, and whether scripts or styles stand in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links, self.loads, self.inline, self.ids, self.icons = [], [], [], [], set()
        self.text = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note the tag's addresses, ids and inline code."""
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag == "form":
            self.links.append(found["action"])
        for name, value in attrs:
            if (tag, name) in LOADING and found.get("rel") != "canonical":
                self.loads.append(value)
            if name.startswith("on") or name == "style":
                self.inline.append((tag, name))
        if tag == "style" or (tag == "script" and "src" not in found):
            self.inline.append((tag, ""))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "i":
            self.icons.update(c for c in found.get("class", "").split() if c.startswith("i-"))

    def handle_data(self, data):
        """Collect the page's text."""
        self.text.append(data)


@pytest.fixture(scope="module")
def pages(built):
    """Return every HTML page of the site, read once."""
    return {
        file.relative_to(built.folder).as_posix(): file.read_text(encoding="utf-8")
        for file in built.folder.rglob("*.html")
    }


@pytest.fixture(scope="module")
def read(pages):
    """Return every page parsed."""
    return {path: Reader(html) for path, html in pages.items()}


def test_every_kind_of_page_is_in_the_site(built, pages):
    """The registry's pages are all written, and prose beside them."""
    assert {kind.setting.kind for kind, _ in list_pages(built.publication.view).values()} == set(
        KINDS
    )
    assert set(list_pages(built.publication.view)) <= set(pages)
    assert "help/privacy/index.html" in pages


def test_every_internal_link_leads_to_a_file(built, read):
    """Relative links end in a file of the site, downloads included; anchors exist on their page."""
    broken = []
    for path, page in read.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), unquote(parts.path))
            )
            file = built.folder / (target if parts.path else path)
            if not file.is_file() or (
                parts.fragment and not parts.path and parts.fragment not in page.ids
            ):
                broken.append((path, link))
    assert broken == []


def test_links_name_their_file(read):
    """On file:// a folder shows a listing, so every internal link ends in a file's name."""
    bare = [
        (path, link)
        for path, page in read.items()
        for link in page.links
        if not urlsplit(link).scheme and urlsplit(link).path.endswith("/")
    ]
    assert bare == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_stands_inline(read):
    """Styles, scripts and pictures are the site's own files; no inline script or style.

    The 404 page without 网址 can reach no stylesheet; its one style is known to the ready policy.
    """
    for path, page in read.items():
        away = [
            x for x in page.loads if urlsplit(x).scheme not in ("", "data") or x.startswith("//")
        ]
        assert away == [], path
        assert page.inline == ([("style", "")] if path == "404.html" else []), path


def test_ids_are_unique_on_each_page(read):
    """No page has two elements of one id."""
    for path, page in read.items():
        assert len(page.ids) == len(set(page.ids)), path


def test_every_icon_used_is_drawn(built, read):
    """Each icon class in a page has its rule in the stylesheet."""
    style = (built.folder / "assets/gongkai.css").read_text(encoding="utf-8")
    drawn = set(re.findall(r"\.(i-[a-z0-9-]+)\{", style))
    assert set().union(*(page.icons for page in read.values())) <= drawn


def test_every_item_page_states_its_state(built, read):
    """An item's page shows the word of its state, and each of the seven states occurs."""
    view = built.publication.view
    seen = set()
    for item in view.catalog.items.values():
        path = f"{view.catalog.units[item.unit].path}/{item.area}/{item.code}/index.html"
        assert item.state.value in "".join(read[path].text)
        seen.add(item.state)
    assert seen == set(State) == set(FACES)
    assert set(STATES.values()) == set(State)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("01-02", "信息已经形成，超过了公开期限，还没有公开。"),
        ("01-03", "【虚构】东区登记：这一项暂无信息"),
        ("01-05", "以前公开的信息仍可查。"),
        ("01-06", "本站还没有收录【虚构】东区这一项的公开信息"),
        ("01-08", "没有列政府网站"),
    ],
)
def test_a_state_says_what_it_means(read, code, words):
    """Each state has its own sentence, and a next step."""
    text = "".join(read[f"dong/jia/{code}/index.html"].text)
    assert words in text
    assert "申请公开" in text


def test_the_telephone_is_said_to_be_whose_it_is(read):
    """Without its own number a body borrows one from above it, and the page says whose."""
    department = "".join(read["dong/jia/01-06/index.html"].text)
    assert "【虚构】东区的电话。【虚构】东区甲部门的电话尚未登记" in department
    town = "".join(read["dong/qing-zhen/jia/01-06/index.html"].text)
    assert "【虚构】东区的电话。【虚构】青镇人民政府的电话尚未登记" in town
    west = "".join(read["xi/jia/01-06/index.html"].text)
    assert "12345" in west
    assert "政务服务便民热线" in west


def test_an_unchecked_row_never_claims_to_be_checked(read):
    """待核对 rows say so where the original stands; checked ones name their source."""
    assert "尚未核对" in "".join(read["dong/jia/01-02/index.html"].text)
    checked = "".join(read["dong/jia/01-01/index.html"].text)
    assert "据已发布的标准目录整理" in checked
    assert "尚未核对" not in checked


def test_offline_items_and_other_duties_stay_out_of_the_denominator(built):
    """线下, 本级无此职责 and 已停止公开 are not counted as due."""
    items = built.publication.view.items_by_unit["990102"]
    counted = tally(items)
    assert counted.counted == sum(item.counted for item in items)
    assert counted.total - counted.counted == 3


def test_until_official_every_page_says_so(pages):
    """Each page carries the demonstration line and asks not to be indexed."""
    for path, html in pages.items():
        assert "演示数据，非官方网站" in html, path
        assert '<meta name="robots" content="noindex">' in html, path


def test_the_official_site_has_tags_marks_and_map(official):
    """With 正式发布 the line goes, and the site's tags, codes, address and sitemap come."""
    html = (official.folder / "dong/jia/01-01/index.html").read_text(encoding="utf-8")
    assert "演示数据" not in html
    assert "noindex" not in html
    assert '<meta name="SiteIDCode" content="9901000001">' in html
    assert '<link rel="canonical" href="https://example.invalid/zwgk/dong/jia/01-01/">' in html
    assert "https://example.invalid/repo/edit/main/" in html
    record = (official.folder / "records/2024/20240105-abc234.html").read_text(encoding="utf-8")
    assert '<meta name="PubDate" content="2024-01-05 00:00">' in record
    missing = (official.folder / "404.html").read_text(encoding="utf-8")
    assert 'href="https://example.invalid/zwgk/assets/gongkai.css"' in missing
    assert 'href="./' not in missing
    sitemap = (official.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://example.invalid/zwgk/dong/</loc>" in sitemap


def test_without_an_address_nothing_absolute_is_written(built, pages):
    """No canonical link and no sitemap.xml without 网址; the 404 page links to no page."""
    assert not (built.folder / "sitemap.xml").exists()
    assert all('rel="canonical"' not in html for html in pages.values())
    assert re.findall(r'href="(?!data:)[^"]*"', pages["404.html"]) == ['href="tel:12345"']
    assert "assets/" not in pages["404.html"]


def test_a_dangerous_link_is_shown_as_text(read):
    """A record's javascript: address stands on its page as words and is no link."""
    page = read["records/2023/20230101-cde456.html"]
    assert "javascript:alert(1)" in "".join(page.text)
    assert not any(link.startswith("javascript") for link in page.links)


def test_an_item_page_is_light(pages):
    """An item's page weighs at most 12 KB beside shared files."""
    assert len(pages["dong/jia/01-06/index.html"].encode()) <= 12_000


@pytest.mark.parametrize("code", ["990102", "990102101", "990103"])
def test_every_row_says_what_its_unit_says(code, tmp_path):
    """Units that took rows over unchanged share a table, never with one that rewrote a row."""
    catalog = make_catalog()
    key = f"{code}/02-01"
    local = {"limit": "【虚构】明天", "clauses": (), "provenance": {"公开时限": Origin.LOCAL}}
    items = catalog.items | {key: replace(catalog.items[key], **local)}
    built = publish(replace(catalog, items=items), tmp_path / "site")
    view = built.publication.view
    for unit, slug in view.catalog.items_of:
        items = view.area_items(view.catalog.units[unit], slug)
        html = built.publication.html(unit_area_path(view.catalog.units[unit], slug)).decode()
        rows = re.findall(r'<tr><td class="c-code">([^<]+)</td>(.*?)</tr>', html, re.DOTALL)
        assert [number for number, _ in rows] == [item.code for item in items]
        for item, (_, row) in zip(items, rows, strict=True):
            cells = dict(re.findall(r'<td class="c-(\w+)[^>]*>(.*?)</td>', row, re.DOTALL))
            assert [cells[column] for column, _, _ in COLUMNS] == [
                escape(text(item)) for _, _, text in COLUMNS
            ]
            assert len(re.findall(r'class="(?:same )?cite"', cells["bases"])) == len(item.citations)
            assert FACES[item.state].short in cells["state"]


def test_what_all_rows_share_is_marked_once(read, pages):
    """The table's block names the shared columns; differing ones stay out of it."""
    html = pages["dong/jia/index.html"]
    block = html[html.index("same-box") : html.index("</dl>", html.index("same-box"))]
    assert "公开对象" in block
    assert "共同的公开依据" in block
    assert "公开时限" not in block
    assert html.count('<th scope="col"') == 12
