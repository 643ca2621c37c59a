"""What the screen shows can be typed: words by their labels, records by id and path, milestones by title."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def root(make_workspace: Callable[..., Path], record: Callable[..., str]) -> Path:
    milestones = [{"id": "m1", "title": {"en": "First draft", "vi": "Dự thảo"}, "due": "2026-12"}]
    return make_workspace(
        {
            "small.yaml": record(milestones=milestones),
            "records/sub/other.yaml": record(id="other", tags=["ai"]),
        }
    )


@pytest.mark.parametrize(
    "name", ["small", "SMALL", "records/small.yaml", "./records/small.yaml", "small.yaml"]
)
@pytest.mark.parametrize("command", [["show"], ["update", "--note", "x", "--dry-run"], ["status"]])
def test_a_record_is_known_by_its_id_or_path(root: Path, run: Run, command: list[str], name: str) -> None:
    ran = run(command[0], name, *command[1:], root=root)
    assert ran.status == 0, ran.err
    assert "small" in ran.out and "other" not in ran.out


@pytest.mark.parametrize("name", ["smal", "records/other.yaml", "sub/small.yaml", "sma*"])
def test_a_record_is_not_guessed(root: Path, run: Run, name: str) -> None:
    status, out, err = run("show", name, root=root)
    assert (status, out) == (2, "")
    assert f"There is no record {name}" in err


STATUS = [
    (["--status", "đang thực hiện"], "in_progress"),
    (["--status", "IN_PROGRESS"], "in_progress"),
    (["--set", "status=in progress"], "in_progress"),
    (["--set", "kind=bản ghi nhớ"], "mou"),
]


@pytest.mark.parametrize(("options", "word"), STATUS)
def test_a_record_holds_the_stored_word(root: Path, run: Run, options: list[str], word: str) -> None:
    assert run("update", "small", *options, "--force", root=root).status == 0
    assert f": {word}\n" in (root / "records/small.yaml").read_text("utf-8")


def test_a_milestone_is_marked_by_its_title(root: Path, run: Run) -> None:
    ran = run("milestone", "Small", "du thao", "Một phần", "--dry-run", root=root)
    assert ran.status == 2 and "partially met (partially_met)" in ran.err
    assert run("milestone", "Small", "du thao", "đạt", "--force", root=root).status == 0
    assert "status: met\n" in (root / "records/small.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--status", "open", "--sort", "id"], ["other", "small"]),
        (["--sort", "id", "--limit", "1"], ["other"]),
        (["--status", "Đã kết thúc"], []),
        (["--tag", "ai", "--stale"], ["other"]),
    ],
)
def test_lists(root: Path, run: Run, arguments: list[str], ids: list[str]) -> None:
    ran = run("status", *arguments, "--format", "json", root=root)
    assert ran.status == 0, ran.err
    assert [row["id"] for row in json.loads(ran.out)["records"]] == ids


SAID = [
    (["--tag", "a"], "No record fits --tag a."),
    (["--tag", "aii"], "No record fits --tag aii. Nearest: ai"),
    (["--text", "nowhere"], "No record fits --text nowhere."),
    (["--kind", "treaty"], "No record fits --kind treaty. There are:"),
    (["--country", "Pháp"], "No record fits --country France (FR)."),
    (["x*"], "No record fits ID x*."),
    (["--party", "acme", "--role", "funder"], "No record fits --party acme with --role funder. Its roles"),
]


@pytest.mark.parametrize(("arguments", "sentence"), SAID)
def test_what_no_record_has_is_said(root: Path, run: Run, arguments: list[str], sentence: str) -> None:
    ran = run("status", *arguments, root=root)
    assert ran.status == 0
    assert sentence in ran.err


REFUSED = [
    (["--country", "Vietnan"], "There is no country Vietnan", "Vietnam (VN)"),
    (["--status", "aggreed"], "--status does not take aggreed", "Did you mean agreed?"),
    (["--role", "leed"], "--role does not take leed", "Did you mean lead?"),
    (["--timeliness", "late"], "--timeliness does not take late", "It takes:"),
    (["--limit", "-1"], "--limit does not take -1", "0 means all"),
    (["--sort", "size"], "--sort does not take size", "urgency"),
]


@pytest.mark.parametrize(("arguments", "message", "hint"), REFUSED)
def test_what_does_not_exist_is_refused(
    root: Path, run: Run, arguments: list[str], message: str, hint: str
) -> None:
    status, out, err = run("status", *arguments, root=root)
    assert (status, out) == (2, "")
    assert message in err and hint in err


PREFIXES = [("smal", "small", 0), ("OTH", "other", 0), ("", "", 2), ("x", "", 2), ("o", "other", 0)]


@pytest.mark.parametrize(("prefix", "id", "status"), PREFIXES)
def test_on_a_terminal_a_prefix_of_one_record_is_enough(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, prefix: str, id: str, status: int
) -> None:
    monkeypatch.setattr("commitments.cli.commands.reading.show._is_terminal", lambda: True)
    ran = run("show", prefix, root=root)
    assert ran.status == status
    assert (f"{prefix} is taken for {id}." in ran.err) is (status == 0)
    assert id in ran.out


COMPLETED = [
    ("commit status --status o", "open overdue on_track"),
    ("commit status --timeliness due", "due_soon"),
    ("commit status --role f", "funder"),
    ("commit status --sort t", "title"),
    ("commit status --by t", "tag timeliness"),
    ("commit status --tag a", "ai"),
    ("commit close small --as w", "withdrawn"),
    ("commit reopen small --as a", "agreed"),
    ("commit milestone small m", "m1"),
    ("commit milestone small m1 p", "partially_met"),
]


@pytest.mark.parametrize(("line", "words"), COMPLETED)
def test_values_are_completed(
    root: Path, process: Callable[..., Any], line: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMIT_ROOT", str(root))
    for name, value in (("COMP_WORDS", line), ("COMP_CWORD", str(len(line.split()) - 1))):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("_COMMIT_COMPLETE", "complete_bash")
    assert process().stdout.decode().split() == words.split()
