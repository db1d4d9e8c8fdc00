"""The journal: the facts of every commit of first-parent history, read once and kept.

It is kept in ``.gongkai`` under a digest of the code that made it. A new commit costs only its own
files; after a rebase or on another branch, only what lies behind the last commit in common.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import astuple

from generator.audit.chain import chain, changed_files
from generator.audit.commits import Commit, read_commits
from generator.audit.entities import ITEM, named, read_entities
from generator.audit.git import read_objects
from generator.audit.state import Fact, State
from generator.check.memory import FOLDER, is_ours, keep
from generator.load import kind_of
from generator.load.program import code_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.audit.chain import Change
    from generator.audit.entities import Entity

_NAME = "history.json"


class Page(Struct, frozen=True):
    """One commit that touched the catalog, with its facts in order.

    ``unread``: files that couldn't be read for certain in it; for us they stay as they were.
    ``words``: of a merge, (where from, who) as items said it in the commits it brought in: numbers
    that came and went there are in no state of this history.
    """

    commit: Commit
    facts: tuple[Fact, ...]
    unread: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()


def read_journal(root: Path, commit: str, *, remembered: bool = True) -> tuple[Page, ...]:
    """Return the pages up to ``commit``, the oldest first.

    ``remembered``: what was kept may be used and kept anew; without it everything is read from
    git, as proofs want it. Raises GitError where history can't be read to its beginning.
    """
    remembered = remembered and is_ours(root)
    known = _recall(root) if remembered else []
    _cut(known, frozenset(chain(root, commit)) if known else frozenset())
    since = known[-1].commit.id if known else ""
    names = chain(root, commit, since, touching=True)
    fresh = list(_read(root, names, since, known))
    pages = (*known, *fresh)
    if fresh and remembered:
        _keep(root, pages)
    return pages


def _cut(pages: list[Page], chain: frozenset[str]) -> None:
    """Drop the pages that are no longer, or not yet, history; the first that stays has it all."""
    while pages and pages[-1].commit.id not in chain:
        pages.pop()


def _read(root: Path, names: Sequence[str], since: str, known: Sequence[Page]) -> Iterator[Page]:
    """Yield the pages of the commits named, which follow on the known ones."""
    state = State()
    for page in known:
        state.apply(page.facts)
    told = list(read_commits(root, names, since))
    changes = changed_files(root, [(commit.id, parent) for commit, parent, _ in told])
    wanted = [change for commit, *_ in told for change in _ours(changes.get(commit.id, ()))]
    contents = read_objects(root, [change.blob for change in wanted if change.blob])
    for commit, _, sides in told:
        files: dict[str, tuple[Entity, ...]] = {}
        unread = []
        for change in _ours(changes.get(commit.id, ())):
            held = read_entities(change.path, next(contents)) if change.blob else ()
            if held is None:
                unread.append(change.path)
            else:
                files[change.path] = held
        facts = state.facts(files)
        state.apply(facts)
        speaks = (
            any(f.kind == ITEM and f.data and [*named(f.data)] for f in facts) if sides else False
        )
        words = _said(root, sides, state) if speaks else ()
        yield Page(commit, tuple(facts), tuple(unread), tuple(words))


def _said(root: Path, sides: Sequence[tuple[str, str]], state: State) -> Iterator[tuple[str, str]]:
    """Yield what items said of their origin in commits that a merge brought in, each once."""
    changes = changed_files(root, sides)
    files = [
        (change.path, change.blob)
        for name, _ in sides
        for change in _ours(changes.get(name, ()))
        if change.blob and kind_of(change.path) == "items"
    ]
    contents = read_objects(root, [blob for _, blob in files])
    found: dict[tuple[str, str], None] = {}
    for path, _ in files:
        for entity in read_entities(path, next(contents)) or ():
            key = f"{state.unit_of(path)}/{entity.key}"
            found |= dict.fromkeys((source, key) for source in named(entity.data))
    yield from found


def _ours(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes of files that hold data; attachments and notes say nothing by code."""
    return (change for change in changes if kind_of(change.path))


def _keep(root: Path, pages: Sequence[Page]) -> None:
    """Keep the journal; a folder that can't be written only costs time."""
    told = [[astuple(page.commit), page.facts, page.unread, page.words] for page in pages]
    text = json.dumps(
        {"code": code_digest(), "pages": told}, ensure_ascii=False, separators=(",", ":")
    )
    with suppress(OSError):
        keep(root / FOLDER / _NAME, (text.encode("utf-8", "surrogatepass"),))


def _recall(root: Path) -> list[Page]:
    """Return the kept pages; none where nothing, something damaged or another code's is kept."""
    try:
        data = (root / FOLDER / _NAME).read_bytes()
        read = json.loads(data.decode("utf-8", "surrogatepass"))
        if read["code"] != code_digest():
            return []
        return [
            Page(
                Commit(*commit),
                tuple(Fact(*fact) for fact in facts),
                tuple(unread),
                tuple((source, key) for source, key in words),
            )
            for commit, facts, unread, words in read["pages"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []
