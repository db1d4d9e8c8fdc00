"""What MkDocs gives a site, kept: its theme round each kind of page, and the prose it made.

Starting MkDocs took 0.23 s of a rebuild's 1.3 s. What it gives rests on the site's ground alone
(settings, theme, prose, code, the catalog's own face), so until that changes it isn't started. It
is kept in ``.gongkai``, below a digest of itself: a file cut off or damaged is none.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.check.memory import FOLDER, is_ours, keep
from generator.load import bundled
from generator.site.ground import ground_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig

    from generator.site.stamps import Stamp
    from generator.site.view import View

_NAME = "mkdocs.json"
# What may stand in settings whose outcome rests on the ground alone: other plugins, hooks and
# extensions may read anything.
_EXTENSIONS = frozenset({"tables", "attr_list", "toc", "fenced_code", "footnotes", "def_list"})
_ELSEWHERE = ("!ENV", "INHERIT")  # words of MkDocs that bring in what stands in no file of these


class Given(Struct, frozen=True):
    """What MkDocs gave.

    ``places``: the settings' file, the folder of the prose, the theme's folders, that with the
    pages' templates first. ``shells``: kind → its page with tokens in the slots. ``prose``: files
    by path.
    """

    places: tuple[Path, ...]
    shells: Mapping[str, str]
    prose: Mapping[str, bytes]

    @property
    def templates(self) -> Path:
        """The folder of the pages' templates."""
        return self.places[2] / "pages"


def settings_of(root: Path) -> Path:
    """Return the catalog folder's own ``mkdocs.yml``, else the project's."""
    own = root / "mkdocs.yml"
    return own if own.is_file() else bundled("mkdocs.yml")


def recall_given(root: Path, view: View) -> tuple[Given, Stamp] | None:
    """Return what MkDocs gave at the same ground, and its stamp; None when it must be started."""
    if not is_ours(root):
        return None
    try:
        seal, _, body = (root / FOLDER / _NAME).read_bytes().partition(b"\n")
        if seal.decode() != sha256(body).hexdigest():
            return None
        kept = json.loads(body.decode("utf-8", "surrogatepass"))
        places = tuple(map(Path, kept["places"]))
        if places[0] != settings_of(root).resolve() or ground_of(view, places) != kept["ground"]:
            return None
    except (OSError, ValueError, KeyError, IndexError):
        return None
    prose = {path: text.encode("utf-8", "surrogateescape") for path, text in kept["prose"].items()}
    return Given(places, kept["shells"], prose), kept["ground"]


def keep_given(root: Path, given: Given, ground: Stamp) -> None:
    """Keep what MkDocs gave at a ground. Where that can't be done, it only costs time."""
    kept = {
        "ground": ground,
        "places": list(map(str, given.places)),
        "shells": dict(given.shells),
        "prose": {
            path: data.decode("utf-8", "surrogateescape") for path, data in given.prose.items()
        },
    }
    body = json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if is_ours(root):
        with suppress(OSError):
            keep(root / FOLDER / _NAME, (sha256(body).hexdigest().encode(), b"\n", body))


def rests_on_ground(config: MkDocsConfig) -> bool:
    """Tell whether nothing but the ground has a hand in what MkDocs makes of these settings."""
    text = Path(config.config_file_path).read_text(encoding="utf-8")
    return (
        set(config.plugins) == {"gongkai"}
        and not config.hooks
        and _EXTENSIONS.issuperset(config.markdown_extensions)
        and not any(word in text for word in _ELSEWHERE)
    )
