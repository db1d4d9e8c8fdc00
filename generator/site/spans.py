"""What a browser can't judge for itself of things that changed more than once, said beforehand.

A comparison that spans several changes of a field sets its first words beside its last ones. What
that means is judged here (``diff.judge``), for each of the earlier words a field had: the browser
looks it up, and no rule is written twice.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.audit.diff.entities import shown, value
from generator.audit.diff.items import COLUMNS
from generator.audit.diff.lineage import MERGED_FROM, MOVED_FROM
from generator.audit.diff.model import FieldChange, Meaning
from generator.audit.entities import ITEM, ROW, named
from generator.audit.fields import LEFT, STATE, is_open
from generator.audit.lives import held
from generator.audit.names import code_of
from generator.audit.news import piece_of
from generator.site.news import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.audit import History, Piece
    from generator.audit.diff.model import Value
    from generator.audit.entities import Data
    from generator.audit.state import Standing

ROW_BEFORE, ROW_AFTER = 1, 2
"""Whether a column was the standard's before a change, and is after it: one bit each."""

Fields = list[list[Any]]
"""Of each field its name, what it said and says, what that means and why.

Where there is more to say of it also the bits above and, for words that it had before those, what
it means that it says the last ones instead: [words, meanings, why].
"""
_NOTHING = (Meaning.METADATA,)
_ON_STONES = (STATE, *LEFT)
_NAMES = (MOVED_FROM, MERGED_FROM)


class _Side(NamedTuple):
    """An item as it stood after the commit at a place."""

    key: str
    standing: Standing | None
    at: int


class Spans(Struct, frozen=True, dict=True):
    """Tells of each change what comparisons need that begin before it."""

    history: History

    def place(self, piece: Piece) -> int:
        """Return the place of a piece's commit in the history."""
        return self._places[piece.commit.id]

    def fields(self, piece: Piece) -> Fields:
        """Return all fields of a piece, those too that the event says in a list.

        Of an item that goes on from several others, and beside those that it names and that went
        in earlier commits, a field's name begins with the number of the one it was of.
        """
        at = self.place(piece)
        if piece.kind != ITEM:
            return [self._field(piece.kind, piece.key, at, change) for change in piece.changes]
        now = self._side(piece.key, at)
        beside = (*self._changed(piece, now), *self._resumed(now))
        return [self._of_item(former, now, change) for former, change in beside]

    def _changed(self, piece: Piece, now: _Side) -> Iterator[tuple[_Side, FieldChange]]:
        """Yield what a list tells; of who goes on from others also what its row says otherwise."""
        sources = self.history.succession.sources.get((now.at, now.key), ())
        if not sources:
            former = self._last(now.key, now.at)
            yield from ((former or now, change) for change in piece.changes)
        for source in sources:
            former = _Side(source.key, source.was, now.at - 1)
            mark = f"{source.key} " if len(sources) > 1 else ""
            for change in self._beside(former, now):
                if change.name not in _NAMES:
                    yield former, replace(change, name=f"{mark}{change.name}")
        left = (change for change in piece.changes if sources and change.name in LEFT.values())
        yield from ((now, change) for change in left)

    def _resumed(self, now: _Side) -> Iterator[tuple[_Side, FieldChange]]:
        """Yield what an item says otherwise than those it names that went in earlier commits."""
        before = self.history.standing(ITEM, now.key, now.at - 1)
        was, names = (set(named(s.data)) if s else set() for s in (before, now.standing))
        for other in sorted(names - was):
            former = self._last(other, now.at)
            if former and not is_open(self.history.standing(ITEM, other, now.at - 1)):
                for change in self._beside(former, now):
                    if change.name not in _ON_STONES:
                        yield former, replace(change, name=f"{other} {change.name}")

    def _beside(self, former: _Side, now: _Side) -> Iterator[FieldChange]:
        yield from self.history.judge.differences(self._held(former), self._held(now))
        yield from self._changing_hands(former, now)

    def _changing_hands(self, former: _Side, now: _Side) -> Iterator[FieldChange]:
        """Yield the columns that became an item's own, or a row's, with the same words.

        As far as the rows say something else at another time.
        """
        own = _own(former.standing) ^ _own(now.standing)
        keys = {former.key, now.key}
        names = [n for n in COLUMNS if n in own and any(self._varies(key, n) for key in keys)]
        before, after = (self._held(side) if names else {} for side in (former, now))
        for name in names:
            if name in before and before[name] == after.get(name):
                said = shown(before[name])
                yield FieldChange(name, said, said, _NOTHING)

    def inherited(self, piece: Piece) -> Iterator[tuple[str, Fields]]:
        """Yield the items that follow a row as it changes, and don't or didn't at another time.

        What such an item says at last may be the row's word or its own.
        """
        at = self.place(piece)
        columns = [change for change in piece.changes if change.name in COLUMNS]
        for key in self.history.adopters(piece.key) if columns else ():
            before, after = self._side(key, at - 1), self._side(key, at)
            goes_on = (at, key) in self.history.succession.sources
            stays = before.standing and after.standing and not goes_on
            own = _own(before.standing, after.standing)
            fields = [
                self._of_item(before, after, change)
                for change in columns
                if stays and change.name not in own and self._is_told(key, change.name)
            ]
            if fields:
                yield key, fields

    def quiet(self) -> Iterator[tuple[Piece, Fields]]:
        """Yield items of which columns changed hands with the same words; no list tells of them."""
        for step in self.history.steps:
            if step.kind != ITEM or not (step.was and step.now) or self._goes_on(step.key, step.at):
                continue
            was, now = _Side(step.key, step.was, step.at - 1), _Side(step.key, step.now, step.at)
            if changes := list(self._changing_hands(was, now)):
                fields = [self._of_item(was, now, change) for change in changes]
                yield piece_of(self.history, step), fields

    def _of_item(self, former: _Side, now: _Side, change: FieldChange) -> list[Any]:
        name = change.name.rpartition(" ")[2]
        bits = ROW_BEFORE * self._is_rows(former, name) + ROW_AFTER * self._is_rows(now, name)
        return self._field(ITEM, now.key, now.at, change, bits)

    def _field(self, kind: str, key: str, at: int, change: FieldChange, bits: int = 0) -> list[Any]:
        earlier = [
            [words(judged.old), _meanings(judged), judged.note]
            for judged in self._earlier(kind, key, at, change)
        ]
        what = [change.name, words(change.old), words(change.new), _meanings(change), change.note]
        return [*what, bits, earlier] if earlier else [*what, bits] if bits else what

    def _earlier(self, kind: str, key: str, at: int, change: FieldChange) -> Iterator[FieldChange]:
        """Yield what a field's new words mean in place of each that it had before its old ones."""
        name = change.name.rpartition(" ")[2]
        if change.meanings == _NOTHING and not change.note and change.old != change.new:
            return  # nothing is judged of such fields
        keys = self._ancestors(key) if kind == ITEM else (key,)
        earlier = dict.fromkeys(v for one in keys for v in self._values(kind, one, name, 0, at - 1))
        for new in self._values(kind, key, name, at, at):
            for old in earlier:
                for judged in self.history.judge.differences({name: old}, {name: new}):
                    if judged.old != change.old:
                        yield judged

    def _ancestors(self, key: str) -> tuple[str, ...]:
        """Return an item and all that it ever went on from, one after the other."""
        found = {key: None}
        waiting = [key]
        while waiting:
            new = [number for number in self._sources.get(waiting.pop(), ()) if number not in found]
            found |= dict.fromkeys(new)
            waiting += new
        return tuple(found)

    def _values(self, kind: str, key: str, name: str, start: int, end: int) -> list[Value]:
        """Return what a field said at any place from one to another, a row's word for an item's."""
        rows = self.history.of(ROW, code_of(key)) if kind == ITEM else ()
        steps = (*self.history.of(kind, key), *rows)
        found: dict[Value, None] = {}
        for place in sorted({start, *(step.at for step in steps if start < step.at <= end)}):
            if standing := self.history.standing(kind, key, place):
                said = _said(standing.data, name)
                if said is None and kind == ITEM:
                    said = _said(self.history.at(ROW, code_of(key), place), name)
                found[said or ""] = None
        return list(found)

    def _side(self, key: str, at: int) -> _Side:
        return _Side(key, self.history.standing(ITEM, key, at), at)

    def _last(self, key: str, at: int) -> _Side | None:
        """Return how an item stood before a place, or at last before it went."""
        steps = [step for step in self.history.of(ITEM, key) if step.at < at]
        if not steps:
            return None
        now, was = steps[-1].now, steps[-1].was
        return _Side(key, now, at - 1) if now else _Side(key, was, steps[-1].at - 1)

    def _held(self, side: _Side) -> dict[str, Value]:
        return held(self.history, side.key, side.standing, side.at)

    def _is_rows(self, side: _Side, name: str) -> bool:
        if side.standing is None or _said(side.standing.data, name) is not None:
            return False
        return _said(self.history.at(ROW, code_of(side.key), side.at), name) is not None

    def _goes_on(self, key: str, at: int) -> bool:
        """Tell whether an item goes on otherwise than as itself alone in a commit."""
        links = self.history.succession
        return (at, key) in links.sources or (at, key) in links.heirs

    def _varies(self, key: str, name: str) -> bool:
        """Tell whether the row of an item's code ever said something else in a column."""
        return len(self._values(ROW, code_of(key), name, 0, len(self.history.commits))) > 1

    def _is_told(self, key: str, name: str) -> bool:
        """Tell whether an item ever had its own words in a column, or went on as another."""
        steps = self.history.of(ITEM, key)
        return key in self._linked or any(name in _own(step.was, step.now) for step in steps)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {commit.id: at for at, commit in enumerate(self.history.commits)}

    @cached_property
    def _sources(self) -> Mapping[str, set[str]]:
        """An item → those that it ever went on from, or named."""
        found: dict[str, set[str]] = {}
        for (_, key), formers in self.history.succession.sources.items():
            found.setdefault(key, set()).update(former.key for former in formers)
        for step in self.history.steps:
            if step.kind == ITEM and step.now and (names := set(named(step.now.data))):
                found.setdefault(step.key, set()).update(names)
        return found

    @cached_property
    def _linked(self) -> set[str]:
        sources = self._sources
        return {*sources, *(key for formers in sources.values() for key in formers)}


def _own(*standings: Standing | None) -> set[str]:
    """Return the columns that an item has words of its own in."""
    held = [standing.data for standing in standings if standing]
    return {name for data in held for name in COLUMNS if data.get(name) is not None}


def _said(data: Data | None, name: str) -> Value | None:
    """Return what is said in one field, None where nothing is; a field in a field has no own."""
    written = (data or {}).get(name)
    return None if written is None else value(written)


def _meanings(change: FieldChange) -> str:
    return " ".join(meaning.value for meaning in change.meanings)
