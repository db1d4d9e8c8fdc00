"""Who reviews what: CODEOWNERS made from the folders of units and bodies.

The path says who owns a file, so a team's name follows from the path: ``@ORG/yian-minzheng``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.check.index import DISTRICTS
from generator.exchange.slugs import unused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check import Entry, Index

#: Stands for the organisation until somebody says which; it owns nothing.
DEFAULT_ORG: Final = "ORG"
MAINTAINERS: Final = "catalog-maintainers"
_SHARED: Final = (
    "catalog/standards/",
    "catalog/subjects.yml",
    "catalog/bases.yml",
    "catalog/terms.yml",
    "catalog/site.yml",
    "schema/",
)
_HEAD: Final = """\
# 谁审核哪些文件。由 gongkai owners 按单位和部门的文件夹生成，不要手改。
# 组织名换成自己的：gongkai owners --org 组织名 --write；各队在托管网站上建立。
"""


def owners_text(index: Index, org: str = DEFAULT_ORG) -> str:
    """Return CODEOWNERS: a line a folder, the general ones first, because the last match counts.

    A unit or body that has ended is its successor's to look after.
    """
    teams = _teams(index)
    lines = [("*", MAINTAINERS), *((f"/{path}", MAINTAINERS) for path in _SHARED)]
    lines += [(f"/{folder}/", teams[_heir(index, folder)]) for folder in teams]
    return _HEAD + "".join(f"{path} @{org}/{team}\n" for path, team in lines)


def _teams(index: Index) -> dict[str, str]:
    """Return folder → team's name, units before what stands in them."""
    teams: dict[str, str] = {}
    taken = {MAINTAINERS}
    for folder in sorted((*index.units, *index.bodies)):
        inside = folder.removeprefix(f"{DISTRICTS}/").removeprefix("catalog/")
        teams[folder] = unused(inside.replace("/", "-"), taken)
        taken.add(teams[folder])
    return teams


def _heir(index: Index, folder: str) -> str:
    """Return the folder of whoever looks after ``folder``; who stands in a circle keeps his own."""
    seen = [folder]
    while following := next(_followers(index, seen[-1]), None):
        if following in seen:
            return folder
        seen.append(following)
    return seen[-1]


def _followers(index: Index, folder: str) -> Iterator[str]:
    """Yield the folder of the successor of an ended unit or body."""
    entry = index.units.get(folder) or index.bodies[folder]
    end = entry.data.get("撤销")
    if not end or end > index.today.isoformat():
        return
    if folder in index.units:
        code = entry.data.get("并入") or entry.data.get("接替")
        yield from (f for f, unit in index.units.items() if code and _code(unit) == code)
    elif into := entry.data.get("并入"):
        yield from (f for f in index.bodies if f == f"{folder.rpartition('/')[0]}/{into}")


def _code(unit: Entry) -> str:
    return str(unit.data["区划代码"])
