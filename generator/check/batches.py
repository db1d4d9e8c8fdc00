"""The documents of one folder: their cards a column a field, their data opened when asked for.

Made from the files, or of what was remembered of them where they look on the disk as they did then.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from operator import itemgetter
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from msgspec import DecodeError, Raw, Struct
from msgspec.json import decode

from generator.check.cards import PERSONAL, UNQUOTED, Card, card_of, characters_in, seal_of
from generator.check.facts import facts_of, read
from generator.check.marks import mark_of, now
from generator.check.packing import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.check.marks import Mark
    from generator.diagnostics import Diagnostic

KIND = "record"
_DAYS = Card._fields.index("formed"), Card._fields.index("published")


class Numbered(Protocol):
    """Lines by their number."""

    def __getitem__(self, number: int, /) -> bytes:
        """Return a line. Raises ValueError or OSError where it can't be had any more."""
        ...


class Lines:
    """Lines below the head of a file of the memory, read when one is asked for.

    ``start``: where they begin in the file; ``seal``: what tells that they are as they were kept.
    """

    def __init__(self, place: Path, start: int, seal: str) -> None:
        self._place, self._start, self._seal = place, start, seal
        self._read: list[bytes] | None = None

    def __getitem__(self, number: int) -> bytes:
        """Return a line. Raises ValueError or OSError where they are not as they were kept."""
        if self._read is None:
            with self._place.open("rb") as file:
                file.seek(self._start)
                body = file.read()
            if seal_of_lines(body) != self._seal:
                raise ValueError("cut off or damaged")
            self._read = body.split(b"\n")
        return self._read[number]

    def close(self) -> None:
        """Forget what was read, until somebody asks again."""
        self._read = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel without what was read."""
        return Lines, (self._place, self._start, self._seal)


def seal_of_lines(body: bytes) -> str:
    """Return what tells lines as they were kept."""
    return sha256(body).hexdigest()


class Batch(Struct, frozen=True):
    """The documents of a folder that can be read and are valid, by name.

    ``columns``: those of ``Card``. ``lines``: their data as JSON, from number ``first`` on.
    ``characters``: those of all their words that are searched. ``faults``: of all the folder's
    files. ``passing``: the names of documents that are not to be remembered, for their faults.
    """

    folder: str
    names: list[str]
    marks: list[Mark | None]
    columns: list[list[Any]]
    characters: str
    lines: Numbered
    first: int = 0
    faults: tuple[Diagnostic, ...] = ()
    passing: frozenset[str] = frozenset()

    def column(self, field: str) -> list[Any]:
        """Return one field of every document's card."""
        return self.columns[Card._fields.index(field)]

    def card(self, at: int) -> Card:
        """Return a document's card."""
        return Card(*map(itemgetter(at), self.columns))

    def line(self, at: int) -> bytes:
        """Return a document's data as JSON. Raises ValueError or OSError where it is lost."""
        return self.lines[self.first + at]

    def close(self) -> None:
        """Leave the data to the file of the memory, if it stands in one."""
        if isinstance(self.lines, Lines):
            self.lines.close()


def look_the_same(
    root: Path, folder: str, names: Sequence[str], marks: Sequence[Mark | None]
) -> bool:
    """Tell whether files of a folder look as they did when they were read.

    A mark that was kept was old enough when it was taken, so equality says it all.
    """
    try:
        with _opened(f"{root}/{folder}") as look:
            for name, mark in zip(names, marks, strict=True):
                found = look(name)
                if [
                    found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
                ] != mark:  # fmt: skip
                    return False
    except OSError:
        return False
    return True


@contextmanager
def _opened(folder: str) -> Iterator[Callable[[str], os.stat_result]]:
    """Yield what looks at a folder's files by name, links themselves.

    From the folder on: the way to each of 50,000 files took a third of the time. Raises OSError.
    """
    if os.stat not in os.supports_dir_fd:
        yield lambda name: os.lstat(f"{folder}/{name}")
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield partial(os.stat, dir_fd=handle, follow_symlinks=False)
    finally:
        os.close(handle)


class _Told(NamedTuple):
    """A document of a folder; its ``data`` where it was read just now."""

    name: str
    mark: Mark | None
    card: Card
    line: bytes
    data: Mapping[str, Any] | None = None


def batch_of(
    root: Path, folder: str, names: Sequence[str], known: Batch | None = None, *, marked: bool
) -> Batch:
    """Return the batch of a folder; ``known``: as it was, where something has changed since.

    ``marked``: take the files' marks. Raises ValueError or OSError where the known lines are lost.
    """
    before = now()
    places = {name: at for at, name in enumerate(known.names)} if known else {}
    told: list[_Told] = []
    faults: list[Diagnostic] = []
    passing: set[str] = set()
    for name in names:
        path = f"{folder}/{name}"
        mark = mark_of(f"{root}/{path}", before) if marked else None
        at = places.get(name)
        if known and at is not None and mark and mark == known.marks[at]:
            told.append(_Told(name, mark, known.card(at), known.line(at)))
            continue
        data = read(root, path)
        seal = "" if isinstance(data, OSError) else seal_of(path, data)
        if known and at is not None and seal == known.card(at).seal:
            told.append(_Told(name, mark, known.card(at), known.line(at)))
            continue
        found = facts_of(root, path, KIND, data, seal)
        faults += found.faults
        if found.faults:
            passing.add(name)
        if found.data is not None:
            flags = UNQUOTED * found.unquoted + PERSONAL * found.personal
            card = card_of(found.data, seal, flags)
            told.append(_Told(name, mark, card, packed(found.data), found.data))
    return _joined(folder, told, tuple(faults), frozenset(passing))


def _joined(
    folder: str,
    told: Sequence[_Told],
    faults: tuple[Diagnostic, ...] = (),
    passing: frozenset[str] = frozenset(),
) -> Batch:
    return Batch(
        folder,
        [one.name for one in told],
        [one.mark for one in told],
        columns_of([one.card for one in told]),
        characters_in(one.data or unpacked(one.line) for one in told),
        [one.line for one in told],
        0,
        faults,
        passing,
    )


def columns_of(cards: Sequence[Card]) -> list[list[Any]]:
    """Return cards as columns."""
    if not cards:
        return [[] for _ in Card._fields]
    return [list(column) for column in zip(*cards, strict=True)]


def kept(batches: Sequence[Batch]) -> tuple[list[list[Any]], bytes]:
    """Return what is to be kept of batches: of each its columns, and the lines of all.

    Raises ValueError or OSError where lines that were known are lost.
    """
    rows: list[list[Any]] = []
    lines: list[bytes] = []
    for batch in batches:
        rest = _without_passing(batch) if batch.passing else batch
        texts = "\n".join(rest.names), "\n".join(rest.columns[0])
        columns = [*map(_shortened, rest.columns[1:])]
        rows.append([rest.folder, *texts, rest.marks, columns, rest.characters])
        lines += [rest.line(at) for at in range(len(rest.names))]
    return rows, b"\n".join(lines)


def _shortened(column: list[Any]) -> list[Any]:
    """Return a column, or one for all where they are alike: few documents have 要素 or 附件."""
    alike = bool(column) and column.count(column[0]) == len(column)
    return column[:1] if alike else column


def _without_passing(batch: Batch) -> Batch:
    stay = [at for at, name in enumerate(batch.names) if name not in batch.passing]
    told = [_Told(batch.names[at], batch.marks[at], batch.card(at), batch.line(at)) for at in stay]
    return _joined(batch.folder, told)


def revived(rows: Sequence[Sequence[Any]], lines: Numbered) -> Iterator[Batch]:
    """Yield the batches that were kept."""
    first = 0
    for folder, names, seals, marks, columns, characters in rows:
        told = _lines_of(names)
        whole = [_lines_of(seals), *columns]
        for at in _DAYS:  # the same few texts for 50,000 documents: 10 MB less
            whole[at] = [*map(intern, whole[at])]
        whole = [column * len(told) if len(column) == 1 else column for column in whole]
        yield Batch(folder, told, marks, whole, characters, lines, first)
        first += len(told)


def _lines_of(text: str) -> list[str]:
    return text.split("\n") if text else []


class _Head(Struct):
    """What is kept of a share's batches, most of it unread."""

    batches: list[tuple[str, str, Raw, list[list[int] | None], Raw, Raw]]


def marks_in(head: bytes) -> dict[str, tuple[list[str], list[Mark | None]]]:
    """Return by folder the names and marks in what is kept of a share, without the rest.

    Nothing where names aren't UTF-8.
    """
    try:
        rows = decode(head, type=_Head).batches
    except (DecodeError, UnicodeDecodeError):
        return {}
    return {folder: (_lines_of(names), marks) for folder, names, _, marks, *_ in rows}
