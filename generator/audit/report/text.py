"""A report for a terminal: as wide as it is, in colour where it can, what is less on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.audit.diff.model import Meaning
from generator.audit.report import words
from generator.diagnostics import visible, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.audit.diff.model import Change, FieldChange
    from generator.audit.report.words import Fold
    from generator.audit.verdict import Report

_WIDEST, _NARROWEST = 120, 40
_UNITS_SHOWN = 12
_NEVER_FIRST = frozenset("，。；：、！？”’）〕】》」』％")  # may hang out by a column or two
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLOURS = {
    Meaning.NARROWING: "\x1b[31m",
    Meaning.UNCLEAR: "\x1b[33m",
    Meaning.WIDENING: "\x1b[32m",
    Meaning.WORDING: "\x1b[34m",
    Meaning.METADATA: "",
}


def render_text(report: Report, *, colour: bool = False, columns: int = 100) -> str:
    """Return the report, ending in a line end. ``columns``: the terminal's width."""
    return "".join(f"{line}\n" for line in _Text(colour=colour, columns=columns).lines(report))


class _Text:
    def __init__(self, *, colour: bool, columns: int) -> None:
        self._colour = colour
        self._columns = max(_NARROWEST, min(columns, _WIDEST))

    def lines(self, report: Report) -> Iterator[str]:
        """Yield the whole report."""
        compared = report.comparison
        yield from self._wrapped(words.between(compared.old, compared.new), 0)
        if compared.proof is None:
            yield words.SAME
        else:
            yield from self._proof(report)
            if not compared.changes:
                yield words.NOTHING
        for grade, folds in words.graded(report):
            yield ""
            title = f"{grade.title} {sum(map(len, folds)):,}"
            yield self._painted(f"── {title} ", _BOLD) + "─" * max(
                0, self._columns - width(title) - 4
            )
            for fold in folds:
                yield from self._fold(fold, compared.url)
        yield from self._closing(report)

    def _proof(self, report: Report) -> Iterator[str]:
        proof = report.comparison.proof
        assert proof is not None
        style = _COLOURS[Meaning.NARROWING if proof.vanished else Meaning.WIDENING]
        mark = "✗" if proof.vanished else "✓"
        old, new = words.proof_sums(proof)
        head = self._painted(f"{mark} {words.proof_head(proof)}", style + _BOLD)
        yield from (head, f"  {old}", f"  {new}")
        counted = words.counts(report.comparison.changes)
        yield "  " + " · ".join(f"{name} {n:,}" for name, n in counted)
        if units := words.changed_units(report.comparison.changes):
            yield from self._wrapped(units, 2)

    def _fold(self, fold: Fold, url: str) -> Iterator[str]:
        change = fold[0].change
        yield ""
        kind = self._painted(change.kind.value, _COLOURS[change.meanings[0]] + _BOLD)
        yield f"{kind}  {self._painted(visible(words.heading(change)), _BOLD)}"
        about = (visible(words.whose(fold)), " ".join(fold[0].codes), f"[{change.id}]")
        yield self._painted(f"  {'  '.join(filter(None, about))}", _DIM)
        if len(fold) > 1:
            yield from self._units(fold)
        elif url and change.page:
            yield self._painted(f"  {visible(url + change.page)}", _DIM)
        for field in change.fields:
            yield from self._field(field)
        yield from self._foot(change)
        if fold[0].acceptance:
            accepted = fold[0].acceptance
            yield from self._wrapped(
                f"已接受：{accepted.reason}（{accepted.who}，至 {accepted.until}）", 2
            )

    def _units(self, fold: Fold) -> Iterator[str]:
        names = [one.change.place for one in fold]
        more = f" 等 {len(names)} 个" if len(names) > _UNITS_SHOWN else ""
        yield from self._wrapped(f"单位：{'、'.join(names[:_UNITS_SHOWN])}{more}", 2)

    def _field(self, field: FieldChange) -> Iterator[str]:
        meaning = "、".join(m.value for m in field.meanings)
        said = f"{meaning}，{field.note}" if field.note else meaning
        yield f"  {field.name}：{self._painted(visible(said), _COLOURS[field.meanings[0]])}"
        for mark, value in (("-", field.old), ("+", field.new)):
            if value:
                yield from self._wrapped(words.one_line(value), 4, f"{mark} ")

    def _foot(self, change: Change) -> Iterator[str]:
        for line in filter(None, (words.lineage(change), words.reach(change))):
            yield from self._wrapped(line, 2)
        for name, said in words.grounds(change):
            style = _COLOURS[Meaning.NARROWING] if said == words.MISSING else ""
            yield f"  {name}：{self._painted(visible(said), style)}"

    def _closing(self, report: Report) -> Iterator[str]:
        if report.comparison.left_behind:
            yield from ("", self._painted("── 可能漏改 ", _BOLD))
            for left in report.comparison.left_behind:
                yield from self._wrapped(words.missed(left), 0)
        if report.problems:
            yield ""
            for problem in report.problems:
                yield from self._wrapped(problem, 0)

    def _painted(self, text: str, style: str) -> str:
        return f"{style}{text}{_RESET}" if self._colour and style else text

    def _wrapped(self, text: str, indent: int, mark: str = "") -> Iterator[str]:
        """Yield a text in lines that fit, the further ones below the first one's text."""
        lead = " " * indent + mark
        room = self._columns - width(lead)
        shown, line, used = visible(text), "", 0
        if 2 * len(shown) <= room:  # no character takes more
            yield lead + shown
            return
        for character in shown:
            columns = width(character)
            if used + columns > room and character not in _NEVER_FIRST:
                yield lead + line
                lead, line, used = " " * (indent + len(mark)), "", 0
            line, used = line + character, used + columns
        yield lead + line
