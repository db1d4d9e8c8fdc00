"""The site: MkDocs and its theme round pages of the catalog. Only this room knows MkDocs."""

from generator.site.build import BuildSummary, Past, SiteError, build_site, serve_site
from generator.site.plugin import GongkaiPlugin

__all__ = ["BuildSummary", "GongkaiPlugin", "Past", "SiteError", "build_site", "serve_site"]
