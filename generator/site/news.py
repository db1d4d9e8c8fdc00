"""What changed in the catalog, as pages and feeds tell it: folded, sorted by whom it concerns.

Everything here is plain text, made from the history once, so that a page's inputs can be compared.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit import KIND_NAMES
from generator.audit.accounts import account_of
from generator.audit.diff.model import Kind
from generator.audit.entities import RECORD, TERM
from generator.audit.lives import RETURNED
from generator.site.links import body_path, item_path, pull_address, record_path, standard_path

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.audit import Piece
    from generator.audit.diff.model import FieldChange, Value
    from generator.site.view import View

_NAMED = 12  # things named in a folded entry; the others are counted
_TIDIED = "整理"  # files stand elsewhere or in another order; told in an item's own history only
SORTS: dict[str, tuple[str, ...]] = {
    "新增": (Kind.ADDED.value, RETURNED, Kind.RESUMED.value),
    "调整": (
        Kind.CHANGED.value, Kind.RENUMBERED.value, Kind.MERGED.value, Kind.SPLIT.value,
        Kind.REPLACED.value, Kind.RELINKED.value,
    ),
    "移交": (Kind.MOVED.value,),
    "停止": (Kind.WITHDRAWN.value, Kind.VANISHED.value, Kind.REMOVED.value),
}  # fmt: skip
"""The sorts of change readers choose from, and the events of each."""
_SORT_OF = {event: sort for sort, events in SORTS.items() for event in events}


class Alteration(Struct, frozen=True):
    """One field in words, "" where nothing was or is said, and what it means for the public."""

    name: str
    before: str
    after: str
    meaning: str  # 收窄, 扩大 …
    note: str  # why, in a few words


class Told(Struct, frozen=True):
    """A change's event, fields and document, in the words readers see.

    ``stone``: names and words of what stands on a state that came or went: the day, the reason.
    """

    event: str
    changes: tuple[Alteration, ...]
    stone: tuple[tuple[str, str], ...]
    basis: str


class Thing(Struct, frozen=True):
    """What an entry is about; ``path``: its page, "" where it has none now.

    ``former``: the numbers of the items that it goes on from.
    """

    key: str
    title: str
    place: str
    path: str
    former: tuple[str, ...] = ()


class News(Struct, frozen=True):
    """One change as readers see it: alike changes of one commit are one.

    ``things``: the first of what changed, ``more`` the number of the others. ``meanings``: for the
    public, the gravest first. ``stone``: see Told. ``reach``: how many items follow the rows of
    the standard. ``basis``: the document the commit names, else the one the thing itself does;
    ``due``: there should be one. ``pull``: the pull request's address, "" if it has none.
    """

    id: str  # commit and first key: names it for ever
    time: dt.datetime
    kind: str
    event: str
    things: tuple[Thing, ...]
    more: int
    changes: tuple[Alteration, ...]
    stone: tuple[tuple[str, str], ...]
    meanings: tuple[str, ...]
    reach: int
    basis: str
    due: bool
    number: str
    pull: str

    @property
    def date(self) -> dt.date:
        """The day in China."""
        return self.time.date()

    @property
    def sort(self) -> str:
        """Which of SORTS it is."""
        return _SORT_OF[self.event]

    @property
    def count(self) -> int:
        """How many things changed alike."""
        return len(self.things) + self.more


def fold(view: View, pieces: Iterable[Piece]) -> tuple[News, ...]:
    """Return pieces, newest first, with what one commit changed alike as one."""
    return tuple(news_of_group(view, group) for group in gathered(pieces))


def gathered(pieces: Iterable[Piece]) -> Iterable[list[Piece]]:
    """Return pieces in groups: what one commit changed alike."""
    groups: defaultdict[tuple[object, ...], list[Piece]] = defaultdict(list)
    for piece in pieces:
        groups[piece.commit.id, piece.kind, piece.event, piece.changes].append(piece)
    return groups.values()


def news_of_group(view: View, group: list[Piece]) -> News:
    """Return what was changed alike as readers see it."""
    first = group[0]
    commit = first.commit
    told = tell(first.event, first.changes, commit.basis)
    return News(
        id=f"{commit.id}/{first.kind}/{first.key}/{first.event}",
        time=commit.time,
        kind=KIND_NAMES[first.kind],
        event=told.event,
        things=tuple(thing_of(view, piece) for piece in group[:_NAMED]),
        more=max(0, len(group) - _NAMED),
        changes=told.changes,
        stone=told.stone,
        meanings=tuple(meaning.value for meaning in first.meanings),
        reach=len({key for piece in group for key in piece.reached}),
        basis=told.basis,
        due=first.kind != TERM and (first.kind != RECORD or _SORT_OF[told.event] == "停止"),
        number=commit.pull,
        pull=pull_address(view.catalog.site.repository, commit.pull),
    )


def tell(event: str, changes: Iterable[FieldChange], basis: str, longest: int = 0) -> Told:
    """Return what is told of a change: nothing twice, and the document the thing itself names.

    ``longest``: see ``alterations``.
    """
    account = account_of(event, changes)
    said = alterations(account.changes, longest)
    tidied = event == Kind.CHANGED.value and not said
    basis, stone = account.under(basis)
    shown = tuple((name, words(said, longest)) for name, said in stone)
    return Told(_TIDIED if tidied else event, said, shown, basis)


def alterations(changes: Iterable[FieldChange], longest: int = 0) -> tuple[Alteration, ...]:
    """Return field changes in words; values longer than ``longest``, if given, are cut."""
    return tuple(
        Alteration(
            c.name,
            words(c.old, longest),
            words(c.new, longest),
            c.meanings[0].value,
            c.note,
        )
        for c in changes
    )


def words(value: Value, longest: int = 0) -> str:
    """Return a field's value as one text, cut where it is longer than ``longest``, if given."""
    text = "；".join(value) if isinstance(value, tuple) else value
    return f"{text[:longest]}……" if longest and len(text) > longest else text


def thing_of(view: View, piece: Piece) -> Thing:
    """Return what a piece is about."""
    title = "" if piece.title == piece.key else piece.title
    return Thing(piece.key, title, piece.owner, _path(view, piece), piece.sources)


def _path(view: View, piece: Piece) -> str:
    """Return the page of what a piece is about, as far as the catalog still has it."""
    catalog = view.catalog
    if item := catalog.items.get(piece.key):
        return item_path(catalog.units[item.unit], item)
    if record := catalog.records.get(piece.key):
        return record_path(record)
    if row := catalog.standards.get(piece.key):
        return standard_path(row.area, row.code)
    if body := catalog.bodies.get(piece.key):
        return body_path(catalog.units[body.unit], body)
    return ""
