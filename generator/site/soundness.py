"""A last look before the new site takes the old one's place: links lead somewhere, states are told.

Pages are looked at as they are made, while they are in memory: reading 180 MB again would take as
long as writing them. A page that stands from an earlier build was looked at then, and it still is
what a clean build would make.
"""

from __future__ import annotations

import html as html_text
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from generator.site.shell import Bound

_WORDS = b' href="', b' src="'
_STATE = b'class="st st-'
_UP = "../"
_UNLINKED = frozenset({"index.html", "404.html"})  # found without a link
_SHOWN = 3


class UnsoundError(Exception):
    """The new site isn't whole, our own fault; the message says why, in Chinese."""


class Look(Struct):
    """What one process saw of the pages it made."""

    targets: set[str] = field(default_factory=set)  # site paths that links lead to
    stateless: list[str] = field(default_factory=list)  # items' pages that tell no state
    # Links out of the site or up to its folder, by how far: the same place from every page so deep.
    _far: defaultdict[int, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    # Links up from a folder beside this one: pages come folder by folder. Three of thirty are left.
    _parent: str = ""
    _near: set[bytes] = field(default_factory=set)
    # Links of shells that aren't among the far ones, by depth; shells are half of an item's page.
    _shells: dict[tuple[int, tuple[bytes, ...]], set[bytes]] = field(default_factory=dict)

    def take(self, path: str, kind: str, page: Bound) -> None:
        """Look at a page."""
        folders = path.split("/")[:-1]
        far, near = self._far[len(folders)], self._beside("/".join(folders[:-1]))
        shell = self._of_shell(len(folders), page.shell)
        for link in shell.union(*map(links_in, page.own)).difference(far, near):
            target = _within(link.decode())
            ups = target.count(_UP)
            if ups == len(folders) or not target:
                far.add(link)
            elif 0 < ups < len(folders):
                near.add(link)
            if ups > len(folders):
                self.targets.add(f"{path}: {target}")
            elif target:
                rest = target[len(_UP) * ups :].removeprefix("./")
                self.targets.add("/".join((*folders[: len(folders) - ups], rest)))
        shell -= far
        if kind == "item" and not any(_STATE in piece for piece in page.own):
            self.stateless.append(path)

    def _beside(self, parent: str) -> set[bytes]:
        """Return the links that were followed already from a page in a folder below the same."""
        if parent != self._parent:
            self._parent, self._near = parent, set()
        return self._near

    def _of_shell(self, depth: int, shell: tuple[bytes, ...]) -> set[bytes]:
        place = depth, shell
        if place not in self._shells:
            self._shells[place] = set(chain.from_iterable(map(links_in, shell)))
        return self._shells[place]


def links_in(html: bytes) -> list[bytes]:
    """Return the links written in a page or a part of one.

    Every template writes a space before ``href`` and ``src``. Split in bytes they take half the
    time of a regular expression, a quarter of one over text.
    """
    return [
        piece.partition(b'"')[0]
        for word in _WORDS
        if word in html
        for piece in html.split(word)[1:]
    ]


def _within(link: str) -> str:
    """Return the path of a link within the site, "" for other sites and places on the page."""
    path = link.partition("#")[0].partition("?")[0]
    if path.startswith("/") or ":" in path:
        return ""
    return unquote(html_text.unescape(path)) if "%" in path or "&" in path else path


def require_sound(looks: Iterable[Look], files: Collection[str], pages: Collection[str]) -> None:
    """Raise UnsoundError for dead links, pages without a state, and pages nothing leads to.

    ``files``: all there are to lead to. ``pages``: those that must be reached; none of them are
    looked for where not every page was made now.
    """
    targets: set[str] = set()
    for look in looks:
        targets |= look.targets
        _require(look.stateless, "没有写公开情况的事项页")
    _require(sorted(targets.difference(files)), "没有对应文件的链接")
    _require(sorted(set(pages) - targets - _UNLINKED), "没有链接通到的网页")


def _require(faults: list[str], what: str) -> None:
    if faults:
        shown = "、".join(faults[:_SHOWN])
        raise UnsoundError(
            f"程序自己出错了，不是目录的问题：生成的网站有 {len(faults)} 处{what}，例如 {shown}。"
            "原来的网站没有动，请报告给维护者。"
        )
