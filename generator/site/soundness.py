"""A last look before the new site takes the old one's place: links lead somewhere, states are told.

Pages are looked at as they are made, while they are in memory: reading 180 MB again would take as
long as writing them. A page that stands from an earlier build was looked at then, and it still is
what a clean build would make.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.site.leads import followed, links_in, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from generator.site.shell import Bound

_STATE = b'class="st st-'
_UNLINKED = frozenset({"index.html", "404.html"})  # found without a link
_SHOWN = 3


class UnsoundError(Exception):
    """The new site isn't whole, our own fault; the message says why, in Chinese."""


class Look(Struct):
    """What one process saw of the pages it made."""

    targets: set[str] = field(default_factory=set)  # site paths that links lead to, as written
    stateless: list[str] = field(default_factory=list)  # items' pages that tell no state
    # Links of shells that lead elsewhere from each page, by depth: none, as themes write them.
    _shells: dict[tuple[int, tuple[bytes, ...]], list[str]] = field(default_factory=dict)

    def take(self, path: str, kind: str, page: Bound) -> None:
        """Look at a page."""
        self.targets.update(page.leads)
        for link in (*self._of_shell(path, page.shell), *page.loose):
            if within(link):
                self.targets.add(followed(link, path)[0])
        if kind == "item" and not any(_STATE in piece for piece in page.own):
            self.stateless.append(path)

    def _of_shell(self, path: str, shell: tuple[bytes, ...]) -> list[str]:
        """Return a shell's links that must be followed from each page; follow the others here."""
        place = path.count("/"), shell
        if place not in self._shells:
            own = self._shells[place] = []
            for link in chain.from_iterable(links_in(piece.decode()) for piece in shell):
                target, from_all = followed(link, path)
                if not from_all:
                    own.append(link)
                elif target:
                    self.targets.add(target)
        return self._shells[place]


def require_sound(looks: Iterable[Look], files: Collection[str], pages: Collection[str]) -> None:
    """Raise UnsoundError for dead links, pages without a state, and pages nothing leads to.

    ``files``: all there are to lead to. ``pages``: those that must be reached; none of them are
    looked for where not every page was made now.
    """
    targets: set[str] = set()
    for look in looks:
        targets |= look.targets
        _require(look.stateless, "没有写公开情况的事项页")
    lost = {within(target) or target for target in targets.difference(files)}
    _require(sorted(lost.difference(files)), "没有对应文件的链接")
    targets |= lost
    _require(sorted(set(pages) - targets - _UNLINKED), "没有链接通到的网页")


def _require(faults: list[str], what: str) -> None:
    if faults:
        shown = "、".join(faults[:_SHOWN])
        raise UnsoundError(
            f"程序自己出错了，不是目录的问题：生成的网站有 {len(faults)} 处{what}，例如 {shown}。"
            "原来的网站没有动，请报告给维护者。"
        )
