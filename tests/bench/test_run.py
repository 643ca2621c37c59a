"""Whether each heat is measured on its own files, and said so. Asserts no times."""

import json
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.measure import Failure, Sample
from bench.report import as_json, as_text
from bench.rows import HEATS, Cache, Figure, Goal, Heat, Over, Subject, plain
from bench.run import Result, results

COUNT = ("git", "rev-list", "--first-parent", "--count", "HEAD")
HISTORY = Heat(
    "history",
    Subject("git version", plain("git", "version")),
    (Subject("count", plain(*COUNT), Cache.COLD, (Goal(Figure.MEMORY, 10_000, frozenset({50})),)),),
    over=Over.COMMITS,
)
RECORDS = Heat("records", None, (Subject("list", plain("git", "version")),))


def measured(heats: tuple[Heat, ...], keep: Path) -> list[Result]:
    sizes = {Over.RECORDS: (20,), Over.COMMITS: (50, 60)}
    return list(results(heats, sizes, 1, keep, lambda _: None))


def test_a_history_is_measured_at_each_of_its_sizes(tmp_path: Path) -> None:
    found = measured((HISTORY,), tmp_path)
    assert [(each.size, each.over, type(each.ours)) for each in found] == [
        (50, Over.COMMITS, Sample),
        (60, Over.COMMITS, Sample),
    ]
    assert sorted(path.name.rpartition("-")[0] for path in tmp_path.iterdir()) == ["history-50", "history-60"]


def test_each_heat_gets_files_of_its_own_sort_and_they_are_kept(tmp_path: Path) -> None:
    first = measured((RECORDS, HISTORY), tmp_path)
    assert [(each.topic, each.size) for each in first] == [("records", 20), ("history", 50), ("history", 60)]
    made = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    measured((RECORDS, HISTORY), tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == made


def test_a_size_says_what_it_counts(tmp_path: Path) -> None:
    found = measured((RECORDS, HISTORY), tmp_path)
    text = as_text(found, 1)
    assert "20 records" in text
    assert "60 commits" in text
    told = json.loads(as_json(found, 1))["results"]
    assert [(each["size"], each["size_of"]) for each in told] == [
        (20, "records"),
        (50, "commits"),
        (60, "commits"),
    ]


def test_the_history_rows_hold_what_is_promised() -> None:
    subjects = {each.name: each for heat in HEATS if heat.topic == "history" for each in heat.ours}
    limits = {
        name: {(goal.figure, goal.limit, size) for goal in each.goals for size in goal.sizes or ()}
        for name, each in subjects.items()
    }
    memory = (Figure.MEMORY, 300, 20_000)
    both = (5_000, 20_000)
    assert limits == {
        "changes, all history, cold": {*((Figure.RATIO, 2.5, size) for size in both), memory},
        "changes, all history, warm": {*((Figure.RATIO, 0.15, size) for size in both), memory},
        "changes, last 30 days, cold": {(Figure.RATIO, 3, size) for size in both},
        "review of 20 records": {(Figure.RATIO, 3.5, 20_000)},
    }
    assert {name: each.cache for name, each in subjects.items() if name.endswith("warm")} == {
        "changes, all history, warm": Cache.WARM
    }


@pytest.mark.parametrize("heat", [heat for heat in HEATS if heat.topic == "history" and heat.floor])
def test_the_floor_of_a_history_runs(heat: Heat, tmp_path: Path) -> None:
    floor = Heat("floor", None, (heat.floor,), over=Over.COMMITS) if heat.floor else heat
    assert not any(isinstance(each.ours, Failure) for each in measured((floor,), tmp_path))


@pytest.mark.parametrize("histories", ["49", "0", "many", "5000,-1"])
def test_histories_that_cannot_be_made_are_a_usage_error(
    histories: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--histories", histories])
    assert stopped.value.code == 2
    assert "--histories" in capsys.readouterr().err


def test_history_without_git_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit) as stopped:
        main(["--only", "startup,history"])
    assert stopped.value.code == 2
    assert "git is not installed" in capsys.readouterr().err
