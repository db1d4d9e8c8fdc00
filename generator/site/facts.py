"""The four facts in front of an item: who answers, whom to ring, until when, on what basis."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.limits import Clause, Relation, TimeUnit, explain
from generator.resolve.divisions import OWN_BODY

if TYPE_CHECKING:
    from generator.resolve.model import Basis, Body, Item, Unit
    from generator.site.view import Phone, View

_COUNTERS = {TimeUnit.WORKDAY: "个工作日", TimeUnit.MONTH: "个月", TimeUnit.QUARTER: "个季度"}


class Limit(Struct, frozen=True):
    """A time limit in plain words, and what they mean."""

    words: str
    explained: str


class Facts(Struct, frozen=True):
    """What an item's first card says."""

    who: str
    owner: Body
    joint: tuple[Body, ...]
    branch: bool  # the standard names a branch of a higher body
    phone: Phone
    limit: Limit
    basis: Basis | None
    others: int  # bases besides the first


def _counted(clause: Clause) -> str:
    assert clause.unit is not None
    return f"{clause.n} {_COUNTERS.get(clause.unit, clause.unit.value)}"


@lru_cache(maxsize=1024)
def plain_limit(text: str, clauses: tuple[Clause, ...]) -> Limit:
    """Say a limit plainly: one number in front where there is one, what it means below.

    A limit that can't be read keeps its own words, and no number is made of it.
    """
    if not clauses:
        return Limit(text, "时限照原文，不换算成天数。")
    explained = f"{explain(clauses)}。"
    only = clauses[0] if len(clauses) == 1 else None
    if only and only.n is not None and not only.scope and only.notice_n is None:
        counted = _counted(only)
        if only.relation is Relation.WITHIN:
            return Limit(f"{counted}内", explained)
        if only.relation is Relation.BEFORE:
            return Limit(f"提前 {counted}", explained)
    return Limit(text, explained)


@lru_cache(maxsize=1024)
def brief_limit(clauses: tuple[Clause, ...]) -> tuple[str, str] | None:
    """Return a limit's number and what it counts, for a table's cell; None: read the words."""
    only = clauses[0] if len(clauses) == 1 else None
    if only is None or only.n is None or only.unit is None or only.scope or only.notice_n:
        return None
    before = "提前" if only.relation is Relation.BEFORE else ""
    plain = only.relation in {Relation.WITHIN, Relation.BEFORE}
    return (f"{before}{only.n}", _COUNTERS.get(only.unit, only.unit.value)) if plain else None


def _branches_only(view: View, code: str) -> bool:
    """Tell whether a standard row names nobody but branches of higher bodies."""

    def told() -> bool:
        standard = view.catalog.standards.get(code)
        subjects = [view.catalog.subjects[s] for s in standard.subjects] if standard else []
        return bool(subjects) and all(subject.kind == "上级派出" for subject in subjects)

    return view.trace.shared(("branch", code), told)


def facts_of(view: View, item: Item, unit: Unit) -> Facts:
    """Return the facts of one unit's item."""
    catalog = view.catalog
    body = catalog.bodies[item.body]
    return Facts(
        who=view.body_name(body),
        owner=body,
        joint=tuple([catalog.bodies[other] for other in item.joint if other in catalog.bodies]),
        branch=unit.level in OWN_BODY and _branches_only(view, item.standard),
        phone=view.phone_of(body),
        limit=plain_limit(item.limit, item.clauses),
        basis=catalog.bases.get(item.citations[0].basis) if item.citations else None,
        others=max(0, len(item.citations) - 1),
    )
