"""What rules find in published documents one by one, remembered while nothing they look at changes.

Such a rule looks at a document and at everything that is no document; so what it found stands
while the document's bytes and all of that are the same. Of 50,000 documents fourteen rules took
1.5 s. Rules that hold documents against each other see all of them each time.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from generator.check.batches import KIND
from generator.check.memory import FOLDER, as_kept, is_ours, keep, revive
from generator.check.packing import packed, unpacked
from generator.check.registry import RULES
from generator.check.seals import sealed, unsealed
from generator.load.program import code_digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.check.index import Index
    from generator.diagnostics import Diagnostic

_FOLDER = "records"
_HELD = 2  # answers: a site is judged on the day of its revision, a check on today
_MANY = 500  # documents: the rules over them take 45 ms; below, they cost what remembering does
_TOGETHER = 4_096  # documents looked at together; the data of 50,000 takes 200 MB
_DAMAGED = (ValueError, KeyError, TypeError, AttributeError)


class _Known(NamedTuple):
    """Documents by their seals: those nothing was found in, those with findings as kept."""

    clean: Collection[str]
    faulty: Mapping[str, list[Any]]

    @property
    def seals(self) -> set[str]:
        """All of them."""
        return {*self.clean, *self.faulty}


def run_rules(index: Index, codes: Iterable[str], *, memory: bool) -> Iterator[Diagnostic]:
    """Yield what the rules find; ``memory``: take from ``.gongkai`` what is known of documents."""
    documents = index.of(KIND)
    if not memory or index.root is None or len(documents) < _MANY or not is_ours(index.root):
        yield from _run(index, codes)
        return
    codes = list(codes)
    one_by_one = [code for code in codes if RULES[code].each]
    yield from _run(index, (code for code in codes if not RULES[code].each))
    if one_by_one:
        yield from _found_in_each(index, one_by_one, index.root / FOLDER / _FOLDER)


def _run(index: Index, codes: Iterable[str]) -> Iterator[Diagnostic]:
    for code in codes:
        yield from RULES[code].run(index)


def _found_in_each(index: Index, codes: list[str], folder: Path) -> Iterator[Diagnostic]:
    rest = _rest(index, codes)
    place = folder / f"{rest[:16]}.json"
    known = _recall(place, rest)
    seals, told = index.shelf.column("seal"), known.seals
    unknown = [at for at, seal in enumerate(seals) if seal not in told]
    now: dict[str, list[Any]] = {}
    yield from _found_anew(index, codes, unknown, now)
    there = {seal: known.faulty[seal] for seal in seals if seal in known.faulty}
    yield from (revive(kept) for some in there.values() for kept in some)
    if unknown or len(told) > len(seals):
        faulty = there | {seal: faults for seal, faults in now.items() if faults}
        with suppress(OSError):
            clean = [seal for seal in seals if seal and seal not in faulty]
            keep(place, (_as_kept(rest, _Known(clean, faulty)),))
            _tidy(folder)


def _found_anew(
    index: Index, codes: list[str], places: Sequence[int], told: dict[str, list[Any]]
) -> Iterator[Diagnostic]:
    """Yield what is found in documents, some at a time; ``told``: by seal, to be kept.

    And once what rules find beside, in what is no document.
    """
    opened = (entry for _, entry in index.shelf.opened(places))
    beside = True
    while (new := tuple(islice(opened, _TOGETHER))) or beside:
        found: dict[str, list[Diagnostic]] = {entry.path: [] for entry in new}
        for fault in _run(replace(index, entries={**index.entries, KIND: new}, _made={}), codes):
            if fault.path in found:
                found[fault.path].append(fault)
            elif beside:
                yield fault
        for entry in new:
            told[entry.digest] = [as_kept(fault) for fault in found[entry.path]]
            yield from found[entry.path]
        beside = False


def _rest(index: Index, codes: Iterable[str]) -> str:
    """Return a digest of all that the rules look at besides the document, and of the rules."""
    others = [
        f"{entry.digest} {entry.path}"
        for kind, some in index.entries.items()
        if kind != KIND
        for entry in some
    ]
    rest = (index.today.isoformat(), list(codes), sorted(index.broken), index.files, others)
    return sha256(json.dumps(rest).encode()).hexdigest()


def _as_kept(rest: str, told: _Known) -> bytes:
    """Return what is to be kept: the seals of documents nothing was found in are one text."""
    kept = {"rest": rest, "clean": "\n".join(told.clean), "faulty": told.faulty}
    return sealed(packed(kept), code_digest())


def _tidy(folder: Path) -> None:
    """Leave the newest files. Raises OSError where that can't be done."""
    with os.scandir(folder) as listing:
        files = sorted(listing, key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for file in files[_HELD:]:
        os.unlink(file)  # noqa: PTH108 - an entry is no Path


def _recall(place: Path, rest: str) -> _Known:
    """Return what is known of documents where the rest is the same, else nothing."""
    try:
        body = unsealed(place, code_digest())
        kept = unpacked(body) if body else {}
        if kept.get("rest") == rest:
            return _Known([*filter(None, kept["clean"].split("\n"))], dict(kept["faulty"]))
    except _DAMAGED:
        pass
    return _Known((), {})
