"""Texts of PDF files, read by a process that may fail without harm."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.check.privacy.pieces import Found, Piece, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WORKER = Path(__file__).with_name("pdf_worker.py")
_SECONDS = 30  # for one batch; most files take a tenth of one
_BATCH = 8
_STOPPED: Mapping[str, Any] = {"pages": [], "blind": [], "reason": "太大或者太复杂，读了一半停下了"}


def read_pdfs(paths: Sequence[Path]) -> Iterator[tuple[Path, list[Found]]]:
    """Yield each file with what could be read of it."""
    for start in range(0, len(paths), _BATCH):
        batch = paths[start : start + _BATCH]
        for path, result in zip(batch, _results(batch), strict=True):
            yield path, list(_found(result))


def _results(batch: Sequence[Path]) -> list[Mapping[str, Any]]:
    """Return a result for each file; a batch that fails is halved until the culprit is alone."""
    found = _run(batch)
    if found is not None:
        return found
    if len(batch) == 1:
        return [_STOPPED]
    middle = len(batch) // 2
    return _results(batch[:middle]) + _results(batch[middle:])


def _run(batch: Sequence[Path]) -> list[Mapping[str, Any]] | None:
    command = [sys.executable, "-I", str(_WORKER), *(str(path.resolve()) for path in batch)]
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    lines = done.stdout.splitlines()
    if done.returncode or len(lines) != len(batch):
        return None
    return [json.loads(line) for line in lines]


def _found(result: Mapping[str, Any]) -> Iterator[Found]:
    for number, text in enumerate(result["pages"], 1):
        # A number broken at a line's end is still one number.
        yield Piece(text.replace("\n", " "), f"第 {number} 页", "全文")
    if result["blind"]:
        yield Unread(f"第 {_listed(result['blind'])} 页没有能读出的文字（多半是扫描的图）")
    if result["reason"]:
        yield Unread(result["reason"])


def _listed(pages: Sequence[int]) -> str:
    shown = "、".join(map(str, pages[:5]))
    return shown if len(pages) <= 5 else f"{shown} 等 {len(pages)}"  # noqa: PLR2004 - enough to go and look
