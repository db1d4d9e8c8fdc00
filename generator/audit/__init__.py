"""What auditors ask of the catalog's history."""

from generator.audit.history import Change, ChangeKind, History, history_of
from generator.audit.published import Inspection, inspect_site
from generator.audit.snapshot import Snapshot, UnsoundError, snapshot
from generator.audit.sources import SourceError

__all__ = [
    "Change",
    "ChangeKind",
    "History",
    "Inspection",
    "Snapshot",
    "SourceError",
    "UnsoundError",
    "history_of",
    "inspect_site",
    "snapshot",
]
