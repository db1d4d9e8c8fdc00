"""Run as a program of its own: the texts of PDF files as lines of JSON.

A parser of strangers' PDF can be made to run for ever or to fill the memory. Here it may: the
system stops this process, and ``pdfs`` reports the file as not checked. Each line holds
``pages`` (texts), ``blind`` (numbers of pages without readable text) and ``reason``.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
from typing import Any

from generator.patterns import regex

MEMORY = 200_000_000
SECONDS = 20
_MAX_PAGES = 2000
_BLANK = 100  # bytes of drawing below which a page is empty
_PLAIN = regex(r"[\u0020-\u007e\u2000-\u206f\u2460-\u24ff\u3000-\u9fff\uff00-\uffef]")
_READABLE = 0.7  # share of plain characters below which a page's font could not be read


def limit_self() -> None:
    """Ask the system to stop us in time, where it can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def read_pdf(path: str) -> dict[str, Any]:
    """Return what one file holds; whatever goes wrong is a reason."""
    from pypdf import PdfReader  # noqa: PLC0415 - after the limits are set

    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            return _failed("有密码")
        if len(reader.pages) > _MAX_PAGES:
            return _failed("页数太多")
        pages, blind = [], []
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text() + "\n" + _notes(page)
            pages.append(text)
            if not _is_readable(text) and not _is_blank(page):
                blind.append(number)
        pages.append("\n".join(_field_texts(reader)))
        reason = "里面嵌有文件，没有打开" if _has_files(reader) else ""
    except Exception:  # noqa: BLE001 - pypdf raises anything at broken files
        return _failed("文件已损坏，或者太复杂")
    return {"pages": pages, "blind": blind, "reason": reason}


def _failed(reason: str) -> dict[str, Any]:
    return {"pages": [], "blind": [], "reason": reason}


def _is_readable(text: str) -> bool:
    signs = "".join(text.split())
    return bool(signs) and len(_PLAIN.findall(signs)) >= _READABLE * len(signs)


def _is_blank(page: Any) -> bool:
    contents = page.get_contents()
    size = len(contents.get_data()) if contents is not None else 0
    return size <= _BLANK and "/XObject" not in (page.get("/Resources") or {})


def _notes(page: Any) -> str:
    found = []
    for reference in page.get("/Annots") or ():
        note = reference.get_object()
        found += [str(note[key]) for key in ("/Contents", "/V") if key in note]
    return "\n".join(found)


def _field_texts(reader: Any) -> list[str]:
    fields = reader.get_fields() or {}
    return [str(field.get("/V") or "") for field in fields.values()]


def _has_files(reader: Any) -> bool:
    names = reader.trailer["/Root"].get("/Names") or {}
    return "/EmbeddedFiles" in names


def main() -> None:
    """Read the files named by the arguments, a line of output each."""
    limit_self()
    logging.disable()
    for path in sys.argv[1:]:
        sys.stdout.write(json.dumps(read_pdf(path)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
