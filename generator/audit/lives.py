"""The life of one item or record: every version, field by field, under all numbers it ever had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.audit.diff.entities import shown
from generator.audit.diff.lineage import MERGED_FROM, MOVED_FROM
from generator.audit.diff.model import FieldChange, Kind, Meaning
from generator.audit.diff.outcome import ending, kind_of_record
from generator.audit.entities import BODY, ITEM, MUST_STAY, RECORD, ROW, UNIT, named
from generator.audit.fields import LEFT, OWNER, STATE, STOPPED, told
from generator.audit.heirs import declared
from generator.audit.names import THINGS, code_of, unit_of
from generator.audit.owners import PLACE, apart, with_owner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.audit.commits import Commit
    from generator.audit.diff.model import Value
    from generator.audit.history import History
    from generator.audit.state import Standing
    from generator.audit.steps import Step

LISTED, PUBLISHED, RETURNED = "列入", "公开", "重新列入"
# Documents and bases are no longer valid where comparisons say that they ended, but stay public.
_ENDING = frozenset({ROW, UNIT, BODY})
NUMBER = "编号"  # the field that an item which goes on under another number has changed


class Entry(Struct, frozen=True):
    """One version: which commit made it, what happened, and which fields say something else.

    ``key``: the number it had then. ``owner``: the body, with its unit's name, whose file was
    changed; 标准目录 where the change came from there.
    """

    commit: Commit
    key: str
    event: str
    owner: str
    changes: tuple[FieldChange, ...]


def life_of(history: History, kind: str, key: str) -> tuple[Entry, ...]:
    """Return every version of an item or a record, the oldest first; empty if there was none.

    An item's begin with those of the items it continues (移自, 合并自, 接替, a unit's new code).
    """
    if kind == RECORD:
        return tuple(_record(history, key))
    numbers = {key: len(history.commits)}  # → the place from which on it is another item's
    waiting = [key]
    while waiting:
        heir = waiting.pop()
        new = {n: _left(history, n, heir) for n in _predecessors(history, heir) if n not in numbers}
        numbers |= new
        waiting += new
    place = {commit.id: at for at, commit in enumerate(history.commits)}
    entries = (
        entry
        for number in reversed(numbers)
        for entry in _item(history, number)
        # How one of these numbers became another of them is told once, of the new one.
        if place[entry.commit.id] <= numbers[number]
        and not (numbers.keys() - {number})
        & {*history.succession.heirs.get((place[entry.commit.id], number), ())}
    )
    return tuple(sorted(entries, key=lambda entry: place[entry.commit.id]))


def _left(history: History, number: str, heir: str) -> int:
    """Return the place of the commit by which an item went on as another, the last there is.

    Where none did so in one commit, what came of the number until the end belongs to it.
    """
    links = history.succession.sources
    places = (
        step.at
        for step in history.of(ITEM, heir)
        if any(former.key == number for former in links.get((step.at, heir), ()))
    )
    return max(places, default=len(history.commits))


def item_life(history: History, key: str) -> tuple[Entry, ...]:
    """Return the versions of an item under its present number."""
    return tuple(_item(history, key))


def has_news(history: History, key: str) -> bool:
    """Tell whether anything may have become of an item since the catalog was founded.

    Telling the lives of 7,680 items, hardly one of which has any, took 0.5 s of a rebuild.
    """
    lives = history.of(ITEM, key), history.of(ROW, code_of(key))
    return any(steps and steps[-1].at >= history.founded for steps in lives)


def _record(history: History, key: str) -> Iterator[Entry]:
    for step in history.of(RECORD, key):
        was, now = (with_owner(history, s) for s in (step.was, step.now))
        changes = history.judge.differences(*apart(history, step, was, now))
        event = happened(history, step, PUBLISHED, changes)
        owner = (now or was).get(OWNER, "")
        yield Entry(step.commit, key, event, str(owner), changes)


def _item(history: History, key: str) -> Iterator[Entry]:
    unit, code = unit_of(key), code_of(key)
    silent = history.succession.silent.get(key, ())
    steps = [*history.of(ITEM, key), *silent, *history.of(ROW, code)]
    own: Step | None = None
    was: Mapping[str, Value] = {}
    lost: Mapping[str, Value] = {}  # what was said when it vanished: what is back may say the same
    for step in sorted(steps, key=lambda step: (step.at, step.kind)):
        if step.kind == ITEM:
            own = step
        elif own is None or own.now is None:
            continue
        assert own is not None
        row = told(history.at(ROW, code, step.at))
        now = row | with_owner(history, own.now, unit) if own.now else {}
        sides = apart(history, step, was or lost, now) if step.kind == ITEM else (was, now)
        changes = _passing(history, step) or history.judge.differences(*sides)
        if step.kind == ITEM or changes:
            local = step.kind == ITEM
            if local and was and now and not changes and step not in silent:
                continue  # a folder above its body's has another name
            event = happened(history, step, LISTED, changes) if local else Kind.INHERITED.value
            owner = str((now or was).get(OWNER, "")) if local else "标准目录"
            yield Entry(step.commit, key, event, owner, changes)
        lost = was if was and not now else lost
        was = now


def _passing(history: History, step: Step) -> tuple[FieldChange, ...]:
    """Return what is told of an item that goes on elsewhere, or has come from there."""
    if step.kind != ITEM:
        return ()
    here = (step.at, step.key)
    heirs = history.succession.heirs.get(here, ())
    sources = history.succession.sources.get(here, ())
    numbers = tuple(source.key for source in sources)
    if not sources and not heirs:
        return ()
    if not sources:
        renumbered = FieldChange(NUMBER, step.key, heirs, (Meaning.METADATA,))
        return (renumbered, *_stone(history, step.at, (step.key,)))
    old, new = (step.key, heirs) if numbers == (step.key,) else (numbers, step.key)
    return (FieldChange(NUMBER, old, new, (Meaning.METADATA,)), *continued(history, step))


def continued(history: History, step: Step, *, row_too: bool = True) -> tuple[FieldChange, ...]:
    """Return what an item says otherwise than those it continues.

    Where there are several of them, each field says whose it was. What was written where one of
    them stood before, now stopped there, is told with it. ``row_too``: also what one row of the
    standard says otherwise now, to both of them.
    """
    sources = history.succession.sources[step.at, step.key]
    now = held(history, step.key, step.now, step.at)
    codes = [code_of(source.key) for source in sources]
    changes: list[FieldChange] = []
    for source, code in zip(sources, codes, strict=True):
        was = held(history, source.key, source.was, step.at - 1)
        whose = code if codes.count(code) == 1 else source.key
        mark = f"{whose} " if len(sources) > 1 else ""
        hidden = {MOVED_FROM, MERGED_FROM}
        if not row_too and code == code_of(step.key):
            hidden |= _followed(history, step, source.was)
        changes += (
            replace(change, name=f"{mark}{change.name}")
            for change in history.judge.differences(was, now)
            if change.name not in hidden
        )
    return (*changes, *_stone(history, step.at, (source.key for source in sources)))


def _followed(history: History, step: Step, was: Standing) -> set[str]:
    """Return the columns that are the row's both before a step and after it."""
    before, after = (told(history.at(ROW, code_of(step.key), step.at - back)) for back in (1, 0))
    own = {*told(was.data), *(told(step.now.data) if step.now else ())}
    return (before.keys() & after.keys()) - own


def _stone(history: History, at: int, keys: Iterable[str]) -> Iterator[FieldChange]:
    """Yield what is written on the first tombstone among items, in fields that say so."""
    left = (history.at(ITEM, key, at) for key in keys)
    stone = told(next((data for data in left if data and data.get(STATE) == STOPPED), None))
    for name, of_stop in LEFT.items():
        if words := stone.get(name):
            yield FieldChange(of_stop, "", shown(words), (Meaning.METADATA,))


def held(history: History, key: str, standing: Standing | None, at: int) -> dict[str, Value]:
    """Return all that holds of an item after a commit: what its row says and what is its own."""
    return told(history.at(ROW, code_of(key), at)) | with_owner(history, standing, unit_of(key))


def happened(history: History, step: Step, first: str, changes: tuple[FieldChange, ...]) -> str:
    """Return the word for what a step did; ``first``: for a thing's very first one."""
    if step.kind == ITEM and (word := history.succession.event(step)):
        return word
    if step.now is None:
        return Kind.VANISHED.value if step.kind in MUST_STAY else Kind.REMOVED.value
    if step.was is None:
        return first if history.of(step.kind, step.key)[0] is step else RETURNED
    by_field = {change.name: change for change in changes}
    if state := by_field.get(STATE):
        if state.new == STOPPED:
            return Kind.WITHDRAWN.value
        if state.old == STOPPED:
            return Kind.RESUMED.value
    if step.kind in _ENDING and (ended := ending(THINGS[step.kind], step.was.data, step.now.data)):
        return ended.value
    if {OWNER, PLACE} & by_field.keys():
        return Kind.MOVED.value
    return (kind_of_record(by_field) if step.kind == RECORD else Kind.CHANGED).value


def _predecessors(history: History, key: str) -> list[str]:
    """Return the numbers of the items that this one continues: those it names, else the nearest."""
    steps = history.of(ITEM, key)
    if not steps:
        return []
    written = [number for step in steps if step.now for number in named(step.now.data)]
    if known := [number for number in dict.fromkeys(written) if history.of(ITEM, number)]:
        return known
    in_its_file = (n for n in history.left(steps[0]) if code_of(n) == code_of(key))
    candidates = (*in_its_file, *declared(history, key, {}))
    return [number for number in candidates if history.of(ITEM, number)][:1]
