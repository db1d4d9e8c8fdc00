"""Every rule has an example that raises exactly its code, and the city in order raises none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import tinycity
from tinycity import DISTRICT, FILES, RECORD, TOWN, edited

from generator.check import RULES, check_tree
from generator.diagnostics import Severity
from generator.load import load_tree

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diagnostics import Diagnostic

TODAY = dt.date(2026, 1, 1)
SITE, JIA, YI = "catalog/site.yml", "catalog/standards/jia.yml", "catalog/standards/yi.yml"
SUBJECTS, BASES = "catalog/subjects.yml", "catalog/bases.yml"
ITEMS, TOWN_ITEMS = f"{DISTRICT}/jia-bu/jia.yml", f"{TOWN}/jia.yml"
Changes = dict[str, "str | None"]


def both(*changes: Changes) -> Changes:
    """Return several changes as one."""
    return {path: text for change in changes for path, text in change.items()}


def copied(source: str, target: str, old: str = "", new: str = "") -> Changes:
    """Return the change that adds a copy of a file."""
    return {target: FILES[source].replace(old, new)}


def added(line: str) -> Changes:
    """Return the change that adds a line to the record."""
    return {RECORD: f"{FILES[RECORD]}{line}\n"}


def waiver(rule: str, until: str) -> Changes:
    """Return the change that adds a waiver to the record."""
    return added(f"豁免: [{{规则: {rule}, 理由: 本人同意, 至: {until}}}]")


# rule → (what to break, the file and line that must be named)
BAD: dict[str, tuple[Changes, str, int | None]] = {
    "ref-area": (edited(SITE, "- 领域: jia", "- 领域: jian"), SITE, 8),
    "ref-item": (edited(SITE, '["01-01"]', '["01-09"]'), SITE, 10),
    "ref-record-item": (edited(RECORD, "01-01", "01-07"), RECORD, 2),
    "ref-basis": (edited(JIA, "虚构令第1号", "虚构令第l号"), JIA, 11),
    "ref-subject": (edited(JIA, "[县级甲部门]", "[县级申部门]"), JIA, 27),
    "ref-channel": (edited(YI, "[政府网站]", "[政府网页]"), YI, 14),
    "ref-duty": (edited(SUBJECTS, "归口: yi-bu", "归口: yi-bv"), SUBJECTS, 14),
    "ref-body": (edited(ITEMS, '"01-02":', '"01-02":\n    共同主体: [bing-bu]'), ITEMS, 5),
    "ref-unit": (
        edited(f"{TOWN}/unit.yml", "收录: 完整", '接替: "990102109"'), f"{TOWN}/unit.yml", 4,
    ),
    "ref-successor": (
        edited(BASES, "效力: 有效", "效力: 已废止\n    接替: tiaoli-2"), BASES, 9,
    ),
    "id-item": (copied(ITEMS, f"{DISTRICT}/yi-bu/jia.yml", '  "01-02":\n  "01-03":\n'),
                f"{DISTRICT}/yi-bu/jia.yml", 3),
    "id-unit": (edited(f"{TOWN}/unit.yml", "990102101", "990102"), f"{TOWN}/unit.yml", 3),
    "id-row": (both(edited(YI, '"02-01"', '"03-01"'),
                    edited(f"{DISTRICT}/yi-bu/yi.yml", "02-01", "03-01")), YI, 5),
    "id-local": (
        edited(ITEMS, '"01-03":', '"01-03":\n' + tinycity.row("02-B01", "本地", "事项")
               .replace("    核对: 待核对\n", "").replace("    序号: 1\n", "")), ITEMS, 6,
    ),
    "id-record": (
        copied(RECORD, f"{TOWN}/records/2024/20240105-abc234.yml", "2024-00001", "2024-00002"),
        f"{TOWN}/records/2024/20240105-abc234.yml", None,
    ),
    "id-index-number": (
        copied(RECORD, f"{TOWN}/records/2024/20240105-abc777.yml"),
        f"{TOWN}/records/2024/20240105-abc777.yml", 3,
    ),
    "id-basis": (
        edited(BASES, "效力: 有效", "效力: 有效\n    写法: [《【虚构】公开条例》]"), BASES, 6,
    ),
    "id-duty": (
        edited(f"{DISTRICT}/yi-bu/body.yml", "[yi-bu]", "[yi-bu, jia-bu]"),
        f"{DISTRICT}/yi-bu/body.yml", 3,
    ),
    "cover-omission": (edited(ITEMS, '  "01-02":\n', ""), ITEMS, 3),
    "cover-level": (edited(TOWN_ITEMS, '"01-03":', '"01-02":\n  "01-03":'), TOWN_ITEMS, 4),
    "cover-stopped": (edited(JIA, "序号: 2", "序号: 2\n    停止: 2025-01-01"), ITEMS, 4),
    "cover-owner": (
        both({f"{DISTRICT}/yi-bu/yi.yml": None},
             copied(f"{DISTRICT}/yi-bu/yi.yml", f"{DISTRICT}/yi.yml")),
        f"{DISTRICT}/yi.yml", None,
    ),
    "place-area": (
        both({TOWN_ITEMS: None}, copied(TOWN_ITEMS, f"{TOWN}/yi.yml")), f"{TOWN}/yi.yml", 1,
    ),
    "place-unit": (
        copied(f"{TOWN}/unit.yml", "catalog/districts/xi/lan-zhen/unit.yml", "102101", "103101")
        | copied(TOWN_ITEMS, "catalog/districts/xi/lan-zhen/jia.yml"),
        "catalog/districts/xi/lan-zhen/unit.yml", None,
    ),
    "place-reserved": (
        {path.replace("/qing-zhen/", "/yi/"): text for path, text in FILES.items() if TOWN in path}
        | {path: None for path in FILES if TOWN in path},
        f"{DISTRICT}/yi/unit.yml", None,
    ),
    "place-code": (edited(f"{TOWN}/unit.yml", "990102101", "990203101"), f"{TOWN}/unit.yml", 3),
    "place-body": (
        both({ITEMS: None}, copied(ITEMS, f"{DISTRICT}/yi-bu/jia.yml")),
        f"{DISTRICT}/yi-bu/jia.yml", 1,
    ),
    "yaml-unquoted-number": (
        edited(f"{TOWN}/unit.yml", '"990102101"', "990102101"), f"{TOWN}/unit.yml", 3,
    ),
    "place-record": (
        both({RECORD: None}, copied(RECORD, RECORD.replace("/2024/", "/2023/"))),
        RECORD.replace("/2024/", "/2023/"), None,
    ),
    "date-real": (edited(RECORD, "生成日期: 2024-01-02", "生成日期: 2023-02-30"), RECORD, 4),
    "date-order": (edited(RECORD, "生成日期: 2024-01-02", "生成日期: 2024-02-01"), RECORD, 4),
    "date-future": (edited(RECORD, "发布日期: 2024-01-05", "发布日期: 2026-02-05"), RECORD, 5),
    "date-late": (
        edited(RECORD, "生成日期: 2024-01-02", "生成日期: 2023-11-01"), RECORD, 5,
    ),
    "date-missing": (edited(RECORD, "发布日期: 2024-01-05\n", ""), RECORD, 1),
    "end-body": (
        edited(f"{DISTRICT}/yi-bu/body.yml", "履行: [yi-bu]", "履行: [yi-bu]\n撤销: 2025-01-01"),
        f"{DISTRICT}/yi-bu/yi.yml", 1,
    ),
    "end-record": (
        edited(f"{TOWN}/unit.yml", "收录: 完整", '撤销: 2024-01-01\n并入: "990102"')
        | copied(RECORD, f"{TOWN}/records/2024/20240105-abc777.yml", "2024-00001", "2024-00002"),
        f"{TOWN}/records/2024/20240105-abc777.yml", 5,
    ),
    "end-basis": (
        both(edited(BASES, "效力: 有效", "效力: 已废止\n    接替: tiaoli-1"),
             edited(ITEMS, '"01-02":', '"01-02":\n    公开依据: [《【虚构】办法》]')), ITEMS, 5,
    ),
    "end-cited": (edited(BASES, "效力: 待核对", "效力: 已废止"), BASES, 5),
    "end-successor": (
        edited(f"{TOWN}/unit.yml", "收录: 完整", "撤销: 2024-01-01"), f"{TOWN}/unit.yml", 4,
    ),
    "end-empty": (
        {f"{DISTRICT}/bing-bu/body.yml": "名称: 丙部门\n名称核对: 待核对\n履行: []\n"},
        f"{DISTRICT}/bing-bu/body.yml", None,
    ),
    "number-format": (
        edited(f"{DISTRICT}/unit.yml", "类型: 县区", '类型: 县区\n索引号格式: "{编号}/{年}"'),
        f"{DISTRICT}/unit.yml", 3,
    ),
    "number-shape": (
        edited(f"{DISTRICT}/unit.yml", "类型: 县区", '类型: 县区\n索引号格式: "990102/{年月}-{5}"'),
        RECORD, 3,
    ),
    "number-check-digit": (
        edited(RECORD, "990102/2024-00001", "757952944/2020-01170"), RECORD, 3,
    ),
    "number-credit-code": (
        edited(f"{DISTRICT}/yi-bu/body.yml", "履行: [yi-bu]",
               '履行: [yi-bu]\n统一社会信用代码: "113417024863445159"'),
        f"{DISTRICT}/yi-bu/body.yml", 4,
    ),
    "review-missing": (edited(SITE, "正式发布: false", "正式发布: false\n三审: 必填"), RECORD, 1),
    "record-empty": (edited(RECORD, "链接: https://example.invalid/1\n", ""), RECORD, 1),
    "state-reason": (
        edited(ITEMS, '"01-02":', '"01-02":\n    状态: 本级无此职责\n    日期: 2025-01-01'),
        ITEMS, 5,
    ),
    "state-stray": (edited(ITEMS, '"01-02":', '"01-02":\n    理由: 没有状态'), ITEMS, 5),
    "state-local": (
        edited(ITEMS, '"01-03":', '"01-03":\n  "01-B01":\n    一级事项: 本地'), ITEMS, 6,
    ),
    "state-published": (
        edited(ITEMS, '"01-01":', '"01-01":\n    状态: 暂无信息\n    日期: 2025-01-01'), ITEMS, 4,
    ),
    "site-format": (edited(SITE, "格式版本: 1", "格式版本: 2"), SITE, 1),
    "site-official": (
        edited(SITE, "正式发布: false", "正式发布: true\n主办单位: 【虚构】办公室"), SITE, 4,
    ),
    "site-type": (edited(f"{TOWN}/unit.yml", "类型: 乡镇", "类型: 乡填"), f"{TOWN}/unit.yml", 2),
    "privacy-id": (added("正文: 张某340702199001011239"), RECORD, 7),
    "privacy-old-id": (added("正文: 张某340702900101123"), RECORD, 7),
    "privacy-card": (added("正文: 卡号6222021234567890128"), RECORD, 7),
    "privacy-card-like": (added("正文: 张某6222021234567890128"), RECORD, 7),
    "privacy-phones": (added("正文: 张某13812341234，李某13912341234"), RECORD, 7),
    "privacy-address": (added("正文: 甲区3栋2单元501室，乙区6栋1单元102室"), RECORD, 7),
    "privacy-unchecked": (added("附件: [{名称: 名单, 链接: files/a.pdf}]"), RECORD, 7),
    "privacy-waiver-unknown": (waiver("privacy-ids", "2026-12-31"), RECORD, 7),
    "privacy-waiver-ended": (waiver("privacy-id", "2025-12-31"), RECORD, 7),
    "privacy-waiver-unused": (waiver("privacy-id", "2026-12-31"), RECORD, 7),
}  # fmt: skip

# A rule whose example can't help raising another one too: both findings are true.
ALSO = {
    "site-type": {"cover-level", "cover-omission"},
}


def found(root: Path) -> tuple[Diagnostic, ...]:
    """Return all findings of a catalog."""
    return check_tree(load_tree(root), TODAY)[1]


def test_city_in_order_has_no_findings(tmp_path: Path) -> None:
    """A catalog that satisfies every rule gets no finding of any weight."""
    assert found(tinycity.write(tmp_path)) == ()


def test_every_rule_has_an_example() -> None:
    """A rule nobody can show broken is no rule."""
    assert set(BAD) == set(RULES)


@pytest.mark.parametrize("code", BAD)
def test_breaking_a_rule_raises_its_code(code: str, tmp_path: Path) -> None:
    """Each rule's example raises its code, at the right file and line, with words for a fix."""
    changes, path, line = BAD[code]
    findings = found(tinycity.write(tmp_path, changes))
    assert {d.code for d in findings} - ALSO.get(code, set()) == {code}
    first = next(d for d in findings if d.code == code)
    assert (first.path, first.span.line if first.span else None) == (path, line)
    assert first.what.endswith("。")
    assert first.fix.endswith(("。", "？"))


def test_all_faults_are_found_in_one_run(tmp_path: Path) -> None:
    """Whoever made three mistakes is told of three, not of the first."""
    changes = both(BAD["date-real"][0], BAD["state-stray"][0], BAD["ref-channel"][0])
    codes = {d.code for d in found(tinycity.write(tmp_path, changes))}
    assert codes == {"date-real", "state-stray", "ref-channel"}


def test_broken_foundation_hides_what_follows_from_it(tmp_path: Path) -> None:
    """When bases.yml can't be read, nobody is told that his citations are unknown."""
    findings = found(tinycity.write(tmp_path, {BASES: "依据: [\n"}))
    assert {d.path for d in findings} == {BASES}


def test_broken_item_file_is_not_called_an_omission(tmp_path: Path) -> None:
    """A file that can't be read is reported once, not again as missing items."""
    findings = found(tinycity.write(tmp_path, {ITEMS: "领域: jia\n事项: 一\n"}))
    assert {d.path for d in findings} == {ITEMS}


def test_warnings_and_notes_do_not_block(tmp_path: Path) -> None:
    """Only errors are errors: a missing 发布日期 is a note, a stopped row a warning."""
    by_code = {
        code: found(tinycity.write(tmp_path / code, BAD[code][0]))[0].severity
        for code in ("date-missing", "cover-stopped")
    }
    assert by_code == {"date-missing": Severity.NOTE, "cover-stopped": Severity.WARNING}
