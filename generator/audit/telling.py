"""Histories and changes in words: for a terminal, for a program, for a page of Markdown.

Names of the people who committed are told where the caller gives them, which only the text for a
terminal does; nothing else in this room has ever read them.
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from generator.audit.accounts import account_of
from generator.audit.diff.model import Meaning
from generator.audit.lives import LISTED, PUBLISHED
from generator.audit.names import KIND_NAMES
from generator.audit.report.markdown import plain
from generator.diagnostics import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.audit.commits import Commit
    from generator.audit.diff.model import FieldChange, Value
    from generator.audit.lives import Entry
    from generator.audit.news import Piece

_SHORT = 10  # characters of a commit's name that people read
_PLAIN = (Meaning.WORDING, Meaning.METADATA)  # not worth a word on a line that shows them
_NONE = "（空）"
_UNTOLD = "没有写明"


def said(value: Value) -> str:
    """Return a field's value on one line."""
    text = "；".join(value) if isinstance(value, tuple) else value or _NONE
    return visible(" ".join(text.split()))


def change_lines(changes: Sequence[FieldChange], *, first: bool = False) -> Iterator[str]:
    """Yield a line a field: what it said, what it says; only the latter in a ``first`` version."""
    for change in changes:
        old, judged = ("", "") if first else (f"{said(change.old)} → ", _judged(change))
        yield f"{visible(change.name)}：{old}{said(change.new)}{judged}"


def _judged(change: FieldChange) -> str:
    words = "、".join(m.value for m in change.meanings if m not in _PLAIN)
    note = f"：{change.note}" if change.note else ""
    return f"【{words}{visible(note)}】" if words else ""


def life_text(title: str, entries: Sequence[Entry], people: Mapping[str, str] | None = None) -> str:
    """Return an item's or a record's versions for people, the newest first.

    ``people``: commit → who made it, for a terminal; without it nothing is told that may name one.
    """
    lines = [f"{entries[-1].key} {visible(title)}", f"共 {len(entries)} 个版本，新的在前。"]
    for entry in reversed(entries):
        number = f"（编号 {entry.key}）" if entry.key != entries[-1].key else ""
        lines += ["", f"{entry.commit.date} {entry.event}  {visible(entry.owner)}{number}"]
        whole = entry.event in (LISTED, PUBLISHED)
        basis, told = _told(entry.event, entry.changes, entry.commit.basis, first=whole)
        lines += _source(entry.commit, basis, people)
        lines += (f"  {line}" for line in told)
    return "\n".join(lines) + "\n"


def _told(
    event: str, changes: Sequence[FieldChange], basis: str, *, first: bool = False
) -> tuple[str, list[str]]:
    """Return the document of a change, and a line for all else that is said of it."""
    account = account_of(event, changes)
    basis, stone = account.under(basis)
    if first:
        return basis, list(change_lines(changes, first=True))
    return basis, [
        *(f"{name}：{said(words)}" for name, words in stone),
        *change_lines(account.changes),
    ]


def _source(commit: Commit, basis: str, people: Mapping[str, str] | None) -> Iterator[str]:
    who = f"  {visible(people[commit.id])}" if people and commit.id in people else ""
    subject = "" if people is None else f"  {visible(commit.subject)}"
    yield f"  提交 {commit.id[:_SHORT]}{who}{subject}"
    pull = f"  合并请求 #{commit.pull}" if commit.pull else ""
    yield f"  依据：{visible(basis) or _UNTOLD}{pull}"


def life_json(kind: str, title: str, entries: Sequence[Entry]) -> str:
    """Return the same for programs, the oldest first, without anybody's name."""
    versions = [
        {
            **_commit(entry.commit),
            "key": entry.key,
            "event": entry.event,
            "owner": entry.owner,
            "changes": _fields(entry.changes),
        }
        for entry in entries
    ]
    return _json({"kind": kind, "key": entries[-1].key, "title": title, "versions": versions})


def changes_text(pieces: Sequence[Piece], since: str) -> str:
    """Return what changed for a terminal, the newest commit first."""
    lines = [f"{since} 以来，{_counted(pieces)}"]
    for commit, found in _by_commit(pieces):
        lines += ["", f"{commit.date}"]
        basis = _shared_basis(commit, found)
        lines += _source(commit, basis, {})
        for piece in found:
            lines.append(f"  {piece.event} {KIND_NAMES[piece.kind]} {visible(_name(piece))}")
            lines += (f"    {line}" for line in _piece_lines(piece, basis))
    return "\n".join(lines) + "\n"


def changes_md(pieces: Sequence[Piece], since: str) -> str:
    """Return what changed as Markdown, the newest commit first; nothing in it acts as markup."""
    lines = [f"# {plain(since)} 以来的目录变化", "", _counted(pieces)]
    for commit, found in _by_commit(pieces):
        pull = f"，合并请求 {commit.pull}" if commit.pull else ""
        lines += ["", f"## {commit.date}", ""]
        basis = _shared_basis(commit, found)
        lines += [f"提交 {commit.id[:_SHORT]}{pull}，依据：{plain(basis) or _UNTOLD}", ""]
        for piece in found:
            lines.append(f"- **{piece.event}** {KIND_NAMES[piece.kind]} {plain(_name(piece))}")
            lines += (f"    - {plain(line)}" for line in _piece_lines(piece, basis))
    return "\n".join(lines) + "\n"


def changes_json(pieces: Sequence[Piece], since: str) -> str:
    """Return what changed for programs, the oldest first."""
    told = [
        {
            **_commit(piece.commit),
            "kind": piece.kind,
            "key": piece.key,
            "event": piece.event,
            "meanings": [meaning.name.lower() for meaning in piece.meanings],
            "title": piece.title,
            "unit": piece.unit,
            "body": piece.body,
            "area": piece.area,
            "owner": piece.owner,
            "changes": _fields(piece.changes),
            "reached": list(piece.reached),
            "sources": list(piece.sources),
        }
        for piece in pieces
    ]
    return _json({"since": since, "changes": told})


def _shared_basis(commit: Commit, found: Sequence[Piece]) -> str:
    """Return the document the commit names, else the one that all its pieces name themselves."""
    own = {account_of(piece.event, piece.changes).basis for piece in found}
    return commit.basis or (own.pop() if len(own) == 1 else "")


def _piece_lines(piece: Piece, basis: str) -> list[str]:
    """Return what a piece says, and its own document where that isn't ``basis``."""
    own, lines = _told(piece.event, piece.changes, basis)
    return lines if own == basis else [*lines, f"依据：{said(own)}"]


def _name(piece: Piece) -> str:
    owner = f"（{piece.owner}）" if piece.owner else ""
    reach = f"，照它公开的有 {len(piece.reached)} 项" if piece.reached else ""
    title = "" if piece.title == piece.key else f" {piece.title}"
    former = f"，原来是 {'、'.join(piece.sources)}" if piece.sources else ""
    return f"{piece.key}{title}{owner}{former}{reach}"


def _counted(pieces: Sequence[Piece]) -> str:
    if not pieces:
        return "目录没有变化。"
    return f"{len(pieces)} 处变化，{len({piece.commit.id for piece in pieces})} 次提交，新的在前。"


def _by_commit(pieces: Iterable[Piece]) -> list[tuple[Commit, list[Piece]]]:
    grouped = groupby(pieces, key=attrgetter("commit"))
    return [(commit, list(found)) for commit, found in grouped][::-1]


def _commit(commit: Commit) -> dict[str, Any]:
    return {
        "time": commit.time.isoformat(),
        "commit": commit.id,
        "pull": commit.pull,
        "basis": commit.basis,
    }


def _fields(changes: Iterable[FieldChange]) -> list[dict[str, Any]]:
    return [
        {
            "field": c.name,
            "before": c.old,
            "after": c.new,
            "meanings": [meaning.name.lower() for meaning in c.meanings],
            "note": c.note,
        }
        for c in changes
    ]


def _json(told: dict[str, Any]) -> str:
    return json.dumps({"format": 1, **told}, ensure_ascii=False, indent=2) + "\n"
