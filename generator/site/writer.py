"""Writing the site: every path inside its folder, and the old site kept whole."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_NOT_FOLLOWED = getattr(os, "O_NOFOLLOW", 0)
_OURS = ("index.html", "assets/gongkai.css", "search/index.html")  # stand in every site we made
_FORBIDDEN = frozenset('<>:"|?*\\')


def is_inside(path: str) -> bool:
    """Tell whether a site path stays below the site's folder and is a name any server can hold."""
    parts = path.split("/")
    plain = all(part not in ("", ".", "..") for part in parts)
    return plain and not any(ch in _FORBIDDEN or ch < " " for ch in path)


@dataclass
class Writer:
    """Writes files below ``folder`` and counts them."""

    folder: Path
    files: int = 0
    size: int = 0  # bytes
    _made: set[str] = field(default_factory=set)

    def write(self, path: str, data: bytes) -> None:
        """Write one file; ValueError when ``path`` leaves the folder, our own fault."""
        if not is_inside(path):
            raise ValueError(f"path outside the site: {path!r}")
        target = os.path.join(self.folder, path)  # noqa: PTH118 - nine thousand of them
        parent = os.path.dirname(target)  # noqa: PTH120
        if parent not in self._made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103
            self._made.add(parent)
        handle = os.open(target, _FLAGS | _NOT_FOLLOWED, 0o644)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
        finally:
            os.close(handle)
        self.files += 1
        self.size += len(data)

    def write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write every file given."""
        for path, data in files:
            self.write(path, data)


@dataclass(frozen=True, slots=True)
class Workplace:
    """A site's folder and its two siblings: the one being built, and the one just replaced."""

    site: Path

    @property
    def building(self) -> Path:
        """Where the new site is written."""
        return self.site.with_name(f".{self.site.name}.building")

    @property
    def replaced(self) -> Path:
        """Where the old site stands for the moment between two renames."""
        return self.site.with_name(f".{self.site.name}.replaced")

    def refusal(self) -> str:
        """Return why the site's folder may not be replaced, "" when it may.

        Only nothing, an empty folder or a site of ours is: a mistyped folder must not be lost.
        """
        if not self.site.exists() and not self.site.is_symlink():
            return ""
        if self.site.is_symlink() or not self.site.is_dir():
            return f"{self.site} 不是文件夹，没有动它。换一个文件夹，或者先把它移走。"
        ours = all((self.site / name).is_file() for name in _OURS)
        if ours or not any(self.site.iterdir()):
            return ""
        return f"{self.site} 里有别的东西，不像生成的网站，没有动它。换一个空的文件夹。"

    def prepare(self) -> None:
        """Clear what a killed build left, putting back an old site it had moved aside."""
        if self.replaced.exists():
            if self.site.exists():
                shutil.rmtree(self.replaced)
            else:
                self.replaced.rename(self.site)
        if self.building.exists():
            shutil.rmtree(self.building)
        self.building.mkdir(parents=True)

    def switch(self) -> None:
        """Put the new site in the old one's place by two renames."""
        if self.site.exists():
            self.site.rename(self.replaced)
        self.building.rename(self.site)
        if self.replaced.exists():
            shutil.rmtree(self.replaced)

    def abandon(self) -> None:
        """Drop the new site; the old one was never touched."""
        shutil.rmtree(self.building, ignore_errors=True)
