"""The whole flow of a check: documents → entries → schema → rules → sorted diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import generator.check.rules  # noqa: F401 - importing registers every rule
from generator.check.index import Entry, Index
from generator.check.registry import RULES, concealed
from generator.check.schemas import typed, validate
from generator.check.vanished import vanished
from generator.diagnostics import Severity
from generator.load import kind_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.diagnostics import Diagnostic
    from generator.load import Document, Earlier, Tree

    Known = dict[int, tuple[Entry, list[Diagnostic]]]

# A fault in one of these would make every file that refers to it look wrong.
_FOUNDATIONS = frozenset({"site", "standard", "subjects", "bases", "terms", "unit", "body"})


def index_tree(
    tree: Tree, today: dt.date, known: Known | None = None
) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Return the index over the documents that satisfy their schema, and the faults of the rest.

    ``known``: what was made of documents before, for trees that share some; it is added to.
    """
    entries: dict[str, list[Entry]] = {}
    broken = {d.path for d in tree.diagnostics if d.severity.rank == 0}
    found: list[Diagnostic] = []
    for document in tree.documents.values():
        entry, faults = _entry(document, known)
        found.extend(faults)
        if faults:
            broken.add(document.path)
        else:
            entries.setdefault(document.kind, []).append(entry)
    by_kind = {kind: tuple(found) for kind, found in entries.items()}
    index = Index(by_kind, today, frozenset(broken), tree.root, tree.files, tree.portal)
    return index, tuple(found)


def _entry(document: Document, known: Known | None) -> tuple[Entry, list[Diagnostic]]:
    if known is not None and id(document) in known:
        return known[id(document)]
    entry = Entry(document, typed(document))
    made = entry, list(validate(entry))
    if known is not None:
        known[id(document)] = made  # the entry keeps the document, and with it its id, alive
    return made


def check_tree(
    tree: Tree, today: dt.date, earlier: Earlier | None = None
) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Return the index and all findings, sorted by place.

    With an ``earlier`` revision's files also what vanished since then.

    When a file everybody refers to is broken, only the faults already found are reported:
    what follows from them would bury the cause.
    """
    index, faults = index_tree(tree, today)
    # In a catalog of another format every other fault may follow from that.
    if other_format := tuple(RULES["site-format"].run(index)):
        return index, other_format
    found = [*map(concealed, tree.diagnostics), *faults]
    if not _foundations_broken(index.broken):
        for rule in RULES.values():
            found.extend(rule.run(index))
        if earlier is not None:
            found.extend(vanished(index, earlier))
    return index, tuple(sorted(found, key=lambda d: d.order))


# What resolving takes for granted; with these kept every reference can be followed.
_NEEDED = (
    "site-format", "place-area", "place-unit", "place-body", "id-unit", "id-item", "id-row",
    "id-record", "ref-area", "ref-item", "ref-basis", "ref-subject", "ref-body", "ref-unit",
    "state-local",
)  # fmt: skip


def unsound(
    tree: Tree, today: dt.date, known: Known | None = None
) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Return the index, and only the errors that keep a tree from being resolved.

    For a catalog as it once stood, or a part of one: rules made since don't judge the past, and
    what is left out isn't missing. No error: the index can be resolved.
    """
    index, faults = index_tree(tree, today, known)
    found = [*map(concealed, tree.diagnostics), *faults]
    if not _foundations_broken(index.broken):
        found.extend(fault for code in _NEEDED for fault in RULES[code].run(index))
    errors = {d for d in found if d.severity is Severity.ERROR}
    return index, tuple(sorted(errors, key=lambda d: d.order))


def _foundations_broken(broken: Iterable[str]) -> bool:
    return any(kind_of(path) in _FOUNDATIONS for path in broken)
