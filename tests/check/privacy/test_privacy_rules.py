"""The family of rules over a whole catalog: places, waivers, and nothing printed whole."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
import tinycity
from tinycity import DISTRICT, RECORD, edited

from generator.check import check_folder
from generator.check.privacy.sweep import sweep
from generator.check.privacy.waivers import waivers
from generator.diagnostics import RENDERERS, Severity, render

TODAY = dt.date(2026, 1, 1)
ID, MASKED = "340702199001011239", "340***********1239"
FILES = f"{DISTRICT}/jia-bu/files"
WAIVER = "豁免:\n  - 规则: {rule}\n    理由: 【虚构】本人同意\n    至: {until}\n"
ATTACHED = "附件:\n  - 名称: 名单\n    链接: files/a.xlsx\n"


def checked(root, changes=None, files=None):
    """Return the index and findings of the tiny city with changes and attachments."""
    tinycity.write(root, changes)
    for name, content in (files or {}).items():
        (root / FILES).mkdir(parents=True, exist_ok=True)
        (root / FILES / name).write_bytes(content)
    return check_folder(root, TODAY)


def added(text):
    """Return the change that adds lines to the record."""
    return {RECORD: tinycity.FILES[RECORD] + text}


def workbook(*cells):
    """Return a workbook with texts below each other."""
    book = openpyxl.Workbook()
    for cell in cells:
        book.active.append([cell])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_finding_points_at_the_number_and_says_how_to_mask_it(tmp_path):
    """The span is exactly the number as spelled; the text to paste is its masked form."""
    text = "正文: |-\n  公示名单\n  张某 340702-19900101-1239 低保\n"
    _, (found,) = checked(tmp_path, added(text))
    line = tinycity.FILES[RECORD].count("\n") + 3
    assert (found.code, found.severity, found.path) == ("privacy-id", Severity.ERROR, RECORD)
    assert (found.span.line, found.span.column, found.span.end_column) == (line, 6, 26)
    assert found.paste == MASKED
    assert found.target == found.span
    assert found.subject == "  张某 340***-********-1239 低保"


def test_no_number_is_printed_whole_in_any_format(tmp_path):
    """Neither our findings nor those of other rules that quote the line show it."""
    text = f"正文: 张某{ID}，卡号6222021234567890128\n发文机关2: {ID}\n"
    _, findings = checked(tmp_path / "a", added(text))
    _, more = checked(tmp_path / "b", added(f"生成日期: {ID}\n有效性: {ID}\n正文：{ID}\n"))
    _, last = checked(tmp_path / "c", added(f"正文: 张某{ID}\n"), {f"{ID}.csv": ID.encode()})
    assert len(findings) + len(more) + len(last) > 4
    for style in RENDERERS:
        text = "".join(render(found, style) for found in (findings, more, last))
        assert ID not in text
        assert "6222021234567890128" not in text


def test_comments_are_looked_at_too(tmp_path):
    """Whoever fetches the repository reads them."""
    _, (found,) = checked(tmp_path, added(f"# 申请人 {ID}\n"))
    assert found.code == "privacy-id"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("正文: 咨询 13812341234\n", 0),
        ("正文: 甲 13812341234，乙 13912341234\n", 1),
        ("正文: 联系人张某 13812341234\n", 1),
        ("正文: 13812341234\n内容概述: 13912341234\n", 0),
        ("正文: 13812341234，还是 13812341234\n", 0),
        ("正文: 幸福小区3栋2单元501室、3号楼1单元101室\n", 1),
        ("正文: 幸福小区3栋2单元501室\n", 0),
        ("正文: 政务中心3号楼502室、3号楼503室\n", 0),
    ],
)
def test_telephones_and_homes_count_in_lists_or_beside_names(tmp_path, text, count):
    """A single number is an office's; two in one field are a list."""
    findings = checked(tmp_path, added(text))[1]
    assert [d.severity for d in findings] == [Severity.WARNING] * count


def test_office_s_mobile_number_is_not_reported(tmp_path):
    """联系.电话 of a unit may be a mobile one."""
    path = f"{DISTRICT}/unit.yml"
    contact = '联系:\n  电话: "13812341234"\n  来源: https://example.invalid/\n'
    assert checked(tmp_path, {path: tinycity.FILES[path] + contact})[1] == ()


def test_long_lists_are_cut_with_the_rest_counted(tmp_path):
    """77 numbers are 20 findings and one that says how many more."""
    _, findings = checked(tmp_path, added("正文: |-\n" + f"  {ID}\n" * 77))
    assert len(findings) == 21
    assert "还有 56 处" in findings[-1].what


def test_attachment_is_reported_once_a_rule_with_its_places(tmp_path):
    """The finding names the file, the first places and how many there are."""
    files = {"a.xlsx": workbook("号码", *[ID] * 5), "orphan.csv": ID.encode()}
    _, findings = checked(tmp_path, added(ATTACHED), files)
    assert {(d.code, d.path) for d in findings} == {
        ("privacy-id", f"{FILES}/a.xlsx"),
        ("privacy-id", f"{FILES}/orphan.csv"),
    }
    what = next(d.what for d in findings if d.path.endswith("a.xlsx"))
    assert f"{MASKED}：工作表“Sheet”A2" in what
    assert "共 5 处" in what


def test_attachment_that_is_not_there_is_an_error(tmp_path):
    """A relative link without a file is told at the link; from the record's folder it works too."""
    _, (found,) = checked(tmp_path / "a", added(ATTACHED))
    assert (found.code, found.severity) == ("ref-attachment", Severity.ERROR)
    assert "files/a.xlsx" in found.what
    near = ATTACHED.replace("files/", "../../files/")
    assert checked(tmp_path / "b", added(near), {"a.xlsx": workbook("x")})[1] == ()


def test_waiver_silences_its_rule_in_its_file_and_attachments(tmp_path):
    """A decision with reason and end keeps a rule silent, there and only there."""
    waiver = WAIVER.format(rule="privacy-id", until="2026-01-01")
    files = {"a.xlsx": workbook(ID)}
    index, findings = checked(tmp_path, added(f"正文: {ID}\n{ATTACHED}{waiver}"), files)
    assert findings == ()
    (only,) = waivers(index)
    assert (only.entry.path, only.rule, only.reason) == (RECORD, "privacy-id", "【虚构】本人同意")
    assert only.until == dt.date(2026, 1, 1)
    more = added(f"正文: {ID}，6222021234567890128\n{waiver}")
    codes = {d.code for d in checked(tmp_path / "b", more)[1]}
    assert codes == {"privacy-card-like"}


@pytest.mark.parametrize(
    ("rule", "until", "codes"),
    [
        ("privacy-id", "2025-12-31", {"privacy-id", "privacy-waiver-ended"}),
        ("privacy-id", "2026-02-30", {"privacy-id", "privacy-waiver-ended"}),
        ("privacy-ids", "2026-12-31", {"privacy-id", "privacy-waiver-unknown"}),
        ("date-real", "2026-12-31", {"privacy-id", "privacy-waiver-unknown"}),
        ("privacy-card", "2026-12-31", {"privacy-id", "privacy-waiver-unused"}),
    ],
)
def test_waivers_that_do_not_hold_are_told(tmp_path, rule, until, codes):
    """Ended, misspelt, unwaivable and useless waivers silence nothing and are reported."""
    text = f"正文: {ID}\n" + WAIVER.format(rule=rule, until=until)
    assert {d.code for d in checked(tmp_path, added(text))[1]} == codes


def test_misspelt_rule_gets_its_name(tmp_path):
    """Did you mean."""
    text = WAIVER.format(rule="privacy-phone", until="2026-12-31")
    _, (found,) = checked(tmp_path, added(text))
    assert found.paste == "privacy-phones"


def test_items_files_may_have_waivers_too(tmp_path):
    """豁免 stands in records and in items files."""
    path = f"{DISTRICT}/jia-bu/jia.yml"
    text = tinycity.FILES[path].replace('"01-02":', '"01-02":\n    公开内容: [' + ID + "]")
    waiver = WAIVER.format(rule="privacy-id", until="2026-12-31")
    assert checked(tmp_path, {path: text + waiver})[1] == ()


def test_catalog_is_looked_through_once(tmp_path):
    """All rules of the family share one look."""
    index, _ = checked(tmp_path, edited(RECORD, "救助办事指南", f"救助{ID}"))
    assert index.once(sweep) is index.once(sweep)
    assert [finding.paste for finding in index.once(sweep).of("privacy-id")] == [MASKED]
