"""The table of characters: what the libraries say that made it, and what the catalog adds."""

from __future__ import annotations

from characters import TABLE, table
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from generator.search import character_table
from generator.search.readings import HAN, dictionary, unusual_in, usual

_UNUSUAL = st.sampled_from(sorted(dictionary().unusual))
_WORDS = st.sampled_from(sorted(word for word in PHRASES_DICT if HAN.fullmatch(word)))
_CHARS = st.sampled_from(dictionary().common)


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


@given(st.lists(_UNUSUAL | _WORDS | _CHARS, min_size=1).map("".join))
def test_a_text_is_read_as_the_library_reads_it(text: str) -> None:
    """Whatever words follow one another, wherever one may be cut: no reading more, none less."""
    sounds = lazy_pinyin(text, style=Style.NORMAL)
    read = {(char, sound.replace("ü", "v")) for char, sound in zip(text, sounds, strict=True)}
    as_usual = {(char, usual()[char]) for char in text}
    assert set(unusual_in(text)) - as_usual == read - as_usual


def test_a_word_is_read_where_it_stands() -> None:
    """执行长期规划 has 执行 and 长期 in it, and no 行长."""
    assert ("行", "hang") not in list(unusual_in("执行长期规划"))
    assert ("行", "hang") in list(unusual_in("各家银行行长"))
