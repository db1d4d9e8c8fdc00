"""Templates compiled once and kept: compiling them again took 0.15 s of each rebuild.

They are kept in the user's own part of the system's temporary folder, which Jinja makes and looks
at, never in ``.gongkai``: that comes along with a catalog, and what is compiled here is run.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

from generator.load.program import code_digest
from generator.site.ledger import mark_of

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates by their source; a folder that can't be written only costs time."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def compiled() -> FileSystemBytecodeCache | None:
    """Return where compiled templates are kept; None where no folder is the user's alone.

    Jinja computes filters of fixed texts when it compiles, so other code of ours compiles anew.
    """
    makers = " ".join(map(_told, ("jinja2", "mkdocs", "markupsafe")))
    key = sha256(f"{code_digest()} {makers}".encode()).hexdigest()[:16]
    try:
        return _Compiled(pattern=f"gongkai-{key}-%s.cache")
    except (OSError, RuntimeError):
        return None


def _told(package: str) -> str:
    """Return what tells an installed package from another: asking for its version takes 10 ms."""
    spec = find_spec(package)
    assert spec
    assert spec.origin
    return f"{package} {mark_of(Path(spec.origin).stat())}"
