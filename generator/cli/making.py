"""Verbs that make catalogs: a synthetic city."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import report
from generator.cli.words import command
from generator.synth import FEWEST, synthesize


@command()
@click.argument("directory", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--units", "table", required=True, type=click.Path(path_type=Path), metavar="表格",
              help="单位表，要有区划代码、名称、类型、上级代码四列。")  # fmt: skip
@click.option("--records", type=click.IntRange(min=0), default=200, metavar="份数",
              help="生成多少份公开信息，默认 200。")  # fmt: skip
@click.option("--seed", type=int, default=1, metavar="整数", help="随机种子；种子相同，结果相同。")
@click.option("--history", "commits", type=click.IntRange(min=0), default=0, metavar="次数",
              help=f"另外编一段历史，做成 git 版本库，有这么多次提交，至少 {FEWEST}。")  # fmt: skip
def synth(directory: Path, table: Path, records: int, seed: int, commits: int) -> int:
    """生成一个虚构的目录，用来演示和测试；每段文字都标明【虚构】。"""
    done = synthesize(directory, table, records, seed, commits)
    if done.ok:
        past = f"，{done.commits:,} 次提交" if done.commits else ""
        click.echo(
            f"虚构目录在 {directory}：{done.units:,} 个单位，{done.bodies:,} 个部门，"
            f"{done.items:,} 个事项，{done.records:,} 份公开信息{past}。"
        )
    return report(done.diagnostics)
