"""What has ended says so, and nothing goes on under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.days import parse_date
from generator.check.registry import Finding, rule
from generator.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.entry import Entry
    from generator.check.index import Index


def _ended(entry: Entry, index: Index) -> str:
    """Return the date an entry ended on, "" while it exists."""
    end = parse_date(entry.data.get("撤销"))
    return end.isoformat() if end and end <= index.today else ""


@rule(
    "end-body", "撤销的部门不能还有事项", why="部门撤销以后，事项由接手的部门负责；编号和网址不变。"
)
def ended_bodies(index: Index) -> Iterator[Finding]:
    """Items of a body that no longer exists have nobody who answers for them."""
    for entry in index.of("items"):
        body = index.bodies.get(entry.folder)
        end = _ended(body, index) if body else ""
        if body and end:
            into = body.data.get("并入")
            where = f"{body.folder.rpartition('/')[0]}/{into}" if into else "接手的部门"
            yield Finding(
                entry,
                ["领域"],
                f"{body.data['名称']}已经在 {end} 撤销，这里还有它的事项。",
                f"把事项移到 {where} 的文件里；编号不变。",
            )


@rule(
    "end-record",
    "撤销以后不能再发布公开信息",
    why="撤销以后的部门不能再发布信息，文件多半放错了文件夹。",
    each=True,
)
def records_after_end(index: Index) -> Iterator[Finding]:
    """A document dated after its publisher ended stands in the wrong folder."""
    for entry in index.of("record"):
        body = index.body_of(entry)
        end = _ended(body, index) if body else ""
        published = entry.data.get("发布日期", "")
        if body and end and published > end:
            yield Finding(
                entry,
                ["发布日期"],
                f"{body.data['名称']}在 {end} 已经撤销，这份信息是 {published} 发布的。",
                "移到接手的单位或部门的 records 文件夹里。",
            )


@rule(
    "end-basis",
    "引用的依据已经废止",
    severity=Severity.WARNING,
    why="依据已经废止，群众按它找不到现行规定。",
)
def ended_bases(index: Index) -> Iterator[Finding]:
    """A local citation of a repealed basis misleads; a standard's own citation stays as written."""
    known = index.table("bases", "依据")
    for entry, code, data in index.items:
        for i, text in enumerate(data.get("公开依据", ())):
            basis = known.get(index.citations.get(text, ""), {})
            if basis.get("效力") != "已废止":
                continue
            successor = known.get(basis.get("接替", ""), {})
            advice = f"改引{successor['名称']}" if successor else "改引现行的依据"
            yield Finding(
                entry,
                ["事项", code, "公开依据", i],
                f"{text}已经废止。{basis.get('说明', '')}",
                f"{advice}。",
                paste=successor.get("名称", ""),
            )


@rule(
    "end-cited",
    "标准目录还在引用已废止的依据",
    severity=Severity.NOTE,
    why="标准目录照发布的样子保留，谁维护依据，谁要知道哪些已经废止。",
)
def cited_by_standards(index: Index) -> Iterator[Finding]:
    """Standards are kept as published; whoever maintains bases.yml sees what they still cite."""
    bases = index.single("bases")
    counts: dict[str, int] = {}
    for row in index.rows.values():
        for text in row.data["公开依据"]:
            key = index.citations.get(text, "")
            counts[key] = counts.get(key, 0) + 1
    for key, data in index.table("bases", "依据").items():
        if bases and data["效力"] == "已废止" and counts.get(key):
            yield Finding(
                bases,
                ["依据", key, "效力"],
                f"{data['名称']}已经废止，标准目录还有 {counts[key]} 行引用它。",
                "标准目录照发布的样子保留；新的标准发布以后再改。",
            )


@rule(
    "end-successor",
    "撤销的单位要写明并入哪里",
    severity=Severity.WARNING,
    why="来找这个单位的人，要能找到接手的单位。",
)
def successors(index: Index) -> Iterator[Finding]:
    """Whoever looks for an ended unit must be led on."""
    for entry in index.of("unit"):
        if entry.data.get("撤销") and not (entry.data.get("并入") or entry.data.get("接替")):
            yield Finding(
                entry,
                ["撤销"],
                f"{entry.data['名称']}写了撤销，没有写并入哪里。",
                "加上“并入”，写接手单位的区划代码。",
                paste='并入: ""',
                key=True,
            )


@rule(
    "end-empty",
    "部门没有职责、事项、公开信息和联系方式",
    severity=Severity.NOTE,
    why="没有人用到的文件夹，多半是改名或者合并以后忘了删。",
)
def empty_bodies(index: Index) -> Iterator[Finding]:
    """A body that holds nothing and can't even be reached is a leftover."""
    used = {entry.folder for entry in index.of("items")}
    owners = (index.owners(batch.folder)[1] for batch in index.shelf.batches if batch.names)
    used |= {body.folder for body in owners if body}
    for folder, entry in index.bodies.items():
        if folder not in used and not entry.data["履行"] and "联系" not in entry.data:
            yield Finding(
                entry,
                None,
                f"{entry.data['名称']}没有职责、事项、公开信息和联系方式。",
                "以后要用的可以留着；用不到的删掉这个文件夹。",
            )
