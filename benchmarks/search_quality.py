"""Score a built site's search with the judged queries, through its real page in Chromium.

    python -m benchmarks.search_quality [SITE]

Prints each figure beside its bound and ends with 1 when one is missed. What is counted and how
stands in tests/data/README.md.
"""

from __future__ import annotations

import functools
import random
import shutil
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from benchmarks.scores import Score, judged, scores_of
from generator.resolve import load_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

    from generator.resolve import Catalog

ROOT = Path(__file__).parents[1]
PIECES = 2000
SEED = 20261122
# A portal mounts the site somewhere below its own root.
MOUNT = "zwgk/jczwgk"
BOUNDS = {"success@1": 0.85, "success@3": 0.95, "MRR@10": 0.90}
CLASS_BOUND = 0.90
HITS = """() => Array.from(document.querySelectorAll("[data-search-results] [data-item]"),
    (hit) => [hit.dataset.item, hit.dataset.unit])"""
DONE = """(asked) => {
    const place = document.querySelector("[data-search-results]");
    return place && place.dataset.searchDone === asked; }"""


@dataclass(frozen=True, slots=True)
class Literal:
    """How exact the literal mode is over some pieces of text; means from 0 to 1."""

    pieces: int
    recall: float
    precision: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one site; ``classes`` by letter, ``nonsense`` and ``units`` are shares."""

    overall: Score
    classes: dict[str, Score]
    units: float  # class G: first hits that stand at the place named
    nonsense: int  # class N: queries with a confident hit
    judged: Literal  # class H, quoted
    random: Literal  # random pieces of the official text, quoted

    def missed(self) -> list[str]:
        """Return the names of the bounds that are not reached."""
        overall = (self.overall.success1, self.overall.success3, self.overall.mrr)
        missed = [
            name for (name, bound), got in zip(BOUNDS.items(), overall, strict=True) if got < bound
        ]
        missed += [
            f"success@3 {name}" for name, row in self.classes.items() if row.success3 < CLASS_BOUND
        ]
        missed += ["N"] if self.nonsense else []
        for name, part in (("H", self.judged), ("随机片段", self.random)):
            if min(part.recall, part.precision) < 1:
                missed.append(f"原字查 {name}")
        return missed


def measure(site_dir: Path, *, pieces: int = PIECES) -> Figures:
    """Return the figures of the site in a folder; raise ValueError when the catalog has errors."""
    catalog, findings = load_catalog(ROOT)
    if catalog is None:
        raise ValueError(findings[0].what)
    rows = judged()
    with _served(site_dir) as address, sync_playwright() as play:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page()
        answers = [_open(page, address, row["query"]) for row in rows]
        texts = [row["query"] for row in rows if row["class"] == "H"]
        literal = _literal(page, catalog, texts)
        drawn = _literal(page, catalog, _pieces(catalog, pieces))
        browser.close()
    return _figures(rows, answers, literal, drawn)


def _figures(
    rows: Sequence[dict[str, str]],
    answers: Sequence[list[tuple[str, str]]],
    literal: Literal,
    drawn: Literal,
) -> Figures:
    placed = [
        bool(hits) and hits[0][1] == row["unit"]
        for row, hits in zip(rows, answers, strict=True)
        if row["class"] == "G"
    ]
    scores = scores_of(rows, [[item for item, _ in hits] for hits in answers])
    return Figures(
        overall=scores.overall,
        classes=scores.classes,
        units=sum(placed) / len(placed),
        nonsense=scores.nonsense,
        judged=literal,
        random=drawn,
    )


@contextmanager
def _served(site_dir: Path) -> Iterator[str]:
    """Serve the site below a sub-path of a real HTTP server; yield its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with TemporaryDirectory() as top:
        mount = Path(top, MOUNT)
        mount.parent.mkdir(parents=True)
        mount.symlink_to(site_dir.resolve(), target_is_directory=True)
        handler = functools.partial(Quiet, directory=top)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/{MOUNT}/"
            server.shutdown()


def _open(page: Page, address: str, query: str) -> list[tuple[str, str]]:
    """Ask by address, as a link or another page's search box does."""
    page.goto(f"{address}search/index.html?{urlencode({'q': query})}")
    return _hits(page, query)


def _ask(page: Page, query: str) -> list[tuple[str, str]]:
    """Ask in the open page's search box."""
    box = page.locator("[data-search-box] input[name=q]").first
    box.fill(query)
    box.press("Enter")
    return _hits(page, query)


def _hits(page: Page, query: str) -> list[tuple[str, str]]:
    page.wait_for_function(DONE, arg=query)
    return [(item, unit) for item, unit in page.evaluate(HITS)]


def _texts(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return each row's four searched texts, as the official table has them."""
    return {
        code: (
            row.level1,
            row.level2,
            "；".join(row.elements),
            "；".join(cite.text for cite in row.citations),
        )
        for code, row in catalog.standards.items()
    }


def _pieces(catalog: Catalog, count: int) -> list[str]:
    """Draw pieces of 1 to 12 characters from anywhere in the texts, the same ones each time."""
    draw = random.Random(SEED)
    fields = [field for row in _texts(catalog).values() for field in row]
    pieces = []
    for _ in range(count):
        field = draw.choice(fields)
        start = draw.randrange(len(field))
        pieces.append(field[start : start + draw.randint(1, 12)])
    return pieces


def _literal(page: Page, catalog: Catalog, pieces: Sequence[str]) -> Literal:
    """Ask for pieces in quotation marks; compare with the texts themselves."""
    texts = _texts(catalog)
    recall = precision = 0.0
    for piece in pieces:
        right = {code for code, fields in texts.items() if any(piece in f for f in fields)}
        found = {item for item, _ in _ask(page, f"“{piece}”")}
        recall += len(found & right) / len(right)
        precision += len(found & right) / len(found) if found else 0
    return Literal(len(pieces), recall / len(pieces), precision / len(pieces))


def show(figures: Figures) -> None:
    """Print the figures beside their bounds."""
    print("类别  success@1  success@3  success@10  MRR@10  nDCG@10")
    for name, row in figures.classes.items():
        print(_line(name, row), f"  界限 success@3 ≥ {CLASS_BOUND:.2f}")
    limits = "，".join(f"{name} ≥ {bound:.2f}" for name, bound in BOUNDS.items())
    print(_line("A–H", figures.overall), f"  界限 {limits}")
    print(f"G 类落在所说的地方：{figures.units:.2f}")
    print(f"N 类有结果的查询：{figures.nonsense}，界限 0")
    for name, part in (("H 类", figures.judged), ("随机片段", figures.random)):
        print(
            f"原字查，{name} {part.pieces} 条："
            f"召回率 {part.recall:.4f}，准确率 {part.precision:.4f}，界限 1.00"
        )


def _line(name: str, row: Score) -> str:
    values = (row.success1, row.success3, row.success10, row.mrr, row.ndcg)
    return f"{name:<4}" + "".join(f"{value:>10.3f}" for value in values)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return 1 when a bound is missed, 2 when there is no site to measure."""
    site_dir = Path(arguments[0]) if arguments else ROOT / "site"
    if not (site_dir / "search" / "index.html").is_file():
        print(f"没有建好的网站：{site_dir}。先运行 make site。", file=sys.stderr)
        return 2
    figures = measure(site_dir)
    show(figures)
    missed = figures.missed()
    if missed:
        print("没有达到：" + "，".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
