"""What is one must be one: codes, files, spellings, 索引号."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.check.index import basis_spellings
from generator.check.owners import owner_folder
from generator.check.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.check.entry import Entry
    from generator.check.index import Index

_SHOWN = 8  # codes named in one finding; the rest are counted


@rule(
    "id-item",
    "同一单位的一个编号只能在一个部门名下",
    why="单位和编号合起来认定一个事项，两处都写，就不知道以哪一处为准。",
)
def items(index: Index) -> Iterator[Finding]:
    """(unit, code) is an item's identity: two bodies may not both hold it."""
    claims: dict[tuple[str, str], list[Entry]] = {}
    for entry in index.of("items"):
        unit = index.unit_of(entry)
        if unit is None:
            continue
        for code in entry.data["事项"]:
            claims.setdefault((unit.folder, code), []).append(entry)
    doubled: dict[tuple[str, str], list[tuple[Entry, str]]] = {}
    for (folder, code), entries in claims.items():
        for entry in entries if len(entries) > 1 else ():
            rightful = _rightful(index, folder, code, entries)
            if entry is not rightful:
                doubled.setdefault((entry.path, rightful.path), []).append((entry, code))
    for (_, rightful_path), found in doubled.items():
        entry, code = found[0]
        unit = index.unit_of(entry)
        named = "、".join(code for _, code in found[:_SHOWN])
        more = f" 等 {len(found)} 项" if len(found) > _SHOWN else ""
        yield Finding(
            entry,
            ["事项", code],
            f"{unit.data['名称'] if unit else ''}的 {named}{more} 已经在 {rightful_path} 里了。",
            "两个文件里只留责任主体的那一个；共同负责的，在那一条下面写“共同主体”。",
            key=True,
        )


def _rightful(index: Index, unit_folder: str, code: str, entries: Sequence[Entry]) -> Entry:
    """Return the file of the body that answers for the row, else the first."""
    row = index.rows.get(code)
    owner = owner_folder(index, unit_folder, row) if row else None
    return next((entry for entry in entries if entry.folder == owner), entries[0])


def _repeated(found: Iterable[tuple[str, Entry]]) -> Iterator[tuple[str, Entry, Entry]]:
    """Yield each further entry under a key that an earlier one has: key, entry, the first one."""
    seen: dict[str, Entry] = {}
    for key, entry in found:
        first = seen.setdefault(key, entry)
        if first is not entry:
            yield key, entry, first


def _repeated_on_cards(index: Index, keys: Sequence[str]) -> Iterator[tuple[str, Entry, Entry]]:
    """Yield as above for documents; ``keys``: of each, "" where it has none.

    Only entries of those that have one in common are made.
    """
    given = [*filter(None, keys)]
    if len(set(given)) == len(given):  # nearly always
        return
    common = {key for key, count in Counter(given).items() if count > 1}
    places = (at for at, key in enumerate(keys) if key in common)
    yield from _repeated((keys[at], index.shelf[at]) for at in places)


@rule("id-unit", "区划代码不能重复", why="区划代码认定一个单位。")
def unit_codes(index: Index) -> Iterator[Finding]:
    """A 区划代码 is a unit's identity."""
    for code, entry, first in _repeated((e.data["区划代码"], e) for e in index.of("unit")):
        yield Finding(
            entry,
            ["区划代码"],
            f"区划代码 {code} 和 {first.path} 重复。",
            "核对这个单位的统计用区划代码。",
        )


@rule(
    "id-row",
    "标准目录的编号以领域编号开头，不能重复",
    why="编号在第一次导入时给出，以后不改、不重复使用。",
)
def row_codes(index: Index) -> Iterator[Finding]:
    """A row's code is its area's number, a hyphen and its own number, unique everywhere."""
    areas = index.areas.values()
    for number, entry, first in _repeated((e.data["编号"], e) for e in areas):
        yield Finding(
            entry,
            ["编号"],
            f"领域编号 {number} 和 {first.path} 重复。",
            "给后加的领域一个没有用过的编号。",
        )
    for entry in areas:
        number = entry.data["编号"]
        for code in entry.data["事项"]:
            if not code.startswith(f"{number}-") or "-B" in code:
                yield Finding(
                    entry,
                    ["事项", code],
                    f"{code} 不是领域 {number} 的编号。",
                    f"标准目录的编号写成 {number}-行号；带 B 的编号只用于本地事项。",
                    key=True,
                )


@rule("id-local", "本地事项的编号以领域编号开头", why="从编号要能看出它属于哪个领域。")
def local_codes(index: Index) -> Iterator[Finding]:
    """A local code carries its area's number, so that it can be found by it."""
    for entry, code, _ in index.items:
        area = index.areas.get(entry.data["领域"])
        if area and "-B" in code and not code.startswith(f"{area.data['编号']}-"):
            yield Finding(
                entry,
                ["事项", code],
                f"{code} 不是领域 {area.data['编号']} 的编号。",
                f"写成 {area.data['编号']}-B 加两位数字。",
                key=True,
            )


@rule("id-record", "公开信息的文件名不能重复", why="文件名就是这份信息的网址，部门变动也不改。")
def records(index: Index) -> Iterator[Finding]:
    """A record's file name is its identity and its address, wherever the body moves."""
    for stem, entry, first in _repeated_on_cards(index, index.shelf.stems):
        yield Finding(
            entry, None, f"文件名 {stem} 和 {first.path} 重复。", "改掉文件名的后六位字母。"
        )


@rule("id-index-number", "索引号不能重复", why="索引号唯一、不复用、不改号。")
def index_numbers(index: Index) -> Iterator[Finding]:
    """An 索引号 belongs to one document."""
    for number, entry, first in _repeated_on_cards(index, index.shelf.column("number")):
        yield Finding(
            entry,
            ["索引号"],
            f"索引号 {number} 和 {first.path} 重复。",
            "核对两份文件的索引号；同一份文件只留一个。",
        )


@rule(
    "id-basis", "一种写法只能指一件依据", why="一种写法指两件依据，引用它的事项就说不清是哪一件。"
)
def bases(index: Index) -> Iterator[Finding]:
    """A spelling listed for two bases would make citations mean either."""
    entry = index.single("bases")
    seen: dict[str, str] = {}
    for name, data in index.table("bases", "依据").items():
        for text in dict.fromkeys(basis_spellings(data)):
            first = seen.setdefault(text, name)
            if entry and first != name:
                yield Finding(
                    entry,
                    ["依据", name],
                    f"“{text}”已经指 {first} 了。",
                    "名称相同的两件依据，都写上文号，并把不带文号的写法只给其中一件。",
                    key=True,
                )


@rule(
    "id-duty",
    "同一单位里，一项职责只能由一个部门履行",
    why="采用事项时按职责找部门，答案只能有一个。",
)
def duties(index: Index) -> Iterator[Finding]:
    """Adoption asks who holds a duty: the answer must be one body."""
    seen: dict[tuple[str, str], Entry] = {}
    for folder, entry in index.bodies.items():
        if not index.stands(entry):
            continue
        unit_folder = folder.rpartition("/")[0]
        for i, duty in enumerate(entry.data["履行"]):
            first = seen.setdefault((unit_folder, duty), entry)
            if first is not entry:
                yield Finding(
                    entry,
                    ["履行", i],
                    f"职责 {duty} 已经由 {first.path} 的{first.data['名称']}履行了。",
                    "两个部门里只留一个。",
                )
