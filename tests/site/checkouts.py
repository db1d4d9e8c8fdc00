"""Fictional cities in real repositories, for tests of what hangs on git."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WHO = {"NAME": "x", "EMAIL": "x@example.invalid", "DATE": "2026-01-05T09:00:00+08:00"}
_NOBODY = {
    f"GIT_{role}_{key}": text for role in ("AUTHOR", "COMMITTER") for key, text in _WHO.items()
}


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as nobody in particular, on a day that is always the same."""
    subprocess.run(
        ["git", *arguments], cwd=folder, env=os.environ | _NOBODY, check=True, capture_output=True
    )


def commit(folder: Path, message: str) -> None:
    """Commit everything in a folder, which becomes a repository when it is none."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "catalog")
    git(folder, "commit", "-q", "-m", message)


def clone(source: Path, target: Path, *options: str) -> Path:
    """Clone a repository; return the clone's folder."""
    git(source, "clone", "-q", *options, source.as_uri(), str(target))
    return target
