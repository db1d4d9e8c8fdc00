"""Adoption: every valid row of a unit's level gets its line in its owner's file.

New files are written whole; into an existing file lines are set at their place, and nothing
else in it, comments included, is touched.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.check import duties_of, index_folder, owner_folder
from generator.diagnostics import Diagnostic, Severity
from generator.exchange.yamltext import document, scalar, write_beside
from generator.load import Mapping as MappingNode

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection
    from pathlib import Path

    from generator.check import Entry, Index, Row
    from generator.exchange.yamltext import Value
    from generator.load import Document, Scalar


class Adoption(Struct, frozen=True):
    """What adopting did: files written, rows added, and rows no body could be found for."""

    written: tuple[str, ...]
    added: int
    diagnostics: tuple[Diagnostic, ...]


def adopt(root: Path, today: dt.date, units: Collection[str] | None = None) -> Adoption:
    """Write the missing rows of each unit (or of the unit folders named) into its files.

    A catalog whose files can't be read is left as it is; its faults are returned.
    """
    index, faults = index_folder(root, today)
    grave = [d for d in faults if d.severity is Severity.ERROR]
    if grave:
        return Adoption((), 0, tuple(grave))
    unknown = [_unknown_unit(name) for name in units or () if name not in index.units]
    if unknown:
        return Adoption((), 0, tuple(unknown))
    files, homeless = _plan(index, units)
    held = {e.path: e.document for e in index.of("items") if e.path in files}
    inline = [path for path, document in held.items() if _in_one_line(document)]
    for path in inline:
        del files[path]
    for path, rows in files.items():
        write_beside(root / path, _text(path, rows, held.get(path)))
    faults = (*homeless, *map(_inline_file, inline))
    return Adoption(tuple(files), sum(map(len, files.values())), faults)


def _plan(
    index: Index, units: Collection[str] | None
) -> tuple[dict[str, list[Row]], list[Diagnostic]]:
    """Return path → rows to add, and what stands in the way of the rest."""
    files: dict[str, list[Row]] = {}
    homeless: list[Diagnostic] = []
    for folder, unit in index.units.items():
        if (units is not None and folder not in units) or not index.stands(unit):
            continue
        level = index.level_of(unit)
        for row in index.rows.values():
            wanted = level in row.data["公开层级"] and row.valid_on(index.today)
            if not wanted or row.code in index.adopted.get(folder, ()):
                continue
            owner = owner_folder(index, folder, row)
            if owner is None:
                homeless.append(_homeless(index, unit, row))
            else:
                files.setdefault(f"{owner}/{row.area}.yml", []).append(row)
    return files, homeless


def _homeless(index: Index, unit: Entry, row: Row) -> Diagnostic:
    subjects = index.table("subjects", "主体")
    duties = duties_of(index, row.data["公开主体"])
    names = "、".join(subjects[duty]["名称"] for duty in duties) or "（标准没有写部门）"
    duty = duties[0] if duties else "…"
    return Diagnostic(
        code="adopt-no-body",
        severity=Severity.ERROR,
        path=unit.path,
        span=None,
        what=f"{unit.data['名称']}没有履行“{names}”职责的部门，{row.code} 没有地方放。",
        fix=f"建一个部门文件夹，在它的 body.yml 里写上“履行: [{duty}]”。",
        paste=f"名称: {names}\n名称核对: 待核对\n履行: [{duty}]",
    )


def _unknown_unit(name: str) -> Diagnostic:
    return Diagnostic(
        code="adopt-no-unit",
        severity=Severity.ERROR,
        path=name,
        span=None,
        what=f"{name} 不是单位的文件夹，里面没有 unit.yml。",
        fix="写单位的文件夹，例如 catalog/districts/yian/zhongming-zhen。",
    )


def _text(path: str, rows: list[Row], existing: Document | None) -> str:
    if existing is not None:
        return _with_lines(existing, [row.code for row in rows])
    depth = len(PurePosixPath(path).parts) - 1
    content: dict[str, Value] = {
        "领域": rows[0].area,
        "事项": dict.fromkeys((row.code for row in rows), None),
    }
    return document(content, schema="../" * depth + "schema/items.schema.json")


def _with_lines(existing: Document, codes: list[str]) -> str:
    """Return the file's text with a line for each code set before the first later code."""
    keys = _keys(existing)
    indent = " " * (keys[0].span.column - 1)
    lines = list(existing.lines)
    end = _end_of_items(existing)
    # From the last to the first, so that line numbers found before stay true.
    for code in sorted(codes, key=_rank, reverse=True):
        after = next((key for key in keys if _rank(key.text) > _rank(code)), None)
        at = _above_comments(lines, after.span.line - 1, indent) if after else end
        lines.insert(at, f"{indent}{scalar(code)}:")
    return "\n".join(lines).rstrip("\n") + "\n"


def _rank(code: str) -> tuple[int, bool, int]:
    """Return what sorts codes by number, local ones last: 101-99, 101-100, 101-B01."""
    area, _, number = code.partition("-")
    return int(area), number.startswith("B"), int(number.removeprefix("B"))


def _keys(existing: Document) -> list[Scalar]:
    items = existing.node.get("事项")
    assert isinstance(items, MappingNode)
    return [key for key, _ in items.pairs]


def _in_one_line(existing: Document) -> bool:
    """Tell whether 事项 is written as ``{…}``, where no line can be set in between."""
    keys = _keys(existing)
    head = existing.node.key("事项")
    lines = [key.span.line for key in keys]
    return head is None or lines[0] == head.span.line or len(set(lines)) < len(lines)


def _inline_file(path: str) -> Diagnostic:
    return Diagnostic(
        code="adopt-inline",
        severity=Severity.ERROR,
        path=path,
        span=None,
        what="“事项”写成了一行，没有地方加新的编号。",
        fix="把每个编号改成单独一行，再运行一次。",
    )


def _end_of_items(existing: Document) -> int:
    """Return the index of the line after the 事项 mapping."""
    starts = [key.span.line for key, _ in existing.node.pairs]
    key = existing.node.key("事项")
    assert key is not None
    later = [line for line in starts if line > key.span.line]
    if later:
        return _above_comments(list(existing.lines), min(later) - 1, "")
    end = len(existing.lines)
    while end and not existing.lines[end - 1].strip():
        end -= 1
    return end


def _above_comments(lines: list[str], at: int, indent: str) -> int:
    """Return the place above the comment lines that belong to the line ``at``."""
    while at and lines[at - 1].startswith(f"{indent}#"):
        at -= 1
    return at
