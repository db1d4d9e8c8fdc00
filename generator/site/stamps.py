"""Stamps: short digests of values, equal exactly when the values are, in any process.

``marshal``'s second format writes a value by what it is, not by which objects it is made of; so
plain data of equal content has equal bytes (the later formats note shared objects). Objects of the
model become plain data field by field; those of a frozen class are stamped once each. One that has
a token, as each document read from a file has, is told by that.
"""

from __future__ import annotations

import datetime as dt
import marshal
from enum import Enum
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.msgpack import Encoder

from generator.resolve.model import Area, Basis, Body, Item, Record, StandardItem, Subject, Unit
from generator.resolve.record_table import Chosen, Records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_BY_VALUE = 2  # marshal's format
_SIZE = 12  # bytes: a million values share a stamp by chance with probability 1e-17
_RECORDS = {Record}
# Written by C as items are, in a fifth of the time; other classes hold sets, documents, or tables.
_WRITTEN = frozenset({Area, Basis, Body, StandardItem, Subject, Unit})
_PLAIN = frozenset({str, int, bool, float, bytes, type(None)})

Stamp = str


def _as_pairs(value: Any) -> Any:
    """Return what a view of a mapping shows, in its order, which readers see."""
    if isinstance(value, MappingProxyType):
        return tuple(value.items())
    raise TypeError(f"no stamp for {type(value).__name__}")


# An item has 33 fields, all plain or of the model and none a set: taken out one by one they cost
# 17 µs of each of 8,929 items, so 0.15 s of a rebuild; written by C 9 µs. Half of them are its
# standard row's, the very same objects, where its owner wrote nothing: written once a row, 4 µs.
_as_bytes = Encoder(enc_hook=_as_pairs).encode
_OF_ROW = (
    "level1", "level2", "elements", "citations", "limit", "clauses", "subjects_text", "channels",
    "audience", "manner", "levels", "verified", "sources", "provenance",
)  # fmt: skip
_row_of = attrgetter(*_OF_ROW)
_rest_of = attrgetter(*(name for name in Item.__struct_fields__ if name not in _OF_ROW))


def _hashed(value: Any) -> Stamp:
    return digest(_as_bytes(value))


def digest(data: bytes) -> Stamp:
    """Return the stamp of bytes."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


@lru_cache(maxsize=256)
def _reader(kind: type[Any]) -> Callable[[Any], Any]:
    """Return what takes a structure's fields out of an object, all at once."""
    names = kind.__struct_fields__
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


class Stamper:
    """Stamps values; remembers those of model objects and of the tuples many of them share.

    It keeps every object it remembers, so that no other can come to have its address.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, Any]] = {}
        self._rows: dict[tuple[str, int], tuple[object, Stamp]] = {}

    def __call__(self, value: object) -> Stamp:
        """Return the value's stamp. Raises TypeError for what is neither plain nor of a model."""
        if isinstance(value, Struct):
            known = self._known.get(id(value))  # asked for again and again: a third of the time
            stamp: Stamp = known[1] if known else self._plain(value)
            return stamp
        return digest(marshal.dumps(self._plain(value), _BY_VALUE))

    def _plain(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is Record and value.token:
            return value.token
        if kind is dt.date:  # not remembered: 50,000 documents have 120,000 of their own
            return value.isoformat()
        if kind is not tuple and isinstance(value, str):  # Markup
            return str(value)
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = value, self._made(value)
        return known[1]

    def _made(self, value: Any) -> Any:
        kind: type[Any] = type(value)
        if kind is Item:
            return _hashed((self._of_row(value), *_rest_of(value)))
        if kind in _WRITTEN:
            return _hashed((kind.__name__, value))
        if issubclass(kind, Struct):
            # A digest, not the data: aggregates hold thousands of items.
            data = kind.__name__, *self._all_plain(_reader(kind)(value))
            return digest(marshal.dumps(data, _BY_VALUE))
        if isinstance(value, Enum):
            return f"{type(value).__name__}.{value.name}"
        if isinstance(value, (tuple, list)):
            return tuple(self._all_plain(value))
        if isinstance(value, Records):
            return tuple(self._all_plain(value.all.stampable))
        if isinstance(value, Chosen):
            return tuple(self._all_plain(value.stampable))
        if isinstance(value, (set, frozenset)):
            return tuple(sorted(self._plain(entry) for entry in value))
        if isinstance(value, dt.datetime):
            return value.isoformat()
        return self._pairs(value)

    def _of_row(self, item: Item) -> Stamp:
        row = _row_of(item)
        # Mappings are equal in any order, so that one is told by what it is; the rest is compared,
        # which costs nothing where it is the very same objects.
        key = item.standard, id(item.provenance)
        known = self._rows.get(key)
        if known is None or known[0] != row:
            known = self._rows[key] = row, _hashed(row)
        return known[1]

    def _pairs(self, value: Mapping[Any, Any]) -> Any:
        """Return a mapping's entries in its order, which readers see."""
        try:
            entries = value.items()
        except AttributeError:
            raise TypeError(f"no stamp for {type(value).__name__}") from None
        keys, values = zip(*entries, strict=True) if entries else ((), ())
        return tuple(zip(self._all_plain(keys), self._all_plain(values), strict=True))

    def _all_plain(self, values: Sequence[Any]) -> Sequence[Any]:
        """Return values made plain; most are so already, and are told by the dozen."""
        kinds = set(map(type, values))
        if kinds <= _PLAIN:
            return values
        if kinds == _RECORDS:
            return [value.token or self._plain(value) for value in values]
        return [value if type(value) in _PLAIN else self._plain(value) for value in values]
