"""A segment's shards as they stand in the files of the last build, changed where documents are.

Making the postings of 16,384 documents takes 1.6 s; reading all of the segment's 3,600 files to
change a few took 0.25 s. What is remembered of a segment tells how its files are cut. So only those
are read and made that a changed document is in, or was; what it was found by is taken out of them,
what finds it now is put in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cache
from itertools import zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from msgspec import Struct, convert

from generator.search.postings import Shards, gaps, spliced, sums_in
from generator.search.texts import Texts
from generator.search.told import Told, is_of_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.search.told import Keys, Sought

Posting: TypeAlias = "Sequence[str]"
"""The places of a key's documents; in titles a second text, the spots it stands at in each."""

STANDS: Final = object()  # in place of data: the file of the last build holds it
LOST = (ValueError, LookupError)  # something isn't what it should be
BLOCK = 16  # documents shown from one file, about 1 KB compressed
_SHOWN = 6  # cells of a row before those that tell of its text
_FEW = 256  # documents; where more are changed, all is made anew


class Kept(Struct, frozen=True, array_like=True):
    """What is remembered of a segment.

    ``tokens``: those of its documents, ``lengths``: of their texts, in their places. ``titles``,
    ``texts``: characters of the postings of each key; empty where the segment has none.
    """

    tokens: list[str]
    lengths: list[int]
    titles: dict[str, int]
    texts: dict[str, int]


class Standing(NamedTuple):
    """A segment of the last build.

    ``read``: returns what the file of a name holds, which is of a type; raises one of ``LOST``. The
    same keys must have been made of the same words, and units have the same numbers.
    """

    read: Callable[[str, Any], Any]
    kept: Kept


class Former:
    """The files of a segment that stand, where few documents have changed.

    ``texts``: how those of the documents there are now are cut into files. Whatever reads a file
    raises one of ``LOST``.
    """

    def __init__(
        self, number: int, standing: Standing, tokens: Sequence[str], tell: Callable[[int], Told]
    ) -> None:
        """``tokens`` of the documents; ``tell`` tells the one of a place.

        Raises one of ``LOST`` where the files are of no use.
        """
        self._number, self._read, self._kept = number, standing.read, standing.kept
        was, lengths = self._kept.tokens, self._kept.lengths
        pairs = enumerate(zip_longest(was, tokens))
        changed = [at for at, (before, after) in pairs if before != after]
        if len(changed) > _FEW or not all(tokens):
            raise ValueError("most is new")
        self._cut = self.texts = Texts(lengths)
        self._was = {at: self._told(at) for at in changed if at < len(was)}
        self._now = {at: tell(at) for at in changed if at < len(tokens)}
        self.lengths = (lengths + [0] * len(tokens))[: len(tokens)]
        for at, told in self._now.items():
            self.lengths[at] = len(told.text)
        if self.lengths != lengths:
            self.texts = Texts(self.lengths)
        self._rows = self._unlike(changed, itemgetter(0))
        self._words = self._unlike(changed, itemgetter(1))

    def _unlike(self, places: Iterable[int], part: Callable[[Told], object]) -> set[int]:
        """Return the places where a part of the document isn't what it was, or it comes or goes."""
        both = self._was.keys() & self._now.keys()
        return {at for at in places if at not in both or part(self._was[at]) != part(self._now[at])}

    def told(self, at: int) -> Told:
        """Return a document as it is now."""
        return self._now[at] if at in self._now else self._told(at)

    def _told(self, at: int) -> Told:
        row = self._read(f"{self._number}d{at // BLOCK}", list[list[int | str]])[at % BLOCK]
        return Told(row[:_SHOWN], self._text(*self._cut.cells[at], at=at))

    def _text(self, file: int, _kilobytes: int = 0, pieces: int = 1, *, at: int) -> str:
        if not file:
            return ""
        first, texts = self._texts_of(file)
        more = (self._texts_of(file + piece)[1][0] for piece in range(1, pieces))
        return "".join((texts[at - first], *more))

    def _texts_of(self, file: int) -> tuple[int, list[str]]:
        first, *texts = self._read(f"{self._number}f{file}", list[Any])
        return convert(first, int), convert(texts, list[str])

    def has_rows(self, block: slice) -> bool:
        """Tell whether the rows of a block stand."""
        same = self._cut.cells[block] == self.texts.cells[block]
        return same and self._rows.isdisjoint(range(block.start, block.stop))

    def has_texts(self, at: int) -> bool:
        """Tell whether a file of texts stands."""
        file = self.texts.files[at]
        same = self._cut.files[at : at + 1] == [file]
        return same and self._words.isdisjoint(range(file.first, file.past))

    def postings(self, keys: Keys) -> tuple[Mended, Mended]:
        """Return the postings of titles and of texts."""
        if not self._kept.titles:
            raise ValueError("there were none")
        was = {at: told.sought for at, told in self._was.items()}
        now = {at: told.sought for at, told in self._now.items()}
        titles = Mended(f"{self._number}t", self._kept.titles, self._read)
        texts = Mended(f"{self._number}x", self._kept.texts, self._read)
        _mend_titles(titles, was, now, keys)
        _mend_texts(texts, was, now, keys)
        return titles, texts


class Mended:
    """The postings of a kind, of which few are read and changed."""

    def __init__(self, prefix: str, sizes: dict[str, int], read: Callable[[str, Any], Any]) -> None:
        self._prefix = prefix
        self._was = Shards(sizes)
        self._read = read
        self._changed: dict[str, Posting] = {}

    def __getitem__(self, key: str) -> Posting:
        """Return the posting of a key as it was, without places where there was none."""
        if key not in self._was.sizes:
            return ("", "")
        return self._file(self._was.file(key))[key]

    def _file(self, name: str) -> Mapping[str, Posting]:
        found: Mapping[str, Posting] = self._read(self._prefix + name, dict[str, list[str]])
        return found

    def put(self, key: str, places: str, *spots: str) -> None:
        """Change the posting of a key; no places take it away."""
        self._changed[key] = [places, *spots] if places else []

    @property
    def shards(self) -> Shards:
        """Where all keys stand now."""
        sizes = {**self._was.sizes, **{k: sum(map(len, p)) for k, p in self._changed.items()}}
        for key in [key for key, posting in self._changed.items() if not posting]:
            sizes.pop(key)
        return Shards(sizes)

    def parts(self, shards: Shards) -> Iterator[tuple[str, Any]]:
        """Yield (name, postings by key) of every file of ``shards``, or STANDS."""
        made = self._keys(shards)
        for name in shards.names:
            keys = made.get(name)
            yield name, STANDS if keys is None else self._postings(keys)

    def _postings(self, keys: Sequence[str]) -> dict[str, Posting]:
        return {key: self._changed.get(key) or self[key] for key in keys}

    def _keys(self, shards: Shards) -> dict[str, list[str]]:
        """Return the keys of each file that doesn't stand."""
        touched: defaultdict[str, set[str]] = defaultdict(set)
        for key in self._changed:
            touched[shards.file(key)].add(key)
        if shards.spreads_as(self._was):
            return {
                name: sorted(shards.sizes.keys() & {*self._file(name), *keys})
                for name, keys in touched.items()
            }
        was = self._was.files()
        return {
            name: keys
            for name, keys in shards.files().items()
            if name in touched or keys != was.get(name)
        }


def _mend_titles(
    titles: Mended, was: Mapping[int, Sought], now: Mapping[int, Sought], keys: Keys
) -> None:
    changes: defaultdict[str, dict[int, Sequence[int]]] = defaultdict(dict)
    for at in was.keys() | now.keys():
        before, after = _spots(was.get(at), keys), _spots(now.get(at), keys)
        for key in before.keys() | after.keys():
            # Most stay: those of its units alone have the places of all 16,384 documents.
            if before.get(key) != after.get(key):
                changes[key][at] = after.get(key, ())
    read = cache(sums_in)  # the keys of the numbers behind a title, which all have, are all shifted
    for key, spots_at in changes.items():
        told = titles[key]
        stood, spots = read(told[0]), told[1]
        places = [*stood]
        for at in sorted(spots_at, reverse=True):  # from the end: what stands before stays there
            new, old = spots_at[at], slice(bisect_left(stood, at), bisect_right(stood, at))
            places[old] = [at] * len(new)
            if not is_of_unit(key):
                spots = spliced(spots, old, new)
        titles.put(key, told[0] if places == stood else gaps(places), spots)


def _spots(document: Sought | None, keys: Keys) -> dict[str, list[int]]:
    """Return the spots each key stands at in a title; 0 for one of a unit."""
    if not document:
        return {}
    found = {key: [0] for key in keys.of_units(document)}
    for key, spot in keys.of_title(document):
        found.setdefault(key, []).append(spot)
    return found


def _mend_texts(
    texts: Mended, was: Mapping[int, Sought], now: Mapping[int, Sought], keys: Keys
) -> None:
    changes: defaultdict[str, dict[int, bool]] = defaultdict(dict)
    for at in was.keys() | now.keys():
        before = keys.of_text(was[at]) if at in was else set()
        after = keys.of_text(now[at]) if at in now else set()
        for key in before ^ after:
            changes[key][at] = key in after
    for key, holds_at in changes.items():
        places = sums_in(texts[key][0])
        for at, holds in holds_at.items():
            places[bisect_left(places, at) : bisect_right(places, at)] = [at] if holds else []
        texts.put(key, gaps(places))
