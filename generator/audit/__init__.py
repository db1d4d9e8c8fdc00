"""What auditors ask of the catalog's history.

Names are looked up when they are asked for: to say that two revisions are the same takes git alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.audit.diff.compare import compare
    from generator.audit.history import Change, ChangeKind, History, history_of
    from generator.audit.policy import judge, read_policy
    from generator.audit.published import Inspection, inspect_site
    from generator.audit.snapshots import Snapshot, UnsoundError, snapshot
    from generator.audit.sources import SourceError, open_source

_HOMES = {
    "Change": "history",
    "ChangeKind": "history",
    "History": "history",
    "Inspection": "published",
    "Snapshot": "snapshots",
    "SourceError": "sources",
    "UnsoundError": "snapshots",
    "compare": "diff.compare",
    "history_of": "history",
    "inspect_site": "published",
    "judge": "policy",
    "open_source": "sources",
    "read_policy": "policy",
    "snapshot": "snapshots",
}

__all__ = [
    "Change",
    "ChangeKind",
    "History",
    "Inspection",
    "Snapshot",
    "SourceError",
    "UnsoundError",
    "compare",
    "history_of",
    "inspect_site",
    "judge",
    "open_source",
    "read_policy",
    "snapshot",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
