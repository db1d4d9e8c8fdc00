"""Text that other programs would read as something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.registry import Finding, rule
from generator.check.schemas import schema
from generator.diagnostics import Severity
from generator.load import fields, is_number, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.index import Index

# What makes a file worth a walk: something like a number where a value ends.
_SUSPECT = re.compile(r"[:\[,{-] *[-+.]?[0-9][0-9A-Fa-f_:.xX+]*\s*(?:$|[,\]}]|\s#)")


@rule(
    "yaml-unquoted-number",
    "代码和编号要加英文双引号",
    severity=Severity.WARNING,
    why="不加引号的 010101 会被别的 YAML 程序读成八进制数 4161，保存时开头的 0 就丢了。",
)
def numbers(index: Index) -> Iterator[Finding]:
    """A code without quotes that YAML 1.1 takes for a number is mangled by editors' own tools."""
    for kind in index.entries:
        for entry in index.of(kind):
            if not any(map(_SUSPECT.search, entry.document.lines)):
                continue
            for field in fields(entry.document.node, schema(kind)):
                scalar = field.scalar
                if field.is_key or not (scalar.plain and is_number(scalar.text)):
                    continue
                if isinstance(field.schema, dict) and "pattern" in field.schema:
                    yield Finding(
                        entry,
                        field.where,
                        f"“{scalar.text}”没有加引号，别的 YAML 程序会把它读成一个数。",
                        "加上英文双引号；或者运行 gongkai fix。",
                        paste=quoted(scalar.text),
                        target=scalar.span,
                    )
