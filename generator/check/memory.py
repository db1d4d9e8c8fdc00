"""The last check's answer, kept until a byte of what it rests on changes.

The answer depends on the catalog's files, the schemas, our own code and the day; their digest is
its key. The folder ``.gongkai`` may be deleted at any time, copied, or shared between branches.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.diagnostics import Diagnostic, Severity, Span
from generator.load import FOLDER, bundled
from generator.load.keeping import keep, kept

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

_NAME = "check.json"
_CODE = Path(__file__).resolve().parent.parent


def remember(
    root: Path, today: dt.date, check: Callable[[], tuple[Diagnostic, ...]]
) -> tuple[Diagnostic, ...]:
    """Return what ``check`` would find below ``root``, from the last time if nothing changed.

    A place that can't be read or written only costs time.
    """
    try:
        key = _key(root, today)
    except OSError:
        return check()
    known = _recall(root, key)
    if known is not None:
        return known
    found = check()
    with suppress(OSError):
        _keep(root, key, found)
    return found


def _key(root: Path, today: dt.date) -> str:
    digest = hashlib.sha256(today.isoformat().encode())
    for base in (_CODE, bundled("schema"), root / FOLDER):
        for path in _files(base):
            name = os.fsencode(path.relative_to(base))
            content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
            digest.update(b"%d %d " % (len(name), len(content)) + name + content)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Yield every file below, in an order of its own that never changes, compiled code left out."""
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _files(Path(entry.path))
        else:
            yield Path(entry.path)


def _recall(root: Path, key: str) -> tuple[Diagnostic, ...] | None:
    """Return the kept answer, None when there is none, another one, or a damaged one."""
    data = kept(root, _NAME)
    if data is None:
        return None
    try:
        answer = json.loads(data)
        if answer["key"] != key:
            return None
        return tuple(_revive(found) for found in answer["findings"])
    except (ValueError, KeyError, TypeError):
        return None


def _revive(data: dict[str, Any]) -> Diagnostic:
    spans = {name: Span(**data[name]) if data[name] else None for name in ("span", "target")}
    return Diagnostic(**{**data, **spans, "severity": Severity(data["severity"])})


def _keep(root: Path, key: str, found: tuple[Diagnostic, ...]) -> None:
    findings = [asdict(d) | {"severity": d.severity.value} for d in found]
    text = json.dumps({"key": key, "findings": findings}, ensure_ascii=False)
    keep(root, _NAME, text.encode())
