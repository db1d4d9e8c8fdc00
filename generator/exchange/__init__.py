"""The catalog in and out of other forms: official tables, downloads, feeds, new files."""

from __future__ import annotations

from generator.exchange.adopt import Adoption, adopt
from generator.exchange.bases_import import import_bases
from generator.exchange.bodies_import import import_bodies, write_bodies
from generator.exchange.export import (
    DESCRIPTIONS,
    SUFFIXES,
    Standing,
    download_tables,
    downloads,
)
from generator.exchange.founding import Founding, folder_faults, found_city, lay_foundation
from generator.exchange.migrations import Migrated, migrate
from generator.exchange.new_site import SiteWords
from generator.exchange.owners import owners_text
from generator.exchange.records_import import import_records
from generator.exchange.standards_import import ImportResult, import_standards
from generator.exchange.unit_types import LEVELS, unit_levels
from generator.exchange.units_import import import_units
from generator.exchange.yamltext import write_beside

__all__ = [
    "DESCRIPTIONS",
    "LEVELS",
    "SUFFIXES",
    "Adoption",
    "Founding",
    "ImportResult",
    "Migrated",
    "SiteWords",
    "Standing",
    "adopt",
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
    "unit_levels",
    "write_beside",
    "write_bodies",
]
