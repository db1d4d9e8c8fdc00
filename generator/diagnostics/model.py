"""The one type every fault is reported in."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Severity(Enum):
    """How much a finding weighs; the value is the word users read."""

    ERROR = "错误"  # blocks a merge and a build
    WARNING = "警告"  # shown, blocks nothing
    NOTE = "提示"

    @property
    def rank(self) -> int:
        """Return 0 for the gravest, so that sorting puts errors first."""
        return list(Severity).index(self)


class Span(Struct, frozen=True):
    """A stretch of one line or several; lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def at(cls, line: int, column: int = 1, width: int = 1) -> Span:
        """Return a span of ``width`` characters on one line."""
        return cls(line, column, line, column + width)


class Diagnostic(Struct, frozen=True):
    """One fault, said so that whoever made it can mend it.

    ``code``: the rule's permanent name, such as ``yaml-duplicate-key``.
    ``path``: relative to the catalog's parent folder, with forward slashes.
    ``span``: where; ``None`` when the fault is about the file as a whole.
    ``what``: what is wrong, one Chinese sentence.
    ``why``: the cause or the article it rests on; may be empty.
    ``fix``: what to do; ``paste``: the text to paste there, if any.
    ``subject``: the source line(s) the span stands in, for renderers that quote it.
    ``target``: the stretch ``paste`` takes the place of (empty: it is put in there); ``None`` when
    ``paste`` is an example, or its place is for people to find.
    """

    code: str
    severity: Severity
    path: str
    span: Span | None
    what: str
    why: str = ""
    fix: str = ""
    paste: str = ""
    subject: str = ""
    target: Span | None = None

    @property
    def order(self) -> tuple[str, int, int, int, str]:
        """Return the key that sorts findings by file, then position, then weight."""
        line = self.span.line if self.span else 0
        column = self.span.column if self.span else 0
        return (self.path, line, column, self.severity.rank, self.code)
