"""Fuzz one target with atheris for some seconds: ``python tests/fuzz/run.py reader 60``.

Inputs worth keeping are kept in ``build/fuzz/<target>``; one that breaks a promise is written
there as ``crash-…`` and ends the run with an error.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 4096  # bytes of an input: beyond, the shapes of test_fuzz_shapes.py speak
SLOW = 10  # seconds for one input, after which it counts as a hang

try:
    import atheris
except ImportError:
    sys.exit(
        "还缺 atheris（只有 Linux 和 macOS 的 Python 3.11—3.13 有现成的包）。请先运行：\n"
        "    .venv/bin/python -m pip install atheris"
    )

with atheris.instrument_imports(include=["generator", "yaml", "openpyxl"]):
    from targets import TARGETS, seeds


def main(name: str, seconds: str) -> None:
    """Run one target; the seeds are written beside what earlier runs have found."""
    corpus = ROOT / "build" / "fuzz" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for data in seeds(name):
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOW}",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={corpus}/",
        "-rss_limit_mb=1024",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *options], TARGETS[name][0])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
