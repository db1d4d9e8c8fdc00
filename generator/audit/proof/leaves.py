"""The leaves of the tree: one a version of an item, a record or a row of the standard.

A leaf says what a version says without saying which commit brought it: a repository moved to other
hashes, or freed of names, has the same tree. What a leaf looks like is settled by ``LEAF_FORMAT``;
another look, or another reading of the catalog's files, takes another number.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.audit.entities import ITEM, RECORD, ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.audit.leaves import Version

LEAF_FORMAT = 1
PROVED = (ITEM, RECORD, ROW)  # an item says its own words and, for the rest, its row's


class Leaf(Struct, frozen=True):
    """One version as the tree has it, from its canonical text.

    ``version``: which one it is of its thing, from 1. ``content``: the SHA-256, in hex, over what
    it says and whose it is (``Version.digest``); None where the thing is gone.
    """

    kind: str  # one of PROVED
    key: str
    version: int
    date: str  # of the commit, in China
    owner: str
    content: str | None

    @property
    def text(self) -> str:
        """Return the canonical JSON that is hashed: one line, keys sorted, no spaces."""
        return canonical(
            {
                "content": self.content,
                "date": self.date,
                "format": LEAF_FORMAT,
                "key": self.key,
                "kind": self.kind,
                "owner": self.owner,
                "version": self.version,
            }
        )

    @property
    def data(self) -> bytes:
        """Return the bytes that are hashed."""
        return self.text.encode("utf-8", "surrogatepass")


class Ledger(Struct, frozen=True, dict=True):
    """All leaves in order, and where each thing's stand."""

    leaves: tuple[Leaf, ...]

    @cached_property
    def places(self) -> Mapping[tuple[str, str], list[int]]:
        """Kind and key → the places of its versions, the oldest first."""
        found: dict[tuple[str, str], list[int]] = {}
        for place, leaf in enumerate(self.leaves):
            found.setdefault((leaf.kind, leaf.key), []).append(place)
        return found

    def standing(self, size: int | None = None) -> dict[tuple[str, str], str]:
        """Return what is there after the first ``size`` versions: kind and key → content."""
        last = {(leaf.kind, leaf.key): leaf.content for leaf in self.leaves[:size]}
        return {name: content for name, content in last.items() if content is not None}


def ledger_of(versions: Iterable[Version]) -> Ledger:
    """Return the leaves of versions in first-parent order."""
    count: Counter[tuple[str, str]] = Counter()
    leaves = []
    for version in versions:
        name = (version.kind, version.key)
        count[name] += 1
        content = None if version.data is None else version.digest.hex()
        leaves.append(
            Leaf(*name, count[name], version.date.isoformat(), version.owner, content)
        )  # fmt: skip
    return Ledger(tuple(leaves))


def canonical(told: Mapping[str, Any]) -> str:
    """Return JSON that only one text stands for."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
