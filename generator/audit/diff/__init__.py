"""Two catalogs compared, exactly: by permanent codes, on resolved items, by what it means."""

from generator.audit.diff.alike import Fold, folded
from generator.audit.diff.compare import compare
from generator.audit.diff.model import (
    Change,
    Comparison,
    FieldChange,
    Kind,
    LeftBehind,
    Meaning,
    Proof,
    Side,
    Thing,
    Value,
)

__all__ = [
    "Change",
    "Comparison",
    "FieldChange",
    "Fold",
    "Kind",
    "LeftBehind",
    "Meaning",
    "Proof",
    "Side",
    "Thing",
    "Value",
    "compare",
    "folded",
]
