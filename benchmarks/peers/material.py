"""Material for MkDocs' built-in search over the item pages, cut into words by jieba.

    python -m benchmarks.peers.material SITE INDEX    writes the index; measured as a process

The index is made by the plugin's own code from each page's HTML, and searched in the theme's own
page; the theme's 7,680 pages themselves are not rendered and not counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from benchmarks.engines import Engine
from benchmarks.peers.pages import item_pages
from benchmarks.process import measure

if TYPE_CHECKING:
    from benchmarks.process import Usage

ROOT = Path(__file__).parents[2]
CONFIG = """\
site_name: Material
theme: {name: material, language: zh, font: false}
plugins: [{search: {lang: [zh]}}]
"""


def material(site: Path, folder: Path) -> tuple[Engine, Usage]:
    """Make a page that searches the site's items; return the engine and what indexing cost."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Material\n", "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "served"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    served = folder / "served"
    made = served / "search" / "search_index.json"
    usage = measure([sys.executable, "-m", __spec__.name, str(site), str(made)], ROOT)
    engine = Engine(
        name="Material",
        folder=served,
        page="index.html",
        box="[data-md-component=search-query]",
        # Whose list it is the page does not say, but the worker answers in order.
        answered="""(question) => self.answeredQuestion === question
            && document.querySelector(".md-search-result__item")""",
        codes="(question) => self.codes(question)",
        changing=".md-search-result",
        enters=False,
        own=r"search_index\.json|/workers/|/lunr/",
        prelude=(Path(__file__).parent / "material.js").read_text("utf-8"),
    )
    return engine, usage


def write_index(site: Path, file: Path) -> None:
    """Put a site's item pages into the index of a page that the theme has built."""
    # Imported here: a process of its own pays for jieba's dictionary, as a build would.
    from material.plugins.search.plugin import Parser, SearchIndex  # noqa: PLC0415

    index = SearchIndex(**json.loads(file.read_text("utf-8"))["config"])
    for where, title, main in item_pages(site):
        page = SimpleNamespace(meta={}, title=title, url=where, toc=[], content=main)
        parser = Parser()
        parser.feed(main)
        parser.close()
        for section in parser.data:
            index.create_entry_for_section(section, page.toc, page.url, page)
    file.write_text(index.generate_search_index(None), "utf-8")


if __name__ == "__main__":
    write_index(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
