"""Each format says the same findings, and nothing in a catalog can break out of any of them."""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import __version__
from generator.diagnostics import RENDERERS, Diagnostic, Severity, Span, render, render_text
from generator.diagnostics.ranking import ranked
from generator.diagnostics.shown import width

if TYPE_CHECKING:
    from collections.abc import Sequence

SNAPSHOTS = Path(__file__).parent / "snapshots"
SCHEMA = Path(__file__).parents[2] / "schema" / "findings.schema.json"
QUICK = settings(max_examples=150, deadline=None, derandomize=True, database=None)
ENDINGS = {"text": "txt", "github": "txt", "junit": "xml"}
FOLDER = "catalog/districts/dong"
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

LONG = "    公开时限: " + "制定或获取信息之日起" * 9 + "2O个工作日内" + "，逢节假日顺延" * 9
ODD = LONG.index("2O") + 1
FINDINGS = (
    Diagnostic(
        "yaml-fullwidth-colon", ERROR, f"{FOLDER}/unit.yml", Span.at(1, 1, 6),
        "键的后面用了全角冒号“：”。", "“键: 值”要用英文冒号加一个空格。",
        "把“：”换成英文冒号，后面空一格。", "名称: 东区", "名称：东区", Span.at(1, 1, 5),
    ),
    Diagnostic(
        "text-invisible", ERROR, f"{FOLDER}/jia-bu/body.yml", Span.at(1, 7, 1),
        "这里有看不见的字符（U+200B ZERO WIDTH SPACE）。", "", "删去这个字符。", "",
        "名称: 甲部\u200b门\x1b[31m",
    ),
    Diagnostic(
        "ref-basis", ERROR, f"{FOLDER}/jia-bu/jia.yml", Span.at(9, ODD, 7),
        "没有“2O个”。", "50% 的人看错。", "是不是“20个”？[看](这里) {0}", "20个工作日内", LONG,
        Span.at(9, ODD, 7),
    ),
    Diagnostic(
        "cover-omission", ERROR, f"{FOLDER}/jia-bu/jia.yml", Span.at(3, 3, 7), "缺少 01-02。",
        fix="把编号补回原处。", paste='  "01-02":\n  "01-03":\n', subject='  "01-01":',
        target=Span(4, 1, 4, 1),
    ),
    Diagnostic(
        "schema-type", WARNING, "catalog/地方 一,二:%.yml", Span(2, 1, 4, 3), "第一行\n第二行",
        subject="标题:",
    ),
    Diagnostic("path-name", NOTE, "catalog/x\n::error::.yml", None, "名称不合规则。", fix="改名。"),
)  # fmt: skip


def held(name: str, text: str) -> None:
    """Compare a text with the stored one; UPDATE_SNAPSHOTS=1 stores it."""
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("style", RENDERERS)
def test_format_is_as_stored(style: str) -> None:
    """A format changes only when somebody means it to."""
    text = render(FINDINGS, style).replace(f'"{__version__}"', '"VERSION"')
    held(f"{style}.{ENDINGS.get(style, 'json')}", text)
    empty = render((), style).replace(f'"{__version__}"', '"VERSION"')
    held(f"{style}-empty.{ENDINGS.get(style, 'json')}", empty)


def test_text_says_first_what_blocks() -> None:
    """Files with errors come first, in each file the errors, then warnings, then notes by line."""
    told = (
        Diagnostic("n1", NOTE, "catalog/a.yml", Span.at(1), "一。"),
        Diagnostic("w1", WARNING, "catalog/b.yml", Span.at(1), "二。"),
        Diagnostic("n2", NOTE, "catalog/c.yml", Span.at(2), "三。"),
        Diagnostic("n3", NOTE, "catalog/c.yml", Span.at(4), "四。"),
        Diagnostic("e1", ERROR, "catalog/c.yml", Span.at(9), "五。"),
        Diagnostic("w2", WARNING, "catalog/c.yml", Span.at(12), "六。"),
        Diagnostic("e2", ERROR, "catalog/d.yml", None, "七。"),
    )
    heads = [line for line in render_text(told).splitlines() if line.startswith("catalog/")]
    assert [head.split()[-1] for head in heads] == ["e1", "w2", "n2", "n3", "e2", "w1", "n1"]


def test_colour_is_as_stored_and_only_on_demand() -> None:
    """In colour the same words stand, with ANSI codes around them; plain text has none."""
    held("text-colour.txt", render_text(FINDINGS, colour=True))
    assert "\x1b" not in render_text(FINDINGS)


def test_carets_stand_under_the_span() -> None:
    """Whatever the width of the characters, and however long the line, carets mark the span."""
    lines = render_text(FINDINGS).split("\n")
    marked = set()
    for above, line in pairwise(lines):
        if "^" in line and set(line) <= set(" │^"):
            start = width(line[: line.index("^")])
            marked.add(cut(above, start, line.count("^")))
    assert {"名称：东区", "‹U+200B›", "2O个工作日内", '"01-01"'} <= marked
    assert all(width(line) <= 100 for line in lines if "│" in line)


def cut(line: str, start: int, length: int) -> str:
    """Return what stands in a line's terminal columns."""
    text = ""
    at = 0
    for character in line:
        if start <= at < start + length:
            text += character
        at += width(character)
    return text


def test_json_keeps_its_published_shape() -> None:
    """The output satisfies schema/findings.schema.json, with and without findings."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for findings in (FINDINGS, ()):
        jsonschema.validate(json.loads(render(findings, "json")), schema)


def many(severity: Severity, count: int, code: str = "ref-area") -> list[Diagnostic]:
    """Return findings in files of their own."""
    return [
        Diagnostic(code, severity, f"catalog/{code}-{n:02}.yml", Span.at(1), f"第 {n} 个")
        for n in range(count)
    ]


def test_github_shows_ten_of_each_weight_and_counts_the_rest() -> None:
    """Ten errors, ten warnings, ten notices are annotated; plain lines say how many are not."""
    found = [*many(NOTE, 11), *many(WARNING, 12), *many(ERROR, 23)]
    lines = render(found, "github").split("\n")
    counts = {w: sum(line.startswith(f"::{w} ") for line in lines) for w in ("error", "warning")}
    assert counts == {"error": 10, "warning": 10}
    assert sum(line.startswith("::notice ") for line in lines) == 10
    assert [line for line in lines if line.startswith("另有")] == [
        "另有 13 个错误没有标注，请看检查日志。",
        "另有 2 个警告没有标注，请看检查日志。",
        "另有 1 个提示没有标注，请看检查日志。",
    ]


def test_causes_stand_before_what_follows_from_them() -> None:
    """Errors first; then unreadable files, wrong fields, lost references; each file once first."""
    found = [
        *many(WARNING, 1, "text-space"),
        *many(ERROR, 2, "ref-area"),
        *many(ERROR, 1, "schema-type"),
        *many(ERROR, 1, "yaml-indent"),
        *many(ERROR, 1, "text-encoding"),
    ]
    codes = [d.code for d in ranked(found)]
    assert codes == [
        "text-encoding", "yaml-indent", "schema-type", "ref-area", "ref-area", "text-space",
    ]  # fmt: skip
    twice = [
        Diagnostic("ref-area", ERROR, path, Span.at(line), "x")
        for path, line in (("a", 1), ("a", 2), ("b", 1))
    ]
    assert [d.path for d in ranked(twice)] == ["a", "b", "a"]


def known(findings: Sequence[Diagnostic]) -> list[str]:
    """Return the fingerprints GitLab is given."""
    return [issue["fingerprint"] for issue in json.loads(render(findings, "codequality"))]


def test_fingerprint_stays_when_lines_move() -> None:
    """A finding that moved down is the same finding; two alike in one file are two."""
    found = FINDINGS[0]
    lower = Diagnostic(
        found.code, found.severity, found.path, Span.at(40, 3, 6), found.what,
        subject=f"  {found.subject}",
    )  # fmt: skip
    assert known([found]) == known([lower])
    assert len(set(known([found, lower]))) == 2
    assert len(set(known(FINDINGS))) == len(FINDINGS)


def test_sarif_names_rules_by_their_titles_and_offers_fixes() -> None:
    """Rules carry the titles given; a fix stands only where a text has a place to go to."""
    log: dict[str, Any] = json.loads(
        render(FINDINGS, "sarif", titles={"ref-basis": "依据要找得到"})
    )
    (run,) = log["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["ref-basis"]["shortDescription"]["text"] == "依据要找得到"
    assert all(rule["help"]["text"] and "helpUri" not in rule for rule in rules.values())
    assert [r["ruleId"] for r in run["results"] if "fixes" in r] == [
        "yaml-fullwidth-colon", "ref-basis", "cover-omission",
    ]  # fmt: skip
    for result in run["results"]:
        assert list(rules)[result["ruleIndex"]] == result["ruleId"]
    assert run["columnKind"] == "unicodeCodePoints"
    message = next(r for r in run["results"] if r["ruleId"] == "ref-basis")["message"]["text"]
    assert r"\[看](这里) {{0}}" in message


# What tries to leave its place: line ends of every kind, escapes, markup, commands.
NASTY = st.text(
    st.sampled_from("甲:,%\n\r\t\x00\x0b\x1b\x85\u2028\u2029\u202e\u200b\ufeff\ufffe<>&\"'[]{}#- ")
    | st.characters(exclude_categories=("Cs",)),
    max_size=30,
)
SPANS = st.builds(Span.at, st.integers(1, 50), st.integers(1, 50), st.integers(0, 40)) | st.builds(
    Span, st.integers(1, 50), st.integers(1, 50), st.integers(51, 60), st.integers(1, 50)
)
ANY = st.builds(
    Diagnostic,
    code=st.sampled_from(["ref-area", "yaml-indent"]),
    severity=st.sampled_from(Severity),
    path=st.builds("catalog/{}".format, NASTY),
    span=st.none() | SPANS,
    what=NASTY.map("什么{}".format),
    why=NASTY,
    fix=NASTY,
    paste=NASTY,
    subject=NASTY,
    target=st.none() | SPANS,
)
INJECTION = "]]></failure>\n::error file=a::b\r\n##[error]\u2028::warning::c\x1b[2J\x85::notice::"


@QUICK
@given(st.lists(ANY, max_size=3), st.sampled_from(["", INJECTION]))
def test_nothing_breaks_out_of_a_format(findings: list[Diagnostic], more: str) -> None:
    """XML and JSON parse, each GitHub line is one command, text holds no control character."""
    findings = [
        Diagnostic(
            d.code, d.severity, d.path, d.span, d.what + more, d.why, d.fix + more, d.paste + more,
            d.subject + more, d.target,
        )
        for d in findings
    ]  # fmt: skip
    for style in ("json", "sarif", "codequality"):
        json.loads(render(findings, style))
    cases = ET.fromstring(render(findings, "junit")).findall(".//testcase")
    assert len(cases) == max(1, len({d.path for d in findings}))
    lines = render(findings, "github").splitlines()
    assert sum(line.startswith("::") for line in lines) == len(findings)
    assert len(lines) == len(findings) + 1
    text = render(findings, "text")
    assert all(c in {"\n", "\t"} or c.isprintable() or c == "\u3000" for c in text)
    assert not any(line.lstrip().startswith("::") for line in text.split("\n") if "│" in line)
