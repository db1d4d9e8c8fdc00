"""What is wrong with a file of the portal's."""

from __future__ import annotations

from msgspec import Struct


class Fault(Struct, frozen=True):
    """A fault at a place (line and column from 1) with what to do about it."""

    line: int
    column: int
    what: str
    fix: str
