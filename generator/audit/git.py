"""Git, asked without touching the working tree: every answer is bytes, every path as it is.

Names and e-mail addresses of committers are never read here. Paths come with ``-z``, so that
``core.quotepath`` has no say in how Chinese ones look.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from typing import TYPE_CHECKING

from generator.limits import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_PORTION = 1000  # objects held in memory at a time


class GitError(Exception):
    """Git can't answer; the message says why and what to do, in Chinese."""


def ask(root: Path, *arguments: str, stdin: bytes = b"") -> bytes | None:
    """Return what git prints in ``root``, None when it answers with an error.

    Raises GitError when git isn't installed.
    """
    environment = {
        **os.environ,
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
    }
    try:
        done = subprocess.run(
            # Without replace refs, with which anybody could show another past than the real one.
            ["git", "--no-replace-objects", "-C", str(root), *arguments],
            input=stdin, capture_output=True, check=False, env=environment,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise GitError("没有安装 git，读不了以前的版本。安装 git 以后再运行。") from error
    return done.stdout if done.returncode == 0 else None


def is_bare(root: Path) -> bool:
    """Tell whether ``root`` is a repository without files of its own, such as a server's."""
    return ask(root, "rev-parse", "--is-bare-repository") == b"true\n"


def is_shallow(root: Path) -> bool:
    """Tell whether the repository holds only the end of its history."""
    return ask(root, "rev-parse", "--is-shallow-repository") == b"true\n"


def day_of(seconds: str) -> dt.date:
    """Return the day in China of a commit's time."""
    return dt.datetime.fromtimestamp(int(seconds), CHINA).date()


def read_objects(root: Path, names: Sequence[str]) -> Iterator[bytes]:
    """Yield the contents of blobs and commits, in order, a process for each thousand.

    Raises GitError when one isn't in the repository.
    """
    for portion in range(0, len(names), _PORTION):
        yield from _objects(root, names[portion : portion + _PORTION])


def _objects(root: Path, names: Sequence[str]) -> Iterator[bytes]:
    asked = "".join(f"{name}\n" for name in names).encode()
    written = ask(root, "cat-file", "--batch", "--buffer", stdin=asked)
    place, data = 0, written or b""
    for _ in names:
        end = data.find(b"\n", place)
        head = data[place:end].split()
        if end < 0 or len(head) != 3:  # noqa: PLR2004 - name, type, size
            raise GitError("版本库里缺少文件的内容，读不了这个版本。先运行 git fsck 查看。")
        start, size = end + 1, int(head[2])
        yield data[start : start + size]
        place = start + size + 1
