"""The catalog's files through git: the date of the revision, what came, changed and went.

Names and e-mail addresses of committers are never read: body and document number are what counts.
"""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_CHINA = ZoneInfo("Asia/Shanghai")
_COMMIT = "\x01"  # starts a commit's line in our log format; no path begins with it


class ChangeKind(Enum):
    """What happened to a file; the value is the word users read."""

    ADDED = "新增"
    CHANGED = "修改"
    REMOVED = "删除"


@dataclass(frozen=True, slots=True)
class Change:
    """One file of the catalog changed by one commit."""

    date: dt.date
    path: str
    kind: ChangeKind
    commit: str


@dataclass(frozen=True, slots=True)
class History:
    """What git knows of the catalog.

    ``revision_date``: date of HEAD in China, None outside a repository.
    ``complete``: the whole history is here, not a shallow clone's part of it.
    ``first_seen``: when each file came into the catalog; empty unless complete.
    ``changes``: newest first; empty unless complete.
    """

    revision: str
    revision_date: dt.date | None
    complete: bool
    first_seen: Mapping[str, dt.date]
    changes: tuple[Change, ...]


_NONE = History("", None, complete=False, first_seen={}, changes=())


def history_of(root: Path) -> History:
    """Return the history of ``root``'s catalog; an empty one where git can't tell."""
    head = _git(root, "log", "-1", "--format=%H %ct", "HEAD")
    if not head:
        return _NONE
    revision, seconds = head.split()
    date = _day(seconds)
    if not _whole(root):
        return History(revision, date, complete=False, first_seen={}, changes=())
    changes = tuple(_changes(root))
    if not changes:  # a folder git doesn't keep, inside somebody else's repository
        return _NONE
    first = {c.path: c.date for c in changes if c.kind is ChangeKind.ADDED}
    return History(revision, date, complete=True, first_seen=first, changes=changes)


def _whole(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository") == "false"


def _changes(root: Path) -> Iterator[Change]:
    """Yield the changes of first-parent history, newest first, paths relative to ``root``."""
    log = _git(
        root, "log", "--first-parent", "-m", "--relative", "--no-renames", "--name-status", "-z",
        f"--format={_COMMIT}%H %ct", "--", "catalog",
    )  # fmt: skip
    commit, date = "", dt.date.min
    tokens = iter(log.split("\0"))
    for raw in tokens:
        token = raw.lstrip("\n")
        if token.startswith(_COMMIT):
            commit, _, seconds = token.removeprefix(_COMMIT).partition(" ")
            date = _day(seconds)
        elif token in _KINDS:
            yield Change(date, next(tokens), _KINDS[token], commit)


_KINDS = {
    "A": ChangeKind.ADDED,
    "M": ChangeKind.CHANGED,
    "T": ChangeKind.CHANGED,
    "D": ChangeKind.REMOVED,
}


def _day(seconds: str) -> dt.date:
    return dt.datetime.fromtimestamp(int(seconds), _CHINA).date()


def _git(root: Path, *arguments: str) -> str:
    """Return what git prints, "" when it can't answer (no git, no repository, no commit)."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError:
        return ""
    return done.stdout.strip("\n") if done.returncode == 0 else ""
