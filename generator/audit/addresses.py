"""Where every thing had its page, in every revision: addresses are promises, also kept ones.

The shapes are those of ``site/links.py``, written from what files say instead of from a resolved
catalog: a revision that had errors may have been published before its errors had names.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from generator.audit.entities import (
    AREA,
    BASIS,
    BODY,
    ITEM,
    RECORD,
    ROW,
    UNIT,
    folder_of,
)  # fmt: skip
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.audit.history import History
    from generator.audit.state import Name
    from generator.audit.steps import Step

UNIT_AREA = "unit-area"  # what a unit publishes in an area; key: 区划代码/area
MATRIX = "matrix"  # the table that compares a unit and those below it in an area; key as above
FEEDS = ("feed.xml", "feed.json")
TABLES = ("xlsx", "csv", "json")
_ROOT = "city"  # the root unit's path: its changes are everybody's, at an address that never goes
_PART = r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*"
_ADDRESS = regex(rf"(?:{_PART}/)+{_PART}\.html")


def addresses(history: History) -> dict[str, Name]:
    """Return every address that any revision gave to a thing → the last thing that had it."""
    found: dict[str, Name] = {}
    folders: dict[str, str] = {}  # 区划代码 → the unit's folder
    leading: set[str] = set()  # folders of units that have bodies, or units below them
    for _, steps in groupby(history.steps, key=attrgetter("at")):
        here = [step for step in steps if step.now is not None]
        folders |= {s.key: folder_of(s.now.path) for s in here if s.kind == UNIT and s.now}
        leading |= {folder_of(folder_of(s.now.path)) for s in here if s.kind in _LED and s.now}
        codes = {folder: code for code, folder in folders.items() if folder in leading}
        compared = set()
        for step in here:
            named = _PLACES[step.kind](step, folders) if step.kind in _PLACES else ()
            found |= {address: name for name, address in named if _ADDRESS.fullmatch(address)}
            if step.kind == ITEM:
                compared.add((folders.get(step.key.rpartition("/")[0], ""), _area(step)))
        for folder, area in sorted(compared):
            tables = _matrices(folder, area, codes)
            found |= {address: name for address, name in tables if _ADDRESS.fullmatch(address)}
    return found


_LED = (UNIT, BODY)


def _matrices(folder: str, area: str, codes: Mapping[str, str]) -> Iterator[tuple[str, Name]]:
    """Yield the tables that compare a unit's items of an area: its own group's and those above."""
    while folder:
        if folder in codes:
            yield f"areas/{area}/{_path_of(folder)}/index.html", (MATRIX, f"{codes[folder]}/{area}")
        folder = folder_of(folder)


class Beside(NamedTuple):
    """What is published beside a page: downloads ``stem``.xlsx …, a list of changes with feeds.

    ``changes``: its folder. Either is "" where the page's kind has none.
    """

    stem: str
    changes: str

    @property
    def files(self) -> tuple[str, ...]:
        """The downloads and feeds; the list of changes is a page only where something changed."""
        tables = (f"{self.stem}.{suffix}" for suffix in TABLES if self.stem)
        return (*tables, *(f"{self.changes}/{feed}" for feed in FEEDS if self.changes))


def beside(address: str, kind: str) -> Beside:
    """Return what is published beside the page of a thing of some kind."""
    folder = folder_of(address)
    changes = {
        UNIT: f"changes/units/{folder}" if folder != _ROOT else "",
        BODY: f"changes/bodies/{folder.replace('/bumen/', '/')}",
        AREA: f"changes/{folder}",
    }
    stem = f"{folder}/items" if kind in (*changes, UNIT_AREA) else ""
    return Beside(stem, changes.get(kind, ""))


def _unit_path(folders: Mapping[str, str], code: str) -> str:
    return _path_of(folders.get(code, ""))


def _path_of(folder: str) -> str:
    return folder.removeprefix("catalog/districts/").removeprefix("catalog/")


def _area(step: Step) -> str:
    """Return the area a step's thing is in, "" where its file named none."""
    area = step.now.data.get("领域") if step.now else None
    return area if isinstance(area, str) else ""


def _item(step: Step, folders: Mapping[str, str]) -> Iterator[tuple[Name, str]]:
    unit, _, code = step.key.rpartition("/")
    area = _area(step)
    place = f"{_unit_path(folders, unit)}/{area}"
    yield (UNIT_AREA, f"{unit}/{area}"), f"{place}/index.html"
    yield (ITEM, step.key), f"{place}/{code}/index.html"


def _body(step: Step, folders: Mapping[str, str]) -> Iterator[tuple[Name, str]]:
    unit, _, slug = step.key.rpartition("/")
    yield (BODY, step.key), f"{_unit_path(folders, unit)}/bumen/{slug}/index.html"


def _row(step: Step, _folders: Mapping[str, str]) -> Iterator[tuple[Name, str]]:
    yield (ROW, step.key), f"areas/{_area(step)}/{step.key}/index.html"


def _plain(kind: str, shape: str) -> Callable[..., Iterator[tuple[Name, str]]]:
    def place(step: Step, _folders: Mapping[str, str]) -> Iterator[tuple[Name, str]]:
        yield (kind, step.key), shape.format(key=step.key, year=step.key[:4])

    return place


def _unit(step: Step, folders: Mapping[str, str]) -> Iterator[tuple[Name, str]]:
    yield (UNIT, step.key), f"{_unit_path(folders, step.key)}/index.html"


_PLACES: dict[str, Callable[..., Iterator[tuple[Name, str]]]] = {
    ITEM: _item,
    BODY: _body,
    ROW: _row,
    UNIT: _unit,
    RECORD: _plain(RECORD, "records/{year}/{key}.html"),
    AREA: _plain(AREA, "areas/{key}/index.html"),
    BASIS: _plain(BASIS, "bases/{key}/index.html"),
}
