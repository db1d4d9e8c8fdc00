"""The verb that looks at a built site before it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.audit import inspect_site
from generator.cli.options import ROOT, report
from generator.cli.words import command

if TYPE_CHECKING:
    from pathlib import Path


@command()
@click.argument("site", metavar="[网站文件夹]", type=ROOT, default="site")
def verify(site: Path) -> int:
    """核对生成好的网站：站内链接都通，不加载别的网站，每个事项页都有公开情况。"""
    seen = inspect_site(site)
    click.echo(f"核对了 {seen.pages:,} 页，{seen.links:,} 个链接。")
    return report(seen.diagnostics)
