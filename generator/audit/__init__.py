"""What auditors ask of the catalog's history."""

from generator.audit.history import Change, ChangeKind, History, history_of
from generator.audit.published import Inspection, inspect_site

__all__ = ["Change", "ChangeKind", "History", "Inspection", "history_of", "inspect_site"]
