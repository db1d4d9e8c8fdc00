"""Every rule has an example that raises exactly its code, and the city in order raises none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tinycity
from examples import BASES, BEYOND_TEXT, ITEMS, READING, SCHEMA, TODAY, both
from examples import RULES as BAD

from generator.check import RULES, SCHEMA_RULES, check_folder
from generator.diagnostics import Severity
from generator.load import RULES as READING_RULES

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diagnostics import Diagnostic


# A rule whose example can't help raising another one too: both findings are true.
ALSO = {
    "site-type": {"cover-level", "cover-omission"},
}


def found(root: Path) -> tuple[Diagnostic, ...]:
    """Return all findings of a catalog."""
    return check_folder(root, TODAY)[1]


def test_city_in_order_has_no_findings(tmp_path: Path) -> None:
    """A catalog that satisfies every rule gets no finding of any weight."""
    assert found(tinycity.write(tmp_path)) == ()


def test_every_rule_has_an_example() -> None:
    """A rule nobody can show broken is no rule."""
    assert set(BAD) == set(RULES)
    assert set(SCHEMA) == set(SCHEMA_RULES)
    assert set(READING) == set(READING_RULES) - BEYOND_TEXT


@pytest.mark.parametrize("code", [*SCHEMA, *READING])
def test_what_cannot_be_read_raises_its_code(code: str, tmp_path: Path) -> None:
    """The example of a fault in reading or in a field raises that fault and nothing else."""
    changes = {**SCHEMA, **READING}[code]
    findings = found(tinycity.write(tmp_path, changes))
    assert {d.code for d in findings} == {code}
    for told in findings:
        for sentence in (told.what, told.why or "。", told.fix):
            assert sentence.endswith(("。", "？")), sentence


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
    assert first.why.endswith("。")


def test_all_faults_are_found_in_one_run(tmp_path: Path) -> None:
    """Whoever made three mistakes is told of three, not of the first."""
    changes = both(BAD["date-real"][0], BAD["state-stray"][0], BAD["ref-channel"][0])
    codes = {d.code for d in found(tinycity.write(tmp_path, changes))}
    assert codes == {"date-real", "state-stray", "ref-channel"}


def test_an_acceptance_has_to_end_on_a_real_day(tmp_path: Path) -> None:
    """The list of accepted changes has days too, and a slip there would end one unseen."""
    accepted = "接受:\n  - 变化: 3f2a9c01b7de\n    理由: 虚构\n    谁: 某部门\n    至: 2026-02-30\n"
    (finding,) = found(tinycity.write(tmp_path, {"catalog/audit.yml": accepted}))
    assert (finding.code, finding.path) == ("date-real", "catalog/audit.yml")
    assert finding.span is not None
    assert finding.span.line == 5


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
