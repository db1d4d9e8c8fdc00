"""The shell: joined pages are the theme's own pages, and slots take anything."""

from __future__ import annotations

import pytest
from fictional import make_catalog
from markupsafe import Markup
from msgspec import structs
from sites import publish_on_request

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
