"""The whole flow of a check: files → facts → entries → rules → sorted diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import generator.check.rules  # noqa: F401 - importing registers every rule
from generator.check.facts import entry_of
from generator.check.gather import gather
from generator.check.index import Entry, Index
from generator.check.registry import RULES, concealed
from generator.check.vanished import vanished
from generator.diagnostics import Severity
from generator.load import Desk, Held, collector_paused, kind_of, list_tree

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.diagnostics import Diagnostic
    from generator.load import Document, Earlier

    Known = dict[int, tuple[Entry, tuple[Diagnostic, ...]]]

# A fault in one of these would make every file that refers to it look wrong.
_FOUNDATIONS = frozenset({"site", "standard", "subjects", "bases", "terms", "unit", "body"})


@collector_paused()
def index_folder(
    root: Path, today: dt.date, *, memory: bool = False
) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Return the index over the files that can be read and satisfy their schema, and all faults.

    ``memory``: take what is known of unchanged files from the folder ``.gongkai``, and keep it.
    Raises ``LibyamlMissingError``.
    """
    tree = list_tree(root)
    facts = gather(root, tree.kinds, memory=memory)
    faults = [*tree.diagnostics, *(fault for each in facts.values() for fault in each.faults)]
    broken = {fault.path for fault in faults if fault.severity is Severity.ERROR}
    desk = Desk(root)
    entries: dict[str, list[Entry]] = {}
    for path, kind in tree.kinds.items():
        found = facts[path]
        if found.data is not None:
            told = found.lines, found.unquoted, found.personal, found.digest
            entries.setdefault(kind, []).append(Entry(path, kind, found.data, desk, *told))
    by_kind = {kind: tuple(found) for kind, found in entries.items()}
    index = Index(by_kind, today, frozenset(broken), root, tree.files, tree.portal)
    return index, tuple(sorted(faults, key=lambda fault: fault.order))


@collector_paused()  # walking the entries of 50,000 documents took 0.5 s of their rules
def check_folder(
    root: Path, today: dt.date, earlier: Earlier | None = None, *, memory: bool = False
) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Return the index and all findings of the catalog below ``root``, sorted by place.

    With an ``earlier`` revision's files also what vanished since then; ``memory`` as above.

    When a file everybody refers to is broken, only the faults already found are reported:
    what follows from them would bury the cause.
    """
    index, faults = index_folder(root, today, memory=memory)
    # In a catalog of another format every other fault may follow from that.
    if other_format := tuple(RULES["site-format"].run(index)):
        return index, other_format
    found = list(map(concealed, faults))
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
    documents: Mapping[str, Document],
    faults: Iterable[Diagnostic],
    today: dt.date,
    *,
    files: tuple[str, ...] = (),
    portal: tuple[str, ...] = (),
    known: Known | None = None,
) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Return the index of documents at hand, and only the errors that keep it from being resolved.

    For a catalog as it once stood, or a part of one: rules made since don't judge the past, and
    what is left out isn't missing. No error: the index can be resolved. ``faults``: of reading;
    ``known``: what was made of documents before, for catalogs that share some; it is added to.
    """
    found = list(faults)
    desk = Held(documents)
    entries: dict[str, list[Entry]] = {}
    made = {} if known is None else known
    for document in documents.values():
        if id(document) not in made:  # the entry's desk keeps the document, and so its id, alive
            made[id(document)] = entry_of(document, desk)
        entry, wrong = made[id(document)]
        found.extend(wrong)
        if not wrong:
            entries.setdefault(document.kind, []).append(entry)
    broken = frozenset(fault.path for fault in found if fault.severity is Severity.ERROR)
    by_kind = {kind: tuple(some) for kind, some in entries.items()}
    index = Index(by_kind, today, broken, None, files, portal)
    found = list(map(concealed, found))
    if not _foundations_broken(broken):
        found.extend(fault for code in _NEEDED for fault in RULES[code].run(index))
    errors = {fault for fault in found if fault.severity is Severity.ERROR}
    return index, tuple(sorted(errors, key=lambda fault: fault.order))


def _foundations_broken(broken: Iterable[str]) -> bool:
    return any(kind_of(path) in _FOUNDATIONS for path in broken)
