"""The whole flow of a check: files → facts → entries → rules → sorted diagnostics."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

import generator.check.rules  # noqa: F401 - importing registers every rule
from generator.check.batches import KIND as RECORD
from generator.check.each import run_rules
from generator.check.entry import Entry
from generator.check.facts import entry_of
from generator.check.gather import start_reading
from generator.check.index import Index
from generator.check.registry import RULES, concealed
from generator.check.shelf import Shelf
from generator.check.vanished import vanished
from generator.diagnostics import Severity
from generator.load import SETTINGS, Desk, Held, absent, collector_paused, kind_of
from generator.load.aside import Aside

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.check.gather import Reading
    from generator.diagnostics import Diagnostic
    from generator.load import Document, Earlier

    Begun = Callable[[], Reading]
    Known = dict[int, tuple[Entry, tuple[Diagnostic, ...]]]

_WORTH_A_PROCESS = 512  # entries; the rules over fewer take as long as starting one
# Remembered documents whose columns this process can copy, since another touches them too, in the
# time the rules take for an item, or for a document that isn't remembered.
_TOUCHED = 8

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
    index, faults, _ = _indexed(root, start_reading(root, memory=memory), today)
    return index, faults


@collector_paused()
def _indexed(
    root: Path, reading: Reading, today: dt.date
) -> tuple[Index, tuple[Diagnostic, ...], int]:
    """Return the index, all faults, and how many documents aren't as they are remembered."""
    tree, found = reading
    facts, batches, anew = found()
    faults = [*tree.diagnostics]
    faults += chain.from_iterable(each.faults for each in facts.values())
    faults += chain.from_iterable(batch.faults for batch in batches)
    broken = {fault.path for fault in faults if fault.severity is Severity.ERROR}
    desk = Desk(root)
    entries: dict[str, list[Entry]] = {}
    for path, kind in tree.kinds.items():
        said = facts[path]
        if said.data is not None:
            rest = said.lines, said.unquoted, said.personal, said.digest
            entries.setdefault(kind, []).append(Entry(path, kind, said.data, desk, *rest))
    by_kind: dict[str, Sequence[Entry]] = {kind: tuple(some) for kind, some in entries.items()}
    if batches:
        by_kind[RECORD] = Shelf(batches, desk, root)
    index = Index(by_kind, today, frozenset(broken), root, tree.files, tree.portal)
    return index, _in_order(faults), anew


@collector_paused()  # walking the entries of 50,000 documents took 0.5 s of their rules
def check_folder(
    root: Path,
    today: dt.date,
    earlier: Callable[[], Earlier] | None = None,
    *,
    memory: bool = False,
) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Return the index and all findings of the catalog below ``root``, sorted by place.

    With ``earlier``, which returns an earlier revision's files, also what vanished since then, and
    what that raises is raised; ``memory`` as above.

    When a file everybody refers to is broken, only the faults already found are reported:
    what follows from them would bury the cause.
    """
    index, faults = index_folder(root, today, memory=memory)
    if other_format := _other_format(index):
        return index, other_format
    found = list(map(concealed, faults))
    if not _foundations_broken(index.broken):
        before = earlier() if earlier else None
        # Rules that look at each document alone are half of the work: a process beside does it.
        rest = _started(index, [c for c in RULES if RULES[c].each], memory=memory)
        found += _run(index, [c for c in RULES if not RULES[c].each])
        if before:
            found += vanished(index, before)
        found += rest()
    return index, _in_order(found)


def _other_format(index: Index) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the format: every other fault may follow from that."""
    return tuple(RULES["site-format"].run(index))


def _started(
    index: Index, codes: Sequence[str], *, memory: bool, worth: bool = True
) -> Callable[[], list[Diagnostic]]:
    """Start on rules in a process beside, where there is enough to do; return what waits for it."""
    work = partial(_run, index, codes, memory=memory)
    many = sum(map(len, index.entries.values())) > _WORTH_A_PROCESS
    return Aside(work, worth=many and worth).result


def _run(index: Index, codes: Iterable[str], *, memory: bool = False) -> list[Diagnostic]:
    return list(run_rules(index, codes, memory=memory))


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda fault: fault.order))


# What resolving takes for granted; with these kept every reference can be followed.
_NEEDED = (
    "site-format", "place-area", "place-unit", "place-body", "id-unit", "id-item", "id-row",
    "id-record", "ref-area", "ref-item", "ref-basis", "ref-subject", "ref-body", "ref-unit",
    "state-local", "cover-owner",
)  # fmt: skip


class Checking(Struct, frozen=True):
    """A check under way.

    ``sound``: the index can be resolved, whatever is found yet. ``findings``: waits for all there
    is to find, and returns it as ``check_folder`` does.
    """

    index: Index
    sound: bool
    findings: Callable[[], tuple[Diagnostic, ...]]


def start_check(
    root: Path,
    today: dt.date,
    *,
    memory: bool = False,
    reading: Begun | None = None,
) -> Checking:
    """Check the catalog below ``root`` by the rules resolving rests on, and start with all others.

    These are nine tenths of the work, and a process beside does it while this one resolves:
    0.1 s of 铜陵's catalog. Not so where nearly all is documents that are remembered: of 50,000 the
    copying took as long as the rules. ``memory`` as above; ``reading``: of the same folder, begun
    before.
    """
    begun = reading() if reading else start_reading(root, memory=memory)
    index, faults, anew = _indexed(root, begun, today)
    if other_format := _other_format(index):
        return Checking(index, sound=False, findings=lambda: other_format)
    found = list(map(concealed, faults))
    broken = _foundations_broken(index.broken)
    # Before those the rest waits for: the process beside has the most to do.
    others = [] if broken else [code for code in RULES if code not in _NEEDED]
    worth = _TOUCHED * (anew + len(index.items)) > len(index.shelf)
    rest = _started(index, others, memory=memory, worth=worth)
    if not broken:
        found += _run(index, _NEEDED)
    sound = not broken and not any(fault.severity is Severity.ERROR for fault in found)
    return Checking(index, sound, lambda: _in_order([*found, *rest()]))


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
    if "site" not in by_kind and SETTINGS not in broken:
        found.append(absent(SETTINGS))
        broken |= {SETTINGS}
    index = Index(by_kind, today, broken, None, files, portal)
    found = list(map(concealed, found))
    if not _foundations_broken(broken):
        found += _run(index, _NEEDED)
    return index, _in_order({fault for fault in found if fault.severity is Severity.ERROR})


def _foundations_broken(broken: Iterable[str]) -> bool:
    return any(kind_of(path) in _FOUNDATIONS for path in broken)
