"""The facts of all files, by every core, from the last time where a file's bytes are the same.

Files fall into shares by a digest of their paths, documents by that of their folders; a share is
what one process does at a time, and one file of the memory ``.gongkai/facts``. A share is kept
under a digest of our own code: after a change of that nothing is taken from memory. Files that look
on the disk as they did when they were read (``marks``) aren't read: that took 1.7 s of 50,000.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.check.batches import Batch, Lines, batch_of, kept, revived, seal_of_lines
from generator.check.facts import Facts, facts_of, read
from generator.check.marks import mark_of, now
from generator.check.memory import FOLDER, is_ours, keep
from generator.check.packing import packed, unpacked
from generator.check.seals import sealed, unsealed_head
from generator.check.shares import shares_of, spread
from generator.load import list_tree
from generator.load.aside import Aside
from generator.load.program import code_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from generator.check.shares import Share
    from generator.load import Tree

# So many remembered files cost what a new one does, those that need reading, and those that don't;
# handing over what was found of them to this process costs more than half of that.
_READ, _KNOWN = 16, 128
_NAME = "facts"
_LARGE = 100  # shares


class Found(NamedTuple):
    """What all files say. ``facts``: of each file but the documents, by path.

    ``batches``: of the documents, a folder each, in the tree's order.
    """

    facts: Mapping[str, Facts]
    batches: Sequence[Batch]


class _Kept(NamedTuple):
    """What is kept of a share: of files by path, of documents by folder, as it stands there."""

    files: dict[str, list[Any]]
    batches: dict[str, Batch]
    head: bytes = b""


_NOTHING = _Kept({}, {})


class Reading(NamedTuple):
    """A catalog being read: its ``tree``, and ``found``, which waits for what the files say."""

    tree: Tree
    found: Callable[[], Found]


def start_reading(root: Path, *, memory: bool) -> Reading:
    """Start to read the catalog below ``root``, in a process beside where there is much to do.

    ``memory``: as in ``gather``.
    """
    return _reading(root, list_tree(root), memory=memory)


def start_early(root: Path) -> Callable[[], Reading]:
    """Start to read a catalog, with memory, for who has much to import first; return what goes on.

    Where nothing is remembered, its files are read in a process beside. Else only a large one's are
    listed there: of 50,000 that takes 0.06 s. Whoever doesn't go on leaves that process unheard.
    """
    kept = _shares_kept(root)
    if not kept:
        reading = start_reading(root, memory=True)
        return lambda: reading
    tree = Aside(partial(list_tree, root), worth=kept >= _LARGE)
    return lambda: _reading(root, tree.result(), memory=True)


def _reading(root: Path, tree: Tree, *, memory: bool) -> Reading:
    return Reading(tree, gather(root, tree, memory=memory))


def _shares_kept(root: Path) -> int:
    """Return of how many shares something is kept in the folder ``.gongkai`` below ``root``."""
    with suppress(OSError):
        return len(os.listdir(root / FOLDER / _NAME))  # noqa: PTH208
    return 0


def gather(root: Path, tree: Tree, *, memory: bool) -> Callable[[], Found]:
    """Start on what the files of a tree say; return what waits for it and tells it in their order.

    ``memory``: take it from, and keep it in, the folder ``.gongkai`` below ``root``.
    """
    count = len(tree.kinds) + sum(map(len, tree.records.values()))
    shares = shares_of(tree, count)
    place = root / FOLDER / _NAME if memory and is_ours(root) else None
    code = code_digest() if place else ""
    work = partial(_share, root, place, code)
    begun = spread(work, shares, count // _ease(root, place, code, shares))

    def found() -> Found:
        facts: dict[str, Facts] = {}
        batches: dict[str, Batch] = {}
        for some in begun():
            facts.update(some.facts)
            batches.update((batch.folder, batch) for batch in some.batches)
        if place is not None:
            _tidy(place, {share.name for share in shares})
        in_order = {path: facts[path] for path in tree.kinds}
        return Found(in_order, [batches[folder] for folder in tree.records])

    return found


def _ease(root: Path, place: Path | None, code: str, shares: Sequence[Share]) -> int:
    """Return how many files cost what a new one does, going by what is known of the first few."""
    known = _recall(place / shares[0].name, code) if place else None
    if not known:
        return 1
    of_documents = (zip(b.names, b.marks, strict=True) for b in known.batches.values())
    folders = (f"{folder}/" for folder in known.batches)
    marks = {path: told[1] for path, told in known.files.items()}
    for folder, told in zip(folders, of_documents, strict=True):
        marks |= {folder + name: mark for name, mark in told}
    before = now()
    same = sum(mark_of(f"{root}/{path}", before) == mark for path, mark in marks.items())
    return _KNOWN if 2 * same > len(marks) else _READ


def _share(root: Path, place: Path | None, code: str, share: Share) -> Found:
    """Return what one share's files say, and remember it when some of it is new."""
    if place is None:
        return _worked_out(root, None, code, share, _NOTHING)
    file = place / share.name
    try:
        return _worked_out(root, file, code, share, _recall(file, code) or _NOTHING)
    except (OSError, ValueError):  # lines that were kept are lost
        return _worked_out(root, file, code, share, _NOTHING)


def _worked_out(root: Path, place: Path | None, code: str, share: Share, known: _Kept) -> Found:
    """Return what a share's files say, as far as it isn't ``known``; keep it at ``place``."""
    marked = place is not None
    files, facts = _facts(root, share.files, known.files, marked=marked)
    batches = [
        batch_of(root, folder, names, known.batches.get(folder), marked=marked)
        for folder, names in share.folders
    ]
    same = len(batches) == len(known.batches) and files == known.files
    if place and not (same and all(known.batches.get(b.folder) is b for b in batches)):
        batches = _remember(place, code, known, files, batches)
    return Found(facts, batches)


def _remember(
    place: Path, code: str, known: _Kept, files: dict[str, list[Any]], batches: Sequence[Batch]
) -> list[Batch]:
    """Keep a share, unless just that is kept; return the batches with their data in the file."""
    rows, lines = kept(batches)
    seal = seal_of_lines(lines)
    told = {"files": files, "batches": rows, "lines": seal}
    head = packed(told)
    if head == known.head:
        return [*batches]
    top = sealed(head, code) + b"\n"
    try:
        keep(place, (top, lines))
    except OSError:
        return [*batches]
    remembered = revived(rows, Lines(place, len(top), seal))
    pairs = zip(batches, remembered, strict=True)
    return [batch if batch.faults else written for batch, written in pairs]


def _facts(
    root: Path,
    files: Sequence[tuple[str, str]],
    known: Mapping[str, list[Any]],
    *,
    marked: bool,
) -> tuple[dict[str, list[Any]], dict[str, Facts]]:
    """Return what is to be kept of files, and their facts."""
    told: dict[str, list[Any]] = {}
    found: dict[str, Facts] = {}
    before = now()
    for path, kind in files:
        last = known.get(path)
        mark = mark_of(f"{root}/{path}", before) if marked else None
        if last and mark and mark == last[1]:
            found[path], told[path] = _revived(last), last
            continue
        data = read(root, path)
        digest = "" if isinstance(data, OSError) else sha256(data).hexdigest()
        same = last is not None and last[0] == digest
        facts = _revived(last) if last and same else facts_of(root, path, kind, data, digest)
        found[path] = facts
        if not facts.faults:
            told[path] = [digest, mark, facts.data, facts.lines, facts.unquoted, facts.personal]
    return told, found


def _revived(told: list[Any]) -> Facts:
    digest, _, data, lines, unquoted, personal = told
    return Facts(data, (), lines, unquoted, personal, digest)


def _recall(place: Path, code: str) -> _Kept | None:
    """Return what is kept of a share: None when other code kept it, or it is damaged."""
    top = unsealed_head(place, code)
    if top is None:
        return None
    head, start = top
    told = unpacked(head)
    batches = revived(told["batches"], Lines(place, start, told["lines"]))
    return _Kept(told["files"], {batch.folder: batch for batch in batches}, head)


def _tidy(place: Path, names: Collection[str]) -> None:
    """Remove what a run that was killed, or a catalog of another size, has left."""
    with suppress(OSError):
        for file in place.iterdir():
            if file.name not in names:
                file.unlink()
