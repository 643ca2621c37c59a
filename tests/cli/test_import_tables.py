"""Tables as people make them become right records: each with what it must give, from the command line."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook

PARTIES = """\
- {id: mof, name: {en: Ministry of Finance, vi: Bộ Tài chính}, kind: ministry}
- {id: most, name: {en: Ministry of Science, vi: Bộ Khoa học và Công nghệ}, kind: ministry}
- {id: acme-inc, name: {en: Acme Inc.}, kind: company}
- {id: lakeside, name: {en: Lakeside University}, kind: university}
"""


class Case(NamedTuple):
    """A table, the options it is imported with, and what its records hold, in order."""

    table: str
    options: str
    records: list[dict[str, Any]]


ACTION, TASK = "--kind agreed_action", "--kind assignment"
CASES = {
    "no status, and ordered": Case(
        "Nhiệm vụ,Cơ quan chủ trì,Thời hạn\nXây cổng dữ liệu,Bộ Tài chính,12/2027\n",
        TASK,
        [{"status": "agreed", "due": "2027-12"}],
    ),
    "a name with a full stop": Case(
        "Action,Lead\nBuild the lab,Acme Inc.\n", ACTION, [{"parties": [("acme-inc", "lead")]}]
    ),
    "parties parted by words and signs": Case(
        "Action,Lead\nOne,Ministry of Finance and Ministry of Science\n"
        "Two,Ministry of Finance / Ministry of Science\nThree,Ministry of Finance & Ministry of Science\n"
        "Four,Bộ Tài chính và Bộ Khoa học và Công nghệ\n",
        ACTION,
        [{"parties": [("mof", "lead"), ("most", "lead")]}] * 4,
    ),
    "expiry": Case(
        "Title,Signed on,Signatories,Expiry date\nMoU on ports,2015-05-02,Ministry of Finance,2020-05-01\n",
        "--kind mou",
        [{"status": "agreed", "in_force": {"until": "2020-05-01"}, "due": None}],
    ),
    "the headings of action logs": Case(
        "Action Item,Owner,Timeline\nOpen the portal,Ministry of Finance,2027-01\n",
        ACTION,
        [{"title": {"en": "Open the portal"}, "parties": [("mof", "lead")], "due": "2027-01"}],
    ),
    "another script, by name and by letter": Case(
        "取組,担当,期限\n港の整備,Ministry of Finance,2027-01\n",
        f"{ACTION} --map 取組=title --map B=lead",
        [{"id": "t-2", "parties": [("mof", "lead")], "due": "2027-01"}],
    ),
    "a product, not a note": Case(
        "Nhiệm vụ,Cơ quan chủ trì,Kết quả\nXây cổng dữ liệu,Bộ Tài chính,Báo cáo\n",
        f"{TASK} --date 2026-11-22",
        [{"deliverable": {"vi": "Báo cáo"}, "updates": None}],
    ),
    "numbered parts of a whole": Case(
        "STT,Nhiệm vụ,Chủ trì,Thời hạn\n2,Đào tạo cán bộ,Bộ Tài chính,\n2.1,Đợt một,Bộ Tài chính,9/2027\n"
        "2.2,Đợt hai,Bộ Tài chính,12/2027\n3,Khác,Bộ Tài chính,\n",
        TASK,
        [
            {"part_of": None},
            {"part_of": "dao-tao-can-bo", "due": "2027-09"},
            {"part_of": "dao-tao-can-bo"},
            {"part_of": None},
        ],
    ),
    "a whole without a lead of its own": Case(
        "STT,Nhiệm vụ,Chủ trì\n2,Đào tạo cán bộ,\n2.1,Đợt một,most\n",
        f"{TASK} --set lead=mof",
        [
            {"parties": [("mof", "lead")], "part_of": None},
            {"parties": [("most", "lead")], "part_of": "dao-tao-can-bo"},
        ],
    ),
    "ids of offices": Case(
        "Mã,Nhiệm vụ,Chủ trì\n15/KH-UBND,Mở cổng,Bộ Tài chính\n",
        TASK,
        [{"id": "15-kh-ubnd", "source": {"document": "t.csv", "locator": "15/KH-UBND"}}],
    ),
    "everyday words for a status": Case(
        "Action,Lead,Status\n"
        + "".join(
            f"{word} it,mof,{word}\n"
            for word in (
                *("Open", "Not started", "On hold", "Cancelled", "Complete", "Closed", "Pending", "Delayed"),
                *("Chưa thực hiện", "Đang xử lý", "Hủy", "not-delivered", "largely", "✓", "40%", "100 %"),
            )
        ),
        f"{ACTION} --value Closed=fulfilled --date 2026-11-01 --set review_by=2027-03-01",
        [
            {"status": status}
            for status in (
                *("agreed", "agreed", "suspended", "withdrawn", "fulfilled", "fulfilled", "agreed"),
                *("in_progress", "agreed", "in_progress", "withdrawn", "not_fulfilled"),
                *("partially_fulfilled", "fulfilled", "in_progress", "fulfilled"),
            )
        ],
    ),
    "the four official cells": Case(
        "Nhiệm vụ,Cơ quan chủ trì,Tình trạng\nViệc một,mof,Đang thực hiện trong hạn\n"
        "Việc hai,mof,Đang thực hiện quá hạn\nViệc ba,mof,Hoàn thành đúng hạn\n"
        "Việc bốn,mof,Hoàn thành quá hạn\n",
        TASK,
        [{"status": status} for status in ("in_progress", "in_progress", "fulfilled", "fulfilled")],
    ),
    "history with the word of the table": Case(
        "Action,Lead,Status\nBuild,mof,Abandoned\n",
        ACTION,
        [{"status": "withdrawn", "x-imported": True, "closing": {"reason": {"en": "Abandoned"}}}],
    ),
    "the keeper itself, and a title of columns": Case(
        "Partner institution,Signed on,Type\nLakeside University,2024-05-02,Exchange\n",
        "--kind mou --set signatory=mof --title '{Type} with {Partner institution}, {Signed on}' --map Type=",
        [
            {
                "title": {"en": "Exchange with Lakeside University, 2024-05-02"},
                "parties": [("lakeside", "counterpart"), ("mof", "signatory")],
                "status": "agreed",
            }
        ],
    ),
    "supporting bodies that nobody lists": Case(
        "Nhiệm vụ,Cơ quan chủ trì,Cơ quan phối hợp\n"
        'Việc một,Bộ Tài chính,"Các bộ, ngành, địa phương"\n'
        "Việc hai,Bộ Tài chính,Bộ Khoa học và Công nghệ và các bộ liên quan\n",
        TASK,
        [
            {"parties": [("mof", "lead")], "x-supporting": "Các bộ, ngành, địa phương"},
            {
                "parties": [("mof", "lead"), ("most", "supporting")],
                "x-supporting": "Bộ Khoa học và Công nghệ và các bộ liên quan",
            },
        ],
    ),
    "short names behind names": Case(
        "Action,Lead\nOne,Ministry of Finance (MoF)\nTwo,the Ministry of Finance\n",
        ACTION,
        [{"parties": [("mof", "lead")]}] * 2,
    ),
    "deadlines in words of their own": Case(
        "Action,Lead,Deadline\nA one,mof,Within 30 days of signature\nB two,mof,TBC\nC three,mof,N/A\n"
        "D four,mof,2025 và những năm tiếp theo\nE five,mof,31-Dec-26\nF six,mof,End 2026\n"
        "G seven,mof,01/Apr/25 10:31 AM\nH eight,mof,cuối năm 2026\nI nine,mof,30 June 2026 (TBC)\n",
        ACTION,
        [
            {"due": None, "due_basis": {"en": "Within 30 days of signature"}},
            {"due": None, "due_basis": None},
            {"due": None, "due_basis": None},
            {"due": None, "due_basis": {"vi": "2025 và những năm tiếp theo"}},
            {"due": "2026-12-31"},
            {"due": 2026, "due_basis": {"en": "End 2026"}},
            {"due": "2025-04-01"},
            {"due": 2026, "due_basis": {"vi": "cuối năm 2026"}},
            {"due": "2026-06-30", "due_basis": {"en": "30 June 2026 (TBC)"}},
        ],
    ),
    "terms without an end": Case(
        "Title,Signed on,Signatories,Expiry\nOne,2015-05-02,mof,unlimited\nTwo,2015-05-02,mof,auto renew\n",
        "--kind mou",
        [{"in_force": None, "due": None}, {"in_force": {"renewal": "tacit"}}],
    ),
    "a title longer than a record may hold": Case(
        f"Nhiệm vụ,Cơ quan chủ trì\n{'Xây dựng và trình ban hành chương trình quốc gia; ' * 8},mof\n",
        f"{TASK} --map 'Nhiệm vụ=title.vi'",
        [
            {
                "title": {"vi": "Xây dựng và trình ban hành chương trình quốc gia"},
                "summary": {"vi": ("Xây dựng và trình ban hành chương trình quốc gia; " * 8).strip()},
            }
        ],
    ),
    "done without a day": Case(
        "Action,Lead,Status\nOpen the data portal,mof,Done\nTrain officers,mof,Hoàn thành\n",
        ACTION,
        [{"status": "fulfilled", "x-imported": True}] * 2,
    ),
}


def seen(record: dict[str, Any]) -> dict[str, Any]:
    parties = [(party["party"], party["role"]) for party in record.get("parties", ())]
    return {**record, "parties": parties}


@pytest.fixture
def imported(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> Callable[..., tuple[Any, list[dict[str, Any]]]]:
    """`imported(table, options) -> answer, records`: a table written as t.csv and imported."""

    def imports(table: str, options: str) -> tuple[Any, list[dict[str, Any]]]:
        (tmp_path / "t.csv").write_text(table, "utf-8")
        root = make_workspace({"schema/parties.yaml": PARTIES})
        arguments = ("import", str(tmp_path / "t.csv"), *shlex.split(options), "--lang", "en")
        ran = run(*arguments, "--write", "--format", "json", root=root)
        again = run(*arguments, "--write", "--format", "json", root=root)
        assert json.loads(again.out)["written"] == []
        return ran, [row["new"] for row in json.loads(ran.out)["rows"] if row["new"]]

    return imports


@pytest.mark.parametrize("name", CASES)
def test_a_table_gives_the_right_records(
    imported: Callable[..., tuple[Any, list[dict[str, Any]]]], name: str
) -> None:
    case = CASES[name]
    ran, records = imported(case.table, case.options)
    assert ran.status == 0, ran.out
    assert len(records) == len(case.records)
    for record, right in zip(map(seen, records), case.records, strict=True):
        assert {field: record.get(field) for field in right} == right


def test_headings_of_two_rows_in_a_workbook(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["No.", "Commitment", "Responsible bodies", None, "Deadline"])
    sheet.append([None, None, "Lead", "Supporting", "Original", "Revised"])
    sheet.append([1, "Open the portal", "Ministry of Finance", "Ministry of Science", "30 June 2026", "2026"])
    for cells in ("C1:D1", "B1:B2", "E1:F1", "A1:A2"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "t.xlsx")
    root = make_workspace({"schema/parties.yaml": PARTIES})
    arguments = ("import", str(tmp_path / "t.xlsx"), "--kind", "agreed_action", "--format", "json")
    ran = run(*arguments, "--lang", "en", root=root)
    assert (ran.status, ran.err) == (0, "")
    record, doubt = json.loads(ran.out)["rows"]
    assert seen(record["new"])["parties"] == [("mof", "lead"), ("most", "supporting")]
    assert record["new"]["due"] == 2026
    assert doubt["cell"] == "Sheet!E3"
    assert "2026-06-30" in doubt["message"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--value Delivered", "--value does not take Delivered"),
        ("--set lead", "--set does not take lead"),
        ("--set lead=nobody", "There is no party nobody"),
        ("--set leed=mof", "No column can stand for leed"),
        ("--title 'MoU with {Nobody}'", "The table has no column Nobody"),
        ("--title MoU", "--title names no column"),
    ],
)
def test_options_that_cannot_be_meant(
    make_workspace: Callable[..., Path],
    run: Callable[..., Any],
    tmp_path: Path,
    options: str,
    message: str,
) -> None:
    (tmp_path / "t.csv").write_text("Action,Lead\nOne,mof\n", "utf-8")
    root = make_workspace({"schema/parties.yaml": PARTIES})
    ran = run("import", str(tmp_path / "t.csv"), *shlex.split(options), "--lang", "en", root=root)
    assert ran.status == 2
    assert message in ran.err


def test_a_stranger_among_leads_is_a_fault_that_names_it_alone(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(
        'Action,Lead\nOne,"Ministry of Finance, Ministry of Science, Office of Ports"\n', "utf-8"
    )
    root = make_workspace({"schema/parties.yaml": PARTIES})
    ran = run("import", str(tmp_path / "t.csv"), *ACTION.split(), "--lang", "en", root=root)
    assert ran.status == 1
    assert "B2: There is no party Office of Ports\n" in ran.out


def test_a_row_closes_no_standing_record_without_its_proof(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    root, file = make_workspace({"schema/parties.yaml": PARTIES}), tmp_path / "t.csv"
    arguments = ("import", str(file), *ACTION.split(), "--lang", "en", "--write")
    file.write_text("Action,Lead,Status\nOpen,mof,Open\n", "utf-8")
    run(*arguments, root=root)
    file.write_text("Action,Lead,Status\nOpen,mof,Done\n", "utf-8")
    ran = run(*arguments, root=root)
    assert ran.status == 0
    assert "1 record is to be proven" in ran.err
    assert "`commit close open --status fulfilled` closes it." in ran.out
    text = (root / "records/open.yaml").read_text("utf-8")
    assert "status: agreed" in text
    assert "The table says: Done" in text
    assert "to be proven" in run(*arguments, root=root).err
    assert (root / "records/open.yaml").read_text("utf-8") == text
    header = "Action,Lead,Status,Completed on,Evidence,Link"
    file.write_text(f"{header}\nOpen,mof,Done,2026-01-05,Minutes,https://example.org/m\n", "utf-8")
    assert run(*arguments, root=root).status == 0
    assert "status: fulfilled" in (root / "records/open.yaml").read_text("utf-8")
