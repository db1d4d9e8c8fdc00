"""From a list of units to a whole catalog: the order in which a made-up city is written."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.audit.git import GitError
from generator.diagnostics import Diagnostic, Severity
from generator.exchange import SiteWords, folder_faults, lay_foundation, unit_levels
from generator.resolve import load_catalog
from generator.synth.bodies import write_contacts
from generator.synth.past import FEWEST, FOUNDED, write_past
from generator.synth.records import LAST_DAY, Writer
from generator.synth.states import write_states
from generator.synth.texts import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class SynthResult(Struct, frozen=True):
    """What was written; all counts are 0 when an error stood in the way."""

    diagnostics: tuple[Diagnostic, ...]
    units: int = 0
    bodies: int = 0
    items: int = 0
    records: int = 0
    commits: int = 0

    @property
    def ok(self) -> bool:
        """Tell whether the city was written."""
        return not any(d.severity is Severity.ERROR for d in self.diagnostics)


def synthesize(
    directory: Path, units_csv: Path, records: int, seed: int, commits: int = 0
) -> SynthResult:
    """Write a catalog with the units of ``units_csv`` and ``records`` records below ``directory``.

    The project's own standards, adopted by every unit by its level; all states, all kinds of
    pages. ``commits``: how many a made-up past has, as a git repository; 0 for none. Equal
    arguments give equal files and equal commits. An existing folder must be empty; when the list
    of units has faults, it is left empty.
    """
    levels, unknown = unit_levels(units_csv)
    refusals = (*folder_faults(directory), *_miscounted(directory, records, commits), *unknown)
    if refusals:
        return SynthResult(refusals)
    site = SiteWords(
        f"{MARK}基层政务公开标准目录",
        f"{MARK}演示城市",
        levels,
        established=FOUNDED if commits else None,
    )
    founded = lay_foundation(directory, units_csv, site, LAST_DAY)
    if founded.ok:
        write_contacts(directory)
        chance = random.Random(seed)  # noqa: S311 - no secret is made
        result = _populate(directory, records, chance)
        if commits:
            result = _with_past(directory, result, commits, chance)
    else:
        result = SynthResult(founded.diagnostics)
    if not result.ok:
        shutil.rmtree(directory / "catalog")
        shutil.rmtree(directory / ".git", ignore_errors=True)
    return result


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


def _with_past(
    directory: Path, made: SynthResult, commits: int, chance: random.Random
) -> SynthResult:
    """Give a finished city its past; what it counts is what it has at the end."""
    catalog, found = load_catalog(directory, LAST_DAY)
    if catalog is None:
        return SynthResult(_errors(found))
    if all(item.standard for item in catalog.items.values()):
        what, fix = "没有一个单位有事项，编不出历史。", "核对单位表；不要历史的，去掉 --history。"
        return SynthResult((_fault("synth-history", directory, what, fix),))
    try:
        write_past(directory, catalog, commits, chance)
    except GitError as error:
        fix = "不要历史的，去掉 --history。"
        return SynthResult((_fault("synth-history", directory, str(error), fix),))
    catalog, found = load_catalog(directory, LAST_DAY)
    if catalog is None:
        return SynthResult(_errors(found))
    return replace(made, items=len(catalog.items), commits=commits)


def _miscounted(directory: Path, records: int, commits: int) -> Iterator[Diagnostic]:
    if records < 0:
        what = "公开信息的份数不能小于0。"
        yield _fault("synth-records", directory, what, "核对 --records。")
    if commits and commits < FEWEST:
        what = f"历史至少要 {FEWEST} 次提交，每一种变化才都有。"
        yield _fault("synth-history", directory, what, "核对 --history。")


def _fault(rule: str, directory: Path, what: str, fix: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, str(directory), None, what, fix=fix)
