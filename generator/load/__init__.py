"""Files of a catalog to nodes with positions: the only room that reads YAML.

``list_tree`` finds a catalog's files, ``load_file`` and ``read_text`` read one; ``nodes``' helpers
look into what they return. Faults of what was read are diagnostics, never exceptions. Repairs are
loaded when they are asked for: only ``gongkai fix`` needs them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from generator.load.builder import MAX_NODES
from generator.load.collector import collector_paused
from generator.load.documents import (
    Desk,
    Document,
    Held,
    as_document,
    load_file,
    read_bytes,
    unreadable,
)
from generator.load.encoding import MAX_BYTES
from generator.load.kinds import kind_of
from generator.load.lookalike import differing, fold, nearest
from generator.load.mending import quoted
from generator.load.nodes import (
    MAX_DEPTH,
    Mapping,
    Node,
    Scalar,
    Sequence,
    fields,
    locate,
    plain,
    plain_typed,
)
from generator.load.project import bundled
from generator.load.reader import LibyamlMissingError, ReadResult, read_text, require_libyaml
from generator.load.revision import Earlier, RevisionError, ask_earlier, earlier_documents
from generator.load.rules import RULES
from generator.load.tree import FOLDER, SETTINGS, Tree, absent, list_tree
from generator.load.values import DATE_PATTERN, date_parts, is_number, suggested

if TYPE_CHECKING:
    from generator.load.repairs import Repaired, Step, repair

_LATER = ("Repaired", "Step", "repair")

__all__ = [
    "DATE_PATTERN",
    "FOLDER",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "RULES",
    "SETTINGS",
    "Desk",
    "Document",
    "Earlier",
    "Held",
    "LibyamlMissingError",
    "Mapping",
    "Node",
    "ReadResult",
    "Repaired",
    "RevisionError",
    "Scalar",
    "Sequence",
    "Step",
    "Tree",
    "absent",
    "as_document",
    "ask_earlier",
    "bundled",
    "collector_paused",
    "date_parts",
    "differing",
    "earlier_documents",
    "fields",
    "fold",
    "is_number",
    "kind_of",
    "list_tree",
    "load_file",
    "locate",
    "nearest",
    "plain",
    "plain_typed",
    "quoted",
    "read_bytes",
    "read_text",
    "repair",
    "require_libyaml",
    "suggested",
    "unreadable",
]


def __getattr__(name: str) -> Any:
    """Return what belongs to repairs. Raises AttributeError for any other name."""
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.repairs"), name)
