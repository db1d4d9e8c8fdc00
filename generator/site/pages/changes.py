"""The page of changes: the first import is a baseline, not news."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.site.links import record_path, unit_area_path, unit_path
from generator.site.page import Column, Crumb, Page
from generator.site.pages.kind import Kind
from generator.site.shell import Setting

if TYPE_CHECKING:
    import datetime as dt

    from generator.site.templates import Templates
    from generator.site.view import View

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A changed file in readers' words; ``path`` is its page, or empty when it has none."""

    date: dt.date
    kind: str
    name: str
    path: str


def changes_since(view: View) -> tuple[Entry, ...]:
    """Return the changes after the day the catalog was established, newest first."""
    established = view.catalog.site.established
    return tuple(
        Entry(change.date, change.kind.value, *_name(view, change.path))
        for change in view.changes
        if established is None or change.date > established
    )


def _name(view: View, file: str) -> tuple[str, str]:
    """Return what a catalog file is about, and the page that shows it."""
    catalog = view.catalog
    path = PurePosixPath(file)
    if record := catalog.records.get(path.stem):
        return record.title, record_path(record)
    units = {unit.folder: unit for unit in catalog.units.values()}
    unit = next((units[str(up)] for up in path.parents if str(up) in units), None)
    area = catalog.areas.get(path.stem)
    if unit and area and (unit.code, area.slug) in catalog.items_of:
        return f"{unit.name}·{area.name}", unit_area_path(unit, area.slug)
    if unit:
        return f"{unit.name}·{path.stem}", unit_path(unit)
    return (f"标准目录·{area.name}", f"areas/{area.slug}/index.html") if area else (file, "")


def _by_year(changes: tuple[Entry, ...]) -> list[tuple[int, list[Entry]]]:
    """Return the entries under their years, as they come."""
    return [(year, list(entries)) for year, entries in groupby(changes, lambda e: e.date.year)]


def _render(view: View, templates: Templates, path: str, _key: None) -> Page:
    changes = changes_since(view)
    content = templates.fragment(
        "changes",
        path,
        years=_by_year(changes[:_SHOWN]),
        more=max(0, len(changes) - _SHOWN),
        history=view.history,
        established=view.catalog.site.established,
        total=len(view.catalog.items),
        waivers=view.waivers,
    )
    description = "标准目录建立之后，公开事项的新增、修改和停止。"
    return Page(
        path, "changes", "目录变化", description, (Crumb("目录变化"),), content,
        Column("目录变化", description, "目录,变化,动态调整", "信息公开目录"),
    )  # fmt: skip


KIND = Kind(
    Setting("changes", section="changes"),
    lambda _view: (("changes/index.html", None),),
    _render,
)
