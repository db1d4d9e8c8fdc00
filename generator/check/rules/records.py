"""Published documents: their numbers, their review, whether they came in time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.codes import is_credit_code, is_organisation_code
from generator.check.registry import Finding, rule
from generator.diagnostics import Severity
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.entry import Entry
    from generator.check.index import Index

_HEAD = regex(r"([0-9A-Z]{18}|[0-9A-Z]{8}[0-9X])(?=[/-])")
# Parts of 索引号格式; a number is that many digits.
_PARTS = {
    "代码": r"(?:[0-9A-Z]{18}|[0-9A-Z]{9})",
    "年": r"(?:19|20)[0-9]{2}",
    "年月": r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])",
    "日期": r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
}
_PLACE = regex(r"\{([^{}]*)\}")
_ARCHIVED = "已归档"  # 有效性


def number_pattern(form: str) -> re.Pattern[str] | None:
    """Return the pattern an 索引号格式 describes, None when it has an unknown part."""
    pattern, end = "", 0
    for part in _PLACE.finditer(form):
        name = part[1]
        piece = f"[0-9]{{{name}}}" if re.fullmatch(r"[1-9]|1[0-9]", name) else _PARTS.get(name)
        if piece is None:
            return None
        pattern += re.escape(form[end : part.start()]) + piece
        end = part.end()
    return re.compile(pattern + re.escape(form[end:]))


@rule("number-format", "索引号格式里只能用规定的几种花括号", why="看不懂的格式什么也核对不了。")
def number_formats(index: Index) -> Iterator[Finding]:
    """A form with an unknown part would match nothing."""
    for entry in index.of("unit"):
        form = entry.data.get("索引号格式")
        if form and number_pattern(form) is None:
            yield Finding(
                entry,
                ["索引号格式"],
                f"看不懂索引号格式“{form}”。",
                f"花括号里只能写{'、'.join(_PARTS)}，或者流水号的位数。",
                paste="{代码}/{年月}-{5}",
            )


@rule(
    "number-shape",
    "索引号要照本单位的格式",
    severity=Severity.WARNING,
    why="索引号由本单位统一编制，格式不同的多半是抄错了。",
    each=True,
)
def number_shapes(index: Index) -> Iterator[Finding]:
    """A unit that has set a form keeps to it; a unit without one follows the unit above."""
    for entry in index.of("record"):
        number, form = entry.data.get("索引号"), _form(index, entry)
        pattern = number_pattern(form) if form else None
        if number and pattern and not pattern.fullmatch(number):
            yield Finding(
                entry,
                ["索引号"],
                f"索引号“{number}”和本单位的格式“{form}”不一样。",
                "核对索引号；格式改了的，改 unit.yml 里的“索引号格式”。",
            )


def _form(index: Index, entry: Entry) -> str:
    unit = index.unit_of(entry)
    folder = unit.folder if unit else ""
    while folder:
        found = index.units.get(folder)
        if found and "索引号格式" in found.data:
            return str(found.data["索引号格式"])
        folder = folder.rpartition("/")[0]
    return ""


@rule(
    "number-check-digit",
    "索引号开头的机构代码，校验位要对",
    severity=Severity.WARNING,
    why="9 位组织机构代码按 GB 11714，18 位统一社会信用代码按 GB 32100；自编的代码不受此限。",
    each=True,
)
def check_digits(index: Index) -> Iterator[Finding]:
    """A prefix that looks like a code and fails its check digit was probably mistyped."""
    for entry in index.of("record"):
        head = _HEAD.match(entry.data.get("索引号", ""))
        if head and not (is_credit_code(head[1]) or is_organisation_code(head[1])):
            yield Finding(
                entry, ["索引号"], f"{head[1]} 的校验位不对。", "核对机构代码；自编的代码可以不改。"
            )


@rule(
    "number-credit-code",
    "统一社会信用代码的校验位要对",
    severity=Severity.WARNING,
    why="GB 32100。",
)
def credit_codes(index: Index) -> Iterator[Finding]:
    """A body's code with a wrong check digit belongs to nobody."""
    for entry in index.of("body"):
        code = entry.data.get("统一社会信用代码")
        if code and not is_credit_code(code):
            yield Finding(
                entry,
                ["统一社会信用代码"],
                f"{code} 的校验位不对。",
                "照统一社会信用代码证书核对。",
            )


@rule(
    "record-archived",
    "已归档的公开信息要写归档日期",
    severity=Severity.WARNING,
    why="国办发〔2017〕47号附件：归档的网页在显著位置标明“已归档”和归档的时间（条文待核对）。",
    each=True,
)
def archived(index: Index) -> Iterator[Finding]:
    """A mark says since when; a day without the mark contradicts itself."""
    for entry in index.of("record"):
        marked, dated = entry.data.get("有效性") == _ARCHIVED, "归档日期" in entry.data
        if marked and not dated:
            yield Finding(
                entry, ["有效性"], "已归档，没有写归档日期。", "加上归档的那一天。",
                paste="归档日期: 2026-01-15",
            )  # fmt: skip
        elif dated and not marked:
            yield Finding(
                entry, ["归档日期"], "写了归档日期，“有效性”却不是“已归档”。",
                "归档了的改“有效性”，没有归档的删去这个日期。", paste="有效性: 已归档",
            )  # fmt: skip


@rule(
    "review-missing",
    "要求三审的，每份公开信息都要写审查",
    why="先审后发；公开前依法审查。",
    each=True,
)
def reviews(index: Index) -> Iterator[Finding]:
    """Where site.yml says 三审: 必填, a record without 审查 was published unreviewed."""
    site = index.single("site")
    if site is None or site.data.get("三审") != "必填":
        return
    for entry in index.of("record"):
        if "审查" not in entry.data:
            yield Finding(
                entry,
                ["标题"],
                "没有写三审和保密审查。",
                "加上“审查”，写明编辑、校对、审签和保密审查。",
                paste="审查: {编辑: 岗位, 校对: 岗位, 审签: 岗位, 保密审查: 可以公开}",
                key=True,
            )


@rule(
    "record-empty",
    "公开信息要有链接、正文或者附件",
    why="《政府信息公开条例》第二十四条：公开平台要能检索、查阅、下载。",
    each=True,
)
def contents(index: Index) -> Iterator[Finding]:
    """A record that leads to nothing publishes nothing."""
    for entry in index.of("record"):
        if not any(entry.data.get(field) for field in ("链接", "正文", "附件")):
            yield Finding(
                entry,
                ["标题"],
                "没有链接，没有正文，也没有附件。",
                "写上原文的链接，或者把正文贴进来。",
                paste="链接: https://",
                key=True,
            )
