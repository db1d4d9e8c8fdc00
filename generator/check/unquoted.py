"""Numbers without quotes where the schema wants text of a certain form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.schemas import schema
from generator.load import fields, is_number
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.load import Document
    from generator.load.nodes import Field

# What makes a file worth a walk: something like a number that is a whole value. Looked for by its
# first digit, not by what stands before it, which is in every line: half the time.
_SUSPECT = regex(
    r"[0-9](?<=[\s:\[,{+.-][0-9])(?<![^\s:\[,{][+.-][0-9])[0-9A-Fa-f_:.xX+]*\s*(?:\n|[,\]}]|\s#)"
)


def unquoted_numbers(document: Document) -> Iterator[Field]:
    """Yield the values that other YAML programs would read as numbers, and then mangle."""
    if not _suspect(document.lines):
        return
    for field in fields(document.node, schema(document.kind)):
        scalar = field.scalar
        if field.is_key or not (scalar.plain and is_number(scalar.text)):
            continue
        if isinstance(field.schema, dict) and "pattern" in field.schema:
            yield field


def _suspect(lines: Sequence[str]) -> bool:
    return _SUSPECT.search("\n".join(("", *lines, ""))) is not None
