"""Check digits of 组织机构代码 and 统一社会信用代码."""

from __future__ import annotations

import pytest

from generator.check.codes import is_credit_code, is_organisation_code

# Prefixes of 索引号 that real portals use.
ORGANISATIONS = ["757952943", "003110926", "000014349", "01527918X", "006494558", "486344515"]


@pytest.mark.parametrize("code", ORGANISATIONS)
def test_real_organisation_codes_pass_and_neighbours_fail(code: str) -> None:
    """A real code passes; with any one digit changed it doesn't."""
    assert is_organisation_code(code)
    for place in range(8):
        other = str((int(code[place]) + 1) % 10)
        assert not is_organisation_code(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("code", ["11341702486344515H", "11340722003125642M"])
def test_real_credit_codes_pass_and_neighbours_fail(code: str) -> None:
    """A real code passes, its own 组织机构代码 inside too; with one digit changed it fails."""
    assert is_credit_code(code)
    assert is_organisation_code(code[8:17])
    for place in range(17):
        other = str((int(code[place]) + 1) % 10)
        assert not is_credit_code(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("code", ["", "000000001", "11341702486344515h", "7579529430", "１"])
def test_other_texts_are_no_codes(code: str) -> None:
    """Self-made numbers, wrong lengths and wrong letters don't pass."""
    assert not is_organisation_code(code)
    assert not is_credit_code(code)
