"""Building: the catalog is read, MkDocs gives theme and prose unless they are kept, all is made."""

from __future__ import annotations

import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.audit.history import history_of
from generator.limits import today_in_china
from generator.load import collector_paused
from generator.site.dressing import dressed
from generator.site.making import Build
from generator.site.scope import PartError
from generator.site.soundness import UnsoundError
from generator.site.sources import SiteError, Sources, read_catalog
from generator.site.workplace import Workplace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from generator.check.gather import Reading
    from generator.diagnostics import Diagnostic
    from generator.resolve import Catalog
    from generator.site.dressing import Past
    from generator.site.making import Written

_WIDTH = 30  # characters of the progress bar


class BuildSummary(Struct, frozen=True):
    """What a build made, and how long it took."""

    folder: Path
    written: Written
    seconds: float

    def __str__(self) -> str:
        """Return the closing lines users read."""
        made = self.written
        size = f"{made.bytes / 1_000_000:.1f} MB"
        new = "" if made.new == made.pages else f"（新写 {made.new:,} 页）"
        counted = "，".join(f"{state.value} {n:,}" for state, n in made.states.present)
        return (
            f"网站在 {self.folder}：{made.pages:,} 页{new}，{made.files:,} 个文件，{size}，"
            f"{self.seconds:.1f} 秒。\n{made.states.total:,} 个事项：{counted or '无'}。"
        )


def show_progress(done: int, total: int) -> None:
    """Draw a bar on stderr; the last step ends its line."""
    filled = _WIDTH * done // max(total, 1)
    bar = "█" * filled + "·" * (_WIDTH - filled)
    sys.stderr.write(f"\r写页面 {bar} {done:,} / {total:,}" + ("\n" if done == total else ""))
    sys.stderr.flush()


def say_nothing(_done: int, _total: int) -> None:
    """Show no progress."""


def _load_past(folder: Path, day: dt.date | None) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """Return a catalog that stood: rules made since then don't bind it."""
    # Imported here: few builds are of the past, and comparing takes 30 ms to import.
    from generator.audit import UnsoundError, snapshot  # noqa: PLC0415

    try:
        return snapshot(folder, None, day or today_in_china()).catalog, ()
    except UnsoundError as error:
        return None, error.diagnostics


@collector_paused()  # nothing here makes rings of objects by the thousand: a tenth of the time
def build_site(
    root: Path,
    site_dir: Path,
    as_of: dt.date | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    reading: Callable[[], Reading] | None = None,
    report: Callable[[Sequence[Diagnostic]], None] | None = None,
    only: Sequence[str] = (),
    parts: Sequence[Path] = (),
    past: Past | None = None,
) -> BuildSummary:
    """Build the site of ``root``'s catalog into ``site_dir``; ``as_of`` defaults to HEAD's date.

    ``only``: 区划代码 of units; what belongs to them and those below is built, to be joined later.
    ``parts``: folders built so; they are joined, and what they lack is made.
    ``past``: the catalog to build in place of ``root``'s.
    ``reading``: of ``root``, begun before; ``report``: who is told what is wrong with the catalog.
    ``progress`` is told pages done and in all; by default a bar when stderr is a terminal.
    Raises SiteError, with the reason in Chinese, when nothing was built, and OSError where the site
    couldn't be written; the old site then stands.
    """
    started = time.monotonic()
    sources = Sources(load=partial(read_catalog, reading=reading))
    if report:
        sources = replace(sources, report=report)
    home = root.resolve()
    if past:
        sources, home = _sources_of(past, root, sources), past.folder.resolve()
    place = Workplace(site_dir.resolve())
    if refusal := place.refusal():
        raise SiteError(refusal)
    build = Build(place, home, only, parts)
    try:
        view = sources.view(home, as_of)
        publication, prose = dressed(build, root, view, past)
        written = build.run(publication, prose, progress or _default_progress())
        build.finish()
    except (PartError, UnsoundError) as error:
        raise SiteError(str(error)) from error
    finally:
        build.end()
    return BuildSummary(site_dir, written, time.monotonic() - started)


def _default_progress() -> Callable[[int, int], None]:
    return show_progress if sys.stderr.isatty() else say_nothing


def _sources_of(past: Past, root: Path, sources: Sources) -> Sources:
    """Return how a past catalog is read: its own history, and rules only where it is told of."""
    sources = replace(sources, recall=lambda _folder: history_of(root, past.revision))
    return replace(sources, load=_load_past) if past.told else sources
