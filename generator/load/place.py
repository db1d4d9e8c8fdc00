"""Where libyaml gave up, and what a probe makes of it: the two ends of every probe."""

from __future__ import annotations

from msgspec import Struct

from generator.load import mending

LOOK_BACK = 30  # lines searched before the place where libyaml gave up


class Place(Struct, frozen=True):
    """Where libyaml gave up. Lines and columns count from 0, as libyaml's do."""

    context: str
    problem: str
    start: tuple[int, int]  # where the construct began, or the problem itself
    line: int
    column: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the problem's line."""
        return self.lines[self.line]

    @property
    def before(self) -> list[int]:
        """Return the content lines from the problem's upwards, nearest first."""
        numbers = range(self.line, max(-1, self.line - LOOK_BACK), -1)
        return [number for number in numbers if mending.is_content(self.lines[number])]


class Fault(Struct, frozen=True):
    """What a probe found; ``line`` and ``column`` from 0."""

    code: str
    line: int
    column: int
    what: str
    why: str
    fix: str
    paste: str = ""
