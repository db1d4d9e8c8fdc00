"""Bytes to text: strict UTF-8, and for anything else a guess at what was saved instead."""

from __future__ import annotations

import codecs

from generator.diagnostics import Diagnostic, Severity, Span
from generator.patterns import regex

MAX_BYTES = 2_000_000  # 2 MB: the largest real file is far below, editors and reviews are too

_SAVE_AS = "用编辑器把文件另存为 UTF-8（不带 BOM）编码；记事本：“文件”→“另存为”→编码选“UTF-8”"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NUL_SHARE = 4  # ASCII in UTF-16 is half zeros; a quarter is far from any UTF-8 text
_BREAK = regex(r"\r\n|\r|\n")
_PREVIEW = 80  # characters of a damaged line that are shown


def split_lines(text: str) -> tuple[str, ...]:
    """Split at the line ends libyaml counts once ``scan`` has refused the exotic ones."""
    return tuple(_BREAK.split(text) if "\r" in text else text.split("\n"))


def decode(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the text without BOM, or ``None``, and what is wrong with the bytes."""
    if len(data) > MAX_BYTES:
        return None, (
            Diagnostic(
                "text-too-large",
                Severity.ERROR,
                path,
                None,
                f"文件超过 {MAX_BYTES // 1_000_000} MB。",
                "过大的文件没法审阅，也拖慢检查。",
                "把内容分到几个文件里；附件放到网站上，在这里只写链接。",
            ),
        )
    if data.startswith(_UTF16) or (b"\0" in data and data.count(0) * _NUL_SHARE >= len(data)):
        return None, (_utf16(data, path),)
    found: list[Diagnostic] = []
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        found.append(_bom(path))
    try:
        return data.decode("utf-8"), tuple(found)
    except UnicodeDecodeError as error:
        return None, (*found, _bad_bytes(data, error.start, path))


def _bom(path: str) -> Diagnostic:
    return Diagnostic(
        "text-bom",
        Severity.WARNING,
        path,
        Span.at(1),
        "文件开头有 BOM 标记。",
        "有的编辑器保存 UTF-8 时会加上这三个看不见的字节。",
        "另存为“UTF-8（不带 BOM）”；或者运行 gongkai fix。",
    )


def _utf16(data: bytes, path: str) -> Diagnostic:
    little = data.startswith(codecs.BOM_UTF16_LE) or data[1:2] == b"\0"
    text = data.decode("utf-16-le" if little else "utf-16-be", errors="replace").lstrip("\ufeff")
    return Diagnostic(
        "text-encoding",
        Severity.ERROR,
        path,
        Span.at(1),
        "文件是 UTF-16 编码，应为 UTF-8。",
        "记事本里的“Unicode”就是 UTF-16。",
        f"{_SAVE_AS}。",
        subject=_printable(split_lines(text)[0]),
    )


def _bad_bytes(data: bytes, offset: int, path: str) -> Diagnostic:
    before = split_lines(data[:offset].decode("utf-8"))
    span = Span.at(len(before), len(before[-1]) + 1)
    chinese = _as_gb18030(data)
    if chinese is not None:
        lines = split_lines(chinese)
        return Diagnostic(
            "text-encoding",
            Severity.ERROR,
            path,
            span,
            "文件是 GBK（GB18030）编码，应为 UTF-8。",
            "记事本的“ANSI”和旧版 Excel 导出的文本多是这种编码。",
            f"{_SAVE_AS}；或者运行 gongkai fix。",
            subject=_printable(lines[span.line - 1]) if span.line <= len(lines) else "",
        )
    rest = data[offset:].decode("utf-8", errors="replace")
    return Diagnostic(
        "text-encoding",
        Severity.ERROR,
        path,
        span,
        f"第 {span.line} 行第 {span.column} 个字处有不是 UTF-8 的字节（0x{data[offset]:02X}）。",
        "文件可能在传送中损坏，或用别的编码改过其中几行。",
        f"核对这一行的内容，重新输入后{_SAVE_AS}。",
        subject=_printable(before[-1] + split_lines(rest)[0]),
    )


def _as_gb18030(data: bytes) -> str | None:
    """Return the text when the whole file is GB18030; UTF-8 with a few damaged bytes is not."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    if bad <= good:
        return None
    try:
        chinese = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    foreign = [character for character in chinese if character > "\x7f"]
    common = sum(1 for character in foreign if _is_common(character))
    return chinese if foreign and common * 10 >= len(foreign) * 9 else None


def exact_gb18030(data: bytes) -> str | None:
    """Return the text of a GB18030 file, when its bytes can be had back from it."""
    text = _as_gb18030(data) if len(data) <= MAX_BYTES else None
    return text if text is not None and text.encode("gb18030") == data else None


def _is_common(character: str) -> bool:
    """Tell whether a character is Han, Chinese punctuation or full width."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3000" <= character <= "\u303f"
        or "\uff00" <= character <= "\uffef"
        or character in "“”‘’—…·"
    )


def _printable(line: str) -> str:
    shown = line[:_PREVIEW]
    return "".join(c if c.isprintable() else "\ufffd" for c in shown)
