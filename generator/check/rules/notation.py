"""Text that other programs would read as something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.cards import UNQUOTED
from generator.check.registry import Finding, rule
from generator.check.unquoted import unquoted_numbers
from generator.diagnostics import Severity
from generator.load import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.index import Index


@rule(
    "yaml-unquoted-number",
    "代码和编号要加英文双引号",
    severity=Severity.WARNING,
    why="不加引号的 010101 会被别的 YAML 程序读成八进制数 4161，保存时开头的 0 就丢了。",
)
def numbers(index: Index) -> Iterator[Finding]:
    """A code without quotes that YAML 1.1 takes for a number is mangled by editors' own tools."""
    for entry in index.flagged(UNQUOTED):
        for field in unquoted_numbers(entry.document):
            text = field.scalar.text
            yield Finding(
                entry,
                field.where,
                f"“{text}”没有加引号，别的 YAML 程序会把它读成一个数。",
                "加上英文双引号；或者运行 gongkai fix。",
                paste=quoted(text),
                target=field.scalar.span,
            )
