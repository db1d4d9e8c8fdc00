"""Units and bodies, from the folders they stand in."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from generator.check.days import parse_date
from generator.check.index import DISTRICTS, ROOT_FOLDER
from generator.resolve.model import Body, Contact, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.check import Entry, Index


def read_units(index: Index) -> dict[str, Unit]:
    """Return the units by 区划代码: the root first, then depth first in the order of codes."""
    children: dict[str, list[str]] = {}
    for folder in index.units:
        parent = _parent_folder(folder)
        children.setdefault(parent, []).append(folder)
    units: dict[str, Unit] = {}
    stack = [ROOT_FOLDER]
    while stack:
        folder = stack.pop()
        unit = _unit(index, folder)
        units[unit.code] = unit
        below = sorted(
            children.get(folder, ()), key=lambda f: index.units[f].data["区划代码"], reverse=True
        )
        stack.extend(below)
    return units


def _parent_folder(folder: str) -> str:
    """Return the folder of the unit above: districts hang below the root, it below nothing."""
    if folder == ROOT_FOLDER:
        return ""
    parent = str(PurePosixPath(folder).parent)
    return ROOT_FOLDER if parent == DISTRICTS else parent


def _unit(index: Index, folder: str) -> Unit:
    entry = index.units[folder]
    data = entry.data
    parent = _parent_folder(folder)
    return Unit(
        code=data["区划代码"],
        slug=PurePosixPath(folder).name,
        path=folder.removeprefix(DISTRICTS + "/").removeprefix("catalog/"),
        folder=folder,
        name=data["名称"],
        kind=data["类型"],
        level=index.level_of(entry),
        parent=index.units[parent].data["区划代码"] if parent else "",
        contact=_contact(data),
        complete=data.get("收录") == "完整",
        ended=parse_date(data.get("撤销")),
        successor=data.get("并入", data.get("接替", "")),
    )


def read_bodies(index: Index, units: Mapping[str, Unit], duties: Sequence[str]) -> dict[str, Body]:
    """Return the bodies by id: each unit's own first, then its departments by duty, then others."""
    rank = {duty: place for place, duty in enumerate(duties)}
    last = len(rank)  # what knows no duty is no reason not to go on: it has its own finding
    found: dict[str, Body] = {}
    for unit in units.values():
        own = _own_body(unit)
        found[own.id] = own
        bodies = [_body(unit, slug, entry) for slug, entry in index.bodies_in(unit.folder).items()]
        bodies.sort(
            key=lambda b: (min((rank.get(d, last) for d in b.duties), default=last), b.slug)
        )
        found.update((body.id, body) for body in bodies)
    return found


def _own_body(unit: Unit) -> Body:
    """Return the body a unit itself is: a town publishes under its own name."""
    return Body(
        id=unit.code,
        slug="",
        unit=unit.code,
        folder=unit.folder,
        name=unit.name,
        name_verified=True,
        duties=(),
        credit_code="",
        contact=unit.contact,
        ended=unit.ended,
    )


def _body(unit: Unit, slug: str, entry: Entry) -> Body:
    data = entry.data
    into = data.get("并入")
    return Body(
        id=f"{unit.code}/{slug}",
        slug=slug,
        unit=unit.code,
        folder=entry.folder,
        name=data["名称"],
        name_verified=data["名称核对"] == "已核对",
        duties=tuple(data["履行"]),
        credit_code=data.get("统一社会信用代码", ""),
        contact=_contact(data),
        ended=parse_date(data.get("撤销")),
        successor=f"{unit.code}/{into}" if into else "",
    )


def _contact(data: Mapping[str, Any]) -> Contact:
    written = data.get("联系", {})
    return Contact(
        phone=written.get("电话", ""),
        fax=written.get("传真", ""),
        address=written.get("地址", ""),
        hours=written.get("办公时间", ""),
        website=written.get("网址", ""),
        source=written.get("来源", ""),
    )
