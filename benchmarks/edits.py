"""A thousand fictional commits on top of the real catalog, for what reads history.

Nobody made these changes: they go to a repository in a temporary folder and nowhere else.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from generator.load import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_START = 1_796_000_000  # seconds since 1970 of the first commit
_STEP = 9 * 3600
_WHO = "虚构 <nobody@example.invalid>"
_CODE = re.compile(r'  "[0-9B-]+":')
_LIMIT = "    公开时限:"
_OFTEN = 0.9
_LIMITS = ("7个工作日", "10个工作日", "15日", "5个工作日", "3个工作日")


def edited_catalog(catalog: Path, folder: Path, commits: int, seed: int = 7) -> Path:
    """Return a repository in ``folder`` with the catalog and ``commits`` fictional edits of it."""
    folder.mkdir(parents=True)
    shutil.copytree(catalog, folder / "catalog")
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "add", ".")
    founded = f"{_START} +0800"
    _git(
        folder, "-c", "user.name=虚构", "-c", "user.email=nobody@example.invalid",
        "commit", "--quiet", "--message", "建立目录", date=founded,
    )  # fmt: skip
    stream = "".join(_stream(folder, commits, random.Random(seed)))
    _git(folder, "fast-import", "--quiet", given=stream)
    _git(folder, "reset", "--hard", "--quiet")
    return folder


def _stream(folder: Path, commits: int, chance: random.Random) -> Iterator[str]:
    """Yield the commits as ``git fast-import`` reads them: items and now and then a whole row."""
    texts = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((folder / "catalog").rglob("*.yml"))
    }
    items = [path for path in texts if kind_of(path) == "items"]
    standards = [path for path in texts if kind_of(path) == "standard"]
    for number in range(1, commits + 1):
        message = f"【虚构】第 {number} 次修改 (#{number})\n\n依据: 【虚构】第{number}号\n"
        yield f"commit refs/heads/main\ncommitter {_WHO} {_START + _STEP * number} +0800\n"
        yield _data(message)
        if number == 1:
            yield "from refs/heads/main^0\n"
        chosen = chance.sample(items, chance.randint(1, 4))
        if number % 10 == 0:
            chosen.append(chance.choice(standards))
        for path in chosen:
            texts[path] = _edited(texts[path], chance)
            yield f"M 100644 inline {path}\n{_data(texts[path])}"
        yield "\n"


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"


def _edited(text: str, chance: random.Random) -> str:
    """Return an items or standard file in which one row has another limit, or has it no more."""
    lines = text.splitlines()
    start = chance.choice([n for n, line in enumerate(lines) if _CODE.match(line)])
    end = next((n for n in range(start + 1, len(lines)) if not lines[n].startswith("    ")), None)
    block = [line for line in lines[start + 1 : end] if not line.startswith(_LIMIT)]
    if block or chance.random() < _OFTEN:
        block.append(f"{_LIMIT} 【虚构】信息形成之日起{chance.choice(_LIMITS)}内")
    return "\n".join([*lines[: start + 1], *block, *(lines[end:] if end else ())]) + "\n"


def _git(folder: Path, *arguments: str, given: str = "", date: str = "") -> None:
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date} if date else {}
    subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=given.encode(), check=True, capture_output=True, env={**os.environ, **dates},
    )  # fmt: skip
