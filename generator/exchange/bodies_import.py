"""Bodies of units: by duty where nobody has named them, by name where a source does.

``write_bodies`` gives every duty that some county row needs a body, named by the duty and marked
待核对: never an invented name, telephone or code. ``import_bodies`` takes real names and contacts
from a table, each with its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.check import duties_of, index_folder
from generator.diagnostics import Diagnostic, Severity, Span
from generator.exchange.slugs import unused, words
from generator.exchange.standards_import import ImportResult
from generator.exchange.tables import Row, read_columns
from generator.exchange.units_import import known_folders, schema_from, unit_text
from generator.exchange.yamltext import Value, document, write_beside
from generator.limits import today_in_china
from generator.load import plain, read_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from generator.check import Index

COLUMNS: Final = ("单位代码", "部门", "来源")
#: Columns of the table that become 联系; e-mail addresses are never published.
CONTACT: Final = ("电话", "传真", "地址", "办公时间", "网址")
#: 履行 (subject ids), 文件夹 (name of the folder): optional columns of the table.
_SEPARATOR: Final = "；"
_PREFIXES: Final = "市区县旗"
#: Levels whose units have no departments: each keeps its items itself.
_OWN_BODY: Final = frozenset({"", "乡级", "村级"})


def needed_duties(index: Index, level: str) -> list[str]:
    """Return the duties that answer first for some valid row of ``level``, in a fixed order."""
    needed: set[str] = set()
    for row in index.rows.values():
        if level in row.data["公开层级"] and row.valid_on(index.today):
            needed.update(duties_of(index, row.data["公开主体"])[:1])
    return [duty for duty in index.table("subjects", "主体") if duty in needed]


def body_text(
    folder: str,
    name: str,
    duties: list[str],
    *,
    verified: bool = False,
    contact: Value = None,
    comment: str = "",
) -> str:
    """Return the text of a ``body.yml``."""
    fields: dict[str, Value] = {"名称": name, "名称核对": "已核对" if verified else "待核对"}
    fields["履行"] = duties
    if contact:
        fields["联系"] = contact
    return document(fields, schema=schema_from(folder, "body"), comments={(): comment})


def write_bodies(catalog_root: Path, *, today: dt.date) -> ImportResult:
    """Write a body named by its duty for each duty that a unit above town level lacks."""
    index, faults = index_folder(catalog_root.parent, today)
    errors = tuple(fault for fault in faults if fault.severity is Severity.ERROR)
    if errors:
        return ImportResult((), errors)
    subjects = index.table("subjects", "主体")
    written = []
    for folder, unit in index.units.items():
        level = index.level_of(unit)
        if level in _OWN_BODY or not index.stands(unit):
            continue
        bodies = index.bodies_in(folder)
        standing = [body.data for body in bodies.values() if index.stands(body)]
        held = {duty for data in standing for duty in data["履行"]}
        for duty in needed_duties(index, level):
            if duty in held:
                continue
            # A folder named like an area would read as that area's.
            slug = f"{duty}-bumen" if duty in index.areas else duty
            home = f"{folder}/{unused(slug, bodies)}"
            text = body_text(home, subjects[duty]["名称"], [duty])
            write_beside(catalog_root.parent / home / "body.yml", text)
            written.append(f"{home}/body.yml")
    return ImportResult(tuple(written), ())


def import_bodies(table_csv: Path, catalog_root: Path) -> ImportResult:
    """Write bodies with their real names, and contacts of units, from a table with sources.

    Columns: 单位代码, 部门, 来源, any of 电话, 传真, 地址, 办公时间, 网址, and optionally 履行
    (subject ids joined with ``；``) and 文件夹. Rows of the government and of its office also
    tell how to reach the unit; a town's row is the town's own. Files that people have written
    are left alone.
    """
    table = read_columns(table_csv, table_csv.name, COLUMNS)
    folders = known_folders(catalog_root)
    towns = _towns(catalog_root)
    found = list(table.diagnostics)
    contacts: dict[str, dict[str, Any]] = {}
    written: list[str] = []
    for row in table.rows:
        folder = folders.get(row.cells["单位代码"])
        if folder is None:
            what = f"目录里没有代码为“{row.cells['单位代码']}”的单位。"
            found.append(_fault(table_csv.name, row, what, "先用 gongkai import units 导入单位。"))
            continue
        gathered = contacts.setdefault(folder, {})
        if folder in towns:
            _gather(gathered, _contact(row, labelled=True))
            continue
        _gather_for_unit(gathered, row)
        done = _write_body(folder, row, catalog_root)
        written += [done] if done else []
    for folder, contact in contacts.items():
        written += _write_contact(folder, contact, catalog_root) if contact else ()
    return ImportResult(tuple(written), tuple(found))


def bare_name(office: str) -> str:
    """Return a body's name without the 市, 区, 县 in front that only says which unit it is of."""
    return office[1:] if len(office) > 1 and office[0] in _PREFIXES else office


def _towns(catalog_root: Path) -> frozenset[str]:
    """Return the folders of the units that are their own bodies, by the level of their type."""
    index, _ = index_folder(catalog_root.parent, today_in_china())
    units = index.units.items()
    return frozenset(folder for folder, unit in units if index.level_of(unit) in _OWN_BODY - {""})


def _contact(row: Row, *, labelled: bool = False) -> dict[str, str]:
    """Return a row's 联系; ``labelled`` says in its source whose telephone it is."""
    contact = {name: text for name in CONTACT if (text := row.cells.get(name, ""))}
    source = row.cells["来源"]
    if labelled and row.cells["部门"]:
        head, _, tail = source.partition("（")
        source = f"{head}（{row.cells['部门']}" + (f"，{tail}" if tail else "）")
    return {**contact, "来源": source} if contact else {}


def _gather(into: dict[str, Any], contact: dict[str, str]) -> None:
    """Add what isn't there yet, its source behind the first."""
    new = {name: text for name, text in contact.items() if name not in into and name != "来源"}
    if not new:
        return
    sources = [into.pop("来源", ""), contact["来源"]]
    into.update(new)
    into["来源"] = _SEPARATOR.join(dict.fromkeys(text for text in sources if text))


def _gather_for_unit(into: dict[str, Any], row: Row) -> None:
    name = bare_name(row.cells["部门"])
    if name not in _UNIT_WIDE:
        return
    contact = _contact(row, labelled=name != "人民政府")
    _gather(into, contact)


_UNIT_WIDE: Final = frozenset({"人民政府", "人民政府办公室", "政府办公室"})


def _write_body(folder: str, row: Row, catalog_root: Path) -> str:
    """Write a body's file unless one stands there that isn't simply named by its duty."""
    name = bare_name(row.cells["部门"])
    duties = [duty for duty in row.cells.get("履行", "").split(_SEPARATOR) if duty]
    slug = row.cells.get("文件夹", "") or (duties[0] if len(duties) == 1 else words(name))
    home = f"{folder}/{slug}"
    target = catalog_root.parent / home / "body.yml"
    contact = _contact(row)
    comment = "" if contact else f"名称见 {row.cells['来源']}"
    text = body_text(home, name, duties, verified=True, contact=contact or None, comment=comment)
    if target.exists() and not _is_unnamed(target):
        return ""
    write_beside(target, text)
    return f"{home}/body.yml"


def _is_unnamed(path: Path) -> bool:
    """Tell whether a body's file holds nothing but a name made from its duty."""
    node = read_text(path.read_bytes(), path.name).node
    content = plain(node) if node else None
    return (
        isinstance(content, dict)
        and set(content) == {"名称", "名称核对", "履行"}
        and content["名称核对"] == "待核对"
    )


def _write_contact(folder: str, contact: dict[str, Any], catalog_root: Path) -> Iterator[str]:
    """Give a unit its 联系, if its file has none and nothing but what the import of units wrote."""
    target = catalog_root.parent / folder / "unit.yml"
    node = read_text(target.read_bytes(), target.name).node
    content = plain(node) if node else None
    if not isinstance(content, dict) or set(content) != {"名称", "类型", "区划代码", "收录"}:
        return
    ordered: dict[str, Value] = {name: contact[name] for name in CONTACT if name in contact}
    ordered["来源"] = contact["来源"]
    name, kind, code = content["名称"], content["类型"], content["区划代码"]
    write_beside(target, unit_text(folder, name, kind, code, ordered))
    yield f"{folder}/unit.yml"


def _fault(shown: str, row: Row, what: str, fix: str) -> Diagnostic:
    return Diagnostic("bodies-table", Severity.ERROR, shown, Span.at(row.line), what, fix=fix)
