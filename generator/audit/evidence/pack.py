"""What goes into an evidence pack, and how it is packed: the same revisions, the same bytes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from msgspec import Struct

from generator.audit.diff.compare import compare
from generator.audit.diff.model import Thing
from generator.audit.entities import ITEM, RECORD, ROW
from generator.audit.leaves import whole_history
from generator.audit.lives import life_of
from generator.audit.names import title_of
from generator.audit.policy import judge, read_policy
from generator.audit.proof.head import inclusions_file, written
from generator.audit.proof.manifest import manifest_of
from generator.audit.report import render
from generator.audit.rules import RULES
from generator.audit.telling import life_json, life_text
from generator.load import bundled
from generator.load.program import program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.audit.history import History
    from generator.audit.proof.manifest import Manifest
    from generator.audit.sources import Source
    from generator.audit.verdict import Report

SUMS = "SHA256SUMS"
_HERE = Path(__file__).parent
_LOCK = "requirements.lock"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can tell
_UNIX, _MODE = 3, 0o100644 << 16
_FORMS = {"text": "txt", "md": "md", "json": "json", "html": "html", "xlsx": "xlsx"}
_KINDS = {Thing.ITEM: ITEM, Thing.RECORD: RECORD, Thing.ROW: ROW}


class Evidence(Struct, frozen=True):
    """Two revisions of one history, compared and proved.

    Both sources are revisions of the same repository, the old one earlier in first-parent history.
    """

    old: Source
    new: Source
    report: Report
    history: History
    manifest: Manifest
    before: Manifest

    @property
    def changed(self) -> list[tuple[str, str]]:
        """Kind and key of the items, records and rows that changed, also those they came from."""
        found: dict[tuple[str, str], None] = {}
        for change in self.report.comparison.changes:
            if kind := _KINDS.get(change.thing):
                found |= {(kind, key): None for key in (*change.sources, change.key)}
        return list(found)


def gather(root: Path, old: Source, new: Source) -> Evidence:
    """Return the evidence on two revisions, judged as of the new one's day.

    Raises SourceError, UnsoundError, GitError where history isn't whole.
    """
    assert new.date is not None
    found = compare(old, new, new.date)
    report = judge(found, read_policy(new), new.date, complete=False)
    history = whole_history(root, new.revision)
    before = whole_history(root, old.revision)
    return Evidence(old, new, report, history, manifest_of(history), manifest_of(before))


def pack(evidence: Evidence) -> bytes:
    """Return the zip file; raises ProofError where the old revision doesn't begin the new one."""
    files = dict(_files(evidence))
    files["index.html"] = _start(evidence, files).encode()
    sums = (f"{_digest(data)}  {name}\n" for name, data in sorted(files.items()))
    return _zipped(files | {SUMS: "".join(sums).encode()})


def _files(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    for style, ending in _FORMS.items():
        yield f"diff/diff.{ending}", _bytes(render(evidence.report, style))
    yield "diff/github.txt", _bytes(render(evidence.report, "github"))
    for name, source in (("old", evidence.old), ("new", evidence.new)):
        for path, data in source.read(list(source.files)).items():
            yield f"{name}/{path}", data
    yield from _lives(evidence)
    yield from _proofs(evidence)
    yield from _rules()
    yield "check.py", (_HERE / "check.py").read_bytes()


def _lives(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    """Yield every version of what changed; names of people are in none of them."""
    history, told = evidence.history, []
    for kind, key in evidence.changed:
        if kind == ROW or not (entries := life_of(history, kind, key)):
            continue
        title = title_of(history, kind, key, history.last(kind, key))
        yield f"history/{key.replace('/', '_')}.json", life_json(kind, title, entries).encode()
        told.append(life_text(title, entries))
    yield "history/history.txt", "\n\n".join(told).encode()


def _proofs(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    made, old = evidence.manifest, evidence.before.head
    proofs = [proof for _, key in evidence.changed for proof in made.prove(key)]
    yield "proof/old-head.json", old.file.encode()
    yield "proof/new-head.json", made.head.file.encode()
    yield "proof/since.json", made.since(old).file.encode()
    yield "proof/leaves.jsonl", b"".join(leaf.data + b"\n" for leaf in made.ledger.leaves)
    if proofs:
        yield "proof/versions.json", inclusions_file(made.head, proofs).encode()


def _rules() -> Iterator[tuple[str, bytes]]:
    """Yield by which rules, and with which program, the pack was made."""
    rules = {
        rule.code: {"title": rule.title, "severity": rule.severity.value, "fixed": rule.fixed}
        for rule in RULES.values()
    }
    lock = bundled(_LOCK).read_bytes()
    yield "rules/audit.json", written(rules).encode()
    yield "rules/checks.md", (bundled("docs") / "help" / "rules" / "index.md").read_bytes()
    yield "rules/program.json", written({"program": program(), _LOCK: _digest(lock)}).encode()
    yield f"rules/{_LOCK}", lock


def _start(evidence: Evidence, files: Mapping[str, bytes]) -> str:
    loader = jinja2.FileSystemLoader(_HERE)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    shown = {
        name: (len(data), _digest(data))
        for name, data in sorted(files.items())
        if not name.startswith(("old/", "new/"))
    }
    return environment.get_template("start.html").render(
        evidence=evidence,
        compared=evidence.report.comparison,
        heads=(("旧版", evidence.before.head), ("新版", evidence.manifest.head)),
        files=shown,
        catalogs=len(files) - len(shown),
        program=program(),
    )


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip, sorted, without the time or the machine in it."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _bytes(written: str | bytes) -> bytes:
    return written.encode() if isinstance(written, str) else written
