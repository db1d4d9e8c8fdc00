"""The whole catalog looked at once, for all rules of the family; waivers applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.check.cards import PERSONAL
from generator.check.index import parents
from generator.check.privacy import passages
from generator.check.privacy.scanner import conceal
from generator.check.privacy.waivers import waivers
from generator.check.registry import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.entry import Entry
    from generator.check.index import Index
    from generator.check.privacy.attachments import Examined
    from generator.check.privacy.pieces import Piece
    from generator.check.privacy.scanner import Hit

UNCHECKED = "privacy-unchecked"
WORDS = {
    "privacy-id": "身份证号",
    "privacy-old-id": "十五位的旧身份证号",
    "privacy-card": "银行卡号",
    "privacy-card-like": "像是银行卡号的数字",
    "privacy-phones": "个人手机号码",
    "privacy-address": "具体到门牌的住址",
}
_PLACES = 3  # places in an attachment that are named
_MOST = 20  # findings of one rule in one file that are shown one by one


class Sweep(Struct):
    """``findings``: by rule. ``used``: waivers' files and rules that silenced something."""

    findings: dict[str, list[Finding]] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    def of(self, rule: str) -> list[Finding]:
        """Return what one rule finds."""
        return self.findings.get(rule, [])


def sweep(index: Index) -> Sweep:
    """Look through all files and attachments; ``index.once(sweep)`` does so only once."""
    result = Sweep()
    silent = {(w.entry.path, w.rule) for w in index.once(waivers) if w.holds_on(index.today)}
    for rule, finding, answering in _all(index):
        waived = {(path, rule) for path in answering} & silent
        if waived:
            result.used |= waived
        else:
            result.findings.setdefault(rule, []).append(finding)
    return result


def _all(index: Index) -> Iterator[tuple[str, Finding, list[str]]]:
    """Yield each finding with its rule and the files whose waivers count for it."""
    for entry in index.flagged(PERSONAL):
        for rule, found in _in_file(entry, index).items():
            yield from ((rule, finding, [entry.path]) for finding in found)
    if index.root is None or not index.files:
        return
    # Imported here: few catalogs keep files, and what reads them takes 12 ms to import.
    from generator.check.privacy.attachments import examine  # noqa: PLC0415

    keepers = _keepers(index)
    for path, examined in examine(index.root, index.files, index.today):
        owners = keepers.get(path, [])
        owner = owners[0] if owners else _owner(index, path)
        for rule, finding in _in_attachment(owner, path, examined):
            yield rule, finding, [entry.path for entry in owners]


def _in_file(entry: Entry, index: Index) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for passage in passages.look(entry.document, index.today):
        word = WORDS[passage.rule]
        more = f"，这一栏里一共有 {passage.count} 个" if passage.count > 1 else ""
        finding = Finding(
            entry,
            None,
            f"有{word}{passage.masked}{more}。",
            _how(passage.masked),
            paste=passage.masked,
            target=passage.span,
            span=passage.span,
        )
        found.setdefault(passage.rule, []).append(finding)
    return {rule: _shortened(findings) for rule, findings in found.items()}


def _shortened(findings: list[Finding]) -> list[Finding]:
    rest = len(findings) - _MOST
    if rest <= 0:
        return findings
    last = findings[_MOST]
    said = f"{last.what[:-1]}；后面还有 {rest - 1} 处，没有一一列出。"
    return [*findings[:_MOST], Finding(last.entry, None, said, last.fix, span=last.span)]


def _in_attachment(
    owner: Entry | None, path: str, found: Examined
) -> Iterator[tuple[str, Finding]]:
    if owner is None:
        return
    shown = conceal(path)
    name = shown.rpartition("/")[2]
    for rule, spots in _by_rule(found).items():
        first = spots[0][0].masked
        places = "、".join(dict.fromkeys(piece.place for _, piece in spots[:_PLACES]))
        more = f"等，共 {len(spots)} 处" if len(spots) > 1 else ""
        what = f"附件 {name} 里有{WORDS[rule]}{first}：{conceal(places)}{more}。"
        yield rule, Finding(owner, None, what, _how(first), path=shown)
    for reason in found.unread:
        what = f"附件 {name} 未能检查：{conceal(reason)}。"
        how = "由人看过，确认没有个人信息，再在公开信息里写豁免；或者换成能读出文字的文件。"
        yield UNCHECKED, Finding(owner, None, what, how, path=shown)


def _by_rule(found: Examined) -> dict[str, list[tuple[Hit, Piece]]]:
    by_rule: dict[str, list[tuple[Hit, Piece]]] = {}
    groups: dict[tuple[str, str], set[str]] = {}
    for hit, piece in found.hits:
        groups.setdefault((hit.rule, piece.group), set()).add(hit.number.digits)
    for hit, piece in found.hits:
        if hit.alone or len(groups[hit.rule, piece.group]) > 1:
            by_rule.setdefault(hit.rule, []).append((hit, piece))
    return by_rule


def _how(masked: str) -> str:
    return f"删去；确实要写的，按 {masked} 的样子遮住。"


def _keepers(index: Index) -> dict[str, list[Entry]]:
    """Return attachment → the records that link to it."""
    found: dict[str, list[Entry]] = {}
    for at, _, path in index.inner_links():
        if path:
            found.setdefault(path, []).append(index.shelf[at])
    return found


def _owner(index: Index, path: str) -> Entry | None:
    """Return the body or unit in whose folder a file stands that no record links to."""
    for folder in parents(path.rpartition("/files/")[0]):
        found = index.bodies.get(folder) or index.units.get(folder)
        if found:
            return found
    return index.single("site")
