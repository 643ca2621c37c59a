"""A folder of a register that is a link: nothing behind it is read, and no command writes through it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

Run = Callable[..., Any]
Record = Callable[..., str]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links of POSIX")

PARTIES = "- {id: spy, name: {en: Spy}, kind: company}\n"
EVENTS = "- {id: secret, name: {en: Secret}}\n"
TABLE = "Title,Lead,Due\nReport,New body,2027-01-31\n"
NEW = ("new", "--title", "T", "--kind", "assignment", "--source", "minutes", "--due", "2027-06")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def outside(tmp_path: Path, record: Record) -> Path:
    """A folder that belongs to somebody else, with all that a register has."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "parties.yaml").write_text(PARTIES)
    (folder / "events.yaml").write_text(EVENTS)
    (folder / "theirs.yaml").write_text(record(id="theirs") + "\r\n")
    (folder / ".parties.yaml.0123456789abcdef.new").write_text("being written")
    return folder


@pytest.fixture
def root(make_workspace: Callable[..., Path], record: Record, outside: Path) -> Path:
    """A register of which the folder `schema` is a link to `outside`."""
    root = make_workspace({"small.yaml": record(id="small"), "schema/parties.yaml": None})
    (root / "schema").symlink_to(outside)
    return root


def test_a_linked_schema_is_not_read(run: Run, root: Path) -> None:
    answer = json.loads(run("validate", "-f", "json", root=root).out)
    told = [(row["path"], row["rule"]) for row in answer["problems"] if row["severity"] == "error"]
    assert told == [("schema", "not-a-regular-file")]
    for command in ("parties", "events", "status"):
        ran = run(command, "-f", "json", root=root)
        assert "Spy" not in ran.out + ran.err and "secret" not in ran.out + ran.err


@pytest.mark.parametrize("target", ["nowhere", "records", "file", "schema"])
def test_whatever_stands_for_the_schema_is_one_error(run: Run, root: Path, target: str) -> None:
    (root / "file").write_text("x")
    (root / "schema").unlink()
    (root / "schema").symlink_to(target)
    answer = json.loads(run("validate", "-f", "json", root=root).out)
    assert [row["rule"] for row in answer["problems"] if row["severity"] == "error"] == ["not-a-regular-file"]
    (root / "schema").unlink()
    (root / "schema").write_text("a file")
    assert run("validate", root=root).status == 1


def test_a_commit_with_a_linked_schema_is_told_too(
    run: Run, git_story: Callable[..., GitStory], record: Record
) -> None:
    story = git_story()
    (story.root / "schema").symlink_to("elsewhere")
    (story.root / "records").mkdir()
    (story.root / "records/small.yaml").write_text(record(id="small"))
    story.git("add", ".")
    story.git("commit", "--quiet", "-m", "All")
    answer = json.loads(run("validate", "-f", "json", root=story.bare()).out)
    told = [(row["path"], row["rule"]) for row in answer["problems"] if row["severity"] == "error"]
    assert told == [("schema", "not-a-regular-file")]


@pytest.mark.parametrize(
    "line",
    [
        ("parties", "add", "q2", "--name", "Q", "--kind", "company"),
        ("parties", "draft", "t.csv", "--lang", "en", "--output", "schema/new.yaml"),
        (*NEW, "--lead", "New body", "--add-parties"),
        ("events", "add", "signing", "--name", "Signing"),
        ("events", "set", "secret", "2027-01-01"),
        ("import", "t.csv", "--kind", "assignment", "--lang", "en", "--write", "--add-parties"),
        ("init", ".", "--no-git"),
        ("init", ".", "--no-git", "--refresh"),
    ],
    ids=" ".join,
)
def test_nothing_is_written_through_a_linked_schema(
    run: Run, root: Path, outside: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    monkeypatch.chdir(root)
    (root / "t.csv").write_text(TABLE)
    before, own = contents(outside), contents(root)
    ran = run(*line)
    assert ran.status in (1, 2), ran.out
    assert "schema" in ran.err
    assert (contents(outside), contents(root)) == (before, own)
    if line[0] == "parties" and "--output" not in line:
        assert run(*line, "--dry-run").status == ran.status, "a dry run tells what would come of it"


@pytest.mark.parametrize(
    "line",
    [
        (*NEW, "--folder", "away"),
        (*NEW, "--folder", "away/deep"),
        ("update", "theirs", "--note", "Read."),
        ("reschedule", "theirs", "2028-01", "--reason", "Later."),
        ("validate", "--fix"),
        ("import", "t.csv", "--kind", "assignment", "--lang", "en", "--write", "--folder", "away"),
    ],
    ids=" ".join,
)
def test_nothing_is_written_through_a_linked_folder_of_records(
    run: Run,
    make_workspace: Callable[..., Path],
    record: Record,
    outside: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: tuple[str, ...],
) -> None:
    root = make_workspace({"small.yaml": record(id="small")})
    (outside / "deep").mkdir()
    (root / "records/away").symlink_to(outside)
    (root / "t.csv").write_text(TABLE.replace("New body", "acme"))
    monkeypatch.chdir(root)
    before = contents(outside)
    ran = run(*line)
    assert ran.status in (1, 2), ran.out
    assert contents(outside) == before


def test_the_records_of_a_roof_that_are_a_link_are_not_read(
    run: Run, make_workspace: Callable[..., Path], record: Record, outside: Path
) -> None:
    root = make_workspace({"mof/records/a.yaml": record(id="a"), "schema/parties.yaml": None})
    (root / "commitments.toml").write_text('[members]\nmof = "mof"\n')
    (root / "records").rmdir()
    (root / "records").symlink_to(outside)
    for command in ("status", "validate"):
        ran = run(command, "-f", "json", root=root)
        assert ran.status in (1, 2) and "theirs" not in ran.out + ran.err


def test_a_member_does_not_write_through_a_linked_schema(
    run: Run, make_workspace: Callable[..., Path], record: Record, outside: Path
) -> None:
    files = {f"{name}/records/a.yaml": record(id="a") for name in ("good", "evil")}
    root = make_workspace({**files, "schema/parties.yaml": None, "good/schema/parties.yaml": PARTIES})
    (root / "commitments.toml").write_text('[members]\nevil = "evil"\ngood = "good"\n')
    (root / "records").rmdir()
    (root / "evil/schema").symlink_to("../good/schema")
    before = contents(root / "good")
    ran = run("parties", "add", "q2", "--name", "Q", "--kind", "company", "--member", "evil", root=root)
    assert ran.status == 2
    assert contents(root / "good") == before
    ran = run("status", "-f", "json", root=root)
    states = {member["name"]: member["state"] for member in json.loads(ran.out)["members"]}
    assert (ran.status, states) == (1, {"evil": "unreadable", "good": "whole"})
    assert run("status", "--member", "good", root=root).status == 0
