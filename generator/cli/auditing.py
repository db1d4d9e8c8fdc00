"""Verbs on the catalog's past: log, changes, show."""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator import audit
from generator.audit import SourceError, UnsoundError
from generator.cli.options import ROOT_OPTION, report
from generator.cli.words import command
from generator.diagnostics.shown import visible
from generator.exchange.columns import ITEM_COLUMNS
from generator.limits import today_in_china
from generator.patterns import regex
from generator.resolve import load_catalog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.audit import History
    from generator.resolve import Catalog

_Verb = TypeVar("_Verb", bound="Callable[..., Any] | click.Command")
_NEAR = 5  # suggestions
_CODE = regex(r"\d+/\d+-\d+")
_STYLES = {"text": "给人看", "json": "给程序用", "md": "贴进公文和网页"}


def _format_option(*styles: str) -> Callable[[_Verb], _Verb]:
    told = "，".join(f"{style} {_STYLES[style]}" for style in styles)
    return click.option(
        "--format", "style", type=click.Choice(styles), default="text", help=f"输出格式：{told}。"
    )


def _typed(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Return an item's number as codes are written: full-width digits and strokes made plain."""
    plain = unicodedata.normalize("NFKC", value).replace(" ", "").replace("–", "-")
    return plain if _CODE.fullmatch(plain) else value


_ITEM = click.argument("item", metavar="编号", callback=_typed)


@command()
@_ITEM
@ROOT_OPTION
@_format_option("text", "json")
def log(item: str, root: Path, style: str) -> int:
    """列出一个事项或一份公开信息的全部版本：哪天、谁、改了什么、依据什么文件。

    编号写成 340706/20-04（单位的区划代码/事项编码），或者公开信息的编号（文件名）。
    换了部门、单位或者编号的，接着它原来的编号往前列。
    """
    history = _history(root)
    for kind in ("item", "record"):
        if entries := audit.life_of(history, kind, item):
            break
    else:
        raise click.BadParameter(_unknown(history, item), param_hint="编号")
    title = audit.title_of(history, kind, item, history.last(kind, item))
    if style == "json":
        sys.stdout.write(audit.life_json(kind, title, entries))
    else:
        people = audit.people_of(root, sorted({entry.commit.id for entry in entries}))
        sys.stdout.write(audit.life_text(title, entries, people))
    return 0


@command()
@ROOT_OPTION
@click.option("--since", "spec", required=True, metavar="版本或日期",
              help="从哪一天起（含这一天），或者从哪个提交、分支、标签以后。")  # fmt: skip
@_format_option("text", "json", "md")
def changes(root: Path, spec: str, style: str) -> int:
    """列出目录从一个日期或版本以来的全部变化，标准目录的一行改动只列一次。"""
    history = _history(root)
    try:
        start = audit.since(root, history, spec)
    except SourceError as error:
        raise click.BadParameter(str(error), param_hint="--since") from error
    if (day := audit.day_named(spec)) and day > today_in_china():
        raise click.BadParameter(f"{spec} 还没有到。", param_hint="--since")
    pieces = audit.news_of(history, start)
    render = {
        "text": audit.changes_text,
        "json": audit.changes_json,
        "md": audit.changes_md,
    }[style]
    sys.stdout.write(render(pieces, spec))
    return 0


@command()
@_ITEM
@ROOT_OPTION
@click.option("--as-of", "spec", metavar="版本或日期",
              help="目录在哪一天或者哪个版本的样子，默认是现在的文件。")  # fmt: skip
@_format_option("text", "json")
def show(item: str, root: Path, spec: str | None, style: str) -> int:
    """列出一个事项在某一天的全部内容，列名与官方目录一致。

    编号写成 340706/20-04（单位的区划代码/事项编码）。
    """
    catalog, label = _catalog(root, spec)
    if catalog is None:
        return 1
    found = catalog.items.get(item)
    if found is None:
        raise click.BadParameter(_absent(catalog, label, item), param_hint="编号")
    values = {column.name: column.value(catalog, found) for column in ITEM_COLUMNS}
    if style == "json":
        told = {"format": 1, "as_of": catalog.as_of.isoformat(), "item": values}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        click.echo(f"{label}{' ' if label.isascii() else ''}的目录")
        for name, value in values.items():
            lines = value if isinstance(value, tuple) else (str(value),)
            click.echo(f"{name}：{visible('；'.join(lines))}")
    return 0


def _catalog(root: Path, spec: str | None) -> tuple[Catalog | None, str]:
    """Return the catalog asked for and what to call it; findings are told when it has errors."""
    if spec is None:
        catalog, found = load_catalog(root)
        return (catalog, "现在") if catalog else (None, str(report(found)))
    try:
        day = audit.day_named(spec) or audit.open_source(root, spec).date or today_in_china()
        then = audit.snapshot(root, spec, day)
    except SourceError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from error
    except UnsoundError as error:
        report(error.diagnostics)
        return None, error.label
    return then.catalog, then.label


def _history(root: Path) -> History:
    history = audit.history_of(root)
    if not history.complete:
        raise click.ClickException(
            "历史不完整：这是浅克隆，看不到从前的版本。先运行 git fetch --unshallow。"
            if history.revision
            else "这里的目录不在 git 版本库里，没有历史可查。"
        )
    return history


def _absent(catalog: Catalog, label: str, item: str) -> str:
    said = f"{label}的目录里没有事项 {visible(item)}。"
    if unit := catalog.units.get(item):
        own = next((key for key in catalog.items if key.startswith(f"{item}/")), "340706/20-04")
        return f"{said}{item} 是{unit.name}的代码，后面还要写事项的编码，例如 {own}。"
    if item in catalog.records:
        return f"{said}这是一份公开信息，它的各个版本用 gongkai log {item} 看。"
    titles = {key: one.title for key, one in catalog.items.items()}
    meant = [word for term in catalog.terms if term.word == item for word in term.official]
    near = audit.near(titles, [item, *meant], _NEAR)
    return said + _suggested([f"{key} {titles[key]}" for key in near])


def _unknown(history: History, item: str) -> str:
    near = audit.near_items(history, item, _NEAR)
    return f"历史里没有 {visible(item)} 这个事项或公开信息。{_suggested(near)}"


def _suggested(near: list[str]) -> str:
    return f"是不是 {'、'.join(map(visible, near))}？" if near else "编号写成 340706/20-04。"
