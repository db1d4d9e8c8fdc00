"""Findings as a JUnit report: each file a test, failed by its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator.diagnostics.model import Severity
from generator.diagnostics.shown import visible
from generator.diagnostics.text import block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.diagnostics.model import Diagnostic

_SUITE = "gongkai check"


def render_junit(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the report; a file with warnings and notes only has passed, and says them.

    Without findings there is one test, the catalog, which has passed: readers of the format take
    a report without tests for a fault of their own.
    """
    files: dict[str, list[Diagnostic]] = {}
    for found in diagnostics:
        files.setdefault(found.path, []).append(found)
    cases = [_case(path, found) for path, found in files.items()] or [_case("catalog", [])]
    failures = sum(case.find("failure") is not None for case in cases)
    counts = {"tests": str(len(cases)), "failures": str(failures), "errors": "0"}
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(suites, "testsuite", {"name": _SUITE, **counts, "skipped": "0"})
    suite.extend(cases)
    ET.indent(suites)
    written = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _case(path: str, found: Sequence[Diagnostic]) -> ET.Element:
    names = {"name": visible(path), "classname": _SUITE, "file": visible(path)}
    case = ET.Element("testcase", names)
    errors = [d for d in found if d.severity is Severity.ERROR]
    others = [d for d in found if d.severity is not Severity.ERROR]
    if errors:
        marks = {"type": visible(errors[0].code), "message": visible(errors[0].what)}
        ET.SubElement(case, "failure", marks).text = _blocks(errors)
    if others:
        ET.SubElement(case, "system-out").text = _blocks(others)
    return case


def _blocks(diagnostics: Iterable[Diagnostic]) -> str:
    return "\n\n".join(visible(block(d), keep="\n\t") for d in diagnostics)
