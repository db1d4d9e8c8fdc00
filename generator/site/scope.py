"""Parts of a site: what belongs to some units and all below them, built by itself and joined later.

A part is a folder of finished files and a ledger that says what each was made from. Joining takes
over every file whose look-ups find the same in the whole catalog, so a part of another revision
costs time and never a wrong page. Pages no unit owns (lists, areas, standard rows, search) are made
where the parts are joined.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.site.ledger import PART, Ledger, mark_of, recall
from generator.site.notes import Made
from generator.site.sheets import SIDES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.resolve.model import Catalog, Record
    from generator.site.sheets import Stamps
    from generator.site.workplace import Workplace


class PartError(Exception):
    """Parts can't be built or joined as asked; the message says why, in Chinese."""


class Scope(Struct, frozen=True):
    """Which files belong to ``units`` (by 区划代码) and those below; without any, all do."""

    catalog: Catalog
    units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise PartError when a unit isn't in the catalog."""
        unknown = [code for code in self.units if code not in self.catalog.units]
        if unknown:
            raise PartError(f"目录里没有区划代码 {'、'.join(unknown)}。")

    @property
    def whole(self) -> bool:
        """Tell whether the site is built as a whole."""
        return not self.units

    def holds(self, path: str) -> bool:
        """Tell whether a path below the folder of a unit belongs."""
        folders = tuple(f"{self.catalog.units[code].path}/" for code in self.units)
        return self.whole or path.startswith(folders)

    def holds_page(self, kind: str, path: str, key: Any) -> bool:
        """Tell whether a page belongs: by its place, or by the unit that place doesn't show."""
        if self.whole:
            return True
        if kind == "record":
            return self.holds_record(self.catalog.records[key])
        if kind == "matrix":
            path = f"{self.catalog.units[key[1]].path}/"
        return self.holds(path)

    def holds_record(self, record: Record) -> bool:
        """Tell whether a record and its files belong."""
        unit = self.catalog.units[self.catalog.bodies[record.body].unit]
        return self.holds(f"{unit.path}/")


class Parts(Struct):
    """Finished parts to be joined into a site."""

    folders: Sequence[Path]

    def take_over(
        self,
        ledger: Ledger,
        place: Workplace,
        stamps: Stamps,
        recipe: Callable[[str], str | None],
    ) -> frozenset[str]:
        """Put the parts' files that are right into the new site; return their paths.

        Only paths the site has, by ``recipe``, are taken. Raises PartError for a folder that is
        no part, or one made with other settings, another program or another day.
        """
        taken = {
            path
            for folder in self.folders
            for path in self._take(folder, ledger, place, stamps, recipe)
        }
        return frozenset(taken)

    def _take(
        self,
        folder: Path,
        ledger: Ledger,
        place: Workplace,
        stamps: Stamps,
        recipe: Callable[[str], str | None],
    ) -> Iterator[str]:
        part = recall(folder / PART)
        if not part.files:
            raise PartError(f"{folder} 不是 gongkai build --only 生成的文件夹。")
        if part.ground != ledger.ground:
            raise PartError(
                f"{folder} 是用别的设置、别的程序或者按别的日期生成的，不能合并。"
                "用同一次提交、同样的程序和同样的 --as-of 重新生成。"
            )
        part.forget(ledger.ground, *(part.outdated(ledger.ground, stamps, s) for s in SIDES))
        for path, made in part.made.items():
            if made.recipe != recipe(path) or ledger.stands(path, made.recipe):
                continue
            if _size(folder / path) == part.files[path][0]:
                ledger.files[path] = place.take(folder / path, path)
                ledger.made[path] = Made(made.recipe, -1)
                yield path


def _size(file: Path) -> int:
    try:
        return mark_of(os.lstat(file))[0]
    except OSError:
        return -1
