"""Sheets of the ledger: what look-ups found, and which files rest on which of them.

Look-ups have a character each within their sheet, so that what a file rests on is a word, and all
words a text, which is searched at C's speed: to list files by look-up, the other way round, took
half as long again. A sheet is three lines of JSON, each read when somebody asks for it: a side's
look-ups by the process that stamps them, the words by whoever knows what finds something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import json

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from generator.site.stamps import Stamp
    from generator.site.trace import LookUp

    Column = Sequence[Any]
    Stamps = Callable[[str, Sequence[Any]], list[Stamp]]
    """What tells of a table's name and some keys what they find now."""

FULL = 32_768
"""Look-ups of a sheet; a province's are some ten."""

SIDES = ITEMS, OTHERS = "items", "others"
"""Look-ups of items and of what is made of items, and all others.

A process each stamps them: those of items are half of the work, and rest on the same stamps.
"""
_FEW = 32  # look-ups; words are searched for each of so many, and gone through for more
_FIRST, _SURROGATES = 0x80, range(0xD800, 0xE000)
_PLAIN = _SURROGATES.start - _FIRST
_BEYOND = _FIRST + len(_SURROGATES)
_USERS = "users"
_KINDS = (*SIDES, _USERS)


class Sheet(NamedTuple):
    """Lines of look-ups, a side each, and of the files that rest on them."""

    items: bytes
    others: bytes
    users: bytes

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(map(len, self))

    def look_ups(self, side: str) -> Iterator[tuple[str, list[int], list[Any], list[Stamp]]]:
        """Yield of each table a side's look-ups: their numbers, keys, and what they found."""
        for table, numbers, keys, stamps in json.decode(self[SIDES.index(side)])[side]:
            told = [tuple(key) if type(key) is list else key for key in column_of(keys)]
            yield table, numbers, told, column_of(stamps)

    def outdated(self, side: str, stamps: Stamps) -> set[int]:
        """Return the numbers of a side's look-ups that find something else now."""
        found: set[int] = set()
        for table, numbers, keys, was in self.look_ups(side):
            now = stamps(table, keys)
            if now != was:
                told = zip(numbers, was, now, strict=True)
                found.update(number for number, old, new in told if old != new)
        return found

    def words(self) -> tuple[list[int], str]:
        """Return the numbers of files, and the words of what they rest on, a line each."""
        files, words = json.decode(self.users)[_USERS]
        return files, words

    def resting_on(self, look_ups: set[int]) -> Iterator[int]:
        """Yield the numbers of the files that rest on one of some look-ups."""
        files, words = self.words()
        characters = set(map(_character, look_ups))
        if len(characters) > _FEW:
            each = enumerate(words.split("\n"))
            yield from (files[at] for at, word in each if not characters.isdisjoint(word))
            return
        for character in characters:
            line, start = 0, 0
            while (found := words.find(character, start)) >= 0:
                line += words.count("\n", start, found)
                start = found + 1
                yield files[line]


def _character(number: int) -> str:
    """Return the character of a look-up; JSON has none of them to escape."""
    return chr(number + (_FIRST if number < _PLAIN else _BEYOND))


class Uses:
    """Files and what they rest on, while they become a sheet."""

    def __init__(self) -> None:
        self._look_ups = _Written()
        self._words: list[str] = []

    def __len__(self) -> int:
        """Return how many look-ups there are."""
        return len(self._look_ups)

    def note(self, look_ups: Iterable[LookUp]) -> None:
        """Note what the next file rests on."""
        self._words.append("".join(map(self._look_ups.__getitem__, look_ups)))

    def sheet(
        self, files: Sequence[int], tell: Callable[[str, list[Any]], tuple[Column, Column]]
    ) -> Sheet:
        """Return the sheet; ``files``: the files' numbers.

        ``tell``: returns the keys of a table's look-ups and what they find, given what stood for
        their keys when they were noted.
        """
        tables: dict[str, tuple[list[int], list[Any]]] = {}
        for number, (table, key) in enumerate(self._look_ups):
            if table not in tables:
                tables[table] = [], []
            numbers, keys = tables[table]
            numbers.append(number)
            keys.append(key)
        told: dict[str, list[Any]] = {side: [] for side in SIDES}
        for table, (numbers, keys) in tables.items():
            told[_side_of(table)].append([table, numbers, *map(as_text, tell(table, keys))])
        items, others = (as_line({side: told[side]}) for side in SIDES)
        return Sheet(items, others, as_line({_USERS: [files, "\n".join(self._words)]}))


class _Written(dict["LookUp", str]):
    """Whatever is asked for, each with a character of its own."""

    def __missing__(self, look_up: LookUp) -> str:
        character = self[look_up] = _character(len(self))
        return character


def joined(sheets: Iterable[Sheet], mean: Container[int]) -> Iterator[Sheet]:
    """Yield sheets in which each look-up stands once; ``mean``: numbers of files there still are.

    Once in each, of a catalog so large that there are several.
    """
    uses, files = Uses(), list[int]()
    for sheet in sheets:
        look_up_of = dict(_found(sheet))
        numbers, words = sheet.words()
        for file, word in zip(numbers, words.split("\n"), strict=True):
            if file in mean:
                uses.note(map(look_up_of.__getitem__, word))
                files.append(file)
        if len(uses) >= FULL:
            yield uses.sheet(files, _apart)
            uses, files = Uses(), []
    if files:
        yield uses.sheet(files, _apart)


def _found(sheet: Sheet) -> Iterator[tuple[str, LookUp]]:
    """Yield a sheet's look-ups by character, each with what it found beside its key."""
    for side in SIDES:
        for table, *columns in sheet.look_ups(side):
            for number, key, stamp in zip(*columns, strict=True):
                yield _character(number), (table, (key, stamp))


def _apart(_table: str, keys: list[Any]) -> tuple[Column, Column]:
    """Return keys, and what was found beside them."""
    alone, stamps = zip(*keys, strict=True)
    return alone, stamps


def _side_of(table: str) -> str:
    return ITEMS if table.startswith("items") else OTHERS


def kind_of(line: bytes) -> str:
    """Return what a line of a sheet tells, "" for a line of something else."""
    return next((kind for kind in _KINDS if line.startswith(b'{"%s":' % kind.encode())), "")


def sheets_of(lines: Iterable[bytes]) -> Iterator[Sheet]:
    """Yield the sheets some lines are. Raises ValueError where they are none."""
    lines = iter(lines)
    for line in lines:
        sheet = Sheet(line, next(lines, b""), next(lines, b""))
        if tuple(map(kind_of, sheet)) != _KINDS:
            raise ValueError("not a whole sheet")
        yield sheet


def as_line(kept: dict[str, Any]) -> bytes:
    """Return plain data as a line of JSON."""
    return json.encode(kept) + b"\n"


def as_text(column: Column) -> str | Column:
    """Return a column of texts as one, a line each; any other as it is.

    Text by text it took 0.09 s more of a rebuild.
    """
    try:
        text = "\n".join(column)
    except TypeError:
        return column
    return text if text.count("\n") == len(column) - 1 else column


def column_of(kept: str | list[Any]) -> list[Any]:
    """Return a column as it was before ``as_text``."""
    return kept.split("\n") if isinstance(kept, str) else kept
