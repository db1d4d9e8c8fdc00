"""The way in: a folder that holds ``catalog/`` becomes a Catalog, or the reasons why not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.check import check_tree, unsound
from generator.diagnostics import Severity
from generator.load import load_tree
from generator.resolve.builder import build_catalog

if TYPE_CHECKING:
    from pathlib import Path

    from generator.check.engine import Known
    from generator.diagnostics import Diagnostic
    from generator.load import Tree
    from generator.resolve.model import Catalog


def today_in_china() -> dt.date:
    """Return today's date where the catalog is kept."""
    return dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()


def load_catalog(
    root: Path, as_of: dt.date | None = None
) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """Return the catalog below ``root`` as it stands on ``as_of``, and all findings.

    The catalog is None when a finding is an error. ``as_of`` defaults to today.
    """
    day = as_of or today_in_china()
    index, diagnostics = check_tree(load_tree(root), day)
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return None, diagnostics
    return build_catalog(index, day), diagnostics


def resolve_tree(
    tree: Tree, as_of: dt.date, known: Known | None = None
) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """Return what a tree of documents says, wherever it was read: a past catalog, a part of one.

    Only what resolving rests on is checked; the catalog is None when that doesn't hold, and the
    errors say why. ``known``: see ``check.index_tree``.
    """
    index, errors = unsound(tree, as_of, known)
    return (None if errors else build_catalog(index, as_of)), errors
