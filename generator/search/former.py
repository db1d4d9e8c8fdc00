"""A segment's shards as they stand in the files of the last build, changed where documents are.

Making the postings of 16,384 documents takes 1.6 s, reading them 0.1 s. The files hold all that
went into them: what a changed document was found by is taken out, what finds it now is put in.
Which have changed their tokens tell; of all others rows and texts are taken from there too, since
opening the documents took 0.5 s.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.search.postings import Shards, digits_in, gaps, join, numbers_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Postings = dict[str, "Sequence[str]"]
"""Key → places of its documents; in titles a second text, the spots it stands at in each."""

_SHOWN = 6  # cells of a row before those that tell of its text
_FEW = 256  # documents; where more are changed, all is made anew
_DAMAGED = (ValueError, KeyError, IndexError, TypeError, AttributeError)


class Told(NamedTuple):
    """A document as the shards tell it: id, title, publisher, date, 文号, 索引号; its text."""

    row: Sequence[Any]
    text: str

    @property
    def sought(self) -> Sought:
        """What it is found by."""
        _, title, publisher, _, number, index_number = self.row
        return Sought(title, publisher, number, index_number, self.text)


class Sought(NamedTuple):
    """What a document is found by; the publisher is a number."""

    title: str
    publisher: int
    number: str
    index_number: str
    text: str


class Keys(NamedTuple):
    """What makes keys of a document: of its title with spots, none of a unit; of its text."""

    of_title: Callable[[Sought], Iterator[tuple[str, int | None]]]
    of_text: Callable[[Sought], set[str]]


class Standing(NamedTuple):
    """A segment of the last build. ``tokens``: those of its documents, in their places.

    ``read``: returns what the file of a name holds, or raises KeyError. The same keys must have
    been made of the same words, and units have the same numbers.
    """

    read: Callable[[str], Any]
    tokens: Sequence[str]


class Former:
    """The files of a segment that stand, where they are whole and few documents have changed.

    ``told``: its documents as they were; ``changed``: places where others are now.
    """

    def __init__(self, number: int, block: int, standing: Standing, now: Sequence[str]) -> None:
        """``block``: documents whose rows stand in one file; ``now``: the documents' tokens.

        Raises one of ``DAMAGED``.
        """
        self._number, self._block, self._standing = number, block, standing
        self._known: dict[str, Any] = {}
        was = standing.tokens
        pairs = zip_longest(was, now)
        self.changed = {at for at, (before, after) in enumerate(pairs) if before != after}
        if len(self.changed) > _FEW or not all(now):
            raise ValueError("most is new")
        self.told = list(self._documents())
        if len(self.told) != len(was):
            raise ValueError("files of other documents")

    @classmethod
    def of(
        cls, number: int, block: int, standing: Standing | None, now: Sequence[str]
    ) -> Former | None:
        """Return the segment that stands, None where it is of no use."""
        try:
            return cls(number, block, standing, now) if standing else None
        except _DAMAGED:
            return None

    def holds(self, name: str, data: object) -> bool:
        """Tell whether the file of a name, which was read, holds just this."""
        return self._known.get(name) == data

    def patched(self, documents: Sequence[Told], keys: Keys) -> tuple[Postings, Postings] | None:
        """Return the postings of titles and of texts; None where they must be made anew."""
        before = self.told
        was = {at: before[at].sought for at in self.changed if at < len(before)}
        now = {at: documents[at].sought for at in self.changed if at < len(documents)}
        try:
            titles, texts = self.postings("titles"), self.postings("texts")
            _mend_titles(titles, was, now, keys)
            _mend_texts(texts, was, now, keys)
        except _DAMAGED:
            return None
        return titles, texts

    def _read(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = self._standing.read(name)
        return self._known[name]

    def postings(self, kind: str) -> Postings:
        """Return all postings of a kind."""
        try:
            tables = self._read(str(self._number))
        except KeyError:  # the newest segment's come with the list
            tables = self._read("documents")["newest"]
        found: Postings = {}
        prefix = f"{self._number}{'t' if kind == 'titles' else 'x'}"
        for name in Shards.names(tables[kind]):
            found |= self._read(prefix + name)
        return found

    def _documents(self) -> Iterator[Told]:
        """Yield the documents in their places."""
        for at, row in enumerate(self._rows()):
            yield Told(row[:_SHOWN], self._text(at, *row[_SHOWN:]))

    def _rows(self) -> list[list[Any]]:
        rows: list[list[Any]] = []
        while len(rows) < len(self._standing.tokens):
            rows += self._read(f"{self._number}d{len(rows) // self._block}")
        return rows

    def _text(self, at: int, file: int, _kilobytes: int = 0, pieces: int = 1) -> str:
        if not file:
            return ""
        first, *texts = self._read(f"{self._number}f{file}")
        more = (self._read(f"{self._number}f{file + piece}")[1] for piece in range(1, pieces))
        return "".join((texts[at - first], *more))


def _mend_titles(
    titles: Postings, was: Mapping[int, Sought], now: Mapping[int, Sought], keys: Keys
) -> None:
    changes: defaultdict[str, dict[int, Sequence[int | None]]] = defaultdict(dict)
    for at in was.keys() | now.keys():
        before, after = _spots(was.get(at), keys), _spots(now.get(at), keys)
        for key in before.keys() | after.keys():
            # Most stay: those of its units alone have the places of all 16,384 documents.
            if before.get(key) != after.get(key):
                changes[key][at] = after.get(key, ())
    for key, spots_at in changes.items():
        told = titles.get(key, ("", ""))
        places, spots = list(accumulate(numbers_in(told[0]))), digits_in(told[1])
        same = True  # places, whatever the spots are: what a longer title shifts
        for at, new in spots_at.items():
            old = slice(bisect_left(places, at), bisect_right(places, at))
            same = same and old.stop - old.start == len(new)
            spots[old] = [join((spot,)) for spot in new if spot is not None]  # a unit's has none
            places[old] = [at] * len(new)
        _put(titles, key, told[0] if same else gaps(places), "".join(spots))


def _spots(document: Sought | None, keys: Keys) -> dict[str, list[int | None]]:
    found: dict[str, list[int | None]] = {}
    for key, spot in keys.of_title(document) if document else ():
        found.setdefault(key, []).append(spot)
    return found


def _mend_texts(
    texts: Postings, was: Mapping[int, Sought], now: Mapping[int, Sought], keys: Keys
) -> None:
    changes: defaultdict[str, dict[int, bool]] = defaultdict(dict)
    for at in was.keys() | now.keys():
        before = keys.of_text(was[at]) if at in was else set()
        after = keys.of_text(now[at]) if at in now else set()
        for key in before ^ after:
            changes[key][at] = key in after
    for key, holds_at in changes.items():
        places = list(accumulate(numbers_in(texts.get(key, ("",))[0])))
        for at, holds in holds_at.items():
            places[bisect_left(places, at) : bisect_right(places, at)] = [at] if holds else []
        _put(texts, key, gaps(places))


def _put(postings: Postings, key: str, places: str, *spots: str) -> None:
    if places:
        postings[key] = [places, *spots]  # a list, as what is read
    else:
        postings.pop(key, None)
