"""What is wrong with a file of the portal's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a place (line and column from 1) with what to do about it."""

    line: int
    column: int
    what: str
    fix: str
