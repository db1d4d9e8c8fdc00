"""The site's search beside Pagefind and Material's: the same pages, questions and browser.

    python -m benchmarks.search_peers [SITE]

Peers get what helps them: only the text of item pages, without the lists of other places; bare
pages around them; one code's forty places counted as one result. Where they are better is told.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks import search_quality
from benchmarks.engines import ours
from benchmarks.figures import Figure, show
from benchmarks.gzip_server import serving
from benchmarks.peers.material import material
from benchmarks.peers.pagefind import pagefind
from benchmarks.scores import Scores, judged, scores_of
from benchmarks.search_cost import FLAGS, PATIENCE, QUESTION, Cost, cost
from benchmarks.search_index import ROOT, index_cost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.engines import Engine
    from benchmarks.process import Usage

# What is measured of each engine, its most and its unit.
COSTS = (
    ("search, first answer: gzip", "kilobytes", 80, "KB"),
    ("search, the same with documents: gzip", "whole_kilobytes", 80, "KB"),
    ("search, first answer: local", "local", 300, "ms"),
    ("search, first answer: 50 ms, 1.25 MB/s", "throttled", 600, "ms"),
    ("search, further key", "key", 16, "ms"),
    ("search, page heap", "heap", 15, "MB"),
)
# What must be ahead of Pagefind, and by how much.
SHARES = {"kilobytes": 1 / 3, "local": 1.0, "throttled": 1.0}


def peer_scores(engine: Engine) -> Scores:
    """Ask an engine all judged queries."""
    rows = judged()
    with serving(engine.folder) as (address, _), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        if engine.prelude:
            page.add_init_script(engine.prelude)
        page.goto(address + engine.asking(QUESTION))
        page.wait_for_function(engine.answered, arg=QUESTION, timeout=PATIENCE)
        ranked = [page.evaluate(engine.codes, row["query"]) for row in rows]
        browser.close()
    return scores_of(rows, ranked)


def measure(site: Path, own: Scores) -> Iterator[Figure]:
    """Yield every figure of a built site's search, the peers' beside; ``own``: how it answers."""
    with tempfile.TemporaryDirectory() as folder:
        made = [pagefind(site, _room(folder, "p")), material(site, _room(folder, "m"))]
        yield from _quality(own, {engine.name: peer_scores(engine) for engine, _ in made})
        yield _index({engine.name: usage for engine, usage in made})
        costs = {engine.name: cost(engine) for engine, _ in made}
    yield from compare(cost(ours(site)), costs)


def compare(own: Cost, peers: dict[str, Cost], bounds: dict[str, float] | None = None,
            shares: dict[str, float] | None = None) -> Iterator[Figure]:  # fmt: skip
    """Yield costs beside the peers'; ``bounds`` and ``shares`` replace those of the module."""
    for name, key, bound, unit in COSTS:
        others = tuple((peer, getattr(each, key)) for peer, each in peers.items())
        yield Figure(name, getattr(own, key), (bounds or {}).get(key, bound), unit, peers=others)
    for name, key, _, _ in COSTS:
        share = (SHARES | (shares or {})).get(key)
        if share and "Pagefind" in peers:
            part = getattr(own, key) / getattr(peers["Pagefind"], key)
            yield Figure(f"{name}, of Pagefind's", part, share, "")


def _room(folder: str, name: str) -> Path:
    room = Path(folder) / name
    room.mkdir()
    return room


def _quality(own: Scores, peers: dict[str, Scores]) -> Iterator[Figure]:
    for name, key in (("success@1", "success1"), ("success@3", "success3"), ("MRR@10", "mrr")):
        others = tuple((peer, getattr(each.overall, key)) for peer, each in peers.items())
        bound = search_quality.BOUNDS[name]
        value = getattr(own.overall, key)
        yield Figure(f"search, {name}, A to H", value, bound, "", least=True, peers=others)
    for letter, row in own.classes.items():
        others = tuple((peer, each.classes[letter].success3) for peer, each in peers.items())
        bound = search_quality.CLASS_BOUND
        name = f"search, success@3, {letter}"
        yield Figure(name, row.success3, bound, "", least=True, peers=others)
    others = tuple((peer, float(each.nonsense)) for peer, each in peers.items())
    yield Figure("search, N: answered", own.nonsense, 0, "", peers=others)


def _index(peers: dict[str, Usage]) -> Figure:
    own = index_cost(ROOT)
    others = tuple(
        pair
        for peer, each in peers.items()
        for pair in ((peer, each.wall), (f"{peer} MiB", each.memory))
    )
    return Figure("search, index: wall", own.seconds, 2, "s", peers=others)


def main(arguments: list[str]) -> int:
    """Print the figures of a built site; return 1 when a bound is missed."""
    site = Path(arguments[0] if arguments else "site").resolve()
    quality = search_quality.measure(site, pieces=20)
    own = Scores(quality.overall, quality.classes, quality.nonsense)
    return show(measure(site, own))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
