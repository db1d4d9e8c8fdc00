"""The look at the new site before it takes the old one's place."""

from __future__ import annotations

import datetime as dt
import shutil
from urllib.parse import urljoin

import pytest
import tinycity
from hypothesis import given, settings
from hypothesis import strategies as st
from mishaps import EDITS, together
from test_site_build import fingerprint
from test_site_rebuild import Editor

from generator.cli.main import run
from generator.resolve import load_catalog
from generator.site import build_site
from generator.site.leads import Linked, linked, links_in, within
from generator.site.page import root_from
from generator.site.shell import Bound
from generator.site.soundness import Look, UnsoundError, require_sound
from generator.site.workplace import Workplace

FAULTS = {
    "a dead link": ('<a href="{{ root }}/nirgends/index.html">x</a>', "没有对应文件的链接"),
    "a link out of the site": ('<a href="{{ root }}/../x.html">x</a>', "没有对应文件的链接"),
}


def whole(html: str, path: str) -> Bound:
    """Return a page that is all its own."""
    piece = linked(html, path)
    return Bound((b"", b""), (piece.html.encode(),), piece.leads, piece.loose)


def look_at(path: str, html: str, kind: str = "unit") -> Look:
    """Return what is seen of one page."""
    look = Look()
    look.take(path, kind, whole(html, path))
    return look


def targets(look: Look) -> set[str]:
    """Return where the links lead, without places on pages and questions."""
    return {within(target) or target for target in look.targets}


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("index.html", "a/b/index.html"),
        ("./index.html", "a/b/index.html"),
        ("../c/index.html#part", "a/c/index.html"),
        ("../../search/index.html?q=x:y", "search/index.html"),
        ("%E4%B8%80.pdf", "a/b/一.pdf"),
        ("x&amp;y.html", "a/b/x&y.html"),
    ],
)
def test_a_link_is_followed_as_a_browser_follows_it(link, target):
    """Relative ways up and down, places on a page, questions, escapes."""
    assert targets(look_at("a/b/index.html", f'<a href="{link}">')) == {target}


def test_no_link_is_written_so_that_it_is_not_looked_at(built, official):
    """On every page a space stands before ``href`` and ``src``, by which links are found."""
    for page in (*built.folder.rglob("*.html"), *official.folder.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        assert html.count('href="') + html.count('src="') == len(links_in(html)), page


@pytest.mark.parametrize(
    "link", ["#top", "https://example.invalid/a", "mailto:a@example.invalid", "tel:12345", "/x"]
)
def test_links_that_leave_the_site_are_not_followed(link):
    """Other sites, telephones and places on the page itself need no file."""
    assert look_at("a/index.html", f'<a class="x" href="{link}">').targets == set()


def test_a_link_is_followed_from_each_page_it_stands_on():
    """The same words lead elsewhere from another folder, and out of the site from above."""
    look = Look()
    for path in ("a/b/index.html", "c/d/index.html", "e/index.html", "index.html"):
        look.take(path, "unit", whole('<a href="../x.html"><a href="../../y.html">', path))
    assert look.targets == {
        "a/x.html", "c/x.html", "x.html", "y.html",
        "../y.html", "index.html：../x.html", "index.html：../../y.html",
    }  # fmt: skip


def test_links_of_the_shell_are_followed_from_each_page():
    """What stands round many pages is read once, and followed from every one of them."""
    look, shell = Look(), (b'<a href="../x.html">', b'<a href="y.html">')
    for path in ("a/index.html", "b/index.html"):
        look.take(path, "unit", Bound(shell, (b'<a href="z.html">',), (), ("z.html",)))
    assert look.targets == {
        "x.html", "a/y.html", "b/y.html", "a/z.html", "b/z.html",
    }  # fmt: skip


def test_a_shell_is_read_for_each_depth():
    """The same words round pages that lie elsewhere lead elsewhere."""
    look, shell = Look(), (b'<a href="../x.html">',)
    for path in ("a/index.html", "a/b/index.html", "a/b/c/index.html"):
        look.take(path, "unit", Bound(shell))
    assert look.targets == {"x.html", "a/x.html", "a/b/x.html"}


def test_no_link_hides_between_the_shell_and_the_page(built):
    """Every page's links are found in its pieces as in the page put together."""
    pages = {path: built.publication.bound(path) for path in built.publication.pages}
    look, other = Look(), Look()
    for path, page in pages.items():
        look.take(path, "unit", page)
        other.take(path, "unit", Bound((page.html,)))
    assert targets(look) == targets(other) >= pages.keys() - {"404.html"}


_NAMES = st.sampled_from(["a", "b", "c.html"])
_PLACES = st.lists(_NAMES, min_size=1, max_size=4).map("/".join)


@given(_PLACES, st.lists(_PLACES))
def test_a_link_leads_where_it_did_before_it_was_shortened(path: str, places: list[str]) -> None:
    """However it is written: what is told of it is what a browser makes of what is written."""
    html = "".join(f'<a class="x" href="{root_from(path)}/{place}">x</a>' for place in places)
    piece = linked(html, path)
    assert [*piece.leads] == places
    assert not piece.loose
    written = links_in(piece.html)
    base = f"https://example.invalid/{path}"
    assert [urljoin(base, link) for link in written] == [
        f"https://example.invalid/{place}" for place in places
    ]
    assert all(
        len(link) <= len(f"{root_from(path)}/{place}")
        for link, place in zip(written, places, strict=True)
    )


def test_a_link_to_a_neighbour_is_written_by_the_shortest_way():
    """From an item to its area, its unit, its body; others start from the site's folder."""
    html = '<a href="../../../u/a/01/x">, <a href="../../../u/b">, <a href="../../../bases/x">'
    assert linked(html, "u/a/01/index.html") == Linked(
        '<a href="x">, <a href="../../b">, <a href="../../../bases/x">',
        ["u/a/01/x", "u/b", "bases/x"],
        [],
    )


def test_a_link_above_the_site_is_dead():
    """A way up that leaves the site's folder leads to no file of it."""
    look = look_at("a/index.html", '<a href="../../a/index.html">')
    with pytest.raises(UnsoundError, match="没有对应文件的链接"):
        require_sound([look], {"a/index.html"}, ())


def test_a_page_nothing_leads_to_is_told():
    """Every page but the first and the one for wrong addresses must be linked from another."""
    look = look_at("index.html", '<a href="a/index.html">')
    files = {"index.html", "404.html", "a/index.html", "b/index.html"}
    require_sound([look], files, files - {"b/index.html"})
    with pytest.raises(UnsoundError, match=r"没有链接通到的网页.*b/index\.html"):
        require_sound([look], files, files)


def test_an_item_without_a_state_is_told():
    """An item's page says what is known of it; other pages need not."""
    require_sound(
        [look_at("a.html", "", "unit"), look_at("b.html", 'class="st st-x"', "item")], (), ()
    )
    with pytest.raises(UnsoundError, match="公开情况"):
        require_sound([look_at("a.html", "", "item")], (), ())


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_template_never_replaces_the_old_site(name, tmp_path, capsys):
    """The old site stays as it was, the message is plain, exit 2, and the next build works."""
    added, message = FAULTS[name]
    editor = Editor(tmp_path)
    editor.build()
    before = fingerprint(editor.site)
    template = editor.theme / "pages/item.html"
    sound = template.read_text(encoding="utf-8")
    template.write_text(sound + added, encoding="utf-8")
    arguments = ["build", str(editor.root), "--site-dir", str(editor.site)]
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert message in said
    assert "Traceback" not in said
    assert fingerprint(editor.site) == before
    assert not Workplace(editor.site).building.exists()
    template.write_text(sound, encoding="utf-8")
    assert run(arguments) == 0
    assert fingerprint(editor.site) == before


@given(st.lists(EDITS, min_size=1, max_size=2))
@settings(max_examples=100, deadline=None)
def test_whatever_the_check_lets_pass_becomes_a_site(
    tmp_path_factory: pytest.TempPathFactory, edits: list
) -> None:
    """With all its links: a mistake is the check's to find, never the build's to stumble over."""
    base = tmp_path_factory.getbasetemp() / "let-pass"
    shutil.rmtree(base, ignore_errors=True)
    try:
        tinycity.write(base, together(edits))
    except (NotADirectoryError, IsADirectoryError):
        return  # edits that no disk can hold together
    day = dt.date(2026, 1, 1)
    catalog, _ = load_catalog(base, day)
    if catalog is not None:
        summary = build_site(base, base / "site", as_of=day, report=lambda _found: None)
        assert summary.written.pages > len(catalog.items)
