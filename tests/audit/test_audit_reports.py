"""A comparison in each of its forms, the policy that judges it, and the verb that does both."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from io import BytesIO
from typing import TYPE_CHECKING

import jsonschema
import openpyxl
import pytest
import tinycity
from repositories import city, commit, git
from tinycity import DISTRICT, FILES, RECORD, TOWN, edited

from generator.audit import SourceError, UnsoundError, compare, judge, open_source, read_policy
from generator.audit.report import REPORTS, render, words
from generator.audit.report.markdown import LIMIT, plain
from generator.audit.rules import RULES, codes
from generator.check import check_folder
from generator.check.schemas import schema
from generator.cli.comparing import FAIL_WORDS
from generator.cli.main import run
from generator.diagnostics import Severity, width

if TYPE_CHECKING:
    from pathlib import Path

    from generator.audit.verdict import Report

TODAY = dt.date(2026, 1, 1)
ITEMS, POLICY = f"{DISTRICT}/jia-bu/jia.yml", "catalog/audit.yml"
HOSTILE = '=HYPERLINK("http://x.invalid")<script>alert(1)</script>|@someone [a](javascript:b) `c`'
NEW = {
    ITEMS: (
        '领域: jia\n事项:\n  "01-01":\n    公开时限: 信息形成之日起30个工作日内\n'
        f"    二级事项: '{HOSTILE}'\n"
        '  "01-02":\n    状态: 停止公开\n    日期: 2025-06-30\n'
        "    理由: 职责划转\n    依据: 《某通知》\n"
    ),
    f"{TOWN}/jia.yml": (
        '领域: jia\n事项:\n  "01-01":\n    公开时限: 信息形成之日起7个工作日内\n  "01-03":\n'
    ),
    RECORD: FILES[RECORD].replace("/1", "/2"),
}


def report(folder: Path, new: dict[str, str] | None = None, **options: object) -> Report:
    """Return the judged comparison of the tiny city with a variant of it."""
    tinycity.write(folder / "旧")
    tinycity.write(folder / "新", NEW if new is None else new)
    old, after = (open_source(folder, str(folder / name)) for name in ("旧", "新"))
    return judge(compare(old, after, TODAY), read_policy(after), TODAY, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("style", REPORTS)
def test_every_form_tells_of_every_change(tmp_path: Path, style: str) -> None:
    """What vanished, what ended, what is less, what is more: none is left to one form."""
    written = render(report(tmp_path), style)
    if isinstance(written, bytes):
        book = openpyxl.load_workbook(BytesIO(written))
        written = "\n".join(
            str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row
        )
    if style == "html":
        written = re.sub(r"</?(?:del|ins)>", "", written)
    for part in ("30个工作日", "7个工作日", "公示·名单", "救助·审批信息", "example.invalid/2"):
        wanted = plain(part) if style == "md" else part
        assert wanted in written.replace("\\/", "/"), part


@pytest.mark.parametrize("style", ["text", "md", "json", "html", "xlsx", "github"])
def test_equal_reports_are_equal_bytes(tmp_path: Path, style: str) -> None:
    """Nothing of the day or the machine gets in."""
    assert render(report(tmp_path / "1"), style) == render(report(tmp_path / "1"), style)


LINKED = NEW | {
    "catalog/site.yml": f"{FILES['catalog/site.yml']}网址: https://gk.example.invalid/a/\n"
}


@pytest.mark.parametrize("style", ["text", "md", "html"])
def test_reports_name_the_units_and_lead_to_the_pages(tmp_path: Path, style: str) -> None:
    """修改单位: whose things changed and how many; each change leads to the page of its history.

    A preview goes before the site; without either, and in a catalog whose 网址 is none, no link.
    """
    linked = str(render(report(tmp_path / "1", LINKED), style))
    assert "修改单位：东区 4（甲部门 4）；青镇 1" in linked.replace("\\", "")
    for page in (
        "dong/jia/01-02/",
        "dong/qing-zhen/jia/01-01/",
        "records/2024/20240105-abc234.html",
    ):
        assert f"https://gk.example.invalid/a/{page}" in linked
    assert "gk.example" not in str(render(report(tmp_path / "2"), style))
    if style == "md":
        preview = render(
            report(tmp_path / "3", LINKED), style, preview="https://p.example.invalid/7"
        )
        assert "(https://p.example.invalid/7/dong/jia/01-02/)" in str(preview)
        assert "gk.example" not in str(preview).partition("### ")[2].partition("网址")[0]


def test_equal_catalogs_are_said_to_be_the_same(tmp_path: Path) -> None:
    """In every form for people."""
    same = report(tmp_path, {})
    for style in ("text", "md", "html"):
        assert words.SAME in str(render(same, style))


def test_json_keeps_the_published_schema(tmp_path: Path) -> None:
    """schema/diff.schema.json describes it whole, equal catalogs too."""
    validator = jsonschema.Draft202012Validator(schema("diff"))
    for name, new in (("1", None), ("2", {})):
        data = json.loads(render(report(tmp_path / name, new), "json"))
        assert list(validator.iter_errors(data)) == []
    proof = json.loads(render(report(tmp_path / "1"), "json"))["proof"]
    assert proof["old"] == proof["continued"] + proof["withdrawn"] + proof["vanished"]


def test_the_page_needs_nothing_and_runs_nothing(tmp_path: Path) -> None:
    """No script, no file, no address; the catalog's text is text."""
    page = str(render(report(tmp_path), "html"))
    assert html.escape(HOSTILE).replace("&#x27;", "'").replace("&quot;", "&#34;")[:60] in page
    assert "<script" not in page
    assert not re.search(r"<(?:link|img|iframe|object)|\bsrc=|href=\"(?!#)|url\(", page)


def test_the_workbook_has_the_official_columns_and_only_texts(tmp_path: Path) -> None:
    """Before and after, row under row; a text that looks like a formula stays one."""
    book = openpyxl.load_workbook(BytesIO(render(report(tmp_path), "xlsx")))  # type: ignore[arg-type]
    sheet = book["事项"]
    head = [cell.value for cell in sheet[1]]
    assert head[9:14] == ["一级事项", "二级事项", "公开内容", "公开依据", "公开时限"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    hostile = next(cell for cell in cells if cell.value == HOSTILE)
    assert hostile.font.bold
    before = sheet.cell(hostile.row - 1, hostile.column)
    assert (before.value, before.font.strike) == ("办事指南", True)


def test_markdown_takes_no_markup_from_the_catalog(tmp_path: Path) -> None:
    """No link, no mention, no table cell, no HTML can be made by an editor's words."""
    written = str(render(report(tmp_path), "md"))
    assert "<script" not in written
    assert "@someone" not in written
    assert not re.search(r"(?<!\\)\[a(?<!\\)\]", written)
    rows = [line for line in written.splitlines() if line.startswith("| 二级事项")]
    assert len(re.findall(r"(?<!\\)\|", rows[0])) == 5


def test_markdown_is_capped_and_counts_what_it_left_out(tmp_path: Path) -> None:
    """What is less stands first and is kept; the rest is counted."""
    whole = report(tmp_path)
    short = str(render(whole, "md", limit=1400))
    assert len(short) < 1400
    assert "消失" in short
    left = re.search(r"另有 (\d+) 处变化没有列出", short)
    assert left
    told = len(re.findall(r"^\*\*", short, re.MULTILINE))
    assert told + int(left[1]) == len(whole.comparison.changes)
    assert len(str(render(whole, "md"))) < LIMIT


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.invalid/preview/7", True),
        ("javascript:alert(1)", False),
        ("https://x.invalid) [b](http://y.invalid", False),
        ("", False),
    ],
)
def test_a_preview_is_linked_when_it_is_an_address(
    tmp_path: Path, address: str, *, linked: bool
) -> None:
    """Nothing else gets into the link."""
    assert ("看预览" in str(render(report(tmp_path), "md", preview=address))) is linked


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_text_fits_the_terminal(tmp_path: Path, columns: int) -> None:
    """Wide characters counted as two; a closing mark may hang out, never start a line."""
    lines = str(render(report(tmp_path), "text", columns=columns)).splitlines()
    values = [line for line in lines if re.match(r" {4}[-+ ] ", line)]
    assert values
    assert max(map(width, values)) <= columns + 2


def test_colour_is_only_added(tmp_path: Path) -> None:
    """Taking the colours off leaves the plain text."""
    whole = report(tmp_path)
    coloured = str(render(whole, "text", colour=True))
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[[0-9]+m", "", coloured) == render(whole, "text")


def test_annotations_stand_where_the_change_is(tmp_path: Path) -> None:
    """Errors, warnings and notices with file and line."""
    written = str(render(report(tmp_path), "github"))
    assert re.search(rf"::error file={re.escape(ITEMS)},.*item-vanished", written)
    assert re.search(rf"::warning file={re.escape(ITEMS)},line=3,.*limit-narrowing", written)
    assert re.search(r"::notice file=.*limit-widening", written)


def policy(text: str) -> dict[str, str]:
    """Return the variant with a policy of its own."""
    return {**NEW, ITEMS: NEW[ITEMS] + '  "01-03":\n', POLICY: text}


def named(found: Report, code: str) -> str:
    """Return the id of the change that a rule applies to."""
    return next(one.change.id for one in found.judged if code in one.codes)


ACCEPT = "接受:\n  - 变化: {id}\n    理由: 某通知\n    谁: 某办公室\n    至: {until}\n"


def test_rules_weigh_what_the_policy_says(tmp_path: Path) -> None:
    """An error fails, what is not told still stands in the list."""
    usual = report(tmp_path / "1", policy("规则: {item-added: 提示}\n"))
    assert not usual.failed
    strict = report(tmp_path / "2", policy("规则: {limit-narrowing: 错误, limit-widening: 不报}\n"))
    assert strict.failed
    weights = {one.codes[-1]: one.severity for one in strict.judged}
    assert weights["limit-narrowing"] is Severity.ERROR
    changes = len(strict.comparison.changes)
    assert changes == len(usual.comparison.changes) == len(strict.judged)


def test_an_accepted_change_fails_no_more_until_it_ends(tmp_path: Path) -> None:
    """Reason, who and until when; then it has to be decided again."""
    strict = "规则: {limit-narrowing: 错误}\n"
    first = report(tmp_path / "1", policy(strict))
    accepted = strict + ACCEPT.format(id=named(first, "limit-narrowing"), until="2026-06-30")
    assert not report(tmp_path / "2", policy(accepted)).failed
    assert "已接受：某通知（某办公室，至 2026-06-30）" in str(
        render(report(tmp_path / "2", policy(accepted)), "text")
    )
    ended = report(tmp_path / "3", policy(accepted.replace("2026-06-30", "2025-12-31")))
    assert ended.failed
    assert "已经过期" in ended.problems[0]
    never = report(tmp_path / "4", policy(accepted.replace("2026-06-30", "2026-02-30")))
    assert never.failed
    assert "的“至”不是真有的一天" in never.problems[0]


def test_an_acceptance_nothing_needs_fails(tmp_path: Path) -> None:
    """Unless other revisions are compared than it was written for."""
    text = policy(ACCEPT.format(id="0123456789ab", until="2026-06-30"))
    assert "用不上了" in report(tmp_path / "1", text).problems[0]
    assert not report(tmp_path / "2", text, complete=False).failed


def test_what_vanished_can_not_be_accepted(tmp_path: Path) -> None:
    """Nobody can answer for a gap; and no policy makes it weigh less."""
    vanished = report(tmp_path / "1")
    text = ACCEPT.format(id=named(vanished, "item-vanished"), until="2026-06-30")
    found = report(tmp_path / "2", {**NEW, POLICY: text})
    assert found.failed
    assert "不能接受" in found.problems[0]
    fixed = {code for code, rule in RULES.items() if rule.fixed}
    assert fixed.isdisjoint(schema("audit")["properties"]["规则"]["properties"])
    assert all(RULES[code].severity is Severity.ERROR for code in fixed)


def test_the_policys_schema_knows_every_rule() -> None:
    """The editor's completion and the code have one table."""
    offered = schema("audit")["properties"]["规则"]["properties"]
    assert offered.keys() == {code for code, rule in RULES.items() if not rule.fixed}
    assert [offered[code]["title"] for code in offered] == [RULES[code].title for code in offered]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("规则: {limit-narowing: 错误}\n", "schema-unknown-key"),
        ("规则: {item-vanished: 提示}\n", "schema-unknown-key"),
        ("规则: {limit-narrowing: 错}\n", "schema-value"),
        ("接受: [{变化: 0123456789ab, 理由: 某, 谁: 某}]\n", "schema-missing-key"),
    ],
)
def test_the_policy_is_checked_like_other_files(tmp_path: Path, text: str, code: str) -> None:
    """A misspelt rule would weigh nothing, and nobody would notice."""
    tinycity.write(tmp_path, {POLICY: text})
    found = check_folder(tmp_path, TODAY)[1]
    assert [(d.path, d.code) for d in found if d.path == POLICY] == [(POLICY, code)]
    with pytest.raises(UnsoundError):
        read_policy(open_source(tmp_path, str(tmp_path)))


def test_every_change_has_rules(tmp_path: Path) -> None:
    """Each code a change gets is in the table."""
    for one in report(tmp_path).judged:
        assert one.codes == codes(one.change)
        assert set(one.codes) <= RULES.keys()


def test_fail_words_are_the_kinds_and_meanings() -> None:
    """What --fail-on offers is what there is."""
    from generator.audit.diff.model import Kind, Meaning

    assert set(FAIL_WORDS) == {word.name.lower() for word in (*Meaning, *Kind)}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with a branch that narrows one item, and be in it."""
    root = city(tmp_path)
    git(root, "checkout", "-q", "-b", "改动")
    commit(root, edited(ITEMS, '"01-01":', '"01-01":\n    公开方式: 依申请公开'))
    monkeypatch.chdir(root)
    return root


def test_without_arguments_the_branch_is_compared_with_main(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Old is where the branch left main, new is the folder as it is now."""
    assert run(["diff"]) == 0
    said = capsys.readouterr().out
    assert "公开方式：收窄" in said
    assert "工作区" in said
    tinycity.write(repository)
    assert run(["diff"]) == 0
    assert words.SAME in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words_", "code"),
    [(["narrowing"], 1), (["changed"], 1), (["widening"], 0), (["widening", "narrowing"], 1)],
)
def test_fail_on_says_what_may_not_be(repository: Path, words_: list[str], code: int) -> None:
    """Repeated, either of them fails."""
    assert repository
    assert run(["diff", "main", *(x for word in words_ for x in ("--fail-on", word))]) == code


def test_wrong_use_is_told_in_chinese_with_exit_2(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown revision, a workbook without a file, no repository."""
    assert repository
    for arguments in (["nix"], ["main", "--format", "xlsx"], ["--fail-on", "x"], ["2019-01-01"]):
        assert run(["diff", *arguments]) == 2
        assert re.search(r"[\u4e00-\u9fff]", capsys.readouterr().err)


def test_a_catalog_with_faults_is_told_with_exit_1(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which of the two, and the faults as the check tells them."""
    tinycity.write(repository, edited(ITEMS, "领域: jia", "领域: jai"))
    assert run(["diff", "main"]) == 1
    said = capsys.readouterr().err
    assert "工作区的目录有错误" in said
    assert "ref-area" in said


def test_the_files_name_chooses_the_form(repository: Path) -> None:
    """-o 变化.html is a page; nothing else is left beside."""
    for ending, start in (("html", b"<!DOCTYPE html>"), ("xlsx", b"PK"), ("json", b"{")):
        assert run(["diff", "main", "-o", f"变化.{ending}"]) == 0
        assert (repository / f"变化.{ending}").read_bytes().startswith(start)
    assert not [path.name for path in repository.iterdir() if path.name.startswith(".变化")]


def test_github_gets_annotations_and_a_summary(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log has the annotations, the step's summary the whole report."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(repository / "summary.md"))
    assert run(["diff", "main", "--format", "github"]) == 0
    assert "::warning file=" in capsys.readouterr().out
    assert "## 目录变化" in (repository / "summary.md").read_text(encoding="utf-8")


def test_no_main_branch_asks_for_a_revision(tmp_path: Path) -> None:
    """Where there is nothing to start from, the message says what to write."""
    root = city(tmp_path)
    git(root, "branch", "-m", "别的")
    from generator.audit.sources import merge_base

    with pytest.raises(SourceError, match="写明和哪个版本比较"):
        merge_base(root)
