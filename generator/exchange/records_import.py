"""``gongkai import records``: published documents from a table, one ``record`` file each.

A record stands under the body that published it. Its file name ends in six characters made from
the row's content, so that importing the same table again meets the same files.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from generator.check import index_folder
from generator.check.index import ROOT_FOLDER
from generator.diagnostics import Diagnostic, Severity, Span
from generator.exchange.bodies_import import bare_name
from generator.exchange.standards_import import ImportResult
from generator.exchange.tables import Row, read_columns
from generator.exchange.units_import import schema_from
from generator.exchange.yamltext import Value, document, write_beside
from generator.patterns import regex

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from generator.check import Index

COLUMNS: Final = ("单位代码", "部门", "标题", "发布日期", "链接")
#: Columns taken as they are, under the same or another name.
_FIELDS: Final[Mapping[str, str]] = {
    "索引号": "索引号",
    "文号": "文号",
    "生成日期": "生成日期",
    "发布日期": "发布日期",
    "发文机关": "发文机关",
    "链接": "链接",
    "摘要": "内容概述",
    "有效性": "有效性",
    "归档日期": "归档日期",
    "标题核对": "标题核对",
}
_DATE: Final = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR: Final = regex(r"(?:19|20)[0-9]{2}(?=年)")
_SEPARATOR: Final = regex(r"[；;\n]")
_OFFICE: Final = regex(r"(?P<office>[^（]+)(?:（(?P<note>.*)）)?")


def import_records(table_csv: Path, catalog_root: Path, *, today: dt.date) -> ImportResult:
    """Write a record for each row of the table that has none yet.

    Columns: 单位代码, 部门 (empty for a town), 标题, 发布日期, 链接, and optionally 索引号,
    文号, 生成日期, 发文机关, 摘要, 有效性, 归档日期, 标题核对, 领域, 标准序号 and
    要素 (several with ；).
    ``today``'s year names the file of a document that says nothing of its own year; the record
    itself stays undated.
    """
    table = read_columns(table_csv, table_csv.name, COLUMNS)
    index, faults = index_folder(catalog_root.parent, today)
    found = [*table.diagnostics, *(f for f in faults if f.severity is Severity.ERROR)]
    written = []
    for row in table.rows:
        folder = _folder(row, index)
        fault = _fault_of(row, folder, table_csv.name)
        if fault:
            found.append(fault)
            continue
        ending = _ending(row)
        if any((catalog_root.parent / folder).glob(f"records/*/*-{ending}.yml")):
            continue
        path = f"{folder}/records/{_day(row, today)}-{ending}.yml"
        write_beside(catalog_root.parent / path, _text(row, index, folder, path))
        written.append(path)
    return ImportResult(tuple(written), tuple(found))


def _folder(row: Row, index: Index) -> str:
    """Return the folder of the body that published the document, or "" when it isn't known."""
    units = [f for f, unit in index.units.items() if unit.data["区划代码"] == row.cells["单位代码"]]
    if not units or not row.cells["部门"]:
        return units[0] if units else ""
    match = _OFFICE.fullmatch(row.cells["部门"])
    names = {match["office"], bare_name(match["office"])} if match else set()
    bodies = index.bodies_in(units[0])
    slugs = [slug for slug, body in bodies.items() if body.data["名称"] in names]
    return f"{units[0]}/{slugs[0]}" if slugs else ""


def _fault_of(row: Row, folder: str, shown: str) -> Diagnostic | None:
    if not folder:
        who = row.cells["部门"] or row.cells["单位代码"]
        what, fix = f"目录里没有“{who}”。", "先导入单位和部门，或者改成目录里的名称。"
    elif not row.cells["标题"]:
        what, fix = "没有标题。", "补上标题。"
    elif wrong := [n for n in ("生成日期", "发布日期") if not _is_date(row.cells.get(n, ""))]:
        what, fix = f"{'、'.join(wrong)}的写法不对。", "写成 2026-01-31 这样，不知道就空着。"
    else:
        return None
    return Diagnostic("records-table", Severity.ERROR, shown, Span.at(row.line), what, fix=fix)


def _is_date(text: str) -> bool:
    return not text or _DATE.fullmatch(text) is not None


def _ending(row: Row) -> str:
    """Return six characters made from what a document is; not from what may be corrected later."""
    identity = "\0".join(row.cells[name] for name in ("单位代码", "部门", "标题", "链接"))
    digest = hashlib.sha256(identity.encode()).digest()
    return base64.b32encode(digest).decode().lower()[:6]


def _day(row: Row, today: dt.date) -> str:
    """Return ``<year>/<yyyymmdd>``; a known year alone stands as its first of January."""
    date = row.cells["发布日期"] or row.cells.get("生成日期", "")
    if not date:
        year = _YEAR.search(row.cells["标题"]) or _YEAR.search(row.cells.get("摘要", ""))
        date = f"{year[0] if year else today.year}-01-01"
    return f"{date[:4]}/{date.replace('-', '')}"


def _text(row: Row, index: Index, folder: str, path: str) -> str:
    fields: dict[str, Value] = {"标题": row.cells["标题"], "事项": _codes(row, index, folder)}
    if elements := _elements(row):
        fields["要素"] = elements
    for column, name in _FIELDS.items():
        text = row.cells.get(column, "") or (_issuer(row) if column == "发文机关" else "")
        if text:
            fields[name] = text
    if row.cells["链接"]:
        fields["来源"] = row.cells["链接"]
    return document(fields, schema=schema_from(path.rpartition("/")[0], "record"))


def _elements(row: Row) -> list[Value]:
    """Return the elements the document publishes, each once; cells are as people paste them."""
    parts = (part.strip() for part in _SEPARATOR.split(row.cells.get("要素", "")))
    return list(dict.fromkeys(part for part in parts if part))


def _issuer(row: Row) -> str:
    """Return who issued a document that a body only received (某局（受文单位；发文：某厅）)."""
    match = _OFFICE.fullmatch(row.cells["部门"])
    parts = (match["note"] or "").split("；") if match else []
    return next((part[3:] for part in parts if part.startswith("发文：")), "")


def _codes(row: Row, index: Index, folder: str) -> list[str]:
    """Return the item codes of the row's 领域 and 标准序号; the root has no items of its own."""
    area, serials = row.cells.get("领域", ""), row.cells.get("标准序号", "")
    if not area or not serials or f"{folder}/".startswith(f"{ROOT_FOLDER}/"):
        return []
    wanted = set(serials.split("；"))
    return [
        code
        for code, item in index.rows.items()
        if area in {item.entry.data["名称"], *(item.entry.data.get("别名") or ())}
        and str(item.data["序号"]) in wanted
    ]
