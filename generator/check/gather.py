"""The facts of all files, by every core, from the last time where a file's bytes are the same.

Files fall into shares by a digest of their paths, documents by that of their folders; a share is
what one process does at a time, and one file of the memory ``.gongkai/facts``. A share is kept
under a digest of our own code: after a change of that nothing is taken from memory. Files that look
on the disk as they did when they were read (``marks``) aren't read: that took 1.7 s of 50,000.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.check.batches import Batch, batch_of, look_the_same
from generator.check.facts import Facts, facts_of, read
from generator.check.kept_shares import NOTHING, Kept, place_of_shares, recall, remember, tidy
from generator.check.marks import mark_of, now
from generator.check.memory import is_ours
from generator.check.shares import shares_of, spread
from generator.load import list_tree
from generator.load.program import code_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.check.shares import Share
    from generator.load import Tree

# So many remembered files cost what a new one does, those that need reading, and those that don't;
# handing over what was found of them to this process costs more than half of that.
_READ, _KNOWN = 16, 128


class Found(NamedTuple):
    """What all files say. ``facts``: of each file but the documents, by path.

    ``batches``: of the documents, a folder each, in the tree's order. ``anew``: how many documents
    are in folders that aren't as they are remembered.
    """

    facts: Mapping[str, Facts]
    batches: Sequence[Batch]
    anew: int


class Reading(NamedTuple):
    """A catalog being read: its ``tree``, and ``found``, which waits for what the files say."""

    tree: Tree
    found: Callable[[], Found]


def start_reading(root: Path, *, memory: bool) -> Reading:
    """Start to read the catalog below ``root``, in a process beside where there is much to do.

    ``memory``: as in ``gather``.
    """
    tree = list_tree(root)
    return Reading(tree, gather(root, tree, memory=memory))


def gather(
    root: Path, tree: Tree, *, memory: bool, standing: Callable[[], Collection[str]] = tuple
) -> Callable[[], Found]:
    """Start on what the files of a tree say; return what waits for it and tells it in their order.

    ``memory``: take it from, and keep it in, the folder ``.gongkai`` below ``root``. ``standing``:
    waits for who looks which folders with documents look as they are remembered there.
    """
    count = len(tree.kinds) + sum(map(len, tree.records.values()))
    shares = shares_of(tree, count)
    place = place_of_shares(root) if memory and is_ours(root) else None
    reader = _Reader(root, place, code_digest() if place else "")
    begun = spread(reader.read, shares, count // reader.ease(shares))

    def found() -> Found:
        facts: dict[str, Facts] = {}
        batches: dict[str, Batch] = {}
        anew = 0
        for some in begun() if begun else reader.read_all(shares, standing):
            facts.update(some.facts)
            batches.update((batch.folder, batch) for batch in some.batches)
            anew += some.anew
        if begun:
            standing()  # of no use, but who answers waits to be heard
        if place is not None:
            tidy(place, {share.name for share in shares})
        in_order = {path: facts[path] for path in tree.kinds}
        return Found(in_order, [batches[folder] for folder in tree.records], anew)

    return found


class _Reader(NamedTuple):
    """What reads the files below ``root``; it keeps them at ``place``, under the ``code``."""

    root: Path
    place: Path | None
    code: str

    def ease(self, shares: Sequence[Share]) -> int:
        """Return how many files cost what a new one does, going by what is known of a few."""
        known = self._known(shares[0])
        if not known.seal:
            return 1
        of_documents = (zip(b.names, b.marks, strict=True) for b in known.batches.values())
        folders = (f"{folder}/" for folder in known.batches)
        marks = {path: told[1] for path, told in known.files.items()}
        for folder, told in zip(folders, of_documents, strict=True):
            marks |= {folder + name: mark for name, mark in told}
        before = now()
        same = sum(mark_of(f"{self.root}/{path}", before) == mark for path, mark in marks.items())
        return _KNOWN if 2 * same > len(marks) else _READ

    def read(self, share: Share) -> Found:
        """Return what one share's files say, and remember it when some of it is new."""
        return self._read(share, self._known(share), ())

    def read_all(
        self, shares: Sequence[Share], standing: Callable[[], Collection[str]]
    ) -> Iterator[Found]:
        """Yield what each share's files say, as ``read``; waits late for what is ``standing``."""
        known = [*map(self._known, shares)]
        folders = standing()
        for share, one in zip(shares, known, strict=True):
            yield self._read(share, one, folders)

    def _known(self, share: Share) -> Kept:
        return recall(self.place / share.name, self.code) if self.place else NOTHING

    def _read(self, share: Share, known: Kept, standing: Collection[str]) -> Found:
        try:
            return self._worked_out(share, known, standing)
        except (OSError, ValueError):  # lines that were kept are lost
            return self._worked_out(share, NOTHING, ())

    def _worked_out(self, share: Share, known: Kept, standing: Collection[str]) -> Found:
        """Return what a share's files say, as far as it isn't ``known``; keep it."""
        marked = self.place is not None
        files, facts = _facts(self.root, share.files, known.files, marked=marked)
        batches, anew = [], 0
        for folder, names in share.folders:
            batch = known.batches.get(folder)
            if not batch or not self._stands(batch, names, standing):
                batch = batch_of(self.root, folder, names, batch, marked=marked)
                anew += len(names)
            batches.append(batch)
        same = len(batches) == len(known.batches) and files == known.files
        if self.place and not (same and all(known.batches.get(b.folder) is b for b in batches)):
            batches = remember(self.place / share.name, self.code, known, files, batches)
        return Found(facts, batches, anew)

    def _stands(self, batch: Batch, names: Sequence[str], standing: Collection[str]) -> bool:
        if batch.names != names:
            return False
        folder = batch.folder
        return folder in standing or look_the_same(self.root, folder, batch.names, batch.marks)


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
