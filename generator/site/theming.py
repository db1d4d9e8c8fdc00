"""MkDocs at work: it makes the theme and the prose for a build, or serves while somebody edits."""

from __future__ import annotations

import gc
import logging
import shutil
import sys
from typing import TYPE_CHECKING

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config

from generator.site.faults import faults_told
from generator.site.ground import ground_of
from generator.site.kept import Given, keep_given, rests_on_ground, settings_of
from generator.site.plugin import GongkaiPlugin, places_of
from generator.site.publish import SHELLS
from generator.site.sources import SiteError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.site.dressing import Past
    from generator.site.stamps import Stamp
    from generator.site.view import View

_MANY = 200_000  # objects between two rounds of the collector: a catalog is read without one


def given_by_mkdocs(root: Path, view: View, past: Past | None, folder: Path) -> tuple[Given, Stamp]:
    """Let MkDocs make the theme and the prose, in ``folder``; return the ground's stamp too.

    What it gave is kept for the next build where nothing but the site's ground has a hand in it.
    Raises SiteError with what MkDocs has to say.
    """
    logging.getLogger("mkdocs").setLevel(logging.ERROR)  # warnings are for ``serve``
    settings = settings_of(root)
    with faults_told(settings):
        config = load_config(str(settings), site_dir=str(folder))
        plugin = config.plugins.get("gongkai")
        if not isinstance(plugin, GongkaiPlugin):
            raise SiteError(
                f"网站的设置 {settings} 的 plugins 里没有 gongkai，网站没有生成。加上它。"
            )
        plugin.begin(past.folder if past else root, view, past=bool(past and past.told))
        mkdocs_build.build(config)
    assert plugin.publication is not None
    binder = plugin.publication.binder
    shells = {setting.kind: binder.shell(setting).html for setting in SHELLS}
    places = places_of(config)
    given, ground = Given(places, shells, _read_all(folder)), ground_of(view, places)
    shutil.rmtree(folder)
    if past is None and rests_on_ground(config):
        keep_given(root, given, ground)
    return given, ground


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
    # Imported here: a build needs no web server, and it takes 20 ms.
    from mkdocs.commands import serve as mkdocs_serve  # noqa: PLC0415

    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    gc.set_threshold(_MANY)
    plugins = {"gongkai": {"root": str(root.resolve())}}
    sys.stderr.write(f"网站在 http://{host}:{port}/ ，Ctrl+C 停止。\n")
    settings = settings_of(root)
    with faults_told(settings):
        mkdocs_serve.serve(str(settings), dev_addr=f"{host}:{port}", plugins=plugins)
