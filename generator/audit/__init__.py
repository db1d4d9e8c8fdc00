"""What auditors ask of the catalog's history."""

from generator.audit.commits import Commit
from generator.audit.fields import FieldChange
from generator.audit.history import History, Version, history_of, revision_date, versions
from generator.audit.lives import Entry, item_life, life_of
from generator.audit.news import Piece, news_of
from generator.audit.published import Inspection, inspect_site
from generator.audit.snapshot import Snapshot, UnsoundError, snapshot
from generator.audit.sources import SourceError

__all__ = [
    "Commit",
    "Entry",
    "FieldChange",
    "History",
    "Inspection",
    "Piece",
    "Snapshot",
    "SourceError",
    "UnsoundError",
    "Version",
    "history_of",
    "inspect_site",
    "item_life",
    "life_of",
    "news_of",
    "revision_date",
    "snapshot",
    "versions",
]
