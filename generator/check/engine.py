"""The whole flow of a check: documents → entries → schema → rules → sorted diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import generator.check.rules  # noqa: F401 - importing registers every rule
from generator.check.index import Entry, Index
from generator.check.registry import RULES
from generator.check.schemas import typed, validate
from generator.load import kind_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.diagnostics import Diagnostic
    from generator.load import Tree

# A fault in one of these would make every file that refers to it look wrong.
_FOUNDATIONS = frozenset({"site", "standard", "subjects", "bases", "terms", "unit", "body"})


def index_tree(tree: Tree, today: dt.date) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Return the index over the documents that satisfy their schema, and the faults of the rest."""
    entries: dict[str, list[Entry]] = {}
    broken = {d.path for d in tree.diagnostics if d.severity.rank == 0}
    found: list[Diagnostic] = []
    for document in tree.documents.values():
        entry = Entry(document, typed(document))
        faults = list(validate(entry))
        found.extend(faults)
        if faults:
            broken.add(document.path)
        else:
            entries.setdefault(document.kind, []).append(entry)
    index = Index({k: tuple(v) for k, v in entries.items()}, today, frozenset(broken))
    return index, tuple(found)


def check_tree(tree: Tree, today: dt.date) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Return the index and all findings, sorted by place.

    When a file everybody refers to is broken, only the faults already found are reported:
    what follows from them would bury the cause.
    """
    index, faults = index_tree(tree, today)
    found = [*tree.diagnostics, *faults]
    if not _foundations_broken(index.broken):
        for rule in RULES.values():
            found.extend(rule.run(index))
    return index, tuple(sorted(found, key=lambda d: d.order))


def _foundations_broken(broken: Iterable[str]) -> bool:
    return any(kind_of(path) in _FOUNDATIONS for path in broken)
