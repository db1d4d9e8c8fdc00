"""A last look before the new site takes the old one's place: links lead somewhere, states are told.

Pages are looked at as they are made, while they are in memory: reading 180 MB again would take as
long as writing them. A page that stands from an earlier build was looked at then, and it still is
what a clean build would make.
"""

from __future__ import annotations

import html as html_text
import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from generator.site.shell import Bound

# In bytes, and from a fixed one on: in text it takes twice as long, 0.1 s of a full build, and
# without the space four times. Every template writes a space before the name.
_LINK = re.compile(rb' (?:href|src)="([^"]*)"')
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
    _seen: defaultdict[int, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    # Links of shells, which are half of an item's page: they were half of the time of all looks.
    _shells: dict[tuple[bytes, ...], set[bytes]] = field(default_factory=dict)

    def take(self, path: str, kind: str, page: Bound) -> None:
        """Look at a page."""
        folders = path.split("/")[:-1]
        depths = range(len(folders), -1, -1)
        above = ["".join(f"{name}/" for name in folders[:depth]) for depth in depths]
        seen = self._seen[len(folders)]
        for link in self._links_of(page) - seen:
            target = _within(link.decode())
            ups = target.count(_UP)
            if ups == len(folders) or not target:
                seen.add(link)
            if not target:
                continue
            if ups < len(above):
                self.targets.add(above[ups] + target[len(_UP) * ups :].removeprefix("./"))
            else:
                self.targets.add(f"{path}: {target}")
        if kind == "item" and not any(_STATE in piece for piece in page.own):
            self.stateless.append(path)

    def _links_of(self, page: Bound) -> set[bytes]:
        links = set(chain.from_iterable(map(_LINK.findall, page.own)))
        around = self._shells.get(page.shell)
        if around is None:
            around = set(chain.from_iterable(map(_LINK.findall, page.shell)))
            self._shells[page.shell] = around
        return links | around


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
