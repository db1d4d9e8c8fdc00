"""How much changes weigh and which were accepted: ``catalog/audit.yml``, and the verdict by it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.diff.alike import folded
from generator.audit.rules import RULES, codes
from generator.audit.snapshots import Shelf, UnsoundError
from generator.audit.verdict import Acceptance, Judged, Report
from generator.check import entry_of
from generator.diagnostics import Severity
from generator.load import Held

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from generator.audit.diff.model import Change, Comparison
    from generator.audit.sources import Source

PATH = "catalog/audit.yml"
_SEVERITIES = {severity.value: severity for severity in Severity}
_NEVER = dt.date.min  # the last day of an acceptance whose 至 is in no calendar
UNTOLD = "不报"  # a weight: the change is listed, and nothing is said of it


class Policy(Struct, frozen=True):
    """``weights``: rules weighed otherwise than usual; None is not told at all."""

    weights: Mapping[str, Severity | None]
    accepted: tuple[Acceptance, ...] = ()

    def weigh(self, code: str) -> Severity | None:
        """Return a rule's weight."""
        rule = RULES[code]
        return rule.severity if rule.fixed else self.weights.get(code, rule.severity)


def read_policy(source: Source) -> Policy:
    """Return a catalog's policy, the usual one where it has none.

    Raises UnsoundError when the file can't be read.
    """
    if PATH not in source.files:
        return Policy({})
    documents, faults = Shelf().fetch(source, [PATH])
    if PATH not in documents:
        raise UnsoundError(source.label, faults)
    entry, wrong = entry_of(documents[PATH], Held(documents))
    if wrong:
        raise UnsoundError(source.label, wrong)
    return Policy(
        {code: _SEVERITIES.get(word) for code, word in entry.data.get("规则", {}).items()},
        tuple(
            Acceptance(a["变化"], a["理由"], a["谁"], _day(a["至"]))
            for a in entry.data.get("接受", ())
        ),
    )


def _day(text: str) -> dt.date:
    """Return the last day of an acceptance; one that isn't in the calendar has never been."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return _NEVER


def judge(
    comparison: Comparison,
    policy: Policy,
    today: dt.date,
    *,
    fail_on: Collection[str] = (),
    complete: bool = True,
) -> Report:
    """Return a comparison weighed by a policy.

    ``fail_on``: meanings and kinds that fail whatever they weigh. ``complete``: every acceptance
    has to be needed; not so where other revisions are compared than it was written for.
    """
    standing = {a.change: a for a in policy.accepted if a.until >= today}
    judged = tuple(_judged(change, policy, standing) for change in comparison.changes)
    by_id = {one.change.id: one for one in judged}
    folds = tuple(
        tuple(by_id[change.id] for change in fold.changes) for fold in folded(comparison.changes)
    )
    used = {one.acceptance.change for one in judged if one.acceptance}
    problems = tuple(_problems(policy, used, by_id.keys(), today, complete=complete))
    failed = bool(problems) or any(_fails(one, fail_on) for one in judged)
    return Report(comparison, judged, folds, problems, failed)


def _judged(change: Change, policy: Policy, standing: Mapping[str, Acceptance]) -> Judged:
    found = codes(change)
    weights = [weight for code in found if (weight := policy.weigh(code))]
    fixed = any(RULES[code].fixed for code in found)
    return Judged(
        change,
        found,
        min(weights, key=lambda weight: weight.rank, default=None),
        None if fixed else standing.get(change.id),
    )


def _fails(one: Judged, fail_on: Collection[str]) -> bool:
    if one.acceptance:
        return False
    words = {one.change.kind.name.lower(), *(m.name.lower() for m in one.change.meanings)}
    return one.severity is Severity.ERROR or not words.isdisjoint(fail_on)


def _problems(
    policy: Policy,
    used: Collection[str],
    present: Collection[str],
    today: dt.date,
    *,
    complete: bool,
) -> Iterator[str]:
    for accepted in policy.accepted:
        name = f"{PATH} 接受的变化 {accepted.change}（{accepted.reason}）"
        if accepted.until == _NEVER:
            yield f"{name}的“至”不是真有的一天，这一条没有用。核对年月日。"
        elif accepted.change in present and accepted.until < today:
            yield f"{name}到 {accepted.until} 为止，已经过期。重新决定，改“至”，或者把变化改回去。"
        elif accepted.change in present and accepted.change not in used:
            yield f"{name}不能接受：没有留下记载的消失，只能补上记载。"
        elif complete and accepted.change not in present:
            yield f"{name}用不上了：这次比较里没有它。删去这一条。"
