"""Click's own words in Chinese: headings of help, and what was wrong with an argument."""

from __future__ import annotations

import errno
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


class ChineseCommand(click.Command):
    """A command whose help has Chinese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line under a Chinese heading."""
        written = " ".join(self.collect_usage_pieces(ctx))
        pieces = written.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Chinese heading."""
        rows = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, described in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明。"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help has Chinese headings."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        ChineseCommand.format_options(self, ctx, formatter)
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, verb.get_short_help_str(60)) for name, verb in found if verb]
        if rows:
            with formatter.section("命令"):
                formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they were written."""
        del ctx
        return list(self.commands)


class LazyGroup(ChineseGroup):
    """A group whose commands are imported when they are called: each verb loads only its rooms.

    ``lazy``: name → ``module:attribute``, in the order of the help.
    """

    def __init__(self, *args: Any, lazy: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names without importing them."""
        del ctx
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now."""
        del ctx
        if cmd_name not in self._lazy:
            return None
        module, _, attribute = self._lazy[cmd_name].partition(":")
        verb: click.Command = getattr(import_module(module), attribute)
        return verb


ChineseGroup.group_class = ChineseGroup
command = partial(click.command, cls=ChineseCommand)


def explain(error: click.ClickException) -> str:
    """Return what was wrong with the arguments, in Chinese, and where to look."""
    for kind, say in _SAID.items():
        if isinstance(error, kind):
            said = say(error)
            break
    else:
        said = error.format_message()
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    return f"{said}\n用法请看：{command or 'gongkai'} --help"


_CAUSES = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件太大，系统不让写",
    errno.EROFS: "这里只能读，不能写",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.EMFILE: "同时打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.ENOTDIR: "路径中间有一段是文件，不是文件夹",
}


def disk_fault(error: OSError) -> str:
    """Return what kept us from reading or writing, in Chinese, and which file it was."""
    cause = _CAUSES.get(error.errno or 0, error.strerror or str(error))
    return f"读写文件时出错：{cause}（{error.filename or '没有文件名'}）。"


def _bad_choice(error: click.BadParameter) -> str:
    choices = getattr(error.param and error.param.type, "choices", None)
    said = f"只能是 {'、'.join(map(str, choices))}。" if choices else error.message
    return f"参数 {_name(error)} 不对：{said}".replace("  ", " ")


_SAID: dict[type[click.ClickException], Callable[[Any], str]] = {
    click.exceptions.NoSuchCommand: lambda e: (
        f"没有 {e.command_name} 这个命令。{_guess(_alike(e.command_name, e.ctx))}"
    ),
    click.NoSuchOption: lambda e: f"没有 {e.option_name} 这个选项。{_guess(_offered(e))}",
    click.MissingParameter: lambda e: f"缺少参数 {_name(e)}。",
    click.BadOptionUsage: lambda e: f"选项 {e.option_name} 的用法不对，后面要写一个值。",
    click.BadParameter: _bad_choice,
    click.FileError: lambda e: f"打不开 {e.ui_filename}。",
    click.UsageError: lambda e: f"多写了参数，或者参数不对：{e.message}",
}


def _alike(name: str, ctx: click.Context | None) -> list[str]:
    known = ctx.command.list_commands(ctx) if ctx and isinstance(ctx.command, click.Group) else []
    return get_close_matches(name, known, n=1)


def _offered(error: click.NoSuchOption) -> list[str]:
    """Return the options that may have been meant, of those that help shows."""
    params = error.ctx.command.params if error.ctx else ()
    hidden = {name for param in params if getattr(param, "hidden", False) for name in param.opts}
    return [name for name in error.possibilities or () if name not in hidden]


def _guess(possibilities: list[str] | None) -> str:
    return f"是不是 {'、'.join(possibilities)}？" if possibilities else ""


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(getattr(error, "param_hint", None) or "")
    return str(error.param.get_error_hint(error.ctx)).strip("'")
