"""The way in: a folder that holds ``catalog/`` becomes a Catalog, or the reasons why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check import start_check, unsound
from generator.diagnostics import Severity
from generator.limits import today_in_china
from generator.resolve.builder import build_catalog

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from generator.check.engine import Known
    from generator.check.gather import Reading
    from generator.diagnostics import Diagnostic
    from generator.load import Document
    from generator.resolve.model import Catalog


def load_catalog(
    root: Path,
    as_of: dt.date | None = None,
    *,
    memory: bool = False,
    reading: Callable[[], Reading] | None = None,
) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """Return the catalog below ``root`` as it stands on ``as_of``, and all findings.

    The catalog is None when a finding is an error. ``as_of`` defaults to today. ``memory``: take
    what is known of unchanged files from the folder ``.gongkai`` below ``root``, and keep it.
    ``reading``: of ``root``, begun before.
    """
    day = as_of or today_in_china()
    checking = start_check(root, day, memory=memory, reading=reading)
    catalog = build_catalog(checking.index, day) if checking.sound else None
    diagnostics = checking.findings()
    wrong = any(found.severity is Severity.ERROR for found in diagnostics)
    return (None if wrong else catalog), diagnostics


def resolve_documents(
    documents: Mapping[str, Document],
    faults: Iterable[Diagnostic],
    as_of: dt.date,
    *,
    files: tuple[str, ...] = (),
    portal: tuple[str, ...] = (),
    known: Known | None = None,
) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """Return what documents say, wherever they were read: a past catalog, a part of one.

    Only what resolving rests on is checked; the catalog is None when that doesn't hold, and the
    errors say why. ``known``: see ``check.unsound``.
    """
    index, errors = unsound(documents, faults, as_of, files=files, portal=portal, known=known)
    return (None if errors else build_catalog(index, as_of)), errors
