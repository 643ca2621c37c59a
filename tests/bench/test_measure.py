"""Whether runs are counted, bounded and judged as said. Asserts no times."""

import sys
from pathlib import Path

import pytest

from bench.measure import Command, Failure, NoAnswerError, Sample, measure_in_turn, run_once

HERE = Path(__file__).parent


def python(program: str, **more: object) -> Command:
    return Command((sys.executable, "-c", program), HERE, **more)  # type: ignore[arg-type]


def noting(log: Path, word: str) -> Command:
    return python(f"open({str(log)!r}, 'a').write({word!r})")


def test_each_command_runs_once_unmeasured_and_then_in_turn(tmp_path: Path) -> None:
    log = tmp_path / "log"
    results = measure_in_turn([noting(log, "a"), noting(log, "b")], 2)
    assert log.read_text() == "ab" * 3
    assert [len(result.milliseconds) for result in results if isinstance(result, Sample)] == [2, 2]


def test_a_slow_command_runs_once_and_that_run_counts(tmp_path: Path) -> None:
    log = tmp_path / "log"
    [result] = measure_in_turn([noting(log, "a")], 5, slow=0)
    assert log.read_text() == "a"
    assert isinstance(result, Sample) and len(result.milliseconds) == 1


def test_one_that_fails_is_left_out_and_the_others_go_on() -> None:
    bad, good = measure_in_turn([python("1/0"), python("print(1)")], 2)
    assert isinstance(bad, Failure) and "ZeroDivisionError" in bad.reason
    assert isinstance(good, Sample) and len(good.milliseconds) == 2


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (python("raise SystemExit(1)"), "exit status 1"),
        (python("print('nothing')", expects=b"rec-"), "no 'rec-' in the answer: nothing"),
        (Command(("no-such-program",), HERE), "cannot run no-such-program"),
    ],
)
def test_what_is_no_answer(command: Command, reason: str) -> None:
    with pytest.raises(NoAnswerError, match=reason):
        run_once(command)


def test_another_status_can_be_an_answer() -> None:
    assert run_once(python("raise SystemExit(1)", statuses=(0, 1))).peak > 0


def test_what_outlasts_patience_is_stopped_with_all_it_started() -> None:
    # Both hold our end of the pipe: were one left alive, this would never come to its end.
    with pytest.raises(NoAnswerError, match="no answer within"):
        run_once(python("import os, signal; os.fork(); signal.pause()"), patience=0.2)


def test_a_question_comes_before_each_run_and_a_folder_is_emptied_after_it(tmp_path: Path) -> None:
    log, cache = tmp_path / "log", tmp_path / "cache"
    fill = python(f"open({str(log)!r}, 'a').write('q'); open({str(cache / 'left')!r}, 'w')")
    cache.mkdir()
    look = python(
        f"import os; print('found', len(os.listdir({str(cache)!r})))", before=fill, expects=b"found 1"
    )
    assert isinstance(measure_in_turn([look], 2)[0], Sample)
    assert log.read_text() == "qqq"
    cold = python(
        f"import os; print('found', len(os.listdir({str(cache)!r})))", emptied=cache, expects=b"found 0"
    )
    assert run_once(cold)


@pytest.mark.parametrize(("on_terminal", "told"), [(True, b"True True 120 40"), (False, b"False False")])
def test_a_command_writes_to_a_pipe_or_to_a_terminal(on_terminal: bool, told: bytes) -> None:
    program = (
        "import os, sys; print(sys.stdout.isatty(), sys.stdin.isatty(),"
        " *(os.get_terminal_size() if sys.stdout.isatty() else ()))"
    )
    assert run_once(python(program, on_terminal=on_terminal, expects=told))


def test_a_long_answer_on_a_terminal_is_read_to_its_end() -> None:
    program = "for number in range(100_000): print(number)\nraise SystemExit(7)"
    assert run_once(python(program, on_terminal=True, statuses=(7,)))
