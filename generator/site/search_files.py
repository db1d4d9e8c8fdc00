"""The search's index as sets of files, in parts that change at different times."""

from __future__ import annotations

from collections import Counter
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from generator.search import (
    CHARACTERS,
    Documents,
    Last,
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
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from generator.site.file_sets import Maker
    from generator.site.hands import Hand
    from generator.site.ledger import Ledger
    from generator.site.stamps import Stamp
    from generator.site.view import View

_DOCUMENTS = "search documents "  # how the recipes of the documents' sets begin


class Recipes(NamedTuple):
    """What the parts of the index are made of, but for what is looked up: stamps of that.

    ``characters``: those of the ``phrases`` that are searched; ``documents``: segment by segment.
    """

    terms: Stamp
    phrases: Stamp
    characters: Stamp
    documents: Sequence[Stamp]


def recipes_of(view: View) -> Recipes:
    """Return what the index is made of.

    One set for all documents made an edit of one cost all 50,000: 6 s instead of 1.5 s.
    """
    stamp, phrases = view.trace.stamp_of, tuple(read_phrases(view.whole))
    documents = Documents(view.whole.records)
    segments = map(documents.rests_on, range(len(documents.segments)))
    characters = "".join(sorted(set("".join(phrases))))
    terms = stamp(view.whole.terms)
    return Recipes(terms, stamp(phrases), stamp(characters), [*map(stamp, segments)])


def search_sets(view: View, ledger: Ledger, recipes: Recipes) -> dict[str, Maker]:
    """Return what makes the index's tables, the characters' readings, the documents' shards.

    Readings take longest and rest on the words alone, so they are a part by themselves; documents
    need from them the characters that occur, and come after them. ``ledger``: what of the last
    build's is right, but for the documents.
    """
    characters, documents = recipes.characters, recipes.documents
    shards, standing = _Shards(view), _standing(ledger, characters)
    return {
        f"search tables {recipes.terms}": lambda _: table_files(view.catalog),
        f"search characters {recipes.phrases}": lambda _: character_files(
            character_table(read_phrases(view.whole))
        ),
        **{
            f"{_DOCUMENTS}{number} {recipe} {characters}": partial(
                shards.make, number, standing.get(number, frozenset()), ledger.runs
            )
            for number, recipe in enumerate(documents)
        },
        **{
            f"search columns {number} {recipe}": partial(shards.make_columns, number)
            for number, recipe in enumerate(documents)
        },
    }


def _standing(ledger: Ledger, characters: Stamp) -> dict[int, frozenset[str]]:
    """Return each segment's files where they all stand and look up the same."""
    sets: dict[str, set[str]] = {}
    for path, one in ledger.made.items():
        if one.recipe.startswith(_DOCUMENTS):
            sets.setdefault(one.recipe, set()).add(path)
    numbers = Counter(map(_number, sets))
    return {
        number: frozenset({*paths, column_path(number)})
        for recipe, paths in sets.items()
        if numbers[number := _number(recipe)] == 1
        and recipe.endswith(characters)
        and {*paths, column_path(number)} <= ledger.files.keys()
    }


def _number(recipe: str) -> int:
    """Return the segment of a recipe."""
    return int(recipe.removeprefix(_DOCUMENTS).split()[0])


def _kept_path(number: int) -> str:
    """Return the file of a segment with which is kept what is to be remembered of it."""
    return f"{column_path(number).removesuffix('c.js')}d0.js"


class _Shards:
    """The documents' shards, a set a segment."""

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def _documents(self) -> Documents:
        return Documents(self._view.whole.records)

    def make_columns(self, number: int, _hand: Hand) -> dict[str, bytes]:
        """Make the columns of one segment, which alone hang on items."""
        return column_files(self._documents, number, self._view.catalog)

    def make(
        self, number: int, standing: Collection[str], runs: Mapping[str, str], hand: Hand
    ) -> dict[str, bytes | None]:
        """Make the shards of one segment; its documents are told by its recipe.

        ``standing``: the files of the last build's segment, to be read where they stand; ``runs``:
        what of it was remembered.
        """
        # From the file that stands there by now: making the table takes 0.4 s.
        folder, path = hand.writer.folder, _kept_path(number)
        simple = forms_in((folder / CHARACTERS).read_bytes())
        last = None
        if standing and path in runs:
            last = Last(partial(_bytes_of, folder, standing), runs[path])
        files, hand.notes.runs[path] = document_files(
            self._documents, number, self._view.catalog, simple, last
        )
        return files


def _bytes_of(folder: Path, standing: Collection[str], path: str) -> bytes | None:
    return (folder / path).read_bytes() if path in standing else None
