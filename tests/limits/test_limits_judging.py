"""Which clause lateness may be computed by, and how clauses are said plainly."""

from __future__ import annotations

import pytest

from generator.limits import explain, judgeable, parse_limit


@pytest.mark.parametrize(
    ("wording", "n"),
    [
        ("信息形成或者变更之日起20个工作日内", 20),
        ("信息获取（形成、变更）20个工作日内", 20),
        ("制定或获取扶持政策措施之日起10个工作日内", 10),
        ("行政处罚决定作出之日起10个工作日内", 10),
        ("制定或获取信息之日起10个工作日内，公示7个工作日", 10),
        ("信息形成之日起20个工作日内；其中行政许可、行政处罚决定自作出之日起7个工作日内", 20),
        ("信息形成之日起20个工作日内；行政处罚决定作出后7个工作日内", 20),
    ],
)
def test_judged_by_the_general_limit(wording: str, n: int) -> None:
    """A limit from the information's own coming to exist is judged, by its longest part."""
    clause = judgeable(parse_limit(wording))
    assert clause is not None
    assert (clause.n, clause.scope) == (n, "")


@pytest.mark.parametrize(
    "wording",
    [
        "",
        "20个工作日内",
        "及时公开",
        "每20个工作日更新",
        "每年3月31日前",
        "征集时对外公布的时限内公开",
        "自收到申请之日起20个工作日内",
        "合同签订之日起2个工作日内",
        "收到征地批准文件之日起10个工作日内",
        "本级人民代表大会或其常务委员会批准后20日内",
        "信息形成或者变更之日起20个工作日内，法律法规另有规定的除外",
        "除处罚决定外其他内容长期公开（动态调整），处罚决定20个工作日内",
        "执法决定信息自决定作出之日起7个工作日内；其他相关信息自形成或变更之日起20个工作日内",
        "信息形成之日起7个工作日内；结果信息：自信息形成之日起20个工作日内",
        "信息形成之日起20个工作日内；结果信息：自信息形成之日起20日内",
        "信息形成之日起20个工作日内；信息变更之日起10个工作日内",
        "信息形成之日起20个工作日内，及时更新",
        "股权变更之日起20个工作日内",
        "信息形成之日起一年内",
    ],
)
def test_not_judged_where_it_could_accuse_falsely(wording: str) -> None:
    """No lateness is computed where event, scope, length or another law leaves a doubt."""
    assert judgeable(parse_limit(wording)) is None


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("信息形成或变更之日起20个工作日内", "信息形成或者变更后 20 个工作日内公开，大约四周"),
        ("制定或获取指南之日起10个工作日内", "制定或者获取指南后 10 个工作日内公开，大约两周"),
        ("7个工作日内", "7 个工作日内公开，大约一周半（没有写明从哪天算起）"),
        ("合同签订之日起2个工作日内", "合同签订后 2 个工作日内公开"),
        ("信息形成之日起90个工作日内", "信息形成后 90 个工作日内公开，大约四个月"),
        ("征地公告之日起45日内", "征地公告后 45 天内公开（含周末和节假日）"),
        (
            "信息形成之日起20个工作日内；行政处罚决定作出后7个工作日内",
            (
                "信息形成后 20 个工作日内公开，大约四周；"
                "行政处罚决定：作出后 7 个工作日内公开，大约一周半"
            ),
        ),
        (
            "收到评标报告之日起3日内，公示期不少于3日",
            "收到评标报告后 3 天内公开（含周末和节假日），公示期不少于 3 天",
        ),
        ("定额初步核定后公示5个工作日", "定额初步核定后公示 5 个工作日"),
        ("招标、拍卖或者挂牌开始日前20日", "最晚在招标、拍卖或者挂牌开始日前 20 天公开"),
        ("提前一周发通知邀请", "最晚提前 1 周公开"),
        ("每20个工作日更新", "每 20 个工作日公开或者更新一次，大约四周"),
        ("每半年公告一次", "每半年公开或者更新一次"),
        ("定期公告", "定期公开，没有写明多久一次"),
        ("每年3月31日前", "每年 3 月 31 日前公开"),
        ("登记完成后及时在村公示栏公开", "登记完成后及时在村公示栏公开，没有写明天数"),
        ("委托代征协议签订后公告", "委托代征协议签订后公开，没有写明天数"),
        ("随采购公告、采购文件公开", "与采购公告、采购文件同时公开"),
        ("实时公开", "实时公开"),
        ("长期公开（动态调整）", "长期公开"),
        ("法律另有规定的除外", "法律、法规另有规定的，按规定办"),
        ("征集时对外公布的时限内公开", "征集时会公布时限，在那个时限内公开"),
        (
            "在招聘公告发布时确定的期限内在政府网站公布",
            "招聘公告发布时会公布时限，在那个时限内在政府网站公开",
        ),
        ("按公布的时限公开", ""),
    ],
)
def test_said_in_plain_words(wording: str, said: str) -> None:
    """Citizens read each clause in words of every day; what has no reading isn't paraphrased."""
    assert explain(parse_limit(wording)) == said
