"""Documents as a table: made when they are asked for, told by columns before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import examples
import pytest
import tinycity
from tinycity import FILES, RECORD

from generator.resolve import load_catalog
from generator.resolve.record_table import Records

if TYPE_CHECKING:
    from pathlib import Path

    from generator.resolve import Catalog

NEWER = RECORD.replace("20240105-abc234", "20240203-bcd345")
UNDATED = RECORD.replace("20240105-abc234", "20240301-cde456")
TEXT = FILES[RECORD]


def _catalog(root: Path, changes: dict[str, str] | None = None) -> Catalog:
    """Return a city with three documents, one undated."""
    dated = [line for line in TEXT.splitlines() if "日期" not in line]
    more = {
        NEWER: TEXT.replace("00001", "00002").replace("2024-01-05", "2024-02-03"),
        UNDATED: "\n".join(dated).replace("00001", "00003") + "\n",
    }
    catalog, found = load_catalog(tinycity.write(root, more | (changes or {})), examples.TODAY)
    assert catalog is not None, found
    return catalog


@pytest.fixture
def table(tmp_path: Path) -> Records:
    """Return the documents of that city."""
    return Records.of(_catalog(tmp_path).records)


def test_columns_say_what_the_documents_say(table: Records) -> None:
    """Those of documents that aren't made yet equal those of the documents themselves."""
    made = Records.of({key: table[key] for key in table})
    told = table.columns
    assert [*made.columns.ids] == [*told.ids]
    for name in ("bodies", "published", "formed", "validity", "tokens", "files"):
        assert [*getattr(made.columns, name)] == [*getattr(told, name)]
    assert [*map(tuple, made.columns.items)] == [*map(tuple, told.items)]
    assert made.words() == table.words()


def test_documents_stand_newest_first(table: Records) -> None:
    """Undated ones stand last."""
    assert [key[:8] for key in table] == ["20240203", "20240105", "20240301"]


def test_making_all_is_making_each(tmp_path: Path) -> None:
    """One after another or all at once: equal documents, in their places."""
    one, other = (Records.of(_catalog(tmp_path / name).records) for name in "ab")
    other.make_all()
    assert [one[key] for key in one] == [*other.values()]


def test_chosen_documents_are_those_of_a_value(table: Records) -> None:
    """By year of their file's name: in the table's order, and a stretch of them."""
    (chosen,) = table.by([key[:4] for key in table.columns.ids]).values()
    assert [*chosen] == [*table.values()]
    assert [*chosen[1:]] == [*table.values()][1:]
    assert [*chosen.pick(table.columns.ids)] == [*table]


def test_a_token_tells_a_document_from_what_it_was(tmp_path: Path) -> None:
    """Another word in its file is another token; the same files elsewhere have the same ones."""
    first = Records.of(_catalog(tmp_path / "a").records).told
    assert Records.of(_catalog(tmp_path / "b").records).told == first
    words = {RECORD: TEXT.replace("救助", "救急")}
    changed = Records.of(_catalog(tmp_path / "c", words).records).told
    assert {key[:8] for key in first if first[key] != changed[key]} == {"20240105"}
