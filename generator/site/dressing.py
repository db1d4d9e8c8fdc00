"""A catalog dressed for publication: theme and prose as they were kept, or made by MkDocs."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.load.aside import Aside
from generator.site.kept import recall_given
from generator.site.publish import publish
from generator.site.sources import SiteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.site.kept import Given
    from generator.site.making import Build
    from generator.site.publish import Publication
    from generator.site.stamps import Stamp
    from generator.site.view import View


class Past(Struct, frozen=True):
    """A catalog as it stood: where its files were unpacked, and the revision they are from.

    ``told``: its pages say that it is not today's.
    """

    folder: Path
    revision: str
    told: bool = True


def dressed(
    build: Build, root: Path, view: View, past: Past | None = None
) -> tuple[Publication, Mapping[str, bytes]]:
    """Return all of the site, ready to be written by ``build``, and the prose by path.

    ``view``: of the catalog below ``root``, or of that of the ``past``. Raises SiteError with what
    MkDocs has to say, or where prose has a page's name; PartError where there is no such part of
    the catalog.
    """
    known = None if past else recall_given(root, view)
    given, ground = known or _made(build, root, view, past)
    build.look_round(ground, view)
    home, told = (past.folder, past.told) if past else (root, False)
    publication = publish(view, home, given.templates, past=told, pages=build.pages)
    publication.binder.take(given.shells)
    if twice := given.prose.keys() & publication.pages.keys():
        raise SiteError(
            f"说明文字里有 {min(twice)}，目录的一个网页也叫这个名字，网站没有生成。"
            "给那份说明文字换一个名字。"
        )
    return publication, given.prose


def _made(build: Build, root: Path, view: View, past: Past | None) -> tuple[Given, Stamp]:
    """Let MkDocs work in a process beside, and prepare meanwhile what it has no part in.

    MkDocs takes 0.14 s of a full build's 2.6, on a machine of 2026.
    """
    making = Aside(partial(_start_mkdocs, root, view, past, build.place.prose))
    try:
        build.prepare(view)
    except BaseException:
        with suppress(Exception):  # what went wrong here is told, not what that led to there
            making.result()
        raise
    return making.result()


def _start_mkdocs(root: Path, view: View, past: Past | None, folder: Path) -> tuple[Given, Stamp]:
    # Imported here: MkDocs takes 80 ms to import, and most builds don't need it.
    from generator.site.theming import given_by_mkdocs  # noqa: PLC0415

    return given_by_mkdocs(root, view, past, folder)
