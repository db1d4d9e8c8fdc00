"""From a list of units to a whole catalog: the order in which a made-up city is written."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity, Span
from generator.exchange import adopt, import_units, write_bodies
from generator.exchange.tables import read_columns
from generator.load.project import bundled
from generator.resolve import load_catalog
from generator.synth.bodies import write_contacts
from generator.synth.records import LAST_DAY, Writer
from generator.synth.site import LEVELS, site_text
from generator.synth.states import write_states

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_OWN = ("standards", "subjects.yml", "bases.yml", "terms.yml")
_CODE = re.compile(r'^  "([0-9]{2,3}-[0-9]{2,3})":', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SynthResult:
    """What was written; all counts are 0 when an error stood in the way."""

    diagnostics: tuple[Diagnostic, ...]
    units: int = 0
    bodies: int = 0
    items: int = 0
    records: int = 0

    @property
    def ok(self) -> bool:
        """Tell whether the city was written."""
        return not any(d.severity is Severity.ERROR for d in self.diagnostics)


def synthesize(directory: Path, units_csv: Path, records: int, seed: int) -> SynthResult:
    """Write a catalog with the units of ``units_csv`` and ``records`` records below ``directory``.

    The project's own standards, adopted by every unit by its level; all states, all kinds of
    pages. Equal arguments give equal files. An existing folder must be empty; when the list of
    units has faults, it is left empty.
    """
    refusals = tuple(_refusals(directory, units_csv, records))
    if refusals:
        return SynthResult(refusals)
    catalog = directory / "catalog"
    _copy_own(catalog)
    (catalog / "site.yml").write_text(site_text(_areas(catalog)), encoding="utf-8", newline="\n")
    result = _adopt_all(directory, units_csv) or _populate(
        directory,
        records,
        random.Random(seed),  # noqa: S311 - no secret is made
    )
    if not result.ok:
        shutil.rmtree(catalog)
    return result


def _adopt_all(directory: Path, units_csv: Path) -> SynthResult | None:
    """Write units, bodies and items; return the errors that stand in the way, if any."""
    catalog = directory / "catalog"
    steps: tuple[Callable[[], Iterable[Diagnostic]], ...] = (
        lambda: import_units(units_csv, catalog).diagnostics,
        lambda: write_bodies(catalog, today=LAST_DAY).diagnostics,
        lambda: adopt(directory, LAST_DAY).diagnostics,
    )
    for step in steps:
        faults = _errors(step())
        if faults:
            return SynthResult(faults)
    write_contacts(directory)
    return None


def _errors(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(d for d in found if d.severity is Severity.ERROR)


def _populate(directory: Path, records: int, chance: random.Random) -> SynthResult:
    """Write states and records into a city whose items are adopted."""
    catalog, found = load_catalog(directory, LAST_DAY)
    if catalog is None:
        return SynthResult(_errors(found))
    taken = write_states(directory, catalog, chance)
    Writer(directory, catalog, chance, taken).write(records)
    return SynthResult((), len(catalog.units), len(catalog.bodies), len(catalog.items), records)


def _copy_own(catalog: Path) -> None:
    """Copy the project's own standards, subjects, bases and terms."""
    catalog.mkdir(parents=True)
    for name in _OWN:
        source = bundled(f"catalog/{name}")
        if source.is_dir():
            shutil.copytree(source, catalog / name)
        else:
            shutil.copyfile(source, catalog / name)


def _areas(catalog: Path) -> dict[str, tuple[str, ...]]:
    """Return the areas' slugs with their codes."""
    return {
        path.stem: tuple(_CODE.findall(path.read_text(encoding="utf-8")))
        for path in sorted((catalog / "standards").glob("*.yml"))
    }


def _refusals(directory: Path, units_csv: Path, records: int) -> Iterator[Diagnostic]:
    """Yield why nothing can be written at all."""
    if directory.exists() and not directory.is_dir():
        yield _fault("synth-folder", directory, "这不是文件夹。", "换一个文件夹名。")
    elif directory.is_dir() and any(directory.iterdir()):
        yield _fault(
            "synth-folder",
            directory,
            "文件夹里已经有文件，虚构的目录不会写进去。",
            "换一个新的文件夹，或者先把这个文件夹清空。",
        )
    if not units_csv.is_file():
        yield _fault("synth-units", units_csv, "没有这个单位表。", "核对 --units 后面的路径。")
    else:
        yield from _unknown_types(units_csv)
    if records < 0:
        yield _fault("synth-records", directory, "公开信息的份数不能小于0。", "核对 --records。")


def _unknown_types(units_csv: Path) -> Iterator[Diagnostic]:
    """Yield a fault for each unit whose type has no level in the ``site.yml`` that is written."""
    for row in read_columns(units_csv, units_csv.name, ("类型",)).rows:
        kind = row.cells.get("类型", "")
        if kind and kind not in LEVELS:
            yield Diagnostic(
                *("synth-type", Severity.ERROR, str(units_csv), Span.at(row.line)),
                what=f"不知道“{kind}”属于哪一级。",
                fix=f"类型写成其中一个：{'、'.join(LEVELS)}。",
            )


def _fault(code: str, path: Path, what: str, fix: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, str(path), None, what, fix=fix)
