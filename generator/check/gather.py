"""The facts of all files, by every core, from the last time where a file's bytes are the same.

Files fall into shares by a digest of their paths; a share is what one process does at a time, and
one file of the memory ``.gongkai/facts``. A share is kept under a digest of our own code: after a
change of that nothing is taken from memory. Files that look on the disk as they did when they were
read (``marks``) aren't read: that took 1.7 s of 50,000.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.check.facts import Facts, facts_of, read
from generator.check.marks import mark_of, now
from generator.check.memory import FOLDER, code_digest, is_ours, keep
from generator.check.seals import sealed, unsealed
from generator.load.cores import cores, may_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

_SHARE = 256  # files; small enough that one changed file costs little to remember
_WORTH_A_PROCESS = 512  # files; starting another process costs as much as reading some 100
# So many remembered files cost what a new one does, those that need reading, and those that don't;
# handing over what was found of them to this process costs more than half of that.
_READ, _KNOWN = 16, 128


def gather(root: Path, kinds: Mapping[str, str], *, memory: bool) -> dict[str, Facts]:
    """Return the facts of each file of ``kinds`` (path → kind), in its order.

    ``memory``: take them from, and keep them in, the folder ``.gongkai`` below ``root``.
    """
    shares = _shares(kinds)
    place = root / FOLDER / "facts" if memory and is_ours(root) else None
    code = code_digest() if place else ""
    work = partial(_share, root, place, code)
    found: dict[str, Facts] = {}
    for facts in _spread(work, shares, len(kinds) // _ease(root, place, code, shares)):
        found.update(facts)
    if place is not None:
        _tidy(place, {name for name, _ in shares})
    return {path: found[path] for path in kinds}


def _ease(root: Path, place: Path | None, code: str, shares: Sequence[_Share]) -> int:
    """Return how many files cost what a new one does, going by what is known of the first few."""
    known = _recall(place / shares[0][0], code) if place else {}
    if not known:
        return 1
    before = now()
    same = sum(mark_of(f"{root}/{path}", before) == kept[1] for path, kept in known.items())
    return _KNOWN if 2 * same > len(known) else _READ


def _shares(kinds: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the files in shares, each with the name it is remembered by.

    There are a power of two of them, so that their number hardly ever changes.
    """
    bits = (len(kinds) // _SHARE).bit_length()
    shares: list[list[tuple[str, str]]] = [[] for _ in range(1 << bits)]
    for path, kind in kinds.items():
        digest = sha256(path.encode("utf-8", "surrogateescape")).digest()
        shares[int.from_bytes(digest[:4]) >> (32 - bits)].append((path, kind))
    return [(f"{number:x}-{bits}.json", files) for number, files in enumerate(shares)]


# What a share is remembered by, and the paths and kinds of its files.
_Share: TypeAlias = "tuple[str, Sequence[tuple[str, str]]]"


def _spread(
    work: Callable[[_Share], dict[str, Facts]], shares: Sequence[_Share], files: int
) -> Iterator[dict[str, Facts]]:
    """Yield what ``work`` returns for each share; on every core where forking is safe.

    ``files``: how many there are, by what reading them costs.
    """
    hands = min(cores(), files // _WORTH_A_PROCESS)
    if hands < 2 or not may_fork():  # noqa: PLR2004 - one hand is this process
        yield from map(work, shares)
        return
    # Imported here: most runs have too few files for it, and it takes 25 ms.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(hands, context, _ignore_interrupt) as pool:
        yield from pool.map(work, shares)


def _ignore_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says that it was stopped


def _share(root: Path, place: Path | None, code: str, share: _Share) -> dict[str, Facts]:
    """Return the facts of one share's files, and remember them when some are new."""
    name, files = share
    known = _recall(place / name, code) if place else {}
    kept: dict[str, list[Any]] = {}
    found: dict[str, Facts] = {}
    before = now()
    for path, kind in files:
        last = known.get(path)
        mark = mark_of(f"{root}/{path}", before) if place else None
        if last and mark and mark == last[1]:
            found[path], kept[path] = _revived(last), last
            continue
        data = read(root, path)
        digest = "" if isinstance(data, OSError) else sha256(data).hexdigest()
        same = last is not None and last[0] == digest
        facts = _revived(last) if last and same else facts_of(root, path, kind, data, digest)
        found[path] = facts
        if not facts.faults:
            kept[path] = [digest, mark, facts.data, facts.lines, facts.unquoted, facts.personal]
    if place is not None and kept != known:
        body = json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass")
        with suppress(OSError):
            keep(place / name, (sealed(body, code),))
    return found


def _revived(kept: list[Any]) -> Facts:
    digest, _, data, lines, unquoted, personal = kept
    return Facts(data, (), lines, unquoted, personal, digest)


def _recall(place: Path, code: str) -> dict[str, list[Any]]:
    """Return what is kept of a share: nothing when other code kept it, or it is damaged."""
    body = unsealed(place, code)
    found: dict[str, list[Any]] = json.loads(body.decode("utf-8", "surrogatepass")) if body else {}
    return found


def _tidy(place: Path, names: Collection[str]) -> None:
    """Remove what a run that was killed, or a catalog of another size, has left."""
    with suppress(OSError):
        for file in place.iterdir():
            if file.name not in names:
                file.unlink()
