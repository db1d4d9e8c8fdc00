"""Links of a page: each written by the shortest way, and where it leads.

Templates write every link from the site's folder down. So one pass both shortens those to a page's
neighbours and tells where all of them lead; to read them out of the finished page again took
7 % of a full build's time.
"""

from __future__ import annotations

import html as html_text
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from generator.site.page import root_from

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = ' href="', ' src="'
_UP = "../"


class Linked(Struct, frozen=True):
    """A piece of a page, and its links.

    ``leads``: where they lead from the site's folder down, as it is written, with places on pages
    and questions. ``loose``: those that don't start from there, most of them to other sites.
    """

    html: str
    leads: Sequence[str] = ()
    loose: Sequence[str] = ()


def linked(html: str, path: str) -> Linked:
    """Return a piece of the page at ``path`` with links to its neighbours by the shortest way.

    A neighbour's is otherwise 40 characters longer than it need be, and an item page has thirty:
    6 % of the site.
    """
    root = f'"{root_from(path)}/'
    pieces = html.split(root)
    if len(pieces) == 1:
        return Linked(html, (), links_in(html))
    leads = [piece[: piece.find('"')] for piece in pieces]
    del leads[0]  # what stands before the first link
    below, up = path[: path.rfind("/") + 1], '"'
    while below:
        html = html.replace(root + below, up)
        below, up = below[: below.rfind("/", 0, -1) + 1], up + "../"
    return Linked(html, leads, links_in(" ".join(pieces)))


def links_in(html: str) -> list[str]:
    """Return the links written in a page or a part of one.

    Every template writes a space before ``href`` and ``src``. A split takes half the time of a
    regular expression.
    """
    return [
        piece.partition('"')[0] for word in _WORDS if word in html for piece in html.split(word)[1:]
    ]


def within(lead: str) -> str:
    """Return the path of a link within the site, "" for other sites and places on the page."""
    path = lead.partition("#")[0].partition("?")[0]
    if path.startswith("/") or ":" in path:
        return ""
    return unquote(html_text.unescape(path)) if "%" in path or "&" in path else path


def followed(link: str, path: str) -> tuple[str, bool]:
    """Return where a link on the page at ``path`` leads, and whether from every page so deep.

    The first is "" where it isn't to a file of the site, and says more where it leads above it.
    """
    folders = path.split("/")[:-1]
    target = within(link)
    ups = target.count(_UP)
    if ups > len(folders):
        return f"{path}：{target}", False
    rest = target[len(_UP) * ups :].removeprefix("./")
    whole = "/".join((*folders[: len(folders) - ups], rest)) if target else ""
    return whole, ups == len(folders) or not target
