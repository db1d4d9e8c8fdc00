"""The whole flow of a check: files → facts → entries → rules → sorted diagnostics."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

import generator.check.rules  # noqa: F401 - importing registers every rule
from generator.check.gather import gather
from generator.check.index import Entry, Index
from generator.check.registry import RULES, concealed
from generator.check.vanished import vanished
from generator.diagnostics import Severity
from generator.load import Desk, kind_of, list_tree

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.diagnostics import Diagnostic
    from generator.load import Earlier

# A fault in one of these would make every file that refers to it look wrong.
_FOUNDATIONS = frozenset({"site", "standard", "subjects", "bases", "terms", "unit", "body"})


def index_folder(
    root: Path, today: dt.date, *, memory: bool = False
) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Return the index over the files that can be read and satisfy their schema, and all faults.

    ``memory``: take what is known of unchanged files from the folder ``.gongkai``, and keep it.
    Raises ``LibyamlMissingError``.
    """
    tree = list_tree(root)
    with _collector_paused():
        facts = gather(root, tree.kinds, memory=memory)
    faults = [*tree.diagnostics, *(fault for each in facts.values() for fault in each.faults)]
    broken = {fault.path for fault in faults if fault.severity is Severity.ERROR}
    desk = Desk(root)
    entries: dict[str, list[Entry]] = {}
    for path, kind in tree.kinds.items():
        found = facts[path]
        if found.data is not None:
            entry = Entry(path, kind, found.data, desk, found.lines, found.unquoted, found.personal)
            entries.setdefault(kind, []).append(entry)
    by_kind = {kind: tuple(found) for kind, found in entries.items()}
    index = Index(by_kind, today, frozenset(broken), root, tree.files, tree.portal)
    return index, tuple(sorted(faults, key=lambda fault: fault.order))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking what grows and has no cycles: a quarter faster."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


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


def _foundations_broken(broken: Iterable[str]) -> bool:
    return any(kind_of(path) in _FOUNDATIONS for path in broken)
