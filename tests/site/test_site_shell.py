"""The shell: joined pages are the theme's own pages, and slots take anything."""

from __future__ import annotations

import re

import pytest
from fictional import make_catalog
from markupsafe import Markup
from msgspec import structs
from sites import publish_on_request

from generator.site.page import Crumb
from generator.site.pages import KINDS


def first_of_each_kind(publication):
    """Return a path of every kind of page but the stand-alone 404."""
    found = {}
    for path, (kind, _) in publication.pages.items():
        found.setdefault(kind.setting.kind, path)
    found.pop("missing")
    return found


def test_a_joined_page_is_the_page_the_theme_renders_in_full(tmp_path):
    """Each kind's page from the shell equals the same page rendered by the theme, byte for byte."""
    publication = publish_on_request(tmp_path / "site", make_catalog()).publication
    paths = first_of_each_kind(publication)
    assert set(paths) | {"missing"} == set(KINDS)
    for kind, path in paths.items():
        page, setting = publication.page(path), KINDS[kind].setting
        whole = publication.binder.render_in_full(page, setting)
        assert publication.binder.bind(page, setting).html == whole.encode()


@pytest.mark.parametrize("slot", ["base", "title", "head", "crumbs", "content"])
def test_words_that_look_like_a_slot_stay_words(built, slot):
    """A title or content holding a slot's token is shown as it is, never filled."""
    publication = built.publication
    token = f"\ue000{slot}\ue001"
    page = structs.replace(publication.page("areas/index.html"), title=token, content=Markup(token))
    html = publication.binder.bind(page, KINDS["areas"].setting).html
    assert html.decode().count(token) == 2


def test_pages_with_the_same_way_to_them_have_their_own_links_in_it(built):
    """The way is written once for the pages of a folder; elsewhere it leads from elsewhere."""
    publication = built.publication
    binder, setting = publication.binder, KINDS["areas"].setting
    page = publication.page("areas/index.html")
    crumbs = (Crumb("甲", "a/index.html"), Crumb("乙", "a/b/index.html"))

    def way(path, name):
        moved = structs.replace(page, path=path, crumbs=(*crumbs, Crumb(name)))
        html = binder.bind(moved, setting).html.decode()
        found = re.search(r'<nav class="crumbs".*?</nav>', html, re.DOTALL)[0]
        assert f'aria-current="page">{name}</li>' in found
        return re.findall(r'href="([^"]+)"', found)

    ways = {
        "a/b/c/index.html": ["../../../index.html", "../../index.html", "../index.html"],
        "a/b/d/index.html": ["../../../index.html", "../../index.html", "../index.html"],
        "a/x/d/index.html": ["../../../index.html", "../../index.html", "../../b/index.html"],
        "y/b/d/index.html": [f"../../../{rest}index.html" for rest in ("", "a/", "a/b/")],
        "a/b/list.html": ["../../index.html", "../index.html", "index.html"],
        "a/c/list.html": ["../../index.html", "../index.html", "../b/index.html"],
    }
    for path, links in [*ways.items()] * 2:  # written, then had again
        assert way(path, f"在{path}") == links, path
