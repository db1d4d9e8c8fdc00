"""The tree head a site is published with, how the site was made, and what its data's form is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.audit.proof.head import TREE_HEAD, written
from generator.load import bundled
from generator.load.program import program

if TYPE_CHECKING:
    from generator.site.view import View


SCHEMAS = ("changes", "diff", "log", "tree-head")


def schema_files() -> dict[str, bytes]:
    """Return the schemas of what audits give to programs, by path: ``data/schema/diff…``."""
    names = [f"{name}.schema.json" for name in SCHEMAS]
    return {f"data/schema/{name}": (bundled("schema") / name).read_bytes() for name in names}


def head_files(view: View, *, past: bool) -> dict[str, bytes]:
    """Return the tree head's file by its path; none where the history isn't whole.

    ``past``: the site shows the catalog as it stood, not today's.
    """
    if view.head is None:
        return {}
    made = {"as_of": view.catalog.as_of.isoformat(), "past": past, "program": program()}
    return {TREE_HEAD: written({**view.head.data, "site": made}).encode()}
