"""Folder and file names in ASCII: pinyin of the Chinese name, assigned once and never changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pypinyin import Style, pinyin

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: Last character of a place's name → the word after the hyphen; the longer ending first.
PLACE_ENDINGS: Final[Mapping[str, str]] = {
    "街道办事处": "jiedao",
    "街道": "jiedao",
    "镇": "zhen",
    "乡": "xiang",
}
#: Districts are known by their name alone: 义安区 is yian; one character alone keeps its ending.
DISTRICT_ENDINGS: Final = ("自治县", "市", "区", "县", "旗")

#: Place names whose characters have a reading here that dictionaries put second.
READINGS: Final[Mapping[str, str]] = {
    "会宫镇": "huigong-zhen",
    "胥坝乡": "xuba-xiang",
    "枞阳县": "zongyang",
    "枞阳镇": "zongyang-zhen",
    "郊区": "jiaoqu",
    "安庆矿区街道": "anqing-kuangqu-jiedao",
    "六安市": "luan",
    "歙县": "shexian",
    "蚌埠市": "bengbu",
    "亳州市": "bozhou",
    "重庆市": "chongqing",
    "厦门市": "xiamen",
    "东阿县": "donge",
    "乐亭县": "laoting",
    "乐清市": "yueqing",
    "台州市": "taizhou",
    "丽水市": "lishui",
    "长治市": "changzhi",
    "长子县": "zhangzi",
    "浚县": "xunxian",
    "莘县": "shenxian",
    "铅山县": "yanshan",
    "大埔县": "dabu",
}

#: Names of areas whose words aren't two characters each.
AREA_WORDS: Final[Mapping[str, str]] = {
    "保障性住房": "baozhangxing-zhufang",
    "国有土地上房屋征收与补偿": "guoyou-tudi-fangwu-zhengshou",
}

_WORD: Final = 2


def syllables(text: str) -> list[str]:
    """Return the pinyin of each Chinese character and each run of letters and digits, lower case.

    Anything else separates and leaves no trace. ü is written v (律 lv).
    """
    found: list[str] = []
    for piece in re.findall(r"[㐀-鿿\U00020000-\U000323af]+|[0-9A-Za-z]+", text):
        if piece.isascii():
            found.append(piece.lower())
        else:
            readings = pinyin(piece, style=Style.NORMAL, v_to_u=False, errors="ignore")
            found += [reading[0] for reading in readings if reading[0].isascii()]
    return found


def words(text: str) -> str:
    """Return pinyin with a hyphen after every two syllables (城乡规划 → chengxiang-guihua).

    A single syllable left over joins the last word (财政预决算 → caizheng-yujuesuan).
    """
    parts = syllables(text)
    pairs = ["".join(parts[i : i + _WORD]) for i in range(0, len(parts), _WORD)]
    if len(parts) % _WORD and len(pairs) > 1:
        pairs[-2:] = [pairs[-2] + pairs[-1]]
    return "-".join(pairs)


def place(name: str, readings: Mapping[str, str] = READINGS) -> str:
    """Return the folder name of a place: yian for 义安区, zhongming-zhen for 钟鸣镇."""
    if name in readings:
        return readings[name]
    for ending, word in PLACE_ENDINGS.items():
        stem = name.removesuffix(ending)
        if stem and stem != name:
            return f"{''.join(syllables(stem))}-{word}"
    for ending in DISTRICT_ENDINGS:
        stem = name.removesuffix(ending)
        if stem != name:
            return "".join(syllables(stem if len(stem) > 1 else name))
    return "".join(syllables(name))


def unused(slug: str, taken: Collection[str]) -> str:
    """Return ``slug``, or with the first number from 2 behind it that nobody has taken."""
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
