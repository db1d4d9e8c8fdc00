"""From arguments to an exit code; nothing a user does ends in a traceback."""

from __future__ import annotations

import gc
import os
import sys

import click

from generator import __version__
from generator.cli.words import LazyGroup, disk_fault, explain
from generator.load import LibyamlMissingError

FINE, FINDINGS, FAULT = 0, 1, 2


_VERBS = {
    "check": "generator.cli.catalog:check",
    "fix": "generator.cli.fixing:fix",
    "adopt": "generator.cli.tables:adopt",
    "import": "generator.cli.tables:import_group",
    "build": "generator.cli.website:build",
    "merge": "generator.cli.website:merge",
    "serve": "generator.cli.website:serve",
    "diff": "generator.cli.comparing:diff",
    "log": "generator.cli.auditing:log",
    "changes": "generator.cli.auditing:changes",
    "show": "generator.cli.auditing:show",
    "manifest": "generator.cli.proving:manifest",
    "evidence": "generator.cli.proving:evidence",
    "verify": "generator.cli.verifying:verify",
    "init": "generator.cli.founding:init",
    "migrate": "generator.cli.founding:migrate",
    "owners": "generator.cli.founding:owners",
    "synth": "generator.cli.making:synth",
}


@click.group(cls=LazyGroup, lazy=_VERBS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, prog_name="gongkai", message="%(prog)s %(version)s", help="显示版本。"
)
def gongkai() -> None:
    """基层政务公开标准目录：检查目录，生成可搜索的网站。

    退出码：0 正常；1 目录有问题；2 用法不对或程序出错。
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit with its code.

    Without Python's own clearing up: taking a catalog apart, object by object, took 0.2 s. What a
    command makes it needs to its end, so nothing is gained by looking for rings of objects either.
    """
    gc.disable()
    code = run(arguments)
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # either may be closed
            stream.flush()
    except BrokenPipeError:  # the reader has gone
        code = FINE
    except OSError as error:
        code = _say(disk_fault(error))
    os._exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    try:
        code = gongkai.main(arguments, prog_name="gongkai", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _say(explain(error))
    except (click.Abort, KeyboardInterrupt):
        return _say("已停止。")
    except BrokenPipeError:
        # The reader (head, a pager) has gone; keep Python from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except LibyamlMissingError as error:
        return _say(str(error))
    except OSError as error:
        return _say(disk_fault(error))
    except Exception as error:  # noqa: BLE001 - our own fault must never look like the editor's
        return _say(_our_fault(error))
    return code if isinstance(code, int) else FINE


def _our_fault(error: Exception) -> str:
    """Return words for a fault of ours; the details only where a developer asked for them."""
    import traceback  # noqa: PLC0415 - a good run never needs it, and it takes 6 ms

    if os.environ.get("GONGKAI_DEBUG"):
        traceback.print_exc()
    where = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"程序自己出错了，不是目录的问题：{type(error).__name__}：{error}"
        f"（{os.path.basename(where.filename)}:{where.lineno}）。\n"  # noqa: PTH119
        "请把这一行报告给维护者；设置环境变量 GONGKAI_DEBUG=1 再运行可以看到详情。"
    )


def _say(message: str) -> int:
    sys.stderr.write(message.rstrip("\n") + "\n")
    return FAULT
