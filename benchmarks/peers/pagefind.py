"""Pagefind extended over the item pages: heading and text of ``main``, in Chinese."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.engines import Engine
from benchmarks.peers.pages import item_pages
from benchmarks.process import measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.process import Usage

HERE = Path(__file__).parent


def pagefind(site: Path, folder: Path) -> tuple[Engine, Usage]:
    """Index a site's item pages into a folder; return the engine and what indexing cost."""
    return index(((where, title, main) for where, title, main in item_pages(site)), folder)


def index(pages: Iterable[tuple[str, str, str]], folder: Path) -> tuple[Engine, Usage]:
    """Index pages given as (folder, title, HTML of their body); writing them is not counted."""
    source = folder / "pages"
    for where, title, main in pages:
        (source / where).mkdir(parents=True)
        page = (
            f'<html lang="zh"><title>{title}</title><body data-pagefind-body>{main}</body></html>'
        )
        (source / where / "index.html").write_text(page, "utf-8")
    served = folder / "served"
    command = [
        sys.executable, "-m", "pagefind", "--site", str(source), "--force-language", "zh",
        "--output-path", str(served / "pagefind"), "--silent",
    ]  # fmt: skip
    usage = measure(command, folder)
    shutil.copy(HERE / "pagefind.html", served / "index.html")
    shutil.copy(HERE / "pagefind-page.js", served)
    shutil.rmtree(source)
    engine = Engine(
        name="Pagefind",
        folder=served,
        page="index.html",
        box="input",
        answered="""(question) => {
            const list = document.getElementById("answers");
            return list && list.dataset.done === question; }""",
        codes="(question) => self.codes(question)",
        changing="#answers",
        own="/pagefind/",
    )
    return engine, usage
