"""Published documents, indexed in shards of which a question fetches only its own.

Documents are numbered from the oldest to the newest and cut into segments: a new document changes
the last segment only, and a question begins with the newest and stops when it has enough. Within
a segment every pair of neighbouring characters leads to the documents that hold it:

- in titles, 文号 and 索引号 with the places it stands at, so that a phrase is found exactly from
  its pairs alone, without any document's text;
- in summaries and full texts without: what pairs promise there is checked against the text.

A last run of few and short documents has no pairs: reading them all costs less.

All are classic scripts that hand themselves in by name (``gongkaiSearch.part(name, data)``): they
load from ``file://`` too, where a page may not fetch.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from operator import add
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.resolve.record_table import Chosen, Records
from generator.search.folding import squasher
from generator.search.former import Former, Keys, Told
from generator.search.postings import Shards, gaps, join
from generator.search.texts import Texts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.resolve.model import Catalog, Record
    from generator.search.former import Postings, Sought, Standing

SEGMENT = 16_384  # documents a segment holds
SMALL = 64  # a segment of so many documents or fewer is read whole,
SHORT = 40_000  # if all its texts have no more characters
BLOCK = 16  # documents shown from one file, about 1 KB compressed
# Places beyond are not indexed: titles, 文号 and 索引号 have 500 characters at most, of two halves.
LONGEST = 1023
STANDS: Final = object()  # in place of data: the file of the last build holds it
END = "\n"  # stands between fields and after the last: no phrase crosses it


class Numbered(Struct, frozen=True):
    """What rows of documents call units, departments (by ``Body.id``) and areas by."""

    units: Mapping[str, int]
    departments: Mapping[str, int]
    areas: Mapping[str, int]


class Documents:
    """The published documents from the oldest to the newest, in segments made one by one."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._table = Records.of(records)
        columns = self._table.columns
        # Documents without a date come before all others.
        self._days = columns.days
        keys = [f"{day} {key}" for day, key in zip(self._days, columns.ids, strict=True)]
        self.records = Chosen(self._table, sorted(range(len(keys)), key=keys.__getitem__))
        starts = range(0, max(1, len(self.records)), SEGMENT)
        self.segments = [self.records[start : start + SEGMENT] for start in starts]

    def rests_on(self, number: int) -> tuple[object, ...]:
        """Return which documents a segment is made of; the newest comes with what all have."""
        if number < len(self.segments) - 1:
            return (self.segments[number],)
        return self.segments[number], tuple(self._years), self._characters

    @cached_property
    def _years(self) -> list[tuple[int, int]]:
        """(Year, number of its first document); documents without a date have year 0."""
        years = [int(day[:4]) if day else 0 for day in self.records.pick(self._days)]
        return [(year, at) for at, year in enumerate(years) if not at or years[at - 1] != year]

    @cached_property
    def _characters(self) -> str:
        """The characters of all documents; only some of them have another form."""
        return self._table.words()

    def parts(
        self,
        number: int,
        catalog: Catalog,
        numbers: Numbered,
        simple: tuple[str, str],
        standing: Standing | None = None,
    ) -> Iterator[tuple[str, Any]]:
        """Yield (name, plain data) of a segment's shards; the browser starts from ``documents``.

        ``catalog``: where the documents' bodies and items are looked up. ``simple`` are traditional
        characters and their forms; the browser is told those that occur. ``standing``: what was
        made last time, of the same units, departments and characters; data that is the same is
        ``STANDS``.
        """
        above = _above(catalog, numbers.units)
        segment = _Segment(catalog, numbers, squasher(simple), above, standing)
        last, newest = number == len(self.segments) - 1, None
        for name, data in segment.parts(number, self.segments[number]) if self.records else ():
            # Every question needs the newest table: it comes with the list, not after it.
            if name == str(number) and last:
                newest = data
            else:
                yield name, data
        if last:
            yield (
                "documents",
                {"count": len(self.records), "segment": SEGMENT, "block": BLOCK,
                 "years": self._years, "simple": self._occurring(simple),
                 "newest": newest},
            )  # fmt: skip

    def columns(
        self, number: int, catalog: Catalog, numbers: Numbered
    ) -> Iterator[tuple[str, Any]]:
        """Yield (name, plain data) of what filters count a segment's documents by.

        This alone hangs on their items, which change more often than they do.
        """
        if self.records:
            segment = _Segment(catalog, numbers, str, {}, None)
            yield f"{number}c", segment.columns(self.segments[number])

    def _occurring(self, simple: tuple[str, str]) -> tuple[str, str]:
        """Return what of the pairs some document's text needs."""
        present = set(squasher(("", ""))(self._characters))
        pairs = [(old, new) for old, new in zip(*simple, strict=True) if old in present]
        return "".join(old for old, _ in pairs), "".join(new for _, new in pairs)


def unit_key(number: int) -> str:
    """Return the key, as long as a pair, of the documents in a unit and all below it."""
    return " " + chr(0x4E00 + number)  # no squashed text has a space


def _pairs(text: str) -> Iterator[str]:
    """Return each character of a text with the one behind it, the last with what ends it."""
    return map(add, text, text[1:] + END)


def _day(record: Record) -> dt.date | None:
    return record.published or record.formed


def _date(record: Record) -> str:
    day = _day(record)
    return day.isoformat() if day else ""


def _above(catalog: Catalog, units: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Return, by code, each unit's number and those of the units it lies in, but the root's."""
    found: dict[str, tuple[int, ...]] = {}
    for code, unit in catalog.units.items():
        inside = found.get(unit.parent, ()) if unit.parent else ()
        found[code] = (*inside, units[code]) if unit.parent else ()
    return found


class _Segment:
    """The shards of one run of documents."""

    def __init__(
        self,
        catalog: Catalog,
        numbers: Numbered,
        squash: Callable[[str], str],
        above: Mapping[str, tuple[int, ...]],
        standing: Standing | None,
    ) -> None:
        self._catalog = catalog
        self._numbers = numbers
        self._squash = squash
        self._above = above
        self._standing = standing
        self._departments = list(numbers.departments)
        self._units = list(numbers.units)

    def parts(self, number: int, records: Chosen) -> Iterator[tuple[str, Any]]:
        """Yield the rows and texts, and where it pays the postings and their table."""
        former = Former.of(number, BLOCK, self._standing, records.tokens)
        for name, data in self._parts(number, records, former):
            # The table is told in full: the newest segment's comes with the list.
            stands = former and name != str(number) and former.holds(name, data)
            yield name, STANDS if stands else data

    def _parts(
        self, number: int, records: Chosen, former: Former | None
    ) -> Iterator[tuple[str, Any]]:
        documents = [
            self._told(records[at]) if not former or at in former.changed else former.told[at]
            for at in range(len(records))
        ]
        texts = Texts([document.text for document in documents])
        for start in range(0, len(documents), BLOCK):
            cut = slice(start, start + BLOCK)
            rows = zip(documents[cut], texts.cells[cut], strict=True)
            shown = [[*document.row, *cells] for document, cells in rows]
            yield f"{number}d{start // BLOCK}", shown
        for at, file in enumerate(texts.files, 1):
            yield f"{number}f{at}", [file.first, *file.texts]
        if len(documents) > SMALL or sum(len(document.text) for document in documents) > SHORT:
            yield from self._postings(number, documents, former)

    def _postings(
        self, number: int, documents: Sequence[Told], former: Former | None
    ) -> Iterator[tuple[str, Any]]:
        keys = Keys(self._title_keys, self._text_keys)
        known = former.patched(documents, keys) if former else None
        titles, bodies = known or self._made([document.sought for document in documents])
        shards = Shards(f"{number}t", titles), Shards(f"{number}x", bodies)
        yield str(number), {"titles": shards[0].table, "texts": shards[1].table}
        for shard in shards:
            yield from shard.parts()

    def _made(self, documents: Sequence[Sought]) -> tuple[Postings, Postings]:
        """Return the postings of titles and of texts."""
        places: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for at, document in enumerate(documents):
            for key in self._unit_keys(document):
                places[key][0].append(at)
            for spot, pair in enumerate(_pairs(self._title(document))):
                found, spots = places[pair]
                found.append(at)
                spots.append(spot)
            for pair in self._text_keys(document):
                holders[pair].append(at)
        titles: Postings = {
            key: (gaps(found), join(spots))
            for key, (found, spots) in places.items()
            if key[0] != END
        }
        return titles, {key: (gaps(found),) for key, found in holders.items()}

    def _unit_keys(self, document: Sought) -> Iterator[str]:
        return map(unit_key, self._above[self._unit(document.publisher)])

    def _title(self, document: Sought) -> str:
        fields = document.title, document.number, document.index_number
        return END.join(map(self._squash, fields))[:LONGEST]

    def _title_keys(self, document: Sought) -> Iterator[tuple[str, int | None]]:
        """Yield the keys of its units, and those of its title with the spots they stand at."""
        for key in self._unit_keys(document):
            yield key, None
        for spot, pair in enumerate(_pairs(self._title(document))):
            if pair[0] != END:
                yield pair, spot

    def _text_keys(self, document: Sought) -> set[str]:
        return set(_pairs(self._squash(document.text)))

    def _unit(self, publisher: int) -> str:
        """Return the unit of a publisher, by its number."""
        if publisher < len(self._units):
            return self._units[publisher]
        return self._catalog.bodies[self._departments[publisher - len(self._units)]].unit

    def _told(self, record: Record) -> Told:
        """Return a document as results show it, and its text."""
        shown = record.id, record.title, self._publisher(record.body), _date(record)
        text = "\n".join(filter(None, (record.abstract, record.text)))
        return Told((*shown, record.number, record.index_number), text)

    def _publisher(self, body: str) -> int:
        """Return a unit's number where it published itself, else its last plus the department's."""
        department = self._numbers.departments.get(body)
        if department is None:
            return self._numbers.units[self._catalog.bodies[body].unit]
        return len(self._numbers.units) + department

    def columns(self, records: Chosen) -> dict[str, str]:
        """Return what filters count by: publishers; areas from 1 on, 0 ends a document's."""
        areas, columns = self._numbers.areas, records.table.columns
        bodies, items_of = records.pick(columns.bodies), records.pick(columns.items)
        fields = []
        for body, codes in zip(bodies, items_of, strict=True):
            unit = self._catalog.bodies[body].unit
            items = (self._catalog.items.get(f"{unit}/{code}") for code in codes)
            fields += [*sorted({areas[item.area] + 1 for item in items if item}), 0]
        return {"publishers": join([*map(self._publisher, bodies)]), "areas": join(fields)}
