"""Which items went on as which others, commit by commit.

Only what somebody wrote down counts (移自, 合并自, 接替, 并入), as in comparisons: likeness is no
proof. What goes on is what ``diff.lineage`` says of a commit and the one before, so that lists,
histories and comparisons call it by one name.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.audit.diff.lineage import linked
from generator.audit.diff.model import Kind
from generator.audit.entities import ITEM, ROW, UNIT, named
from generator.audit.fields import is_open

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.audit.entities import Data
    from generator.audit.history import History
    from generator.audit.state import Standing
    from generator.audit.steps import Step

_Moment = tuple[int, str]
"""A commit's place in the history, and an item's number."""


class Former(NamedTuple):
    """An item as it stood before the commit by which it went on."""

    key: str
    was: Standing


class Succession(Struct, frozen=True):
    """``sources``: an item after a commit → those before it that it continues.

    ``heirs``: an item before a commit → the numbers under which it goes on. An item that stays and
    gives a part away, or takes another in, is the first of its own sources and heirs. One that was
    stopped at once under another number has that one as its heir, a tombstone. ``silent``: steps of
    items that stay in whose files nothing was written then, by number.
    """

    sources: Mapping[_Moment, tuple[Former, ...]]
    heirs: Mapping[_Moment, tuple[str, ...]]
    silent: Mapping[str, tuple[Step, ...]]
    stones: frozenset[_Moment]

    def went(self, step: Step) -> tuple[str, ...]:
        """Return under which numbers an item goes on that isn't open under its own any more."""
        heirs = self.heirs.get((step.at, step.key), ())
        return () if step.key in heirs else heirs

    def event(self, step: Step) -> str:
        """Return the word for how an item went on by a step, "" where it didn't."""
        if heirs := self.went(step):
            many = len(heirs) > 1
            return str(Kind.SPLIT.value) if many else self._word((step.at, heirs[0]))
        here = (step.at, step.key)
        return self._word(here) if here in self.sources else ""

    def _word(self, come: _Moment) -> str:
        sources = self.sources[come]
        if come in self.stones:
            return str(Kind.WITHDRAWN.value)
        if len(sources) > 1:
            return str(Kind.MERGED.value)
        if len(self.heirs[come[0], sources[0].key]) > 1:
            return str(Kind.SPLIT.value)
        units = {number.partition("/")[0] for number in (come[1], sources[0].key)}
        return str((Kind.MOVED if len(units) > 1 else Kind.RENUMBERED).value)


def succession_of(history: History) -> Succession:
    """Return who went on as whom, in every commit of a history."""
    sources: dict[_Moment, tuple[Former, ...]] = {}
    heirs: dict[_Moment, tuple[str, ...]] = {}
    silent: defaultdict[str, tuple[Step, ...]] = defaultdict(tuple)
    stones: set[_Moment] = set()
    items = (step for step in history.steps if step.kind == ITEM)
    for at, group in groupby(items, key=attrgetter("at")):
        commit = _Commit(history, at, {step.key: step for step in group})
        links = commit.links()
        for old in {old for old, _ in links}:
            heirs[at, old] = tuple(_ordered(old, (y for x, y in links if x == old)))
        for new in {new for _, new in links}:
            olds = _ordered(new, (x for x, y in links if y == new))
            sources[at, new] = tuple(Former(old, commit.before(old)) for old in olds)
        for key in {key for link in links for key in link} - commit.steps.keys():
            stays = commit.before(key)
            one = next(iter(commit.steps.values()))
            silent[key] += (replace(one, key=key, was=stays, now=stays),)
        stones |= {(at, new) for _, new in links if not is_open(commit.after(new))}
    return Succession(sources, heirs, dict(silent), frozenset(stones))


def _ordered(key: str, numbers: Iterator[str]) -> list[str]:
    return sorted(numbers, key=lambda number: (number != key, number))


class _Commit:
    """The items that one commit touched, and what it says of where they come from."""

    def __init__(self, history: History, at: int, steps: Mapping[str, Step]) -> None:
        self._history = history
        self._at = at
        self.steps = steps
        self._lost = {k for k, s in steps.items() if is_open(s.was) and not is_open(s.now)}
        self._gained = {k for k, s in steps.items() if is_open(s.now) and not is_open(s.was)}

    def links(self) -> set[tuple[str, str]]:
        """Return (before, after) of every item that went on otherwise than as itself alone."""
        steps = self.steps.items()
        said = {(number, key) for key, s in steps if s.was for number in named(s.was.data)}
        says = {
            (number, key)
            for key, s in steps
            if s.now
            for number in self._history.origins(self._at, named(s.now.data))
        }
        keys = {key for pair in said ^ says for key in pair}
        before = {key for key in keys if is_open(self._stood(key, self._at - 1))}
        after = {key for key in keys if is_open(self._stood(key, self._at))}
        found = linked(says - said, said - says, before, after)
        found |= set(self._replaced()) if self._lost and self._gained else set()
        stay = {key for link in found for key in link if key in before and key in after}
        return found | {(key, key) for key in stay} | set(self._stopped(says - said, found))

    def _stopped(
        self, says: set[tuple[str, str]], found: set[tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        """Yield who went without a trace but for a tombstone that says it comes from there."""
        going = {old for old, _ in found}
        for old, new in says:
            stone = self.after(new)
            gone = old in self._lost - going and self.after(old) is None
            if gone and stone and not is_open(stone):
                yield old, new
                if new in self._lost:
                    yield new, new

    def after(self, key: str) -> Standing | None:
        """Return how an item stands after the commit, None where it isn't there."""
        return self._stood(key, self._at)

    def before(self, key: str) -> Standing:
        """Return how an item stood before the commit; it was there."""
        stood = self._stood(key, self._at - 1)
        assert stood is not None
        return stood

    def _replaced(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs that a row's or a unit's successor makes of one, in both directions."""
        for key in self._lost:
            unit, _, code = key.partition("/")
            others = (
                *(f"{other}/{code}" for other in self._history.tied(UNIT, unit)),
                *(f"{unit}/{other}" for other in self._history.tied(ROW, code)),
            )
            yield from ((key, other) for other in others if other in self._gained)

    def _stood(self, key: str, at: int) -> Standing | None:
        return self._history.standing(ITEM, key, at)


def declared(history: History, key: str, data: Data) -> list[str]:
    """Return the numbers an item comes from: by its own word, else its row's or unit's."""
    unit, _, code = key.partition("/")
    return list(named(data)) or [
        *(f"{old}/{code}" for old in history.replaced_by(UNIT, unit)),
        *(f"{unit}/{old}" for old in history.replaced_by(ROW, code)),
    ]
