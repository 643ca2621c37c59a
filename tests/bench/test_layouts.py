"""Whether peers get the same items as we have, in formats that hold together. Runs no peer."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from bench.days import TODAY
from bench.flat import flattened
from bench.peers import backlog, doorstop, git_history, hledger, reno, taskwarrior, todoman, yamale
from bench.peers.entries import Entry, entries
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


def test_taskwarrior_gets_a_task_a_record(found: list[Entry]) -> None:
    tasks = [taskwarrior._task(entry) for entry in found]
    assert len({task["uuid"] for task in tasks}) == RECORDS
    for entry, task in zip(found, tasks, strict=True):
        assert (task["status"] == "pending") == (entry.ended is None) == ("end" not in task)
        assert ("due" in task) == (entry.due is not None)
        stamps = [note["entry"] for note in task["annotations"]]
        assert len(stamps) == len(set(stamps))


def test_hledger_gets_a_transaction_a_record_with_what_is_late_pending(
    ground: Ground, found: list[Entry]
) -> None:
    hledger._lay(ground, HAD)
    text = (ground.data / "commitments.journal").read_text(encoding="utf-8")
    heads = re.findall(r"^([0-9-]{10}) ([!*]) (rec-[0-9]{6}) ", text, re.MULTILINE)
    assert [id for _, _, id in heads] == [entry.id for entry in found]
    accounts = re.findall(r"^    commitments:(\w+):", text, re.MULTILINE)
    late = {
        id
        for (day, mark, id), account in zip(heads, accounts, strict=True)
        if mark == "!" and account == "open" and day < TODAY.isoformat()
    }
    assert late == {entry.id for entry in found if entry.overdue}


def test_todoman_gets_lines_that_the_standard_takes(found: list[Entry]) -> None:
    for entry in found:
        lines = [folded for line in todoman._lines(entry) for folded in todoman._folded(line)]
        assert all(len(line.encode()) <= 75 for line in lines)
        whole = "\n".join(lines).replace("\n ", "").splitlines()
        assert whole == list(todoman._lines(entry))
        assert ("STATUS:NEEDS-ACTION" in whole) == (entry.ended is None)


def test_backlog_gets_front_matter_that_is_yaml(found: list[Entry]) -> None:
    for entry in found:
        head = "\n".join(backlog._lines(entry)).split("---\n")[1]
        told = yaml.safe_load(head)
        assert told["id"] == f"TASK-{entry.number}" and entry.title in told["title"]
        assert (told["status"] == "Done") == (entry.ended is not None)


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
