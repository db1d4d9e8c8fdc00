"""What is fuzzed: each target takes any bytes and raises only when a promise of ours is broken."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Severity
from generator.exchange.tables import read_columns, read_table
from generator.limits import Relation, explain, judgeable, parse_limit
from generator.load import MAX_DEPTH, plain, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.diagnostics import Diagnostic

ROOT = Path(__file__).parents[2]


def reader(data: bytes) -> None:
    """Read the bytes as a file: a tree, or an error that says where, what and how to mend it."""
    result = read_text(data, "catalog/terms.yml")
    errors = [found for found in result.diagnostics if found.severity is Severity.ERROR]
    assert (result.node is not None) or errors
    breaks = data.count(b"\n") + data.count(b"\r")
    _said(result.diagnostics, lines=len(result.lines) or breaks + 1)
    if result.node is not None:
        assert _depth(plain(result.node)) <= MAX_DEPTH


def limits(data: bytes) -> None:
    """Read the bytes as a time limit: clauses in its own words, explained, or nothing."""
    text = data.decode("utf-8", "replace")
    clauses = parse_limit(text)
    assert all(clause.text in text for clause in clauses)
    assert bool(explain(clauses)) == bool(clauses)
    chosen = judgeable(clauses)
    assert chosen is None or (chosen.relation is Relation.WITHIN and chosen.n)


def tables(data: bytes) -> None:
    """Read the bytes as a table, as CSV and as a workbook: rows, or what is wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("csv", "xlsx"):
            path = Path(folder, f"t.{suffix}")
            path.write_bytes(data)
            for table in (read_table(path, "t"), read_columns(path, "t", ["名称"])):
                _said(table.diagnostics)
                assert all(row.line > 0 for row in table.rows)


def _said(found: Sequence[Diagnostic], lines: int | None = None) -> None:
    for one in found:
        assert one.what
        assert one.fix
        assert one.span is None or (one.span.line >= 1 and one.span.column >= 1)
        assert one.span is None or lines is None or one.span.line <= lines


def _depth(data: object) -> int:
    if isinstance(data, dict):
        return 1 + max(map(_depth, data.values()), default=0)
    if isinstance(data, list):
        return 1 + max(map(_depth, data), default=0)
    return 0


def _catalog() -> Iterator[bytes]:
    """Yield a file of each kind, the shortest, and some that people get wrong."""
    shortest: dict[str, bytes] = {}
    for path in sorted((ROOT / "catalog").rglob("*.yml")):
        data = path.read_bytes()
        kind = path.parent.name if path.name not in {"unit.yml", "body.yml"} else path.name
        if len(data) < len(shortest.get(kind, data + b" ")):
            shortest[kind] = data
    yield from shortest.values()


def _wordings() -> Iterator[bytes]:
    """Yield the standards' time limits."""
    for path in sorted((ROOT / "catalog" / "standards").glob("*.yml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.lstrip().startswith("公开时限:"):
                yield line.partition(":")[2].strip().encode()


def _tables() -> Iterator[bytes]:
    """Yield a small table of each sort."""
    import openpyxl

    header = (
        "序号,一级事项,二级事项,公开内容,公开依据,公开时限,公开主体,公开渠道和载体,全社会,县级\n"
    )
    text = (
        header + '1,甲,乙,"丙\n丁",戊,7个工作日内,己,■庚\n□辛,√,√\n2,同上,乙,丙,戊,及时,己,■庚,√,\n'
    )
    yield text.encode()
    yield text.encode("gb18030")
    book = openpyxl.Workbook()
    for row in text.splitlines():
        book.worksheets[0].append(row.split(","))
    book.worksheets[0].merge_cells("A2:A3")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.xlsx")
        book.save(path)
        yield path.read_bytes()


TARGETS: dict[str, tuple[Callable[[bytes], None], Callable[[], Iterator[bytes]]]] = {
    "reader": (reader, _catalog),
    "limits": (limits, _wordings),
    "tables": (tables, _tables),
}


@cache
def seeds(name: str) -> list[bytes]:
    """Return real inputs of a target, each once."""
    return list(dict.fromkeys(TARGETS[name][1]()))
