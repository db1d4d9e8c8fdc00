"""What auditors ask of the catalog's history.

Names are looked up when they are asked for: to say that two revisions are the same takes git alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.audit.commits import Commit
    from generator.audit.days import day_named
    from generator.audit.diff.compare import compare
    from generator.audit.history import History, history_of, revision_date
    from generator.audit.leaves import Version, versions
    from generator.audit.lives import Entry, item_life, life_of
    from generator.audit.names import KIND_NAMES, near_items, title_of
    from generator.audit.nearness import near
    from generator.audit.news import Piece, news_of, since
    from generator.audit.people import people_of
    from generator.audit.policy import judge, read_policy
    from generator.audit.published import Inspection, inspect_site
    from generator.audit.snapshots import Snapshot, UnsoundError, snapshot, unpack
    from generator.audit.sources import SourceError, open_source
    from generator.audit.telling import changes_json, changes_md, changes_text, life_json, life_text

_HOMES = {
    "KIND_NAMES": "names",
    "Commit": "commits",
    "Entry": "lives",
    "History": "history",
    "Inspection": "published",
    "Piece": "news",
    "Snapshot": "snapshots",
    "SourceError": "sources",
    "UnsoundError": "snapshots",
    "Version": "leaves",
    "changes_json": "telling",
    "changes_md": "telling",
    "changes_text": "telling",
    "compare": "diff.compare",
    "day_named": "days",
    "history_of": "history",
    "inspect_site": "published",
    "item_life": "lives",
    "judge": "policy",
    "life_json": "telling",
    "life_of": "lives",
    "life_text": "telling",
    "near": "nearness",
    "near_items": "names",
    "news_of": "news",
    "open_source": "sources",
    "people_of": "people",
    "read_policy": "policy",
    "revision_date": "history",
    "since": "news",
    "snapshot": "snapshots",
    "title_of": "names",
    "unpack": "snapshots",
    "versions": "leaves",
}

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
    "compare",
    "day_named",
    "history_of",
    "inspect_site",
    "item_life",
    "judge",
    "life_json",
    "life_of",
    "life_text",
    "near",
    "near_items",
    "news_of",
    "open_source",
    "people_of",
    "read_policy",
    "revision_date",
    "since",
    "snapshot",
    "title_of",
    "unpack",
    "versions",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
