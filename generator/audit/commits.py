"""What a commit says of itself: when, why, under which document, in which pull request.

Nobody's name or e-mail address is taken from it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.chain import reaching
from generator.audit.git import day_of, read_objects
from generator.check.privacy.scanner import NUMBERS, conceal
from generator.limits import CHINA
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_BASIS = regex(r"^[ \t>*-]*依据[ \t]*[:：][ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_PULL = regex(
    r"\([#!]([0-9]{1,9})\)\s*$"  # squashed: 改名 (#12)
    r"|^Merge pull request [#!]([0-9]{1,9})\b"
    r"|^See merge request \S*?!([0-9]{1,9})\s*$"  # GitLab, in the body
    r"|^!([0-9]{1,9}) ",  # Gitee
    re.MULTILINE,
)


class Commit(Struct, frozen=True):
    """One commit of first-parent history that touched the catalog.

    ``seconds``: when it was committed, since 1970 in UTC. ``basis``: the documents it names after
    依据, "" where none is; ``pull``: the pull request's number, "" where the commit names none.
    """

    id: str
    seconds: int
    subject: str
    basis: str = ""
    pull: str = ""

    @property
    def time(self) -> dt.datetime:
        """Return the moment in China's time."""
        return dt.datetime.fromtimestamp(self.seconds, CHINA)

    @property
    def date(self) -> dt.date:
        """Return the day in China."""
        return self.time.date()


class _Raw(Struct, frozen=True):
    """A commit object as git keeps it, names left out."""

    id: str
    parents: tuple[str, ...]
    seconds: int
    message: str

    @property
    def first(self) -> str:
        """Return the first parent, "" for a root."""
        return next(iter(self.parents), "")

    @classmethod
    def read(cls, name: str, data: bytes) -> _Raw:
        head, _, message = data.partition(b"\n\n")
        parents, seconds, encoding = [], 0, "utf-8"
        for line in head.split(b"\n"):
            key, _, value = line.partition(b" ")
            if key == b"parent":
                parents.append(value.decode())
            elif key == b"committer":
                seconds = int(value.rsplit(b" ", 2)[1])
            elif key == b"encoding":
                encoding = value.decode("ascii", "replace")
        return cls(name, tuple(parents), seconds, _decoded(message, encoding))


def _decoded(message: bytes, encoding: str) -> str:
    try:
        return message.decode(encoding, "replace")
    except LookupError:
        return message.decode("utf-8", "replace")


def day_of_commit(root: Path, name: str) -> dt.date:
    """Return the day of a commit in China; raises GitError."""
    return day_of(str(_Raw.read(name, next(read_objects(root, [name]))).seconds))


_Pair = tuple[str, str]
"""A commit and its first parent, "" for a root."""


def read_commits(
    root: Path, names: Sequence[str], since: str = ""
) -> Iterator[tuple[Commit, str, tuple[_Pair, ...]]]:
    """Yield each commit named, oldest first, with its first parent, "" for a root.

    And, of a merge, the commits it brought in, the oldest first; where it names no document, theirs
    count. ``since``: the commit before the first of ``names``.
    """
    raws = list(map(_Raw.read, names, read_objects(root, names)))
    brought = _brought(root, raws, since)
    for raw in raws:
        mine = brought.get(raw.id, ())
        told = [raw.message] if _BASIS.search(raw.message) else [side.message for side in mine]
        pull = _PULL.search(raw.message)
        commit = Commit(
            raw.id,
            raw.seconds,
            raw.message.strip().partition("\n")[0],
            "；".join(_bases(told)),
            next((number for number in pull.groups() if number), "") if pull else "",
        )
        yield commit, raw.first, tuple((side.id, side.first) for side in mine)


def _bases(messages: Iterable[str]) -> Iterator[str]:
    """Yield the documents named, each once; what holds an e-mail address names a person."""
    named = dict.fromkeys(basis for message in messages for basis in _BASIS.findall(message))
    yield from (conceal(basis, NUMBERS) for basis in named if "@" not in basis)


def _brought(root: Path, raws: Sequence[_Raw], since: str) -> Mapping[str, Sequence[_Raw]]:
    """Return merge → the commits it brought in, oldest first."""
    merges = [raw for raw in raws if len(raw.parents) > 1]
    if not merges:
        return {}
    parents = reaching(root, raws[-1].id, since)
    chain = list(_chain(parents, raws[-1].id))
    seen = set(chain)
    found: dict[str, list[_Raw]] = {}
    wanted = {raw.id for raw in merges}
    for name in reversed(chain):
        below = [parent for parent in parents[name][1:] if parent in parents]
        mine: list[str] = []
        while below:
            commit = below.pop()
            if commit not in seen:
                seen.add(commit)
                mine.append(commit)
                below += [parent for parent in parents[commit] if parent in parents]
        if name in wanted:
            sides = map(_Raw.read, mine, read_objects(root, mine))
            found[name] = sorted(sides, key=lambda raw: raw.seconds)
    return found


def _chain(parents: Mapping[str, Sequence[str]], name: str) -> Iterator[str]:
    """Yield a commit, its first parent and so on, as far as ``parents`` tells."""
    while name in parents:
        yield name
        name = next(iter(parents[name]), "")
