"""Published documents, newest first."""

from __future__ import annotations

from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator.check.days import parse_date
from generator.resolve.model import Attachment, Record
from generator.resolve.record_table import Chosen, Columns, Records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from generator.check import Entry, Index
    from generator.resolve.model import Body

REPEALED = "已废止"  # 有效性
_JOINED = 8  # bytes
_NONE: Mapping[str, str] = MappingProxyType({})


def read_records(index: Index, bodies: Mapping[str, Body]) -> Records:
    """Return the records by id, newest first; undated ones stand last.

    The index must be free of errors.
    """
    shelf = index.shelf
    by_folder = {body.folder: body.id for body in bodies.values()}
    in_files = _columns(index, by_folder)
    keys = [f"{day or ' '}{key}" for day, key in zip(in_files.days, in_files.ids, strict=True)]
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=True)
    columns = in_files.at(order)

    def made(place: int, entry: Entry) -> Record:
        return _record(index, entry, columns.bodies[place], columns.tokens[place])

    def make_each() -> Iterator[tuple[int, Record]]:
        places = {at: place for place, at in enumerate(order)}
        for at, entry in shelf.opened(order):
            yield places[at], made(places[at], entry)

    return Records(
        columns, lambda place: made(place, shelf[order[place]]), make_each, lambda: shelf.characters
    )


def _columns(index: Index, by_folder: Mapping[str, str]) -> Columns:
    """Return what is known of all records, in the order of their files."""
    shelf = index.shelf
    bodies: list[str] = []
    files: list[str] = []
    for batch in shelf.batches:
        # <body>/records/<year>
        bodies += [by_folder[batch.folder.rsplit("/", 2)[0]]] * len(batch.names)
        links = batch.column("links")
        files += [_files(index, batch.folder, some) if some else "" for some in links]
    seals = shelf.column("seal")
    joined = {pair: _joined(*pair) for pair in {*zip(bodies, files, strict=True)}}
    pairs = zip(bodies, files, strict=True)
    tokens = [seal and seal + joined[pair] for seal, pair in zip(seals, pairs, strict=True)]
    return Columns(
        ids=shelf.stems,
        bodies=bodies,
        items=shelf.column("items"),
        published=shelf.column("published"),
        formed=shelf.column("formed"),
        validity=shelf.column("validity"),
        elements=shelf.column("elements"),
        tokens=tokens,
        files=[*map(bool, files)],
    )


def _files(index: Index, folder: str, links: Sequence[str]) -> str:
    """Return the files of the catalog that links mean, as one text; "" for none."""
    found = [index.attachment(folder, link) for link in links]
    return " ".join(found) if any(found) else ""


def _joined(body: str, files: str) -> str:
    """Return a digest of what a record's file is joined with: half of its token.

    The other half is the digest of the file. The token is the record's stamp; stamps made of the
    fields of 50,000 records took 1 s.
    """
    whole = f"{body} {files}".encode("utf-8", "surrogateescape")
    return blake2b(whole, digest_size=_JOINED).hexdigest()


def _attachment(index: Index, entry: Entry, written: Mapping[str, Any]) -> Attachment:
    link = written["链接"]
    return Attachment(
        name=written["名称"],
        link=link,
        sha256=written.get("sha256", ""),
        size=written.get("大小", 0),
        file=index.attachment(entry.folder, link),
    )


def _record(index: Index, entry: Entry, body: str, token: str) -> Record:
    data = entry.data
    return Record(
        id=entry.stem,
        path=entry.path,
        body=body,
        items=tuple(data["事项"]),
        title=data["标题"],
        index_number=data.get("索引号", ""),
        number=data.get("文号", ""),
        formed=parse_date(data.get("生成日期")),
        published=parse_date(data.get("发布日期")),
        issuer=data.get("发文机关", ""),
        link=data.get("链接", ""),
        text=data.get("正文", ""),
        abstract=data.get("内容概述", ""),
        attachments=tuple([_attachment(index, entry, a) for a in data.get("附件", ())]),
        validity=data.get("有效性", ""),
        title_verified=data.get("标题核对", ""),
        source=data.get("来源", ""),
        elements=tuple(data.get("要素", ())),
        archived=parse_date(data.get("归档日期")),
        token=token,
    )


def records_by_item(
    records: Records, bodies: Mapping[str, Body], as_of: dt.date
) -> dict[tuple[str, str], Chosen]:
    """Return (unit, code) → the records published by ``as_of``, newest first."""
    last, told = as_of.isoformat(), records.columns
    units = {key: body.unit for key, body in bodies.items()}
    found: dict[tuple[str, str], list[int]] = {}
    for place, (body, codes, published) in enumerate(
        zip(told.bodies, told.items, told.published, strict=True)
    ):
        if published <= last:
            for code in codes:
                found.setdefault((units[body], code), []).append(place)
    return {key: Chosen(records, places) for key, places in found.items()}


def ticked_elements(elements: Sequence[str], records: Chosen) -> Mapping[str, str]:
    """Return element → the newest record that says it publishes it, in the elements' order.

    ``records`` come newest first. One that is 已废止 says nothing of today, and ticks nothing.
    """
    if records.table.ticking.isdisjoint(records.places):
        return _NONE
    told = records.table.columns
    columns = map(records.pick, (told.ids, told.validity, told.elements))
    found: dict[str, str] = {}
    for key, validity, published in zip(*columns, strict=True):
        if published and validity != REPEALED:
            for element in published:
                found.setdefault(element, key)
    return MappingProxyType({e: found[e] for e in elements if e in found}) if found else _NONE
