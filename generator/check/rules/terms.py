"""What citizens call things: each word leads to words the catalog uses, and has a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Finding, rule
from generator.load import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.index import Index

OFFICIAL = "目录原文"  # the word stands in the catalog itself
SHORTENED = "缩略"  # its characters stand, in this order, in the official word


def _phrases(index: Index) -> frozenset[str]:
    """Return every official text: areas, items' titles, elements and grounds, laws."""
    found: set[str] = set()
    for entry in index.of("standard"):
        found.update((entry.data["名称"], *entry.data.get("又称", ())))
    rows = [row.data for row in index.rows.values()]
    for data in (*rows, *(data for _, _, data in index.items)):
        found.update(data[key] for key in ("一级事项", "二级事项") if key in data)
        found.update(text for key in ("公开内容", "公开依据") for text in data.get(key, ()))
    found.update(base["名称"] for base in index.table("bases", "依据").values())
    return frozenset(found)


@rule(
    "ref-term",
    "群众用语要对应目录里的词",
    why="右边的词在目录里找不到，群众用左边的说法就什么也查不到。",
)
def targets(index: Index) -> Iterator[Finding]:
    """Each official word of terms.yml stands in some text of the catalog."""
    entry = index.single("terms")
    if entry is None:
        return
    phrases = index.once(_phrases)
    text = "\n".join(sorted(phrases))
    for word, official in entry.data["群众用语"].items():
        for i, target in enumerate(official):
            if target in text:
                continue
            guess = nearest(target, phrases)
            advice = f"是不是“{guess}”？" if guess else "写事项、内容、依据里的词，或者领域的名称。"
            yield Finding(
                entry, ["群众用语", word, i], f"目录里没有“{target}”这个词。", advice,
                paste=guess or "",
            )  # fmt: skip


@rule(
    "term-source",
    "群众用语要写来源",
    why="对照表里的每个词都要能追问：从哪里来，怎样核对。",
)
def sources(index: Index) -> Iterator[Finding]:
    """Where 用语来源 is kept, each word has one source, and what it claims is so."""
    entry = index.single("terms")
    if entry is None or "用语来源" not in entry.data:
        return
    words, text = entry.data["群众用语"], "\n".join(sorted(index.once(_phrases)))
    told: dict[str, str] = {}
    for source, listed in entry.data["用语来源"].items():
        for i, word in enumerate(listed):
            fault = _fault(word, source, words, told, text)
            told.setdefault(word, source)
            if fault:
                where = ["用语来源", source, i]
                yield Finding(entry, where, fault, "改正这个词，或者移到别的来源下面。")
    for word in words:
        if word not in told:
            advice = "在“用语来源”里写上它从哪里来，例如“日常说法”。"
            yield Finding(entry, ["群众用语", word], f"“{word}”没有写来源。", advice, key=True)


def _fault(
    word: str, source: str, words: dict[str, list[str]], told: dict[str, str], text: str
) -> str:
    """Return what is wrong with a word's source, or nothing."""
    if word not in words:
        return f"群众用语里没有“{word}”。"
    if word in told:
        return f"“{word}”已经写在“{told[word]}”下面。"
    if source == OFFICIAL and word not in text:
        return f"目录里没有“{word}”这个词，来源不是“{source}”。"
    if source == SHORTENED and not any(_shortens(word, official) for official in words[word]):
        return f"“{word}”不是右边的词按字缩成的，来源不是“{source}”。"
    return ""


def _shortens(word: str, official: str) -> bool:
    """Tell whether a word's characters stand in another in the same order."""
    rest = iter(official)
    return all(char in rest for char in word)
