"""The worst files of up to one megabyte, and what reading them takes.

``python tests/fuzz/shapes.py yaml`` (or ``tables``) reads each shape in a process of its own and
prints a line of JSON for it: its name, processor seconds, peak memory in MB of that process.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import tempfile
import time
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1_000_000


def _full(piece: str, head: str = "") -> bytes:
    """Repeat a piece until the file has one megabyte."""
    data, part = head.encode(), piece.encode()
    return data + part * ((MEGABYTE - len(data)) // len(part))


def _numbered(line: str, head: str = "") -> bytes:
    """Repeat a line with a running number until the file has one megabyte."""
    lines, size, n = [head], len(head.encode()), 0
    while size < MEGABYTE - 100:
        lines.append(line.format(n=n))
        size += len(lines[-1].encode())
        n += 1
    return "".join(lines).encode()


def _deeper(piece: str) -> bytes:
    """Indent each line one space more than the last."""
    lines, size, n = [], 0, 0
    while size + n + len(piece) < MEGABYTE:
        lines.append(" " * n + piece)
        size += n + len(piece)
        n += 1
    return "".join(lines).encode()


REPEATED = (
    "[",
    "{",
    "- ",
    "? ",
    ": ",
    '"',
    "'",
    "[]",
    "- [",
    "[[]",
    "{a: ",
    "&a ",
    "!a ",
    "*a ",
    "：",
    "“",
    "|",
    "#",
    "%",
    "\t",
    " ",
    "\n",
    "\\",
    "，",
    "a",
    "- \n",
    "-\n",
    "? \n",
    ":\n",
    "\r",
    "\u2028",
    "\u200b",
    "\x00",
    "\ufeff",
    "\xc3\xa4",
    "锟斤拷",
    "a\xa0",
    "\ue000 ",
    "<<<<<<< a\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "[?",
    "?a",
)
YAML: dict[str, Callable[[], bytes]] = {
    **{f"repeat {piece!r}": partial(_full, piece) for piece in REPEATED},
    "one long text": lambda: _full("国", "标题: "),
    "one long key": lambda: _full("国"),
    "one long quoted text": lambda: _full("国", '标题: "') + b'"',
    "an open quote": lambda: _full("国 ", '标题: "'),
    "an open quote of many lines": lambda: _full("甲: 乙\n", '标题: "'),
    "an open single quote of many lines": lambda: _full("甲: 乙\n", "标题: '"),
    "an open bracket of many lines": lambda: _full("甲,\n", "标题: ["),
    "escapes": lambda: _full("\\n", '标题: "') + b'"',
    "bad escapes": lambda: _full("\\q", '标题: "') + b'"',
    "many keys": lambda: _numbered("k{n}: v\n"),
    "many short keys": lambda: _numbered("{n}:\n"),
    "many keys in a row": lambda: b"a: {" + _numbered("k{n}: v, ") + b"}",
    "many entries": lambda: _full("- a\n", "甲:\n"),
    "many short entries": lambda: _full("a,", "甲: [") + b"]",
    "many texts": lambda: _full("- |\n  a\n"),
    "one key again and again": lambda: _full("a: b\n"),
    "many mappings": lambda: _full("- {a: b}\n"),
    "many errors": lambda: _numbered("名称{n}：值\n", "标题: 甲\n"),
    "many errors in a list": lambda: _full("-甲\n", "标题:\n"),
    "many tight colons": lambda: _full("名称:值\n", "标题:\n"),
    "many quotes that slipped": lambda: _full("甲: “20-04”\n"),
    "many anchors": lambda: _full("- &a b\n"),
    "many tags": lambda: _full("- !a b\n"),
    "many tabs": lambda: _full("\ta: b\n"),
    "many odd spaces": lambda: _full("\u3000a: b\n"),
    "many invisible signs": lambda: _numbered("k{n}: a\u200bb\n"),
    "many block heads": lambda: _full("a: |\n\n"),
    "ever deeper keys": lambda: _deeper("a:\n"),
    "ever deeper entries": lambda: _deeper("- a\n"),
    "ever deeper text": lambda: _deeper("a\n"),
    "comments": lambda: _full("# 甲\n", "标题: 甲\n"),
    "comments after an error": lambda: _full("# 甲\n", '标题: "甲\n'),
    "a text of blank lines": lambda: _full("\n", "标题: |\n  甲\n"),
    "blank lines in an open quote": lambda: _full("\n", '标题: "甲'),
    "folded lines": lambda: _full(" 甲\n", "标题: >\n"),
    "plain lines": lambda: _full(" 甲\n", "标题:\n"),
    "dashes without a space in a text": lambda: _full(" -甲\n", "标题:\n"),
    "GBK": lambda: ("名称: 义安区\n" * 60_000).encode("gb18030"),
    "UTF-16": lambda: ("名称: 义安区\n" * 60_000).encode("utf-16"),
    "damaged UTF-8": lambda: _full("名称: 义安区\n") + b"\xff",
    "bytes": lambda: bytes(range(256)) * 3_900,
}


def _book(rows: str) -> bytes:
    """Return an xlsx file with one sheet that holds the rows' XML."""
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {names} xmlns:r="{relations}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet {names}>{rows}</worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _cells(rows: int, columns: int, text: str = "1") -> str:
    row = f"<row>{f'<c><v>{text}</v></c>' * columns}</row>"
    return f"<sheetData>{row * rows}</sheetData>"


HEADER = "序号,一级事项,二级事项,公开内容,公开依据,公开时限,公开主体,公开渠道和载体\n"
TABLES: dict[str, Callable[[], tuple[str, bytes]]] = {
    "csv of commas": lambda: ("csv", _full(",")),
    "csv of quotes": lambda: ("csv", _full('"')),
    "csv of doubled quotes": lambda: ("csv", _full('""', 'a,"')),
    "csv of line ends": lambda: ("csv", _full("\n")),
    "csv of bare returns": lambda: ("csv", _full("\r")),
    "csv of tabs": lambda: ("csv", _full("\t")),
    "csv of short rows": lambda: ("csv", _full("a,b\n", HEADER)),
    "csv of whole rows": lambda: ("csv", _full("1,甲,乙,丙,丁,戊,己,■庚 □辛\n", HEADER)),
    "csv of one long cell": lambda: ("csv", _full("甲", HEADER)),
    "csv of ticks": lambda: ("csv", _full("■", HEADER + "1,甲,乙,丙,丁,戊,己,")),
    "csv of lines in a cell": lambda: ("csv", _full("●甲\n", HEADER + '1,甲,乙,"')),
    "csv of quoted line ends": lambda: ("csv", _full('"\n"\n', HEADER)),
    "csv of nothing": lambda: ("csv", b""),
    "csv of GBK": lambda: ("csv", (HEADER + "1,甲,乙,丙,丁,戊,己,庚\n" * 40_000).encode("gb18030")),
    "csv of bytes": lambda: ("csv", bytes(range(256)) * 3_900),
    "xlsx of bytes": lambda: ("xlsx", bytes(range(256)) * 3_900),
    "xlsx of many rows": lambda: ("xlsx", _book(_cells(400_000, 1))),
    "xlsx of many cells": lambda: ("xlsx", _book(_cells(19_000, 90))),
    "xlsx of wide rows": lambda: ("xlsx", _book(_cells(100, 16_000))),
    "xlsx of one far cell": lambda: (
        "xlsx",
        _book('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    ),
    "xlsx of a false dimension": lambda: (
        "xlsx",
        _book('<dimension ref="A1:B2"/>' + _cells(19_000, 90)),
    ),
    "xlsx of one long text": lambda: ("xlsx", _book(_cells(1, 1, "1" * 30_000_000))),
    "xlsx of merged cells": lambda: (
        "xlsx",
        _book(
            _cells(1_000, 50)
            + "<mergeCells>"
            + "".join(f'<mergeCell ref="A{n}:AX{n + 400}"/>' for n in range(1, 500))
            + "</mergeCells>"
        ),
    ),
    "xlsx of a merged sheet": lambda: (
        "xlsx",
        _book(_cells(1, 1) + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    ),
    "xlsx as large as may be": lambda: ("xlsx", _book(_cells(615, 100))),
    "csv as large as may be": lambda: (
        "csv",
        (HEADER + "1,甲,乙,丙,丁,戊,己,■庚 □辛\n" * 19_990).encode(),
    ),
    "csv of as many faults as may be": lambda: ("csv", (HEADER + "1,甲\n" * 19_990).encode()),
    "xlsx of linked cells": lambda: (
        "xlsx",
        _book(
            _cells(1, 1) + '<hyperlinks><hyperlink ref="A1:XFD1048576" location="a"/></hyperlinks>'
        ),
    ),
}


def _read_yaml(shape: str) -> dict[str, float]:
    from generator.load import read_text

    data = YAML[shape]()
    return _measured(lambda: read_text(data, "catalog/terms.yml"))


def _read_table(shape: str) -> dict[str, float]:
    from generator.exchange.tables import read_table

    suffix, data = TABLES[shape]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"t.{suffix}")
        path.write_bytes(data)
        return _measured(lambda: read_table(path, "t"))


def _measured(work: Callable[[], object]) -> dict[str, float]:
    begun = time.process_time()
    work()
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": round(seconds, 3), "megabytes": round(peak)}


def _measure(read: Callable[[str], dict[str, float]], shape: str) -> None:
    """Read one shape in a child, so that its memory is its own."""
    child = os.fork()
    if not child:
        print(json.dumps({"shape": shape, **read(shape)}), flush=True)  # noqa: T201
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        print(json.dumps({"shape": shape, "status": status}), flush=True)  # noqa: T201


def main(room: str, *only: str) -> None:
    """Measure the shapes of a room, all or some.

    A child's memory counts what the parent had imported.
    """
    import generator.exchange.tables
    import generator.load  # noqa: F401

    shapes, read = {"yaml": (YAML, _read_yaml), "tables": (TABLES, _read_table)}[room]
    for shape in only or shapes:
        _measure(read, shape)


if __name__ == "__main__":
    main(*sys.argv[1:])
