"""No file of up to 1 MB takes more than 1 s of processor time or 200 MB, however it is made."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from shapes import TABLES

from generator.exchange.tables import read_columns

HERE = Path(__file__).parent
SECONDS, MEGABYTES = 1.0, 200
TRIES = 3  # a busy machine lends its cores to others; the shape's own cost is the least measured


def measured(room: str, only: tuple[str, ...] = ()) -> list[dict[str, float]]:
    """Return what reading each shape took, each in a process of its own."""
    run = subprocess.run(
        [sys.executable, HERE / "shapes.py", room, *only],
        capture_output=True,
        check=True,
        cwd=HERE.parents[1],
        env={"PYTHONPATH": str(HERE.parents[1]), "PATH": ""},
        text=True,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.parametrize(("room", "least"), [("yaml", 85), ("tables", 27)])
def test_worst_shapes(room, least):
    """Each shape is read or refused in time and memory; none kills its process."""
    shapes = measured(room)
    assert len(shapes) >= least
    for _ in range(TRIES - 1):
        slow = {shape["shape"] for shape in shapes if shape.get("seconds", 0) > SECONDS}
        again = measured(room, tuple(slow)) if slow else []
        shapes = [shape for shape in shapes if shape["shape"] not in slow] + again
    heavy = [
        shape
        for shape in shapes
        if "status" in shape or shape["seconds"] > SECONDS or shape["megabytes"] > MEGABYTES
    ]
    assert heavy == []


@pytest.mark.parametrize("shape", TABLES)
def test_tables_are_read_whole_or_refused(shape, tmp_path):
    """A table within the limits has all its rows; one beyond is refused in words, never cut."""
    suffix, data = TABLES[shape]()
    path = tmp_path / f"t.{suffix}"
    path.write_bytes(data)
    table = read_columns(path, "t", [])
    rows = {"csv as large as may be": 19_990, "csv of as many faults as may be": 19_990}
    rows |= {"xlsx as large as may be": 989}
    assert len(table.rows) == rows.get(shape, 0)
    if "as may be" not in shape and "nothing" not in shape:
        assert [found.code for found in table.diagnostics] == ["table-unreadable"]
        assert table.diagnostics[0].fix
