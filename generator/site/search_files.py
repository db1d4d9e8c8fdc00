"""The search's index as sets of files, in parts that change at different times."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from generator.search import (
    CHARACTERS,
    Documents,
    character_files,
    character_table,
    document_files,
    forms_in,
    read_phrases,
    table_files,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.site.file_sets import Maker
    from generator.site.stamps import Stamp
    from generator.site.view import View


def search_sets(view: View, documents: Sequence[Stamp]) -> dict[str, Maker]:
    """Return what makes the index's tables, the characters' readings, the documents' shards.

    Readings take longest and rest on the words alone, so they are a part by themselves; documents
    need from them the characters that occur, and come after them. ``documents``: as ``recipes_of``
    tells them.
    """
    phrases = read_phrases(view.whole)
    stamp = view.trace.stamp_of
    characters = stamp("".join(sorted(set("".join(phrases)))))
    shards = _Shards(view)
    return {
        f"search tables {stamp(view.whole.terms)}": lambda _: table_files(view.catalog),
        f"search characters {stamp(tuple(phrases))}": lambda _: character_files(
            character_table(phrases)
        ),
        **{
            f"search documents {number} {recipe} {characters}": partial(shards.make, number)
            for number, recipe in enumerate(documents)
        },
    }


def recipes_of(view: View) -> list[Stamp]:
    """Return what each segment of the documents is made of, but for what is looked up.

    One set for all made an edit of one document cost all 50,000: 6 s instead of 1.5 s.
    """
    documents = Documents(view.whole.records.values())
    numbers = range(len(documents.segments))
    return [view.trace.stamp_of(documents.rests_on(number)) for number in numbers]


class _Shards:
    """The documents' shards, a set a segment."""

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def _documents(self) -> Documents:
        return Documents(self._view.whole.records.values())

    def make(self, number: int, folder: Path) -> dict[str, bytes]:
        """Make the shards of one segment; its documents are told by its recipe."""
        # From the file that stands there by now: making the table takes 0.4 s.
        simple = forms_in((folder / CHARACTERS).read_bytes())
        return document_files(self._documents, number, self._view.catalog, simple)
