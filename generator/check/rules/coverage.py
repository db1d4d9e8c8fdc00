"""Each unit adopts or declines every valid row of its level, and no other."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from generator.check.owners import owner_folder
from generator.check.registry import Finding, rule
from generator.diagnostics import Severity, Span
from generator.load import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.check.entry import Entry
    from generator.check.index import Index, Row

_SHOWN = 8  # codes named in one finding; the rest are counted


@rule(
    "cover-omission",
    "每个单位都要列出本级的全部标准事项",
    why="标准目录按层级适用；不属于本单位的，写明“本级无此职责”和理由，不能不写。",
)
def omissions(index: Index) -> Iterator[Finding]:
    """A row of the unit's level that stands in none of its files has silently vanished."""
    held = {entry.path: entry for entry in index.of("items")}
    due = _due(index)
    for folder, unit in index.units.items():
        level = index.level_of(unit)
        has_broken = any(path.startswith(folder + "/") for path in index.broken)
        if has_broken or not index.stands(unit):
            continue
        adopted = index.adopted.get(folder, {})
        missing = [code for code in due.get(level, ()) if code not in adopted]
        by_file: dict[str, list[str]] = {}
        for code in missing:
            by_file.setdefault(_home(index, folder, index.rows[code]), []).append(code)
        for path, codes in by_file.items():
            yield _omission(unit, level, codes, path, held.get(path))


def _due(index: Index) -> dict[str, list[str]]:
    """Return level → the codes its units list, in the official order."""
    found: dict[str, list[str]] = {}
    for code, row in index.valid_rows.items():
        for level in row.data["公开层级"]:
            found.setdefault(level, []).append(code)
    return found


def _home(index: Index, unit_folder: str, row: Row) -> str:
    """Return the file a row's item belongs in, "" when the owner can't be told."""
    owner = owner_folder(index, unit_folder, row)
    return f"{owner}/{row.area}.yml" if owner else ""


def _omission(
    unit: Entry, level: str, codes: Sequence[str], path: str, home: Entry | None
) -> Finding:
    """Return the finding, beside the place of the first code where its file is there."""
    named = "、".join(codes[:_SHOWN])
    more = f"等 {len(codes)} 项" if len(codes) > _SHOWN else ""
    belongs = f"，应在 {path} 里" if path else ""
    what = f"{unit.data['名称']}缺少{level}标准事项 {named}{more}{belongs}。"
    if home is None:
        return Finding(
            unit,
            None,
            what,
            f"运行 gongkai adopt --missing {unit.folder} 补上；"
            "本级没有的职责，写“状态: 本级无此职责”。",
        )
    rows = home.document.node.get("事项")
    before = [code for code in home.data["事项"] if code < codes[0]]
    where: list[str | int] = ["事项", before[-1]] if before else ["事项"]
    return Finding(
        home,
        where,
        what,
        "把编号补回原处；不再公开的写“状态: 停止公开”，本级没有的职责写“状态: 本级无此职责”。",
        paste="".join(f'  "{code}":\n' for code in codes),
        key=True,
        target=_gap(home, rows, codes) if isinstance(rows, Mapping) else None,
    )


def _gap(home: Entry, rows: Mapping, codes: Sequence[str]) -> Span | None:
    """Return the line start where the codes belong; ``None`` where they don't stand together."""
    keys = [key.text for key, _ in rows.pairs]
    first = sum(key < codes[0] for key in keys)
    apart = sum(key < codes[-1] for key in keys) != first
    one_line = rows.pairs[0][0].span.line == rows.pairs[-1][1].span.end_line
    if apart or (one_line and len(keys) > 1) or keys != sorted(keys):
        return None
    line = rows.pairs[first - 1][1].span.end_line + 1 if first else rows.pairs[0][0].span.line
    return Span(line, 1, line, 1) if line <= len(home.document.lines) else None


@rule(
    "cover-level",
    "事项的公开层级要和单位的级别一致",
    why="国家标准目录给每一行定了公开层级，县级的事项不由乡镇公开。",
)
def levels(index: Index) -> Iterator[Finding]:
    """A town does not publish what the standard gives to the county, nor the reverse."""
    for entry in index.of("items"):
        unit = index.unit_of(entry)
        level = index.level_of(unit) if unit else ""
        for code, data in entry.data["事项"].items():
            row = index.rows.get(code)
            if row is None or unit is None:
                continue
            allowed = (data or {}).get("公开层级", row.data["公开层级"])
            if level not in allowed:
                yield Finding(
                    entry,
                    ["事项", code],
                    f"{code} 由{'、'.join(allowed)}公开，"
                    f"{unit.data['名称']}是{level or '没有层级的单位'}。",
                    "删掉这一条；确实由本单位公开的，写“公开层级”。",
                    key=True,
                )


@rule(
    "cover-stopped",
    "标准目录停止的事项，本单位也要停止",
    severity=Severity.WARNING,
    why="标准目录停止的行，没有墓碑就会看起来还在公开。",
)
def stopped_rows(index: Index) -> Iterator[Finding]:
    """A row the standard has ended needs a tombstone where it was adopted."""
    ended = index.rows.keys() - index.valid_rows.keys()
    for entry, code, data in index.items if ended else ():
        if code in ended and data.get("状态") != "停止公开":
            successor = index.rows[code].data.get("接替")
            then = f"，由 {successor} 接替" if successor else ""
            yield Finding(
                entry,
                ["事项", code],
                f"标准目录里的 {code} 现在无效{then}。",
                "写上“状态: 停止公开”、日期、理由和依据。",
                key=True,
            )


@rule(
    "cover-owner",
    "事项和公开信息要放在部门或乡镇的文件夹里",
    why="路径说明文件归谁；不在部门文件夹里的，没有人负责。",
)
def owners(index: Index) -> Iterator[Finding]:
    """Items and documents stand in the folder of a body, or of a unit that has none.

    Of the documents in one folder the first is named that can be read.
    """
    for entry in index.of("items"):
        if said := _misfiled(index, entry.folder) or _not_in_a_body(index, entry.folder):
            yield Finding(entry, None, *said)
    at = 0
    seen: set[str] = set()
    for batch in filter(attrgetter("names"), index.shelf.batches):
        folder = batch.folder.rsplit("/", 2)[0]  # <body>/records/<year>
        said = None if folder in seen else _misfiled(index, folder)
        if said:
            yield Finding(index.shelf[at], None, *said)
        seen.add(folder)
        at += len(batch.names)


def _misfiled(index: Index, folder: str) -> tuple[str, str] | None:
    """Return what is wrong with a folder that is nobody's, and the way out."""
    unit, body = index.owners(folder)
    if unit is None or body is None:
        return "这个文件不在任何单位或部门的文件夹里。", "移到部门或乡镇的文件夹里。"
    if folder != body.folder:
        return (
            f"{folder} 里没有 body.yml 或 unit.yml。",
            "先写好部门的 body.yml，或者移到已有的部门文件夹里。",
        )
    return None


def _not_in_a_body(index: Index, folder: str) -> tuple[str, str] | None:
    """Return what is wrong with items in the folder of a unit that has departments."""
    unit, body = index.owners(folder)
    if unit is None or body is not unit or not index.bodies_in(unit.folder):
        return None
    return (
        f"{unit.data['名称']}下面有部门，事项要放在责任部门的文件夹里。",
        "移到责任部门的文件夹里。",
    )
