"""The files the search engine reads: one pass over the catalog, the same bytes each time.

Where lunr's index is built was measured on the real catalog (522 standard rows, 235 laws, 7,680
unit items; tokens are pairs of neighbouring characters; bytes after gzip -9; time in Chromium on
a busy 2-core machine):

=======================================  =============  ===============================
lunr's index                             bytes of it    time in the page
=======================================  =============  ===============================
prebuilt by lunr.py, four fields         198 KB         parsing only
prebuilt by lunr.py, titles, elements    126 KB         parsing only
prebuilt by lunr.py, titles              62 KB          parsing only
built in the page, three fields          0              250 to 390 ms
built in the page, titles                0              60 to 70 ms
=======================================  =============  ===============================

The text itself (33 KB) travels in any case: the literal mode, the highlighting and the answers
need it. Titles are ranked by what stands in them, which answers the judged queries no worse
than lunr's ranking did and needs no index before the first one. lunr (7 KB without its comments and
what nobody calls) finds what comes nearest where nothing answers, in the page, when that happens.

The first answer takes 54 KB and no request after another: the search page names its four scripts.
Filters and documents follow with ``more.js`` (9 KB); sounds of characters (14 KB) come when
letters, old forms or typos are asked for. Documents, of which there may be 50,000, are searched in
shards (``documents.py``); a question fetches 44 KB of them and a few documents more, then waits to
be asked on.

All data are classic scripts that add to the one global ``gongkaiSearch``: they load from
``file://``, where a page may not fetch, and from a portal that allows only its own scripts.
"""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import DecodeError
from msgspec.json import decode, encode

from generator.search.chars import character_table, read_phrases
from generator.search.documents import Documents
from generator.search.former import STANDS, Kept, Standing
from generator.search.tables import contacts, item_tables
from generator.search.told import Numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.resolve.model import Catalog
    from generator.search.chars import Characters

FOLDER = "assets/search/"
SHARDS = FOLDER + "d/"
CHARACTERS = FOLDER + "chars.js"


def build_search(catalog: Catalog) -> dict[str, bytes]:
    """Return the index's files by name below the site's root; equal catalogs give equal bytes."""
    characters = character_table(read_phrases(catalog))
    files = table_files(catalog) | character_files(characters)
    documents, numbers = Documents(catalog.records), _numbered(catalog)
    for number in range(len(documents.segments)):
        files |= _shards(documents.segment(number, catalog, numbers, characters["simple"]).parts)
        files |= column_files(documents, number, catalog)
    return files


def table_files(catalog: Catalog) -> dict[str, bytes]:
    """Return the files with everything but characters and documents."""
    return {
        FOLDER + "items.js": _script("data", item_tables(catalog)),
        **_shards({"contacts": contacts(catalog)}),
    }


def character_files(characters: Characters) -> dict[str, bytes]:
    """Return the file with readings and old forms of characters."""
    return {CHARACTERS: _script("chars", characters)}


def forms_in(file: bytes) -> tuple[str, str]:
    """Return the traditional characters, and the form of each, out of the characters' file."""
    characters: Characters = json.loads(file.partition(b".chars=")[2].rstrip(b";\n"))
    old, new = characters["simple"]
    return old, new


class Last(NamedTuple):
    """A segment as it was made last, of the same units, departments and characters.

    ``file``: returns the file at a path, None where there was none. ``kept``: what was to be
    remembered of it.
    """

    file: Callable[[str], bytes | None]
    kept: str


def document_files(
    documents: Documents,
    number: int,
    catalog: Catalog,
    simple: tuple[str, str],
    last: Last | None = None,
) -> tuple[dict[str, bytes | None], str]:
    """Return the shards of one segment, but not its columns; None for a file that is as it was.

    And what is to be remembered of them for the next time. ``simple``: traditional characters and
    their forms.
    """
    standing = _standing(last) if last else None
    made = documents.segment(number, catalog, _numbered(catalog), simple, standing)
    files = {
        _path(name): None if data is STANDS else _shard(name, data)
        for name, data in made.parts.items()
    }
    return files, encode(made.kept).decode()


def _standing(last: Last) -> Standing | None:
    """Return a segment that was made last, None where what was remembered is damaged."""
    try:
        return Standing(cache(partial(_read, last.file)), decode(last.kept, type=Kept))
    except DecodeError:
        return None


def column_files(documents: Documents, number: int, catalog: Catalog) -> dict[str, bytes]:
    """Return the file of what filters count a segment's documents by."""
    if not documents.records:
        return {}
    return _shards({f"{number}c": documents.columns(number, catalog, _numbered(catalog))})


def column_path(number: int) -> str:
    """Return where a segment's columns are."""
    return _path(f"{number}c")


def _read(former: Callable[[str], bytes | None], name: str, kind: Any) -> Any:
    """Return what a shard holds. Raises KeyError where it wasn't there, DecodeError if damaged."""
    script = former(_path(name))
    if script is None:
        raise KeyError(name)
    return decode(script.partition(b",")[2].removesuffix(b");\n"), type=kind)


def _shards(parts: Mapping[str, Any]) -> dict[str, bytes]:
    return {_path(name): _shard(name, data) for name, data in parts.items()}


def _path(name: str) -> str:
    return f"{SHARDS}{name}.js"


def _shard(name: str, data: object) -> bytes:
    return f'gongkaiSearch.part("{name}",{_literal(data)});\n'.encode()


def _numbered(catalog: Catalog) -> Numbered:
    """Return the numbers ``item_tables`` gives units, departments and areas."""
    departments = (body.id for body in catalog.bodies.values() if body.slug)
    return Numbered(*map(_numbers, (catalog.units, departments, catalog.areas)))


def _numbers(keys: Iterable[str]) -> dict[str, int]:
    return {key: number for number, key in enumerate(keys)}


def _script(key: str, value: Any) -> bytes:
    """Return a classic script that sets one property of the global."""
    return f"(self.gongkaiSearch=self.gongkaiSearch||{{}}).{key}={_literal(value)};\n".encode()


def _literal(value: Any) -> str:
    """Return plain data as a script may hold it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old script engines, and `</` must not end an inlined script.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
