"""目录动态调整 and its feeds, an item's history, and sites of the catalog as it stood."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import feedparser
import pytest
import tinycity
from repositories import city, commit, git
from tinycity import DISTRICT, RECORD, TOWN, edited

from generator.audit import history_of, inspect_site, open_source, unpack
from generator.resolve import load_catalog
from generator.site import Past, build_site
from generator.site.view import View

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
ROWS = "catalog/standards/jia.yml"
ATOM = "{http://www.w3.org/2005/Atom}"
# What the specifications know; a misspelt name would be an extension that nobody reads.
ATOM_ENTRY = {
    "author", "category", "content", "contributor", "id", "link", "published", "rights", "source",
    "summary", "title", "updated",
}  # fmt: skip
ATOM_FEED = {
    "author", "category", "contributor", "entry", "generator", "icon", "id", "link", "logo",
    "rights", "subtitle", "title", "updated",
}  # fmt: skip
JSON_FEED = {
    "authors", "description", "expired", "favicon", "feed_url", "home_page_url", "hubs", "icon",
    "items", "language", "next_url", "title", "user_comment", "version",
}  # fmt: skip
JSON_ITEM = {
    "attachments", "authors", "banner_image", "content_html", "content_text", "date_modified",
    "date_published", "external_url", "id", "image", "language", "summary", "tags", "title", "url",
}  # fmt: skip
REPOSITORY = "https://github.com/example/catalog"
SITE = tinycity.FILES["catalog/site.yml"].replace("2020-01-01", "2025-01-01")
SLOWER = edited(ITEMS, '"01-02":\n', '"01-02":\n    公开时限: 信息形成或者变更之日起30个工作日内\n')
SLOW_ITEM = "dong/jia/01-02/index.html"


@dataclass(frozen=True)
class Town:
    """A repository and the site built from it."""

    root: Path
    site: Path

    def text(self, path: str) -> str:
        """Return a page or file of the site."""
        return (self.site / path).read_text(encoding="utf-8")


def built(root: Path, site: Path) -> Town:
    """Build a repository's site."""
    build_site(root, site, report=lambda _found: None)
    return Town(root, site)


def grown(root: Path, settings: str) -> Path:
    """Return a repository with three months of changes after its foundation."""
    city(root)
    commit(root, {"catalog/site.yml": settings})
    commit(root, SLOWER, "改时限 (#12)\n\n依据: 虚构发〔2025〕1号", date="2025-02-01T09:00:00+0800")
    text = tinycity.FILES[ROWS].replace("公开对象: 全社会", "公开对象: 特定群体")
    commit(root, {ROWS: text}, date="2025-03-01T09:00:00+0800")
    stopped = "    状态: 停止公开\n    日期: 2025-04-01\n    理由: 虚构\n    依据: 虚构\n"
    commit(root, edited(f"{TOWN}/jia.yml", '"01-01":\n', f'"01-01":\n{stopped}'),
           date="2025-04-01T09:00:00+0800")  # fmt: skip
    return root


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Town:
    """Return the site of a catalog without an address of its own."""
    home = tmp_path_factory.mktemp("changes")
    return built(grown(home / "root", f"{SITE}仓库: {REPOSITORY}/\n"), home / "site")


@pytest.fixture(scope="module")
def official(tmp_path_factory) -> Town:
    """Return the same with 网址."""
    home = tmp_path_factory.mktemp("changes-official")
    return built(
        grown(home / "root", f"{SITE}网址: https://example.invalid/zwgk/\n"), home / "site"
    )


def words(html: str) -> str:
    """Return a page's text."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.partition("<main")[2]))


def test_site_with_changes_is_whole(town: Town) -> None:
    """Every link of the new pages and feeds' pages leads somewhere; nothing is loaded from away."""
    assert inspect_site(town.site).diagnostics == ()


def test_changes_are_listed_by_day_with_fields_and_documents(town: Town) -> None:
    """Newest first: event, thing, field before and after, what it means, the document."""
    page = words(town.text("changes/index.html"))
    assert page.index("2025-04-01") < page.index("2025-03-01") < page.index("2025-02-01")
    assert "改前 信息形成或者变更之日起20个工作日内" in page
    assert "改后 信息形成或者变更之日起30个工作日内" in page
    assert "收窄 更慢" in page
    assert "依据文件：虚构发〔2025〕1号" in page
    assert "依据文件：没有写明" in page


def test_a_stop_tells_its_day_and_reason_as_its_own(town: Town) -> None:
    """They are part of what happened, not fields that came from nothing: on lists and in feeds."""
    page = words(town.text("changes/2025-04/index.html"))
    assert "停止日期2025-04-01 理由虚构" in page
    assert "依据文件：虚构" in page
    assert "改前" not in page
    own = words(town.text("dong/qing-zhen/jia/01-01/index.html")).partition("历史")[2]
    assert "停止公开 停止日期2025-04-01 理由虚构" in own
    (entry,) = [e for e in json.loads(town.text("changes/feed.json"))["items"]
                if e["title"].startswith("停止公开")]  # fmt: skip
    assert "停止日期：2025-04-01\n理由：虚构\n依据：虚构" in entry["content_text"]
    assert "（空）" not in entry["content_text"]


def test_a_folders_new_name_alone_is_neither_change_nor_version(tmp_path: Path) -> None:
    """Nothing readers see has changed: no entry, no month, nothing more to compare."""
    root = grown(tmp_path, SITE)
    before = View(load_catalog(root)[0], history_of(root))
    git(root, "mv", f"{DISTRICT}/jia-bu", f"{DISTRICT}/jia-ju")
    commit(root, {}, "改文件夹名", date="2025-05-01T09:00:00+0800")
    view = View(load_catalog(root)[0], history_of(root))
    assert [piece.key for piece in view.pieces] == [piece.key for piece in before.pieces]
    assert [one.month for one in view.versions] == ["2025-04", "2025-03", "2025-02", ""]
    assert view.versions == before.versions


def test_words_for_the_search_are_named_once_and_ask_for_no_document(tmp_path: Path) -> None:
    """A term has no other name than itself, and none of the public's documents allows it."""
    root = city(tmp_path / "root")
    commit(root, {"catalog/site.yml": SITE})
    terms = edited("catalog/terms.yml", "俗话: [办事指南]", "俗话: [办事指南]\n  土话: [办事指南]")
    commit(root, terms, date="2025-02-01T09:00:00+0800")
    page = words(built(root, tmp_path / "site").text("changes/index.html"))
    assert page.count("土话") == 1
    assert "依据文件" not in page


def test_what_differs_is_marked_in_its_place(town: Town) -> None:
    """Only the number that changed is struck through and underlined, numbers whole."""
    page = town.text("changes/index.html")
    assert "起<del>20</del>个工作日" in page
    assert "起<ins>30</ins>个工作日" in page


def test_rows_changed_alike_are_told_once(town: Town) -> None:
    """Three rows changed alike by one commit are one entry."""
    page = words(town.text("changes/2025-03/index.html"))
    assert "标准目录 3 项" in page
    assert page.count("改前 全社会") == 1
    assert "照这 3 行公开的有 5 项" in page
    assert "照标准目录这 3 行公开的有 5 项。" in town.text("changes/feed.json")


def test_months_units_areas_and_bodies_have_their_own_lists(town: Town) -> None:
    """Each list holds what concerns it: a town's changes are its district's too."""
    stopped, slower = "停止公开", "30个工作日"
    for path, has_stopped, has_slower in (
        ("changes/2025-04", True, False),
        ("changes/2025-02", False, True),
        ("changes/units/dong", True, True),
        ("changes/units/dong/qing-zhen", True, False),
        ("changes/bodies/dong/jia-bu", False, True),
        ("changes/areas/jia", True, True),
    ):
        page = words(town.text(f"{path}/index.html")).partition("逐字段列出")[2]
        assert (stopped in page, slower in page) == (has_stopped, has_slower), path
    assert not (town.site / "changes/areas/yi/index.html").exists()
    assert not (town.site / "changes/2025-01/index.html").exists()


def test_pull_requests_are_linked_where_the_forge_is_known(town: Town, official: Town) -> None:
    """With 仓库 on a known forge a link, without it only the number."""
    assert f'href="{REPOSITORY}/pull/12"' in town.text("changes/index.html")
    assert f'href="{REPOSITORY}/pull/12"' in town.text(SLOW_ITEM)
    page = official.text("changes/index.html")
    assert "合并请求 12" in page
    assert "/pull/" not in page


def test_an_item_tells_its_own_history(town: Town) -> None:
    """What its unit and what the standard changed, the day it came, and the documents."""
    page = words(town.text(SLOW_ITEM)).partition("历史")[2]
    assert page.index("2025-03-01 随标准修改") < page.index("2025-02-01 修改")
    assert "公开对象改前 全社会改后 特定群体" in page
    assert "2025-01-01 起列入东区的目录。" in page
    untouched = words(town.text("dong/yi/02-01/index.html"))
    assert "2025-01-01 按国家标准目录采用，之后没有变化。" in untouched


def test_nobodys_name_is_published(town: Town) -> None:
    """No file of the site holds the name or address of somebody who committed."""
    for file in town.site.rglob("*"):
        if file.suffix in (".html", ".xml", ".json", ".csv"):
            text = file.read_text(encoding="utf-8")
            assert "张三" not in text, file
            assert "zhang@" not in text, file


def feeds(town: Town) -> dict[str, ET.Element]:
    """Return every Atom feed, parsed, by folder."""
    return {
        file.parent.relative_to(town.site).as_posix(): ET.parse(file).getroot()
        for file in town.site.rglob("feed.xml")
    }


@pytest.mark.parametrize("name", ["town", "official"])
def test_atom_feeds_have_what_the_standard_requires(name: str, request) -> None:
    """RFC 4287: one id, title and updated each, an author, unique ids, entries newest first."""
    found = feeds(request.getfixturevalue(name))
    assert {"changes", "changes/units/dong", "changes/areas/yi", "changes/bodies/dong/jia-bu"} <= {
        *found
    }
    for folder, feed in found.items():
        assert feed.tag == f"{ATOM}feed"
        assert {part.tag.removeprefix(ATOM) for part in feed} <= ATOM_FEED
        assert {
            part.tag.removeprefix(ATOM) for part in feed.iterfind(f"{ATOM}entry/*")
        } <= ATOM_ENTRY
        assert len(feed.findall(f"{ATOM}author/{ATOM}name")) == 1
        moments = []
        for part in (feed, *feed.findall(f"{ATOM}entry")):
            for tag in ("id", "title", "updated"):
                (only,) = part.findall(f"{ATOM}{tag}")
                assert (only.text or "").strip(), (folder, tag)
            moments.append(dt.datetime.fromisoformat(part.findtext(f"{ATOM}updated")))
            assert moments[-1].utcoffset() == dt.timedelta(hours=8)
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", part.findtext(f"{ATOM}id"))
        ids = [element.text for element in feed.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids))
        assert moments == sorted(moments, reverse=True)
    assert len(found["changes"].findall(f"{ATOM}entry")) == 3
    assert found["changes/areas/yi"].findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("name", ["town", "official"])
def test_a_reader_by_other_hands_understands_the_feeds(name: str, request) -> None:
    """Feedparser has nothing to object to and reads what the JSON feed beside it says."""
    town = request.getfixturevalue(name)
    for file in town.site.rglob("feed.xml"):
        read = feedparser.parse(file.read_bytes())
        assert not read.bozo, read.get("bozo_exception")
        assert (read.version, read.encoding, read.feed.language) == ("atom10", "utf-8", "zh-CN")
        beside = json.loads(file.with_name("feed.json").read_text(encoding="utf-8"))
        assert read.feed.title == beside["title"]
        assert read.feed.author == beside["authors"][0]["name"]
        assert [
            (entry.id, entry.title, entry.content[0].type, entry.content[0].value)
            for entry in read.entries
        ] == [
            (item["id"], item["title"], "text/plain", item["content_text"])
            for item in beside["items"]
        ]
        assert [
            dt.datetime(*entry.updated_parsed[:6], tzinfo=dt.UTC) for entry in read.entries
        ] == [dt.datetime.fromisoformat(item["date_published"]) for item in beside["items"]]


@pytest.mark.parametrize("name", ["town", "official"])
def test_links_of_feeds_lead_to_pages(name: str, request) -> None:
    """With 网址 absolute, without it from the feed's own place; every target is a page."""
    town = request.getfixturevalue(name)
    home = "https://example.invalid/zwgk/"
    for folder, feed in feeds(town).items():
        links = feed.findall(f".//{ATOM}link[@rel='alternate']")
        assert links
        for link in links:
            address = urljoin(f"{home}{folder}/feed.xml", link.get("href"))
            assert link.get("href").startswith("https:") == (name == "official")
            assert (town.site / address.removeprefix(home)).is_file(), address
        assert len(feed.findall(f"{ATOM}link[@rel='self']")) == (name == "official")


@pytest.mark.parametrize("name", ["town", "official"])
def test_json_feeds_have_what_the_standard_requires(name: str, request) -> None:
    """JSON Feed 1.1: version, title, items with id and content; addresses only absolute ones."""
    town = request.getfixturevalue(name)
    for file in town.site.rglob("feed.json"):
        feed = json.loads(file.read_text(encoding="utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed.keys() <= JSON_FEED
        assert all(item.keys() <= JSON_ITEM for item in feed["items"])
        assert all(author.keys() & {"name", "url", "avatar"} for author in feed["authors"])
        assert ("feed_url" in feed) == ("home_page_url" in feed) == (name == "official")
        beside = ET.parse(file.with_name("feed.xml")).getroot()
        assert [item["id"] for item in feed["items"]] == [
            entry.findtext(f"{ATOM}id") for entry in beside.findall(f"{ATOM}entry")
        ]
        for item in feed["items"]:
            assert item["content_text"]
            assert dt.datetime.fromisoformat(item["date_published"])
            assert item.get("url", "https:").startswith("https:")


def test_ids_of_entries_stay_when_the_site_moves(town: Town, official: Town) -> None:
    """An entry is named by its commit and code, not by an address or the day it was built."""
    again = built(town.root, town.root / "again")
    assert [e.text for e in feeds(again)["changes"].iter(f"{ATOM}id")] == [
        e.text for e in feeds(town)["changes"].iter(f"{ATOM}id")
    ]
    assert feeds(town)["changes"].findtext(f"{ATOM}id") == feeds(official)["changes"].findtext(
        f"{ATOM}id"
    )


@pytest.mark.parametrize(
    ("page", "folder"),
    [
        ("index.html", "changes"), ("changes/index.html", "changes"),
        ("dong/index.html", "changes/units/dong"), ("dong/jia/index.html", "changes/units/dong"),
        ("dong/bumen/jia-bu/index.html", "changes/bodies/dong/jia-bu"),
        ("areas/jia/index.html", "changes/areas/jia"), ("city/index.html", "changes"),
        ("changes/2025-04/index.html", "changes"),
    ],
)  # fmt: skip
def test_pages_name_their_feeds(page: str, folder: str, town: Town) -> None:
    """The head names both feeds of what the page shows."""
    head = town.text(page).partition("</head>")[0]
    found = re.findall(r'<link rel="alternate" type="application/(\w+)\+\w+" href="([^"]*)"', head)
    here = f"https://x.invalid/{page}"
    assert {(kind, urljoin(here, href)) for kind, href in found} == {
        ("atom", f"https://x.invalid/{folder}/feed.xml"),
        ("feed", f"https://x.invalid/{folder}/feed.json"),
    }


def test_an_item_leads_to_the_feed_of_its_body(town: Town) -> None:
    """订阅变化 on an item is the body's feed, a town's own."""
    assert 'href="../../../changes/bodies/dong/jia-bu/feed.xml"' in town.text(SLOW_ITEM)
    page = town.text("dong/qing-zhen/jia/01-03/index.html")
    assert 'href="../../../../changes/units/dong/qing-zhen/feed.xml"' in page


def test_catalog_without_changes_says_so(tmp_path: Path) -> None:
    """The foundation alone: a state with a next step, feeds that wait for the first entry."""
    root = city(tmp_path / "root")
    commit(root, {"catalog/site.yml": SITE})
    town = built(root, tmp_path / "site")
    page = town.text("changes/index.html")
    assert "目录建立后还没有变化" in page
    assert "订阅变化" in page
    assert feeds(town)["changes"].findtext(f"{ATOM}updated") == "2025-01-01T12:00:00+08:00"


def test_shallow_clone_claims_nothing(tmp_path: Path) -> None:
    """Without the whole history a site says so instead of saying that nothing changed."""
    root = grown(tmp_path / "root", SITE)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    town = built(tmp_path / "shallow", tmp_path / "site")
    assert "历史不完整" in town.text("changes/index.html")
    assert "历史不完整" in town.text(SLOW_ITEM)
    assert "还没有变化" not in town.text("changes/index.html")
    for name in ("feed.xml", "feed.json"):
        assert "历史不完整" in town.text(f"changes/{name}")


def test_no_page_lists_without_end(tmp_path: Path) -> None:
    """A month of four hundred changes lists a bounded number and counts the others."""
    root = city(tmp_path / "root")
    commit(root, {"catalog/site.yml": SITE})
    git(root, "config", "gc.auto", "0")
    stream = []
    for number in range(400):
        text = edited(RECORD, "【虚构】救助办事指南", f"【虚构】第{number}稿")[RECORD]
        seconds = 1738400000 + number * 60
        stream.append(
            f"commit refs/heads/main\ncommitter 张三 <z@example.invalid> {seconds} +0800\n"
            f"data 0\n{'from refs/heads/main^0' if not number else ''}\n"
            f"M 100644 inline {RECORD}\ndata {len(text.encode())}\n{text}\n"
        )
    (tmp_path / "stream").write_text("".join(stream), encoding="utf-8")
    with (tmp_path / "stream").open("rb") as given:
        git(root, "fast-import", "--quiet", given=given)
    git(root, "reset", "-q", "--hard")
    town = built(root, tmp_path / "site")
    for path, shown in (("", 50), ("2025-02/", 300), ("units/dong/", 100)):
        page = town.text(f"changes/{path}index.html")
        assert page.count('<section class="shift"') == shown
        assert f"{400 - shown} 处" in words(page)
    assert len(feeds(town)["changes"].findall(f"{ATOM}entry")) == 50


def test_catalog_as_it_stood_is_built_and_says_so(town: Town, tmp_path: Path) -> None:
    """An earlier revision's files, history and day; every page names the version."""
    source = open_source(town.root, "2025-02-15")
    unpack(source, tmp_path / "then")
    then = build_site(
        town.root, tmp_path / "site", source.date, report=lambda _found: None,
        past=Past(tmp_path / "then", source.revision),
    )  # fmt: skip
    old = Town(town.root, then.folder)
    for path in ("index.html", SLOW_ITEM, "changes/index.html", "help/index.html"):
        assert "这是 2025-02-01 的版本" in old.text(path)
        assert "这是" not in town.text(path).partition("<main")[0]
    assert "30个工作日" in old.text(SLOW_ITEM)
    assert "特定群体" not in words(old.text(SLOW_ITEM)).partition("历史")[2]
    assert "2025-03-01" not in old.text("changes/index.html")
    assert "已停止公开" not in words(old.text("dong/qing-zhen/jia/01-01/index.html"))
