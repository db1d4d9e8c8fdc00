"""The search's index as files of the site, in three parts that change at different times."""

from __future__ import annotations

from functools import cached_property
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
from generator.site.trace import condensed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.site.hands import Hand
    from generator.site.ledger import Ledger
    from generator.site.view import View


class SearchFiles:
    """The index: its tables, the characters' readings, the documents' shards.

    Which shards there are is known only when they are made, so a part stands or falls as a whole.
    """

    def __init__(self, view: View, ledger: Ledger) -> None:
        self._view = view
        self._ledger = ledger
        stamp = view.trace.stamp_of
        # Readings take longest and rest on the words alone, so they are a part by themselves;
        # documents need from them the characters that occur.
        characters = stamp("".join(sorted(set("".join(self._phrases)))))
        self._parts: dict[str, Callable[[Path], dict[str, bytes]]] = {
            f"search tables {stamp(view.whole.terms)}": lambda _: table_files(view.catalog),
            f"search characters {stamp(tuple(self._phrases))}": self._character_files,
            f"search documents {characters}": self._document_files,
        }

    @cached_property
    def _stale(self) -> list[str]:
        return [recipe for recipe in self._parts if not self._stands(recipe)]

    @cached_property
    def _phrases(self) -> list[str]:
        return read_phrases(self._view.whole)

    def _character_files(self, _folder: Path) -> dict[str, bytes]:
        return character_files(character_table(self._phrases))

    def _document_files(self, folder: Path) -> dict[str, bytes]:
        # From the file that stands there by now: making the table takes 0.4 s.
        forms = forms_in((folder / CHARACTERS).read_bytes())
        return document_files(self._view.catalog, forms)

    def _stands(self, recipe: str) -> bool:
        """Tell whether a part was made so, and every file of it is there."""
        made = {path for path, one in self._ledger.made.items() if one.recipe == recipe}
        return bool(made) and made <= self._ledger.files.keys()

    @property
    def paths(self) -> set[str]:
        """The index's files, once all that was made is in the ledger."""
        return {path for path, one in self._ledger.made.items() if one.recipe in self._parts}

    def write(self, hand: Hand) -> None:
        """Write the parts that don't stand."""
        for recipe in self._stale:
            with self._view.trace.apart() as seen:
                files = self._parts[recipe](hand.writer.folder)
            hand.writer.write_all(files.items())
            hand.notes.note(files, recipe, condensed(seen))
