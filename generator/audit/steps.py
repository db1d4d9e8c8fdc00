"""One commit's change of one thing, as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from generator.audit.commits import Commit
    from generator.audit.state import Standing


class Step(Struct, frozen=True):
    """What one commit made of one thing: ``was`` and ``now``, None where it wasn't or isn't there.

    ``at``: the commit's place in the history, counted from 0.
    """

    at: int
    commit: Commit
    kind: str
    key: str
    was: Standing | None
    now: Standing | None
