"""Stamps: equal exactly when values are, whatever they are made of, in any process."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from fictional import make_catalog
from markupsafe import Markup
from msgspec import structs

from generator.resolve.model import Basis, Contact, Item, Origin, State, Subject
from generator.site.stamps import Stamper

if TYPE_CHECKING:
    from collections.abc import Mapping

CATALOG = make_catalog()
ITEM = CATALOG.items["990102/01-01"]
OTHERS: Mapping[str, Any] = {
    "citations": ITEM.citations[:-1],
    "clauses": (*ITEM.clauses, "另一个时限"),
    "provenance": MappingProxyType({**ITEM.provenance, "公开时限": Origin.LOCAL}),
    "state": next(state for state in State if state is not ITEM.state),
    "state_date": dt.date(1999, 12, 31),
    "due": dt.date(1999, 12, 31),
    "line": ITEM.line + 1,
    "ticked": {"要素": "19991231-aaaaaa"},
    "local": {"公开时限": "另一个时限"},
}


@pytest.mark.parametrize("field", Item.__struct_fields__)
def test_an_item_that_differs_anywhere_has_another_stamp(field: str) -> None:
    """Each field counts; a copy that differs nowhere has the same stamp."""
    stamp = Stamper()
    value = getattr(ITEM, field)
    other = OTHERS.get(field, (*value, "又一个") if isinstance(value, tuple) else f"{value}又")
    assert other != value
    changed = structs.replace(ITEM, **{field: other})
    assert stamp(structs.replace(ITEM)) == stamp(ITEM)
    assert len({stamp(ITEM), stamp(changed)}) == 2
    assert len({stamp((ITEM,)), stamp((changed,))}) == 2


ROWS = (CATALOG.areas, CATALOG.bases, CATALOG.bodies, CATALOG.standards, CATALOG.subjects)
MODELS = [next(iter(table.values())) for table in (*ROWS, CATALOG.units)]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        pytest.param(value, field, id=f"{type(value).__name__}-{field}")
        for value in MODELS
        for field in type(value).__struct_fields__
    ],
)
def test_anything_of_the_model_that_differs_anywhere_has_another_stamp(
    value: Any, field: str
) -> None:
    """Each field counts, in whatever it is: an address within a unit's 联系方式 as well."""
    stamp, old = Stamper(), getattr(value, field)
    new = {bool: not old, int: 99, tuple: (*old, "又一个") if isinstance(old, tuple) else ()}
    other = new.get(type(old), f"{old}又")
    if isinstance(old, Contact):
        other = structs.replace(old, address="另一个地址")
    changed = structs.replace(value, **{field: other})
    assert changed != value
    assert stamp(structs.replace(value)) == stamp(value) != stamp(changed)


def test_equal_fields_of_another_class_are_another_value() -> None:
    """A stamp tells what a value is as well as what it holds."""
    texts = {name: "" for name in Basis.__struct_fields__ if name not in {"id", "note"}}
    basis, subject = Basis("a", **texts), Subject("a", "", "")
    assert Stamper()(basis) != Stamper()(subject)


def test_the_order_of_what_readers_see_counts() -> None:
    """Columns told in another order are another page."""
    backwards = MappingProxyType(dict(reversed(ITEM.provenance.items())))
    assert backwards == ITEM.provenance
    stamp = Stamper()
    assert stamp(structs.replace(ITEM, provenance=backwards)) != stamp(ITEM)


def test_words_are_stamped_whatever_carries_them() -> None:
    """Escaped text is its characters; a list of texts is what a tuple of them is."""
    stamp = Stamper()
    assert stamp(Markup("<b>")) == stamp("<b>") != stamp("<i>")
    assert stamp(["甲", 1]) == stamp(("甲", 1)) != stamp(("甲", "1"))
    assert stamp({"甲", "乙"}) == stamp({"乙", "甲"})


@pytest.mark.parametrize("value", [object(), (1, object()), structs.replace(ITEM, due=object())])
def test_what_nobody_can_tell_has_no_stamp(value: Any) -> None:
    """A value of no model raises instead of being taken for another."""
    with pytest.raises(TypeError, match="object"):
        Stamper()(value)


def test_another_process_gives_the_same_stamps() -> None:
    """Stamps are kept between builds, so they hang on nothing but the values."""
    program = (
        "from fictional import make_catalog; from generator.site.stamps import Stamper;"
        "CATALOG = make_catalog(); stamp = Stamper();"
        "print(stamp(tuple(CATALOG.items.values())), stamp(CATALOG.units))"
    )
    paths = os.pathsep.join(sys.path)
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    stamp = Stamper()
    assert told == {f"{stamp(tuple(CATALOG.items.values()))} {stamp(CATALOG.units)}\n"}
