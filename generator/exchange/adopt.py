"""Adoption: every valid row of a unit's level gets its line in its owner's file.

New files are written whole; into an existing file lines are set at their place, and nothing
else in it, comments included, is touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.check import index_tree
from generator.diagnostics import Diagnostic, Severity
from generator.exchange.yamltext import document, scalar, write_beside
from generator.load import Mapping as MappingNode
from generator.load import load_tree
from generator.resolve import duties_for
from generator.resolve.declared import read_subject_ids, read_subjects

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from generator.check import Entry, Index, Row
    from generator.exchange.yamltext import Value
    from generator.load import Document, Scalar
    from generator.resolve import Subject


@dataclass(frozen=True, slots=True)
class Adoption:
    """What adopting did: files written, rows added, and rows no body could be found for."""

    written: tuple[str, ...]
    added: int
    diagnostics: tuple[Diagnostic, ...]


def adopt(root: Path, today: dt.date, units: Collection[str] | None = None) -> Adoption:
    """Write the missing rows of each unit (or of the unit folders named) into its files.

    A catalog whose files can't be read is left as it is; its faults are returned.
    """
    tree = load_tree(root)
    index, faults = index_tree(tree, today)
    grave = [d for d in (*tree.diagnostics, *faults) if d.severity is Severity.ERROR]
    if grave:
        return Adoption((), 0, tuple(grave))
    unknown = [_unknown_unit(name) for name in units or () if name not in index.units]
    if unknown:
        return Adoption((), 0, tuple(unknown))
    files, homeless = _plan(index, units)
    held = {path: document for path, document in tree.documents.items() if path in files}
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
    subjects = read_subjects(index)
    files: dict[str, list[Row]] = {}
    homeless: list[Diagnostic] = []
    for folder, unit in index.units.items():
        if units is not None and folder not in units:
            continue
        level = index.level_of(unit)
        for row in index.rows.values():
            wanted = level in row.data["公开层级"] and row.valid_on(index.today)
            if not wanted or row.code in index.adopted.get(folder, ()):
                continue
            owner = _owner(index, folder, row, subjects)
            if owner is None:
                homeless.append(_homeless(unit, row, subjects, index))
            else:
                files.setdefault(f"{owner}/{row.area}.yml", []).append(row)
    return files, homeless


def _owner(index: Index, folder: str, row: Row, subjects: Mapping[str, Subject]) -> str | None:
    """Return the folder that holds the row: the body with the first duty, or the town itself."""
    bodies = index.bodies_in(folder)
    if not bodies:
        return folder
    holders = {
        duty: body.folder
        for body in bodies.values()
        if not body.data.get("撤销")
        for duty in body.data["履行"]
    }
    duties = duties_for(read_subject_ids(index, row.data["公开主体"]), subjects)
    return next((holders[duty] for duty in duties if duty in holders), None)


def _homeless(unit: Entry, row: Row, subjects: Mapping[str, Subject], index: Index) -> Diagnostic:
    duties = duties_for(read_subject_ids(index, row.data["公开主体"]), subjects)
    names = "、".join(subjects[duty].name for duty in duties) or "（标准没有写部门）"
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
    for code in sorted(codes, reverse=True):
        after = next((key for key in keys if key.text > code), None)
        at = _above_comments(lines, after.span.line - 1, indent) if after else end
        lines.insert(at, f"{indent}{scalar(code)}:")
    return "\n".join(lines).rstrip("\n") + "\n"


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
