"""Two variants of the tiny city compared."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import tinycity

from generator.audit.diff.compare import compare
from generator.audit.rules import RULES, codes
from generator.audit.sources import open_source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.audit.diff.model import Change, Comparison, Kind, Thing

    Changes = Mapping[str, str | bytes | None]

TODAY = dt.date(2026, 1, 1)


def diff(folder: Path, old: Changes, new: Changes) -> Comparison:
    """Compare two variants of the tiny city; both sums must come out, whatever they are."""
    for name, changes in (("旧", old), ("新", new)):
        tinycity.write(folder / name, changes)
    old_source, new_source = (open_source(folder, str(folder / name)) for name in ("旧", "新"))
    found = compare(old_source, new_source, TODAY)
    assert found.proof is None or found.proof.holds
    assert all(set(codes(change)) <= RULES.keys() for change in found.changes)
    return found


def only(found: Comparison) -> Change:
    """Return the one change there is."""
    assert len(found.changes) == 1, found.changes
    return found.changes[0]


def told(change: Change) -> tuple[Kind, Thing, str]:
    """Return what happened to what."""
    return change.kind, change.thing, change.key
