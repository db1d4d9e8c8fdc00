"""The way in: a folder that holds ``catalog/`` becomes a Catalog, or the reasons why not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.check import check_folder
from generator.diagnostics import Severity
from generator.resolve.builder import build_catalog

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diagnostics import Diagnostic
    from generator.resolve.model import Catalog


def today_in_china() -> dt.date:
    """Return today's date where the catalog is kept."""
    return dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()


def load_catalog(
    root: Path, as_of: dt.date | None = None, *, memory: bool = False
) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """Return the catalog below ``root`` as it stands on ``as_of``, and all findings.

    The catalog is None when a finding is an error. ``as_of`` defaults to today. ``memory``: take
    what is known of unchanged files from the folder ``.gongkai`` below ``root``, and keep it.
    """
    day = as_of or today_in_china()
    index, diagnostics = check_folder(root, day, memory=memory)
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return None, diagnostics
    return build_catalog(index, day), diagnostics
