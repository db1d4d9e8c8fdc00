"""The catalog in and out of other forms: official tables, downloads, feeds, new files.

Names are loaded when they are asked for: a build needs the downloads alone, and importers bring
openpyxl and the dictionary of readings, 0.25 s of start-up.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.exchange.adoption import Adoption, adopt
    from generator.exchange.bases_import import import_bases
    from generator.exchange.bodies_import import import_bodies, write_bodies
    from generator.exchange.export import (
        DESCRIBED,
        DESCRIPTIONS,
        SUFFIXES,
        Table,
        descriptions,
        documents,
        download_tables,
        downloads,
    )
    from generator.exchange.founding import Founding, folder_faults, found_city, lay_foundation
    from generator.exchange.migrations import Migrated, migrate
    from generator.exchange.new_site import SiteWords
    from generator.exchange.owners import owners_text
    from generator.exchange.records_import import import_records
    from generator.exchange.runs import Run, runs_of
    from generator.exchange.standards_import import ImportResult, import_standards
    from generator.exchange.unit_types import LEVELS, unit_levels
    from generator.exchange.units_import import import_units
    from generator.exchange.yamltext import write_beside

_MODULES = {
    "adoption": ("Adoption", "adopt"),
    "bases_import": ("import_bases",),
    "bodies_import": ("import_bodies", "write_bodies"),
    "export": (
        "DESCRIBED",
        "DESCRIPTIONS",
        "SUFFIXES",
        "Table",
        "descriptions",
        "documents",
        "download_tables",
        "downloads",
    ),
    "founding": ("Founding", "folder_faults", "found_city", "lay_foundation"),
    "migrations": ("Migrated", "migrate"),
    "new_site": ("SiteWords",),
    "owners": ("owners_text",),
    "records_import": ("import_records",),
    "runs": ("Run", "runs_of"),
    "standards_import": ("ImportResult", "import_standards"),
    "unit_types": ("LEVELS", "unit_levels"),
    "units_import": ("import_units",),
    "yamltext": ("write_beside",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Return a name of the room from its module. Raises AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(name)
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


__all__ = [
    "DESCRIBED",
    "DESCRIPTIONS",
    "LEVELS",
    "SUFFIXES",
    "Adoption",
    "Founding",
    "ImportResult",
    "Migrated",
    "Run",
    "SiteWords",
    "Table",
    "adopt",
    "descriptions",
    "documents",
    "download_tables",
    "downloads",
    "folder_faults",
    "found_city",
    "import_bases",
    "import_bodies",
    "import_records",
    "import_standards",
    "import_units",
    "lay_foundation",
    "migrate",
    "owners_text",
    "runs_of",
    "unit_levels",
    "write_beside",
    "write_bodies",
]
