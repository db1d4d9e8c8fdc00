"""What is kept of shares, a file of the memory each; and which of their documents look the same."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.check.batches import (
    Batch,
    Lines,
    kept,
    look_the_same,
    marks_in,
    revived,
    seal_of_lines,
)
from generator.check.memory import FOLDER, keep
from generator.check.packing import packed, unpacked
from generator.check.seals import sealed, unsealed_head
from generator.load.program import code_digest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

_NAME = "facts"


class Kept(NamedTuple):
    """What is kept of a share: of files by path, of documents by folder, as it stands there."""

    files: dict[str, list[Any]]
    batches: dict[str, Batch]
    seal: bytes = b""


NOTHING = Kept({}, {})


def place_of_shares(root: Path) -> Path:
    """Return the folder with what is kept of a catalog's shares."""
    return root / FOLDER / _NAME


def names_kept(root: Path) -> list[str]:
    """Return the names of shares of which something is kept."""
    with suppress(OSError):
        return os.listdir(place_of_shares(root))  # noqa: PTH208
    return []


def recall(place: Path, code: str) -> Kept:
    """Return what is kept of a share: nothing when other code kept it, or it is damaged."""
    top = unsealed_head(place, code)
    if top is None:
        return NOTHING
    told = unpacked(top.head)
    batches = revived(told["batches"], Lines(place, top.end, told["lines"]))
    return Kept(told["files"], {batch.folder: batch for batch in batches}, top.seal)


def standing(root: Path) -> frozenset[str]:
    """Return the folders all of whose documents that are kept look as when they were read."""
    place, code = place_of_shares(root), code_digest()
    tops = (unsealed_head(place / name, code) for name in names_kept(root))
    known = (marks_in(top.head) for top in tops if top)
    return frozenset(
        folder
        for some in known
        for folder, (names, marks) in some.items()
        if look_the_same(root, folder, names, marks)
    )


def remember(
    place: Path, code: str, known: Kept, files: dict[str, list[Any]], batches: Sequence[Batch]
) -> list[Batch]:
    """Keep a share, unless just that is kept; return the batches with their data in the file."""
    rows, lines = kept(batches)
    seal = seal_of_lines(lines)
    told = {"files": files, "batches": rows, "lines": seal}
    top = sealed(packed(told), code) + b"\n"
    if known.seal and top.startswith(known.seal):
        return [*batches]
    try:
        keep(place, (top, lines))
    except OSError:
        return [*batches]
    remembered = revived(rows, Lines(place, len(top), seal))
    pairs = zip(batches, remembered, strict=True)
    return [batch if batch.faults else written for batch, written in pairs]


def tidy(place: Path, names: Collection[str]) -> None:
    """Remove what a run that was killed, or a catalog of another size, has left."""
    with suppress(OSError):
        for file in place.iterdir():
            if file.name not in names:
                file.unlink()
