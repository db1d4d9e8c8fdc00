"""What a change must not lose: items, records, rows and units leave a tombstone, or don't leave."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from generator.check.index import Index, Row, parents
from generator.check.registry import Finding, diagnose
from generator.check.schemas import typed
from generator.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.check.entry import Entry
    from generator.diagnostics import Diagnostic
    from generator.load import Document, Earlier

_WHY = "事项和信息可以停止，不能不留记录地消失。"
VANISHED_RULES = {
    "gone-item": (Severity.ERROR, "事项不见了，没有写停止公开"),
    "gone-record": (Severity.ERROR, "公开信息不见了"),
    "gone-row": (Severity.ERROR, "标准目录的行不见了，没有写停止日期"),
    "gone-unit": (Severity.ERROR, "单位不见了，没有写撤销"),
    "row-changed": (Severity.NOTE, "标准目录的行改了，采用它的单位跟着变"),
    "number-reused": (Severity.ERROR, "用过的索引号不能再给别的信息"),
    "number-renamed": (Severity.ERROR, "索引号不能改"),
}


def vanished(index: Index, earlier: Earlier) -> Iterator[Diagnostic]:
    """Yield what the folder as it is now has lost since the earlier revision."""
    for document in earlier.documents.values():
        look = _LOOKS.get(document.kind)
        if look is None:
            continue
        data = typed(document)
        for code, finding in look(index, document, data):
            severity, _ = VANISHED_RULES[code]
            why = _WHY if severity is Severity.ERROR else ""
            yield diagnose(finding, code=code, severity=severity, why=why)


def _items(index: Index, document: Document, data: dict[str, Any]) -> Iterator[tuple[str, Finding]]:
    """Rows of the standard that vanish are omissions already; local and ended items are not."""
    unit = next((index.units[f] for f in parents(_folder(document)) if f in index.units), None)
    if unit is None or any(path.startswith(unit.folder + "/") for path in index.broken):
        return
    held = index.adopted.get(unit.folder, {})
    for code in _mapping(data, "事项"):
        row = index.rows.get(code)
        required = row and row.valid_on(index.today)
        went_on = f"{unit.data['区划代码']}/{code}" in index.once(_named)
        if code not in held and not required and not went_on:
            entry, where = _still_there(index, document, unit)
            yield (
                "gone-item",
                Finding(
                    entry,
                    where,
                    f"{unit.data['名称']}的 {code} 在 {document.path} 里不见了。",
                    "放回去，写上“状态: 停止公开”、日期、理由和依据。",
                    paste=f'  "{code}":\n    状态: 停止公开\n    日期: \n    理由: \n    依据: ',
                ),
            )


def _named(index: Index) -> frozenset[str]:
    """Return the items others say they came from (移自, 合并自): those have not vanished."""
    return frozenset(
        source
        for _, _, data in index.items
        for source in (*filter(None, [data.get("移自")]), *data.get("合并自", ()))
    )


def _still_there(
    index: Index, document: Document, unit: Entry
) -> tuple[Entry, list[str | int] | None]:
    found = next((e for e in index.of("items") if e.path == document.path), None)
    return (found, ["事项"]) if found else (unit, None)


def _records(
    index: Index, document: Document, data: dict[str, Any]
) -> Iterator[tuple[str, Finding]]:
    stem = PurePosixPath(document.path).stem
    place = index.once(_by_stem).get(stem)
    now = None if place is None else index.shelf[place]
    number = data.get("索引号")
    if now is None:
        if document.path not in index.broken:
            home = index.single("site")
            assert home is not None
            yield (
                "gone-record",
                Finding(
                    home,
                    None,
                    f"公开信息 {document.path} 不见了。",
                    "从版本库恢复这个文件；不再有效的，写“有效性: 已废止”或者“有效性: 已归档”。",
                ),
            )
    elif number and now.data.get("索引号") != number:
        yield (
            "number-renamed",
            Finding(
                now,
                ["索引号"] if "索引号" in now.data else ["标题"],
                f"索引号原来是 {number}。",
                "改回原来的索引号。",
                paste=f"索引号: {number}",
            ),
        )
    for at in index.once(_by_number).get(number, ()) if number else ():
        other = index.shelf[at]
        if other.stem != stem:
            yield (
                "number-reused",
                Finding(
                    other,
                    ["索引号"],
                    f"索引号 {number} 已经属于 {document.path}。",
                    "换一个没有用过的索引号。",
                ),
            )


def _by_stem(index: Index) -> dict[str, int]:
    """Return name → place of the first document that has it."""
    stems = index.shelf.stems
    return dict(zip(reversed(stems), reversed(range(len(stems))), strict=True))


def _by_number(index: Index) -> dict[str, list[int]]:
    """Return 索引号 → places of the documents that have it."""
    found: dict[str, list[int]] = {}
    for at, number in enumerate(index.shelf.column("number")):
        found.setdefault(number, []).append(at)
    return found


def _rows(index: Index, document: Document, data: dict[str, Any]) -> Iterator[tuple[str, Finding]]:
    slug = PurePosixPath(document.path).stem
    entry = index.areas.get(slug)
    if entry is None:
        return
    for code, before in _mapping(data, "事项").items():
        now = index.rows.get(code)
        if now is None:
            yield (
                "gone-row",
                Finding(
                    entry,
                    ["事项"],
                    f"标准目录的 {code} 不见了。",
                    "放回去，写上“停止”的日期；由别的行接替的，写“接替”。",
                    key=True,
                ),
            )
        elif now.data != before:
            yield "row-changed", _changed(index, now, before)


def _changed(index: Index, row: Row, before: Mapping[str, Any]) -> Finding:
    """Say which columns of a row changed and how many units follow it."""
    columns = [key for key in {**before, **row.data} if before.get(key) != row.data.get(key)]
    units = sum(row.code in codes for codes in index.adopted.values())
    return Finding(
        row.entry,
        ["事项", row.code],
        f"{row.code} 改了{'、'.join(columns)}，{units} 个单位照它公开。",
        "确认这些单位都应当跟着变；只有个别单位变的，写在那个单位的文件里。",
        key=True,
    )


def _units(index: Index, document: Document, data: dict[str, Any]) -> Iterator[tuple[str, Finding]]:
    code = data.get("区划代码")
    codes = {e.data["区划代码"] for e in index.of("unit")}
    site = index.single("site")
    if site and code and code not in codes and document.path not in index.broken:
        now = index.units.get(_folder(document))
        entry, where = (now, ["区划代码"]) if now else (site, None)
        yield (
            "gone-unit",
            Finding(
                entry,
                where,
                f"{data.get('名称', '')}（{code}）不见了。",
                "保留它的 unit.yml，写上“撤销”的日期和“并入”；"
                "代码变了的，另建文件夹，旧的写“接替”。",
            ),
        )


_LOOKS: dict[str, Callable[[Index, Document, dict[str, Any]], Iterator[tuple[str, Finding]]]] = {
    "items": _items,
    "record": _records,
    "standard": _rows,
    "unit": _units,
}


def _mapping(data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def _folder(document: Document) -> str:
    return document.path.rpartition("/")[0]
