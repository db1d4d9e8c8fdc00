"""No file of up to 1 MB kills its reader or takes 200 MB, however it is made.

What it takes of time is a figure of ``make bench``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from shapes import TABLES

from generator.exchange.tables import read_columns

HERE = Path(__file__).parent
MEGABYTES = 200


@pytest.mark.parametrize(("room", "least"), [("yaml", 85), ("tables", 27)])
def test_worst_shapes(room, least):
    """Each shape is read or refused in a process of its own, which lives on, in little memory."""
    run = subprocess.run(
        [sys.executable, HERE / "shapes.py", room],
        capture_output=True,
        check=True,
        cwd=HERE.parents[1],
        env={"PYTHONPATH": str(HERE.parents[1]), "PATH": ""},
        text=True,
    )
    shapes = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(shapes) >= least
    assert [s for s in shapes if "status" in s or s["megabytes"] > MEGABYTES] == []


@pytest.mark.parametrize("shape", TABLES)
def test_tables_are_read_whole_or_refused(shape, tmp_path):
    """A table within the limits has all its rows; one beyond is refused in words, never cut."""
    suffix, data = TABLES[shape]()
    path = tmp_path / f"t.{suffix}"
    path.write_bytes(data)
    table = read_columns(path, "t", [])
    rows = {"csv as large as may be": 19_990, "csv of as many faults as may be": 19_990}
    rows |= {"xlsx as large as may be": 614}
    assert len(table.rows) == rows.get(shape, 0)
    if "as may be" not in shape and "nothing" not in shape:
        assert [found.code for found in table.diagnostics] == ["table-unreadable"]
        assert table.diagnostics[0].fix
