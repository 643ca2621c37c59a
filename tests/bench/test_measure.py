"""Whether runs are counted, bounded and judged as said. Asserts no times."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench.measure import Command, Failure, NoAnswerError, Sample, interleaved, run_once


def python(program: str, **more: object) -> Command:
    return Command((sys.executable, "-c", program), **more)  # type: ignore[arg-type]


def test_each_command_runs_once_unmeasured_and_then_in_turn(tmp_path: Path) -> None:
    order: list[str] = []

    def prepared(name: str) -> Command:
        order.append(name)
        return python("print(1)")

    found = interleaved([lambda: prepared("a"), lambda: prepared("b")], 2, tmp_path)
    assert order == ["a", "b"] * 3
    assert [len(each.runs) for each in found if isinstance(each, Sample)] == [2, 2]


def test_a_slow_command_runs_once_and_that_run_counts(tmp_path: Path) -> None:
    asked: list[str] = []

    def prepared() -> Command:
        asked.append("slow")
        return python("print(1)")

    [found] = interleaved([prepared], 5, tmp_path, slow=0.0)
    assert asked == ["slow"]
    assert isinstance(found, Sample) and len(found.runs) == 1


def test_of_a_slow_one_that_leaves_something_the_second_run_counts(tmp_path: Path) -> None:
    asked: list[str] = []

    def prepared() -> Command:
        asked.append("slow")
        return replace(python("print(1)"), leaves=True)

    [found] = interleaved([prepared], 5, tmp_path, slow=0.0)
    assert asked == ["slow", "slow"]
    assert isinstance(found, Sample) and len(found.runs) == 1


def test_one_that_fails_is_left_out_and_the_others_go_on(tmp_path: Path) -> None:
    bad, good = interleaved([lambda: python("1/0"), lambda: python("print(1)")], 2, tmp_path)
    assert isinstance(bad, Failure) and "ZeroDivisionError" in bad.reason
    assert isinstance(good, Sample) and len(good.runs) == 2


@pytest.mark.parametrize(
    ("status", "statuses", "counts"), [(0, (0,), True), (1, (0, 1), True), (1, (0,), False)]
)
def test_only_the_named_statuses_are_answers(
    status: int, statuses: tuple[int, ...], counts: bool, tmp_path: Path
) -> None:
    command = python(f"raise SystemExit({status})", statuses=statuses)
    if counts:
        assert run_once(command, tmp_path).seconds > 0
    else:
        with pytest.raises(NoAnswerError, match="exit status 1"):
            run_once(command, tmp_path)


def test_an_answer_without_what_is_expected_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoAnswerError, match="rec-"):
        run_once(python("print('nothing')", expects=b"rec-"), tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups")
def test_what_outlasts_patience_is_stopped_with_all_it_started(tmp_path: Path) -> None:
    # Both hold our end of the pipe: were one left alive, this would never come to its end.
    forever = "import os, signal; os.fork(); signal.pause()"
    with pytest.raises(NoAnswerError, match="no answer within"):
        run_once(python(forever, patience=0.2), tmp_path)


def test_a_command_can_have_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    command = python("import os; print(os.path.basename(os.getcwd()))", cwd=tmp_path / "own", expects=b"own")
    assert run_once(command, tmp_path).seconds > 0
