"""The made-up city's ``site.yml``: a demonstration, its front page filled like a real one's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.exchange.yamltext import document
from generator.synth.texts import MARK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.exchange.yamltext import Value

# Types other cities' lists of units use. Which level a type belongs to is data of the catalog.
LEVELS: Mapping[str, str] = {
    **dict.fromkeys(("市", "地级市", "自治州", "盟", "地区"), "市级"),
    **dict.fromkeys(("县区", "县", "区", "市辖区", "县级市", "自治县", "旗", "自治旗"), "县级"),
    **dict.fromkeys(("乡镇", "镇", "乡", "民族乡", "苏木", "街道", "街道办事处", "办事处"), "乡级"),
}

_HOT: tuple[tuple[str, str], ...] = (
    ("shehui-baoxian", "shield-account"),
    ("yiliao-weisheng", "hospital-box"),
    ("baozhangxing-zhufang", "home-city"),
    ("shehui-jiuzhu", "hand-heart"),
)
_HOT_ITEMS = 3
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "生活与保障": (
        *("shehui-baoxian", "shehui-jiuzhu", "yanglao-fuwu", "jiuye", "baozhangxing-zhufang"),
        *("huji-guanli", "yiwu-jiaoyu", "yiliao-weisheng", "fupin", "jiuzai"),
    ),
    "土地与建设": (
        *("chengxiang-guihua", "zhongda-jianshe-xiangmu", "zhengdi-buchang"),
        *("guoyou-tudi-fangwu-zhengshou", "nongcun-weifang-gaizao", "shizheng-fuwu"),
    ),
}


def site_text(areas: Mapping[str, tuple[str, ...]]) -> str:
    """Return ``site.yml`` for a catalog with ``areas`` (slug → codes); only those are named."""
    hot: list[Value] = [
        {"领域": slug, "图标": icon, "事项": list(areas[slug][:_HOT_ITEMS])}
        for slug, icon in _HOT
        if slug in areas
    ]
    groups: list[Value] = [
        {"名称": name, "领域": [slug for slug in slugs if slug in areas]}
        for name, slugs in _GROUPS.items()
        if areas.keys() & set(slugs)
    ]
    content: dict[str, Value] = {
        "格式版本": 1,
        "专题名": f"{MARK}基层政务公开标准目录",
        "项目名": f"{MARK}演示城市",
        "网址": "",
        "正式发布": False,
        "类型": dict(LEVELS),
        "热点": hot,
        "领域分组": groups,
        "大家常问": ["低保怎么申请", "公租房怎么申请", "医保怎么报销"],
        "仓库": "",
    }
    return document(content, schema="../schema/site.schema.json")
