"""The table of rules: a rule is one function that yields what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.check.pasting import settle
from generator.check.privacy.scanner import BLOCKING, conceal
from generator.diagnostics import Diagnostic, Severity
from generator.load import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.check.entry import Entry
    from generator.check.index import Index
    from generator.diagnostics import Span


class Finding(Struct, frozen=True):
    """What a rule function says; the registry adds the rule's code, weight and article.

    ``where``: path inside the document to the value (or, with ``key``, to the key).
    ``None`` points at the file as a whole. ``target``: the stretch ``paste`` replaces; left out,
    it is what ``where`` leads to, unless ``paste`` is a line of its own or (``replaces``)
    an example. ``span``: the place, where no path leads to it. ``path``: the file, when it is
    not the entry's own.
    """

    entry: Entry
    where: Sequence[str | int] | None
    what: str
    fix: str
    paste: str = ""
    key: bool = False
    why: str = ""
    target: Span | None = None
    replaces: bool = True
    span: Span | None = None
    path: str = ""


class Rule(Struct, frozen=True):
    """A rule of the catalog: permanent code, weight, one-line title, the article it rests on.

    ``each``: what it finds in a published document rests on no other one.
    """

    code: str
    severity: Severity
    title: str
    why: str
    find: Callable[[Index], Iterator[Finding]]
    each: bool = False

    def run(self, index: Index) -> Iterator[Diagnostic]:
        """Yield this rule's findings as diagnostics."""
        for finding in self.find(index):
            yield diagnose(
                finding,
                code=self.code,
                severity=self.severity,
                why=finding.why or self.why,
            )


RULES: dict[str, Rule] = {}


def rule(
    code: str, title: str, *, severity: Severity = Severity.ERROR, why: str, each: bool = False
) -> Callable[[Callable[[Index], Iterator[Finding]]], Callable[[Index], Iterator[Finding]]]:
    """Register the decorated function as the rule ``code``; ``each``: see ``Rule``."""

    def register(
        find: Callable[[Index], Iterator[Finding]],
    ) -> Callable[[Index], Iterator[Finding]]:
        if code in RULES:
            raise ValueError(f"rule registered twice: {code}")
        RULES[code] = Rule(code, severity, title, why, find, each)
        return find

    return register


def diagnose(finding: Finding, *, code: str, severity: Severity, why: str) -> Diagnostic:
    """Return the finding with its place in the file looked up."""
    document = finding.entry.document
    span = finding.span
    if span is None and finding.where is not None:
        span = locate(document.node, finding.where, key=finding.key)
    paste, target = settle(finding, document)
    found = Diagnostic(
        code=code,
        severity=severity,
        path=finding.path or finding.entry.path,
        span=span,
        what=finding.what,
        why=why,
        fix=finding.fix,
        paste=paste,
        subject=_line(document.lines, span.line) if span and not finding.path else "",
        target=target,
    )
    return concealed(found)


def concealed(found: Diagnostic) -> Diagnostic:
    """Return the finding with people's numbers masked in what it quotes, whatever it is about.

    Logs and reports are read by more people than the catalog. Of what is to be pasted only
    numbers that must not stand there anyway are masked, never a telephone.
    """
    what, subject = conceal(found.what), conceal(found.subject)
    paste = conceal(found.paste, BLOCKING)
    if (what, subject, paste) == (found.what, found.subject, found.paste):
        return found
    return replace(found, what=what, subject=subject, paste=paste)


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""
