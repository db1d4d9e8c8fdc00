"""What changed in the catalog, told once: a standard row's change is one piece, not forty."""

from __future__ import annotations

import datetime as dt
from heapq import merge
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.audit.chain import commit_of
from generator.audit.days import day_meant, day_named
from generator.audit.diff.items import COLUMNS
from generator.audit.diff.model import OF_KIND, Kind, Meaning
from generator.audit.entities import AREA, BODY, ITEM, RECORD, ROW, SITE, UNIT
from generator.audit.fields import OWNER, gravest, is_open, told
from generator.audit.history import first_behind
from generator.audit.lives import RETURNED, continued, happened
from generator.audit.names import code_of, owner_name, owner_of, title_of, unit_of
from generator.audit.owners import apart, renamed, with_owner
from generator.audit.sources import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.audit.commits import Commit
    from generator.audit.diff.model import FieldChange, Value
    from generator.audit.entities import Data
    from generator.audit.history import History
    from generator.audit.steps import Step


_AT = attrgetter("at")
_MEANT = {kind.value: meaning for kind, meaning in OF_KIND.items()} | {RETURNED: Meaning.WIDENING}


class Piece(Struct, frozen=True):
    """One thing changed by one commit.

    ``unit``, ``body`` (a Body.id) and ``area``: where it belongs, "" where it belongs to none.
    ``owner``: the body's name with its unit's, "" for what is the whole catalog's. ``changes``:
    only what its own file says otherwise. ``reached``: the items a row's change reaches.
    ``sources``: the numbers of the items that an item goes on from.
    """

    commit: Commit
    kind: str
    key: str
    event: str
    title: str
    unit: str = ""
    body: str = ""
    area: str = ""
    owner: str = ""
    changes: tuple[FieldChange, ...] = ()
    reached: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What it means for the public, the gravest first; empty where nothing can be judged."""
        if self.kind in (ITEM, RECORD, ROW) and self.event in _MEANT:
            return (_MEANT[self.event],)
        return gravest(self.changes)


def news_of(history: History, start: int = 0) -> tuple[Piece, ...]:
    """Return what changed from the commit at place ``start`` on, the oldest first.

    What founded the catalog is no news (``History.founded``), nor are the site's own titles.
    """
    first = max(start, history.founded)
    steps = (step for step in _steps(history) if step.at >= first and step.kind != SITE)
    pieces = (piece_of(history, step) for step in steps)
    return tuple(p for p in pieces if p.changes or p.event != Kind.CHANGED.value)


def _steps(history: History) -> Iterator[Step]:
    """Yield every step that is told.

    A body whose folder has another name neither goes nor comes by that: it moves. Of an item that
    goes on under another number, the new one tells. An item that gave a part away or took another
    in is told of, also when its own file stayed as it was.
    """
    gone = {(old.at, old.key) for old, _ in history.renamed_bodies}
    was = {(new.at, new.key): old.was for old, new in history.renamed_bodies}
    silent = chain.from_iterable(history.succession.silent.values())
    for step in merge(history.steps, sorted(silent, key=_AT), key=_AT):
        here = (step.at, step.key)
        if step.kind == ITEM and history.succession.went(step):
            continue
        if step.kind != BODY or here not in gone | was.keys():
            yield step
        elif here in was:
            yield replace(step, was=was[here])


def since(root: Path, history: History, spec: str) -> int:
    """Return the place of the first commit since a day (that day counts) or behind a revision.

    Raises SourceError when there is no such day or revision.
    """
    if day := day_named(spec):
        return history.first_after(day - dt.timedelta(days=1))
    commit = commit_of(root, spec)
    if not commit:
        raise SourceError(
            f"没有“{spec}”这个版本。可以写提交号、分支、标签，或者日期（2026-01-31）。"
            f"{day_meant(spec)}"
        )
    return first_behind(root, history, commit)


def piece_of(history: History, step: Step) -> Piece:
    """Return what a step did as lists tell it."""
    standing = step.now or step.was
    assert standing is not None
    data = standing.data
    unit = body = ""
    if step.kind in (ITEM, RECORD):
        unit = unit_of(step.key) if step.kind == ITEM else history.unit_of(standing.path)
        body = owner_of(history, unit, standing.path)
    elif step.kind in (UNIT, BODY):
        unit, body = unit_of(step.key), step.key if step.kind == BODY else ""
    sources = history.succession.sources.get((step.at, step.key), ()) if step.kind == ITEM else ()
    numbers = tuple(source.key for source in sources)
    changes = continued(history, step, row_too=False) if sources else _changes(history, step)
    return Piece(
        step.commit, step.kind, step.key, _event(history, step, changes),
        title_of(history, step.kind, step.key, data), unit, body,
        _area(history, step.kind, step.key, data),
        owner_name(history, body or unit) if unit else "",
        changes,
        tuple(_followers(history, step, changes)) if step.kind == ROW else (),
        numbers if numbers != (step.key,) else (),
    )  # fmt: skip


def _event(history: History, step: Step, changes: tuple[FieldChange, ...]) -> str:
    """Return the word for what a step did; a tombstone with nothing before it adds no item."""
    word = happened(history, step, Kind.ADDED.value, changes)
    empty = step.kind == ITEM and step.was is None and step.now and not is_open(step.now)
    return str(Kind.CHANGED.value) if empty and word == Kind.ADDED.value else word


def _area(history: History, kind: str, key: str, data: Data) -> str:
    """Return the area a thing lies in; a document's is that of the first item it is under."""
    if kind == AREA:
        return key
    if kind == RECORD:
        codes = data.get("事项")
        rows = (history.last(ROW, str(code)) for code in (codes if isinstance(codes, list) else ()))
        data = next((row for row in rows if row), {})
    return str(data.get("领域") or "") if kind in (ITEM, RECORD, ROW) else ""


def _changes(history: History, step: Step) -> tuple[FieldChange, ...]:
    """Return what a thing's own file says otherwise; an item's values are those that hold.

    Of what is back, what it said at last counts; what comes for the first time, or goes, has
    nothing to be set beside, but for a tombstone's words.
    """
    if step.now is None:
        return ()
    if step.was is None:
        gone = [past for past in history.of(step.kind, step.key) if past.at < step.at]
        if not gone and (step.kind != ITEM or is_open(step.now)):
            return ()
        step = replace(step, was=gone[-1].was) if gone else step
    if step.kind not in (ITEM, RECORD):
        changes = history.judge.differences(_said(step, earlier=True), _said(step))
        return (*renamed(history, step), *changes)
    unit = unit_of(step.key) if step.kind == ITEM else ""
    sides = (with_owner(history, standing, unit) for standing in (step.was, step.now))
    was, now = map(dict, apart(history, step, *sides))
    if step.kind == ITEM:
        fields = {change.name for change in history.judge.differences(was, now)}
        code = code_of(step.key)
        was = _holding(was, told(history.at(ROW, code, step.at - 1)), fields)
        now = _holding(now, told(history.at(ROW, code, step.at)), fields)
    return history.judge.differences(was, now)


def _said(step: Step, *, earlier: bool = False) -> dict[str, Value]:
    standing = step.was if earlier else step.now
    return told(standing.data) if standing else {}


def _holding(local: dict[str, Value], row: dict[str, Value], fields: set[str]) -> dict[str, Value]:
    """Return the values that hold in some fields: what is written locally, else the row's.

    And who owns it: an item that said nothing of its own was there all the same.
    """
    held = row | local
    return {field: held[field] for field in (*fields, OWNER) if field in held}


def _followers(history: History, step: Step, changes: tuple[FieldChange, ...]) -> Iterator[str]:
    """Yield the open items that a row's change reaches: not those that write these columns.

    Where the row itself came, went, was stopped or resumed, all that have its code.
    """
    columns = {change.name for change in changes} & COLUMNS.keys()
    whole = step.was is None or step.now is None or any(change.name == "停止" for change in changes)
    for key in history.adopters(step.key):
        sides = [history.standing(ITEM, key, at) for at in (step.at - 1, step.at)]
        own = {name for side in sides if side for name in told(side.data)}
        if is_open(sides[1]) and (whole or (is_open(sides[0]) and columns - own)):
            yield key
