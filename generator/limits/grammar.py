"""The grammar of time limits: from the tokens of one segment to its clause.

A segment is what stands between two separators. Its shape (words, lengths of time, days) chooses
the forms it may have; a form reads the words around the length and returns a clause, or None when
one of them has no reading. No form guesses: what isn't in the tables of ``limit_words`` is unread.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.limits import words
from generator.limits.phrases import (
    is_phrase,
    is_scope,
    split_at,
    strip_end,
    strip_start,
    tidy,
)
from generator.limits.tokens import Kind, Token
from generator.limits.words import Clause, Relation, TimeUnit
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PUBLISH = "|".join(words.PUBLISH)
_FILLERS = f"(?:{'|'.join(words.FILLERS)})*"
_PLACE = r"(?:在(?P<place>[\u4e00-\u9fff]{1,20}?(?:栏|网站|平台|大厅|场所)))?"
_TAIL = regex(f"{_FILLERS}{_PLACE}{_FILLERS}(?P<act>{_PUBLISH})?(?:[一1]次)?")
_TAIL_OF_THING = regex(f"{_FILLERS}{_PLACE}{_FILLERS}(?:{_PUBLISH})(?P<thing>.{{0,60}})")
_NOTIFY = regex(r"(?:发布|发出|发)?(?P<event>[\u4e00-\u9fff]{0,20}?)(?:预告|通知邀请|通知|邀请)")
_OTHER_LAW = regex(
    r"但?(?P<except>除)?(?:有关|相关)?(?:国家|上级|(?:法律|行政法规|地方性法规|法规|规章)"
    r"(?:(?:、|和|或者|或|及)?(?:法律|行政法规|地方性法规|法规|规章)){0,4})"
    r"(?:对[^另，]{1,20})?另有(?:明确)?规定的?，?(?P<end>的?除外|从其规定|按其规定|依照其规定|以?外)"
)
_ANNOUNCED = regex(
    r"(?P<event>[\u4e00-\u9fff]{1,20}?)时(?:对外|向社会)?(?:公布|公告|公示|公开|发布|明确|规定|确定)的"
    r"(?:公开|公布)?(?:时限|期限|时间)(?:以内|之内|内)(?P<tail>.*)"
)
_PROGRESS = regex(r"(?:按照|按|根据)(?:工作|项目)?(?:进展|进度)(?:情况)?")
_NEUTRAL = regex(
    r"动态(?:调整|更新|管理)|(?:此前)?已(?:公告|公开|公示|公布|发布)的不再重复(?:公告|公开|公示|公布|发布)?"
)


def read_beginning(text: str) -> tuple[str, str] | None:
    """Read what stands before a length: (scope, event), each perhaps ``""``; None when unread."""
    text = words.LEAD.sub("", text, count=1)
    if not text:
        return "", ""
    split = split_at(text, words.FROM_OR_AT)
    scope, rest = split or ("", text)
    scope, _ = strip_end(scope, words.OUGHT)
    event, start = strip_end(rest, words.STARTS)
    if start == "起" and event.endswith(tuple(words.NOT_FROM_NOW)):
        return None
    if start in {"后", "后的"} and event.endswith(tuple(words.NOT_AFTER)):
        return None
    if not start:
        event, _ = strip_end(rest, ("之日",))
        if not tidy(event).endswith(words.EVENT_VERBS):
            return (rest, "") if split is None and is_scope(rest) else None
    if (scope and not is_scope(scope)) or not is_phrase(event):
        return None
    return scope, tidy(event)


def read_tail(text: str) -> str | None:
    """Read what stands after a length: the place, perhaps ``""``; None when unread."""
    tail = _TAIL.fullmatch(text)
    return None if tail is None else tail["place"] or ""


# --- forms with a length: what stands before it, the length, what stands after it


def _within(before: str, span: Token, after: str) -> Clause | None:
    """Read 自信息形成之日起20个工作日内公开."""
    after, inside = strip_start(after, words.WITHIN)
    before, at_most = strip_end(before, words.AT_MOST)
    place, beginning = read_tail(after), read_beginning(before)
    if not (inside or at_most) or place is None or beginning is None:
        return None
    scope, event = beginning
    return Clause("", Relation.WITHIN, scope, span.n, span.unit, event, place=place)


def _before(before: str, span: Token, after: str) -> Clause | None:
    """Read 听证通知书在组织听证7个工作日前公开 and 拍卖开始日前20日."""
    before, _ = strip_end(before, words.AT_LEAST)
    after, mark = strip_start(after, words.BEFORE)
    if not mark:
        before, mark = strip_end(before, words.BEFORE)
        mark = before and mark
    place = read_tail(after)
    if not mark or place is None:
        return None
    before = words.LEAD.sub("", before, count=1)
    scope, event = split_at(before, words.AT) or ("", before)
    scope, _ = strip_end(scope, words.OUGHT)
    event, _ = strip_end(event, ("之日的", "之日", "的"))
    if (scope and not is_scope(scope)) or event.endswith((*words.STARTS, *words.BEFORE, "提")):
        return None
    # 次月10日前 is a day of the calendar, no length of time.
    if event and (not is_phrase(event) or event.endswith(("月", "年", "季"))):
        return None
    return Clause("", Relation.BEFORE, scope, span.n, span.unit, event, place=place)


def _ahead(before: str, span: Token, after: str) -> Clause | None:
    """Read 提前一周发布会议预告 and 会议召开前提前5日公开."""
    before, _ = strip_end(before, ("至少",))
    before, ahead = strip_end(before, ("提前",))
    before, _ = strip_end(before, ("至少",))
    event, mark = strip_end(before, words.BEFORE)
    notify, place = _NOTIFY.fullmatch(after), read_tail(after)
    if not ahead or bool(event) != bool(mark) or (notify is None and place is None):
        return None
    named = notify["event"] if notify else ""
    if (event and named) or (event + named and not is_phrase(event + named)):
        return None
    return Clause("", Relation.BEFORE, "", span.n, span.unit, event + named, place=place or "")


def _notice(before: str, span: Token, after: str) -> Clause | None:
    """Read 公示期不少于3日 and 初审后公示5个工作日: how long, not by when."""
    before, at_least = strip_end(before, words.AT_LEAST)
    rest, name = strip_end(before, words.NOTICE_NAMES)
    if not name:
        rest, name = strip_end(before, words.NOTICE_VERBS)
    beginning = read_beginning(rest)
    if not name or after not in {"", "以上", "及以上"} or beginning is None:
        return None
    if at_least == "为" and name in words.NOTICE_VERBS:
        return None
    scope, event = beginning
    return Clause(
        "",
        Relation.DURATION,
        scope,
        event=event,
        notice_n=span.n,
        notice_unit=span.unit,
        notice_word=name,
    )


def _every(before: str, span: Token, after: str) -> Clause | None:
    """Read 企业或单位欠税每季公告一次."""
    if read_tail(after) is None or (before and not is_scope(before)):
        return None
    return Clause("", Relation.EVERY, before, span.n, span.unit)


def _on_date(before: str, date: Token, after: str) -> Clause | None:
    """Read 每年3月31日前公布."""
    scope, _ = strip_end(before, ("于", "在"))
    scope, _ = strip_end(scope, words.OUGHT)
    place = read_tail(after)
    if place is None or (scope and not is_scope(scope)):
        return None
    unit = TimeUnit.YEAR
    return Clause("", Relation.ON_DATE, scope, unit=unit, place=place, day=date.day)


# --- forms without a length


def _other_law(text: str) -> Clause | None:
    """Read 法律、法规另有规定的从其规定 and 除法律另有规定外."""
    rider = _OTHER_LAW.fullmatch(text)
    if rider is None or (rider["except"] is not None) != (rider["end"] in {"外", "以外"}):
        return None
    return Clause("", Relation.OTHER_LAW)


def _mode(text: str) -> Clause | None:
    """Read 登记完成后及时在村公示栏公开: how, without a number."""
    place, mode = max((text.rfind(mode), mode) for mode in words.MODES)
    if place < 0:
        return None
    head, where = text[:place], read_tail(text[place + len(mode) :])
    beginning = ("", "") if _PROGRESS.fullmatch(head) else read_beginning(head)
    if where is None or beginning is None:
        return None
    scope, event = beginning
    return Clause("", words.MODES[mode], scope, event=event, place=where)


def _together(text: str) -> Clause | None:
    """Read 随采购公告、采购文件公开 and 与成交结果同时公告."""
    body, publish = strip_end(text, words.PUBLISH)
    body, together = strip_end(body, ("同时", "同步", "一并", "一起"))
    if body.startswith("随") and body[:2] not in {"随时", "随机", "随意", "随后", "随即", "随访"}:
        event, _ = strip_start(body[1:], ("同",))
    elif body.startswith("与") and together:
        event = body[1:]
    else:
        return None
    if event.endswith("随"):  # 随申请随公开: as often as asked
        return None
    return Clause("", Relation.WITH, event=event) if publish and is_phrase(event) else None


def _announced(text: str) -> Clause | None:
    """Read 征集时对外公布的时限内公开: the length stands in another document, each time anew."""
    found = _ANNOUNCED.fullmatch(text)
    place = read_tail(found["tail"]) if found else None
    if found is None or place is None:
        return None
    scope, event = split_at(found["event"], words.AT) or ("", found["event"])
    if scope or not is_phrase(event) or event.endswith(tuple(words.NOT_WHEN)):
        return None
    return Clause("", Relation.ANNOUNCED, event=event, place=place)


def _when(text: str) -> Clause | None:
    """Read 在实地启动拟征收土地工作时在村公示栏公开."""
    event, mark, rest = text.rpartition("时")
    tail = _TAIL.fullmatch(rest)
    scope, event = split_at(event, words.AT) or ("", event)
    if not mark or scope or tail is None or not tail["act"] or not is_phrase(event):
        return None
    if event.endswith(tuple(words.NOT_WHEN)):
        return None
    return Clause("", Relation.WITH, event=event, place=tail["place"] or "")


def _after(text: str) -> Clause | None:
    """Read 交易合同生效后公告交易结果: after the event, no length of time written."""
    event, mark, rest = text.rpartition("后")
    tail, beginning = _TAIL_OF_THING.fullmatch(rest), read_beginning(event + mark)
    if not mark or tail is None or beginning is None:
        return None
    scope, event = beginning
    thing = tail["thing"]
    if thing and (scope or not is_scope(thing)):
        return None
    return Clause("", Relation.AFTER, scope or thing, event=event, place=tail["place"] or "")


_COUNTED: dict[Kind, tuple[Callable[[str, Token, str], Clause | None], ...]] = {
    Kind.SPAN: (_within, _ahead, _before, _notice),
    Kind.EVERY: (_every,),
    Kind.DATE: (_on_date,),
}
_UNCOUNTED = (_other_law, _mode, _together, _announced, _when, _after)


def is_neutral(text: str) -> bool:
    """Tell whether words in brackets leave the limit as it is, e.g. 动态调整."""
    return _NEUTRAL.fullmatch(text) is not None


def with_notice(clause: Clause, notice: Clause) -> Clause:
    """Return the clause with the time that another one says it must stay public."""
    return replace(
        clause,
        notice_n=notice.notice_n,
        notice_unit=notice.notice_unit,
        notice_word=notice.notice_word,
    )


def read_segment(tokens: Sequence[Token]) -> Clause | None:
    """Return the clause of one segment, without its ``text``; None when it has no reading."""
    shape = re.fullmatch(
        "(?P<before>W?)(?P<first>[SED])(?:(?P<middle>W)(?P<second>S))?(?P<after>W?)|(?P<words>W)",
        "".join(token.kind.value for token in tokens),
    )
    if shape is None:
        return None
    if shape["words"]:
        return next((c for form in _UNCOUNTED if (c := form(tokens[0].text))), None)
    before = tokens[0].text if shape["before"] else ""
    after = tokens[-1].text if shape["after"] else ""
    first = tokens[shape.start("first")]
    if shape["second"]:  # 5个工作日内公示7个工作日
        middle, inside = strip_start(tokens[shape.start("middle")].text, words.WITHIN)
        term = _within(before, first, inside)
        notice = _notice(middle, tokens[shape.start("second")], after)
        whole = term and notice and not (notice.event or notice.scope)
        return with_notice(term, notice) if term and notice and whole else None
    return next((c for form in _COUNTED[first.kind] if (c := form(before, first, after))), None)
