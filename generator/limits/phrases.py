"""Events and scopes: the phrases of a time limit that name what it counts from and holds for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.limits import words
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_VERB = "|".join(words.FORMATION_VERBS)
_VERBS = f"(?:{_VERB})(?:(?:、|或者)(?:{_VERB}))*"
_ALTERNATIVES = regex(f"({_VERB})（({_VERB})((?:、(?:{_VERB}))*)）")
_OR = regex(f"({_VERB})或(?=(?:{_VERB}))")
_BARE = regex(_VERBS)
_FORMED = regex(f"(?P<thing>.*?)(?P<verbs>{_VERBS})")
_MADE = regex(f"(?P<verbs>{_VERBS})(?P<thing>.+)")
_INFORMATION = ("", "信息", "政府信息", "公开事项信息")


def strip_start(text: str, table: Iterable[str]) -> tuple[str, str]:
    """Return the text without the first of the words it starts with, and that word or ``""``."""
    word = next((word for word in table if text.startswith(word)), "")
    return text[len(word) :], word


def strip_end(text: str, table: Iterable[str]) -> tuple[str, str]:
    """Return the text without the first of the words it ends with, and that word or ``""``."""
    word = next((word for word in table if text.endswith(word)), "")
    return text[: len(text) - len(word)], word


def tidy(event: str) -> str:
    """Write an event's alternatives one way: 信息形成（变更） as 信息形成或者变更."""
    event = re.sub(r"该(?=信息|政府信息|决定|文件)", "", event)
    alternative = _ALTERNATIVES.search(event)
    if alternative:
        verbs = [alternative[1], alternative[2], *alternative[3].split("、")[1:]]
        joined = "、".join(verbs[:-1]) + "或者" + verbs[-1]
        event = event[: alternative.start()] + joined + event[alternative.end() :]
    return _OR.sub(r"\1或者", event)


def is_phrase(text: str) -> bool:
    """Tell whether a text can be an event or a scope: nothing about time is left unread in it."""
    if not 0 < len(text) <= words.LONGEST_PHRASE or any(word in text for word in words.UNREAD):
        return False
    if text[-1] in "、之的" or text[0] == "、":
        return False
    return "，" not in text or text.startswith("除")


def is_scope(text: str) -> bool:
    """Tell whether a text names what a clause holds for."""
    return is_phrase(text) and text.endswith(words.SCOPE_NOUNS)


def is_formation(event: str) -> bool:
    """Tell whether an event is the information's own coming to exist (条例第二十六条)."""
    formed, made = _FORMED.fullmatch(event), _MADE.fullmatch(event)
    if formed and formed["verbs"] == "变更":
        return formed["thing"] in _INFORMATION
    if formed:
        return not formed["thing"] or formed["thing"].endswith(words.FORMED)
    return made is not None and made["thing"].endswith(words.MADE)


def thing_formed(event: str) -> str:
    """Return what an event forms when that is less than all information, else ``""``."""
    formed, made = _FORMED.fullmatch(event), _MADE.fullmatch(event)
    if formed:
        thing = formed["thing"]
        special = thing.endswith(words.FORMED) and thing not in {*_INFORMATION, *words.FORMED}
    elif made and made["verbs"] == "作出":
        thing = made["thing"]
        special = thing.endswith(words.FORMED) and thing not in words.FORMED
    else:
        return ""
    return thing if special else ""


def complete(event: str, scope: str) -> str:
    """Return a bare 形成 or 作出 with what it forms: the scope's decision, else the information."""
    if not _BARE.fullmatch(event):
        return event
    if scope.endswith(("决定", "决定书")):
        return scope + event
    return event if "作出" in event else "信息" + event


def split_at(text: str, mark: re.Pattern[str]) -> tuple[str, str] | None:
    """Split at the first 自 or 在 that is a word of its own; None when there is none."""
    found = mark.search(text)
    return (text[: found.start()], text[found.end() :]) if found else None
