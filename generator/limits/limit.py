"""Time limits (公开时限): reading them, choosing the one to judge by, saying them plainly.

A limit is not a number: it is clauses, each with what it holds for and what it counts from. What
can't be read is 不可判, as a whole; no number is ever supplied that isn't written.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.limits import grammar, phrases, words
from generator.limits import tokens as lexer
from generator.limits.speech import explain
from generator.limits.tokens import Kind, Token
from generator.limits.words import Clause, Relation, TimeUnit
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Clause", "Relation", "TimeUnit", "explain", "judgeable", "parse_limit"]

_CONNECTIVE = regex("其中|以及|或者|同时|但是|但|或(?!有)|且|并(?![购网联轨案])")
_COUNTABLE = {TimeUnit.WORKDAY, TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH}
_UNNOTICED = {Relation.OTHER_LAW, Relation.DURATION}


@lru_cache(maxsize=1024)  # some dozens of wordings stand in thousands of items
def parse_limit(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a time limit in their order; empty when it is 不可判.

    One part without a reading makes the whole 不可判: the rest of a promise is another promise.
    """
    if len(text) > words.LONGEST:
        return ()
    normal, places = lexer.normalise(text)
    tokens = lexer.tokenise(normal)
    if tokens is None:
        return ()
    clauses: list[Clause] = []
    for segment in _segments(tokens):
        start, end = places[segment[0].start], places[segment[-1].end - 1] + 1
        read = _read(segment, text, places, later=bool(clauses))
        if not read:
            return ()
        read[0] = replace(read[0], text=text[start:end])
        if clauses and _is_notice_only(read[0], clauses[-1]):
            extended = text[text.rindex(clauses[-1].text, 0, start) : end]
            read[0] = replace(grammar.with_notice(clauses.pop(), read[0]), text=extended)
        clauses += read
    return () if _are_at_odds(clauses) else _narrowed(clauses)


def judgeable(clauses: tuple[Clause, ...]) -> Clause | None:
    """Return the one clause by which lateness may be computed from a 形成日期, or None.

    Nobody may be accused falsely (条例第二十六条 leaves room for other laws), so the limit must
    consist of lengths of time after the information itself came to exist, and nothing else; where
    parts of it have shorter limits, the general one, which binds every part, is returned.
    """
    if any(c.relation not in {Relation.WITHIN, Relation.DURATION} for c in clauses):
        return None
    limits = [clause for clause in clauses if clause.relation is Relation.WITHIN]
    general = [clause for clause in limits if not clause.scope]
    if len(general) != 1 or not all(phrases.is_formation(clause.event) for clause in limits):
        return None
    found = general[0]
    if found.unit not in _COUNTABLE or found.n is None:
        return None
    shorter = (c.unit is found.unit and c.n is not None and c.n <= found.n for c in limits)
    return found if all(shorter) else None


def _segments(tokens: tuple[Token, ...]) -> Iterator[list[Token]]:
    """Yield the tokens between separators; empty ones between two separators are nothing."""
    segment: list[Token] = []
    for token in tokens:
        if token.kind is not Kind.SEPARATOR:
            segment.append(token)
        elif segment:
            yield segment
            segment = []
    if segment:
        yield segment


def _read(
    segment: list[Token],
    text: str,
    places: tuple[int, ...],
    *,
    later: bool,
) -> list[Clause] | None:
    """Read one segment: its heading (范围：), its clause, and what its closing brackets add."""
    body = list(segment)
    riders: list[Token] = []
    while len(body) > 1 and body[-1].kind is Kind.PAREN:
        riders.insert(0, body.pop())
    body, scope = _without_heading(body)
    clause = grammar.read_segment(_folded(body, later=later))
    if clause is None or (scope and clause.scope):
        return None
    scope = scope or clause.scope
    clauses = [replace(clause, scope=scope, event=phrases.complete(clause.event, scope))]
    for rider in riders:
        if grammar.is_neutral(rider.text):
            continue
        more = parse_limit(text[places[rider.start] + 1 : places[rider.end - 1]])
        if not more:
            return None
        if len(more) == 1 and _is_notice_only(more[0], clauses[-1]):
            clauses[-1] = grammar.with_notice(clauses[-1], more[0])
        else:
            clauses += more
    return clauses


def _without_heading(body: list[Token]) -> tuple[list[Token], str]:
    """Take 结果信息： off; a colon anywhere else stays, and has no reading."""
    if len(body) > 2 and (body[0].kind, body[1].kind) == (Kind.WORD, Kind.COLON):  # noqa: PLR2004
        heading = body[0].text
        if heading in words.LABELS:
            return body[2:], ""
        if phrases.is_phrase(heading):
            return body[2:], heading
    return body, ""


def _folded(body: list[Token], *, later: bool) -> list[Token]:
    """Set brackets into the words around them, and take 其中 and 或 off a later segment."""
    folded: list[Token] = []
    for token in body:
        last = folded[-1] if folded else None
        if token.kind is Kind.PAREN and _is_words(token.text):
            token = replace(token, kind=Kind.WORD, text=f"（{token.text}）")  # noqa: PLW2901
        if last is not None and token.kind is last.kind is Kind.WORD:
            folded[-1] = replace(last, end=token.end, text=last.text + token.text)
        else:
            folded.append(token)
    if later and folded[0].kind is Kind.WORD:
        connective = _CONNECTIVE.match(folded[0].text)
        rest = folded[0].text[connective.end() :] if connective else folded[0].text
        folded[:1] = [replace(folded[0], text=rest)] if rest else []
    return folded


def _is_words(text: str) -> bool:
    """Tell whether the inside of brackets is nothing but words: no time, no heading."""
    tokens = lexer.tokenise(text)
    return tokens is not None and all(token.kind is Kind.WORD for token in tokens)


def _is_notice_only(clause: Clause, previous: Clause) -> bool:
    """Tell whether a clause says only how long what the previous one publishes stays public."""
    return (
        clause.relation is Relation.DURATION
        and not (clause.scope or clause.event)
        and previous.relation not in _UNNOTICED
        and previous.notice_n is None
    )


def _are_at_odds(clauses: list[Clause]) -> bool:
    """Tell whether a second length of time has nothing that tells it from the first.

    What 20个工作日内，最长不超过30个工作日 means is not for a parser to decide.
    """
    limits = [clause for clause in clauses if clause.relation is Relation.WITHIN]
    return any(not (clause.scope or clause.event) for clause in limits[1:])


def _narrowed(clauses: list[Clause]) -> tuple[Clause, ...]:
    """Give a clause among several the scope its event names: 行政处罚决定作出后7个工作日内."""
    if sum(clause.relation is Relation.WITHIN for clause in clauses) == 1:
        return tuple(clauses)
    return tuple(
        replace(clause, scope=clause.scope or phrases.thing_formed(clause.event))
        if clause.relation is Relation.WITHIN
        else clause
        for clause in clauses
    )
