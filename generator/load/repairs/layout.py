"""Repairs of what nobody sees: marks, line ends, spaces.

One function a repair, all with the same argument: yield changes, the most wanted first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.load.repairs.proposal import Proposal, Step, examine
from generator.load.repairs.slips import colons_and_quotes
from generator.load.scan import block_lines
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load.repairs.proposal import State

_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TRAILING_INVISIBLE = regex(rf"[{_ZERO_WIDTH}]+(?=[\"'\]}}]*[ \t]*$)", re.MULTILINE)
_TRAILING_SPACES = regex(r"[ \t]+$")
_ODD_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INDENT = regex(rf"[ {_ODD_SPACES}]+(?=\S)")
_ODD = regex(rf"[{_ODD_SPACES}]")
_INDENT_CODES = frozenset({"text-tab-indent", "text-space-indent"})
# How many spaces a tab and a full-width space may stand for; the first that fits is taken when
# all that fit mean the same.
_WIDTHS = ((2, 2), (4, 2), (8, 2), (2, 1), (4, 1), (8, 1))


def byte_order_mark(state: State) -> Iterator[Proposal]:
    """Remove the BOM."""
    if state.text.startswith("\ufeff"):
        yield Proposal(state.text[1:], (Step(1, "删去文件开头的 BOM 标记"),))


def line_ends(state: State) -> Iterator[Proposal]:
    """Make all line ends LF."""
    if "\r" in state.text:
        text = state.text.replace("\r\n", "\n").replace("\r", "\n")
        yield Proposal(text, (Step(1, "换行符从 CRLF 改为 LF"),))


def trailing_invisible(state: State) -> Iterator[Proposal]:
    """Remove zero-width characters from the ends of lines."""
    text = _TRAILING_INVISIBLE.sub("", state.text)
    if text == state.text or "\r" in text:
        return
    pairs = zip(state.text.split("\n"), text.split("\n"), strict=True)
    steps = tuple(
        Step(number, f"删去行尾看不见的字符（{_named(old)}）", changes_data=True)
        for number, (old, new) in enumerate(pairs, 1)
        if old != new
    )
    yield Proposal(text, steps)


def indentation(state: State) -> Iterator[Proposal]:
    """Indent with spaces, where every width that makes a valid file gives the same data."""
    if not any(found.code in _INDENT_CODES for found in state.diagnostics):
        return
    fitting = []
    for tab, wide in _WIDTHS:
        proposal = _indented(state, tab, wide)
        after = examine(proposal.text, state.path, state.schema)
        # Another slip may stand behind the indentation; it is mended in its own turn.
        then = next(colons_and_quotes(after), None)
        if then is not None:
            after = examine(then.text, state.path, state.schema)
        if after.node is not None and not after.errors:
            fitting.append((after.faults, proposal, after))
    fewest = min((faults for faults, _, _ in fitting), default=0)
    best = [(proposal, after) for faults, proposal, after in fitting if faults == fewest]
    if best and all(best[0][1].allows(after, proposal) for proposal, after in best):
        yield best[0][0]


def _indented(state: State, tab: int, wide: int) -> Proposal:
    lines, steps = list(state.lines), []
    blocks = block_lines(state.lines)
    widths = {"\t": tab, "\u3000": wide}
    for number, line in enumerate(lines, 1):
        match = _INDENT.match(line)
        if number in blocks or match is None or not _ODD.search(match[0]):
            continue
        spaces = sum(widths.get(character, 1) for character in match[0])
        lines[number - 1] = " " * spaces + line[match.end() :]
        steps.append(Step(number, f"行首改用 {spaces} 个半角空格缩进", changes_data=True))
    return Proposal("\n".join(lines), tuple(steps))


def trailing_spaces(state: State) -> Iterator[Proposal]:
    """Remove spaces at the ends of lines, outside of ``|`` and ``>`` texts."""
    if state.node is None or "\r" in state.text:
        return
    blocks = block_lines(state.lines)
    lines, steps = list(state.lines), []
    for number, line in enumerate(lines, 1):
        if number not in blocks and _TRAILING_SPACES.search(line):
            lines[number - 1] = line.rstrip(" \t")
            steps.append(Step(number, "删去行尾的空格"))
    yield Proposal("\n".join(lines), tuple(steps))


def final_newline(state: State) -> Iterator[Proposal]:
    """End the last line."""
    if state.node is not None and not state.text.endswith("\n"):
        yield Proposal(state.text + "\n", (Step(len(state.lines), "在文件末尾补上换行"),))


def _named(line: str) -> str:
    found = dict.fromkeys(c for c in line if c in _ZERO_WIDTH)
    return "、".join(f"U+{ord(c):04X}" for c in found)
