"""Feeds of 目录动态调整: what the specifications ask, and what another's reader makes of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import feedparser
import pytest
from towns import ATOM, SLOW_ITEM, built, feeds

if TYPE_CHECKING:
    from towns import Town


@pytest.mark.parametrize("name", ["town", "addressed"])
def test_atom_feeds_have_what_the_standard_requires(name: str, request) -> None:
    """RFC 4287: one id, title and updated each, an author, unique ids, entries newest first."""
    found = feeds(request.getfixturevalue(name))
    assert {"changes", "changes/units/dong", "changes/areas/yi", "changes/bodies/dong/jia-bu"} <= {
        *found
    }
    for folder, feed in found.items():
        assert feed.tag == f"{ATOM}feed"
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


@pytest.mark.parametrize("name", ["town", "addressed"])
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


@pytest.mark.parametrize("name", ["town", "addressed"])
def test_links_of_feeds_lead_to_pages(name: str, request) -> None:
    """With 网址 absolute, without it from the feed's own place; every target is a page."""
    town = request.getfixturevalue(name)
    home = "https://example.invalid/zwgk/"
    for folder, feed in feeds(town).items():
        links = feed.findall(f".//{ATOM}link[@rel='alternate']")
        assert links
        for link in links:
            address = urljoin(f"{home}{folder}/feed.xml", link.get("href"))
            assert link.get("href").startswith("https:") == (name == "addressed")
            assert (town.site / address.removeprefix(home)).is_file(), address
        assert len(feed.findall(f"{ATOM}link[@rel='self']")) == (name == "addressed")


@pytest.mark.parametrize("name", ["town", "addressed"])
def test_json_feeds_have_what_the_standard_requires(name: str, request) -> None:
    """JSON Feed 1.1: version, title, items with id and content; addresses only absolute ones."""
    town = request.getfixturevalue(name)
    for file in town.site.rglob("feed.json"):
        feed = json.loads(file.read_text(encoding="utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert all(author.keys() & {"name", "url", "avatar"} for author in feed["authors"])
        assert ("feed_url" in feed) == ("home_page_url" in feed) == (name == "addressed")
        beside = ET.parse(file.with_name("feed.xml")).getroot()
        assert [item["id"] for item in feed["items"]] == [
            entry.findtext(f"{ATOM}id") for entry in beside.findall(f"{ATOM}entry")
        ]
        for item in feed["items"]:
            assert item["content_text"]
            assert dt.datetime.fromisoformat(item["date_published"])
            assert item.get("url", "https:").startswith("https:")


def test_ids_of_entries_stay_when_the_site_moves(town: Town, addressed: Town) -> None:
    """An entry is named by its commit and code, not by an address or the day it was built."""
    again = built(town.root, town.root / "again")
    assert [e.text for e in feeds(again)["changes"].iter(f"{ATOM}id")] == [
        e.text for e in feeds(town)["changes"].iter(f"{ATOM}id")
    ]
    assert feeds(town)["changes"].findtext(f"{ATOM}id") == feeds(addressed)["changes"].findtext(
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
