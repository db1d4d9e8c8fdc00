"""Words of made-up documents: like the real ones in form, marked 【虚构】, about nobody.

No names, telephones, account or identity numbers: made-up personal data would teach the privacy
rules wrong and readers worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from generator.resolve import Item

MARK = "【虚构】"

_KINDS = ("公示", "通告", "情况说明", "办理结果", "工作方案", "实施细则", "政策问答", "年度计划")
_GENERAL = ("政府信息公开工作情况", "机构职能", "年度工作要点", "公众意见采纳情况", "值班安排")
_OPENINGS = (
    "现将有关情况公开如下，接受社会监督。",
    "根据标准目录的要求，予以公开。",
    "为便于群众了解和办理，说明如下。",
    "经研究，现予公布。",
)
_SENTENCES = (
    "本批次涉及{place}{count}户，合计金额{amount}元。",
    "{place}共受理{count}件，办结{done}件，其余正在办理。",
    "申请人可以到{place}便民服务窗口提出，工作日均可办理。",
    "公示期为{days}个工作日，有异议的可以书面反映。",
    "实施范围为{place}，自公布之日起执行。",
    "与上年相比，{place}增加{count}件，增长{days}%。",
)
_CLOSINGS = ("特此公开。", "以上内容如有变化，另行公布。", "欢迎监督。")
_NUMERALS = "一二三四五六七八九十"


class Draft(Struct, frozen=True):
    """The words of one document."""

    title: str
    abstract: str
    text: str


def draft(chance: random.Random, item: Item | None, places: Sequence[str], number: int) -> Draft:
    """Return a document under ``item`` (or none), about one of ``places``; ``number`` is unique."""
    place = chance.choice(places)
    subject = _subject(item) if item else chance.choice(_GENERAL)
    title = f"{MARK}{place}{subject}{chance.choice(_KINDS)}（第{number}号）"
    elements = list(item.elements) if item else [subject]
    chance.shuffle(elements)
    paragraphs = [f"{MARK}{chance.choice(_OPENINGS)}"]
    for numeral, element in zip(_NUMERALS, elements[:4], strict=False):
        paragraphs.append(f"{numeral}、{element}")
        paragraphs.append(_sentence(chance, place))
    paragraphs.append(f"{chance.choice(_CLOSINGS)}{MARK}")
    return Draft(title, f"{MARK}{_sentence(chance, place)}", "\n".join(paragraphs))


def _subject(item: Item) -> str:
    """Return what the item is about, without a second mark when its own name has one."""
    if item.level2 == item.level1:
        return item.level2.replace(MARK, "")
    return f"{item.level1}{item.level2}".replace(MARK, "")


def _sentence(chance: random.Random, place: str) -> str:
    count = chance.randint(2, 900)
    return chance.choice(_SENTENCES).format(
        place=place,
        count=count,
        done=chance.randint(1, count),
        days=chance.randint(3, 20),
        amount=chance.randint(10, 90_000) * 10,
    )
