"""``gongkai import bases``: every law and document the standards cite, once, in ``bases.yml``.

One document has many spellings: with and without its number, with and without the name of the
country or of who issued it. Each spelling is listed under exactly one basis; ids and everything
written by hand (效力, 接替) are kept when the import is repeated.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from generator.diagnostics import Diagnostic
from generator.exchange.slugs import syllables, unused, words
from generator.exchange.splice import broken, read_entries, spliced
from generator.exchange.standards_import import ImportResult
from generator.exchange.yamltext import document, write_beside
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SCHEMA: Final = "../schema/bases.schema.json"
UNCHECKED: Final = "待核对"

#: Who issues orders (令) → the first word of the id; others take the pinyin of their name.
ISSUERS: Final[Mapping[str, str]] = {
    "国务院": "gwy",
    "主席": "zhuxiling",
    "国务院国资委": "guoziwei",
    "人力资源和社会保障部": "renshebu",
    "人力资源社会保障部": "renshebu",
    "劳动和社会保障部": "laodong-shebaobu",
    "住房和城乡建设部": "zhujianbu",
    "国家发展改革委": "fagaiwei",
    "国家发展改革委等八部委": "fagaiwei",
    "国家税务总局": "shuiwu-zongju",
    "国家卫生健康委员会": "weijianwei",
    "国家食品药品监督管理总局": "shiyao-zongju",
    "国家安全生产监督管理总局": "anjian-zongju",
    "国土资源部": "guotu-ziyuanbu",
}
_CITATION: Final = regex(r"(?P<title>.*》[^（）]*)（(?P<number>[^（）]*(?:号|[0-9]))）")
_LETTER: Final = regex(r"(?P<organ>\D+)〔(?P<year>[0-9]{4})〕(?P<number>[0-9]+)号")
_ORDER: Final = regex(r"(?P<organ>\D+?)令第(?P<number>[0-9]+)号")
_NOTICE: Final = regex(r"(?P<organ>\D+?)公告(?P<year>[0-9]{4})年第(?P<number>[0-9]+)号")
_COUNTRY: Final = "中华人民共和国"
_WRAPPING: Final = regex(r"的?(?:通知|意见|决定|公告|指导意见|实施意见)$")
_ENDING: Final = regex(
    r"(?P<stem>.+?)(?P<law>法)?(?P<tail>实施条例|实施细则|实施办法|条例|办法|规定|细则)?$"
)
_WORDS: Final = 9  # of an id made from a name


class _Basis(Struct):
    title: str = ""
    number: str = ""
    spellings: Counter[str] = field(default_factory=Counter)


def import_bases(catalog_root: Path) -> ImportResult:
    """Write or extend ``bases.yml`` so that each citation of the standards has its one basis."""
    path = catalog_root / "bases.yml"
    known = read_entries(path, "依据") if path.exists() else {}
    if known is None:
        return ImportResult((), (broken("catalog/bases.yml"),))
    cited = _cited(catalog_root)
    if isinstance(cited, Diagnostic):
        return ImportResult((), (cited,))
    changed = _changes(cited, known)
    if not changed:
        return ImportResult((), ())
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    write_beside(path, spliced(text, changed) if text else _fresh(changed))
    return ImportResult((path.relative_to(catalog_root.parent).as_posix(),), ())


def spellings(basis: Mapping[str, Any]) -> set[str]:
    """Return every way in which a basis is cited, its full citation included."""
    number = basis.get("文号")
    title = basis["名称"]
    return {f"{title}（{number}）" if number else title, *basis.get("写法", ())}


def _cited(catalog_root: Path) -> Counter[str] | Diagnostic:
    cited: Counter[str] = Counter()
    for path in sorted((catalog_root / "standards").glob("*.yml")):
        items = read_entries(path, "事项")
        if items is None:
            return broken(f"catalog/standards/{path.name}")
        for item in items.values():
            cited.update(item.get("公开依据") or ())
    return cited


def _changes(
    cited: Mapping[str, int], known: Mapping[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return the entries of ``bases.yml`` that have to be added or to list another spelling."""
    listed = {spelling for basis in known.values() for spelling in spellings(basis)}
    changed: dict[str, dict[str, Any]] = {}
    for group in _grouped({text: n for text, n in cited.items() if text not in listed}):
        home = next((key for key, basis in known.items() if _is_same(group, basis)), "")
        if home:
            entry = changed.setdefault(home, dict(known[home]))
            entry["写法"] = [*entry.get("写法", []), *sorted(group.spellings)]
        else:
            changed[unused(_identifier(group), {*known, *changed})] = _entry(group)
    return dict(sorted(changed.items()))


def _entry(group: _Basis) -> dict[str, Any]:
    entry: dict[str, Any] = {"名称": group.title}
    if group.number:
        entry["文号"] = group.number
    entry["效力"] = UNCHECKED
    others = sorted(set(group.spellings) - spellings(entry))
    return {**entry, "写法": others} if others else entry


def parts(citation: str) -> tuple[str, str]:
    """Return the title and the number (文号, or of a national standard) of a citation."""
    match = _CITATION.fullmatch(citation)
    return (match["title"], match["number"]) if match else (citation, "")


def _grouped(cited: Mapping[str, int]) -> list[_Basis]:
    """Put the spellings of one document together; those with numbers first, for names to join."""
    groups: list[_Basis] = []
    for text in sorted(cited, key=lambda t: (not parts(t)[1], -cited[t], -len(t))):
        title, number = parts(text)
        group = next((g for g in groups if _joins(title, number, g.title, g.number)), None)
        if group is None:
            group = _Basis(title, number)
            groups.append(group)
        group.spellings[text] = cited[text]
    return groups


def _joins(title: str, number: str, other_title: str, other_number: str) -> bool:
    """Tell whether two citations certainly mean one document.

    The same number and the same subject matter; or the same name, unless their numbers differ.
    """
    if number and other_number:
        return number == other_number and _matter(title) == _matter(other_title)
    return _bare(title) == _bare(other_title)


def _is_same(group: _Basis, basis: Mapping[str, Any]) -> bool:
    return _joins(group.title, group.number, basis["名称"], basis.get("文号", ""))


def _bare(title: str) -> str:
    """Return a title without the country's name, which never tells two documents apart."""
    return re.sub(r"[\s、]", "", title).replace(f"《{_COUNTRY}", "《", 1)


def _matter(title: str) -> str:
    """Return what a document is about: without who issued it, or the letter that carries it."""
    inner = re.findall(r"〈([^〈〉]+)〉", title)
    name = inner[-1] if inner else title.strip("《》").replace("》", "")
    name = name.rpartition("关于")[2]
    return _WRAPPING.sub("", name).removeprefix(_COUNTRY)


def _identifier(group: _Basis) -> str:
    return _by_number(group.number) or _by_name(group.title)


def _by_number(number: str) -> str:
    """Return an id from a 文号, or "" when it has no known form."""
    if letter := _LETTER.fullmatch(number):
        return f"{''.join(syllables(letter['organ']))}-{letter['year']}-{letter['number']}"
    if order := _ORDER.fullmatch(number):
        return f"{_issuer(order['organ'])}-{order['number']}"
    if notice := _NOTICE.fullmatch(number):
        return f"{_issuer(notice['organ'])}-gonggao-{notice['year']}-{notice['number']}"
    return "-".join(re.findall(r"[a-z]+|[0-9]+", number.lower())) if "GB" in number else ""


def _issuer(organ: str) -> str:
    first = organ.partition("、")[0]
    return ISSUERS.get(first) or "".join(syllables(first))


def _by_name(title: str) -> str:
    name = _matter(title)
    match = _ENDING.fullmatch(name)
    assert match is not None
    pieces: Iterable[str | None] = match.groups()
    found = "-".join(words(piece) for piece in pieces if piece).split("-")
    return "-".join(found[:_WORDS])


def _fresh(entries: Mapping[str, Mapping[str, Any]]) -> str:
    notes: dict[tuple[str, ...], str] = {
        (): "公开依据：每部法律、每个文件只列一次，“写法”是标准目录里的其他写法。\n"
        "标准目录引用的是2019年时的文件；效力没有逐一核对的，写“待核对”。"
    }
    head = frozenset({"写法"})
    return document({"依据": dict(entries)}, schema=SCHEMA, comments=notes, block=head)
