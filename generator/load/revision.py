"""The catalog's files as another revision has them, read from git without touching the tree."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.load.kinds import kind_of
from generator.load.nodes import Mapping
from generator.load.reader import read_text
from generator.load.tree import FOLDER, Document

if TYPE_CHECKING:
    from pathlib import Path


class RevisionError(Exception):
    """The revision can't be compared with; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What differs from an earlier revision.

    ``touched``: paths added, changed or removed since. ``documents``: the earlier text of those
    that were there and could be read.
    """

    revision: str
    touched: frozenset[str]
    documents: dict[str, Document]


def earlier_documents(root: Path, revision: str) -> Earlier:
    """Return the catalog's files that differ between ``revision`` and the folder as it is now.

    Raises RevisionError when git doesn't know the revision or isn't there.
    """
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    name = commit.decode().strip()
    listing = _git(
        root, "diff", "--name-only", "--no-renames", "-z", "--relative", name, "--", FOLDER
    )
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", FOLDER)
    touched = {
        path.decode("utf-8", "replace") for path in (listing + untracked).split(b"\0") if path
    }
    documents = {}
    for path in sorted(touched):
        kind = kind_of(path)
        data = _show(root, name, path) if kind else None
        node = read_text(data, path) if data is not None else None
        if kind and node and isinstance(node.node, Mapping):
            documents[path] = Document(path, kind, node.node, node.lines)
    return Earlier(name, frozenset(touched), documents)


def _show(root: Path, commit: str, path: str) -> bytes | None:
    """Return a file's bytes in a revision, None when it wasn't there."""
    done = _run(root, "show", f"{commit}:./{path}")
    return done.stdout if done.returncode == 0 else None


def _git(root: Path, *arguments: str) -> bytes:
    done = _run(root, *arguments)
    if done.returncode:
        raise RevisionError(
            "git 找不到这个版本。写提交号、分支或标签的名字，例如 origin/main；"
            "浅克隆的，先运行 git fetch --unshallow。"
        )
    return done.stdout


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise RevisionError("没有安装 git，不能和以前的版本比较。") from error
