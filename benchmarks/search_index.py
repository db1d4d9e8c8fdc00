"""What making the search's files costs, in a process of its own.

    python -m benchmarks.search_index CATALOG [FOLDER]

Prints one line of JSON. Peak memory is also told without what the loaded catalog held before:
a site's build has the catalog in any case. With FOLDER the files are written below it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.resolve import load_catalog
from generator.search import build_search

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class IndexCost:
    """Seconds; MiB of the whole process at its peak, and above the loaded catalog's."""

    seconds: float
    peak: float
    own: float
    records: int


def index_cost(catalog: Path, folder: Path | None = None) -> IndexCost:
    """Measure one catalog; raises CalledProcessError when it has errors."""
    command = [sys.executable, "-m", __spec__.name, str(catalog)]
    run = subprocess.run(
        [*command, str(folder)] if folder else command,
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return IndexCost(**json.loads(run.stdout))


def _memory(field: str) -> float:
    """Return a figure of this process, VmHWM its peak and VmRSS its present size, in MiB."""
    status = Path("/proc/self/status").read_text("ascii", "replace")
    return int(re.findall(rf"^{field}:\s+(\d+) kB", status, re.MULTILINE)[0]) / 1024


def main(root: Path, folder: Path | None) -> int:
    """Load, measure, print; return 1 when the catalog has errors."""
    catalog, _ = load_catalog(root)
    if catalog is None:
        return 1
    loaded, before = _memory("VmHWM"), _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak counts from now on
    started = time.perf_counter()
    made = build_search(catalog)
    for name, content in made.items() if folder else ():
        file = folder / name  # type: ignore[operator]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    seconds = time.perf_counter() - started
    peak = _memory("VmHWM")
    cost = IndexCost(seconds, max(loaded, peak), peak - before, len(catalog.records))
    print(json.dumps(asdict(cost)))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
