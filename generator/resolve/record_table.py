"""The published documents as a table of which few rows are made: the others are told by columns.

Of 50,000 documents a build shows those that changed and their neighbours, and sorts, counts and
stamps all. Made for all, they took 0.7 s of each command.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, TypeVar, overload

from msgspec import Struct

from generator.resolve.model import Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
_SEARCHED = "title", "number", "index_number", "abstract", "text"


class Columns(Struct, frozen=True):
    """What is known of all documents, in one order.

    They are fields of ``Record``, dates as ISO writes them, "" where there is none. ``files``:
    whether it has attachments kept in the catalog.
    """

    ids: Sequence[str]
    bodies: Sequence[str]
    items: Sequence[Sequence[str]]
    published: Sequence[str]
    formed: Sequence[str]
    validity: Sequence[str]
    elements: Sequence[Sequence[str]]
    tokens: Sequence[str]
    files: Sequence[bool]

    @property
    def days(self) -> list[str]:
        """When each was published, else formed."""
        return [day or formed for day, formed in zip(self.published, self.formed, strict=True)]

    def at(self, places: Sequence[int]) -> Columns:
        """Return the columns of some documents."""
        pick = _picker(places)
        return Columns(*map(pick, _all_columns(self)))


_all_columns = attrgetter(*Columns.__struct_fields__)


def _picker(places: Sequence[int]) -> Callable[[Sequence[T]], Sequence[T]]:
    """Return what takes some of a sequence's members; at C's speed where there are several."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda column: [column[place] for place in places]


@dataclass(frozen=True)
class Records(Mapping[str, Record]):
    """The documents by id, in the order of ``columns``, newest first.

    ``make``: makes the document of a place; ``make_each``: yields every place with its document, in
    whatever order is easiest; ``words``: tells the characters of all words that are searched, each
    once.
    """

    columns: Columns
    make: Callable[[int], Record]
    make_each: Callable[[], Iterable[tuple[int, Record]]]
    words: Callable[[], str]
    _made: dict[int, Record] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, records: Mapping[str, Record]) -> Records:
        """Return documents that are at hand as a table; one that is a table as it is."""
        if isinstance(records, Records):
            return records
        made = [*records.values()]
        columns = Columns(
            [record.id for record in made],
            [record.body for record in made],
            [record.items for record in made],
            [_iso(record.published) for record in made],
            [_iso(record.formed) for record in made],
            [record.validity for record in made],
            [record.elements for record in made],
            [record.token for record in made],
            [any(attachment.file for attachment in record.attachments) for record in made],
        )
        return cls(columns, made.__getitem__, lambda: enumerate(made), lambda: _characters(made))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Each document's place."""
        return {key: place for place, key in enumerate(self.columns.ids)}

    def __getitem__(self, key: str) -> Record:
        """Return a document."""
        return self.at(self.places[key])

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a document, without making it."""
        return key in self.places

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self.columns.ids)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.columns.ids)

    def at(self, place: int) -> Record:
        """Return the document of a place."""
        record = self._made.get(place)
        if record is None:
            record = self._made[place] = self.make(place)
        return record

    def make_all(self) -> None:
        """Make every document, for processes that are forked from this one and need them."""
        if len(self._made) < len(self):
            self._made.update(self.make_each())

    @cached_property
    def told(self) -> Mapping[str, str]:
        """Each document's token."""
        return dict(zip(self.columns.ids, self.columns.tokens, strict=True))

    def stampable(self, key: str) -> Record | str:
        """Return what tells a document from any other: its token, or where there is none itself."""
        return self.told[key] or self[key]

    @cached_property
    def ticking(self) -> frozenset[int]:
        """The places of those that say which elements they publish: few do."""
        return frozenset(place for place, said in enumerate(self.columns.elements) if said)

    @property
    def all(self) -> Chosen:
        """All documents, in their order."""
        return Chosen(self, range(len(self)))

    def by(self, column: Sequence[T]) -> dict[T, Chosen]:
        """Return the documents by what stands in a column, in their order."""
        found: dict[T, list[int]] = {}
        for place, value in enumerate(column):
            found.setdefault(value, []).append(place)
        return {value: Chosen(self, places) for value, places in found.items()}


@dataclass(frozen=True)
class Chosen(Sequence[Record]):
    """Some documents of a table, made when they are looked at. ``places``: theirs in the table."""

    table: Records
    places: Sequence[int]

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> Record: ...

    @overload
    def __getitem__(self, at: slice) -> Chosen: ...

    def __getitem__(self, at: int | slice) -> Record | Chosen:
        """Return one of them, or some of them."""
        if isinstance(at, slice):
            return Chosen(self.table, self.places[at])
        return self.table.at(self.places[at])

    def pick(self, column: Sequence[T]) -> Sequence[T]:
        """Return what a column of the table says of them."""
        return _picker(self.places)(column)

    @property
    def tokens(self) -> Sequence[str]:
        """The token of each."""
        return self.pick(self.table.columns.tokens)

    @property
    def stampable(self) -> Sequence[Record | str]:
        """What tells each of them from any other: see ``Records.stampable``."""
        tokens = self.tokens
        return tokens if all(tokens) else list(self)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _characters(records: Iterable[Record]) -> str:
    texts = chain.from_iterable(map(_words, records))
    return "".join(sorted(set(chain.from_iterable(texts))))


def _words(record: Record) -> Iterator[str]:
    return (getattr(record, name) for name in _SEARCHED)
