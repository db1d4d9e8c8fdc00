"""Which findings come first when not all can be shown, and what a finding is known by."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.diagnostics.model import Diagnostic

# A file that can't be read makes its fields look wrong, and wrong fields make others' references
# look wrong: the earlier stage is the likelier cause.
_STAGES = (("catalog", "file", "path", "text"), ("yaml", "document"), ("schema",))


def ranked(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return findings gravest first, causes before what follows from them.

    Among equals every file's first finding stands before any file's second.
    """
    seen: Counter[tuple[str, int, int]] = Counter()
    keyed = []
    for found in sorted(diagnostics, key=lambda d: d.order):
        group = (found.path, found.severity.rank, _stage(found.code))
        keyed.append(((*group[1:], seen[group], found.order), found))
        seen[group] += 1
    return [found for _, found in sorted(keyed, key=lambda pair: pair[0])]


def fingerprints(diagnostics: Sequence[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each finding with a name that stays when lines above it come and go.

    It rests on the code, the file and the text of the line; equal ones are counted.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for found in diagnostics:
        said = found.subject.strip() or found.what
        known = (found.code, found.path, said)
        counted = repr((*known, seen[known]))
        seen[known] += 1
        yield found, hashlib.sha256(counted.encode(errors="replace")).hexdigest()[:32]


def _stage(code: str) -> int:
    family = code.partition("-")[0]
    return next((i for i, stage in enumerate(_STAGES) if family in stage), len(_STAGES))
