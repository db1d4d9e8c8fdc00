"""What identifies a person stays out of what is published, unless someone answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.privacy.sweep import UNCHECKED, WORDS, sweep
from generator.check.privacy.waivers import waivers
from generator.check.registry import Finding, rule
from generator.diagnostics import Severity
from generator.load import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.index import Index

_PRIVATE = (
    "《中华人民共和国政府信息公开条例》第十五条：涉及个人隐私、公开会对第三方合法权益造成损害的"
    "政府信息，不得公开。"
)
_PERSONAL = "《中华人民共和国个人信息保护法》第四条：能识别自然人的信息是个人信息。"
_SENSITIVE = "《中华人民共和国个人信息保护法》第二十八条：金融账户是敏感个人信息。"
WAIVABLE = (*WORDS, UNCHECKED)


@rule("privacy-id", "不能公开身份证号", why=_PRIVATE + _PERSONAL)
def identities(index: Index) -> Iterator[Finding]:
    """Eighteen digits with a real area, a real birthday and the right check digit."""
    yield from index.once(sweep).of("privacy-id")


@rule(
    "privacy-old-id",
    "可能是十五位的旧身份证号",
    severity=Severity.WARNING,
    why=_PRIVATE + _PERSONAL,
)
def old_identities(index: Index) -> Iterator[Finding]:
    """Fifteen digits have no check digit: a number may look like one by chance."""
    yield from index.once(sweep).of("privacy-old-id")


@rule("privacy-card", "不能公开银行卡号", why=_PRIVATE + _SENSITIVE)
def bank_cards(index: Index) -> Iterator[Finding]:
    """A known issuer, the right check digit, and words of banking nearby."""
    yield from index.once(sweep).of("privacy-card")


@rule("privacy-card-like", "可能是银行卡号", severity=Severity.WARNING, why=_PRIVATE + _SENSITIVE)
def card_likes(index: Index) -> Iterator[Finding]:
    """A known issuer and the right check digit, but nothing says it is a card."""
    yield from index.once(sweep).of("privacy-card-like")


@rule(
    "privacy-phones",
    "名单里有个人手机号码",
    severity=Severity.WARNING,
    why=_PRIVATE + _PERSONAL,
)
def telephones(index: Index) -> Iterator[Finding]:
    """Two mobile numbers in one field, or one beside a name; an office's single one is its own."""
    yield from index.once(sweep).of("privacy-phones")


@rule(
    "privacy-address",
    "名单里有具体到门牌的住址",
    severity=Severity.WARNING,
    why=_PRIVATE + _PERSONAL,
)
def homes(index: Index) -> Iterator[Finding]:
    """Two homes down to the door in one field."""
    yield from index.once(sweep).of("privacy-address")


@rule(
    "privacy-unchecked",
    "附件未能检查个人信息",
    severity=Severity.WARNING,
    why="读不出文字的附件里有没有个人信息，软件不知道。",
)
def unchecked(index: Index) -> Iterator[Finding]:
    """What could not be read is never called clean."""
    yield from index.once(sweep).of("privacy-unchecked")


@rule("privacy-waiver-unknown", "豁免的规则要是可以豁免的", why="写错名称的豁免不起作用。")
def unknown_waivers(index: Index) -> Iterator[Finding]:
    """A misspelt rule would waive nothing, and nobody would notice."""
    for waiver in index.once(waivers):
        if waiver.rule not in WAIVABLE:
            guess = nearest(waiver.rule, WAIVABLE)
            yield Finding(
                waiver.entry,
                ["豁免", waiver.position, "规则"],
                f"没有“{waiver.rule}”这条可以豁免的规则。",
                f"是不是想写“{guess}”？" if guess else f"可以豁免的有：{'、'.join(WAIVABLE)}。",
                paste=guess or "",
            )


@rule("privacy-waiver-ended", "豁免到期就不再有效", why="豁免有期限，到期要重新决定还能不能公开。")
def ended_waivers(index: Index) -> Iterator[Finding]:
    """A decision to publish is taken for a time, and then taken anew."""
    for waiver in index.once(waivers):
        if waiver.rule in WAIVABLE and not waiver.holds_on(index.today):
            said = f"豁免“{waiver.rule}”到 {waiver.until} 为止，已经过期。"
            yield Finding(
                waiver.entry,
                ["豁免", waiver.position, "至"],
                said if waiver.until else "没有这一天，豁免不起作用。",
                "删去个人信息和这条豁免；仍要公开的，重新决定并改日期。",
            )


@rule(
    "privacy-waiver-unused",
    "用不上的豁免可以删去",
    severity=Severity.NOTE,
    why="不起作用的豁免会让监督的人以为这里有个人信息。",
)
def unused_waivers(index: Index) -> Iterator[Finding]:
    """A waiver that silences nothing would silence the next leak."""
    used = index.once(sweep).used
    for waiver in index.once(waivers):
        told = waiver.rule in WAIVABLE and waiver.holds_on(index.today)
        if told and (waiver.entry.path, waiver.rule) not in used:
            yield Finding(
                waiver.entry,
                ["豁免", waiver.position],
                f"豁免“{waiver.rule}”没有用上：这个文件和它的附件里没有要豁免的内容。",
                "删去这条豁免。",
            )
