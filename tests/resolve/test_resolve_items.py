"""What an item says once the standard's row and the unit's own words are one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import tinycity
from tinycity import DISTRICT, RECORD, TOWN, edited

from generator.check import check_folder, engine
from generator.diagnostics import Severity
from generator.resolve import Origin, State, load_catalog

if TYPE_CHECKING:
    from pathlib import Path

    from generator.resolve import Catalog

DAY = dt.date(2026, 1, 1)
ITEMS, TOWN_ITEMS = f"{DISTRICT}/jia-bu/jia.yml", f"{TOWN}/jia.yml"


def resolved(
    root: Path, changes: dict[str, str | None] | None = None, day: dt.date = DAY
) -> Catalog:
    """Return the catalog of the city with some changes, which must not break it."""
    catalog, findings = load_catalog(tinycity.write(root, changes), day)
    assert catalog is not None, findings
    return catalog


def test_empty_item_is_the_standards_row(tmp_path: Path) -> None:
    """An item with nothing written has every column of the row, and says where each came from."""
    catalog = resolved(tmp_path)
    item, row = catalog.items["990102/01-02"], catalog.standards["01-02"]
    for column in ("level1", "elements", "citations", "limit", "clauses", "channels", "levels"):
        assert getattr(item, column) == getattr(row, column)
    assert set(item.provenance.values()) == {Origin.STANDARD}


def test_local_field_replaces_only_itself(tmp_path: Path) -> None:
    """A stricter limit of one unit changes that unit's limit and clauses, and nothing else."""
    limit = "信息形成之日起7个工作日内"
    catalog = resolved(tmp_path, edited(TOWN_ITEMS, '"01-03":', f'"01-03":\n    公开时限: {limit}'))
    item = catalog.items["990102101/01-03"]
    assert (item.limit, item.clauses[0].n) == (limit, 7)
    assert item.provenance["公开时限"] is Origin.LOCAL
    assert item.provenance["公开依据"] is Origin.STANDARD
    assert catalog.items["990102/01-03"].limit == catalog.standards["01-03"].limit


def test_local_item_stands_alone(tmp_path: Path) -> None:
    """A B code has every column from its own file and belongs to no row."""
    text = tinycity.row("01-B01", "本地", "事项").replace("    核对: 待核对\n", "")
    catalog = resolved(
        tmp_path, edited(ITEMS, '"01-03":', '"01-03":\n' + text.replace("    序号: 1\n", ""))
    )
    item = catalog.items["990102/01-B01"]
    assert (item.standard, item.title) == ("", "本地·事项")
    assert set(item.provenance.values()) == {Origin.LOCAL}
    assert catalog.items_of["990102", "jia"][-1] == "990102/01-B01"


def test_owner_and_joint_bodies(tmp_path: Path) -> None:
    """The file's body is responsible; the row's other subjects answer with it; a town alone."""
    catalog = resolved(tmp_path)
    exchange = catalog.items["990102/02-01"]
    assert (exchange.body, exchange.joint) == ("990102/yi-bu", ("990102/jia-bu",))
    town = catalog.items["990102101/01-01"]
    assert (town.body, town.joint) == ("990102101", ())


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("", State.NOT_ENTERED),
        ("    状态: 暂无信息\n    日期: 2025-01-01\n", State.NONE_YET),
        ("    状态: 本级无此职责\n    日期: 2025-01-01\n    理由: 划转\n", State.NOT_OURS),
        (
            "    状态: 停止公开\n    日期: 2025-01-01\n    理由: 合并\n    依据: 某号\n",
            State.STOPPED,
        ),
    ],
)
def test_written_states(written: str, state: State, tmp_path: Path) -> None:
    """A state an owner wrote is shown as written; nothing written is 未收录."""
    changes = edited(ITEMS, '"01-02":\n', '"01-02":\n' + written)
    assert resolved(tmp_path, changes).items["990102/01-02"].state is state


def test_record_makes_an_item_published(tmp_path: Path) -> None:
    """A record that names the code makes that unit's item 已公开, and no other unit's."""
    catalog = resolved(tmp_path)
    item = catalog.items["990102/01-01"]
    assert (item.state, item.records) == (State.PUBLISHED, ("20240105-abc234",))
    assert catalog.items["990102101/01-01"].state is State.NOT_ENTERED


def test_undated_record_counts(tmp_path: Path) -> None:
    """A record whose 发布日期 nobody knows is still published."""
    undated = edited(RECORD, "发布日期: 2024-01-05\n", "")
    assert resolved(tmp_path, undated).items["990102/01-01"].state is State.PUBLISHED


def test_channels_without_website_are_offline(tmp_path: Path) -> None:
    """A row shown only on a notice board is 线下 and outside the denominator."""
    item = resolved(tmp_path).items["990102/01-03"]
    assert item.state is State.OFFLINE
    assert not item.counted


FORMED = '"01-01":\n    形成日期: 2025-03-03\n'


def test_overdue_needs_event_limit_and_completeness(tmp_path: Path) -> None:
    """应公开未公开 is computed for a complete unit after the last day, and names that day."""
    catalog = resolved(tmp_path, edited(TOWN_ITEMS, '"01-01":\n', FORMED))
    item = catalog.items["990102101/01-01"]
    assert item.state is State.OVERDUE
    # 20 工作日 from the day after 3 March 2025, with no holiday in between.
    assert item.due == dt.date(2025, 3, 31)


def test_nobody_is_accused_without_proof(tmp_path: Path) -> None:
    """Not before the last day has passed, not in a unit marked 部分, not without a parsed limit."""
    formed = edited(TOWN_ITEMS, '"01-01":\n', FORMED)
    early = resolved(tmp_path / "early", formed, dt.date(2025, 3, 31))
    assert early.items["990102101/01-01"].state is State.NOT_ENTERED
    partly = formed | edited(f"{TOWN}/unit.yml", "收录: 完整\n", "")
    assert resolved(tmp_path / "partly", partly).items["990102101/01-01"].state is State.NOT_ENTERED
    vague = edited(TOWN_ITEMS, '"01-01":\n', FORMED + "    公开时限: 及时公开\n")
    assert resolved(tmp_path / "vague", vague).items["990102101/01-01"].state is State.NOT_ENTERED


def test_overdue_is_never_computed_from_an_estimated_calendar(tmp_path: Path) -> None:
    """In a year without a known holiday notice the due day is a guess: nobody is accused on it."""
    far = edited(TOWN_ITEMS, '"01-01":\n', FORMED.replace("2025", "2040"))
    catalog = resolved(tmp_path, far, dt.date(2041, 1, 1))
    assert catalog.items["990102101/01-01"].state is State.NOT_ENTERED


def test_ended_unit_ends_all_its_items(tmp_path: Path) -> None:
    """One line in a unit's file turns all its items into 已停止公开, with the date."""
    changes = edited(f"{TOWN}/unit.yml", "收录: 完整\n", '撤销: 2025-06-01\n并入: "990102"\n')
    catalog = resolved(tmp_path, changes)
    town = [item for item in catalog.items.values() if item.unit == "990102101"]
    assert {item.state for item in town} == {State.STOPPED}
    assert {item.state_date for item in town} == {dt.date(2025, 6, 1)}
    assert catalog.units["990102101"].successor == "990102"


def test_order_is_the_official_one(tmp_path: Path) -> None:
    """Units depth first by code, areas by number, rows as in the table, whatever the file order."""
    changes = {ITEMS: '领域: jia\n事项:\n  "01-03":\n  "01-02":\n  "01-01":\n'}
    assert list(resolved(tmp_path, changes).items) == [
        "990102/01-01",
        "990102/01-02",
        "990102/01-03",
        "990102/02-01",
        "990102101/01-01",
        "990102101/01-03",
    ]


def test_catalog_is_frozen(tmp_path: Path) -> None:
    """Nobody to the right changes what was resolved."""
    item = resolved(tmp_path).items["990102/01-01"]
    with pytest.raises(AttributeError, match="immutable"):
        item.limit = "随便"  # type: ignore[misc]


def test_errors_leave_no_catalog(tmp_path: Path) -> None:
    """A catalog with an error is not resolved at all: half of it would mislead."""
    catalog, findings = load_catalog(
        tinycity.write(tmp_path, edited(ITEMS, '  "01-02":\n', "")), DAY
    )
    assert catalog is None
    assert [d.code for d in findings] == ["cover-omission"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("发布日期: ", "发布日期: 2025-02-30\n旧日期: "),  # schema
        ("发布日期: 2024-01-05", "发布日期: 2024-12-31"),
        ("01-01", "01-99"),
    ],
)
def test_resolving_tells_what_a_check_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    """Whatever is right or wrong, the findings are a check's own, wherever rules are run."""
    root = tinycity.write(tmp_path, {RECORD: tinycity.FILES[RECORD].replace(old, new)})
    expected = check_folder(root, DAY)[1]
    assert load_catalog(root, DAY)[1] == expected
    monkeypatch.setattr(engine, "_WORTH_A_PROCESS", 1)
    catalog, findings = load_catalog(root, DAY)
    assert findings == expected
    assert (catalog is None) == any(found.severity is Severity.ERROR for found in findings)
