"""What a time limit (公开时限) says: the clause, its relations and units, and the words for them.

The words of the grammar stand here as tables, so that a new way of writing a limit is a new word
in a table. Numerals are read strictly: a numeral that isn't written the standard way is no number.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from generator.patterns import regex


class Relation(Enum):
    """How a clause binds publication to its event; the value is the word for it."""

    WITHIN = "之内"  # at most n units after the event
    BEFORE = "之前"  # at least n units before the event
    AFTER = "之后"  # after the event, no length of time written
    EVERY = "周期"  # every n units; n is None for a bare 定期
    DURATION = "公示期"  # only how long it must stay public; the length is the notice
    PROMPT = "及时"
    REALTIME = "实时"
    LONG_TERM = "长期"
    WITH = "随同"  # together with another thing, which is the event
    ON_DATE = "每年定日"  # every year before the day in ``day``
    ANNOUNCED = "另定"  # within a time that is told each time anew, when the event comes
    OTHER_LAW = "从其规定"  # another law's limit goes first


class TimeUnit(Enum):
    """What a clause counts in; the value is the official word."""

    WORKDAY = "工作日"
    DAY = "日"
    WEEK = "周"
    MONTH = "月"
    QUARTER = "季度"
    HALF_YEAR = "半年"
    YEAR = "年"


class Clause(Struct, frozen=True):
    """One clause of a time limit; ``""`` and ``None`` mean that nothing is written."""

    text: str  # the part of the wording it came from, as written
    relation: Relation
    scope: str = ""  # what it holds for, as written, e.g. 行政处罚决定; "" is everything
    n: int | None = None
    unit: TimeUnit | None = None
    event: str = ""  # 起算事件, e.g. 信息形成或者变更
    notice_n: int | None = None  # how long it must stay public at least
    notice_unit: TimeUnit | None = None
    notice_word: str = ""  # what the standard calls that time, e.g. 公示期, 征求意见期限
    place: str = ""  # where, e.g. 村公示栏
    day: str = ""  # "MM-DD" of ON_DATE


LONGEST = 400  # characters; the longest official wording has 54
LONGEST_PHRASE = 60  # characters of an event or a scope


def _table(words: str) -> tuple[str, ...]:
    """Return the words of a text as a table, in their order."""
    return tuple(words.split())


# Longest first wherever one word begins or ends another.
UNITS = {
    "个工作日": TimeUnit.WORKDAY,
    "工作日": TimeUnit.WORKDAY,
    "个自然日": TimeUnit.DAY,
    "自然日": TimeUnit.DAY,
    "个日历日": TimeUnit.DAY,
    "日历日": TimeUnit.DAY,
    "日": TimeUnit.DAY,
    "天": TimeUnit.DAY,
    "个星期": TimeUnit.WEEK,
    "星期": TimeUnit.WEEK,
    "周": TimeUnit.WEEK,
    "个月": TimeUnit.MONTH,
    "个季度": TimeUnit.QUARTER,
    "年": TimeUnit.YEAR,
}
PERIODS = {
    "工作日": TimeUnit.WORKDAY,
    "日": TimeUnit.DAY,
    "天": TimeUnit.DAY,
    "周": TimeUnit.WEEK,
    "月": TimeUnit.MONTH,
    "季度": TimeUnit.QUARTER,
    "季": TimeUnit.QUARTER,
    "半年": TimeUnit.HALF_YEAR,
    "年度": TimeUnit.YEAR,
    "年": TimeUnit.YEAR,
}

PUBLISH = ("公开", "公布", "公示", "公告", "发布", "披露", "更新")
FILLERS = _table("向社会 对外 依法 依规 主动 予以 进行 应当 及时 完成 至少 同步 将")
MODES = {
    "及时": Relation.PROMPT,
    "随时": Relation.PROMPT,
    "立即": Relation.PROMPT,
    "实时": Relation.REALTIME,
    "即时": Relation.REALTIME,
    "长期": Relation.LONG_TERM,
    "定期": Relation.EVERY,
}

WITHIN = ("以内", "之内", "内")
BEFORE = ("以前", "之前", "前")
STARTS = _table(
    """
    之日的次日起 之次日起 的次日起 次日起 之日起的 之日起算 之日起 之日后 之时起 的当日起
    之当日起 当日起 日起 时起 之后 以后 后的 起 后
    """
)
AT_LEAST = ("不得少于", "不少于", "不低于", "至少", "为")
OUGHT = ("应当", "应", "须")
AT_MOST = ("最长不超过", "不得超过", "不超过", "最迟")
LABELS = ("公开时限", "公开期限", "时限", "其中")  # before a colon, a heading and no scope

# The time for which something stays public; a bare verb counts only directly before a length.
NOTICE_NAMES = tuple(
    verb + word
    for verb in ("公示", "公告", "披露", "征求意见", "意见征集", "征集")
    for word in ("期限", "时间", "期")
)
NOTICE_VERBS = ("公示", "公告", "披露")

# A phrase that ends in one of these, directly before a length, is an event …
EVENT_VERBS = _table(
    """
    形成 变更 作出 下达 印发 签订 结束 确定 完成 生效 批准 批复 制定 制作 获取
    发布 产生 备案 核准 审定 通过
    """
)
# … and in one of these, a scope.
SCOPE_NOUNS = _table(
    """
    信息 决定 决定书 内容 结果 其余 其他 事项 文件 通知书 政策 方案 名单 情况
    报告 公告 许可 处罚 欠税 等 预告 标准 指南 计划 规划
    """
)
# The information's own coming to exist, which is what 形成日期 dates (条例第二十六条).
FORMATION_VERBS = ("形成", "变更", "制定", "制作", "获取", "作出", "产生")
FORMED = ("信息", "决定", "决定书", "文件")
MADE = (*FORMED, "政策", "措施", "指南", "标准", "方案", "报告", "名单", "计划", "规划")

# 应, 自, 在, 于, 后, 时 and 起 as words of their own, not in 应急, 自然资源, 存在, 关于, 善后,
# 届时, 发起.
LEAD = regex("(?:应当|应(?![急用届答诉聘邀对征试收付缴税])|须(?!知)|从(?![业事属严轻重优而])|于)*")
FROM = regex(
    "(?<![各亲来独私擅])自(?!然|愿|身|我|由|来水|助|荐|费|筹|治[区州县]|行(?!政|业|为|使)"
    "|主(?!管|体|要|办)|查(?!处|封|验|明)|动(?!工|员)|建(?!设|筑|立|档)|用(?!地|途|人)"
    "|住(?!房|建)|管(?!理)|评(?!审|标|估|定|选|议))"
)
_AT = (
    "(?<![存正现所潜内旨])在(?![校职线册编岗读籍押途]|建(?!设|筑))"
    "|(?<![关由基用属对位等低高少多大小至限鉴处终过善])于"
)
AT = regex(_AT)
FROM_OR_AT = regex(f"{FROM.pattern}|{_AT}")
NOT_AFTER = "善事随然最先前今日落售产术背"
NOT_WHEN = "及实随即按定限临届准适平暂小长同"
NOT_FROM_NOW = "发提引兴掀唤升"

# A phrase with one of these in it isn't an event or a scope: it says something about time that
# the grammar hasn't read, or it hedges.
UNREAD = _table(
    """
    工作日 及时 实时 随时 立即 长期 定期 每 之日起 以内 之内 至少 不少于 不超过
    最迟 提前 时限 另有规定 原则上 一般应 大约 左右 争取 力争 特殊情况 视情 酌情
    延长 顺延 除外 尽快 尽量 必要时 自然日 内公开 更新 不再 不得 可以 可不
    早于 晚于 迟于 同步 同时 一并
    """
)
