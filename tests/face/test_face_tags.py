"""Page tags: each kind of page carries the groups 国办发〔2017〕47号's annex has for it."""

from __future__ import annotations

import html
import re

import pytest

from generator.site.pages import KINDS
from generator.site.plugin import PROSE

WEBSITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
TYPES = (
    "首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南",
    "信息公开目录", "信息公开年报", "依申请公开", "数据发布", "数据开放", "政策解读",
    "回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈",
)  # fmt: skip
# The front page is a 栏目 of the type 首页; the page for wrong addresses is none.
LISTS = (
    "front", "areas", "area", "matrix", "standard", "towns", "units", "unit", "body", "unit_area",
    "item", "records", "records_year", "bases", "base", "changes", "compare", "data", "apply",
    "search", "sitemap", "prose",
)  # fmt: skip
GROUPS = dict.fromkeys(LISTS, (*WEBSITE, *COLUMN)) | {
    "missing": WEBSITE,
    "record": (*WEBSITE, *COLUMN, *ARTICLE),
}
_META = re.compile(r'<meta name="([A-Z][A-Za-z]+)" content="([^"]*)">')


def tags_of(page: str) -> list[tuple[str, str]]:
    """Return the tags in a page's head that the annex names, in order."""
    head = page.partition("</head>")[0]
    return [(name, html.unescape(text)) for name, text in _META.findall(head)]


def pages_of(shown, kind):
    """Return every page of a kind, as text, by path."""
    found = shown.built.folder.rglob("*.html")
    read = {
        file.relative_to(shown.built.folder).as_posix(): file.read_text("utf-8") for file in found
    }
    return {path: page for path, page in read.items() if f'<body class="k-{kind}"' in page}


@pytest.mark.parametrize("kind", [*KINDS, PROSE.kind])
def test_each_kind_of_page_has_its_tags(official, kind):
    """A page has every tag of its groups once, filled in, in the annex's order, and no other."""
    pages = pages_of(official, kind)
    assert pages
    for path, page in pages.items():
        told = tags_of(page)
        wanted = [name for name in GROUPS[kind] if name != "PubDate" or "日期未登记" not in page]
        assert [name for name, _ in told] == wanted, path
        assert all(text.strip() for _, text in told), path


@pytest.mark.parametrize("kind", [*KINDS, PROSE.kind])
def test_tags_hold_what_the_annex_lets_them_hold(official, kind):
    """The code has ten digits, the type is one of the annex', dates are to the minute."""
    site = official.built.publication.view.catalog.site
    for path, page in pages_of(official, kind).items():
        tags = dict(tags_of(page))
        assert tags["SiteName"] == site.title, path
        assert tags["SiteDomain"] == "127.0.0.1", path
        assert re.fullmatch(r"\d{10}", tags["SiteIDCode"]), path
        assert tags.get("ColumnType", "首页") in TYPES, path
        assert (tags.get("ColumnType") == "首页") == (kind == "front"), path
        if "PubDate" in tags:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags["PubDate"]), path


def test_a_site_that_is_not_official_has_no_tags_of_one(draft):
    """Before 正式发布 no page claims a site name, domain or code, and none is to be indexed."""
    for kind in (*KINDS, PROSE.kind):
        for path, page in pages_of(draft, kind).items():
            assert not {name for name, _ in tags_of(page)} & set(WEBSITE), path
            assert '<meta name="robots" content="noindex">' in page, path
