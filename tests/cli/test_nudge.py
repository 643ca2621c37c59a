"""`commit nudge` as people run it: the letters that it writes, and the reminders that it records."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
Make = Callable[..., Path]


@pytest.fixture
def root(make_workspace: Make, record: Callable[..., str]) -> Path:
    """Two late records of Acme, one of the Ministry of Finance, and a hostile lead."""
    return make_workspace(
        {
            "one.yaml": record(id="one", due="2026-10-01", title={"en": "First <b>task</b>"}),
            "two.yaml": record(id="two", due="2026-11-01"),
            "tax.yaml": record(id="tax", due="2026-09-01", parties=[{"party": "vn-mof", "role": "lead"}]),
            "odd.yaml": record(id="odd", due="2026-09-01", parties=[{"party": "../../up", "role": "lead"}]),
        }
    )


def nudge(run: Run, root: Path, *arguments: str) -> tuple[int, str, str]:
    return run("nudge", *arguments, root=root)


def test_json_has_each_lead_with_its_records_and_causes(root: Path, run: Run) -> None:
    status, out, _ = nudge(run, root, "--format", "json", "--lead", "acme")
    answer = json.loads(out)
    (lead,) = answer["leads"]
    assert (status, lead["lead"], lead["overdue"], lead["reminders"]) == (0, "acme", 2, 0)
    assert [(row["id"], row["causes"]) for row in lead["records"]] == [
        ("one", ["overdue", "silent"]),
        ("two", ["overdue", "silent"]),
    ]


def test_every_format_has_each_record_under_its_lead(root: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(nudge(run, root, "--format", "csv")[1])))
    assert [(row["nudged"], row["id"]) for row in rows] == [
        ("acme", "one"),
        ("acme", "two"),
        ("../../up", "odd"),
        ("vn-mof", "tax"),
    ]
    table, document = nudge(run, root)[1], nudge(run, root, "--format", "md")[1]
    for text in (table, document):
        assert "Ministry of Finance" in text
        assert "two" in text


def test_a_letter_is_a_draft_without_addresses(root: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.eml"
    assert nudge(run, root, "--lead", "acme", "--letters", str(path))[0] == 0
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == "2 commitments await your news, as of 22 Nov 2026"
    assert {"From", "To", "Date"}.isdisjoint(message.keys())
    body = message.get_content()
    assert "52 days late" in body


def test_a_letter_in_markdown_holds_no_markup_of_a_record(root: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.md"
    assert nudge(run, root, "--lead", "acme", "--letters", str(path))[0] == 0
    assert "<b>" not in path.read_text(encoding="utf-8")


def test_a_folder_gets_a_letter_for_each_lead_and_nothing_outside(
    root: Path, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "deep" / "letters"
    assert nudge(run, root, "--letters", str(folder))[0] == 0
    names = {str(path.relative_to(tmp_path / "deep")) for path in (tmp_path / "deep").rglob("*.eml")}
    assert names == {"letters/acme.eml", "letters/vn-mof.eml", "letters/-up.eml"}


def test_letters_replace_nothing(root: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.md"
    assert nudge(run, root, "--lead", "acme", "--letters", str(path))[0] == 0
    assert nudge(run, root, "--lead", "acme", "--letters", str(path))[0] == 0  # the letter is the same
    path.write_text("edited by hand", encoding="utf-8")
    assert nudge(run, root, "--lead", "acme", "--letters", str(path))[0] == 2
    assert path.read_text(encoding="utf-8") == "edited by hand"


REFUSED = [
    ["--letters", "letter.md"],  # several leads
    ["--letters", "letter.docx", "--lead", "acme"],
    ["--sent"],  # to whom?
    ["--sent", "--lead", "acme", "--letters", "letter.md"],
    ["--sent", "--lead", "acme", "--format", "json"],
    ["--reminder", "A letter"],
    ["--commit"],
    ["--letters", "letter.md", "--lead", "acme", "--format", "md"],
]


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_does_not_go_together_is_refused(
    root: Path, run: Run, arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    status, out, err = nudge(run, root, *arguments)
    assert (status, out) == (2, ""), err
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before
    assert not list(tmp_path.glob("letter*"))


def test_a_reminder_is_written_once_and_is_no_news(root: Path, run: Run) -> None:
    """A second run on the day says that nothing changes."""
    assert nudge(run, root, "--lead", "acme", "--sent", "--by", "vn-mof")[0] == 0
    for name in ("one", "two"):
        text = (root / f"records/{name}.yaml").read_text(encoding="utf-8")
        assert text.count("about: reminder") == 1
        assert "A reminder was sent to Acme." in text
    status, _, err = nudge(run, root, "--lead", "acme", "--sent", "--by", "vn-mof")
    assert (status, "Nothing changes" in err) == (0, True)
    (lead,) = json.loads(nudge(run, root, "--lead", "acme", "--format", "json")[1])["leads"]
    assert (lead["reminders"], lead["reminded_on"], lead["silent"]) == (1, "2026-11-22", 2)
    assert "about: reminder" not in (root / "records/tax.yaml").read_text(encoding="utf-8")


def test_reminders_are_one_step_to_undo(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "cache"))
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    assert nudge(run, root, "--lead", "acme", "--sent")[0] == 0
    assert run("undo", root=root)[0] == 0
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


def test_nobody_to_write_to_is_said(make_workspace: Make, record: Callable[..., str], run: Run) -> None:
    news = [{"date": "2026-11-20", "note": {"en": "Work goes on"}}]
    root = make_workspace({"small.yaml": record(updates=news)})
    assert nudge(run, root)[:2] == (0, "Nobody need be written to; 1 open record was checked.\n")
    assert json.loads(nudge(run, root, "--format", "json")[1])["leads"] == []
