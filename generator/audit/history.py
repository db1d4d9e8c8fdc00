"""What became of every thing of the catalog, commit by commit, and how to ask for it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from generator.audit.chain import chain, commit_of
from generator.audit.commits import Commit, day_of_commit
from generator.audit.endings import with_ends
from generator.audit.entities import (
    BODY,
    ITEM,
    SITE,
    UNIT,
    folder_of,
    owner_folder,
    same_body,
)  # fmt: skip
from generator.audit.fields import Judge
from generator.audit.git import GitError, is_shallow
from generator.audit.heirs import Succession, succession_of
from generator.audit.journal import Page, read_journal
from generator.audit.state import State
from generator.audit.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.audit.entities import Data, Entity
    from generator.audit.state import Name, Standing


_ENDINGS = ("接替", "并入")  # how a thing names the one it ends in


class History:
    """What git knows of the catalog up to one revision.

    ``revision_date``: its day in China, None outside a repository. ``complete``: the whole history
    is here, not a shallow clone's part of it; without it nothing is known.
    """

    def __init__(
        self,
        revision: str,
        revision_date: dt.date | None,
        pages: tuple[Page, ...] = (),
        *,
        complete: bool,
    ) -> None:
        self.revision = revision
        self.revision_date = revision_date
        self.complete = complete
        self._pages = pages

    def followed_by(self, files: Mapping[str, tuple[Entity, ...]]) -> History:
        """Return the history as if these files had been committed next; the commit has no name.

        ``files``: path → the things it holds; none where it is removed.
        """
        state = State()
        for page in self._pages:
            state.apply(page.facts)
        newest = Commit("", self._pages[-1].commit.seconds, "")
        page = Page(newest, tuple(state.facts(files)))
        return History("", None, (*self._pages, page), complete=self.complete)

    @cached_property
    def established(self) -> dt.date | None:
        """The day of 建立日期 in site.yml: what came up to it is the foundation, and no news."""
        written = (self.last(SITE, SITE) or {}).get("建立日期")
        try:
            return dt.date.fromisoformat(str(written))
        except ValueError:
            return None

    @cached_property
    def founded(self) -> int:
        """The place of the first commit that is news: after the day of 建立日期, or the second.

        The first commit founded the catalog whatever day it was made: a history may have been
        squashed, or the catalog taken over into another repository.
        """
        first = min(1, len(self._pages))
        return max(first, self.first_after(self.established)) if self.established else first

    @cached_property
    def founding(self) -> frozenset[str]:
        """The commits that founded the catalog."""
        return frozenset(commit.id for commit in self.commits[: self.founded])

    def first_after(self, day: dt.date) -> int:
        """Return the place of the first commit dated after a day; dates needn't ascend."""
        dates = (commit.date for commit in self.commits)
        return next((at for at, date in enumerate(dates) if date > day), len(self._pages))

    @cached_property
    def judge(self) -> Judge:
        """Who says what changes mean, by the bases there are."""
        return Judge(self)

    @property
    def commits(self) -> tuple[Commit, ...]:
        """The commits that touched the catalog, the oldest first."""
        return tuple(page.commit for page in self._pages)

    def origins(self, at: int, sources: Iterable[str]) -> list[str]:
        """Return numbers, and those they came from by the commits that a merge at a place brought.

        Only as far as the numbers weren't there before the merge.
        """
        words = self._pages[at].words
        found = dict.fromkeys(sources)
        waiting = list(found) if words else []
        while waiting:
            key = waiting.pop()
            if self.standing(ITEM, key, at - 1) is None:
                new = [source for source, heir in words if heir == key and source not in found]
                found |= dict.fromkeys(new)
                waiting += new
        return list(found)

    @property
    def unread(self) -> tuple[tuple[Commit, str], ...]:
        """The files that couldn't be read in a commit: their things stay as they were for us."""
        return tuple((page.commit, path) for page in self._pages for path in page.unread)

    @cached_property
    def written(self) -> tuple[Step, ...]:
        """Every step by what files say, the oldest first; a file renamed in its folder is none."""
        return tuple(self._replay())

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step as it is told: items of a unit that has ended are stopped with it."""
        return tuple(with_ends(self.written, self.commits))

    def _replay(self) -> Iterator[Step]:
        state = State()
        for at, page in enumerate(self._pages):
            for (kind, key), was, now in sorted(state.apply(page.facts), key=itemgetter(0)):
                if not _same(was, now):
                    yield Step(at, page.commit, kind, key, was, now)

    @cached_property
    def _by_name(self) -> Mapping[Name, list[Step]]:
        found: defaultdict[Name, list[Step]] = defaultdict(list)
        for step in self.steps:
            found[step.kind, step.key].append(step)
        return dict(found)

    def keys(self, kind: str) -> Iterator[str]:
        """Yield the keys of every thing of a kind there ever was, in order of appearance."""
        return (key for kind_, key in self._by_name if kind_ == kind)

    def of(self, kind: str, key: str) -> tuple[Step, ...]:
        """Return what became of one thing; empty when there never was such a thing."""
        return tuple(self._by_name.get((kind, key), ()))

    def at(self, kind: str, key: str, place: int) -> Data | None:
        """Return what was said of a thing after the commit at ``place``; None: not there."""
        now = self.standing(kind, key, place)
        return now.data if now else None

    def standing(self, kind: str, key: str, place: int) -> Standing | None:
        """Return how a thing stood after the commit at ``place``; None: not there."""
        steps = self._by_name.get((kind, key), [])
        found = bisect_right(steps, place, key=lambda step: step.at)
        return steps[found - 1].now if found else None

    def last(self, kind: str, key: str) -> Data | None:
        """Return what was said of a thing at last, also when it is gone."""
        for step in reversed(self._by_name.get((kind, key), [])):
            if standing := step.now or step.was:
                return standing.data
        return None

    def left(self, step: Step) -> Iterator[str]:
        """Yield the keys that went from a file in the very commit in which ``step`` came to it."""
        assert step.now is not None
        for other in self._by_commit[step.at]:
            gone = other.now is None and other.was is not None and other.kind == step.kind
            if gone and other.was and other.was.path == step.now.path:
                yield other.key

    @cached_property
    def _by_commit(self) -> Mapping[int, list[Step]]:
        found: defaultdict[int, list[Step]] = defaultdict(list)
        for step in self.steps:
            found[step.at].append(step)
        return found

    @cached_property
    def renamed_bodies(self) -> tuple[tuple[Step, Step], ...]:
        """The steps by which a body's folder got another name: the old one's, the new one's."""
        found = []
        for steps in self._by_commit.values():
            come = [step for step in steps if step.kind == BODY and step.was is None]
            for step in steps:
                if step.kind == BODY and step.now is None:
                    heir = next((new for new in come if _renamed(step, new)), None)
                    if heir:
                        come.remove(heir)
                        found.append((step, heir))
        return tuple(found)

    @cached_property
    def succession(self) -> Succession:
        """Which items went on under another number when they went."""
        return succession_of(self)

    def adopters(self, code: str) -> tuple[str, ...]:
        """Return the items, of all units there ever were, with this code."""
        return self._adopters.get(code, ())

    @cached_property
    def _adopters(self) -> Mapping[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.keys(ITEM):
            found[key.rpartition("/")[2]].append(key)
        return {code: tuple(keys) for code, keys in found.items()}

    def replaced_by(self, kind: str, key: str) -> tuple[str, ...]:
        """Return the things of a kind that were at last said to be replaced (接替) by this one."""
        return self._endings["接替"].get((kind, key), ())

    def tied(self, kind: str, key: str) -> tuple[str, ...]:
        """Return those that end in this one (接替, 并入), and the ones that it ends in itself."""
        said = self.last(kind, key) or {}
        found = [said.get(word) for word in _ENDINGS]
        found += (other for word in _ENDINGS for other in self._endings[word].get((kind, key), ()))
        return tuple(other for other in found if isinstance(other, str))

    @cached_property
    def _endings(self) -> Mapping[str, Mapping[Name, tuple[str, ...]]]:
        found: dict[str, defaultdict[Name, tuple[str, ...]]]
        found = {word: defaultdict(tuple) for word in _ENDINGS}
        for kind, key in self._by_name:
            said = self.last(kind, key) or {}
            for word in _ENDINGS:
                if isinstance(heir := said.get(word), str):
                    found[word][kind, heir] += (key,)
        return found

    def unit_of(self, path: str) -> str:
        """Return the code of the nearest unit whose folder a file stands, or stood, in."""
        folder = folder_of(path)
        while folder and folder not in self._units:
            folder = folder_of(folder)
        return self._units.get(folder, "")

    @cached_property
    def _units(self) -> Mapping[str, str]:
        """Folder → the code of the unit that stood there last."""
        found = {}
        for step in self.steps:
            if step.kind == UNIT and step.now:
                found[folder_of(step.now.path)] = step.key
        return found


def _same(was: Standing | None, now: Standing | None) -> bool:
    """Tell whether only the file's name changed."""
    if was is None or now is None:
        return was is now
    return was.data == now.data and owner_folder(was.path) == owner_folder(now.path)


def _renamed(gone: Step, come: Step) -> bool:
    """Tell whether a body that came is one of the same unit that went."""
    units = {step.key.partition("/")[0] for step in (gone, come)}
    old, new = gone.was, come.now
    return len(units) == 1 and bool(old and new and same_body(old.data, new.data))


def history_of(root: Path, revision: str = "HEAD", *, remembered: bool = True) -> History:
    """Return the history of ``root``'s catalog; an empty one where git can't tell.

    ``remembered``: what was read earlier may come from the cache folder (see ``journal``).
    """
    try:
        commit = commit_of(root, revision)
        if not commit:
            return History("", None, complete=False)
        date = day_of_commit(root, commit)
        if is_shallow(root):
            return History(commit, date, complete=False)
        pages = read_journal(root, commit, remembered=remembered)
    except GitError:
        return History("", None, complete=False)
    if not pages:  # a folder git doesn't keep, inside somebody else's repository
        return History("", None, complete=False)
    return History(commit, date, pages, complete=True)


def first_behind(root: Path, history: History, commit: str) -> int:
    """Return the place of the first commit that an earlier one doesn't hold; raises GitError."""
    return len(history.commits) - len(chain(root, history.revision, commit, touching=True))


def revision_date(root: Path) -> dt.date | None:
    """Return the day of the revision checked out, None outside a repository; reads no history."""
    try:
        commit = commit_of(root, "HEAD")
        return day_of_commit(root, commit) if commit else None
    except GitError:
        return None
