"""Verbs that write the catalog's files: adopt, import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import exchange
from generator.cli.options import DATE, ROOT_OPTION, report
from generator.cli.words import ChineseGroup, command
from generator.diagnostics import Severity
from generator.limits import today_in_china

if TYPE_CHECKING:
    import datetime as dt


@command()
@click.argument("units", metavar="[单位文件夹…]", nargs=-1)
@ROOT_OPTION
@click.option("--missing", is_flag=True, help="只补缺少的事项；不带这个选项时也一样，写上更清楚。")
def adopt(units: tuple[str, ...], root: Path, missing: bool) -> int:
    """按层级采用标准目录的事项，写进责任部门的文件；已有的不动。

    单位文件夹写成 catalog/districts/… ；不写，就是全部单位。
    """
    del missing  # adoption never touches what is there: the flag says aloud what always holds
    folders = [unit.rstrip("/") for unit in units] or None
    done = exchange.adopt(root, today_in_china(), folders)
    click.echo(f"采用 {done.added} 项，写了 {len(done.written)} 个文件。")
    return report(done.diagnostics)


@click.group("import", cls=ChineseGroup)
def import_group() -> None:
    """把官方表格转成目录文件。"""


@import_group.command("standards")
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@ROOT_OPTION
@click.option("--stopped-on", type=DATE, metavar="日期",
              help="表里不再有的行，从哪一天起停止；默认今天。")  # fmt: skip
def import_standards(folder: Path, root: Path, stopped_on: dt.date | None) -> int:
    """导入标准目录：文件夹里每个领域一个表（01-城乡规划.csv 或 .xlsx）。

    编号定了就不改：再次导入时，原有的行保持编号，新的行取下一个号，没有了的行写上停止日期。
    """
    day = stopped_on or today_in_china()
    return _written(exchange.import_standards(folder, root / "catalog", today=day))


@import_group.command("bases")
@ROOT_OPTION
def import_bases(root: Path) -> int:
    """从标准目录收集公开依据，补进 catalog/bases.yml。"""
    return _written(exchange.import_bases(root / "catalog"))


@import_group.command("units")
@click.argument("table", metavar="表格", type=click.Path(path_type=Path))
@ROOT_OPTION
def import_units(table: Path, root: Path) -> int:
    """导入单位：表里要有区划代码、名称、类型、上级代码四列。"""
    return _written(exchange.import_units(table, root / "catalog"))


@import_group.command("bodies")
@click.argument("table", metavar="[表格]", type=click.Path(path_type=Path), required=False)
@ROOT_OPTION
def import_bodies(table: Path | None, root: Path) -> int:
    """导入部门：先照表格建立有名称和来源的部门，再按标准目录的职责补上其余部门。

    表里要有单位代码、部门、来源三列，可以有电话、地址、网址等。不写表格，只按职责补。
    """
    folder = root / "catalog"
    if table:
        named = exchange.import_bodies(table, folder)
        if any(d.severity is Severity.ERROR for d in named.diagnostics):
            return _written(named)
        click.echo(f"按表格写了 {len(named.written)} 个文件。")
    return _written(exchange.write_bodies(folder, today=today_in_china()))


@import_group.command("records")
@click.argument("table", metavar="表格", type=click.Path(path_type=Path))
@ROOT_OPTION
def import_records(table: Path, root: Path) -> int:
    """导入公开信息：一行一份，写进发布部门的 records 文件夹。"""
    return _written(exchange.import_records(table, root / "catalog", today=today_in_china()))


def _written(done: exchange.ImportResult) -> int:
    click.echo(f"写了 {len(done.written)} 个文件。")
    return report(done.diagnostics)
