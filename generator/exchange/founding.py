"""A new catalog from a list of units: what ``gongkai init`` writes, and what synth fills.

Standards are the project's own, units come from the list, bodies from the duties the standards
need, items by adoption. A new city is built in a folder beside and then renamed: it stands there
whole or not at all.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.check import check_folder
from generator.diagnostics import Diagnostic, Severity
from generator.exchange.adoption import adopt
from generator.exchange.bodies_import import write_bodies
from generator.exchange.new_site import (
    DEFAULT_TITLE,
    TITLE_LENGTH,
    SiteWords,
    copy_own,
    site_text,
    write_settings,
)
from generator.exchange.tables import read_columns
from generator.exchange.unit_types import unit_levels
from generator.exchange.units_import import import_units
from generator.exchange.yamltext import write_beside

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping


class Founding(Struct, frozen=True):
    """What was written; all counts are 0 when an error stood in the way."""

    diagnostics: tuple[Diagnostic, ...]
    units: int = 0
    bodies: int = 0
    items: int = 0

    @property
    def ok(self) -> bool:
        """Tell whether the catalog was written."""
        return not _errors(self.diagnostics)


def found_city(
    directory: Path,
    units_csv: Path,
    *,
    today: dt.date,
    title: str = "",
    levels: Mapping[str, str] | None = None,
) -> Founding:
    """Write a new city's catalog and settings into ``directory``, which must be empty or new.

    ``levels``: 类型 → 层级 for types nobody here knows. Nothing is written when anything is wrong.
    Raises ``OSError`` when the place can't be written to.
    """
    kinds, unknown = unit_levels(units_csv, levels)
    faults = (*folder_faults(directory), *_own_faults(directory, title), *unknown)
    if faults:
        return Founding(faults)
    home = directory.resolve()
    home.parent.mkdir(parents=True, exist_ok=True)
    # Beside the place it goes to: only there a rename is one step.
    with tempfile.TemporaryDirectory(prefix=f".{home.name}.", dir=home.parent) as folder:
        draft = Path(folder) / "city"
        project = f"{_root_name(units_csv)}{DEFAULT_TITLE}（演示）"[:TITLE_LENGTH]
        site = SiteWords(title or DEFAULT_TITLE, project, kinds, established=today)
        founded = lay_foundation(draft, units_csv, site, today)
        if not founded.ok:
            return founded
        if unsound := _errors(check_folder(draft, today)[1]):
            return Founding((*unsound, _unsound(units_csv)))
        write_settings(draft, site.title)
        if home.is_dir():
            home.rmdir()
        draft.rename(home)
    return founded


def lay_foundation(root: Path, units_csv: Path, site: SiteWords, today: dt.date) -> Founding:
    """Write standards, ``site.yml``, units, bodies and items below ``root``.

    Stops at the first step that finds an error; what the steps before have written stays.
    """
    catalog = root / "catalog"
    copy_own(catalog)
    write_beside(catalog / "site.yml", site_text(site))
    units = import_units(units_csv, catalog)
    if faults := _errors(units.diagnostics):
        return Founding(faults)
    bodies = write_bodies(catalog, today=today)
    if faults := _errors(bodies.diagnostics):
        return Founding(faults)
    items = adopt(root, today)
    if faults := _errors(items.diagnostics):
        return Founding(faults)
    return Founding((), len(units.written), len(bodies.written), items.added)


def folder_faults(directory: Path) -> tuple[Diagnostic, ...]:
    """Return why nothing may be written into ``directory``: somebody's files stay as they are."""
    if directory.exists() and not directory.is_dir():
        return (_fault("city-folder", directory, "这不是文件夹。", "换一个文件夹名。"),)
    if directory.is_dir() and any(directory.iterdir()):
        what, fix = "文件夹里已经有文件，没有写。", "换一个新的文件夹，或者先把这个文件夹清空。"
        return (_fault("city-folder", directory, what, fix),)
    return ()


def _own_faults(directory: Path, title: str) -> Iterator[Diagnostic]:
    if directory.resolve() == Path.cwd():
        what, fix = "不能写进当前文件夹。", "在上一级文件夹里运行，写一个新的文件夹名。"
        yield _fault("city-folder", directory, what, fix)
    if len(title) > TITLE_LENGTH:
        what = f"专题名有 {len(title)} 个字，最多 {TITLE_LENGTH} 个。"
        yield _fault("city-name", directory, what, "写短一些。")


def _root_name(units_csv: Path) -> str:
    """Return the name of the unit without one above it; that there is one is checked later."""
    rows = read_columns(units_csv, units_csv.name, ("名称", "上级代码")).rows
    return next((row.cells["名称"] for row in rows if not row.cells.get("上级代码")), "")


def _errors(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(d for d in found if d.severity is Severity.ERROR)


def _unsound(units_csv: Path) -> Diagnostic:
    what = "照这个表建立的目录有上面的错误，什么都没有写。"
    return _fault("units-table", units_csv, what, "改好单位表，再运行一次。")


def _fault(code: str, path: Path, what: str, fix: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, str(path), None, what, fix=fix)
