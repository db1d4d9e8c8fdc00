"""What the rules look things up in: every document's plain data, by what it declares."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field

from generator.check.batches import KIND as RECORD
from generator.check.cards import PERSONAL, UNQUOTED
from generator.check.shelf import Shelf

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.check.entry import Entry

_Made = TypeVar("_Made")
ROOT_FOLDER = "catalog/city"
DISTRICTS = "catalog/districts"


class Row(Struct, frozen=True):
    """One standard row and the area file it stands in."""

    code: str
    area: str
    entry: Entry
    data: Mapping[str, Any]

    def valid_on(self, day: dt.date) -> bool:
        """Tell whether the standard has this row on ``day``."""
        return _holds(self.data.get("施行"), self.data.get("停止"), day)


class Index(Struct, frozen=True, dict=True):
    """All entries by kind, and the names they declare; built from documents without schema faults.

    ``broken``: paths left out because they failed already, so that rules about what is missing
    stay silent where the fault is known. ``root``: the folder that holds ``catalog/``;
    ``files``: paths of the published documents kept beside the records; ``portal``: those of the
    portal's header and footer.
    """

    entries: Mapping[str, Sequence[Entry]]
    today: dt.date
    broken: frozenset[str] = frozenset()
    root: Path | None = None
    files: tuple[str, ...] = ()
    portal: tuple[str, ...] = ()
    _made: dict[Any, Any] = field(default_factory=dict)

    def once(self, make: Callable[[Index], _Made]) -> _Made:
        """Return what ``make`` returns for this index, made at the first call only."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    def flagged(self, flag: str) -> Iterator[Entry]:
        """Yield the entries of files in whose text something is to be looked at: see ``Card``."""
        field = {UNQUOTED: "unquoted", PERSONAL: "personal"}[flag]
        for kind, entries in self.entries.items():
            if kind == RECORD:
                yield from self.shelf.flagged(flag)
            else:
                yield from (entry for entry in entries if getattr(entry, field))

    def of(self, kind: str) -> Sequence[Entry]:
        """Return the entries of one kind, in the order of their paths."""
        return self.entries.get(kind, ())

    @cached_property
    def shelf(self) -> Shelf:
        """The published documents by what is on their cards."""
        return Shelf.of(self.of(RECORD))

    def single(self, kind: str) -> Entry | None:
        """Return the only entry of a kind such as ``site``."""
        found = self.of(kind)
        return found[0] if found else None

    def table(self, kind: str, key: str) -> Mapping[str, Any]:
        """Return a mapping of a single document, empty when the document is absent."""
        entry = self.single(kind)
        value = entry.data.get(key) if entry else None
        return value if isinstance(value, dict) else {}

    def table_list(self, kind: str, key: str) -> tuple[str, ...]:
        """Return a list of a single document, empty when the document is absent."""
        entry = self.single(kind)
        return tuple(entry.data.get(key) or ()) if entry else ()

    @cached_property
    def areas(self) -> Mapping[str, Entry]:
        """Return the areas' entries by slug."""
        return {e.stem: e for e in self.of("standard")}

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Return every standard row by code; of two equal codes the first."""
        rows: dict[str, Row] = {}
        for slug, entry in self.areas.items():
            for code, data in entry.data["事项"].items():
                rows.setdefault(code, Row(code, slug, entry, data))
        return rows

    @cached_property
    def valid_rows(self) -> Mapping[str, Row]:
        """Return the rows the standard has today, by code."""
        return {code: row for code, row in self.rows.items() if row.valid_on(self.today)}

    @cached_property
    def units(self) -> Mapping[str, Entry]:
        """Return the units' entries by folder, parents before children."""
        return {e.folder: e for e in sorted(self.of("unit"), key=lambda e: e.folder)}

    @cached_property
    def bodies(self) -> Mapping[str, Entry]:
        """Return the bodies' entries by folder."""
        return {e.folder: e for e in self.of("body")}

    @cached_property
    def levels(self) -> Mapping[str, str]:
        """Return 类型 → 层级 from site.yml."""
        return self.table("site", "类型")

    @cached_property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """Return every spelling of a 公开主体 with the subjects it means."""
        return {text: tuple(ids) for text, ids in self.table("subjects", "写法").items()}

    @cached_property
    def citations(self) -> Mapping[str, str]:
        """Return every spelling of a 公开依据 with the basis it means."""
        found: dict[str, str] = {}
        for key, basis in self.table("bases", "依据").items():
            for text in basis_spellings(basis):
                found.setdefault(text, key)
        return found

    @cached_property
    def items(self) -> tuple[tuple[Entry, str, Mapping[str, Any]], ...]:
        """Return every adopted item: its file, its code, what was written locally."""
        return tuple(
            (entry, code, data or {})
            for entry in self.of("items")
            for code, data in entry.data["事项"].items()
        )

    def stands(self, entry: Entry) -> bool:
        """Tell whether a unit or body exists today: begun, and not ended."""
        return _holds(entry.data.get("施行"), entry.data.get("撤销"), self.today)

    def level_of(self, unit: Entry) -> str:
        """Return the unit's level, "" when its type has none."""
        return self.levels.get(unit.data.get("类型", ""), "")

    @cached_property
    def adopted(self) -> Mapping[str, Mapping[str, Entry]]:
        """Return unit folder → the codes its files hold, each with its file."""
        found: dict[str, dict[str, Entry]] = {}
        for entry in self.of("items"):
            unit = self.unit_of(entry)
            if unit:
                first = found.get(unit.folder, {})
                found[unit.folder] = dict.fromkeys(entry.data["事项"], entry) | first
        return found

    def attachment(self, folder: str, link: str) -> str:
        """Return the file of the catalog a link means, "" when it means none.

        ``folder``: that of the record. Relative links start from it, or from the body's
        (``files/x.pdf``).
        """
        for base in (folder.partition("/records/")[0], folder):
            path = posixpath.normpath(f"{base}/{link}")
            if path in self._file_set:
                return path
        return ""

    def inner_links(self) -> Iterator[tuple[int, int, str]]:
        """Yield the documents' links that don't lead out: place, position, the file or ""."""
        start = 0
        for batch in self.shelf.batches:
            for at, links in enumerate(batch.column("links"), start):
                for position, link in enumerate(links):
                    if "://" not in link:
                        yield at, position, self.attachment(batch.folder, link)
            start += len(batch.names)

    @cached_property
    def _file_set(self) -> frozenset[str]:
        return frozenset(self.files)

    def unit_of(self, entry: Entry) -> Entry | None:
        """Return the unit a file belongs to: the nearest folder above it that has a unit.yml."""
        return self.owners(entry.folder)[0]

    def body_of(self, entry: Entry) -> Entry | None:
        """Return the body (or, in a town, the unit) whose folder a file stands in."""
        return self.owners(entry.folder)[1]

    def owners(self, folder: str) -> tuple[Entry | None, Entry | None]:
        """Return unit and body (or, in a town, unit) of a folder's files.

        Kept by folder: 50,000 documents stand in 1,000, and their rules ask 370,000 times, which
        took 0.4 s.
        """
        known = self._owners_of.get(folder)
        if known is None:
            above = list(parents(folder))
            unit = next((self.units[f] for f in above if f in self.units), None)
            found = (self.bodies.get(f) or self.units.get(f) for f in above)
            known = self._owners_of[folder] = unit, next(filter(None, found), None)
        return known

    @cached_property
    def _owners_of(self) -> dict[str, tuple[Entry | None, Entry | None]]:
        return {}

    def bodies_in(self, unit_folder: str) -> Mapping[str, Entry]:
        """Return the bodies directly below a unit's folder, by slug."""
        return self._bodies_by_unit.get(unit_folder, {})

    @cached_property
    def _bodies_by_unit(self) -> dict[str, dict[str, Entry]]:
        found: dict[str, dict[str, Entry]] = {}
        for folder, entry in self.bodies.items():
            unit, _, slug = folder.rpartition("/")
            found.setdefault(unit, {})[slug] = entry
        return found


def _holds(start: str | None, end: str | None, day: dt.date) -> bool:
    """Tell whether ``day`` lies between two dates, the end excluded; a missing one is no bound."""
    text = day.isoformat()
    return not (start and start > text) and not (end and end <= text)


def basis_spellings(basis: Mapping[str, Any]) -> Iterator[str]:
    """Yield every way to cite a basis: its name, its name with the 文号, the listed spellings."""
    name, number = basis["名称"], basis.get("文号")
    yield f"{name}（{number}）" if number else name
    yield name
    yield from basis.get("写法", ())


def parents(folder: str) -> Iterator[str]:
    """Yield a folder and the folders above it, nearest first."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
