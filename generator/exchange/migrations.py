"""``gongkai migrate``: a catalog of an older format becomes one of today's, whole or not at all.

A migration turns the texts of one format into those of the next, by span: comments, order and
spacing stay. The new catalog is written beside the old one and takes its place at the end.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from generator.check.rules.settings import FORMAT
from generator.diagnostics import Diagnostic, Severity
from generator.exchange.format_0 import from_0
from generator.load import Mapping as MappingNode
from generator.load import Scalar, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Files: TypeAlias = "Mapping[str, str]"
"""Path from the folder that holds ``catalog/`` → text."""
Step: TypeAlias = "Callable[[Files], tuple[dict[str, str], tuple[Diagnostic, ...]]]"

#: Format → what makes the next one of it.
MIGRATIONS: Final[Mapping[int, Step]] = {0: from_0}
_SITE: Final = "catalog/site.yml"
_VERSION: Final = "格式版本"


class Migrated(Struct, frozen=True):
    """From which format to which, the files written or renamed, and what stood in the way."""

    diagnostics: tuple[Diagnostic, ...]
    before: int = 0
    after: int = 0
    changed: tuple[str, ...] = ()  # new paths


def migrate(root: Path) -> Migrated:
    """Bring the catalog below ``root`` to today's format; an up-to-date one is left as it is.

    Raises ``OSError`` when the folder can't be written to; the catalog then stands as it was.
    """
    old, faults = _read(root)
    if faults:
        return Migrated(faults)
    before, faults = _format_of(old)
    if faults:
        return Migrated(faults)
    files = dict(old)
    for number in range(before, FORMAT):
        files, faults = MIGRATIONS[number](files)
        if faults:
            return Migrated(faults)
        files[_SITE] = _with_format(files[_SITE], number + 1)
    changed = tuple(path for path, text in files.items() if old.get(path) != text)
    if before < FORMAT:
        _switch(root, old, files)
    return Migrated((), before, FORMAT, changed)


def _read(root: Path) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Return every YAML file's text; what can't be read for certain can't be rewritten either."""
    files: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for path in sorted((root / "catalog").rglob("*.yml")):
        shown = path.relative_to(root).as_posix()
        data = path.read_bytes()
        found = read_text(data, shown)
        faults += (d for d in found.diagnostics if d.severity is Severity.ERROR)
        if found.node is not None:
            files[shown] = data.decode()
    if _SITE not in files and not faults:
        what, fix = f"没有 {_SITE}，不知道是哪一种格式。", "换到放有 catalog/ 的文件夹再运行。"
        faults.append(_fault("migrate-no-site", what, fix))
    return files, tuple(faults)


def _format_of(files: Files) -> tuple[int, tuple[Diagnostic, ...]]:
    """Return the format ``site.yml`` names; the first drafts named none."""
    written = _version(files[_SITE])
    text = written.text if written else "0"
    if not (text.isascii() and text.isdigit()):
        what, fix = f"格式版本“{text}”不是数字。", f"现在的格式是 {FORMAT}；核对这个数字。"
        return 0, (_fault("migrate-format", what, fix),)
    if int(text) > FORMAT:
        what = f"目录是格式 {text}，本软件只认识到格式 {FORMAT}。"
        return 0, (_fault("migrate-newer", what, "安装新版本的软件。"),)
    return int(text), ()


def _version(text: str) -> Scalar | None:
    node = read_text(text.encode(), _SITE).node
    value = node.get(_VERSION) if isinstance(node, MappingNode) else None
    return value if isinstance(value, Scalar) else None


def _with_format(text: str, number: int) -> str:
    """Return ``site.yml`` with the number in its place, or above the first key."""
    lines = text.split("\n")
    written = _version(text)
    if written:
        span = written.span
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + str(number) + line[span.end_column - 1 :]
    else:
        node = read_text(text.encode(), _SITE).node
        assert isinstance(node, MappingNode)
        lines.insert(node.pairs[0][0].span.line - 1, f"{_VERSION}: {number}")
    return "\n".join(lines)


def _switch(root: Path, old: Files, files: Files) -> None:
    """Put the new files in the old ones' place in one step; what isn't YAML moves along."""
    catalog = (root / "catalog").resolve()
    with tempfile.TemporaryDirectory(prefix=".migrate-", dir=catalog.parent) as folder:
        draft, aside = Path(folder) / "new", Path(folder) / "old"
        shutil.copytree(catalog, draft, symlinks=True)
        for path in old.keys() - files.keys():
            (draft.parent / path.replace("catalog", "new", 1)).unlink()
        for path, text in files.items():
            if old.get(path) != text:
                target = draft.parent / path.replace("catalog", "new", 1)
                target.write_bytes(text.encode())
        catalog.rename(aside)
        try:
            draft.rename(catalog)
        except OSError:
            aside.rename(catalog)
            raise


def _fault(code: str, what: str, fix: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, _SITE, None, what, fix=fix)
