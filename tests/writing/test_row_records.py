"""Which record a row is about: numbers, ids of offices, tables under new names, titles reworded."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from imported_tables import files, imported

from commitments.reading.tables.sheet import CellValue
from commitments.writing.tables.import_table import RowAction

IDS = ("ID", "Action", "Lead")
NO_IDS = ("Action", "Lead", "Due")


def records(root: Path) -> dict[str, Any]:
    texts = {path.rpartition("/")[2]: yaml.safe_load(text) for path, text in files(root).items()}
    return {name.removesuffix(".yaml"): record for name, record in texts.items()}


def messages(done: Any) -> list[str]:
    return [
        str(fault.why.error()) if hasattr(fault.why, "error") else fault.why.rule
        for row in done.rows
        for fault in row.faults
    ]


def losses(done: Any) -> list[str]:
    return [
        str(fault.why.error()) for row in done.rows for fault in row.warnings if hasattr(fault.why, "error")
    ]


def test_numbers_are_ids_with_their_document_alone(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    imported(root, [("1", "Open the data portal", "acme")], IDS, document="jan.csv", write=True)
    done = imported(root, [(1, "Repair the archive roof", "acme")], IDS, document="feb.csv", write=True)
    assert [row.action for row in done.rows] == [RowAction.ADDED]
    titles = {id: record["title"]["vi"] for id, record in records(root).items()}
    assert titles == {"jan-1": "Open the data portal", "feb-1": "Repair the archive roof"}
    again = imported(root, [("1", "Open the data portal", "acme")], IDS, document="jan.csv", write=True)
    assert [row.action for row in again.rows] == [RowAction.UNCHANGED]


def test_numbers_that_moved_change_no_record(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    imported(root, [(1, "One", "acme"), (2, "Two", "acme")], IDS, write=True)
    before = files(root)
    done = imported(root, [(1, "Nought", "acme"), (2, "One", "acme"), (3, "Two", "acme")], IDS, write=True)
    assert messages(done) == [
        "b-2 is the record “Two”, and this title is that of b-1",
        "The record b-2 from b.xlsx has this title",
    ]
    assert files(root) == before


def test_an_id_of_another_document_is_no_leave_to_overwrite(
    make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    root = make_workspace({"small.yaml": record(source={"document": "jan.csv"})})
    done = imported(root, [("small", "Repair the roof", "acme")], IDS, write=True)
    assert messages(done) == ["small is the record “Hold an AI day” from jan.csv"]
    same = imported(root, [("small", "Hold an AI day", "acme")], IDS, write=True)
    assert [row.action for row in same.rows] == [RowAction.CHANGED]  # the same title in the other language


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("plan v2.csv", "The record open-the-data-portal from plan v1.csv has this title"),
        ("plan v1.csv", None),
    ],
)
def test_a_table_under_a_new_name_is_not_doubled(
    make_workspace: Callable[..., Path], document: str, message: str | None
) -> None:
    root = make_workspace({})
    rows = [("Open the data portal", "acme", None)]
    imported(root, rows, NO_IDS, document="plan v1.csv", write=True)
    done = imported(root, rows, NO_IDS, document=document, write=True)
    assert messages(done) == ([message] if message else [])
    assert [*records(root)] == ["open-the-data-portal"]


def test_the_same_title_for_other_parties_is_another_record(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    imported(root, [("Report", "acme", None)], NO_IDS, document="one.csv", write=True)
    imported(root, [("Report", "vn-mof", None)], NO_IDS, document="two.csv", write=True)
    assert sorted(records(root)) == ["report", "report-2"]


def test_a_reworded_title_is_offered_as_its_record(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    imported(root, [("Open the data portal", "acme", "2027"), ("Train", "acme", "2027")], NO_IDS, write=True)
    done = imported(root, [("Open the data portals", "acme", "2027"), ("Train", "acme", "2027")], NO_IDS)
    assert messages(done) == [
        "The record open-the-data-portal has no row here any more, and nearly this title: "
        "Open the data portal"
    ]
    assert done.gone == ["open-the-data-portal"]
    other = imported(root, [("Open the data portals", "acme", "2028"), ("Train", "acme", "2027")], NO_IDS)
    assert messages(other) == []


def test_what_a_row_no_longer_says_is_told_and_goes_with_leave_alone(
    make_workspace: Callable[..., Path],
) -> None:
    root = make_workspace({})
    header = ("ID", "Action", "Lead", "Supporting", "Tags", "Summary", "Due")
    imported(root, [("a1", "Open", "acme", "vn-mof", "x; y", "Long", "2027")], header, write=True)
    before = files(root)
    row = ("a1", "Open", "vn-government", None, "y", None, None)
    done = imported(root, [row], header)
    assert losses(done) == [
        "acme still stands in this role, and the table no longer names it",
        "vn-mof still stands in this role, and the table no longer names it",
        "The table no longer gives the tag x",
        "The cell is empty, and the record says Long",
        "The cell is empty, and the record says 2027",
    ]
    assert files(root) == before
    synced = imported(root, [row], header, sync=True, write=True)
    assert messages(synced) == []
    assert losses(synced) == ["The cell is empty, and the record says 2027"]
    record = records(root)["a1"]
    assert record["parties"] == [{"party": "vn-government", "role": "lead"}]
    assert [update["note"] for update in record["updates"]] == [{"vi": "Bên chủ trì thay đổi theo b.xlsx."}]
    assert (record["tags"], record["due"], "summary" in record) == (["y"], 2027, False)
    assert not imported(root, [row], header, sync=True).count(RowAction.CHANGED)


@pytest.mark.parametrize(("status", "told"), [("in_progress", True), ("agreed", False)])
def test_a_status_that_a_row_no_longer_says_stays_and_is_told(
    make_workspace: Callable[..., Path], status: str, told: bool
) -> None:
    root = make_workspace({})
    header = ("ID", "Action", "Lead", "Status")
    imported(root, [("a1", "Open", "acme", status)], header, write=True)
    synced = imported(root, [("a1", "Open", "acme", None)], header, sync=True, write=True)
    assert losses(synced) == [f"The cell is empty, and the record says {status}"] * told
    assert records(root)["a1"]["status"] == status


@pytest.mark.parametrize(
    ("kind", "values", "status"),
    [
        ("assignment", {}, "agreed"),
        ("agreed_action", {}, "agreed"),
        ("mou", {"Signed on": "2024-05-02"}, "agreed"),
        ("mou", {"Signed on": "2027-05-02"}, "proposed"),
        ("mou", {}, "proposed"),
        ("request", {}, "proposed"),
    ],
)
def test_where_no_status_stands_the_kind_says_it(
    make_workspace: Callable[..., Path], kind: str, values: Mapping[str, str], status: str
) -> None:
    row = ("On ports", "acme", *values.values())
    done = imported(make_workspace({}), [row], ("Title", "Lead", *values), kind=kind)
    assert done.rows[0].after["status"] == status


def test_ids_as_offices_write_them(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    imported(root, [("15/KH-UBND", "Mở cổng", "acme")], IDS, write=True)
    record = records(root)["15-kh-ubnd"]
    assert record["source"] == {"document": "b.xlsx", "locator": "15/KH-UBND"}


def test_titles_in_any_script_get_an_id(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    for _ in range(2):
        imported(root, [("港の整備", "acme", None)], NO_IDS, document="t.csv", write=True)
    assert [*records(root)] == ["t-2"]


def test_rows_in_any_order_give_the_same_register(make_workspace: Callable[..., Path]) -> None:
    rows: list[Sequence[CellValue]] = [
        ("Report on water", "acme", "2027"),
        ("Report, on water!", "vn-mof", None),
        ("Report on  roads", "acme", None),
        ("Ký", "acme", "Quý I/2027"),
    ]
    registers = []
    for seed in range(4):
        root = make_workspace({})
        random.Random(seed).shuffle(rows)
        imported(root, rows, NO_IDS, write=True)
        register = records(root)
        for record in register.values():
            del record["source"]["locator"]
        registers.append(register)
    assert all(register == registers[0] for register in registers)
