"""A made-up past as a real git repository: commits written by one ``git fast-import``.

Equal commits give equal hashes: the committer, who is nobody, and the times come from the caller.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.audit.git import GitError
from generator.limits import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_WHO = "【虚构】编辑 <nobody@example.invalid>"
_MAIN, _SIDE = "refs/heads/main", "refs/heads/side"


class MadeCommit(Struct, frozen=True):
    """One commit: when, why, which files say what.

    ``pull``: it came by a pull request of that number and was merged with a commit of its own.
    """

    time: dt.datetime
    message: str
    files: Mapping[str, str] = field(default_factory=dict)
    pull: int = 0


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    """Return an hour of a day in China."""
    return dt.datetime.combine(day, dt.time(hour), CHINA)


def write_repository(root: Path, commits: Iterable[MadeCommit]) -> None:
    """Make ``root`` a repository with these commits on main, its files as the last one has them.

    What lies in ``root`` is replaced where the commits name it. Raises GitError.
    """
    _git(root, "init", "--quiet", "--initial-branch=main")
    _git(root, "fast-import", "--quiet", given="".join(_stream(commits)))
    _git(root, "update-ref", "-d", _SIDE)
    _git(root, "reset", "--hard", "--quiet")


def _stream(commits: Iterable[MadeCommit]) -> Iterator[str]:
    for one in commits:
        branch = _SIDE if one.pull else _MAIN
        if one.pull:
            yield f"reset {_SIDE}\nfrom {_MAIN}\n\n"
        yield from _commit(branch, one.time, one.message)
        yield from _files(one.files)
        if one.pull:
            title = one.message.partition("\n")[0]
            merged = f"Merge pull request #{one.pull}\n\n{title}\n"
            yield from _commit(_MAIN, one.time + dt.timedelta(seconds=30), merged)
            yield f"merge {_SIDE}\n"
            yield from _files(one.files)


def _commit(branch: str, time: dt.datetime, message: str) -> Iterator[str]:
    yield f"commit {branch}\ncommitter {_WHO} {time.timestamp():.0f} +0800\n{_data(message)}"


def _files(files: Mapping[str, str]) -> Iterator[str]:
    for path, text in files.items():
        yield f"M 100644 inline {path}\n{_data(text)}"
    yield "\n"


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"


def _git(root: Path, *arguments: str, given: str = "") -> None:
    """Run git in ``root`` as if nobody had any settings: the same repository on every machine."""
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    try:
        subprocess.run(
            ["git", "-C", str(root), *arguments], input=given.encode(), check=True,
            capture_output=True, env={**os.environ, **alone},
        )  # fmt: skip
    except FileNotFoundError as error:
        raise GitError("没有安装 git，写不了历史。") from error
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise GitError(f"git 没有写成：{told or error.returncode}") from error
