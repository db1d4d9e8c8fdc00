"""The time-limit parser, against meanings decided by reading (``limits_expected.yml``)."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.limits import (
    Clause,
    Relation,
    TimeUnit,
    explain,
    judgeable,
    parse_limit,
)
from generator.limits.tokens import NUMERALS, chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
STANDARDS = HERE.parents[1] / "catalog" / "standards"
EXPECTED: dict[str, Any] = yaml.safe_load(
    (HERE / "limits_expected.yml").read_text(encoding="utf-8")
)
WORDINGS: dict[str, list[dict[str, str]]] = EXPECTED["原文"]
EXAMPLES = [
    (kind, wording, clauses)
    for kind, table in EXPECTED["范例"].items()
    for wording, clauses in table.items()
]
RELATIONS = {relation.value: relation for relation in Relation}
UNITS = {unit.value: unit for unit in TimeUnit}


def length(text: str | None) -> tuple[int | None, TimeUnit | None]:
    """Read ``20 工作日`` of the table."""
    if not text:
        return None, None
    n, unit = text.split()
    return int(n), UNITS[unit]


def wanted(row: dict[str, str]) -> dict[str, object]:
    """Return a table row as the fields of a clause, all but ``text``."""
    name = next(key for key in row if key in RELATIONS)
    n, unit = length(row[name])
    notice_n, notice_unit = length(row.get("公示"))
    return {
        "relation": RELATIONS[name],
        "scope": row.get("范围", ""),
        "n": n,
        "unit": TimeUnit.YEAR if RELATIONS[name] is Relation.ON_DATE else unit,
        "event": row.get("事件", ""),
        "notice_n": notice_n,
        "notice_unit": notice_unit,
        "notice_word": row.get("称", ""),
        "place": row.get("地点", ""),
        "day": row.get("日期", ""),
    }


def fields(clause: Clause) -> dict[str, object]:
    """Return the fields of a clause, all but ``text``."""
    return {name: getattr(clause, name) for name in wanted({"及时": ""})}


def test_ten_examples_of_each_kind() -> None:
    """The table holds at least ten worked examples of every kind of limit."""
    assert len(EXPECTED["范例"]) == 10
    assert all(len(table) >= 10 for table in EXPECTED["范例"].values())


@pytest.mark.parametrize(
    ("wording", "clauses"),
    [pytest.param(wording, clauses, id=f"{kind}-{wording}") for kind, wording, clauses in EXAMPLES],
)
def test_worked_example(wording: str, clauses: list[dict[str, str]]) -> None:
    """A worked example has exactly the clauses that reading it gives."""
    assert [fields(clause) for clause in parse_limit(wording)] == [wanted(row) for row in clauses]


@pytest.mark.parametrize("wording", WORDINGS)
def test_official_wording(wording: str) -> None:
    """Each wording of the standards has exactly the clauses that reading it gives."""
    expected = [wanted(row) for row in WORDINGS[wording]]
    assert [fields(clause) for clause in parse_limit(wording)] == expected


def test_every_wording_of_the_catalog_is_in_the_table() -> None:
    """A wording that enters the standards without a reviewed meaning stops here."""
    written = {
        item["公开时限"]
        for path in sorted(STANDARDS.glob("*.yml"))
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["事项"].values()
    }
    assert written
    assert written - set(WORDINGS) == set()


@pytest.mark.parametrize("wording", WORDINGS)
def test_clauses_quote_the_wording(wording: str) -> None:
    """Each clause carries the part of the wording that it came from, in the wording's order."""
    place = -1
    for clause in parse_limit(wording):
        found = wording.find(clause.text, place + 1)
        assert clause.text
        assert found > place
        place = found


def test_text_of_a_clause_keeps_spaces_and_digits_as_written() -> None:
    """Normalising is for reading only: the quoted part is what the editor wrote."""
    first, second = parse_limit(
        "信息形成之日起 ２０ 个工作日内; 行政处罚决定: ７个工作日内 (公示 3日)"
    )
    assert first.text == "信息形成之日起 ２０ 个工作日内"
    assert second.text == "行政处罚决定: ７个工作日内 (公示 3日)"
    assert (second.n, second.notice_n) == (7, 3)


EVENTS = st.sampled_from(
    [
        *("信息形成", "信息形成或者变更", "收到征地批准文件", "合同签订", "自然资源部门批准"),
        *("中标、成交供应商确定", "行政许可决定作出", "应急预案制定", "自主招生方案审定"),
        *("《城市绿化条例》修订稿通过", "善后工作完成", "从业资格批准", "上一年度决算批复"),
    ]
)
UNIT_WORDS = st.sampled_from(
    [
        *(("个工作日", TimeUnit.WORKDAY), ("工作日", TimeUnit.WORKDAY), ("日", TimeUnit.DAY)),
        *(("天", TimeUnit.DAY), ("个自然日", TimeUnit.DAY), ("周", TimeUnit.WEEK)),
        ("个月", TimeUnit.MONTH),
    ]
)
DIGIT_STYLES: st.SearchStrategy[Callable[[int], str]] = st.sampled_from(
    [
        str,
        lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        chinese_numeral,
        lambda n: f" {n} ",
    ]
)
STARTS = st.sampled_from(["之日起", "后", "之后", "起", "之日起，"])
INSIDES = st.sampled_from(["内", "以内", "之内"])
TAILS = st.sampled_from(["", "公开", "予以公开", "向社会公布", "及时公开", "更新"])
SCOPES = st.sampled_from(["", "行政处罚决定：", "其中行政许可决定自", "其余信息自", "结果信息:"])


@st.composite
def limits(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """Compose one clause of a wording with the fields it must be read as."""
    event, n = draw(EVENTS), draw(st.integers(1, 999))
    unit_word, unit = draw(UNIT_WORDS)
    scope = draw(SCOPES)
    lead = scope or draw(st.sampled_from(["", "自", "应当自", "从"]))
    number = draw(DIGIT_STYLES)(n)
    wording = f"{lead}{event}{draw(STARTS)}{number}{unit_word}{draw(INSIDES)}{draw(TAILS)}"
    clean = scope.removeprefix("其中").rstrip("自：:")
    return wording, {"scope": clean, "event": event, "n": n, "unit": unit}


@given(limits())
def test_composed_limit_is_read_back(limit: tuple[str, dict[str, object]]) -> None:
    """Any event, number, unit, way of writing digits and scope put together is read back."""
    wording, expected = limit
    if wording.startswith("其中"):
        wording = f"及时公开；{wording}"
    clause = parse_limit(wording)[-1]
    assert clause.relation is Relation.WITHIN
    assert {name: getattr(clause, name) for name in expected} == expected


@given(st.lists(limits(), min_size=2, max_size=4), st.sampled_from("；。，;,\n"))
def test_composed_clauses_keep_their_order(
    parts: list[tuple[str, dict[str, object]]],
    separator: str,
) -> None:
    """Several clauses, whatever separates them, are read as many clauses in their order."""
    clauses = parse_limit(separator.join(wording for wording, _ in parts))
    assert [(c.n, c.unit, c.event) for c in clauses] == [
        (part["n"], part["unit"], part["event"]) for _, part in parts
    ]


@given(
    limits(), st.sampled_from(["左右", "以上", "，视情况公开", "，可延长10日", "（暂定）", "吧"])
)
def test_an_unread_part_makes_the_whole_unread(
    limit: tuple[str, dict[str, object]],
    rest: str,
) -> None:
    """A limit with something behind it that has no reading is 不可判 as a whole."""
    assert parse_limit(limit[0] + rest) == ()


@given(limits(), st.sampled_from(["法律、法规另有规定的除外", "法律法规另有规定的，从其规定"]))
def test_a_pure_rider_is_a_clause_of_its_own(
    limit: tuple[str, dict[str, object]],
    rider: str,
) -> None:
    """另有规定 leaves the limit as it is and adds an OTHER_LAW clause: nobody judges by it."""
    clauses = parse_limit(f"{limit[0].removeprefix('其中')}，{rider}")
    assert clauses[-1].relation is Relation.OTHER_LAW
    assert clauses[0].n == limit[1]["n"]
    assert judgeable(clauses) is None


def numbers_written(text: str) -> str:
    """Return the text as one in which a number, if written, can be found."""
    return text.translate(str.maketrans("０１２３４５６７８９", "0123456789")).replace(" ", "")


def is_written(n: int | None, text: str) -> bool:
    """Tell whether a number stands in the text, in digits or as a numeral."""
    spoken = {numeral for numeral, value in NUMERALS.items() if value == n}
    return n is None or any(numeral in text for numeral in {str(n), *spoken})


PIECES = st.sampled_from(
    [
        *("自", "信息", "形成", "变更", "之日起", "后", "起", "前", "内", "每", "提前", "公示期"),
        *(
            "20",
            "二十",
            "第",
            "个工作日",
            "日",
            "半年",
            "季",
            "随",
            "时",
            "（",
            "）",
            "；",
            "，",
            "、",
        ),
        *(
            "除",
            "外",
            "法律",
            "另有规定",
            "从其规定",
            "及时",
            "长期",
            "公开",
            "在",
            "村公示栏",
            "：",
        ),
        *(
            "不少于",
            "不超过",
            "决定",
            "作出",
            "其中",
            "或",
            "3月31日",
            "年",
            "0",
            "百",
            "一次",
            "\n",
        ),
    ]
)


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_is_read_or_not_but_never_fails(text: str) -> None:
    """Arbitrary text never raises, and no clause has a number that isn't written in it."""
    written = numbers_written(text)
    clauses = parse_limit(text)
    for clause in clauses:
        assert clause.text in text
        if clause.relation is Relation.WITHIN:
            assert is_written(clause.n, written) or clause.unit is TimeUnit.HALF_YEAR
        assert is_written(clause.notice_n, written) or clause.notice_unit is TimeUnit.HALF_YEAR
    assert bool(explain(clauses)) == bool(clauses)


@settings(max_examples=400)
@given(st.sampled_from(sorted(WORDINGS)), st.integers(0, 60), st.integers(0, 2), PIECES)
def test_a_damaged_wording_gains_no_number(wording: str, at: int, cut: int, piece: str) -> None:
    """A slip of the pen in an official wording never makes a limit that isn't written."""
    damaged = wording[:at] + piece + wording[at + cut :]
    for clause in parse_limit(damaged):
        if clause.relation is Relation.WITHIN:
            assert is_written(clause.n, damaged) or clause.unit is TimeUnit.HALF_YEAR


@pytest.mark.parametrize("n", [1, 2, 10, 11, 20, 21, 100, 101, 110, 115, 999])
def test_numerals_are_read_as_they_are_written(n: int) -> None:
    """A standard Chinese numeral is the number it stands for."""
    assert parse_limit(f"信息形成后{chinese_numeral(n)}日内")[0].n == n


@pytest.mark.parametrize("numeral", ["二三", "十十", "二百五", "零", "百", "一五", "020", "第五"])
def test_numerals_written_another_way_are_no_numbers(numeral: str) -> None:
    """What isn't a numeral by the rules of writing has no reading."""
    assert parse_limit(f"信息形成后{numeral}日内") == ()


@pytest.mark.parametrize(
    "unit",
    [
        "及时",
        "形成或",
        "（",
        "自",
        "零",
        "20个工作日内；",
        "每",
        "在栏",
        "、",
        "，",
        "法律、",
        "除外，",
        "：",
        " ",
    ],
)
@pytest.mark.parametrize("size", [399, 100_000])
def test_long_text_is_done_at_once(unit: str, size: int) -> None:
    """However long a text is and whatever it repeats, it is read or refused at once."""
    text = (unit * size)[:size]
    begun = time.process_time()
    parse_limit(text)
    parse_limit("信息形成" + text[:380])
    assert time.process_time() - begun < 0.5
