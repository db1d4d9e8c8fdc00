"""Random edits of a small city: nothing that changed goes untold, and the way back is the mirror.

The city's items are kept here as plain data beside the files, so that what must be found is known
without asking the code under test.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import tinycity
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tinycity import DISTRICT, FILES, TOWN, row

from generator.audit import snapshot
from generator.audit.diff.compare import compare
from generator.audit.diff.items import COLUMNS
from generator.audit.diff.model import Comparison, Kind, Meaning, Thing
from generator.audit.sources import open_source

if TYPE_CHECKING:
    from generator.resolve import Item

TODAY = dt.date(2026, 1, 1)
HOMES = {f"{DISTRICT}/jia-bu": "990102", f"{DISTRICT}/yi-bu": "990102", TOWN: "990102101"}
CODES = ("01-01", "01-02", "01-03", "01-B01", "01-B02", "01-B03")
STOPPED = {"状态": "停止公开", "日期": "2025-06-30", "理由": "职责划转", "依据": "《某通知》"}
TEXTS = {
    "公开时限": ("信息形成之日起7个工作日内", "信息形成之日起30个工作日内", "另行安排"),
    "公开渠道和载体": ("[公开查阅点]", "[政府网站, 公开查阅点]"),
    "公开方式": ("依申请公开", "主动公开"),
    "公开内容": ("[办理事项]", "[办理事项, 办理条件, 结果]"),
    "形成日期": ("2025-01-01",),
}
City = dict[tuple[str, str], dict[str, str]]  # (folder, code) → what is written under it
FIRST: City = {
    (f"{DISTRICT}/jia-bu", "01-01"): {}, (f"{DISTRICT}/jia-bu", "01-02"): {},
    (f"{DISTRICT}/jia-bu", "01-03"): {}, (TOWN, "01-01"): {}, (TOWN, "01-03"): {},
}  # fmt: skip


def key_of(place: tuple[str, str]) -> str:
    """Return an item's identity."""
    return f"{HOMES[place[0]]}/{place[1]}"


def files(city: City) -> dict[str, str | None]:
    """Return the city's item files."""
    found: dict[str, str | None] = {}
    for folder in HOMES:
        entries = [(code, extra) for (home, code), extra in sorted(city.items()) if home == folder]
        text = "".join(f'  "{code}":\n{_entry(code, extra)}' for code, extra in entries)
        found[f"{folder}/jia.yml"] = f"领域: jia\n事项:\n{text}" if text else None
    return found


def _entry(code: str, extra: dict[str, str]) -> str:
    base = {}
    if "-B" in code:
        lines = row(code, "本地", "事项").splitlines()[2:]
        base = {"本地": "\n".join(line for line in lines if "核对" not in line) + "\n"}
        for name in extra:
            kept = [x for x in base["本地"].splitlines() if not x.startswith(f"    {name}:")]
            base["本地"] = "\n".join(kept) + "\n"
    return base.get("本地", "") + "".join(f"    {n}: {v}\n" for n, v in extra.items())


@st.composite
def edits(draw: st.DrawFn) -> City:
    """Return the city after some edits, each one an editor could make."""
    city = {place: dict(extra) for place, extra in FIRST.items()}
    for _ in range(draw(st.integers(0, 8))):
        places = sorted(city)
        verb = draw(st.sampled_from(("write", "stop", "drop", "add", "hand", "move", "merge")))
        place = draw(st.sampled_from(places)) if places else None
        folder, code = draw(st.sampled_from(sorted(HOMES))), draw(st.sampled_from(CODES))
        free = all(key_of(p) != f"{HOMES[folder]}/{code}" for p in city)
        if verb == "add" and free:
            city[folder, code] = {}
        elif place is None:
            continue
        elif verb == "write":
            name = draw(st.sampled_from(sorted(TEXTS)))
            city[place][name] = draw(st.sampled_from(TEXTS[name]))
        elif verb == "stop":
            city[place].update(STOPPED)
        elif verb == "drop":
            del city[place]
        elif verb == "hand" and place[0].startswith(f"{DISTRICT}/jia"):
            city[f"{DISTRICT}/yi-bu", place[1]] = city.pop(place)
        elif verb == "move" and free:
            extra = city.pop(place) if draw(st.booleans()) else dict(city[place])
            extra.pop("合并自", None)
            city[folder, code] = extra | {"移自": key_of(place)}
        elif verb == "merge" and free and len(places) > 1:
            other = draw(st.sampled_from([p for p in places if p != place]))
            city[folder, code] = {"合并自": f"[{key_of(place)}, {key_of(other)}]"}
            del city[place], city[other]
    return city


def disclosed(city: City) -> set[str]:
    """Return the identities of the items that are not stopped."""
    return {key_of(place) for place, extra in city.items() if "状态" not in extra}


def resolved(item: Item, columns: set[str]) -> tuple[object, ...]:
    """Return what an item says in some columns, wherever it was written, and what stands beside."""
    beside = {name: text for name, text in item.local.items() if name not in COLUMNS}
    said = [get(item) for name, get in COLUMNS.items() if name in columns]
    return item.body, item.state, beside, said


def mentioned(found: Comparison) -> set[str]:
    """Return every item some change speaks of."""
    return {
        key
        for change in found.changes
        if change.thing is Thing.ITEM
        for key in (change.key, *change.sources, *change.targets)
    }


def reached(found: Comparison) -> set[str]:
    """Return every item a changed standard is said to reach."""
    return {key for change in found.changes for key in change.reach}


def keys(found: Comparison, *kinds: Kind) -> set[str]:
    """Return the items of some kinds of change."""
    return {c.key for c in found.changes if c.thing is Thing.ITEM and c.kind in kinds}


def links(found: Comparison, mixed: set[str]) -> set[tuple[str, tuple[str, ...]]]:
    """Return the items that come from others, with those, beside ``mixed``."""
    return {
        (c.key, c.sources)
        for c in found.changes
        if c.sources and c.thing is Thing.ITEM and not {c.key, *c.sources} & mixed
    }


MIRROR = {Meaning.NARROWING: Meaning.WIDENING, Meaning.WIDENING: Meaning.NARROWING}


def changed(found: Comparison, *, mirrored: bool) -> set[tuple[object, ...]]:
    """Return the changed fields of items that go on as themselves, perhaps seen from behind."""
    return {
        (c.key, f.name, *((f.new, f.old) if mirrored else (f.old, f.new)),
         frozenset(MIRROR.get(m, m) if mirrored else m for m in f.meanings))
        for c in found.changes
        if c.thing is Thing.ITEM and not c.sources and not c.targets
        and c.kind in (Kind.CHANGED, Kind.MOVED)
        for f in c.fields
        if f.name != "公开情况"  # of a tombstone with nothing before it
    }  # fmt: skip


STANDARD = "catalog/standards/jia.yml"
LIMITS = ("信息形成或者变更之日起20个工作日内", "信息形成之日起10个工作日内", "每月更新")
standards = st.sampled_from(LIMITS).map(
    lambda limit: {STANDARD: FILES[STANDARD].replace(LIMITS[0], limit, 1)}
)


@settings(max_examples=120, deadline=None)
@given(edits(), edits(), standards, standards)
@example(
    {(f"{DISTRICT}/jia-bu", "01-02"): {}, (TOWN, "01-B02"): STOPPED | {"移自": "990102/01-01"}},
    {(f"{DISTRICT}/jia-bu", "01-02"): {}, (TOWN, "01-B02"): {"移自": "990102/01-02"}},
    {}, {},
)  # fmt: skip
def test_nothing_goes_untold_and_the_way_back_is_the_mirror(
    old: City, new: City, old_standard: dict[str, str], new_standard: dict[str, str]
) -> None:
    """Complete, balanced, antisymmetric: for any two cities that came from one."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, city, standard in (("a", old, old_standard), ("b", new, new_standard)):
            tinycity.write(root / name, FILES | files(city) | standard)
        a, b = (str(root / name) for name in ("a", "b"))
        there = compare(open_source(root, a), open_source(root, b), TODAY)
        back = compare(open_source(root, b), open_source(root, a), TODAY)
        catalogs = [snapshot(root, spec, TODAY).catalog for spec in (a, b)]

    before, after = disclosed(old), disclosed(new)
    if there.proof is not None:
        assert there.proof.holds
        outside = len(tinycity.FILES[f"{DISTRICT}/yi-bu/yi.yml"].split('"')) // 2
        assert (there.proof.old, there.proof.new) == (len(before) + outside, len(after) + outside)

    # Complete: an item that resolves to something else, came or went is spoken of.
    for key in catalogs[0].items.keys() | catalogs[1].items.keys():
        sides = [catalog.items.get(key) for catalog in catalogs]
        # Of what stays stopped only its own words count: the standard goes on without it.
        told = set(COLUMNS)
        if key not in before | after:
            told = {name for item in sides if item for name in item.local}
        facts = [item and resolved(item, told) for item in sides]
        assert (facts[0] == facts[1]) or key in mentioned(there) | reached(there), key
        assert key not in reached(there) or facts[0] != facts[1], key
    assert reached(there) == reached(back)

    # Sound: what a change calls added or withdrawn is so by the plain data.
    assert keys(there, Kind.ADDED, Kind.RESUMED) <= after - before
    assert keys(there, Kind.WITHDRAWN) <= before - after
    assert keys(there, Kind.VANISHED) <= {key_of(p) for p in old} - {key_of(p) for p in new}
    went_on = {s for c in there.changes for s in c.sources} | {
        c.key for c in there.changes if c.targets
    }
    assert before - after == (
        keys(there, Kind.WITHDRAWN, Kind.VANISHED) & before | went_on & (before - after)
    )

    # Antisymmetric: came there is went back, and every other change the other way round. A part
    # given away goes on the way back: to the stop where it stood before, or without a word, since
    # nobody wrote that it comes home.
    given = {t for c in there.changes if c.key in c.targets for t in c.targets}
    assert keys(there, Kind.RESUMED) == keys(back, Kind.WITHDRAWN) - given
    lost = keys(back, Kind.VANISHED) & disclosed(new)
    assert keys(there, Kind.ADDED) <= lost <= keys(there, Kind.ADDED) | given
    # Beside those that gave a part away or took one in: what comes of parts is told otherwise back.
    mixed = {
        key for found in (there, back) for c in found.changes if c.key in (*c.sources, *c.targets)
        for key in (*c.sources, *c.targets)
    }  # fmt: skip
    assert {field for field in changed(there, mirrored=False) if field[0] not in mixed} == {
        field for field in changed(back, mirrored=True) if field[0] not in mixed
    }
    moves = {link for link in links(there, mixed) if len(link[1]) == 1}
    assert moves == {
        (sources[0], (key,)) for key, sources in links(back, mixed) if len(sources) == 1
    }
    assert {link for link in links(there, mixed) if len(link[1]) > 1} == {
        (c.key, c.targets) for c in back.changes if c.targets and not {c.key, *c.targets} & mixed
    }
