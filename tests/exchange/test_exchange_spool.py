"""Rows kept while documents are made: in memory as long as there is room, then on the disk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exchange import spool
from generator.exchange.spool import Spool

ROWS = st.dictionaries(st.text(max_size=3), st.binary(max_size=20), max_size=12)


@given(ROWS, ROWS, st.integers(0, 60), st.randoms(use_true_random=False))
def test_what_was_put_comes_back_in_any_order(first, then, room, chance) -> None:
    """Wherever a piece is kept, and whatever was asked for before it was put."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "_HELD", room)
        with Spool() as kept:
            for rows in (first, {key: data for key, data in then.items() if key not in first}):
                for key, data in rows.items():
                    kept.put(key, data)
                keys = chance.sample(sorted(rows), len(rows)) * 2
                assert list(kept.get_all(keys)) == [rows[key] for key in keys]


def test_what_was_not_put_is_missed() -> None:
    """Asked for what isn't there it doesn't make anything up."""
    with Spool() as kept, pytest.raises(KeyError):
        list(kept.get_all(["甲"]))
