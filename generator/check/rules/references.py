"""Every name that refers to something must find it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.check.registry import Finding, rule
from generator.load import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from generator.check.entry import Entry
    from generator.check.index import Index


def _unknown(
    entry: Entry,
    where: Sequence[object],
    word: str,
    known: Collection[str],
    *,
    kind: str,
    home: str,
    key: bool = False,
) -> Finding:
    guess = nearest(word, known)
    advice = f"是不是“{guess}”？" if guess else f"能用的{kind}写在 {home}。"
    place = [step if isinstance(step, int) else str(step) for step in where]
    return Finding(entry, place, f"没有“{word}”这个{kind}。", advice, paste=guess or "", key=key)


@rule("ref-area", "领域要在标准目录里", why="领域的名字就是标准目录文件的名字。")
def areas(index: Index) -> Iterator[Finding]:
    """Item files and site.yml name areas by the slug of their standard file."""
    known, home = index.areas.keys(), "catalog/standards 文件夹"
    for entry in index.of("items"):
        if entry.data["领域"] not in known:
            yield _unknown(entry, ["领域"], entry.data["领域"], known, kind="领域", home=home)
    site = index.single("site")
    if site is None:
        return
    for i, hot in enumerate(site.data.get("热点", ())):
        if hot["领域"] not in known:
            where = ["热点", i, "领域"]
            yield _unknown(site, where, hot["领域"], known, kind="领域", home=home)
    for i, group in enumerate(site.data.get("领域分组", ())):
        for j, slug in enumerate(group["领域"]):
            if slug not in known:
                where = ["领域分组", i, "领域", j]
                yield _unknown(site, where, slug, known, kind="领域", home=home)


@rule(
    "ref-item", "编号要在这个领域的标准目录里", why="编号由标准目录给出；本地增加的事项，编号带 B。"
)
def item_codes(index: Index) -> Iterator[Finding]:
    """Adopted codes, hot topics and 接替 name rows that exist; B codes are local and free."""
    for entry, code, _ in index.items:
        area = entry.data["领域"]
        if "-B" in code or area not in index.areas:
            continue
        row = index.rows.get(code)
        if row is None or row.area != area:
            known = index.areas[area].data["事项"].keys()
            where = ["事项", code]
            home = f"catalog/standards/{area}.yml"
            yield _unknown(entry, where, code, known, kind="编号", home=home, key=True)
    site = index.single("site")
    for i, hot in enumerate(site.data.get("热点", ()) if site else ()):
        for j, code in enumerate(hot["事项"]):
            if site and code not in index.rows:
                yield _unknown(
                    site,
                    ["热点", i, "事项", j],
                    code,
                    index.rows,
                    kind="编号",
                    home="catalog/standards 文件夹",
                )


@rule(
    "ref-record-item",
    "公开信息挂到的事项，要是本单位的事项",
    why="公开信息只能挂到发布单位自己的事项。",
    each=True,
)
def record_items(index: Index) -> Iterator[Finding]:
    """A record names codes its own unit has adopted."""
    for entry in index.of("record"):
        unit = index.unit_of(entry)
        if unit is None or _unit_broken(index, unit.folder):
            continue
        known = index.adopted.get(unit.folder, {})
        for i, code in enumerate(entry.data["事项"]):
            if code not in known:
                kind = f"编号（{unit.data['名称']}的事项）"
                yield _unknown(
                    entry, ["事项", i], code, known, kind=kind, home=f"{unit.folder} 文件夹"
                )


def _unit_broken(index: Index, folder: str) -> bool:
    return any(path.startswith(folder + "/") for path in index.broken)


@rule(
    "ref-basis", "公开依据要在 bases.yml 里", why="每一件依据全目录只写一次，引用的写法要能找到它。"
)
def bases(index: Index) -> Iterator[Finding]:
    """Every citation, in standards and in local overrides, resolves to one basis."""
    known = index.citations
    for entry, where, texts in _columns(index, "公开依据"):
        for i, text in enumerate(texts):
            if text not in known:
                yield _unknown(
                    entry, [*where, i], text, known, kind="依据", home="catalog/bases.yml"
                )


@rule("ref-subject", "公开主体要在 subjects.yml 里", why="公开主体的每一种写法，都要说明指的是谁。")
def subjects(index: Index) -> Iterator[Finding]:
    """Every 公开主体 is a spelling subjects.yml explains."""
    known = index.spellings
    for entry, where, texts in _columns(index, "公开主体"):
        for i, text in enumerate(texts):
            if text not in known:
                yield _unknown(
                    entry, [*where, i], text, known, kind="公开主体", home="catalog/subjects.yml"
                )


@rule(
    "ref-channel",
    "渠道要用 terms.yml 里的名称",
    why="官方目录表列出全部渠道，用 ■ 和 □ 表示，名称要一致。",
)
def channels(index: Index) -> Iterator[Finding]:
    """Channels come from the vocabulary, so that ■ and □ can be drawn for each."""
    terms = index.single("terms")
    if terms is None:
        return
    known = terms.data["渠道"]
    for entry, where, texts in _columns(index, "公开渠道和载体"):
        for i, text in enumerate(texts):
            if text not in known:
                yield _unknown(
                    entry, [*where, i], text, known, kind="渠道", home="catalog/terms.yml"
                )


def _columns(index: Index, column: str) -> Iterator[tuple[Entry, list[str | int], Sequence[str]]]:
    for row in index.rows.values():
        yield row.entry, ["事项", row.code, column], row.data[column]
    for entry, code, data in index.items:
        if column in data:
            yield entry, ["事项", code, column], data[column]


@rule("ref-duty", "履行的职责要在 subjects.yml 里", why="职责的代号由 subjects.yml 给出。")
def duties(index: Index) -> Iterator[Finding]:
    """A body's duties, a spelling's meaning and a 归口 are subjects' ids."""
    known: Mapping[str, Any] = index.table("subjects", "主体")
    home = "catalog/subjects.yml"
    for entry in index.of("body"):
        for i, duty in enumerate(entry.data["履行"]):
            if duty not in known:
                yield _unknown(entry, ["履行", i], duty, known, kind="职责", home=home)
    subjects_entry = index.single("subjects")
    if subjects_entry is None:
        return
    for text, ids in index.spellings.items():
        for i, name in enumerate(ids):
            if name not in known:
                where = ["写法", text, i]
                yield _unknown(subjects_entry, where, name, known, kind="主体", home=home)
    for name, data in known.items():
        keeper = data.get("归口")
        if keeper and keeper not in known:
            where = ["主体", name, "归口"]
            yield _unknown(subjects_entry, where, keeper, known, kind="主体", home=home)


@rule("ref-body", "共同主体和并入的部门要在同一单位里", why="文件夹名认定同一单位里的部门。")
def bodies(index: Index) -> Iterator[Finding]:
    """Joint bodies and successors are named by their folder in the same unit."""
    for entry, code, data in index.items:
        if "共同主体" not in data:
            continue
        unit = index.unit_of(entry)
        known = index.bodies_in(unit.folder) if unit else {}
        for i, slug in enumerate(data["共同主体"]):
            if slug not in known:
                where = ["事项", code, "共同主体", i]
                home = f"{unit.folder if unit else 'catalog'} 下面的文件夹"
                yield _unknown(entry, where, slug, known, kind="部门", home=home)
    for entry in index.of("body"):
        into = entry.data.get("并入")
        unit_folder = entry.folder.rpartition("/")[0]
        known = index.bodies_in(unit_folder)
        if into and into not in known:
            yield _unknown(
                entry, ["并入"], into, known, kind="部门", home=f"{unit_folder} 下面的文件夹"
            )


@rule("ref-unit", "并入、接替的单位要存在", why="区划代码认定一个单位。")
def units(index: Index) -> Iterator[Finding]:
    """A unit's successor is another unit's 区划代码."""
    known = {entry.data["区划代码"]: entry for entry in index.of("unit")}
    for entry in index.of("unit"):
        for field in ("并入", "接替"):
            code = entry.data.get(field)
            if code and code not in known:
                yield _unknown(
                    entry, [field], code, known, kind="区划代码", home="各单位的 unit.yml"
                )


@rule(
    "ref-successor",
    "接替的标准事项、依据要存在",
    why="停止的行、废止的依据，要能带人找到接替的那一个。",
)
def successors(index: Index) -> Iterator[Finding]:
    """接替 names another standard row or another basis."""
    for row in index.rows.values():
        code = row.data.get("接替")
        if code and code not in index.rows:
            where = ["事项", row.code, "接替"]
            yield _unknown(
                row.entry, where, code, index.rows, kind="编号", home="catalog/standards 文件夹"
            )
    bases_entry = index.single("bases")
    known = index.table("bases", "依据")
    for name, data in known.items():
        successor = data.get("接替")
        if bases_entry and successor and successor not in known:
            where = ["依据", name, "接替"]
            yield _unknown(
                bases_entry, where, successor, known, kind="依据代号", home="catalog/bases.yml"
            )


@rule(
    "ref-attachment",
    "附件的文件要在目录里",
    why="目录里没有的文件，网站上点开是空的；里面有没有个人信息，也没有检查过。",
)
def attachments(index: Index) -> Iterator[Finding]:
    """A link of an attachment that doesn't lead out means a file kept in the catalog."""
    for at, position, path in index.inner_links():
        if not path:
            entry = index.shelf[at]
            link = entry.data["附件"][position]["链接"]
            yield Finding(
                entry,
                ["附件", position, "链接"],
                f"目录里没有附件 {link} 这个文件。",
                "把文件放进部门文件夹的 files 文件夹，链接写成 files/文件名；"
                "在网站上的，写完整的网址。",
            )
