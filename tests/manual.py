"""Writes the manual's page of rules: ``make rules``. A test holds the page to what this returns."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import tinycity
from examples import BEYOND_TEXT, EXAMPLES, TODAY

from generator.check import check_folder, rules_page
from generator.diagnostics import Diagnostic, render_text

PAGE = Path(__file__).resolve().parents[1] / "docs" / "help" / "rules" / "index.md"


def page() -> str:
    """Return the whole page: the tables, then what the check says of every rule's example."""
    sections = "".join(_section(code) for code in EXAMPLES)
    tables = rules_page()
    for code in EXAMPLES:
        tables = tables.replace(f"| `{code}` |", f"| [`{code}`](#{code}) |")
    unshown = "、".join(f"`{code}`" for code in sorted(BEYOND_TEXT))
    return (
        f"{tables}\n## 每条规则的例子\n\n"
        "下面的例子都出自一个虚构的小城市。每一条先是检查说的话，后面是改好以后的样子。"
        f"{unshown}说的是整个文件，没有例子。\n{sections}"
    )


def _section(code: str) -> str:
    changes = EXAMPLES[code]
    with tempfile.TemporaryDirectory() as folder:
        found = check_folder(tinycity.write(Path(folder), changes), TODAY)[1]
    diagnostic = next(d for d in found if d.code == code)
    said = render_text([diagnostic]).rsplit("\n共发现", 1)[0].strip("\n")
    return f"\n### {code}\n\n```text\n{said}\n```\n{_mended(diagnostic)}"


def _mended(diagnostic: Diagnostic) -> str:
    """Return the lines as they stand in the city in order, when the fault has a place in a text."""
    text = tinycity.FILES.get(diagnostic.path)
    if text is None or diagnostic.span is None:
        return ""
    lines = text.splitlines()
    first = max(0, min(diagnostic.span.line, len(lines)) - 1)
    shown = "\n".join(lines[first : first + 2])
    return f"\n改好以后：\n\n```yaml\n{shown}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"写了 {PAGE.name}\n")
