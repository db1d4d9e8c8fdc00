"""The catalog as everybody to the right sees it: frozen, complete, every reference an object's key.

Identity: a unit by its 区划代码, an item by ``<区划代码>/<事项编码>``, a record by its file's stem.
Everything users read is Chinese text exactly as written in the catalog; dates are ``date``.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from generator.limits import Clause


WEBSITE = "政府网站"  # the one channel this project is


def join_title(level1: str, level2: str) -> str:
    """Return 一级事项·二级事项, or one of them when they are the same."""
    return level1 if level1 == level2 else f"{level1}·{level2}"


class State(Enum):
    """What can honestly be said of one unit's item; the value is the word users read."""

    PUBLISHED = "已公开"  # at least one record stands under it
    OVERDUE = (
        "应公开未公开"  # computed only: a dated event, a parsed limit, a unit marked 收录: 完整
    )
    NONE_YET = "暂无信息"  # the owner wrote so, with a date
    NOT_OURS = "本级无此职责"  # the owner wrote so, with a reason
    OFFLINE = "线下"  # no 政府网站 among the channels: outside every denominator
    STOPPED = "已停止公开"  # a tombstone, with date, reason and basis
    NOT_ENTERED = "未收录"  # the default: nobody has entered records here

    # Each is one object. Enum hashes names, in Python: half a microsecond, eight times an item.
    __hash__ = object.__hash__


class Origin(Enum):
    """Where a resolved field's value was written."""

    STANDARD = "标准目录"
    LOCAL = "本单位"


class HotTopic(Struct, frozen=True):
    """One card of the front page: an area and the item codes shown on it."""

    area: str
    icon: str
    codes: tuple[str, ...]


class AreaGroup(Struct, frozen=True):
    """A heading of the front page's index with the slugs of its areas."""

    title: str
    areas: tuple[str, ...]


class Mark(Struct, frozen=True):
    """An official mark of the footer; its picture is a file of the catalog, or "" for words."""

    link: str
    image: str = ""


class Office(Struct, frozen=True):
    """受理: who receives applications for disclosure (条例第二十七条 and after); "" is unknown."""

    name: str = ""
    phone: str = ""
    fax: str = ""
    address: str = ""
    online: str = ""


class Portal(Struct, frozen=True):
    """The portal's own header and footer.

    ``header`` and ``footer`` are finished HTML in pieces: between two of them goes the way up to
    the site's folder. ``style`` holds only rules for these two.
    """

    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    style: str = ""


class Site(Struct, frozen=True):
    """``catalog/site.yml``: what this column is called, who runs it, what its front page shows."""

    title: str  # 专题名, e.g. 基层政务公开标准目录
    project: str  # the lock-up's first line until 正式发布
    url: str  # 网址 with a trailing slash, or "" when not configured
    official: bool  # 正式发布 and a 标识码: only then official names and marks
    organizer: str  # 主办单位
    site_code: str  # 网站标识码
    icp: str
    police: str
    contact: str
    accent: str  # "blue" | "red" | "#rrggbb"
    established: dt.date | None  # changes up to this date are the baseline, not news
    levels: Mapping[str, str]  # unit type → level: 县区 → 县级
    hot: tuple[HotTopic, ...]
    groups: tuple[AreaGroup, ...]
    questions: tuple[str, ...]  # 大家常问
    repository: str  # where edit links point, or ""
    operator: str = ""  # 承办单位
    hours: str = ""  # 办公时间
    icp_link: str = ""
    police_link: str = ""
    correction: str = ""  # 纠错: address with {页面} or not, e-mail address or telephone
    party_mark: Mark | None = None  # 党政机关网站标识
    error_mark: Mark | None = None  # 我为政府网站找错
    office: Office = Office()
    portal: Portal = Portal()
    portal_files: tuple[str, ...] = ()  # pictures of the catalog's portal folder


class Basis(Struct, frozen=True):
    """One law or document (公开依据)."""

    id: str
    title: str  # with 《》
    number: str  # 文号, or ""
    status: str  # 有效 | 已修订 | 已废止 | 待核对
    successor: str = ""  # another basis id
    note: str = ""  # 说明, e.g. since when and by what it was repealed

    @property
    def citation(self) -> str:
        """Return the title with its 文号 in full-width brackets."""
        return f"{self.title}（{self.number}）" if self.number else self.title


class Citation(Struct, frozen=True):
    """A basis as one standard row cites it: the words of the row, and which basis they mean."""

    text: str
    basis: str


class Subject(Struct, frozen=True):
    """A kind of body the standards name as 公开主体; a department's subject is also a duty."""

    id: str
    name: str
    kind: str  # 部门 | 人民政府 | 上级派出 | 乡镇 | 村 | 其他
    keeper: str = ""  # 归口: the subject that answers in the catalog when this one has no file
    note: str = ""


class StandardItem(Struct, frozen=True):
    """One row of the standard catalog, with the official table's columns."""

    code: str  # "20-04", assigned once
    area: str  # slug
    serial: int  # 序号, an attribute that may change
    level1: str  # 一级事项
    level2: str  # 二级事项
    elements: tuple[str, ...]  # 公开内容（要素）
    citations: tuple[Citation, ...]  # 公开依据
    limit: str  # 公开时限, as written
    clauses: tuple[Clause, ...]  # the limit, parsed; empty when 不可判
    subjects_text: tuple[str, ...]  # 公开主体, as written
    subjects: tuple[str, ...]  # the subjects' ids, the responsible one first
    channels: tuple[str, ...]  # 公开渠道和载体
    audience: str  # 公开对象
    manner: str  # 公开方式
    levels: tuple[str, ...]  # 公开层级
    verified: str  # 已核对 | 待核对
    sources: tuple[str, ...]
    edition: str = ""  # 标准版本, when it differs from the area's
    ended: dt.date | None = None  # 停止
    successor: str = ""  # 接替: another row's code

    @property
    def title(self) -> str:
        """Return 一级事项·二级事项, or one of them when they are the same."""
        return join_title(self.level1, self.level2)

    @property
    def online(self) -> bool:
        """Tell whether 政府网站 is among the channels."""
        return WEBSITE in self.channels


class Area(Struct, frozen=True):
    """A field of disclosure (领域) and the standard rows in it."""

    slug: str
    number: str  # "20"
    name: str
    aliases: tuple[str, ...]
    edition: str  # 标准版本
    codes: tuple[str, ...]  # of the standard items, in the table's order
    now: str = ""  # 现称: what the area is called since it was renamed


class Contact(Struct, frozen=True):
    """Telephone and address of a unit or body; nothing here without a source."""

    phone: str = ""
    fax: str = ""
    address: str = ""
    hours: str = ""
    website: str = ""
    source: str = ""


class Unit(Struct, frozen=True):
    """A place that discloses: the root city, a district, a town; at town level its own body."""

    code: str  # 区划代码
    slug: str  # last path segment, e.g. "zhongming-zhen"
    path: str  # site path without slashes at the ends, e.g. "yian/zhongming-zhen"; root: "city"
    folder: str  # catalog folder, e.g. "catalog/districts/yian/zhongming-zhen"
    name: str
    kind: str  # 类型: 市 | 县区 | 乡镇 | 办事处 …
    level: str  # 县级 | 乡级 | "" for the root
    parent: str  # 区划代码, "" for the root
    contact: Contact
    complete: bool  # 收录: 完整
    ended: dt.date | None = None  # 撤销
    successor: str = ""  # 并入 or 接替: 区划代码


class Body(Struct, frozen=True):
    """A department, government or other organ of a unit: the owner of files."""

    id: str  # "<区划代码>/<slug>"; a town's own body is "<区划代码>"
    slug: str  # "" for a town's own body
    unit: str  # 区划代码
    folder: str
    name: str
    name_verified: bool  # False: named by its duty, 名称待核对
    duties: tuple[str, ...]  # subjects' ids
    credit_code: str
    contact: Contact
    ended: dt.date | None = None
    successor: str = ""  # 并入: Body.id


class Attachment(Struct, frozen=True):
    """A file that belongs to a record."""

    name: str
    link: str  # as written
    sha256: str = ""
    size: int = 0  # bytes; 0 when unknown
    file: str = ""  # path of a file kept in the catalog, "" for one that lies elsewhere


class Record(Struct, frozen=True):
    """One published document (公开信息)."""

    id: str  # "20220126-k3v9qa"
    path: str  # file in the catalog
    body: str  # Body.id that published it
    items: tuple[str, ...]  # item codes of the same unit; may be empty
    title: str
    index_number: str  # 索引号
    number: str  # 文号
    formed: dt.date | None  # 生成日期
    published: dt.date | None  # 发布日期
    issuer: str  # 发文机关
    link: str
    text: str  # plain text of the document, or ""
    abstract: str  # 内容概述
    attachments: tuple[Attachment, ...]
    validity: str  # 有效性, or ""
    title_verified: str  # 标题核对: 照原题 | 据正文概括 | ""
    source: str
    elements: tuple[str, ...] = ()  # 要素 of its items it publishes; none: nothing is claimed
    archived: dt.date | None = None  # 归档日期, of a document that is 已归档
    token: str = ""  # a digest of all of the above, or ""


class Item(Struct, frozen=True):
    """One unit's disclosure item: the standard's row with what the unit wrote over it."""

    id: str  # "340706/20-04"
    unit: str
    code: str
    area: str
    body: str  # Body.id of the 责任主体
    joint: tuple[str, ...]  # Body.ids of the 共同主体
    standard: str  # StandardItem.code, "" for a local item
    level1: str
    level2: str
    elements: tuple[str, ...]
    citations: tuple[Citation, ...]
    limit: str
    clauses: tuple[Clause, ...]
    subjects_text: tuple[str, ...]
    channels: tuple[str, ...]
    audience: str
    manner: str
    levels: tuple[str, ...]
    verified: str
    sources: tuple[str, ...]
    provenance: Mapping[str, Origin]  # official column → where its value was written
    state: State
    state_reason: str  # 理由 as written
    state_date: dt.date | None
    state_basis: str  # 依据 of a tombstone
    due: dt.date | None  # for OVERDUE: the last day it should have been published
    records: tuple[str, ...]  # record ids, newest first
    path: str  # file it stands in
    line: int
    ticked: Mapping[str, str] = field(default_factory=dict)
    # element → the newest record in force that says it publishes it; others are not in it
    local: Mapping[str, Any] = field(default_factory=dict)
    # what its owner wrote over the standard's row, under the official table's words

    @property
    def title(self) -> str:
        """Return 一级事项·二级事项, or one of them when they are the same."""
        return join_title(self.level1, self.level2)

    @property
    def unchanged(self) -> bool:
        """Tell whether the official columns say what they say in the standard's row."""
        return bool(self.standard) and Origin.LOCAL not in self.provenance.values()

    @property
    def online(self) -> bool:
        """Tell whether 政府网站 is among the channels."""
        return WEBSITE in self.channels

    @property
    def counted(self) -> bool:
        """Tell whether the item belongs in a denominator of completeness.

        Outside are what is shown offline only, given out on request, ended, or not this level's.
        """
        return (
            self.online
            and self.manner == "主动公开"
            and self.state not in (State.STOPPED, State.NOT_OURS)
        )


class Waiver(Struct, frozen=True):
    """豁免: a finding about personal data that somebody decided to publish all the same."""

    path: str
    rule: str
    reason: str
    until: dt.date | None


class Term(Struct, frozen=True):
    """A citizens' word and the official words it stands for (群众用语 → 规范用语)."""

    word: str
    official: tuple[str, ...]


class Catalog(Struct, frozen=True):
    """Everything, by key; mappings keep the catalog's order. Built once, read by all."""

    site: Site
    as_of: dt.date
    areas: Mapping[str, Area]  # by slug
    standards: Mapping[str, StandardItem]  # by code
    bases: Mapping[str, Basis]  # by id
    subjects: Mapping[str, Subject]  # by id
    terms: tuple[Term, ...]
    channels: tuple[str, ...]  # the vocabulary of 公开渠道和载体, in the official order
    units: Mapping[str, Unit]  # by 区划代码, root first, then depth first
    bodies: Mapping[str, Body]  # by id
    items: Mapping[str, Item]  # by id
    records: Mapping[str, Record]  # by id, newest first
    root: str = ""  # 区划代码 of the root unit
    children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # unit → units below
    items_of: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    # (unit, area) → item ids, in the official order
    records_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # body → record ids
    waivers: tuple[Waiver, ...] = ()  # that still hold on ``as_of``
