"""The last check's answer, kept until something it rests on changes.

The answer depends on the catalog's files, the schemas, our own code and the day. The folder
``.gongkai`` may be deleted at any time, copied, or shared between branches.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import convert, to_builtins

from generator.check.marks import state_below
from generator.diagnostics import Diagnostic
from generator.load import FOLDER as CATALOG
from generator.load.program import code_digest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

FOLDER = ".gongkai"
_NAME = "check.json"
_UNTRACKED = 1  # git's answer; 128 says that it can't tell


class _Answer(NamedTuple):
    """Findings, and a digest of what they rest on."""

    state: str
    found: tuple[Diagnostic, ...]


def remember(
    root: Path, today: dt.date, check: Callable[[], tuple[Diagnostic, ...]]
) -> tuple[Diagnostic, ...]:
    """Return what ``check`` would find below ``root``, from the last time if nothing changed.

    A place that can't be read or written only costs time.
    """
    if not is_ours(root):
        return check()
    place = root / FOLDER / _NAME
    kept = _recall(place)
    try:
        state = _state(root, today)
    except OSError:
        return check()
    if kept and state and state == kept.state:
        return kept.found
    found = check()
    if state:
        with suppress(OSError):
            _keep(place, _Answer(state, found))
    return found


def is_ours(root: Path) -> bool:
    """Tell whether the memory below ``root`` was kept here: git tracks no file of it.

    What came with a change from somebody else could say that the change has no faults.
    """
    home = root.resolve()
    if not (home / FOLDER).exists():
        return True
    if not any((folder / ".git").exists() for folder in (home, *home.parents)):
        return True
    command = ["git", "-C", str(home), "ls-files", "--error-unmatch", "--", FOLDER]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == _UNTRACKED
    except FileNotFoundError:
        return False


def _state(root: Path, today: dt.date) -> str:
    """Return a digest of all an answer rests on, "" where that can't be told.

    Of files by how they look on the disk: reading 50,000 took 1 s of a check with nothing to do.
    """
    state = state_below(os.fspath(root / CATALOG))
    return state and hashlib.sha256(f"{today} {code_digest()} {state}".encode()).hexdigest()


def _recall(place: Path) -> _Answer | None:
    """Return the kept answer, None when there is none, or a damaged one."""
    try:
        kept = json.loads(place.read_text(encoding="utf-8"))
        found = tuple(revive(data) for data in kept["findings"])
        return _Answer(kept["state"], found)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def as_kept(found: Diagnostic) -> dict[str, Any]:
    """Return a finding as plain data."""
    plain: dict[str, Any] = to_builtins(found)
    return plain


def revive(data: dict[str, Any]) -> Diagnostic:
    """Return the finding that was made plain data. Raises ValueError for anything else."""
    return convert(data, Diagnostic)


def _keep(place: Path, answer: _Answer) -> None:
    findings = [as_kept(found) for found in answer.found]
    kept = {"state": answer.state, "findings": findings}
    keep(place, (json.dumps(kept, ensure_ascii=False).encode(),))


def keep(place: Path, pieces: Iterable[bytes]) -> None:
    """Write a file of the memory beside and rename it; the folder keeps itself out of git.

    It comes in pieces, so that nobody needs to hold a long one. Raises OSError when it can't be
    kept.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    home = next(folder for folder in place.parents if folder.name == FOLDER)
    ignore = home / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=place.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
