"""The table of characters: what the libraries say that made it, and what the catalog adds."""

from __future__ import annotations

from characters import TABLE, table

from generator.search import character_table


def test_the_table_says_what_the_libraries_say() -> None:
    """``make characters`` would write the file as it is."""
    assert TABLE.read_text(encoding="utf-8") == table()


def test_readings_are_those_the_words_call_for() -> None:
    """Of several readings the usual one and those in the catalog's words, rare characters too."""
    without, found = character_table([]), character_table(["银行", "重新", "嵯峨"])
    assert "行" in without["sound"]["xing"]
    assert "行" not in without["sound"]["hang"]
    assert "行" in found["sound"]["hang"]
    assert "行" in found["sound"]["xing"]
    assert {"重"} <= {*found["sound"]["chong"]} & {*found["sound"]["zhong"]}
    assert "嵯" in found["sound"]["cuo"]
    assert "嵯" not in "".join(without["sound"].values())


def test_old_forms_are_those_of_the_words() -> None:
    """Traditional characters of what the catalog says, but for those it says itself."""
    assert character_table([])["simple"] == ("", "")
    old, new = character_table(["银行", "发"])["simple"]
    assert dict(zip(old, new, strict=True)) == {"銀": "银", "發": "发", "髮": "发"}
    assert "銀" not in character_table(["银行", "銀"])["simple"][0]
