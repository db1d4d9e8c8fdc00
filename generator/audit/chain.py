"""The first-parent history of a catalog, by git's plumbing.

``git log`` follows a user's settings (diff.renames, log.showRoot, log.diffMerges,
log.showSignature); ``rev-list`` and ``diff-tree`` say the same to everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.git import GitError, ask
from generator.load import FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Change(Struct, frozen=True):
    """A file that a commit added, changed or removed; ``blob`` is "" where it was removed."""

    path: str  # from the folder that holds catalog/
    blob: str


def commit_of(root: Path, revision: str) -> str:
    """Return the full name of the commit a revision means, "" when there is none."""
    asked = ask(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    return (asked or b"").decode().strip()


def chain(root: Path, commit: str, since: str = "", *, touching: bool = False) -> list[str]:
    """Return the commits of first-parent history up to ``commit``, the oldest first.

    ``since``: only those after this one. ``touching``: only those that changed the catalog.
    Raises GitError.
    """
    beyond = (f"^{since}",) if since else ()
    limit = ("--", FOLDER) if touching else ("--",)
    return _asked(root, "rev-list", "--first-parent", "--reverse", commit, *beyond, *limit).split()


def descends(root: Path, commit: str, other: str) -> bool:
    """Tell whether ``other`` is in the history of ``commit``; no name of a commit is in none."""
    return bool(other) and ask(root, "merge-base", "--is-ancestor", other, commit) is not None


def reaching(root: Path, commit: str, since: str = "") -> dict[str, list[str]]:
    """Return every commit that ``commit`` holds and ``since`` doesn't → its parents.

    Raises GitError.
    """
    beyond = (f"^{since}",) if since else ()
    listing = _asked(root, "rev-list", "--parents", commit, *beyond, "--")
    return {name: above for name, *above in map(str.split, listing.splitlines())}


def changed_files(root: Path, pairs: Sequence[tuple[str, str]]) -> dict[str, list[Change]]:
    """Return commit → the catalog's files it changed, for (commit, its parent or "" for a root).

    Raises GitError.
    """
    raw = ask(
        root, "diff-tree", "--stdin", "-r", "--root", "--raw", "-z", "--no-abbrev", "--no-renames",
        "--relative", "--", FOLDER,
        stdin="".join(f"{commit} {parent}".strip() + "\n" for commit, parent in pairs).encode(),
    )  # fmt: skip
    if raw is None:
        raise GitError(_UNREADABLE)
    found: dict[str, list[Change]] = {}
    here: list[Change] = []
    tokens = iter(raw.split(b"\0"))
    for token in tokens:
        if token.startswith(b":"):
            path = next(tokens).decode("utf-8", "surrogateescape")
            _, mode, _, blob, _ = token.decode().split(" ")
            here.append(Change(path, blob if mode in _REGULAR else ""))
        elif token:
            here = found.setdefault(token.decode(), [])
    return found


_REGULAR = ("100644", "100755")  # a link or a submodule is no file of the catalog's
_UNREADABLE = "版本库的历史读不出来。先运行 git fsck 查看。"


def _asked(root: Path, *arguments: str) -> str:
    said = ask(root, *arguments)
    if said is None:
        raise GitError(_UNREADABLE)
    return said.decode("utf-8", "replace")
