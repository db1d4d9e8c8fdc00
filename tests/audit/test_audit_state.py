"""Facts and states: any order of edits leads to what the files say in the end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.audit.entities import Entity
from generator.audit.state import State

FOLDERS = ("catalog/city", "catalog/districts/a", "catalog/districts/a/b", "catalog/districts/c")
UNITS = st.dictionaries(
    st.sampled_from(FOLDERS).map(lambda folder: f"{folder}/unit.yml"),
    st.sampled_from(["1", "2", "3"]).map(lambda code: (Entity("unit", code, {"区划代码": code}),)),
)
ITEMS = st.dictionaries(
    st.sampled_from([f"{folder}/{name}.yml" for folder in FOLDERS for name in ("x", "y")]),
    st.dictionaries(st.sampled_from(["01", "02"]), st.sampled_from(["", "甲", "乙"])).map(
        lambda said: tuple(Entity("item", code, {"公开时限": text}) for code, text in said.items())
    ),
)
EDITS = st.lists(st.tuples(UNITS, ITEMS, st.sets(st.sampled_from(FOLDERS))), max_size=6)


def names(files: dict[str, tuple[Entity, ...]]) -> dict[tuple[str, str], tuple[str, dict]]:
    """Return what files say, worked out the long way: each thing where its first file has it."""
    codes = {
        path.removesuffix("/unit.yml"): e[0].key for path, e in files.items() if "unit" in path
    }
    found: dict[tuple[str, str], tuple[str, dict]] = {}
    for path in sorted(files):
        folder = path.rpartition("/")[0]
        while folder and folder not in codes:
            folder = folder.rpartition("/")[0]
        for entity in files[path]:
            key = f"{codes.get(folder, '')}/{entity.key}" if entity.kind == "item" else entity.key
            found.setdefault((entity.kind, key), (path, entity.data))
    return found


@given(EDITS)
def test_states_follow_files_and_facts_repeat_them(edits) -> None:
    """After each edit the state says what the files say; the facts alone make it again."""
    state, again = State(), State()
    files: dict[str, tuple[Entity, ...]] = {}
    for units, items, gone in edits:
        removed = [path for path in files if path.rpartition("/")[0] in gone]
        touched = {**dict.fromkeys(removed, ()), **units, **items}
        before = names(files)
        files = {**{p: e for p, e in files.items() if p not in removed}, **units, **items}
        facts = state.facts(touched)
        steps = state.apply(facts)
        assert again.apply(facts) == steps
        now = names(files)
        assert {step.name for step in steps} == {
            name for name in {**before, **now} if before.get(name) != now.get(name)
        }
        assert all(step.was == before.get(step.name) for step in steps)
        for name in {**before, **now}:
            assert state.standing(name) == now.get(name)
            assert again.standing(name) == now.get(name)
