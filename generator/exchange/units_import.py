"""``gongkai import units``: units of a city from a table of divisions, as ``unit.yml`` files.

The table has the columns 区划代码, 名称, 类型, 上级代码; the row without the last is the root.
Folders are named once: a unit that stands in the catalog stays where it is and as it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.check.index import DISTRICTS, ROOT_FOLDER
from generator.check.rules.places import RESERVED
from generator.diagnostics import Diagnostic, Severity, Span
from generator.exchange.slugs import READINGS, place, unused
from generator.exchange.standards_import import ImportResult
from generator.exchange.tables import Row, read_columns
from generator.exchange.yamltext import Value, document, write_beside
from generator.load import plain, read_text
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

COLUMNS: Final = ("区划代码", "名称", "类型", "上级代码")
_CODE: Final = regex(r"[0-9]{6}(?:[0-9]{3}(?:[0-9]{3})?)?")


class _Place(Struct, frozen=True):
    line: int
    code: str
    name: str
    kind: str
    parent: str


def import_units(
    divisions_csv: Path, catalog_root: Path, *, readings: Mapping[str, str] = READINGS
) -> ImportResult:
    """Write a ``unit.yml`` for each division that the catalog doesn't hold yet.

    ``readings``: names of places whose folder isn't what a dictionary makes of them.
    """
    table = read_columns(divisions_csv, divisions_csv.name, COLUMNS)
    places = [_place(row) for row in table.rows]
    faults = [*table.diagnostics, *_faults(places, divisions_csv.name)]
    if faults:
        return ImportResult((), tuple(faults))
    folders = known_folders(catalog_root)
    written = []
    for item in _parents_first(places):
        if item.code in folders:
            continue
        folder = _folder(item, folders, readings)
        folders[item.code] = folder
        target = catalog_root.parent / folder / "unit.yml"
        write_beside(target, unit_text(folder, item.name, item.kind, item.code))
        written.append(f"{folder}/unit.yml")
    return ImportResult(tuple(written), ())


def unit_text(folder: str, name: str, kind: str, code: str, contact: Value = None) -> str:
    """Return the text of a ``unit.yml``; ``contact`` is its 联系, or ``None``."""
    fields: dict[str, Value] = {"名称": name, "类型": kind, "区划代码": code, "收录": "部分"}
    if contact:
        fields["联系"] = contact
    return document(fields, schema=schema_from(folder, "unit"))


def schema_from(folder: str, kind: str) -> str:
    """Return the relative path from a file in ``folder`` to the schema of its kind."""
    return f"{'../' * len(folder.split('/'))}schema/{kind}.schema.json"


def known_folders(catalog_root: Path) -> dict[str, str]:
    """Return 区划代码 → folder, from the catalog's parent, of the units in the catalog."""
    found: dict[str, str] = {}
    for path in sorted(catalog_root.glob("city/unit.yml")) + sorted(
        catalog_root.glob("districts/**/unit.yml")
    ):
        node = read_text(path.read_bytes(), path.name).node
        content = plain(node) if node else None
        if isinstance(content, dict) and isinstance(content.get("区划代码"), str):
            found[content["区划代码"]] = path.parent.relative_to(catalog_root.parent).as_posix()
    return found


def _place(row: Row) -> _Place:
    return _Place(row.line, *(row.cells.get(name, "") for name in COLUMNS))


def _parents_first(places: Iterable[_Place]) -> list[_Place]:
    """Return the places in the table's order, none before the one above it."""
    by_parent: dict[str, list[_Place]] = {}
    for item in places:
        by_parent.setdefault(item.parent, []).append(item)
    ordered: list[_Place] = []
    waiting = by_parent.get("", [])
    while waiting:
        ordered += waiting
        waiting = [child for item in waiting for child in by_parent.get(item.code, [])]
    return ordered


def _folder(item: _Place, folders: Mapping[str, str], readings: Mapping[str, str]) -> str:
    """Return a folder that no sibling has: the name alone, else a number behind it."""
    if not item.parent:
        return ROOT_FOLDER
    above = folders[item.parent]
    base = DISTRICTS if above == ROOT_FOLDER else above
    taken = {folder.rpartition("/")[2] for folder in folders.values() if _is_in(folder, base)}
    slug = unused(place(item.name, readings) or item.code, taken | RESERVED)
    return f"{base}/{slug}"


def _is_in(folder: str, base: str) -> bool:
    return folder.rpartition("/")[0] == base


def _faults(places: list[_Place], shown: str) -> Iterator[Diagnostic]:
    codes = {item.code for item in places}
    seen: set[str] = set()
    roots = [item for item in places if not item.parent]
    for item in places:
        if not _CODE.fullmatch(item.code):
            what = f"区划代码“{item.code}”不是 6、9 或 12 位数字。"
            yield _fault(shown, item.line, what, "照统计用区划代码填写。")
        elif item.code in seen:
            what = f"区划代码 {item.code} 出现了两次。"
            yield _fault(shown, item.line, what, "一个单位只写一行。")
        seen.add(item.code)
        if not item.name or not item.kind:
            yield _fault(shown, item.line, "名称或者类型是空的。", "补上，例如“义安区”“县区”。")
        if item.parent and item.parent not in codes:
            what = f"上级代码 {item.parent} 不在表里。"
            yield _fault(shown, item.line, what, "补上这个上级单位的一行，或者改正代码。")
    if len(roots) != 1:
        what = f"应当有一行没有上级代码（最上级的单位），现在有 {len(roots)} 行。"
        yield _fault(shown, roots[1].line if roots else 1, what, "其余各行都写上级代码。")
    elif len(_parents_first(places)) < len(places):
        yield _fault(shown, 1, "有的单位互为上级，连不到最上级的单位。", "改正上级代码。")


def _fault(shown: str, line: int, what: str, fix: str) -> Diagnostic:
    return Diagnostic("units-table", Severity.ERROR, shown, Span.at(line), what, fix=fix)
