"""What one file says by itself, whatever stands in the others: read once, then only data is kept.

Facts depend on the file's bytes and our own code alone, neither on the day nor on other files:
that is what lets several processes find them, and a later check remember them.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from generator.check.entry import Entry
from generator.check.privacy import passages
from generator.check.schemas import typed, validate
from generator.check.unquoted import unquoted_numbers
from generator.load import Desk, Mapping, as_document, read_bytes, unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping
    from pathlib import Path

    from generator.diagnostics import Diagnostic
    from generator.load import Document


class Facts(Struct, frozen=True):
    """``data``: typed by its schema; None when the file can't be read or is not valid.

    ``faults``: of reading and of the schema. ``lines``: item code → its line. ``unquoted``,
    ``personal``: whether the rules that look at the text itself have something to look at.
    ``digest``: of the file's bytes, "" where nobody told it.
    """

    data: AbstractMapping[str, Any] | None
    faults: tuple[Diagnostic, ...] = ()
    lines: AbstractMapping[str, int] = field(default_factory=dict)
    unquoted: bool = False
    personal: bool = False
    digest: str = ""


def facts_of(root: Path, path: str, kind: str, data: bytes | OSError, digest: str = "") -> Facts:
    """Return the facts of a file from its bytes and their digest, or from why there are none."""
    if isinstance(data, OSError):
        return Facts(None, (unreadable(path, data),))
    document, faults = as_document(data, path, kind)
    if document is None:
        return Facts(None, faults)
    desk = Desk(root)
    desk.put(document)
    entry, wrong = entry_of(document, desk)
    return Facts(
        None if wrong else entry.data,
        (*faults, *wrong),
        entry.lines,
        any(unquoted_numbers(document)),
        # On the last of all days every birthday has been: what is personal then covers any day.
        any(passages.look(document, dt.date.max)),
        digest,
    )


def entry_of(document: Document, desk: Desk) -> tuple[Entry, tuple[Diagnostic, ...]]:
    """Return a document as the index holds it, and what is wrong with it by its schema."""
    entry = Entry(document.path, document.kind, typed(document), desk)
    wrong = tuple(validate(entry))
    if document.kind == "items" and not wrong:
        entry = replace(entry, lines=_lines(document))
    return entry, wrong


def read(root: Path, path: str) -> bytes | OSError:
    """Return a file's bytes, or why there are none."""
    try:
        return read_bytes(root, path)
    except OSError as error:
        return error


def _lines(document: Document) -> dict[str, int]:
    rows = document.node.get("事项")
    assert isinstance(rows, Mapping)
    return {key.text: key.span.line for key, _ in rows.pairs}
