"""Verbs on the catalog as a whole: a new one, one of an older format, who owns what."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import exchange
from generator.check import index_folder
from generator.cli.options import ROOT_OPTION, report
from generator.cli.words import command
from generator.diagnostics import Severity
from generator.limits import today_in_china

_OWNERS = ".github/CODEOWNERS"


class _Level(click.ParamType[tuple[str, str]]):
    """A type of units and its level, written ``园区=县级``."""

    name = "类型=层级"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        kind, _, level = str(value).partition("=")
        if not kind or level not in exchange.LEVELS:
            levels = "、".join(exchange.LEVELS)
            self.fail(f"“{value}”要写成“类型=层级”，层级是{levels}之一。", param, ctx)
        return kind, level


@command()
@click.argument("directory", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--units", "table", required=True, type=click.Path(path_type=Path), metavar="表格",
              help="单位表，要有区划代码、名称、类型、上级代码四列。")  # fmt: skip
@click.option("--name", "title", default="", metavar="专题名",
              help="专题的名称，默认“基层政务公开标准目录”。")  # fmt: skip
@click.option("--level", "levels", type=_Level(), multiple=True, metavar="类型=层级",
              help="单位表里少见的类型属于哪一级，例如 园区=县级；可以写几次。")  # fmt: skip
def init(directory: Path, table: Path, title: str, levels: tuple[tuple[str, str], ...]) -> int:
    """照单位表新建一个城市的目录：单位、按职责的部门、按层级采用的事项。

    文件夹要是新的或者空的。有一处不对，就什么都不写。
    """
    done = exchange.found_city(
        directory, table, today=today_in_china(), title=title, levels=dict(levels)
    )
    if done.ok:
        click.echo(
            f"目录在 {directory}：{done.units:,} 个单位，{done.bodies:,} 个部门，"
            f"{done.items:,} 个事项。部门名称按职责写出，待核对。"
        )
    return report(done.diagnostics)


@command()
@ROOT_OPTION
def migrate(root: Path) -> int:
    """把旧格式的目录改成现在的格式，注释和顺序不变；有一处改不了，就什么都不改。"""
    done = exchange.migrate(root)
    if not done.diagnostics:
        same = f"目录已经是格式 {done.after}，没有改动。"
        moved = f"格式 {done.before} → {done.after}，改了 {len(done.changed)} 个文件。"
        click.echo(same if done.before == done.after else moved)
    return report(done.diagnostics)


@command()
@ROOT_OPTION
@click.option("--org", default=None, metavar="组织名", help="托管网站上的组织名，各队建在它下面。")
@click.option("--write", is_flag=True, help=f"写进 {_OWNERS}；不带这个选项时，写到屏幕上。")
def owners(root: Path, org: str | None, write: bool) -> int:
    """按单位和部门的文件夹生成 CODEOWNERS：谁的文件改了，由谁审核。"""
    index, faults = index_folder(root, today_in_china())
    found = [d for d in faults if d.severity is Severity.ERROR]
    if found:
        return report(found)
    text = exchange.owners_text(index, *([org] if org else []))
    if write:
        exchange.write_beside(root / _OWNERS, text)
        click.echo(f"写了 {_OWNERS}。")
    else:
        sys.stdout.write(text)
    return 0
