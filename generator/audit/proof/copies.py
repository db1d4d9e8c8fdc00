"""Copies held against the history: a catalog in an archive or a folder, a site against its twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.audit.entities import owner_folder, read_entities
from generator.audit.leaves import digest_of
from generator.audit.names import KIND_NAMES
from generator.audit.proof.head import TREE_HEAD
from generator.audit.proof.leaves import PROVED
from generator.audit.proof.signature import ENDING
from generator.audit.state import State
from generator.diagnostics import Diagnostic, Severity
from generator.load import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.audit.sources import Source

Name = tuple[str, str]  # kind and key
_WHY = {
    "proof-missing": "副本里少了历史里最后还在的内容。",
    "proof-changed": "副本里的内容和历史里最后的版本不同。",
    "proof-extra": "历史里没有这一项，或者已经没有了。",
}


def contents_of(source: Source) -> dict[Name, str]:
    """Return what a catalog's items, records and rows say: kind and key → digest.

    Raises SourceError.
    """
    paths = [path for path in source.files if kind_of(path)]
    files = {path: read_entities(path, data) or () for path, data in source.read(paths).items()}
    state = State()
    found = {}
    for (kind, key), _, now in state.apply(state.facts(files)):
        if kind in PROVED and now is not None:
            found[kind, key] = digest_of(kind, key, owner_folder(now.path), now.data).hex()
    return found


def compare_contents(
    place: str, copy: Mapping[Name, str], standing: Mapping[Name, str]
) -> Iterator[Diagnostic]:
    """Yield each thing of a copy that isn't as the last version has it."""
    for name in sorted(standing.keys() | copy.keys()):
        if name not in copy:
            yield _fault("proof-missing", place, name)
        elif name not in standing:
            yield _fault("proof-extra", place, name)
        elif copy[name] != standing[name]:
            yield _fault("proof-changed", place, name)


def _fault(code: str, place: str, name: Name) -> Diagnostic:
    kind, key = name
    what = f"{KIND_NAMES[kind]} {key}：{_WHY[code]}"
    return Diagnostic(code, Severity.ERROR, place, None, what)


def compare_sites(site: Path, twin: Path) -> Iterator[Diagnostic]:
    """Yield each file of a site that isn't, byte by byte, as in the site built anew."""
    ours, theirs = (
        {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        for folder in (site, twin)
    )
    ours.discard(f"{TREE_HEAD}{ENDING}")  # made after the build, by who has the key
    for name in sorted(ours | theirs):
        if name not in ours:
            yield _differs("site-missing", name, "网站里少了这个文件，重新生成的网站里有。")
        elif name not in theirs:
            page = name.endswith(".html")
            yield _differs(
                "site-extra", name, "网站里多了这个文件，不是从目录生成的。",
                Severity.ERROR if page else Severity.WARNING,
            )  # fmt: skip
        elif (site / name).read_bytes() != (twin / name).read_bytes():
            yield _differs("site-changed", name, "这个文件和从目录重新生成的不一样。")


def _differs(
    code: str, path: str, what: str, severity: Severity = Severity.ERROR
) -> Diagnostic:  # fmt: skip
    return Diagnostic(code, severity, path, None, what)
