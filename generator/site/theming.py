"""MkDocs at work: it makes the theme and the prose for a build, or serves while somebody edits."""

from __future__ import annotations

import gc
import logging
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.site.ground import ground_of
from generator.site.kept import Given, keep_given, rests_on_ground, settings_of
from generator.site.plugin import GongkaiPlugin, places_of
from generator.site.publish import SHELLS, Publication
from generator.site.sources import SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.site.build import Past
    from generator.site.making import Build
    from generator.site.view import View

_MANY = 200_000  # objects between two rounds of the collector: a catalog is read without one


@contextmanager
def _faults_told() -> Iterator[None]:
    """Say what MkDocs was told, not that it was told something."""
    try:
        yield
    except MkDocsException as error:
        raise SiteError(str(error.__context__ or error)) from error


def start_mkdocs(
    build: Build, root: Path, view: View, past: Past | None
) -> tuple[Publication, Mapping[str, bytes]]:
    """Let MkDocs make the theme and the prose; return all of the site, and the prose by path.

    What it gave is kept for the next build where nothing but the site's ground has a hand in it.
    """
    # What MkDocs has to say comes as an exception too.
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    folder = build.place.prose
    with _faults_told():
        config = load_config(str(settings_of(root)), site_dir=str(folder))
        plugin = config.plugins["gongkai"]
        assert isinstance(plugin, GongkaiPlugin)
        plugin.begin(past.folder if past else root, view, past=bool(past and past.told))
        places = places_of(config)
        ground = ground_of(view, places)
        build.look_round(ground, view)
        mkdocs_build.build(config)
    publication = plugin.publication
    assert publication is not None
    prose = _read_all(folder)
    shutil.rmtree(folder)
    if past is None and rests_on_ground(config):
        shells = {setting.kind: publication.binder.shell(setting).html for setting in SHELLS}
        keep_given(root, Given(places, shells, prose), ground)
    return publication, prose


def _read_all(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def serve_site(root: Path, port: int = 8000, host: str = "127.0.0.1") -> None:
    """Serve ``root``'s catalog until interrupted; a change in it shows at the next request.

    Raises SiteError when the catalog has errors at the start.
    """
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    gc.set_threshold(_MANY)
    plugins = {"gongkai": {"root": str(root.resolve())}}
    sys.stderr.write(f"网站在 http://{host}:{port}/ ，Ctrl+C 停止。\n")
    with _faults_told():
        mkdocs_serve.serve(str(settings_of(root)), dev_addr=f"{host}:{port}", plugins=plugins)
