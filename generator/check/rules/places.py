"""The path says who owns a file: names of files and folders agree with what stands in them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.check.index import DISTRICTS, ROOT_FOLDER
from generator.check.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.index import Index

# Folders of the site that are not units: a unit of that name would overwrite them.
RESERVED = frozenset(
    {
        "apply", "areas", "assets", "bases", "bumen", "changes", "city", "data", "help",
        "records", "search", "sitemap", "towns", "units",
    }
)  # fmt: skip


@rule(
    "place-area",
    "事项文件的名字就是领域的名字",
    why="一个部门在一个领域里只有一个文件，按领域的名字就能找到。",
)
def area_files(index: Index) -> Iterator[Finding]:
    """A file of items is named after its area, so that nobody searches for it."""
    for entry in index.of("items"):
        stem, area = entry.stem, entry.data["领域"]
        if stem != area and area in index.areas:
            yield Finding(
                entry,
                ["领域"],
                f"文件名是 {stem}，里面写的领域是 {area}。",
                f"把文件改名为 {area}.yml，或者改“领域”。",
                paste=stem if stem in index.areas else "",
            )


@rule(
    "place-unit",
    "单位文件夹里要有 unit.yml，上级也要有",
    why="单位的上下级关系由文件夹的上下级表示。",
)
def unit_folders(index: Index) -> Iterator[Finding]:
    """Every folder of a unit hangs below another unit's folder, up to catalog/districts."""
    for folder, entry in index.units.items():
        if folder == ROOT_FOLDER:
            continue
        parent = str(PurePosixPath(folder).parent)
        if parent not in (DISTRICTS, *index.units):
            yield Finding(
                entry,
                None,
                f"上级文件夹 {parent} 里没有 unit.yml。",
                "单位的文件夹要放在上级单位的文件夹里面。",
            )
    for folder, entry in index.bodies.items():
        parent = str(PurePosixPath(folder).parent)
        if parent not in index.units:
            yield Finding(
                entry,
                None,
                f"{parent} 里没有 unit.yml，这个部门不属于任何单位。",
                "部门的文件夹要放在单位的文件夹里面。",
            )
    if ROOT_FOLDER not in index.units and (site := index.single("site")):
        yield Finding(
            site, None, f"没有 {ROOT_FOLDER}/unit.yml。", "写上最上级单位（市）的名称和区划代码。"
        )


@rule(
    "place-reserved",
    "单位和部门的文件夹名不能和网站的栏目同名",
    why="文件夹名就是网址的一段，同名的两个页面只能留下一个。",
)
def reserved(index: Index) -> Iterator[Finding]:
    """A unit named like an area or a section of the site would share its address."""
    for folder, entry in [*index.units.items(), *index.bodies.items()]:
        name = PurePosixPath(folder).name
        top = str(PurePosixPath(folder).parent) == DISTRICTS
        if folder != ROOT_FOLDER and ((top and name in RESERVED) or name in {"bumen", "records"}):
            what = "网站栏目"
        elif name in index.areas:
            what = "领域"
        else:
            continue
        yield Finding(
            entry,
            None,
            f"文件夹名 {name} 和{what}同名，网页地址会重复。",
            "在文件夹名后面加上类型，例如 -qu、-xian、-zhen。",
        )


@rule(
    "place-code",
    "下级单位的区划代码以上级的代码开头",
    why="统计用区划代码中，下级的代码以上级的代码开头。",
)
def nested_codes(index: Index) -> Iterator[Finding]:
    """A town's code extends its county's: 340706 → 340706102."""
    for folder, entry in index.units.items():
        parent = index.units.get(str(PurePosixPath(folder).parent))
        code = entry.data["区划代码"]
        if parent and not code.startswith(parent.data["区划代码"].rstrip("0") or "0"):
            yield Finding(
                entry,
                ["区划代码"],
                f"{code} 不在{parent.data['名称']}（{parent.data['区划代码']}）的代码下面。",
                "核对代码，或者把文件夹移到它的上级下面。",
            )


@rule(
    "place-record",
    "公开信息的文件夹年份和文件名日期一致",
    why="公开信息按年份存放，文件名的前四位就是年份。",
    each=True,
)
def record_files(index: Index) -> Iterator[Finding]:
    """records/<year>/<yyyymmdd>-…: the year is the file name's first four digits."""
    for entry in index.of("record"):
        year, folder = entry.stem[:4], entry.folder.rpartition("/")[2]
        if folder != year:
            yield Finding(
                entry,
                None,
                f"文件名的年份是 {year}，文件夹是 {folder}。",
                f"移到 records/{year} 文件夹里。",
            )
