"""What a hand may do to a catalog by mistake: files that go or land elsewhere, lines that go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import examples
import tinycity
from hypothesis import strategies as st
from tinycity import FILES

if TYPE_CHECKING:
    from collections.abc import Iterable

Changes = dict[str, "str | bytes | None"]

FOLDERS = sorted({path.rpartition("/")[0] for path in FILES})
PLACES = [*FOLDERS, *(f"{folder}/{below}" for folder in FOLDERS for below in ("a", "a/b", "files"))]


def moved(path: str, place: str) -> Changes:
    """Return the changes when a file stands in another folder."""
    return {path: None, f"{place}/{path.rpartition('/')[2]}": FILES[path]}


def carried(folder: str, place: str) -> Changes:
    """Return the changes when a folder stands in another one, or (in itself) nothing changes."""
    if f"{place}/".startswith(f"{folder}/"):
        return {}
    return {**tinycity.renamed(folder, f"{place}/{folder.rpartition('/')[2]}")}


def shortened(path: str, line: int) -> Changes:
    """Return the changes when a file lacks one of its lines."""
    lines = FILES[path].splitlines(keepends=True)
    del lines[line % len(lines)]
    return {path: "".join(lines)}


def together(edits: Iterable[Changes]) -> Changes:
    """Return several mistakes as one."""
    return {path: text for edit in edits for path, text in edit.items()}


EDITS = st.one_of(
    st.sampled_from(sorted(FILES)).map(lambda path: {path: None}),
    st.builds(moved, st.sampled_from(sorted(FILES)), st.sampled_from(PLACES)),
    st.builds(carried, st.sampled_from(FOLDERS), st.sampled_from(PLACES)),
    st.builds(shortened, st.sampled_from(sorted(FILES)), st.integers(0, 99)),
    st.sampled_from([changes for changes, *_ in examples.RULES.values()]),
)
