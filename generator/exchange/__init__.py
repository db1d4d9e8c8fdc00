"""The catalog in and out of other forms: official tables, downloads, feeds, new files."""

from __future__ import annotations

from generator.exchange.adopt import Adoption, adopt
from generator.exchange.bases_import import import_bases
from generator.exchange.bodies_import import import_bodies, write_bodies
from generator.exchange.export import downloads
from generator.exchange.records_import import import_records
from generator.exchange.standards_import import ImportResult, import_standards
from generator.exchange.units_import import import_units

__all__ = [
    "Adoption",
    "ImportResult",
    "adopt",
    "downloads",
    "import_bases",
    "import_bodies",
    "import_records",
    "import_standards",
    "import_units",
    "write_bodies",
]
