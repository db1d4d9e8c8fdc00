"""The search's index as sets of files, in three parts that change at different times."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.search import (
    CHARACTERS,
    character_files,
    character_table,
    document_files,
    forms_in,
    read_phrases,
    table_files,
)

if TYPE_CHECKING:
    from pathlib import Path

    from generator.site.file_sets import Maker
    from generator.site.view import View


def search_sets(view: View) -> dict[str, Maker]:
    """Return what makes the index's tables, the characters' readings, the documents' shards.

    Readings take longest and rest on the words alone, so they are a part by themselves; documents
    need from them the characters that occur, and come after them.
    """
    phrases = read_phrases(view.whole)
    stamp = view.trace.stamp_of
    characters = stamp("".join(sorted(set("".join(phrases)))))
    return {
        f"search tables {stamp(view.whole.terms)}": lambda _: table_files(view.catalog),
        f"search characters {stamp(tuple(phrases))}": lambda _: character_files(
            character_table(phrases)
        ),
        f"search documents {characters}": partial(_documents, view),
    }


def _documents(view: View, folder: Path) -> dict[str, bytes]:
    # From the file that stands there by now: making the table takes 0.4 s.
    return document_files(view.catalog, forms_in((folder / CHARACTERS).read_bytes()))
