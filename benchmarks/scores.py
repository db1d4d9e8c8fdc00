"""How well ranked codes answer the judged queries; tests/data/README.md says what is counted."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).parents[1] / "tests" / "data"
QUERIES = DATA / "search-queries.tsv"
CLASSES = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Score:
    """What one query, or the mean of several, reaches; each from 0 to 1."""

    success1: float
    success3: float
    success10: float
    mrr: float
    ndcg: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The mean of all classes but N, each class by its letter, and N's queries with an answer."""

    overall: Score
    classes: dict[str, Score]
    nonsense: int


def judged(file: Path = QUERIES) -> list[dict[str, str]]:
    """Return the rows of a file of judged queries, by column."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))


def scores_of(rows: Sequence[dict[str, str]], ranked: Sequence[Sequence[str]]) -> Scores:
    """Score the codes each query was answered with, best first; codes may come again."""
    found: dict[str, list[Score]] = {}
    nonsense = 0
    for row, codes in zip(rows, ranked, strict=True):
        if row["class"] == "N":
            nonsense += bool(codes)
        else:
            found.setdefault(row["class"], []).append(score(row, codes))
    return Scores(
        overall=mean([each for part in found.values() for each in part]),
        classes={name: mean(part) for name, part in sorted(found.items())},
        nonsense=nonsense,
    )


def score(row: dict[str, str], ranked: Sequence[str]) -> Score:
    """Score one query's first ten distinct items against its judgements."""
    first = list(dict.fromkeys(ranked))[:10]
    grades = dict.fromkeys(filter(None, row["grade1"].split(",")), 1)
    grades |= dict.fromkeys(filter(None, row["grade2"].split(",")), 2)
    rank = next((n for n, item in enumerate(first, 1) if grades.get(item) == 2), math.inf)
    ideal = _gain(sorted(grades.values(), reverse=True)[:10])
    return Score(
        success1=float(rank == 1),
        success3=float(rank <= 3),
        success10=float(rank <= 10),
        mrr=1 / rank,
        ndcg=_gain([grades.get(item, 0) for item in first]) / ideal if ideal else 0,
    )


def mean(scores: Sequence[Score]) -> Score:
    """Return the mean of each figure."""

    def of(name: str) -> float:
        return math.fsum(getattr(each, name) for each in scores) / len(scores)

    return Score(*(of(name) for name in ("success1", "success3", "success10", "mrr", "ndcg")))


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(n + 1) for n, grade in enumerate(grades, 1))
