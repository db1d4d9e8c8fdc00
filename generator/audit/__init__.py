"""What auditors ask of the catalog's history."""

from generator.audit.commits import Commit
from generator.audit.history import History, Version, history_of, revision_date, versions
from generator.audit.lives import Entry, item_life, life_of
from generator.audit.names import KIND_NAMES, near_items, title_of
from generator.audit.news import Piece, news_of, since
from generator.audit.people import people_of
from generator.audit.published import Inspection, inspect_site
from generator.audit.snapshot import Snapshot, UnsoundError, snapshot, unpack
from generator.audit.sources import SourceError, day_named, open_source
from generator.audit.telling import changes_json, changes_md, changes_text, life_json, life_text

__all__ = [
    "KIND_NAMES",
    "Commit",
    "Entry",
    "History",
    "Inspection",
    "Piece",
    "Snapshot",
    "SourceError",
    "UnsoundError",
    "Version",
    "changes_json",
    "changes_md",
    "changes_text",
    "day_named",
    "history_of",
    "inspect_site",
    "item_life",
    "life_json",
    "life_of",
    "life_text",
    "near_items",
    "news_of",
    "open_source",
    "people_of",
    "revision_date",
    "since",
    "snapshot",
    "title_of",
    "unpack",
    "versions",
]
