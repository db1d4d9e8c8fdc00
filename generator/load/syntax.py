"""libyaml's errors in the editor's terms: the likely cause, at its likely place.

libyaml reports where it gave up, often lines after the slip. Each probe looks for one common slip
around that place; the first that finds it speaks, the last always does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity, Span
from generator.load import layout_slips, quote_slips
from generator.load.place import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml import YAMLError


def explain(error: YAMLError, lines: tuple[str, ...], path: str) -> Diagnostic:
    """Return the one diagnostic for a libyaml error."""
    place = _place(error, lines)
    fault = next(found for probe in _PROBES if (found := probe(place)) is not None)
    subject = lines[fault.line]
    width = max(1, len(subject.rstrip()) - fault.column)
    paste = fault.paste if fault.paste != subject else ""
    return Diagnostic(
        fault.code,
        Severity.ERROR,
        path,
        Span.at(fault.line + 1, fault.column + 1, width),
        fault.what,
        fault.why,
        fault.fix,
        paste,
        subject,
        Span.at(fault.line + 1, 1, len(subject)) if paste else None,
    )


def _place(error: YAMLError, lines: tuple[str, ...]) -> Place:
    # A ReaderError carries no marks; the scan leaves it no character to complain of.
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    start = getattr(error, "context_mark", None) or mark
    last = len(lines) - 1
    line, column = (min(mark.line, last), mark.column) if mark else (0, 0)
    begun = (min(start.line, last), start.column) if start else (line, column)
    context, problem = getattr(error, "context", None), getattr(error, "problem", None)
    return Place(context or "", problem or str(error), begun, line, column, lines)


def _other(place: Place) -> Fault:
    """Report whatever is left, with libyaml's own words for those who look them up."""
    cause = "；".join(part for part in (place.context, place.problem) if part)
    return Fault(
        "yaml-syntax",
        place.line,
        min(place.column, len(place.text)),
        "从这里起读不通。",
        f"解析器的说法：{cause}。" if cause else "",
        "检查这一行和上一行的缩进、冒号、引号和括号，可对照同类文件的写法。",
    )


_PROBES: tuple[Callable[[Place], Fault | None], ...] = (
    quote_slips.escape,
    layout_slips.tab,
    layout_slips.inline_dash,
    layout_slips.colon_in_value,
    layout_slips.colon,
    quote_slips.open_quote,
    quote_slips.after_quote,
    quote_slips.bracket,
    layout_slips.dash,
    layout_slips.stray_dash,
    layout_slips.deeper,
    layout_slips.indent,
    quote_slips.special,
    layout_slips.no_colon,
    _other,
)
