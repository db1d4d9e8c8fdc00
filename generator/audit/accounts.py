"""What a change says of itself: the day, the reason and the document of a stop are one account.

A thing that is stopped gets 状态, 日期, 理由 and 依据 at once (条例第十二条 asks for a list that is
kept current, so each stop says when and why). Told as fields they would all have come from nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.diff.model import Kind
from generator.audit.fields import LEFT, STATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.audit.diff.model import FieldChange, Value

_BASIS = "依据"  # the field in which a thing itself names the document
_OWN = "事项写明的依据"
_HALTS = (Kind.WITHDRAWN.value, Kind.RESUMED.value)
_DAY = ("日期", "停止")  # an item's, a row's
_WRITTEN = (*_DAY, "理由")


class Account(Struct, frozen=True):
    """What is told of a change.

    ``changes``: the fields that were something else before. ``stone``: names and words of what
    was written on a state that came, or had been on one that went, or stands where an item was
    before it went on elsewhere. ``basis``: the document the thing itself names, "" without one.
    """

    changes: tuple[FieldChange, ...]
    stone: tuple[tuple[str, str], ...]
    basis: str

    def under(self, basis: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return the document to name where the commit names ``basis``, and what else to say.

        Where the thing itself names another than the commit, both are told.
        """
        if not basis or self.basis in ("", basis):
            return basis or self.basis, self.stone
        return basis, (*self.stone, (_OWN, self.basis))


def account_of(event: str, changes: Iterable[FieldChange]) -> Account:
    """Return what is told of a change by the word for it and the fields that differ."""
    by_field = {change.name: change for change in changes}
    left = {name: _text(by_field.pop(name).new) for name in LEFT.values() if name in by_field}
    basis = _text(by_field[_BASIS].new) if _BASIS in by_field else left.pop(LEFT[_BASIS], "")
    halted = event in _HALTS
    if not halted and STATE not in by_field:
        return Account(tuple(by_field.values()), tuple(left.items()), basis)
    over = event == Kind.RESUMED.value or (not halted and not by_field[STATE].new)
    left_out = (*_WRITTEN, _BASIS, *([STATE] if halted else []))
    stone = tuple(
        (_name(name, halted=halted, over=over), _text(change.old if over else change.new))
        for name, change in by_field.items()
        if name in _WRITTEN
    )
    rest = tuple(change for name, change in by_field.items() if name not in left_out)
    return Account(rest, (*(pair for pair in stone if pair[1]), *left.items()), basis)


def _name(field: str, *, halted: bool, over: bool) -> str:
    named = f"停止{_DAY[0]}" if halted and field in _DAY else field
    return f"原{named}" if over else named


def _text(value: Value) -> str:
    return "；".join(value) if isinstance(value, tuple) else value
