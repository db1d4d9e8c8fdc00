"""The search's index as sets of files, in parts that change at different times."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from generator.search import (
    CHARACTERS,
    Documents,
    character_files,
    character_table,
    column_files,
    column_path,
    document_files,
    forms_in,
    read_phrases,
    table_files,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from generator.site.file_sets import Maker
    from generator.site.ledger import Ledger
    from generator.site.stamps import Stamp
    from generator.site.view import View


def search_sets(view: View, ledger: Ledger, documents: Sequence[Stamp]) -> dict[str, Maker]:
    """Return what makes the index's tables, the characters' readings, the documents' shards.

    Readings take longest and rest on the words alone, so they are a part by themselves; documents
    need from them the characters that occur, and come after them. ``documents``: as ``recipes_of``
    tells them. ``ledger``: what of the last build's is right, but for the documents.
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
            f"search documents {number} {recipe} {characters}": partial(
                shards.make, number, _standing(ledger, number, characters)
            )
            for number, recipe in enumerate(documents)
        },
        **{
            f"search columns {number} {recipe}": partial(shards.make_columns, number)
            for number, recipe in enumerate(documents)
        },
    }


def recipes_of(view: View) -> list[Stamp]:
    """Return what each segment of the documents is made of, but for what is looked up.

    One set for all made an edit of one document cost all 50,000: 6 s instead of 1.5 s.
    """
    documents = Documents(view.whole.records)
    numbers = range(len(documents.segments))
    return [view.trace.stamp_of(documents.rests_on(number)) for number in numbers]


def _standing(ledger: Ledger, number: int, characters: Stamp) -> frozenset[str]:
    """Return a segment's files if they all stand and look up the same, none if some don't."""
    recipes: dict[str, set[str]] = {}
    for path, one in ledger.made.items():
        if one.recipe.startswith(f"search documents {number} "):
            recipes.setdefault(one.recipe, {column_path(number)}).add(path)
    sets = [(recipe, paths) for recipe, paths in recipes.items() if paths <= ledger.files.keys()]
    if len(sets) == len(recipes) == 1 and sets[0][0].endswith(characters):
        return frozenset(sets[0][1])
    return frozenset()


class _Shards:
    """The documents' shards, a set a segment."""

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def _documents(self) -> Documents:
        return Documents(self._view.whole.records)

    def make_columns(self, number: int, _folder: Path) -> dict[str, bytes]:
        """Make the columns of one segment, which alone hang on items."""
        return column_files(self._documents, number, self._view.catalog)

    def make(self, number: int, standing: Collection[str], folder: Path) -> dict[str, bytes]:
        """Make the shards of one segment; its documents are told by its recipe.

        ``standing``: the files of the last build's segment, to be read where they stand.
        """
        # From the file that stands there by now: making the table takes 0.4 s.
        simple = forms_in((folder / CHARACTERS).read_bytes())
        former = partial(_bytes_of, folder, standing) if standing else None
        return document_files(self._documents, number, self._view.catalog, simple, former)


def _bytes_of(folder: Path, standing: Collection[str], path: str) -> bytes | None:
    return (folder / path).read_bytes() if path in standing else None
