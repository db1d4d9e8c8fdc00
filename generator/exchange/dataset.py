"""The site's data as a data set others can find and understand: DCAT 3 and a field dictionary."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.exchange.columns import ITEM_COLUMNS, RECORD_COLUMNS, Column
from generator.exchange.formats import DEMONSTRATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.resolve.model import Catalog

CATALOG, RECORDS = "data/catalog", "data/records"
"""Site paths, without suffix, of the two tables that hold everything."""

_MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SETS: dict[str, tuple[str, str, Sequence[Column[Any]]]] = {
    CATALOG: ("政务公开事项", "各单位的公开事项，按官方标准目录的栏目列出", ITEM_COLUMNS),
    RECORDS: ("公开信息", "本站收录的已公布文件和信息", RECORD_COLUMNS),
}


class File(Struct, frozen=True):
    """A finished download: site path, bytes, SHA-256 in hexadecimal digits."""

    path: str
    size: int
    sha256: str


def dataset(catalog: Catalog, files: Sequence[File]) -> bytes:
    """Return ``data/dcat.jsonld``.

    Addresses in it are absolute, so they stand only where ``site.yml`` sets 网址; without it a
    distribution is told by name, size and checksum. The publisher is
    named only on an official site.
    """
    described: dict[str, Any] = {"@context": _CONTEXT, **_id(catalog, "data/dcat.jsonld#catalog")}
    described |= {"@type": "dcat:Catalog", "dct:title": catalog.site.title}
    described |= _statement(catalog)
    described["dcat:dataset"] = [_set(catalog, stem, files) for stem in _SETS]
    return _json(described)


def _set(catalog: Catalog, stem: str, files: Sequence[File]) -> dict[str, Any]:
    name, meaning, columns = _SETS[stem]
    return {
        **_id(catalog, f"data/dcat.jsonld#{stem.rpartition('/')[2]}"),
        "@type": "dcat:Dataset",
        "dct:title": f"{catalog.site.title}：{name}",
        **_statement(catalog, meaning),
        "dcat:keyword": [column.name for column in columns],
        "dcat:distribution": [
            _distribution(catalog, file)
            for file in sorted(files, key=lambda file: file.path)
            if file.path.rpartition(".")[0] == stem
        ],
    }


def _distribution(catalog: Catalog, file: File) -> dict[str, Any]:
    name = file.path.rpartition("/")[2]
    url = {"@id": catalog.site.url + file.path}
    return {
        **_id(catalog, f"data/dcat.jsonld#{name}"),
        "@type": "dcat:Distribution",
        "dct:title": name,
        **({"dcat:accessURL": url, "dcat:downloadURL": url} if catalog.site.url else {}),
        "dcat:mediaType": {
            "@id": f"https://www.iana.org/assignments/media-types/{_MEDIA[name.rpartition('.')[2]]}"
        },
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
        },
    }


def _statement(catalog: Catalog, meaning: str = "") -> dict[str, Any]:
    """Return what stands on the catalog and on each set: what it is, its day, its publisher."""
    site = catalog.site
    said = [meaning] if site.official else [DEMONSTRATION, meaning]
    told = {"dct:description": "。".join(part for part in said if part)} if any(said) else {}
    day = {"@type": "xsd:date", "@value": catalog.as_of.isoformat()}
    publisher = {"@type": "foaf:Agent", "foaf:name": site.organizer}
    named = {"dct:publisher": publisher} if site.official and site.organizer else {}
    return {**told, "dct:language": "zh-CN", "dct:modified": day, **named}


def _id(catalog: Catalog, path: str) -> dict[str, str]:
    return {"@id": catalog.site.url + path} if catalog.site.url else {}


def dictionary(catalog: Catalog) -> bytes:
    """Return ``data/fields.json``: each field's name, kind, origin and meaning."""
    tables = {
        f"{stem.rpartition('/')[2]}": {
            "名称": name,
            "说明": meaning,
            "字段": [_field(column) for column in columns],
        }
        for stem, (name, meaning, columns) in _SETS.items()
    }
    return _json(({} if catalog.site.official else {"声明": DEMONSTRATION}) | tables)


def _field(column: Column[Any]) -> dict[str, str]:
    return {
        "名称": column.name,
        "类型": column.type,
        "出处": column.origin,
        "说明": column.meaning,
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
