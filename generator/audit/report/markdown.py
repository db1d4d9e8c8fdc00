"""A report for a merge request: what is less first, capped, with a count of what was left out.

Plain tables and headings only, so that GitHub, GitLab and Gitee show it alike. The catalog's text
is nobody's markup: it can't become a link, a mention or HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.audit.report import words
from generator.diagnostics import visible
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.audit.report.words import Fold
    from generator.audit.verdict import Report

MARK = "<!-- gongkai diff -->"
"""Stands first, by which a comment is found again to be kept current."""

LIMIT = 60_000  # characters; GitHub refuses a comment of more than 65,536
_LONGEST = 400  # characters of one value
_MARKUP = regex(r"([\\`*_\[\]|~])")
_ADDRESS = regex(r"https?://[^\s<>\"')]+\Z")
_JOINER = "\u2060"  # keeps @name and #1 from being read as a person or an issue


def render_markdown(report: Report, *, preview: str = "", limit: int = LIMIT) -> str:
    """Return the report. ``preview``: address of a built preview, linked when it is one."""
    compared = report.comparison
    head = [MARK, "## 目录变化", "", plain(words.between(compared.old, compared.new)), ""]
    if compared.proof is None:
        return "\n".join([*head, words.SAME, ""])
    head += _proof(report)
    site = next(filter(_ADDRESS.match, (preview, compared.url)), "")
    if site and site == preview:
        head += [f"[看预览]({preview})", ""]
    head += [line for problem in report.problems for line in (f"**{plain(problem)}**", "")]
    foot = _missed(report)
    text = "\n".join([*head, *([] if compared.changes else [words.NOTHING, ""])])
    room = limit - len(text) - len("\n".join(foot)) - _LONGEST
    blocks = list(_blocks(report, site))
    shown: list[str] = []
    left = 0
    for block, changes in blocks:
        if left or len(block) > room:
            left += changes
        else:
            shown.append(block)
            room -= len(block) + 1
    if left:
        foot.append(f"另有 {left:,} 处变化没有列出，请看检查的附件，或者运行 `gongkai diff`。")
    return "\n".join([text, *shown, *foot]).rstrip("\n") + "\n"


def _proof(report: Report) -> Iterator[str]:
    proof = report.comparison.proof
    assert proof is not None
    mark = "❌" if proof.vanished else "✅"
    old, new = words.proof_sums(proof)
    yield f"{mark} **{words.proof_head(proof)}** {old}；{new}。"
    yield ""
    counted = words.counts(report.comparison.changes)
    yield "| " + " | ".join(name for name, _ in counted) + " |"
    yield "|" + " ---: |" * len(counted)
    yield "| " + " | ".join(f"{n:,}" for _, n in counted) + " |"
    yield ""
    if units := words.changed_units(report.comparison.changes):
        yield from (plain(units), "")


def _blocks(report: Report, site: str) -> Iterator[tuple[str, int]]:
    """Yield a text and how many changes it tells of."""
    for grade, folds in words.graded(report):
        title = f"### {grade.title}（{sum(map(len, folds)):,}）\n"
        for fold in folds:
            yield title + "\n".join(_fold(fold, site)), len(fold)
            title = ""


def _fold(fold: Fold, site: str) -> Iterator[str]:
    change = fold[0].change
    title = plain(words.heading(change))
    if site and change.page and len(fold) == 1:
        title = f"[{title}]({site.removesuffix('/')}/{change.page})"
    about = "，".join(filter(None, (plain(words.whose(fold)), f"`{change.id}`")))
    yield f"\n**{change.kind.value}　{title}**　{about}"
    if change.fields:
        yield "\n| 字段 | 改前 | 改后 | 判断 |\n| --- | --- | --- | --- |"
        for field in change.fields:
            judged = "、".join(m.value for m in field.meanings)
            judged += f"，{field.note}" if field.note else ""
            cells = (field.name, words.one_line(field.old), words.one_line(field.new), judged)
            yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"
    notes = [words.lineage(change), words.reach(change)]
    if len(fold) > 1:
        notes.append(f"单位：{'、'.join(one.change.place for one in fold)}")
    notes += [f"{name}：{said}" for name, said in words.grounds(change)]
    if accepted := fold[0].acceptance:
        notes.append(f"已接受：{accepted.reason}（{accepted.who}，至 {accepted.until}）")
    said = "；".join(filter(None, notes))
    if said:
        yield f"\n{plain(said)}"


def _missed(report: Report) -> list[str]:
    left = report.comparison.left_behind
    return ["", "### 可能漏改", "", *(f"- {plain(words.missed(x))}" for x in left)] if left else []


def _cell(text: str) -> str:
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
    return plain(short) or words.EMPTY


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    one_line = visible(re.sub(r"\s+", " ", text))
    safe = one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = re.sub(r"([@#])(?=\w)", rf"\1{_JOINER}", safe)
    safe = re.sub(r"\b(https?:/)(?=/)", rf"\1{_JOINER}", safe)
    safe = re.sub(r"\bwww\.", f"www{_JOINER}.", safe)
    return _MARKUP.sub(r"\\\1", safe)
