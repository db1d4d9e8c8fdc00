"""Items stand with the body that answers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.owners import duties_of, owner_folder
from generator.check.registry import Finding, rule
from generator.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.index import Index


@rule(
    "place-body",
    "事项文件放在履行这项职责的部门里",
    severity=Severity.WARNING,
    why="标准目录的公开主体和各部门 body.yml 的“履行”对得上，事项才找得到责任部门。",
)
def bodies(index: Index) -> Iterator[Finding]:
    """A file whose rows all fall to one other body, and none to its own, is misplaced."""
    known = index.table("subjects", "主体").keys()
    duties = {code: set(duties_of(index, row.data["公开主体"])) for code, row in index.rows.items()}
    for entry in index.of("items"):
        unit, body = index.unit_of(entry), index.body_of(entry)
        if unit is None or body is None or body is unit:
            continue
        own, held = set(body.data["履行"]), index.adopted.get(unit.folder, {})
        # What another file holds already is id-item's; an unknown duty is ref-duty's.
        codes = [c for c in entry.data["事项"] if c in duties and held.get(c) is entry]
        if any(own & duties[code] or not known >= duties[code] for code in codes):
            continue
        owners = {owner_folder(index, unit.folder, index.rows[code]) for code in codes}
        owner = owners.pop() if len(owners) == 1 else None
        if owner is None or owner == body.folder:
            continue
        name = (index.bodies.get(owner) or index.units[owner]).data["名称"]
        yield Finding(
            entry,
            ["领域"],
            f"这个文件里的事项由{name}负责，现在放在{body.data['名称']}的文件夹里。",
            f"把文件移到 {owner}/{entry.stem}.yml；"
            f"确实由{body.data['名称']}负责的，在它的 body.yml 里写上这项职责。",
            key=True,
        )
