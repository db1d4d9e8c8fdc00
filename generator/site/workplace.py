"""A site's folder and its siblings: the new site is made beside the old one, then takes its place.

The old site stays beside as the spare, and the next one is built in it: its folders are there, its
unchanged files too. Making and removing the folders of 12,400 files took 2.5 s of a rebuild.
Unchanged files are hard links, one copy on the disk for both sites; so nothing here is ever
written in place, only unlinked and made anew.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.site.ledger import PART, mark_of
from generator.site.swap import swap
from generator.site.writer import make_folder

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.site.ledger import Mark

# What stands in every site we made, and in every part of one.
_OURS = (("index.html", "assets/gongkai.css", "search/index.html"), (PART,))


_reserved: dict[Path, int] = {}  # folders this process builds in, with their locks


class Workplace(Struct, frozen=True):
    """Where a site is, and where the next one is built."""

    site: Path

    @property
    def building(self) -> Path:
        """Where the new site is written."""
        return self.site.with_name(f".{self.site.name}.building")

    @property
    def replaced(self) -> Path:
        """Where the old site stands for the moment between two renames."""
        return self.site.with_name(f".{self.site.name}.replaced")

    @property
    def spare(self) -> Path:
        """Where the old site waits to become the next new one."""
        return self.site.with_name(f".{self.site.name}.spare")

    @property
    def prose(self) -> Path:
        """Where MkDocs writes: it writes in place, so never into a folder of ours."""
        return self.site.with_name(f".{self.site.name}.prose")

    @property
    def started(self) -> bool:
        """Tell whether there is a folder to build in already."""
        return self.spare.exists() or self.building.exists()

    def refusal(self) -> str:
        """Return why the site's folder may not be replaced, "" when it may.

        Only nothing, an empty folder or a site of ours is: a mistyped folder must not be lost.
        """
        if not self.site.exists() and not self.site.is_symlink():
            return ""
        if self.site.is_symlink() or not self.site.is_dir():
            return f"{self.site} 不是文件夹，没有动它。换一个文件夹，或者先把它移走。"
        ours = any(all((self.site / name).is_file() for name in names) for names in _OURS)
        if ours or not any(self.site.iterdir()):
            return ""
        return f"{self.site} 里有别的东西，不像生成的网站，没有动它。换一个空的文件夹。"

    def recover(self) -> None:
        """Put back an old site that a killed build had moved aside."""
        if self.replaced.exists():
            if self.site.exists():
                shutil.rmtree(self.replaced)
            else:
                self.replaced.rename(self.site)

    def reserve(self) -> None:
        """Make the folder to build in, and wait until no other build writes to it.

        A killed build may have left a process that still does; the lock goes with its last one.
        """
        if self.building in _reserved:
            return
        self.recover()
        while True:
            if not self.building.exists() and self.spare.exists():
                self.spare.rename(self.building)
            self.building.mkdir(parents=True, exist_ok=True)
            if sys.platform == "win32":  # has no locks on folders
                return
            held = os.open(self.building, os.O_RDONLY)
            fcntl.flock(held, fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(held), self.building.stat()):
                    _reserved[self.building] = held
                    return
            os.close(held)  # the build that was waited for has put it in place

    def _release(self) -> None:
        held = _reserved.pop(self.building, None)
        if held is not None:
            os.close(held)

    def open(self, standing: Mapping[str, Mark]) -> dict[str, Mark]:
        """Make the folder to build in; return the files of the old site that stand in it too.

        ``standing``: the files of the old site that were last written by us, with their marks; one
        that looks otherwise now is somebody else's and isn't taken over. Files nobody vouches for
        are gone from the folder afterwards, from whatever build they were left.
        """
        self.reserve()
        sound = dict(self._as_written(standing))
        there = _files_below(os.fspath(self.building))
        for path in there.keys() - sound.keys():
            self.drop(path)
        sound |= self._link([path for path in sound if path not in there])
        for path in there.keys() & sound.keys():
            if there[path] != sound[path][-1]:
                sound[path] = self.take(f"{self.site}/{path}", path)
        return sound

    def _as_written(self, standing: Mapping[str, Mark]) -> Iterator[tuple[str, Mark]]:
        """Yield the files that are as they were written; a call for each took a third more."""
        site, look = f"{self.site}/", os.lstat
        for path, mark in standing.items():
            try:
                found = look(site + path)
            except OSError:
                continue
            if (found.st_size, found.st_mtime_ns, found.st_ino) == mark:
                yield path, mark

    def _link(self, paths: Sequence[str]) -> dict[str, Mark]:
        """Let the new site have files of the old one that it lacks; return the marks of copies.

        A link has its file's own. With the folders made first and nothing asked of a link, 12,400
        files, which the first rebuild has to link, take 0.14 s; by ``take`` they took 0.4 s.
        """
        for folder in sorted({path.rpartition("/")[0] for path in paths}):
            make_folder(f"{self.building}/{folder}")
        copies: dict[str, Mark] = {}
        for path in paths:
            try:
                os.link(f"{self.site}/{path}", f"{self.building}/{path}")
            except OSError:
                copies[path] = self.take(f"{self.site}/{path}", path)
        return copies

    def take(self, old: str | Path, path: str) -> Mark:
        """Let the new site have a finished file; as a copy where links can't be made."""
        new = f"{self.building}/{path}"
        with suppress(FileNotFoundError):
            os.unlink(new)  # noqa: PTH108
        try:
            os.link(old, new)
        except FileNotFoundError:  # the folder is new
            os.makedirs(os.path.dirname(new), exist_ok=True)  # noqa: PTH103, PTH120
            return self.take(old, path)
        except OSError:
            shutil.copy2(old, new)
        return mark_of(os.lstat(new))

    def drop(self, path: str) -> None:
        """Remove a file of the new site, and the folders that are empty without it."""
        with suppress(FileNotFoundError):
            os.unlink(f"{self.building}/{path}")  # noqa: PTH108
        folder = path.rpartition("/")[0]
        while folder:
            try:
                os.rmdir(f"{self.building}/{folder}")  # noqa: PTH106
            except OSError:
                return
            folder = folder.rpartition("/")[0]

    def switch(self) -> None:
        """Put the new site in the old one's place, in one step where the system has one."""
        if not self.site.exists():
            self.building.rename(self.site)
        elif swap(self.building, self.site):
            self._put_by(self.building)
        else:
            self.site.rename(self.replaced)
            self.building.rename(self.site)
            self._put_by(self.replaced)
        shutil.rmtree(self.prose, ignore_errors=True)
        self._release()

    def _put_by(self, old: Path) -> None:
        if self.spare.exists():  # of a build that was killed before it could use it
            shutil.rmtree(self.spare)
        old.rename(self.spare)

    def put_by(self) -> None:
        """Make the folder to build in the spare again, with nothing new in it."""
        self._put_by(self.building)
        shutil.rmtree(self.prose, ignore_errors=True)
        self._release()

    def abandon(self) -> None:
        """Drop the new site and its space on the disk; the old one was never touched."""
        for folder in (self.building, self.prose):
            shutil.rmtree(folder, ignore_errors=True)
        self._release()


def _files_below(folder: str) -> dict[str, int]:
    """Return the number of every file below by path; links and the like have number 0."""
    found: dict[str, int] = {}
    folders = [""]
    while folders:
        inside = folders.pop()
        with os.scandir(f"{folder}/{inside}") as listing:
            for entry in listing:
                if entry.is_file(follow_symlinks=False):
                    found[inside + entry.name] = entry.inode()
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(f"{inside}{entry.name}/")
                else:
                    found[inside + entry.name] = 0
    return found
