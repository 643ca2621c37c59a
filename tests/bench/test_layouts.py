"""Whether peers get the same items as we have, in forms that hold together. Runs no peer."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from ouranswer import answer

from bench.dates import TODAY
from bench.items import MILESTONE, OCCURRENCE, RECORD, TOLD, Item, items, series_of
from bench.layouts import backlog, doorstop, git_history, hledger, reno, taskwarrior, todoman, yamale
from bench.peer import Installed, Site
from bench.records import Record
from bench.repository import lay_out
from bench.story import Story
from bench.workspace import MAIN, SCHEMA, workspace

RECORDS, COMMITS = 300, 120


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "workspace"
    lay_out(root, workspace(RECORDS))
    return root


@pytest.fixture(scope="module")
def every() -> list[Item]:
    return list(items(RECORDS))


@pytest.fixture
def site(root: Path, tmp_path: Path) -> Site:
    return Site(root, RECORDS, tmp_path, Installed("no-program", "1"), {})


def test_items_are_as_late_as_our_own_command_finds(root: Path, every: list[Item]) -> None:
    overdue = answer(root, "overdue", "--today", TODAY.isoformat())["records"]
    assert Counter(item.id for item in every if item.is_late) == {
        row["id"]: len(row["reasons"]) for row in overdue
    }
    assert {reason["what"] for row in overdue for reason in row["reasons"]} >= {"due", MILESTONE, OCCURRENCE}


def test_every_sort_of_item_is_there_and_nothing_rests_that_is_late(every: list[Item]) -> None:
    assert {item.kind for item in every} == {RECORD, MILESTONE, OCCURRENCE}
    resting = [item for item in every if item.record["status"] in ("suspended", "proposed")]
    assert resting and not any(item.is_awaited for item in resting)
    assert all(item.ended <= TODAY.isoformat() for item in every)
    assert len({item.name for item in every}) == len(every)


@pytest.fixture(scope="module")
def tasks() -> dict[str, Record]:
    return {task["uuid"]: task for task in taskwarrior.tasks(RECORDS)}


def test_taskwarrior_gets_a_task_an_item_and_series(tasks: dict[str, Record], every: list[Item]) -> None:
    states = Counter(task["status"] for task in tasks.values())
    assert states["pending"] == sum(map(TOLD["open"], every))
    assert states["pending"] + states["completed"] == len(every)
    assert states["recurring"] == sum(item.kind == RECORD and bool(series_of(item)) for item in every) > 0
    for task in tasks.values():
        assert ("end" in task) == (task["status"] == "completed")
        stamps = [note["entry"] for note in task.get("annotations", ())]
        assert len(stamps) == len(set(stamps))


def test_a_task_waits_for_tasks_that_are_there_and_an_occurrence_for_none(tasks: dict[str, Record]) -> None:
    needs = [tasks[uuid] for task in tasks.values() for uuid in task.get("depends", ())]
    assert needs and not any("parent" in task for task in needs)
    for task in tasks.values():
        if "parent" in task:
            series = tasks[task["parent"]]
            assert series["status"] == "recurring" and series["recur"] == task["recur"]
            assert series["mask"][task["imask"]] == ("-" if task["status"] == "pending" else "+")


def test_hledger_gets_a_transaction_for_each_with_what_is_late_pending(every: list[Item]) -> None:
    for item in every:
        text = "\n".join(hledger.transaction(item))
        [(day, mark)] = re.findall(rf"^([0-9-]{{10}}) ([!*]) \(\S+\) {item.id} \| ", text, re.MULTILINE)
        account = re.findall(r"^    commitments:(\w+):", text, re.MULTILINE)[0]
        is_late = (mark, account) == ("!", "open") and day < TODAY.isoformat()
        assert is_late == item.is_late
        # That would move a posting to another day.
        assert not re.search(r"\bdate2?:", text)


def test_todoman_gets_lines_that_the_standard_takes(every: list[Item]) -> None:
    names = {item.name for item in every}
    for item in every:
        lines = list(todoman.todo(item))
        folded = [part for line in lines for part in todoman.folded(line)]
        assert all(len(line.encode()) <= 75 for line in folded)
        assert "\n".join(folded).replace("\n ", "").splitlines() == lines
        [status] = [line.partition(":")[2] for line in lines if line.startswith("STATUS:")]
        assert (status in ("NEEDS-ACTION", "IN-PROCESS")) == (not item.ended)
        above = {line.rpartition(":")[2] for line in lines if line.startswith("RELATED-TO")}
        assert above <= names
        has_rule = any(line.startswith("RRULE:FREQ=") for line in lines)
        assert has_rule == (item.kind == OCCURRENCE and not item.ended)


def test_backlog_gets_front_matter_that_is_yaml(every: list[Item]) -> None:
    ids = set()
    for item in every:
        head = yaml.safe_load("\n".join(backlog.task(item)).split("---\n")[1])
        assert item.id in head["title"]
        assert (head["status"] == "Done") == bool(item.ended)
        assert head.get("due_date") == (str(item.due) if item.due else None)
        ids.add(head["id"])
    assert len(ids) == len(every)


def test_doorstop_gets_an_item_a_record_with_links_that_exist(site: Site, every: list[Item]) -> None:
    doorstop.lay_out(site)
    rows = {path.stem: yaml.safe_load(path.read_bytes()) for path in (site.data / "REC").glob("REC*.yml")}
    assert len(rows) == RECORDS
    assert {next(iter(link)) for row in rows.values() for link in row["links"]} <= set(rows)
    assert rows["REC000005"]["our-parties"] == next(
        item.record["parties"] for item in every if item.number == 5
    )


def test_the_schema_of_yamale_has_every_key_of_ours() -> None:
    whole = "\n".join(yamale.schema())
    documents = list(yaml.safe_load_all(whole))
    assert set(documents[0]) == {*json.loads(SCHEMA.read_bytes())["properties"], "x-file-number"}
    assert set(re.findall(r"include\('([a-z_]+)'", whole)) == set(documents[1])


def test_git_history_gets_the_main_line_with_all_records_in_one_file() -> None:
    commits = list(git_history.commits(30, COMMITS))
    assert len(commits) == COMMITS
    assert [commit.parents for commit in commits[1:]] == [(commit.mark,) for commit in commits[:-1]]
    last = json.loads(commits[-1].files[git_history.FILE] or b"")
    assert 25 <= len(last) == len({record["id"] for record in last})


def test_reno_gets_every_commit_and_a_note_a_record() -> None:
    commits = list(reno.commits(30, COMMITS))
    ours = [commit for commit in Story(30, COMMITS).commits() if commit.branch in (MAIN, "side")]
    assert [(commit.mark, commit.parents) for commit in commits] == [
        (commit.mark, commit.parents) for commit in ours
    ]
    for commit, own in zip(commits, ours, strict=True):
        notes = [text for path, text in commit.files.items() if path.startswith("releasenotes/notes/")]
        assert len(notes) <= sum(path.startswith("records/") for path in own.files)
        assert all(isinstance(yaml.safe_load(text)["features"][0], str) for text in notes[:3] if text)
