"""The search with 50,000 published documents, through its page; printed beside the bounds.

    python -m benchmarks.search_scale [--catalog FOLDER] [--pagefind DOCUMENTS]

Makes the catalog with ``gongkai synth`` where none is given. The page is that of a small site of
the same places with the large one's search files: what a question costs depends on these alone.
Pagefind indexes one page a document too, of all or of so many; 0 leaves it out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.engines import ours
from benchmarks.figures import Figure, show
from benchmarks.peers.pagefind import index
from benchmarks.search_cost import answering, cost, worst
from benchmarks.search_index import ROOT, index_cost
from benchmarks.search_peers import compare
from generator.resolve import load_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.search_cost import Cost

RECORDS = 50_000
UNITS = ROOT / "tests" / "data" / "units-demo.csv"
BOUNDS = {"kilobytes": 120.0, "whole_kilobytes": 120.0}
SHARES = {"kilobytes": 1 / 4, "whole_kilobytes": 1 / 4}
# Of every sort: words of few and of many documents, none, several, a place, letters, a number.
QUESTIONS = (
    "失业登记", "低保怎么申请", "征地补偿", "行政处罚", "公租房", "拆迁", "2024年", "通知",
    "义务教育 招生", "农村危房改造 公示", "食品安全", "环评", "铜政〔2024〕12号", "公示",
    "郊区 低保", "最低生活保障 名单", "dibao", "“补偿标准”", "火星移民",
)  # fmt: skip


def measure(catalog: Path | None = None, *, beside: int = RECORDS) -> Iterator[Figure]:
    """Yield the figures; ``beside``: the most documents Pagefind indexes.

    Raises CalledProcessError when a catalog cannot be made or read.
    """
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        site = folder / "site"
        _run(
            "synth", str(folder / "small"), "--units", str(UNITS), "--records", "50", "--seed", "7"
        )
        _run("build", str(folder / "small"), "--site-dir", str(site))
        if catalog is None:
            catalog = folder / "large"
            size = ("--records", str(RECORDS), "--seed", "7")
            _run("synth", str(catalog), "--units", str(UNITS), *size)
        made = index_cost(catalog, site)
        peers: dict[str, Cost] = {}
        seconds: tuple[tuple[str, float], ...] = ()
        memory = seconds
        if beside:
            engine, usage = index(islice(_documents(catalog), beside), folder / "pagefind")
            peers["Pagefind"] = cost(engine)
            name = f"Pagefind, {min(beside, made.records):,}"
            seconds, memory = ((name, usage.wall),), ((name, usage.memory),)
        of = f"{made.records} documents"
        yield Figure(f"search, index of {of}: wall", made.seconds, 20, "s", peers=seconds)
        yield Figure(f"search, index of {of}: its memory", made.own, 600, "MiB", peers=memory)
        own = cost(ours(site))
        first, later = worst(ours(site), QUESTIONS)
        asked = f"of {len(QUESTIONS)} questions"
        yield Figure(f"search, the dearest first {asked}", first / 1024, 120, "KB")
        yield Figure(f"search, the dearest later {asked}", later / 1024, 100, "KB")
        keys = tuple((peer, each.key) for peer, each in peers.items())
        key = answering(ours(site))
        yield Figure("search, further key: documents too", key, 100, "ms", peers=keys)
        yield from compare(own, peers, BOUNDS, SHARES)


def _run(*arguments: str) -> None:
    command = [sys.executable, "-m", "generator", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _documents(catalog: Path) -> Iterator[tuple[str, str, str]]:
    """Yield a page a document: its heading, summary and text, and nothing around them."""
    loaded, _ = load_catalog(catalog)
    assert loaded is not None  # index_cost has loaded it
    for record in loaded.records.values():
        title, *texts = map(escape, (record.title, record.abstract, record.text))
        main = f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in texts)
        yield record.id, title, main


def main() -> int:
    """Print the figures; return 1 when a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path)
    parser.add_argument("--pagefind", type=int, default=RECORDS)
    asked = parser.parse_args()
    return show(measure(asked.catalog and asked.catalog.resolve(), beside=asked.pagefind))


if __name__ == "__main__":
    sys.exit(main())
