"""Real git repositories for tests: fixed names and dates, nothing of the machine's own set-up."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import tinycity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import IO

NOON = "2025-01-01T12:00:00+0800"


def environment(date: str = NOON) -> dict[str, str]:
    """Return what git may see: no one's settings, one author, one date."""
    return {
        "PATH": os.environ["PATH"],
        "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date,
        "GIT_AUTHOR_NAME": "张三", "GIT_AUTHOR_EMAIL": "zhang@example.invalid",
        "GIT_COMMITTER_NAME": "张三", "GIT_COMMITTER_EMAIL": "zhang@example.invalid",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
    }  # fmt: skip


def git(root: Path, *arguments: str, date: str = NOON, given: IO[bytes] | None = None) -> str:
    """Run git in ``root``, with a file ``given`` to read, and return what it prints."""
    return subprocess.run(
        ["git", *arguments], cwd=root, env=environment(date), check=True, stdin=given,
        capture_output=True, text=True, encoding="utf-8",
    ).stdout.strip()  # fmt: skip


def commit(
    root: Path,
    changes: Mapping[str, str | bytes | None],
    message: str = "改",
    *,
    date: str = NOON,
) -> str:
    """Write or (None) remove files, commit everything, return the commit's name."""
    for path, text in changes.items():
        if text is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    git(root, "add", "-A")
    git(root, "commit", "--allow-empty", "-m", message, date=date)
    return git(root, "rev-parse", "HEAD")


def city(root: Path) -> Path:
    """Return a repository whose first commit is the tiny city."""
    tinycity.write(root)
    git(root, "init", "-q", "-b", "main")
    commit(root, {}, "建立目录")
    return root
