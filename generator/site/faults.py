"""What MkDocs finds wrong, in words for those who gave it a catalog, settings and prose."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from textwrap import indent
from typing import TYPE_CHECKING

from mkdocs.exceptions import MkDocsException, PluginError

from generator.site.sources import SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Errors(logging.Handler):
    """Keeps what MkDocs logs as errors: its exception only says that there were some."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.said.append(record.getMessage())


@contextmanager
def faults_told(settings: Path) -> Iterator[None]:
    """Raise SiteError with what MkDocs was told by us, or with what it says of its ``settings``."""
    log, errors = logging.getLogger("mkdocs"), _Errors()
    log.addHandler(errors)
    try:
        yield
    except MkDocsException as error:
        ours = error if isinstance(error, PluginError) else error.__context__
        if isinstance(ours, PluginError):
            raise SiteError(str(ours)) from error
        said = "\n".join(errors.said) or str(error.__context__ or error)
        raise SiteError(
            f"网站的设置 {settings} 不对，网站没有生成，原来的网站没有动。MkDocs 说：\n"
            f"{indent(said, '  ')}\n"
            "  改法：按它说的改这个文件；目录里没有这个文件时，用自带的设置。"
        ) from error
    finally:
        log.removeHandler(errors)
