"""A document as the search's shards tell it, and what it is found by."""

from __future__ import annotations

from functools import cached_property
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.resolve.model import Catalog, Record

# Places beyond are not indexed: titles, 文号 and 索引号 have 500 characters at most, of two halves.
LONGEST = 1023
END = "\n"  # stands between fields and after the last: no phrase crosses it


class Numbered(Struct, frozen=True):
    """What rows of documents call units, departments (by ``Body.id``) and areas by."""

    units: Mapping[str, int]
    departments: Mapping[str, int]
    areas: Mapping[str, int]


class Sought(NamedTuple):
    """What a document is found by; the publisher is a number."""

    title: str
    publisher: int
    number: str
    index_number: str
    text: str


class Told(NamedTuple):
    """A document's row: id, title, publisher, date, 文号, 索引号; and its text."""

    row: Sequence[Any]
    text: str

    @property
    def sought(self) -> Sought:
        """What it is found by."""
        _, title, publisher, _, number, index_number = self.row
        return Sought(title, publisher, number, index_number, self.text)


class Publishers:
    """The numbers of who publishes: a unit's own, else that of its department after all units'."""

    def __init__(self, catalog: Catalog, numbers: Numbered) -> None:
        self._catalog = catalog
        self._numbers = numbers
        self._departments = list(numbers.departments)
        self._units = list(numbers.units)

    def number(self, body: str) -> int:
        """Return a body's number."""
        department = self._numbers.departments.get(body)
        if department is None:
            return self._numbers.units[self._catalog.bodies[body].unit]
        return len(self._units) + department

    def lie_in(self, number: int) -> tuple[int, ...]:
        """Return the numbers of a publisher's unit and of those it lies in, but the root's."""
        if number < len(self._units):
            return self._above[self._units[number]]
        return self._above[self._catalog.bodies[self._departments[number - len(self._units)]].unit]

    @cached_property
    def _above(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for code, unit in self._catalog.units.items():
            inside = found.get(unit.parent, ()) if unit.parent else ()
            found[code] = (*inside, self._numbers.units[code]) if unit.parent else ()
        return found

    def told(self, record: Record) -> Told:
        """Return a document as results show it, and its text."""
        day = record.published or record.formed
        row = [
            record.id, record.title, self.number(record.body), day.isoformat() if day else "",
            record.number, record.index_number,
        ]  # fmt: skip
        return Told(row, "\n".join(filter(None, (record.abstract, record.text))))


class Keys:
    """What makes keys of a document: neighbouring characters, and the units it is from."""

    def __init__(self, publishers: Publishers, squash: Callable[[str], str]) -> None:
        self._publishers = publishers
        self._squash = squash

    def of_units(self, document: Sought) -> Iterator[str]:
        """Return the keys of a document's unit and of those it lies in."""
        return map(unit_key, self._publishers.lie_in(document.publisher))

    def of_title(self, document: Sought) -> Iterator[tuple[str, int]]:
        """Yield the keys of a document's title with the spots they stand at."""
        fields = document.title, document.number, document.index_number
        title = END.join(map(self._squash, fields))[:LONGEST]
        for spot, pair in enumerate(_pairs(title)):
            if pair[0] != END:
                yield pair, spot

    def of_text(self, document: Sought) -> set[str]:
        """Return the keys of a document's text."""
        return set(_pairs(self._squash(document.text)))


def unit_key(number: int) -> str:
    """Return the key, as long as a pair, of the documents in a unit and all below it."""
    return " " + chr(0x4E00 + number)  # no squashed text has a space


def is_of_unit(key: str) -> bool:
    """Tell whether a key is of the documents in a unit; it has no spots."""
    return key[0] == " "


def _pairs(text: str) -> Iterator[str]:
    """Return each character of a text with the one behind it, the last with what ends it."""
    return map(add, text, text[1:] + END)
