"""Lists of made-up units for ``gongkai synth``: a city's size, a large city's, a province's."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COUNTIES_A_PREFECTURE = 40  # a 区划代码 has two digits for it; made-up codes need no more sense
_HEAD = "区划代码,名称,类型,上级代码"


@dataclass(frozen=True, slots=True)
class Size:
    """How many units below the root, and how many published documents."""

    name: str
    counties: int
    towns: int
    records: int

    def write(self, file: Path) -> None:
        """Write the list of units; towns are dealt out evenly."""
        file.write_text("\n".join((_HEAD, *self._lines())) + "\n", encoding="utf-8")

    @property
    def county_codes(self) -> list[str]:
        """The counties' 区划代码."""
        places = (divmod(number, _COUNTIES_A_PREFECTURE) for number in range(self.counties))
        return [f"99{prefecture + 1:02}{county + 1:02}" for prefecture, county in places]

    def _lines(self) -> Iterator[str]:
        yield "990000,虚构市,市,"
        few, more = divmod(self.towns, self.counties)
        shares = chain(repeat(few + 1, more), repeat(few, self.counties - more))
        for number, (code, share) in enumerate(zip(self.county_codes, shares, strict=True)):
            yield f"{code},虚构第{number + 1}区,县区,990000"
            for town in range(1, share + 1):
                yield f"{code}{town:03},虚构第{number + 1}区第{town}镇,乡镇,{code}"


TRIAL = "small"  # enough to try the bench itself
SIZES = {
    size.name: size
    for size in (
        Size(TRIAL, 1, 3, 20),
        Size("tongling", 4, 44, 600),
        Size("nanjing", 11, 101, 2_000),
        Size("tenfold", 40, 440, 6_000),
        Size("province", 95, 1_258, 2_000),
        Size("documents", 3, 16, 50_000),
    )
}
"""By name: 铜陵's, 南京's, ten times 铜陵's, a province's; many documents."""
