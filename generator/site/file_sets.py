"""Sets of files of which only the making tells which there are: the search's index, the past's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.site.trace import condensed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.site.hands import Hand
    from generator.site.ledger import Ledger
    from generator.site.view import View

    Maker = Callable[[Hand], Mapping[str, bytes | None]]


class FileSets:
    """Sets by recipe, each made by one function for the hand that writes it.

    It stands or falls whole; but its maker may find that a file of it comes out as it stands, and
    tell so by None. Recipes tell what a set rests on besides what is looked up while it is made.
    """

    def __init__(self, view: View, ledger: Ledger, makers: Mapping[str, Maker]) -> None:
        self._view = view
        self._ledger = ledger
        self._makers = makers
        # Now, before the ledger forgets files that somebody took away.
        self._stale = self._not_standing()

    def _not_standing(self) -> list[str]:
        """Return the recipes of sets that weren't made so, or that a file is missing of."""
        made: dict[str, set[str]] = {recipe: set() for recipe in self._makers}
        for path, one in self._ledger.made.items():
            if one.recipe in made:
                made[one.recipe].add(path)
        files = self._ledger.files.keys()
        return [recipe for recipe, paths in made.items() if not paths or not paths <= files]

    def hold(self, path: str) -> bool:
        """Tell whether a set has a file, as far as the ledger knows: it does when that is made."""
        made = self._ledger.made.get(path)
        return made is not None and made.recipe in self._makers

    def jobs(self) -> list[Callable[[Hand], None]]:
        """Return what writes the sets that don't stand."""
        return [self._write] if self._stale else []

    def _write(self, hand: Hand) -> None:
        for recipe in self._stale:
            with self._view.trace.apart() as seen:
                files = self._makers[recipe](hand)
            hand.writer.write_all((path, data) for path, data in files.items() if data is not None)
            hand.notes.note(files, recipe, condensed(seen))
