"""The theme round a page: rendered by MkDocs once per kind, then split and joined for each page.

A page of the theme costs MkDocs milliseconds; joining five strings costs microseconds. The slots
are filled only after the split, so nothing a catalog holds can be taken for a slot.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from generator.patterns import regex
from generator.site.fast_jinja import escaped
from generator.site.head import correction_html, head_html, here_html, way_html
from generator.site.leads import Linked, linked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.resolve.divisions import Words
    from generator.resolve.model import Site
    from generator.site.page import Page

Menu = tuple[tuple[str, str, str], ...]  # key, name, path


def menu_of(words: Words) -> Menu:
    """Return the menu's entries; the places in it are called what the catalog calls them."""
    entries = (
        ("front", "首页", "index.html"),
        ("areas", "按领域", "areas/index.html"),
        ("units", words.by_head, "units/index.html"),
        ("towns", words.by_listed, "towns/index.html"),
        ("changes", "目录变化", "changes/index.html"),
        ("aid", "无障碍", "help/accessibility/index.html"),
    )
    return tuple(entry for entry in entries if entry[1])


_WAYS = 4_096  # kept; a city has half as many folders with pages
_SLOTS = ("base", "title", "head", "crumbs", "content", "correction")
_TOKEN = regex(f"\ue000({'|'.join(_SLOTS)})\ue001")


_GAPS = regex(r"\n\s*\n")


def close_up(html: str) -> str:
    """Return the theme's page without the empty lines its statements leave round the content."""
    head, opening, rest = html.partition("<main")
    content, closing, foot = rest.rpartition("</main>")
    return _GAPS.sub("\n", head).lstrip() + opening + content + closing + _GAPS.sub("\n", foot)


def _token(slot: str) -> str:
    return f"\ue000{slot}\ue001"


class Setting(Struct, frozen=True):
    """How a kind of page sits in the shell."""

    kind: str
    section: str = ""  # a key of the menu: the page is that entry's own
    hero: bool = False  # the page has a search box of its own, so the header has none


class Frame(Struct, frozen=True):
    """What the theme's templates call ``gk``; values named ``*_html`` are escaped already."""

    site: Site
    version: str
    kind: str
    section: str
    hero: bool
    title_html: str
    head_html: str
    crumbs_html: str
    content_html: str
    correction_html: str
    menu: Menu
    past: bool  # the catalog shown is not today's


class Theme(Protocol):
    """The theme, whoever renders it."""

    def render(self, frame: Frame, base: str) -> str:
        """Return the theme's page in full round ``frame``, links starting at ``base``."""


class Bound(Struct, frozen=True):
    """A finished page: ``own`` is what it alone says, ``shell`` what stands round and between that.

    The latter is one object for all pages of a kind that are so deep: who looks at every page needs
    to look at it once. ``leads`` and ``loose`` are the links of ``own``.
    """

    shell: tuple[bytes, ...]
    own: tuple[bytes, ...] = ()
    leads: Sequence[str] = ()
    loose: Sequence[str] = ()

    @property
    def html(self) -> bytes:
        """The page as it is written."""
        pieces = [b""] * (len(self.shell) + len(self.own))
        pieces[::2], pieces[1::2] = self.shell, self.own
        return b"".join(pieces)


class Shell:
    """One kind's page in pieces, ready to take any page of that kind."""

    def __init__(self, html: str) -> None:
        """Split a page rendered with tokens in its slots."""
        self.html = html
        self._pieces = _TOKEN.split(html)
        self._by_root: dict[str, tuple[tuple[bytes, ...], list[str]]] = {}

    def _at(self, root: str) -> tuple[tuple[bytes, ...], list[str]]:
        """Return literals and the slots between them, the base path already set in."""
        if root not in self._by_root:
            literals, slots = [self._pieces[0]], []
            for slot, literal in zip(self._pieces[1::2], self._pieces[2::2], strict=True):
                if slot == "base":
                    literals[-1] += root + literal
                else:
                    slots.append(slot)
                    literals.append(literal)
            self._by_root[root] = tuple(literal.encode() for literal in literals), slots
        return self._by_root[root]

    def join(self, root: str, values: Mapping[str, Linked]) -> Bound:
        """Return the page with ``values`` in its slots, its links starting at ``root``."""
        literals, slots = self._at(root)
        own = [values[slot] for slot in slots]
        return Bound(
            literals,
            tuple([piece.html.encode() for piece in own]),
            list(chain.from_iterable([piece.leads for piece in own])),
            list(chain.from_iterable([piece.loose for piece in own])),
        )


class Binder:
    """Puts the shell round pages; keeps one shell per kind.

    ``theme``: what renders those that aren't there; ``past``: each page says that it shows an
    earlier version.
    """

    def __init__(
        self, theme: Theme | None, site: Site, version: str, menu: Menu, *, past: bool = False
    ) -> None:
        """Bind pages of a site."""
        self._theme = theme
        self._menu = menu
        self._site = site
        self._version = version
        self.past = past
        self._shells: dict[str, Shell] = {}
        self._ways: dict[tuple[object, ...], Linked] = {}

    def take(self, shells: Mapping[str, str]) -> None:
        """Take shells that the theme rendered earlier: pages with tokens in the slots, by kind."""
        self._shells |= {kind: Shell(html) for kind, html in shells.items()}

    def shell(self, setting: Setting) -> Shell:
        """Return a kind's page in pieces."""
        if setting.kind not in self._shells:
            assert self._theme is not None
            tokens = {slot: _token(slot) for slot in _SLOTS}
            html = self._theme.render(self.frame(setting, tokens), tokens["base"])
            self._shells[setting.kind] = Shell(html)
        return self._shells[setting.kind]

    def frame(self, setting: Setting, values: Mapping[str, str]) -> Frame:
        """Return what the theme's templates see of a page."""
        return Frame(
            site=self._site,
            version=self._version,
            kind=setting.kind,
            section=setting.section,
            hero=setting.hero,
            title_html=values["title"],
            head_html=values["head"],
            crumbs_html=values["crumbs"],
            content_html=values["content"],
            correction_html=values["correction"],
            menu=self._menu,
            past=self.past,
        )

    def values(self, page: Page, root: str) -> dict[str, Linked]:
        """Return what goes into each slot of ``page``."""
        site = self._site
        title = site.title if page.kind == "front" else f"{page.title} - {site.title}"
        return {
            "title": Linked(escaped(title)),
            "head": linked(head_html(page, site), page.path),
            "crumbs": self._crumbs(page, root),
            "content": linked(page.content, page.path),
            "correction": linked(str(correction_html(page.path, site)), page.path),
        }

    def _crumbs(self, page: Page, root: str) -> Linked:
        """Return the way from the front page; none on the front page itself.

        All but its last step is one for the pages in one folder, and written once.
        """
        if not page.crumbs:
            return Linked("")
        *above, here = page.crumbs
        way = tuple(above)
        folder, name = page.path.rpartition("/")[::2]
        beside = folder.rpartition("/")[0] if name == "index.html" else folder
        key = way, root, beside
        known = self._ways.get(key)
        if known is None:
            if len(self._ways) >= _WAYS:
                self._ways.clear()
            known = self._ways[key] = linked(way_html(way, root), page.path)
        return Linked(known.html + here_html(here), known.leads, known.loose)

    def bind(self, page: Page, setting: Setting, root: str | None = None) -> Bound:
        """Return the finished page; ``root`` replaces the relative way up."""
        root = root or page.root
        return self.shell(setting).join(root, self.values(page, root))

    def render_in_full(self, page: Page, setting: Setting) -> str:
        """Return the same page rendered by the theme from beginning to end."""
        assert self._theme is not None
        return self._theme.render(self._filled(page, setting), page.root)

    def prose_frame(self, page: Page, setting: Setting) -> Frame:
        """Return the frame of a page MkDocs renders itself."""
        return self._filled(page, setting)

    def _filled(self, page: Page, setting: Setting) -> Frame:
        values = self.values(page, page.root)
        return self.frame(setting, {slot: piece.html for slot, piece in values.items()})
