"""What every form of a report says in the same words: the proof, the counts, the headings."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.diff.model import Kind, Meaning, Thing
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.audit.diff.model import Change, LeftBehind, Proof, Side, Value
    from generator.audit.verdict import Judged, Report

SAME = "这两个版本完全一样。"
NOTHING = "目录没有变化：文件的写法改了，说的内容没有改。"
EMPTY = "空"
_PART = regex(r"[0-9]+|[A-Za-z]+|.", re.DOTALL)
_LONGEST = 600  # characters compared part by part; a longer text is shown as exchanged whole
_SHORTEST = 2  # parts in common that are worth keeping, unless they stand at an end
_UNITS = 12  # units, and departments of one, that a summary names
MISSING = "没有写明"


class Grade(Struct, frozen=True):
    """One part of a report: what is gravest stands first. ``anchor``: its name in links."""

    title: str
    anchor: str
    meanings: tuple[Meaning, ...]


GRADES = (
    Grade("停止和收窄", "less", (Meaning.NARROWING,)),
    Grade("不可判", "unclear", (Meaning.UNCLEAR,)),
    Grade("新增和扩大", "more", (Meaning.WIDENING,)),
    Grade("仅文字", "words", (Meaning.WORDING,)),
    Grade("登记信息", "notes", (Meaning.METADATA,)),
)

Fold = tuple["Judged", ...]


def graded(report: Report) -> Iterator[tuple[Grade, list[Fold]]]:
    """Yield each part that has something in it, with its changes."""
    for grade in GRADES:
        found = [f for f in report.folds if f[0].change.meanings[0] in grade.meanings]
        if found:
            yield grade, found


def between(old: Side, new: Side) -> str:
    """Say which two versions are compared."""
    return f"旧版：{_side(old)}　新版：{_side(new)}"


def _side(side: Side) -> str:
    known = [side.revision[:10]] if side.revision and side.revision[:10] not in side.label else []
    day = side.date.isoformat() if side.date else ""
    known += [day] if day and day not in side.label else []
    return f"{side.label}（{'，'.join(known)}）" if known else side.label


def proof_head(proof: Proof) -> str:
    """Say whether something vanished."""
    if proof.vanished:
        return f"有 {proof.vanished:,} 项消失，没有留下停止公开的记载。"
    return "没有事项无故消失。"


def proof_sums(proof: Proof) -> tuple[str, str]:
    """Say both sums: where the old version's items went, where the new one's come from."""
    old = [f"新版继续公开 {proof.continued:,} 项", f"停止公开 {proof.withdrawn:,} 项"]
    old += [f"消失 {proof.vanished:,} 项"] if proof.vanished else []
    new = [f"继续公开 {proof.continued:,} 项", f"新增 {proof.added:,} 项"]
    new += [f"恢复公开 {proof.resumed:,} 项"] if proof.resumed else []
    new += [f"拆分多出 {proof.split:,} 项"] if proof.split else []
    said = f"新版 {proof.new:,} 项 = {' + '.join(new)}"
    said += f" - 合并减少 {proof.merged:,} 项" if proof.merged else ""
    return f"旧版 {proof.old:,} 项 = {' + '.join(old)}", said


def counts(changes: Sequence[Change]) -> tuple[tuple[str, int], ...]:
    """Return how many changes there are by what matters; one may count more than once."""
    items = [change for change in changes if change.thing is Thing.ITEM]
    kinds = [change.kind for change in items]
    moved = (Kind.MOVED, Kind.RENUMBERED, Kind.SPLIT, Kind.MERGED)
    whole = (Kind.ADDED, Kind.RESUMED, Kind.WITHDRAWN, Kind.VANISHED)
    parts = [change for change in changes if change.kind not in whole]

    def meaning(wanted: Meaning) -> int:
        return sum(wanted in change.meanings for change in parts)

    return (
        ("新增", kinds.count(Kind.ADDED) + kinds.count(Kind.RESUMED)),
        ("停止公开", kinds.count(Kind.WITHDRAWN)),
        ("消失", sum(change.kind is Kind.VANISHED for change in changes)),
        ("移动", sum(kind in moved for kind in kinds)),
        ("收窄", meaning(Meaning.NARROWING)),
        ("不可判", meaning(Meaning.UNCLEAR)),
        ("扩大", meaning(Meaning.WIDENING)),
        ("仅文字", meaning(Meaning.WORDING)),
    )


def touched(changes: Sequence[Change]) -> dict[str, dict[str, int]]:
    """Return the units whose own things changed, with the bodies in charge: how many changes each.

    Those with the most first; a town is its own body. Persons are no part of a comparison.
    """
    found: dict[str, Counter[str]] = {}
    for change in changes:
        if change.place:
            found.setdefault(change.place, Counter())[change.body or change.place] += 1
    units = sorted(found.items(), key=lambda unit: -unit[1].total())
    return {unit: dict(bodies.most_common()) for unit, bodies in units}


def changed_units(changes: Sequence[Change]) -> str:
    """Say which units' things changed, and in which departments: 修改单位."""
    units = touched(changes)
    told = [
        f"{unit} {sum(bodies.values()):,}{_departments(unit, bodies)}"
        for unit, bodies in list(units.items())[:_UNITS]
    ]
    more = f" 等 {len(units):,} 个单位" if len(units) > _UNITS else ""
    return f"修改单位：{'；'.join(told)}{more}" if told else ""


def _departments(unit: str, bodies: Mapping[str, int]) -> str:
    named = [f"{body} {count:,}" for body, count in bodies.items() if body != unit]
    more = " 等" if len(named) > _UNITS else ""
    return f"（{'、'.join(named[:_UNITS])}{more}）" if named else ""


def heading(change: Change) -> str:
    """Return what a change is about: 20-06 最低生活保障·审批信息."""
    key = change.code if change.thing is Thing.ITEM else change.key
    named = change.title if key in (change.title, "") else f"{key} {change.title}"
    return named if change.thing is Thing.ITEM else f"{change.thing.value} {named}"


def whose(fold: Fold) -> str:
    """Return whose a change is: the unit and the body in charge, or how many units'."""
    change = fold[0].change
    if len(fold) > 1:
        return f"{len(fold)} 个单位"
    body = "" if change.body in (change.place, "") else change.body
    return "·".join(filter(None, (change.place, body)))


def lineage(change: Change) -> str:
    """Say where a change came from or went to, "" when it stayed itself.

    Of what vanished, how far it is known, and that a step in between may be missing.
    """
    if change.kind is Kind.VANISHED:
        return _lost_track(change) if change.thing is Thing.ITEM else ""
    said = ""
    if change.targets:
        said = f"拆分成 {'、'.join(change.targets)}"
    elif change.sources:
        word = "合并自" if change.kind is Kind.MERGED else "原来是"
        said = f"{word} {'、'.join(change.sources)}"
    return f"{said}；中间的编号：{_ways(change)}" if change.ways else said


def _lost_track(change: Change) -> str:
    so_far = f"历史里写到 {_ways(change)} 为止；" if change.ways else ""
    return f"{so_far}中间可能有一步没有写明或者不在两版里，运行 gongkai log {change.key} 查看"


def _ways(change: Change) -> str:
    return "；".join(" → ".join(way) for way in change.ways)


def reach(change: Change) -> str:
    """Say whom a changed standard reaches and whom it doesn't."""
    if not change.reach:
        return ""
    spared = (
        f"；另有 {len(change.spared)} 项有本单位自己的写法，没有跟着改" if change.spared else ""
    )
    return f"{len(change.reach)} 个事项跟着改{spared}"


def grounds(change: Change) -> tuple[tuple[str, str], ...]:
    """Return reason, date and document of what ended; a missing one is said to be missing."""
    if change.kind is Kind.VANISHED:
        return (("记载", MISSING),)
    if change.kind is not Kind.WITHDRAWN and not (change.reason or change.basis):
        return ()
    if change.thing is not Thing.ITEM:  # their files say when and why in fields of their own
        return ()
    day = change.date.isoformat() if change.date else MISSING
    before = "停止时的" if change.kind is Kind.RESUMED else ""
    said = (change.reason or MISSING, day, change.basis or MISSING)
    return tuple(zip((f"{before}理由", "日期", "依据文件"), said, strict=True))


def missed(left: LeftBehind) -> str:
    """Say who was left behind by a change made alike in most units."""
    total = len(left.changed) + len(left.left)
    return (
        f"{left.code} {left.title}：{total} 个单位的“{left.field}”原来一样，"
        f"{len(left.changed)} 个改成了“{one_line(left.new) or EMPTY}”，"
        f"{len(left.left)} 个没有改：{'、'.join(left.left)}。"
    )


def one_line(value: Value) -> str:
    """Return a value as one text."""
    return "；".join(value) if isinstance(value, tuple) else value


def pieces(old: Value, new: Value, side: str) -> Iterator[tuple[bool, str]]:
    """Yield the stretches of one side (``old`` or ``new``): whether the other has it, the text.

    Texts are compared by characters, numbers and words of letters whole (10 and 15 have no 1 in
    common); lists by entries.
    """
    listed = isinstance(old, tuple) or isinstance(new, tuple)
    before, after = (_entries(old), _entries(new)) if listed else (_parts(old), _parts(new))
    own = before if side == "old" else after
    for same, *places in _stretches(before, after, 1 if listed else _SHORTEST):
        start, end = places[:2] if side == "old" else places[2:]
        for place in range(start, end) if listed else ():
            yield same, own[place]
            if place + 1 < len(own):
                yield True, "；"
        if not listed and start < end:
            yield same, "".join(own[start:end])


def _parts(value: Value) -> tuple[str, ...]:
    text = str(value)
    return tuple(_PART.findall(text)) if len(text) <= _LONGEST else (text,)


def _stretches(
    before: Sequence[str], after: Sequence[str], least: int
) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield (is it the same, from and to before, from and to after) through both to their ends.

    Fewer than ``least`` parts in common are none, unless both begin or end with them.
    """
    was = now = 0
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        ends = block.a + block.size, block.b + block.size
        at_edge = block.a == block.b == 0 or ends == (len(before), len(after))
        if block.size < least and not at_edge:
            continue
        if (was, now) != (block.a, block.b):
            yield False, was, block.a, now, block.b
        if block.size:
            yield True, block.a, ends[0], block.b, ends[1]
        was, now = ends


def _entries(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else tuple(filter(None, (value,)))
