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

VALUES = (
    "", "[]", "{}", "0", "-1", "1.5", "true", "null", '"【虚构】"', "2024-02-30", "2024-02-28",
    "[a, b]", "{a: b}", '"<script>"', "9" * 40, '"https://example.invalid/x"', '"a\\nb"',
    '"990102"',
)  # fmt: skip
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


def revalued(path: str, line: int, value: str) -> Changes:
    """Return the changes when one line of a file says something else after its colon."""
    lines = FILES[path].splitlines(keepends=True)
    place = line % len(lines)
    name, colon, _ = lines[place].partition(": ")
    lines[place] = f"{name}{colon}{value}\n" if colon else lines[place]
    return {path: "".join(lines)}


def together(edits: Iterable[Changes]) -> Changes:
    """Return several mistakes as one."""
    return {path: text for edit in edits for path, text in edit.items()}


_A_FILE, _A_LINE = st.sampled_from(sorted(FILES)), st.integers(0, 99)
EDITS = st.one_of(
    _A_FILE.map(lambda path: {path: None}),
    st.builds(moved, _A_FILE, st.sampled_from(PLACES)),
    st.builds(carried, st.sampled_from(FOLDERS), st.sampled_from(PLACES)),
    st.builds(shortened, _A_FILE, _A_LINE),
    st.builds(revalued, _A_FILE, _A_LINE, st.sampled_from(VALUES)),
    st.sampled_from([changes for changes, *_ in examples.RULES.values()]),
)
