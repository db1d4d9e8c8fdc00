"""``gongkai import standards FOLDER``: official tables become ``catalog/standards/<area>.yml``.

A row's code is assigned once. Repeating the import keeps every code, gives new rows the next free
number, and puts an end date on rows that have gone; nothing is ever deleted, and a repeated import
of the same tables changes no byte.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.diagnostics import Diagnostic, Severity
from generator.exchange.slugs import AREA_WORDS, unused, words
from generator.exchange.splice import broken, read_entries, spliced
from generator.exchange.tables import COLUMNS, LISTS, Row, read_table
from generator.exchange.yamltext import document, write_beside
from generator.patterns import regex

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

EDITION: Final = "2019年国家标准指引"
SCHEMA: Final = "../../schema/standard.schema.json"

_TABLE: Final = regex(r"(?P<number>[0-9]{2,3})[-_ 　]?(?P<name>.+)")
#: Fields of an item that a table says nothing of; an import leaves them as they are.
_OWN_FIELDS: Final = ("标准版本", "施行", "停止", "接替")

Item = dict[str, Any]


class ImportResult(Struct, frozen=True):
    """What an import wrote (paths relative to the catalog's parent) and what it found wrong."""

    written: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class _Standard(Struct, frozen=True):
    """A standard's file as it stands."""

    path: Path
    text: str
    items: Mapping[str, Item]


def import_standards(folder: Path, catalog_root: Path, *, today: dt.date) -> ImportResult:
    """Write a standard file for each ``NN-名称.csv`` or ``.xlsx`` in ``folder``.

    ``today`` is the end date put on rows that the tables no longer hold. Tables with faults are
    reported and leave their standard as it was.
    """
    written: list[str] = []
    found: list[Diagnostic] = []
    tables = sorted(_tables(folder))
    if not tables:
        what = "文件夹里没有标准目录表。"
        fix = "表的文件名写成“编号-领域名称.csv”，例如“20-社会救助.csv”；也可以是 xlsx。"
        found.append(
            Diagnostic("import-no-table", Severity.ERROR, str(folder), None, what, fix=fix)
        )
    for path in tables:
        table = read_table(path, path.name)
        found += table.diagnostics
        if table.diagnostics:
            continue
        faults, changed = _import_table(path, table.rows, catalog_root, today)
        found += faults
        if changed:
            written.append(changed)
    return ImportResult(tuple(written), tuple(found))


def _tables(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.suffix.lower() in {".csv", ".xlsx"} and _TABLE.fullmatch(path.stem):
            yield path


def _import_table(
    path: Path, rows: tuple[Row, ...], catalog_root: Path, today: dt.date
) -> tuple[list[Diagnostic], str]:
    """Write one standard; return what is to be said of it and its path when it changed."""
    match = _TABLE.fullmatch(path.stem)
    assert match is not None
    number, name = match["number"], match["name"]
    standards = {item.stem: item for item in sorted((catalog_root / "standards").glob("*.yml"))}
    known = _find(standards, number)
    if isinstance(known, Diagnostic):
        return [known], ""
    slug = known.path.stem if known else unused(AREA_WORDS.get(name) or words(name), standards)
    target = catalog_root / "standards" / f"{slug}.yml"
    old = dict(known.items) if known else {}
    items, notes = _coded(rows, old, number, today, path.name)
    if known and items == old:
        return notes, ""
    head = {"名称": name, "编号": number, "标准版本": EDITION}
    write_beside(target, _extended(known, items) if known else _fresh(head, items))
    return notes, target.relative_to(catalog_root.parent).as_posix()


def _find(standards: Mapping[str, Path], number: str) -> _Standard | Diagnostic | None:
    """Return the standard that has this number."""
    for path in standards.values():
        text = path.read_text(encoding="utf-8")
        if not re.search(rf"""^编号: ["']?{number}["']?\s*$""", text, re.MULTILINE):
            continue
        items = read_entries(path, "事项")
        if items is None:
            return broken(f"catalog/standards/{path.name}")
        return _Standard(path, text, items)
    return None


def _fields(row: Row, serial: int) -> Item:
    """Return a row as the fields of an item, all text; empty lists are left out."""
    fields: Item = {"序号": row.cells["序号"] or str(serial)}
    for name in COLUMNS[1:]:
        value = row.list_of(name) if name in LISTS else row.cells[name]
        if name == "核对":
            value = value or "待核对"
        if value:
            fields[name] = value
    return fields


def _coded(
    rows: tuple[Row, ...], old: Mapping[str, Item], number: str, today: dt.date, shown: str
) -> tuple[dict[str, Item], list[Diagnostic]]:
    """Give every row its code, put an end date on what has gone, keep what was ended."""
    new = [_fields(row, index + 1) for index, row in enumerate(rows)]
    codes = _matched(new, old)
    items = {code: dict(item) for code, item in old.items()}
    notes: list[Diagnostic] = []
    last = max((int(code.rpartition("-")[2]) for code in old), default=0)
    for index, fields in enumerate(new):
        code = codes.get(index, "")
        if not code:
            last += 1
            code = f"{number}-{last:02d}"
        kept: Item = {n: value for n, value in old.get(code, {}).items() if n in _OWN_FIELDS}
        if kept.pop("停止", ""):
            notes.append(
                _note("import-row-returned", shown, f"{code} 曾经停止，表中又有，已恢复。")
            )
        items[code] = {**fields, **kept}
    for code in [code for code in old if code not in codes.values() and "停止" not in old[code]]:
        items[code]["停止"] = today.isoformat()
        notes.append(_note("import-row-gone", shown, f"{code} 表中已没有，记为 {today} 停止。"))
    return items, notes


def _note(code: str, shown: str, what: str) -> Diagnostic:
    return Diagnostic(code, Severity.NOTE, shown, None, what)


def _matched(new: list[Item], old: Mapping[str, Item]) -> dict[int, str]:
    """Return the index of a row → the code it already has: the surest likeness first."""
    found: dict[int, str] = {}
    for likeness in _LIKENESSES:
        free: dict[Any, list[str]] = {}
        for code, item in old.items():
            if code not in found.values():
                free.setdefault(likeness(item), []).append(code)
        for index, item in enumerate(new):
            codes = free.get(likeness(item), [])
            if index not in found and codes:
                found[index] = codes.pop(0)
    return found


def _same_row(item: Item) -> Any:
    return repr([item.get(name) for name in COLUMNS[1:]])


_LIKENESSES: Final[tuple[Callable[[Item], Any], ...]] = (
    lambda item: (item["序号"], _same_row(item)),
    _same_row,  # moved
    lambda item: (item["序号"], item["一级事项"], item["二级事项"]),  # reworded
    lambda item: (item["一级事项"], item["二级事项"]),  # moved and reworded
    lambda item: (item["序号"], item["二级事项"], "renamed first"),
    lambda item: (item["序号"], item["一级事项"], "renamed second"),
)


def _typed(item: Item) -> Item:
    return {**item, "序号": int(item["序号"]) if item["序号"].isdecimal() else item["序号"]}


def _fresh(head: Mapping[str, str], items: Mapping[str, Item]) -> str:
    typed = {code: _typed(item) for code, item in items.items()}
    return document({**head, "事项": typed}, schema=SCHEMA)


def _extended(known: _Standard, items: Mapping[str, Item]) -> str:
    changed = {code: _typed(i) for code, i in items.items() if known.items.get(code) != i}
    return spliced(known.text, changed)
