"""`commit export register.xlsx` and back: what each changed cell does, what is asked, what is refused."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook, load_workbook
from workbooks import fill_cells, find_row, headings

from commitments.edits.workbook.layout import STATE_SHEET

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def register(world: Path) -> Path:
    """The world as a register of its own."""
    (world / "commitments.toml").write_text('register = "world"\ndates = "dmy"\n', encoding="utf-8")
    return world


@pytest.fixture
def exported(register: Path, tmp_path: Path, run: Run) -> Path:
    """Its workbook in English."""
    path = tmp_path / "register.xlsx"
    assert run("export", str(path), root=register).status == 0
    return path


def imported(run: Run, root: Path, path: Path, *words: str) -> tuple[int, dict[str, Any]]:
    """The exit status and the JSON answer of an import."""
    ran = run("import", str(path), "-f", "json", *words, root=root)
    return ran.status, json.loads(ran.out) if ran.out else {"error": ran.err}


def texts(root: Path) -> dict[str, bytes]:
    """Every record by its name."""
    return {path.name: path.read_bytes() for path in sorted((root / "records").rglob("*.yaml"))}


@pytest.mark.parametrize("workspace", [".", "docs/example"])
def test_each_drop_down_offers_words(workspace: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "register.xlsx"
    assert run("export", str(path), root=ROOT / workspace).status in (0, 1)
    book = load_workbook(path)
    offered = {
        validation.formula1.rpartition("!")[2].replace("$", "")
        for sheet in book
        for validation in sheet.data_validations.dataValidation
    }
    lists = {cells.partition(":")[0][0]: [row[0].value for row in book["Lists"][cells]] for cells in offered}
    assert len(lists) > 1 and all(word for words in lists.values() for word in words)
    parties = json.loads(run("parties", "-f", "json", root=ROOT / workspace).out)["parties"]
    if "C" in lists:
        assert len(lists["C"]) >= len({party["name"]["en"] for party in parties})


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("workspace", [".", "docs/example"])
def test_untouched_it_changes_nothing(lang: str, workspace: str, tmp_path: Path, run: Run) -> None:
    root = tmp_path / "copy"
    for name in ("records", "schema"):
        shutil.copytree(ROOT / workspace / name, root / name)
    path = tmp_path / "register.xlsx"
    assert run("export", str(path), "--lang", lang, root=root).status == 0
    status, answer = imported(run, root, path, "--write")
    assert (status, answer["rows"]) == (0, [])
    assert answer["summary"]["changed"] == 0 < answer["summary"]["unchanged"]


class Change(NamedTuple):
    """Cells of one row, and the fields that then differ."""

    id: str
    cells: dict[str, Any]
    fields: dict[str, Any]
    sheet: str = "Commitments"
    item: str = ""


UPDATE = "updates[2026-11-22]"
TAKEN = {
    "a title": Change("late", {"Title": " Late  again "}, {"title.en": "Late again"}),
    "a title of one language alone": Change("later", {"Title": "Đề án mới"}, {"title.vi": "Đề án mới"}),
    "a note": Change(
        "soon", {"Note": "Half done"}, {UPDATE: {"date": "2026-11-22", "note": {"en": "Half done"}}}
    ),
    "a note of another day": Change(
        "soon",
        {"Note": "Half done", "Date of the news": "21/11/2026"},
        {"updates[2026-11-21]": {"date": "2026-11-21", "note": {"en": "Half done"}}},
    ),
    "an obstacle": Change(
        "late",
        {"Obstacle": "No room"},
        {UPDATE: {"date": "2026-11-22", "about": "obstacle", "note": {"en": "No room"}}},
    ),
    "a status, as it is shown": Change("late", {"New status": "in progress"}, {"status": "in_progress"}),
    "a status over the old one, in Vietnamese": Change(
        "late", {"Status": "đang thực hiện"}, {"status": "in_progress"}
    ),
    "what fulfilled owes": Change(
        "late",
        {
            "New status": "fulfilled",
            "Date of the news": "20/11/2026",
            "Evidence": "Minutes https://example.org/m",
        },
        {
            "status": "fulfilled",
            "met_on": "2026-11-20",
            "evidence[https://example.org/m]": {
                "date": "2026-11-20",
                "title": "Minutes",
                "url": "https://example.org/m",
            },
        },
    ),
    "a closing with its reason": Change(
        "late",
        {"New status": "not fulfilled", "Note": "No funds"},
        {"status": "not_fulfilled", "closing": {"date": "2026-11-22", "reason": {"en": "No funds"}}},
    ),
    "a record that is opened again": Change(
        "done",
        {"New status": "in progress", "Note": "The report was wrong"},
        {
            "status": "in_progress",
            "met_on": None,
            UPDATE: {"date": "2026-11-22", "note": {"en": "The report was wrong"}},
        },
    ),
    "a move of a deadline": Change(
        "late",
        {"New deadline": "Q1 2027", "Reason for the new deadline": "Floods"},
        {
            "due": "2027-Q1",
            UPDATE.replace("updates", "due_changes"): {
                "date": "2026-11-22",
                "from": "2026-06",
                "to": "2027-Q1",
                "reason": {"en": "Floods"},
            },
        },
    ),
    "a first deadline": Change("undated", {"Deadline now": "31/12/2027"}, {"due": "2027-12-31"}),
    "a party more": Change(
        "soon",
        {"Lead": "Acme; Ministry of Finance"},
        {"parties[vn-mof/lead]": {"party": "vn-mof", "role": "lead"}},
    ),
    "a milestone": Change(
        "later",
        {"New status": "met", "Met on, if newly met": "1/10/2026", "Evidence": "Report"},
        {
            "milestones[m2].status": "met",
            "milestones[m2].met_on": "2026-10-01",
            "milestones[m2].evidence[Report]": {"title": "Report"},
        },
        "Milestones",
        "m2",
    ),
    "the title of a milestone": Change(
        "later",
        {"Milestone": "Nghiệm thu lần hai"},
        {"milestones[m2].title.vi": "Nghiệm thu lần hai"},
        "Milestones",
        "m2",
    ),
    "an occurrence": Change(
        "yearly",
        {"Occurrence held on": "20/11/2025"},
        {"repeats.held[2025-11]": {"occurrence": "2025-11", "met_on": "2025-11-20"}},
        "Occurrences",
        "Nov 2025",
    ),
    "an occurrence that was let go": Change(
        "yearly",
        {"Why it was let go": "Elections"},
        {"repeats.held[2025-11]": {"occurrence": "2025-11", "lapsed": {"en": "Elections"}}},
        "Occurrences",
        "Nov 2025",
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_changed_cell_is_its_edit(
    name: str, register: Path, exported: Path, tmp_path: Path, run: Run
) -> None:
    change, path, before = TAKEN[name], tmp_path / "back.xlsx", texts(register)
    fill_cells(exported, path, change.sheet, change.id, change.cells, change.item)
    status, answer = imported(run, register, path)
    rows = [row for row in answer["rows"] if row["field"]]
    assert status == 0 and {row["id"] for row in rows} == {change.id}, answer
    assert {row["field"]: row["new"] for row in rows} == change.fields
    assert all(row["cell"].startswith(change.sheet) for row in rows)
    assert texts(register) == before

    assert imported(run, register, path, "--write")[1]["written"] == [f"records/{change.id}.yaml"]
    assert texts(register) != before
    assert imported(run, register, path, "--write")[1]["rows"] == []  # a second time it says nothing new
    assert run("undo", root=register).status == 0
    assert texts(register) == before


class Refused(NamedTuple):
    """Cells of one row, and what is said of them."""

    id: str
    cells: dict[str, Any]
    message: str
    sheet: str = "Commitments"
    item: str = ""


REFUSED = {
    "two statuses": Refused(
        "late",
        {"Status": "withdrawn", "New status": "in progress"},
        "It says another thing than",
    ),
    "a status without what it owes": Refused(
        "late", {"New status": "fulfilled"}, "Fill in: Date of the news, Evidence."
    ),
    "a status that owes what no column has": Refused(
        "late", {"New status": "superseded"}, "--superseded-by ID"
    ),
    "a status that it may not become": Refused("soon", {"New status": "agreed"}, "agreed"),
    "a word that is no status": Refused("late", {"New status": "nearly"}, "nearly is not one of"),
    "a deadline without a reason": Refused(
        "late", {"Deadline now": "Q1 2027"}, "Reason for the new deadline"
    ),
    "a reason without a deadline": Refused(
        "late", {"Reason for the new deadline": "Floods"}, "A reason goes with"
    ),
    "a date alone": Refused("late", {"Date of the news": "1/11/2026"}, "A date goes with"),
    "a date that is none": Refused("late", {"New deadline": "soonish"}, "soonish"),
    "an address without a title": Refused(
        "late", {"Evidence": "https://example.org/x"}, "before the address"
    ),
    "two addresses": Refused(
        "late", {"Evidence": "Minutes https://example.org/m and http://b.example/x"}, "holds 2 addresses"
    ),
    "two addresses in one word": Refused(
        "late", {"Evidence": "Minutes https://a.example/m;https://b.example/x"}, "holds 2 addresses"
    ),
    "two addresses and a note": Refused(
        "late", {"Evidence": "A https://a.example https://b.example", "Note": "News"}, "holds 2 addresses"
    ),
    "an address before its title": Refused(
        "late", {"Evidence": "https://a.example/m (minutes)"}, "before the address"
    ),
    "nobody": Refused("soon", {"Lead": "Nobody"}, "There is no party Nobody"),
    "a party twice": Refused("soon", {"Lead": "acme; Acme"}, "names a party twice"),
    "a formula without a value": Refused("late", {"Note": "=1+1"}, "a formula without a value"),
    "a milestone already met": Refused(
        "later", {"New status": "nonsense"}, "is not one of", "Milestones", "m2"
    ),
    "evidence of nothing": Refused(
        "yearly", {"Evidence": "Report"}, "Evidence goes with", "Occurrences", "Nov 2025"
    ),
    "an emptied title": Refused("late", {"Title": None}, "the cell was emptied"),
    "an emptied deadline": Refused("late", {"Deadline now": None}, "record now: Jun 2026"),
    "a party swapped": Refused("soon", {"Lead": "Ministry of Finance"}, "no longer in the cell"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_told_and_nothing_written(
    name: str, register: Path, exported: Path, tmp_path: Path, run: Run
) -> None:
    case, path, before = REFUSED[name], tmp_path / "back.xlsx", texts(register)
    fill_cells(exported, path, case.sheet, case.id, case.cells, case.item)
    fill_cells(path, path, "Commitments", "paused", {"Note": "A good cell"})
    status, answer = imported(run, register, path, "--write")
    faults = [row for row in answer["rows"] if row["action"] == "fault"]
    assert status == 1 and len(faults) == 1, answer
    assert case.message in f"{faults[0]['message']} {faults[0]['hint']}"
    assert faults[0]["id"] == case.id and faults[0]["cell"].startswith(case.sheet)
    assert (answer["written"], texts(register)) == ([], before)

    status, answer = imported(run, register, path, "--write", "--skip-faulty")
    assert (status, answer["written"]) == (1, ["records/paused.yaml"])


def test_a_row_that_breaks_a_rule_of_change_is_told(
    register: Path, exported: Path, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "back.xlsx"
    fill_cells(exported, path, "Commitments", "late", {"Title": "x" * 400})
    status, answer = imported(run, register, path, "--write")
    assert (status, answer["written"]) == (1, [])
    assert "300" in json.dumps(answer["rows"])
    assert answer["rows"][0]["cell"].startswith("Commitments!B")


def test_both_moved_alike_is_nothing_and_apart_is_told(
    register: Path, exported: Path, tmp_path: Path, run: Run
) -> None:
    path, record = tmp_path / "back.xlsx", register / "records" / "late.yaml"
    fill_cells(exported, path, "Commitments", "late", {"Title": "Theirs"})
    record.write_text(record.read_text(encoding="utf-8").replace("en: Late", "en: Theirs"), encoding="utf-8")
    assert imported(run, register, path)[1]["rows"] == []
    record.write_text(record.read_text(encoding="utf-8").replace("en: Theirs", "en: Ours"), encoding="utf-8")
    status, answer = imported(run, register, path, "--write")
    assert status == 1 and answer["written"] == []
    assert answer["rows"][0]["message"] == (
        "both the workbook and the record changed since the export; "
        "workbook: Theirs; record now: Ours; exported: Late"
    )


def test_what_changed_only_in_the_record_stays(
    register: Path, exported: Path, tmp_path: Path, run: Run
) -> None:
    record = register / "records" / "late.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("en: Late", "en: Ours"), encoding="utf-8")
    assert imported(run, register, exported)[1]["rows"] == []
    path = tmp_path / "back.xlsx"
    fill_cells(exported, path, "Commitments", "late", {"Note": "Begun"})
    assert [row["field"] for row in imported(run, register, path)[1]["rows"]] == [UPDATE]


def test_a_row_that_is_gone_is_asked_about(register: Path, exported: Path, tmp_path: Path, run: Run) -> None:
    path, book = tmp_path / "back.xlsx", load_workbook(exported)
    book["Commitments"].delete_rows(find_row(book["Commitments"], "late"))
    book.save(path)
    status, answer = imported(run, register, path, "--write")
    assert status == 1 and [row["id"] for row in answer["rows"]] == ["late"]
    assert "the row is gone" in answer["rows"][0]["message"]
    (register / "records" / "late.yaml").unlink()  # nobody misses the row of a record that is gone too
    assert imported(run, register, path)[1]["rows"] == []


def test_a_row_of_a_record_that_is_gone_is_left_out_and_said(
    register: Path, exported: Path, tmp_path: Path, run: Run
) -> None:
    (register / "records" / "undated.yaml").unlink()
    ran = run("import", str(exported), root=register)
    assert ran.status == 0 and "undated is not in the register any more" in ran.err
    path = tmp_path / "back.xlsx"
    fill_cells(exported, path, "Commitments", "undated", {"Note": "Alive"})
    assert imported(run, register, path)[0] == 1


def shuffled(path: Path) -> None:
    """Move columns, sort rows backwards, rename sheets, put a title above the headings."""
    book = load_workbook(path)
    for page in book.worksheets:
        if page.title == STATE_SHEET:
            continue
        rows = [list(row)[::-1] for row in page.iter_rows(values_only=True)]
        page.delete_rows(1, page.max_row)
        for row in [["Our register"], rows[0], *rows[:0:-1]]:
            page.append(row)
        page.title = f"{page.title} of ours"
    book.save(path)


def test_moved_sorted_and_renamed_it_is_read_the_same(
    register: Path, exported: Path, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "back.xlsx"
    fill_cells(exported, path, "Commitments", "late", {"Note": "Begun"})
    shuffled(path)
    status, answer = imported(run, register, path)
    assert status == 0 and [row["field"] for row in answer["rows"]] == [UPDATE]
    assert answer["rows"][0]["cell"].startswith("'Commitments of ours'!")


def test_a_cell_that_is_only_shown_and_a_column_that_is_gone_are_told(
    register: Path, exported: Path, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "back.xlsx"
    fill_cells(exported, path, "Commitments", "late", {"Days silent": 1})
    ran = run("import", str(path), root=register)
    assert ran.status == 0 and "such cells are not read" in ran.err
    book = load_workbook(exported)
    book["Commitments"].delete_cols(headings(exported, "Commitments").index("Obstacle") + 1)
    book.save(path)
    ran = run("import", str(path), root=register)
    assert ran.status == 0 and "has no column Obstacle any more" in ran.err


def with_copied_sheet(path: Path) -> None:
    book = load_workbook(path)
    book.copy_worksheet(book["Commitments"])
    book.save(path)


def with_copied_row(path: Path) -> None:
    book = load_workbook(path)
    page = book["Commitments"]
    page.append([cell.value for cell in page[2]])
    book.save(path)


def with_copied_column(path: Path) -> None:
    book = load_workbook(path)
    page = book["Commitments"]
    page.cell(1, page.max_column + 1).value = "Note"
    book.save(path)


def without_ids(path: Path) -> None:
    book = load_workbook(path)
    page = book["Commitments"]
    page.delete_cols(headings(path, "Commitments").index("Id") + 1)
    book.save(path)


def without_hidden_sheet(path: Path) -> None:
    book = load_workbook(path)
    del book[STATE_SHEET]
    book.save(path)


def of_another_register(path: Path) -> None:
    change_state(path, '"register":"world"', '"register":"other"')


def of_a_newer_release(path: Path) -> None:
    book = load_workbook(path)
    book[STATE_SHEET]["B1"].value = "2"
    book.save(path)


def with_a_broken_hidden_sheet(path: Path) -> None:
    change_state(path, '"sheets"', '"leaves"')


def with_broken_lines(path: Path) -> None:
    book = load_workbook(path)
    book[STATE_SHEET]["A4"].value = "[" * 5000
    book.save(path)


def change_state(path: Path, old: str, new: str) -> None:
    book = load_workbook(path)
    for row in book[STATE_SHEET].iter_rows():
        for cell in row:
            cell.value = cell.value and str(cell.value).replace(old, new)
    book.save(path)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (with_copied_sheet, "Two sheets hold the same rows"),
        (with_copied_row, "Two rows are about"),
        (with_copied_column, "Two columns have one heading"),
        (without_ids, "its column Id is gone"),
        (without_hidden_sheet, "has lost its hidden sheet"),
        (of_another_register, "of the register other, and this is world"),
        (of_a_newer_release, "another release"),
        (with_a_broken_hidden_sheet, "is damaged"),
        (with_broken_lines, "is damaged"),
    ],
)
def test_what_is_not_ours_or_only_half_gets_one_line(
    spoil: Callable[[Path], None], said: str, register: Path, exported: Path, run: Run
) -> None:
    before = texts(register)
    spoil(exported)
    ran = run("import", str(exported), "--write", root=register)
    assert (ran.status, ran.out) == (2, "") and said in ran.err
    assert ran.err.count("\n") <= 3 and "Traceback" not in ran.err
    assert texts(register) == before


def test_as_a_table_it_is_read_by_its_headings(register: Path, exported: Path, run: Run) -> None:
    ran = run("import", str(exported), "--as-table", "-f", "json", root=register)
    assert ran.status in (0, 1) and json.loads(ran.out)["sheet"] == "Commitments"


def test_options_of_tables_are_refused(register: Path, exported: Path, run: Run) -> None:
    ran = run("import", str(exported), "--kind", "mou", "--sync", root=register)
    assert ran.status == 2 and "--kind, --sync" in ran.err


def test_a_hidden_sheet_that_lies_cannot_hide_what_the_record_holds(
    register: Path, exported: Path, tmp_path: Path, run: Run
) -> None:
    """It says that the title was another all along, so that the change would pass for none."""
    path = tmp_path / "back.xlsx"
    fill_cells(exported, path, "Commitments", "late", {"Title": "Lie"})
    change_state(path, '"Late"', '"Lie"')
    answer = imported(run, register, path)[1]
    assert [(row["field"], row["old"], row["new"]) for row in answer["rows"]] == [("title.en", "Late", "Lie")]
    change_state(path, '"late","', '"late","0')  # and that the record was another
    status, answer = imported(run, register, path, "--write")
    assert (status, answer["written"]) == (0, [])


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_two_builds_are_equal_and_hold_no_time_of_their_own(
    lang: str, register: Path, tmp_path: Path, process: Callable[..., Any]
) -> None:
    paths = [tmp_path / name for name in ("one.xlsx", "two.xlsx")]
    for seed, path in enumerate(paths):
        words = ("export", str(path), "--root", str(register), "--today", "2026-11-22", "--lang", lang)
        assert process(*words, PYTHONHASHSEED=str(seed), TZ=("UTC", "Asia/Tokyo")[seed]).returncode == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_nothing_in_it_is_a_formula_or_a_link(
    make_workspace: Callable[..., Path], record: Callable[..., str], tmp_path: Path, run: Run
) -> None:
    title = {"en": '=HYPERLINK("https://example.org")', "vi": "https://example.org"}
    root = make_workspace({"a.yaml": record(id="a", title=title)})
    for lang in ("en", "vi"):
        path = tmp_path / f"{lang}.xlsx"
        assert run("export", str(path), "--lang", lang, root=root).status == 0
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert not any(b"<f>" in part or b"<hyperlink" in part for name, part in parts.items())
        assert not any(b"External" in part for name, part in parts.items() if name.endswith(".rels"))
        page = load_workbook(path).worksheets[0]
        assert title[lang] in [cell.value for cell in page[2]]
        assert imported(run, root, path)[1]["rows"] == []


def test_links_to_other_workbooks_and_external_data_are_not_followed(
    register: Path, exported: Path, run: Run
) -> None:
    with zipfile.ZipFile(exported) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    parts["xl/externalLinks/externalLink1.xml"] = link
    parts["xl/connections.xml"] = b'<connections><connection id="1" name="q" type="4"/></connections>'
    with zipfile.ZipFile(exported, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert imported(run, register, exported)[1]["rows"] == []


def test_a_large_file_and_one_with_a_password_get_one_line(register: Path, tmp_path: Path, run: Run) -> None:
    large, locked = tmp_path / "large.xlsx", tmp_path / "locked.xlsx"
    with large.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(100 * 1024 * 1024)
    locked.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    for path, said in ((large, "is larger than"), (locked, "with a password")):
        ran = run("import", str(path), root=register)
        assert (ran.status, ran.out) == (2, "") and said in ran.err


def test_another_workbook_stays_a_table(register: Path, tmp_path: Path, run: Run) -> None:
    book = Workbook()
    book.active.append(["Title", "Lead"])
    book.active.append(["Something new", "Acme"])
    book.save(tmp_path / "plan.xlsx")
    status, answer = imported(run, register, tmp_path / "plan.xlsx", "--kind", "agreed_action")
    assert status == 0 and answer["rows"][0]["action"] == "added"
