"""What tests of the search share: waiting for an answer, made-up documents of every sort."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.resolve.model import Record
from generator.search import documents, postings, texts
from generator.search import segment as segments

if TYPE_CHECKING:
    import pytest
    from playwright.sync_api import Page

    from generator.resolve import Catalog

_DONE = """(asked) =>
    document.querySelector("[data-search-results]")?.dataset.searchDone === asked"""
# What texts are made of: few characters, so that pairs repeat; odd ones, so that folding counts.
_WORDS = "关于 开展 危房改造 补助 对象 的 通知 公示 年度 征收 补偿 方案 钟鸣镇 低保"
_SIGNS = "ＡＢ ab Ab ① ㎡ （第 ） 《 》 “ ” ， 。 、 ； 〔 〕 2024 ２０ - % <b> & ' \\ __proto__"
_ODD = "號 於 臺 台 𠮷 𠀀 😀 ﬁ ß İ Σ ς é"
_PIECES = (*_WORDS.split(), *_SIGNS.split(), *_ODD.split(), " ", "\u3000")


def settled(page: Page, question: str) -> None:
    """Wait until the question's items and its first documents are shown."""
    page.wait_for_function(_DONE, arg=question)


def with_records(catalog: Catalog, count: int, seed: int = 5) -> Catalog:
    """Return the catalog with made-up documents instead of its own; more keep the first ones."""
    draw = random.Random(seed)
    bodies = list(catalog.bodies)
    items = list(catalog.items.values())
    records = {}
    for number in range(count):
        # Words that only some documents have, and one that all have.
        words = [*_PIECES, f"甲{number % 7}", "公开"]
        title = "公开" + "".join(draw.choices(words, k=draw.randint(3, 12)))
        text = "\n".join(
            "".join(draw.choices(words, k=draw.randint(1, 20))) for _ in range(draw.randint(0, 4))
        )
        item = draw.choice(items)
        day = dt.date(2019, 1, 1) + dt.timedelta(days=number * 9 + draw.randint(0, 8))
        name = f"{day:%Y%m%d}-{number:06d}"
        records[name] = Record(
            id=name, path=f"catalog/x/{name}.yml", items=(item.code,) if number % 3 else (),
            body=item.body if number % 3 else draw.choice(bodies), title=title,
            index_number=f"甲乙/2024-{number:05d}",
            number=f"铜政〔2024〕{number}号" if number % 2 else "",
            formed=day, published=None if number % 50 == 0 else day, issuer="", link="",
            text=text, abstract="".join(draw.choices(words, k=draw.randint(0, 6))),
            attachments=(), validity="", title_verified="", source="",
        )  # fmt: skip
    return replace(catalog, records=records)


def cut_small(patch: pytest.MonkeyPatch, *, segment: int, small: int) -> None:
    """Cut segments, files and pairs so small that every way of filing occurs."""
    patch.setattr(documents, "SEGMENT", segment)
    patch.setattr(segments, "SMALL", small)
    patch.setattr(texts, "PAGE", 300)
    patch.setattr(texts, "PIECE", 350)
    patch.setattr(postings, "BUCKET", 150)
    patch.setattr(postings, "ALONE", 40)


def fields(record: Record) -> list[str]:
    """Return the texts a document is found by, line by line."""
    own = [record.title, record.number, record.index_number]
    return [*own, *record.abstract.split("\n"), *record.text.split("\n")]
