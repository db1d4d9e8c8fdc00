"""The search's index as files of the site, in two parts: documents have most of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.search import character_table, document_files, table_files
from generator.site.trace import condensed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.resolve.model import Catalog
    from generator.search import Characters
    from generator.site.hands import Hand
    from generator.site.ledger import Ledger
    from generator.site.view import View

_TABLES, _DOCUMENTS = "search tables", "search documents"


class SearchFiles:
    """The index: everything but the documents, and the documents' shards.

    Which shards there are is known only when they are made, so a part stands or falls as a whole.
    """

    def __init__(self, view: View, ledger: Ledger) -> None:
        self._view = view
        self._ledger = ledger
        # What the tables take from the catalog besides its tables.
        self._tables = f"{_TABLES} {view.trace.stamp_of(view.whole.terms)}"
        self._standing = {part: self._whole(part) for part in (self._tables, _DOCUMENTS)}

    def _whole(self, part: str) -> str:
        """Return the recipe by which all files of a part were made, "" when some aren't there."""
        made = {p: m.recipe for p, m in self._ledger.made.items() if m.recipe.startswith(part)}
        recipes = set(made.values())
        sound = len(recipes) == 1 and made.keys() <= self._ledger.files.keys()
        return recipes.pop() if sound else ""

    def paths(self, notes: Ledger) -> Iterator[str]:
        """Yield the index's files, given what was noted now: a part is new, or as it was."""
        for part in (_TABLES, _DOCUMENTS):
            new = [p for p, made in notes.made.items() if made.recipe.startswith(part)]
            old = (p for p, made in self._ledger.made.items() if made.recipe.startswith(part))
            yield from new or old

    def write(self, hand: Hand) -> None:
        """Write the parts that don't stand."""
        if all(self._standing.values()):
            return
        characters = character_table(self._view.whole)
        if not self._standing[self._tables]:
            self._make(self._tables, table_files, characters, hand)
        # Of all the catalog's characters documents need the traditional ones alone.
        documents = f"{_DOCUMENTS} {self._view.trace.stamp_of(characters['simple'])}"
        if self._standing[_DOCUMENTS] != documents:
            self._make(documents, document_files, characters, hand)

    def _make(
        self,
        recipe: str,
        make: Callable[[Catalog, Characters], dict[str, bytes]],
        characters: Characters,
        hand: Hand,
    ) -> None:
        with self._view.trace.apart() as seen:
            files = make(self._view.catalog, characters)
        look_ups = condensed(seen)
        for path, data in files.items():
            hand.writer.write(path, data)
            hand.notes.note(path, recipe, look_ups)
