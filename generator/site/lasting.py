"""Feeds and downloads at former addresses: programs fetch them, and programs follow no page.

So they stay files of their kind. Of what goes on elsewhere they say what its own say now; of what
is gone nothing but that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.audit.addresses import TABLES, beside
from generator.exchange import Table, documents, download_tables
from generator.site.audience import WHOLE, Scope
from generator.site.feeds import feeds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.site.view import View


def lasting_files(
    view: View, path: str, kind: str, target: str, title: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the files that stood beside a former page, as (path, content).

    ``target``: the page of what continues it, "" where nothing does; ``title``: its name then.
    """
    old, new = beside(path, kind), beside(target, kind)
    if old.changes and old.changes not in view.scopes:
        gone = Scope(old.changes, f"{title}（已经不在目录里）", f"{WHOLE}/index.html", (),
                     view.history.complete)  # fmt: skip
        scope = view.scopes.get(new.changes, gone) if target else gone
        yield from feeds_of(view, replace(scope, folder=old.changes))
    if old.stem:
        table = _table(view, old.stem, new.stem if target else "", title)
        for suffix in TABLES:
            for file, pieces in documents(view.catalog, suffix, [table]):
                yield file, b"".join(pieces)


def _table(view: View, stem: str, now: str, title: str) -> Table:
    """Return the list of today under a former address, an empty one where there is none."""
    tables = download_tables(view.catalog) if now else ()
    found = next((table for table in tables if table.stem == now), None)
    return replace(found, stem=stem) if found else Table(stem, f"{title}（已经不在目录里）", ())
