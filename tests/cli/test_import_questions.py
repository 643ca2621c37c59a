"""What `commit import` asks on a terminal: one question a column or a word, never a row."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dialogues import CTRL_C, Dialogue

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PARTIES = """\
- {id: mof, name: {en: Ministry of Finance, vi: Bộ Tài chính}, kind: ministry}
- {id: acme, name: {en: Acme Robotics}, kind: company}
"""
TABLE = """\
Nr,What to do,Who,Ready by,State,Budget,Remarks
1,Open the portal,mof,5/8/2027,Running,3,met twice
2,Train officers,Robot works,2027-03,Running,4,
3,Print the guide,mof,2027-04,Halted,4,
"""


@pytest.fixture
def root(make_workspace: Callable[..., Path]) -> Path:
    return make_workspace({"schema/parties.yaml": PARTIES})


def begun(root: Path, text: str, *options: str, lang: str = "en", columns: int = 80) -> Dialogue:
    file = root.parent / "log.csv"
    file.write_text(text, "utf-8")
    command = [sys.executable, "-m", "commitments", "--root", str(root), "--today", "2026-11-22"]
    return Dialogue([*command, "--lang", lang, "import", str(file), *options], columns)


def test_a_table_is_settled_by_answers_and_kept_as_a_recipe(root: Path, run: Callable[..., Any]) -> None:
    on = begun(root, TABLE)
    on.answer(
        ("Which column says what is to be done", "2"),
        ("What is the column “Ready by”", "by when"),
        ("What is the column “Budget”", ""),
        ("Of what kind are the records", "agreed action"),
        ("How are dates such as 5/8/2027 written", "1"),
        ("1 name stands in no registry: Robot works", "2"),
        ("“Robot works” in the column “Who” (1 row)", "acme"),
        ("The table has words of its own", None),
        ("“Running” in the column “State” (2 rows)", "in progress"),
        ("“Halted” in the column “State” (1 row)", "tạm dừng"),
        ("When is what is suspended looked at again", "2027-02-01"),
        ("Of what day are the notes in the column “Remarks”", "2026-11-20"),
        ("So the rows would become", None),
        ("Open the portal", None),
        ("Name of the recipe", "log"),
        ("Write 3 records", None),
        ("What shall be done", "1"),
    )
    assert on.end() == 0
    assert "To undo: commit undo" in on.words or "To keep it" in on.words
    text = (root / "records/open-the-portal.yaml").read_text("utf-8")
    assert "due: 2027-08-05" in text
    assert "note: {en: met twice}" in text or "en: met twice" in text
    assert "review_by: 2027-02-01" in (root / "records/print-the-guide.yaml").read_text("utf-8")
    recipe = (root / "imports/log.toml").read_text("utf-8")
    assert '"Ready by" = "due"' in recipe
    assert '"Budget" = ""' in recipe
    assert '"Robot works" = "acme"' in recipe
    again = run("import", str(root.parent / "log.csv"), "--date", "2026-11-20", root=root)
    assert (again.status, "3 unchanged records" in again.out) == (0, True)


def test_ctrl_c_gives_a_command_back_that_holds_the_answers(root: Path, run: Callable[..., Any]) -> None:
    on = begun(root, TABLE, "--map", "Budget=")
    on.answer(
        ("Which column says what is to be done", "What to do"),
        ("“Ready by”; Enter leaves it out", "due"),
        ("Of what kind are the records", "16"),
        ("How are dates such as", CTRL_C),
    )
    assert on.end() == 130
    assert "--map Budget= --map 'What to do=title' --map 'Ready by=due'" in on.words
    assert "--kind agreed_action" in on.words
    assert not (root / "imports").exists()
    assert list((root / "records").iterdir()) == []


def test_who_writes_nothing_yet_is_given_the_command(root: Path) -> None:
    on = begun(root, "Action,Lead\nOpen the portal,mof\n")
    on.answer(("Of what kind", "assignment"), ("Name of the recipe", ""), ("What shall be done", "2"))
    assert on.end() == 0
    assert "--kind assignment" in on.words
    assert list((root / "records").iterdir()) == []


def test_faulty_rows_can_be_left_out(root: Path) -> None:
    on = begun(root, "Action,Lead,Cost\nOpen the portal,mof,3\nClose it,Nobody,4\n", "--kind", "assignment")
    on.answer(
        ("“Cost”; Enter leaves it out", ""),
        ("What shall become of these names", "3"),
        ("Name of the recipe", ""),
        ("1 row has faults", None),
        ("What shall be done", "1"),
    )
    assert on.end() == 1
    assert [place.name for place in (root / "records").iterdir()] == ["open-the-portal.yaml"]


def test_parties_that_stand_in_no_registry_are_added(root: Path) -> None:
    on = begun(root, "Action,Lead\nOpen the portal,Harbour Office\n", "--kind", "assignment")
    on.answer(
        ("What shall become of these names", "1"),
        ("Name of the recipe", ""),
        ("What shall be done", "1"),
    )
    assert on.end() == 0
    assert "party: harbour-office" in (root / "records/open-the-portal.yaml").read_text("utf-8")
    assert "Harbour Office" in (root / "schema/parties.yaml").read_text("utf-8")


def test_a_table_under_a_new_name_is_offered_as_the_same(root: Path, run: Callable[..., Any]) -> None:
    (root.parent / "v1.csv").write_text("Action,Lead\nOpen the portal,mof\n", "utf-8")
    run("import", str(root.parent / "v1.csv"), "--kind", "assignment", "--write", root=root)
    on = begun(root, "Action,Lead,By when\nOpen the portal,mof,2027-05\n", "--kind", "assignment")
    on.answer(
        ("1 row has the title of a record from v1.csv", "1"),
        ("Name of the recipe", ""),
        ("What shall be done", "1"),
    )
    assert on.end() == 0
    assert [place.name for place in (root / "records").iterdir()] == ["open-the-portal.yaml"]
    assert "due: 2027-05" in (root / "records/open-the-portal.yaml").read_text("utf-8")


def test_who_signs_is_asked_where_no_column_says_it(root: Path) -> None:
    on = begun(
        root, "MoU title,Partner institution,Signed on\nOn ports,Acme Robotics,2024-05-02\n", "--kind", "mou"
    )
    on.answer(
        ("Who signs in all rows", "Ministry of Finance"),
        ("Name of the recipe", ""),
        ("What shall be done", "1"),
    )
    assert on.end() == 0
    assert "party: mof" in (root / "records/on-ports.yaml").read_text("utf-8")


def test_the_row_of_the_headings_is_asked_where_none_is_known(root: Path) -> None:
    on = begun(
        root, "Office of ports,,\nWhat,Wer genau,Bis ungefähr\nOpen it,mof,2027-05\n", "--kind", "assignment"
    )
    on.answer(
        ("The number of the row that names the columns", "2"),
        ("“Wer genau”; Enter", "2"),
        ("“Bis ungefähr”; Enter", "due"),
        ("Name of the recipe", ""),
        ("What shall be done", "1"),
    )
    assert on.end() == 0
    assert "due: 2027-05" in (root / "records/open-it.yaml").read_text("utf-8")


def test_a_title_of_columns(root: Path) -> None:
    on = begun(
        root, "Partner,Signed on\nAcme Robotics,2024-05-02\n", "--kind", "mou", "--set", "signatory=mof"
    )
    on.answer(
        ("made of columns in braces: MoU with {Partner}", None),
        ("Which column says", "MoU with {Partnr}"),
        ("The table has no column Partnr", None),
        ("Which column says", "MoU with {Partner}"),
        ("MoU with Acme Robotics", None),
        ("Name of the recipe", ""),
        ("What shall be done", "2"),
    )
    assert on.end() == 0


def test_who_goes_back_has_written_nothing(root: Path) -> None:
    on = begun(root, "Action,Lead\nOpen the portal,mof\n")
    on.answer(
        ("Of what kind", "assignment"),
        ("Name of the recipe", "plan"),
        ("What shall be done", "<"),
        ("Name of the recipe", "other"),
        ("What shall be done", "1"),
    )
    assert on.end() == 0
    assert [place.name for place in (root / "imports").iterdir()] == ["other.toml"]


@pytest.mark.parametrize("columns", [40, 80])
def test_questions_fit_the_terminal_in_vietnamese(root: Path, columns: int) -> None:
    on = begun(root, TABLE, lang="vi", columns=columns)
    on.answer(
        ("Cột nào ghi việc phải làm", None),
        (":", "2"),
        ("Cột “Ready by” là gì", None),
        (":", "thời hạn"),
        ("Cột “Budget” là gì", None),
        (":", CTRL_C),
    )
    assert on.end() == 130
    shown = on.shown.partition("commit import")[0]
    assert [line for line in shown.splitlines() if len(line) > columns and not line.startswith(" ")] == []


def test_nobody_is_asked_for_what_is_known_or_for_data(root: Path, run: Callable[..., Any]) -> None:
    on = begun(root, "Action,Lead\nOpen the portal,mof\n", "--kind", "assignment")
    assert on.end() == 0
    assert "What shall be done" not in on.words
    on = begun(root, "Action,Lead\nOpen the portal,mof\n", "--format", "json")
    assert on.end() == 1
    assert "--kind agreed_action" in on.words


@pytest.mark.parametrize(
    ("answer", "status", "note"), [("1", "withdrawn", None), ("2", "agreed", "Cancelled: no money")]
)
def test_notes_that_state_a_status_are_asked_about(
    root: Path, answer: str, status: str, note: str | None
) -> None:
    rows = ("Train,mof,Met twice", "Open,mof,Draft sent", "Print,mof,Cancelled: no money")
    text = "\n".join(("Action,Lead,Progress", *rows, ""))
    on = begun(root, text, "--kind", "agreed_action")
    on.answer(("1 cell of the column “Progress” states a status. What is the column", answer))
    if note is None:
        on.answer(
            ("“Met twice”", "agreed"),
            ("“Draft sent”", "agreed"),
            ("“Cancelled: no money”", "withdrawn"),
        )
    else:
        on.answer(("Of what day are the notes", "2026-11-20"))
    on.answer(("Name of the recipe", ""), ("Write 3 records", None), ("What shall be done", "1"))
    assert on.end() == 0
    record = (root / "records/print.yaml").read_text("utf-8")
    assert f"status: {status}" in record
    assert ("updates:" in record) is (note is not None)


def test_what_is_suspended_is_asked_for_both_its_days(root: Path) -> None:
    on = begun(root, "Action,Lead,Status\nPrint,mof,On hold\n", "--kind", "agreed_action")
    on.answer(
        ("When is what is suspended looked at again", "2027-02-01"),
        ("Since when is it suspended", "2026-10-02"),
        ("Name of the recipe", ""),
        ("What shall be done", "1"),
    )
    assert on.end() == 0
    record = (root / "records/print.yaml").read_text("utf-8")
    assert "2026-10-02" in record
    assert "review_by: 2027-02-01" in record
    assert "2026-11-22" not in record
