"""Which items went on under another number in the very commit in which they went.

Only what somebody wrote down counts (移自, 合并自, 接替), as in comparisons: likeness is no proof.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.audit.diff.lineage import MERGED_FROM, MOVED_FROM
from generator.audit.diff.model import Kind
from generator.audit.entities import ITEM, ROW, UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.audit.entities import Data
    from generator.audit.history import History, Step

_Moment = tuple[int, str]
"""A commit's place in the history, and an item's number."""


@dataclass(frozen=True, slots=True)
class Succession:
    """``sources``: an item that came → the steps by which those went that it continues.

    ``heirs``: an item that went → the numbers under which it goes on.
    """

    sources: Mapping[_Moment, tuple[Step, ...]]
    heirs: Mapping[_Moment, tuple[str, ...]]

    def event(self, step: Step) -> str:
        """Return the word for how an item went on by a step, "" where it didn't."""
        here = (step.at, step.key)
        if step.now is None:
            heirs = self.heirs.get(here, ())
            return self._word((step.at, heirs[0])) if heirs else ""
        return self._word(here) if here in self.sources else ""

    def _word(self, come: _Moment) -> str:
        sources = self.sources[come]
        if len(sources) > 1:
            return str(Kind.MERGED.value)
        if len(self.heirs[come[0], sources[0].key]) > 1:
            return str(Kind.SPLIT.value)
        units = {number.partition("/")[0] for number in (come[1], sources[0].key)}
        return str((Kind.MOVED if len(units) > 1 else Kind.RENUMBERED).value)


def succession_of(history: History) -> Succession:
    """Return who went on as whom, in every commit of a history."""
    sources: dict[_Moment, tuple[Step, ...]] = {}
    heirs: defaultdict[_Moment, tuple[str, ...]] = defaultdict(tuple)
    gone: defaultdict[int, dict[str, Step]] = defaultdict(dict)
    for step in history.steps:
        if step.kind == ITEM and step.now is None:
            gone[step.at][step.key] = step
    for step in history.steps if gone else ():
        if step.kind != ITEM or step.was is not None or step.now is None or step.at not in gone:
            continue
        named = declared(history, step.key, step.now.data)
        found = tuple(gone[step.at][key] for key in named if key in gone[step.at])
        if found:
            sources[step.at, step.key] = found
            for source in found:
                heirs[step.at, source.key] += (step.key,)
    return Succession(sources, dict(heirs))


def declared(history: History, key: str, data: Data) -> list[str]:
    """Return the numbers an item comes from: by its own word, else its row's or unit's."""
    unit, _, code = key.partition("/")
    return list(named(data)) or [
        *(f"{old}/{code}" for old in history.replaced_by(UNIT, unit)),
        *(f"{unit}/{old}" for old in history.replaced_by(ROW, code)),
    ]


def named(data: Data) -> Iterator[str]:
    """Yield the numbers an item says it comes from, each once."""
    merged = data.get(MERGED_FROM)
    written = (data.get(MOVED_FROM), *(merged if isinstance(merged, list) else ()))
    yield from dict.fromkeys(str(number) for number in written if number)
