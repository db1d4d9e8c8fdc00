"""The site: MkDocs and its theme round pages of the catalog. Only this room knows MkDocs.

Names are looked up when they are asked for: most builds do without MkDocs, which takes long to
import.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.site.build import BuildSummary, build_site
    from generator.site.dressing import Past
    from generator.site.plugin import GongkaiPlugin
    from generator.site.sources import SiteError, Sources
    from generator.site.theming import serve_site

_HOMES = {
    "BuildSummary": "build",
    "GongkaiPlugin": "plugin",
    "Past": "dressing",
    "SiteError": "sources",
    "Sources": "sources",
    "build_site": "build",
    "serve_site": "theming",
}

__all__ = [
    "BuildSummary",
    "GongkaiPlugin",
    "Past",
    "SiteError",
    "Sources",
    "build_site",
    "serve_site",
]


def __getattr__(name: str) -> Any:
    """Return an exported name. Raises AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
