"""The browser's scripts: lunr as mkdocs ships it, and our own, joined in reading order."""

from __future__ import annotations

import re
from importlib.resources import files

from rjsmin import jsmin

from generator.patterns import regex
from generator.search.index import FOLDER

# What each delivered file is made of. `suggest.js` stands on every page; `engine.js` comes with the
# items when a box is used; `page.js` gives the first answer on the search page, `more.js` all that
# follows it; `sound.js` comes with the table of characters when a question needs it.
PARTS = {
    "suggest.js": ("suggest",),
    "engine.js": (
        "text", "columns", "corpus", "lacks", "place", "words", "pieces", "decree", "query",
        "signals", "rank", "answer", "marks", "complete",
    ),
    "page.js": ("shards", "filter", "view", "page"),
    "more.js": (
        "facets", "sheet", "postings", "wanted", "reading", "documents", "sieve", "records",
        "nearest", "empty",
    ),
    "sound.js": ("sound",),
}  # fmt: skip
# lunr's parts that Chinese has no use for (stems, words without meaning, marks around words), and
# its language of queries: ours are put together from tokens.
UNUSED = regex(
    r"^/\*!\n \* lunr\.(?:stemmer|stopWordFilter|trimmer)\n.*?^(?=/\*!\n)"
    r"|^lunr\.QueryParseError = .*?^(?=[ \t]*;\(function \(root, factory\))",
    re.MULTILINE | re.DOTALL,
)


def browser_files(lunr_js: bytes) -> dict[str, bytes]:
    """Return the scripts by name below the site's root, given lunr.js as its package ships it.

    lunr's licence notice stays; its other comments, three quarters of the file, and the parts
    nothing here calls do not travel.
    """
    folder = files("generator.search") / "browser"
    texts = {
        name: "".join((folder / f"{part}.js").read_text("utf-8") for part in parts)
        for name, parts in PARTS.items()
    }
    made = {FOLDER + name: jsmin(text).encode() for name, text in texts.items()}
    lunr = UNUSED.sub("", lunr_js.decode("utf-8").replace("\r\n", "\n"))
    notice_end = lunr.index("*/") + 2
    made[FOLDER + "lunr.js"] = (lunr[:notice_end] + jsmin(lunr[notice_end:])).encode()
    return made
