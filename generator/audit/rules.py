"""What a change can be found to be: a table of rules with permanent codes and weights.

A change has the code of what happened (``item-withdrawn``) and one for each public column that
means less, more, or can't be told (``limit-narrowing``). ``catalog/audit.yml`` may weigh a rule
otherwise, but for what vanished.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.diff.model import Kind, Meaning, Thing
from generator.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.audit.diff.model import Change


class Rule(Struct, frozen=True):
    """One rule. ``fixed``: nobody may weigh it otherwise or accept it."""

    code: str
    severity: Severity
    title: str
    fixed: bool = False


_ENTRY = (Kind.ADDED, Kind.CHANGED, Kind.REMOVED)
_LASTING = (Kind.ADDED, Kind.CHANGED, Kind.WITHDRAWN, Kind.RESUMED, Kind.VANISHED)
_KINDS: Mapping[Thing, tuple[Kind, ...]] = {
    Thing.ITEM: (
        Kind.VANISHED, Kind.WITHDRAWN, Kind.RESUMED, Kind.ADDED, Kind.CHANGED, Kind.MOVED,
        Kind.RENUMBERED, Kind.SPLIT, Kind.MERGED,
    ),
    Thing.ROW: (*_LASTING, Kind.INHERITED),
    Thing.AREA: _ENTRY,
    Thing.RECORD: (*_LASTING, Kind.MOVED, Kind.REPLACED, Kind.RELINKED),
    Thing.UNIT: (*_LASTING, Kind.MOVED),
    Thing.BODY: (*_LASTING, Kind.MOVED),
    Thing.BASIS: (*_ENTRY, Kind.WITHDRAWN, Kind.RESUMED),
    Thing.SUBJECT: _ENTRY,
    Thing.TERM: _ENTRY,
    Thing.SITE: _ENTRY,
    Thing.POLICY: _ENTRY,
    Thing.WAIVER: _ENTRY,
}  # fmt: skip
_WEIGHTS = {
    Kind.VANISHED: Severity.ERROR,
    Kind.WITHDRAWN: Severity.WARNING,
}
# Who changes these changes what others are told or spared.
_WATCHED = (Thing.POLICY, Thing.WAIVER)
_COLUMNS: Mapping[str, tuple[str, tuple[Meaning, ...]]] = {
    "公开内容": ("element", (Meaning.NARROWING, Meaning.WIDENING)),
    "公开依据": ("citation", (Meaning.NARROWING, Meaning.WIDENING)),
    "公开时限": ("limit", (Meaning.NARROWING, Meaning.UNCLEAR, Meaning.WIDENING)),
    "公开渠道和载体": ("channel", (Meaning.NARROWING, Meaning.WIDENING)),
    "公开对象": ("audience", (Meaning.NARROWING, Meaning.UNCLEAR, Meaning.WIDENING)),
    "公开方式": ("manner", (Meaning.NARROWING, Meaning.WIDENING)),
    "公开层级": ("level", (Meaning.NARROWING, Meaning.WIDENING)),
    "状态": ("state", (Meaning.NARROWING, Meaning.WIDENING)),
}


def _rules() -> Iterator[Rule]:
    for thing, kinds in _KINDS.items():
        for kind in kinds:
            usual = Severity.WARNING if thing in _WATCHED else Severity.NOTE
            weight = _WEIGHTS.get(kind, usual)
            fixed = kind is Kind.VANISHED
            yield Rule(_code(thing, kind), weight, f"{thing.value}{kind.value}", fixed)
    for column, (name, meanings) in _COLUMNS.items():
        for meaning in meanings:
            weight = Severity.NOTE if meaning is Meaning.WIDENING else Severity.WARNING
            yield Rule(f"{name}-{meaning.name.lower()}", weight, f"{column}{meaning.value}")


def _code(thing: Thing, kind: Kind) -> str:
    return f"{thing.name}-{kind.name}".lower()


RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in _rules()})


def codes(change: Change) -> tuple[str, ...]:
    """Return the codes of a change, what happened first."""
    found = [_code(change.thing, change.kind)]
    if change.thing in (Thing.ITEM, Thing.ROW):
        for field in change.fields:
            name, meanings = _COLUMNS.get(field.name.rpartition(" ")[2], ("", ()))
            found += [f"{name}-{m.name.lower()}" for m in field.meanings if m in meanings]
    return tuple(dict.fromkeys(found))
