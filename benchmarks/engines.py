"""A search as it stands on a page: where it is asked, and how its answer is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Engine:
    """One search engine over one catalog, in a folder that can be served."""

    name: str
    folder: Path
    page: str  # address of the page that asks, without the question
    box: str  # selector of its search box
    answered: str  # JavaScript function of a question: whether its answer is on the page
    codes: str  # JavaScript function of a question: the codes of its answers, best first
    changing: str  # selector of what changes with every key
    own: str  # pattern of the addresses of what is sent for searching only
    prelude: str = ""  # JavaScript to run before the page's own
    whole: str = ""  # JavaScript function of a question: whether all that follows is there too
    enters: bool = True  # whether Enter asks; else it opens the first answer, and keys alone ask

    def asking(self, question: str) -> str:
        """Return the address, below the served folder, that asks a question."""
        return f"{self.page}?q={quote(question)}"

    def owns(self, path: str) -> bool:
        """Tell whether a file that was sent belongs to the search, not to the page around it."""
        return bool(re.search(self.own, path))


def ours(site: Path) -> Engine:
    """Return the search of a built site."""
    return Engine(
        name="gongkai",
        folder=site,
        page="search/index.html",
        box="[data-search-box] input[name=q]",
        # Items first; without any, what says so.
        answered="""(question) => {
            const place = document.querySelector("[data-search-results]");
            return place && [place.dataset.searchAnswered, place.dataset.searchDone]
              .includes(question); }""",
        whole="""(question) => {
            const place = document.querySelector("[data-search-results]");
            return place && place.dataset.searchDone === question; }""",
        codes="",  # search_quality.py asks by address, as a link does
        changing=".search-suggest",
        own="/assets/search/",
    )
