"""Whether peers get the same items as we have, in formats that hold together. Runs no peer."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from bench.days import TODAY
from bench.flat import flattened
from bench.peers import backlog, doorstop, git_history, hledger, reno, taskwarrior, todoman, yamale
from bench.peers.entries import Entry, Kind, Mapping, _last_day, entries
from bench.peers.environments import Had
from bench.peers.peer import Ground
from bench.peers.roster import PEERS, entrants
from bench.rows import Race
from bench.shape import OPEN
from bench.story import Commit, Story
from bench.workspace import SCHEMA, make

RECORDS, COMMITS = 100, 120


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "workspace"
    make(root, RECORDS)
    return root


@pytest.fixture(scope="module")
def found(root: Path) -> list[Entry]:
    return list(entries(root, RECORDS))


@pytest.fixture
def ground(root: Path, tmp_path: Path) -> Ground:
    return Ground(root, RECORDS, tmp_path)


HAD = Had("no-program", "1")


def test_every_record_is_an_entry(found: list[Entry]) -> None:
    assert [entry.number for entry in found] == list(range(1, RECORDS + 1))
    assert all(entry.id == entry.whole["id"] for entry in found)


def test_an_entry_is_closed_where_its_record_is_and_dates_stand_in_order(found: list[Entry]) -> None:
    for entry in found:
        assert (entry.ended is None) == (entry.status in OPEN)
        assert entry.ended is None or entry.ended <= TODAY
    assert 0 < sum(entry.overdue for entry in found) < RECORDS / 2


def test_every_milestone_is_a_step_with_the_last_day_that_its_deadline_can_mean(found: list[Entry]) -> None:
    for entry in found:
        wanted = [(each["id"], str(each["due"])) for each in entry.whole.get("milestones", ())]
        steps = [step for step in entry.steps if step.kind is Kind.MILESTONE]
        assert [step.key for step in steps] == [id for id, _ in wanted]
        for step, (_, worded) in zip(steps, wanted, strict=True):
            assert str(step.due).startswith(worded)
            assert len(worded) == 10 or (step.due + timedelta(days=1)).day == 1


def test_a_suspended_record_waits_for_its_review_alone(root: Path) -> None:
    resting = [entry for entry in entries(root, RECORDS) if entry.is_suspended]
    assert resting
    for entry in resting:
        assert [step.kind for step in entry.awaited()] == [Kind.REVIEW]
        assert not replace(entry, due=TODAY - timedelta(days=1)).overdue


@pytest.mark.parametrize(
    ("worded", "last"),
    [
        (2026, date(2026, 12, 31)),
        ("2026", date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-11-16", date(2026, 11, 16)),
        (date(2026, 11, 16), date(2026, 11, 16)),
    ],
)
def test_a_step_is_due_on_the_last_day_of_its_year_month_or_day(worded: object, last: date) -> None:
    assert _last_day(worded) == last


def test_a_due_that_is_a_day_is_that_day(found: list[Entry]) -> None:
    exact = [entry for entry in found if isinstance(entry.whole.get("due"), date)]
    assert len(exact) > 10
    assert all(entry.due == entry.whole["due"] for entry in exact)


def test_the_schema_of_yamale_has_every_key_of_ours() -> None:
    [ours, parts] = (json.loads(SCHEMA.read_bytes()), list(yaml.safe_load_all(yamale.schema())))
    assert set(parts[0]) == {*ours["properties"], "x-file-number"}
    included = set(re.findall(r"include\('([a-z]+)'", yamale.schema()))
    assert included == {name for part in parts[1:] for name in part}


def test_doorstop_gets_an_item_a_record_with_links_that_exist(ground: Ground, found: list[Entry]) -> None:
    doorstop._lay(ground, HAD)
    items = {path.stem: yaml.safe_load(path.read_bytes()) for path in (ground.data / "REC").glob("*.yml")}
    items.pop(".doorstop", None)
    assert len(items) == RECORDS
    assert {next(iter(link)) for item in items.values() for link in item["links"]} <= set(items)
    assert len({item["level"] for item in items.values()}) == RECORDS
    assert items["REC000005"]["our-parties"] == found[4].whole["parties"]


@pytest.fixture(scope="module")
def tasks(found: list[Entry]) -> dict[str, Mapping]:
    told = [task for entry in found for task in taskwarrior._tasks(entry)]
    assert len({task["uuid"] for task in told}) == len(told)
    return {task["uuid"]: task for task in told}


def test_taskwarrior_gets_a_task_for_each_record_and_thing_below(
    tasks: dict[str, Mapping], found: list[Entry]
) -> None:
    states = Counter(task["status"] for task in tasks.values())
    assert states["pending"] == sum(entry.open() for entry in found)
    assert states["pending"] + states["completed"] == sum(1 + len(entry.steps) for entry in found)
    assert states["recurring"] == sum(entry.series is not None for entry in found) > 0
    for task in tasks.values():
        assert ("end" in task) == (task["status"] == "completed")
        stamps = [note["entry"] for note in task.get("annotations", ())]
        assert len(stamps) == len(set(stamps))


def test_a_record_depends_on_its_milestones_in_the_same_project(
    tasks: dict[str, Mapping], found: list[Entry]
) -> None:
    for entry in found:
        record = tasks[taskwarrior._uuid(entry.number, 0)]
        needed = [tasks[uuid] for uuid in record.get("depends", ())]
        below = [task for task in needed if task["description"].startswith(entry.id)]
        assert len(below) == sum(step.kind is not Kind.OCCURRENCE for step in entry.steps)
        assert {task["project"] for task in below} <= {record["project"]}
        assert len(needed) - len(below) == len(entry.whole.get("depends_on", ()))
        assert "depends" not in taskwarrior._without_needs(record)


def test_every_occurrence_is_of_a_task_that_recurs(tasks: dict[str, Mapping]) -> None:
    made = [task for task in tasks.values() if "parent" in task]
    assert len(made) > 5
    for task in made:
        series = tasks[task["parent"]]
        assert series["status"] == "recurring" and series["recur"] == task["recur"]
        assert series["mask"][task["imask"]] == ("-" if task["status"] == "pending" else "+")


def test_hledger_gets_a_transaction_for_each_with_what_is_late_pending(found: list[Entry]) -> None:
    for entry in found:
        text = "\n".join(hledger._transactions(entry))
        heads = re.findall(rf"^([0-9-]{{10}}) ([!*]) (?:\(\S+\) )?{entry.id} \| ", text, re.MULTILINE)
        accounts = re.findall(r"^    commitments:(\w+):", text, re.MULTILINE)
        assert len(heads) == 1 + len(entry.steps) == len(accounts) - (entry.series is not None)
        marked = zip(heads, accounts, strict=False)
        late = [mark for (day, mark), account in marked if account == "open" and day < TODAY.isoformat()]
        assert late == ["!"] * entry.late()
        # That would move a posting to another day.
        assert not re.search(r"\bdate2?:", text)


def test_todoman_gets_lines_that_the_standard_takes(found: list[Entry]) -> None:
    uids = {uid for entry in found for uid, _ in todoman._todos(entry)}
    for entry in found:
        for uid, told in todoman._todos(entry):
            lines = list(told)
            folded = [part for line in lines for part in todoman._folded(line)]
            assert all(len(line.encode()) <= 75 for line in folded)
            assert "\n".join(folded).replace("\n ", "").splitlines() == lines
            assert f"UID:{uid}" in lines
            [state] = [line for line in lines if line.startswith("STATUS:")]
            is_open = state in ("STATUS:NEEDS-ACTION", "STATUS:IN-PROCESS")
            assert is_open == ("COMPLETED" not in state and "CANCELLED" not in state)
            above = [line.rpartition(":")[2] for line in lines if line.startswith("RELATED-TO")]
            assert set(above) <= uids and (uid == entry.id or above == [entry.id])


def test_todoman_keeps_a_series_as_one_that_waits_with_its_rule(found: list[Entry]) -> None:
    for entry in found:
        ruled = [line for _, told in todoman._todos(entry) for line in told if line.startswith("RRULE:")]
        waits = any(step.ended is None for step in entry.steps if step.kind is Kind.OCCURRENCE)
        assert ruled == [f"RRULE:{entry.facts.get('repeats')}"] * waits


def test_backlog_gets_front_matter_that_is_yaml(found: list[Entry]) -> None:
    for entry in found:
        told = front_matter(backlog._record(entry))
        assert told["id"] == f"TASK-{entry.number}" and entry.title in told["title"]
        assert (told["status"] == "Done") == (entry.ended is not None)
        assert told.get("due_date") == (str(entry.due) if entry.due else None)
        assert {name.removeprefix("@") for name in told["assignee"]} == {
            each["party"] for each in entry.whole["parties"]
        }
        for place, step in enumerate(entry.steps, 1):
            below = front_matter(backlog._step(entry, place, step))
            assert below["parent_task_id"] == told["id"] and below["id"] == f"{told['id']}.{place}"
            assert (below["status"] == "Done") == (step.ended is not None)
            assert below["due_date"] == str(step.due)


def front_matter(lines: Iterable[str]) -> Mapping:
    return dict(yaml.safe_load("\n".join(lines).split("---\n")[1]))


def main_line() -> list[Commit]:
    return [commit for commit in Story(RECORDS, COMMITS).told() if not commit.aside]


def records_of(files: dict[str, bytes | None]) -> int:
    return sum(path.startswith("records/") and content is not None for path, content in files.items())


def replayed(commits: list[Commit]) -> dict[str, bytes]:
    state: dict[str, bytes] = {}
    for commit in commits:
        for path, content in commit.files.items():
            if content is None:
                del state[path]
            else:
                state[path] = content
    return state


def test_git_history_gets_the_main_line_with_all_records_in_one_file() -> None:
    told = list(git_history.told(RECORDS, COMMITS))
    assert len(told) == COMMITS
    assert [commit.parents for commit in told[1:]] == [(before.mark,) for before in told[:-1]]
    last = json.loads(told[-1].files[git_history.FILE] or b"")
    assert len(last) == records_of(dict(replayed(main_line())))
    assert len({each["id"] for each in last}) == len(last)


def test_reno_gets_every_commit_and_a_note_a_record() -> None:
    told = list(reno.told(RECORDS, COMMITS))
    ours = list(Story(RECORDS, COMMITS).told())
    assert [(each.mark, each.parents) for each in told] == [(each.mark, each.parents) for each in ours]
    notes = replayed([commit for commit in told if not commit.aside])
    names = [path for path in notes if path.startswith("releasenotes/")]
    assert len(names) == records_of(dict(replayed(main_line())))
    assert all(re.fullmatch(r"releasenotes/notes/[a-z0-9-]+-[0-9a-f]{16}\.yaml", name) for name in names)
    assert isinstance(yaml.safe_load(notes[names[0]])["features"][0], str)


def test_a_flat_history_loses_no_record_and_no_move_takes_one_away() -> None:
    flat = replayed(list(flattened(main_line())))
    ours = replayed(main_line())
    folded = Counter(re.sub(r"^records/[0-9]+/", "records/", path) for path in ours)
    assert set(flat) == set(folded)
    assert max(folded.values()) == 1


def test_every_peer_is_in_the_table_once_and_says_what_is_not_equal() -> None:
    assert len({peer.name for peer in PEERS}) == len(PEERS)
    names = [entrant.name for peer in PEERS for entrant in peer.entrants]
    assert len(set(names)) == len(names)
    assert all(peer.unequal for peer in PEERS)


@pytest.mark.parametrize(
    ("race", "wanted"),
    [
        (Race.VALIDATING, {"check-jsonschema", "check-yaml", "yamale", "doorstop"}),
        (Race.DUE, {"Taskwarrior", "hledger", "todoman", "Backlog.md"}),
        (Race.HISTORY, {"reno", "git-history"}),
    ],
)
def test_those_whom_people_would_use_instead_are_there(race: Race, wanted: set[str]) -> None:
    assert {peer.name for peer, _ in entrants(race)} == wanted
