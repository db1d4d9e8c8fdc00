"""Documents against their JSON Schema, with every fault said in Chinese.

``jsonschema-rs`` answers yes or no for every file; only a file that fails goes through
``jsonschema``, whose errors carry exact paths.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs
from msgspec import Struct
from msgspec.structs import replace

from generator.check.days import unreal
from generator.check.pasting import find, source, written
from generator.check.registry import Finding, diagnose
from generator.diagnostics import Diagnostic, Severity, Span
from generator.load import (
    DATE_PATTERN,
    Scalar,
    bundled,
    date_parts,
    differing,
    locate,
    nearest,
    plain_typed,
    suggested,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import jsonschema

    from generator.check.entry import Entry
    from generator.load import Document

KINDS = (
    "site", "standard", "subjects", "bases", "terms", "audit", "unit", "body", "items", "record",
)  # fmt: skip
_WHY = "字段和写法由 schema 文件夹里的模式文件规定。"
_TYPES = {
    "string": "一段文字",
    "integer": "一个整数",
    "boolean": "true 或者 false",
    "array": "一个列表，每一条前面写“- ”",
    "object": "一组“字段: 内容”",
    "null": "空",
}


@cache
def schema(kind: str) -> dict[str, Any]:
    """Return the schema of a kind of document."""
    text = (bundled("schema") / f"{kind}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _fast(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema(kind))


@cache
def _exact(kind: str) -> jsonschema.Draft202012Validator:
    # Imported here: hardly a run has a file that fails, and it takes 27 ms.
    import jsonschema  # noqa: PLC0415

    return jsonschema.Draft202012Validator(schema(kind))


def typed(document: Document) -> dict[str, Any]:
    """Return the document's data with the types its schema asks for."""
    data: dict[str, Any] = plain_typed(document.node, schema(document.kind))
    return data


def validate(entry: Entry) -> Iterator[Diagnostic]:
    """Yield the schema faults of one document, none when it is valid."""
    kind = entry.kind
    if _fast(kind).is_valid(entry.data):
        return
    faults = sorted(
        map(Fault.of, _exact(kind).iter_errors(entry.data)), key=lambda f: list(map(str, f.path))
    )
    found = [
        pair for fault in faults for pair in _DESCRIBE.get(fault.keyword, _other)(entry, fault)
    ]
    # A misspelt key is also a missing one: the misspelling is the cause, and says it all.
    meant = {finding.paste for code, finding in found if code == "schema-unknown-key"}
    for code, finding in found:
        if code != "schema-missing-key" or f"{finding.paste.partition(':')[0]}:" not in meant:
            yield diagnose(finding, code=code, severity=Severity.ERROR, why=finding.why or _WHY)


class Fault(Struct, frozen=True):
    """What of a validation error the words below need: where, which keyword, and its schema."""

    path: list[str | int]
    keyword: str
    wanted: Any
    instance: Any
    schema: dict[str, Any]
    message: str

    @classmethod
    def of(cls, error: Any) -> Fault:
        """Return the fault a ``jsonschema`` error describes."""
        sub = error.schema if isinstance(error.schema, dict) else {}
        return cls(
            list(error.path),
            str(error.validator),
            error.validator_value,
            error.instance,
            sub,
            error.message,
        )


def _title(fault: Fault) -> str:
    name = str(fault.schema.get("title", ""))
    return f"“{name}”" if name else "这里"


def _example(fault: Fault) -> str:
    examples = fault.schema.get("examples")
    for example in examples or ():
        if isinstance(example, str | int):
            return str(example).lower() if isinstance(example, bool) else str(example)
    return ""


def _hint(fault: Fault) -> str:
    description = str(fault.schema.get("description", ""))
    example = _example(fault)
    return f"{description}例如：{example.removesuffix('。')}。" if example else description


def _unknown(entry: Entry, fault: Fault) -> Iterator[tuple[str, Finding]]:
    known = list(fault.schema.get("properties", {}))
    patterns = "".join(fault.schema.get("patternProperties", {}))
    for name in fault.instance:
        if name in known:
            continue
        if patterns:
            if not _fast_match(patterns, name):
                yield "schema-key-form", _bad_key(entry, fault, name)
            continue
        guess = nearest(name, known)
        yield (
            "schema-unknown-key",
            Finding(
                entry,
                [*fault.path, name],
                f"没有“{name}”这个字段。",
                f"是不是想写“{guess}”？{_alike(name, guess)}"
                if guess
                else f"可以写的字段有：{'、'.join(known)}。",
                paste=f"{guess}:" if guess else "",
                key=True,
            ),
        )


def _fast_match(pattern: str, text: str) -> bool:
    return jsonschema_rs.is_valid({"type": "string", "pattern": pattern}, text)


def _bad_key(entry: Entry, fault: Fault, name: str) -> Finding:
    examples = fault.schema.get("examples") or [{}]
    example = next(iter(examples[0]), "") if isinstance(examples[0], dict) else ""
    return Finding(
        entry,
        [*fault.path, name],
        f"“{name}”的写法不对。",
        f'照这个样子写："{example}"。' if example else "改成规定的写法。",
        key=True,
    )


def _missing(entry: Entry, fault: Fault) -> Iterator[tuple[str, Finding]]:
    name = str(fault.message).split("'")[1]
    sub = fault.schema.get("properties", {}).get(name, {})
    example = next((e for e in sub.get("examples", ()) if isinstance(e, str | int)), "")
    yield (
        "schema-missing-key",
        Finding(
            entry,
            fault.path or None,
            f"缺少“{name}”。",
            f"加上一行“{name}”。{sub.get('description', '')}",
            paste=f"{name}: {str(example).lower() if isinstance(example, bool) else example}",
            key=bool(fault.path),
        ),
    )


def _type(entry: Entry, fault: Fault) -> Iterator[tuple[str, Finding]]:
    wanted = fault.wanted
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    words = "，或者".join(_TYPES[name] for name in names)
    got = "空的" if fault.instance is None else f"“{_shorten(fault.instance)}”"
    paste, target = _retyped(entry, fault, names)
    what = f"{_title(fault)}应当是{words}，现在是{got}。"
    found = Finding(entry, fault.path or None, what, _hint(fault), paste=paste, target=target)
    yield "schema-type", found


def _retyped(entry: Entry, fault: Fault, wanted: list[str]) -> tuple[str, Span | None]:
    """Return a list of one text as that text, or a text as a list of one, and where it goes."""
    document, value = entry.document, fault.instance
    node = find(document.node, fault.path)
    if node is None or not fault.path or not isinstance(fault.path[-1], str):
        return "", None
    key = locate(document.node, fault.path, key=True)
    target = Span(key.line, key.column, node.span.end_line, node.span.end_column)
    name = source(document, key)
    if isinstance(node, Scalar) and "array" in wanted and value and "\n" not in node.text:
        return f"{name}: [{source(document, node.span)}]", target
    if "string" in wanted and isinstance(value, list) and len(value) == 1:
        item = find(document.node, [*fault.path, 0])
        if isinstance(item, Scalar) and "\n" not in item.text:
            return f"{name}: {written(item.text, item)}", target
    return "", None


def _enum(entry: Entry, fault: Fault) -> Iterator[tuple[str, Finding]]:
    allowed = [str(value) for value in fault.wanted]
    guess = nearest(str(fault.instance), allowed)
    yield (
        "schema-value",
        Finding(
            entry,
            fault.path,
            f"{_title(fault)}不能写“{_shorten(fault.instance)}”。",
            f"只能写：{'、'.join(allowed)}。",
            paste=guess or "",
        ),
    )


def _pattern(entry: Entry, fault: Fault) -> Iterator[tuple[str, Finding]]:
    text, pattern = str(fault.instance), str(fault.wanted)
    what = f"{_title(fault)}的写法不对：“{_shorten(fault.instance)}”。"
    meant = suggested(text, pattern)
    if meant is not None:
        fix = f"写成 {meant}。{_alike(text, meant)}"
        yield "schema-form", Finding(entry, fault.path, what, fix, paste=meant)
    elif pattern == DATE_PATTERN and date_parts(text):
        what, fix, paste = unreal(text)
        yield "schema-form", Finding(entry, fault.path, what, fix, paste)
    else:
        found = Finding(entry, fault.path, what, _hint(fault))
        # An example shows the form; it must not take the place of what was written.
        yield "schema-form", replace(found, paste=_example(fault), replaces=False)


def _alike(text: str, meant: str) -> str:
    """Return the characters that were mistaken for each other, when that is all that differs."""
    pair = differing(text, meant)
    return f"“{pair[0]}”和“{pair[1]}”看上去像，不是同一个字。" if pair else ""


def _other(entry: Entry, fault: Fault) -> Iterator[tuple[str, Finding]]:
    words = {
        "minLength": "不能是空的",
        "maxLength": f"太长了，最多 {fault.wanted} 个字",
        "minItems": f"至少要有 {fault.wanted} 条",
        "maxItems": f"最多 {fault.wanted} 条",
        "uniqueItems": "有重复的内容",
        "minimum": f"不能小于 {fault.wanted}",
        "minProperties": "不能是空的",
    }
    said = words.get(fault.keyword, f"不符合要求（{fault.keyword}）")
    finding = Finding(entry, fault.path or None, f"{_title(fault)}{said}。", _hint(fault))
    yield "schema-range", finding


_DESCRIBE: dict[str, Callable[[Entry, Fault], Iterator[tuple[str, Finding]]]] = {
    "additionalProperties": _unknown,
    "required": _missing,
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
}


def _shorten(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 30 else text[:29] + "…"  # noqa: PLR2004 - fits a line
