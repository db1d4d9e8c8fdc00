"""Where a site's catalog and its past come from, and who is told what is wrong with them."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.history import history_of
from generator.audit.proof.known_head import known_head
from generator.diagnostics import Severity, render_text
from generator.resolve import load_catalog
from generator.site.view import View

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from generator.audit import History
    from generator.diagnostics import Diagnostic
    from generator.resolve import Catalog


class SiteError(Exception):
    """The site wasn't built; findings, if any, were reported, and the old site stands as it was."""


def print_findings(diagnostics: Sequence[Diagnostic]) -> None:
    """Write findings to the terminal; mere notes are for ``gongkai check`` to tell."""
    told = [found for found in diagnostics if found.severity is not Severity.NOTE]
    if told:
        sys.stderr.write(render_text(told))


read_catalog = partial(load_catalog, memory=True)


class Sources(Struct, frozen=True):
    """How a catalog and its history are read; findings are told to ``report``."""

    load: Callable[[Path, dt.date | None], tuple[Catalog | None, tuple[Diagnostic, ...]]] = (
        read_catalog
    )
    recall: Callable[[Path], History] = history_of
    report: Callable[[Sequence[Diagnostic]], None] = print_findings

    def view(self, root: Path, day: dt.date | None) -> View:
        """Return what pages see of the catalog below ``root``; ``day`` defaults to HEAD's date.

        Raises SiteError when the catalog has errors.
        """
        history = self.recall(root)
        catalog, diagnostics = self.load(root, day or history.revision_date)
        self.report(diagnostics)
        if catalog is None:
            raise SiteError("目录有错误，网站没有生成，原来的网站没有动。")
        return View(catalog, history, partial(known_head, root, history))
