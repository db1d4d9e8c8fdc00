"""What auditors ask of the catalog's history."""

from generator.audit.history import Change, ChangeKind, History, history_of

__all__ = ["Change", "ChangeKind", "History", "history_of"]
