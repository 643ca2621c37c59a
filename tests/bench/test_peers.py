"""Whether peers are measured beside us, kept, taken up again, and named where they are absent."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakepeer import FAKE, lay, ran

from bench.measure import Failure, Sample
from bench.page import write
from bench.peers import __main__ as command
from bench.peers import race
from bench.peers.environments import Absent, Had, Installed
from bench.peers.outcome import Kept, Outcome, Side
from bench.peers.peer import Entrant, Ground, Peer
from bench.rows import Heat, Race, Subject, plain

HEAT = Heat("records", Subject("floor", plain("git", "version")), (Subject("ours", plain("git", "version")),))
CHECKED = replace(HEAT, race=Race.VALIDATING)


def raced(peer: Peer, had: Had | Absent, tmp_path: Path, size: int = 20, runs: int = 1) -> Outcome:
    for name in ("root", "scratch"):
        (tmp_path / name).mkdir(exist_ok=True)
    course = race.Course(tmp_path / "root", tmp_path / "peers", tmp_path / "scratch", runs, lambda _: None)
    return race.raced(CHECKED, size, course, (peer,), {peer.name: had})


def reason(outcome: Outcome, name: str = "fake check") -> str:
    line = outcome.named(name)
    assert line and isinstance(line.sample, Failure)
    return line.sample.reason


def test_floor_ours_and_peer_run_in_the_same_turns(program: Path, tmp_path: Path) -> None:
    found = raced(FAKE, Had(str(program), "1.2.3"), tmp_path, runs=3)
    assert [(line.side, line.name) for line in found.lines] == [
        (Side.FLOOR, "floor"),
        (Side.OURS, "ours"),
        (Side.PEER, "fake check"),
    ]
    assert [len(line.sample.runs) for line in found.lines if isinstance(line.sample, Sample)] == [3, 3, 3]
    assert found.peers == {"Fake": "1.2.3"}


def test_data_is_laid_out_once_and_named_in_no_command_line(program: Path, tmp_path: Path) -> None:
    had = Had(str(program), "1.2.3")
    found = raced(FAKE, had, tmp_path)
    [laid] = (tmp_path / "peers" / "data").iterdir()
    before = (laid / "items").stat().st_mtime_ns
    raced(FAKE, had, tmp_path)
    assert (laid / "items").stat().st_mtime_ns == before
    line = found.named("fake check")
    assert line and line.words == "fake check '20 for 1.2.3'"
    assert str(tmp_path) not in repr(found)


def broken(ground: Ground, had: Had) -> None:
    raise SystemExit(3)


def test_what_cannot_take_part_is_named_with_the_reason(program: Path, tmp_path: Path) -> None:
    had = Had(str(program), "1.2.3")
    assert reason(raced(FAKE, Absent("it is a secret"), tmp_path)) == "it is a secret"
    assert "only a test" in reason(raced(FAKE, had, tmp_path, size=21))
    unlaid = replace(FAKE, entrants=(replace(FAKE.entrants[1], lay=broken),))
    assert "laid out" in reason(raced(unlaid, had, tmp_path))
    assert ran(program) == []


def test_peers_are_asked_up_to_ten_thousand_and_ours_goes_on(program: Path, tmp_path: Path) -> None:
    unbounded = replace(FAKE, entrants=(Entrant(Race.VALIDATING, "fake check", FAKE.entrants[1].ask, lay),))
    found = raced(unbounded, Had(str(program), "1"), tmp_path, size=100_000)
    assert [line.name for line in found.lines] == ["floor", "ours"]


def test_a_wrong_answer_is_no_figure(program: Path, tmp_path: Path) -> None:
    program.write_text("#!/bin/sh\necho something else\n")
    assert "no 'fake'" in reason(raced(FAKE, Had(str(program), "1"), tmp_path))


def test_an_outcome_comes_back_as_it_was_put(tmp_path: Path, program: Path) -> None:
    kept = Kept(tmp_path / "results", "abc")
    outcome = raced(FAKE, Had(str(program), "1.2.3"), tmp_path)
    absent = raced(FAKE, Absent("gone"), tmp_path, size=10)
    kept.put(outcome)
    kept.put(absent)
    assert kept.all() == (absent, outcome)
    assert kept.find(outcome.heat, 20, {"Fake": "1.2.3"}, 1) == outcome


@pytest.mark.parametrize(
    ("sources", "peers", "runs"),
    [("other", {"Fake": "1.2.3"}, 1), ("abc", {"Fake": "1.2.4"}, 1), ("abc", {"Fake": "1.2.3"}, 2)],
)
def test_what_was_measured_otherwise_does_not_count(
    sources: str, peers: dict[str, str], runs: int, tmp_path: Path, program: Path
) -> None:
    outcome = raced(FAKE, Had(str(program), "1.2.3"), tmp_path)
    Kept(tmp_path / "results", "abc").put(outcome)
    assert Kept(tmp_path / "results", sources).find(outcome.heat, 20, peers, runs) is None
    assert len(Kept(tmp_path / "results", sources).all()) == (sources == "abc")
    assert len(Kept(tmp_path / "results", sources).all(any_sources=True)) == 1


@pytest.fixture
def measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """The whole command on a part that is soon done, without pictures."""
    monkeypatch.setattr(command, "can_draw", lambda: True)
    monkeypatch.setattr(write, "_drawn", lambda *_: False)

    def run(*options: str, peers: tuple[Peer, ...] = (FAKE,)) -> tuple[int, str]:
        fixed = ("--peers", str(tmp_path / "peers"), "--sizes", "20", "--runs", "1", "--only", "startup")
        status = command.main((*fixed, *options), peers)
        return status, (tmp_path / "peers" / "benchmarks.md").read_text(encoding="utf-8")

    return run


def test_an_interrupted_run_takes_up_what_is_kept(
    measure: Callable[..., tuple[int, str]], program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, page = measure()
    times = len(ran(program))
    assert status == 0 and times > 2 and "fake start" in page
    told = capsys.readouterr()
    assert told.out == "" and "[1/2] startup-commit---version" in told.err
    assert measure() == (0, page)
    assert len(ran(program)) == times
    assert "kept" in capsys.readouterr().err
    measure("--again")
    assert len(ran(program)) > times


def test_pages_of_what_is_kept_ask_no_peer(measure: Callable[..., tuple[int, str]], program: Path) -> None:
    _, page = measure()
    program.unlink()
    assert measure("--kept") == (0, page)


def test_an_absent_peer_is_named_and_the_rest_is_measured(measure: Callable[..., tuple[int, str]]) -> None:
    absent = replace(FAKE, source=Installed("no-such-program"))
    status, page = measure(peers=(absent,))
    assert status == 0
    assert "- fake start: no-such-program is not installed" in page
    assert "**commit --version** |" in page


def test_a_part_writes_its_page_beside_the_peers_and_the_whole_into_docs(tmp_path: Path) -> None:
    parser = command._parser()
    folder = ("--peers", str(tmp_path))
    assert command._pages_of(parser.parse_args(folder)) == command.ROOT / "docs"
    assert command._pages_of(parser.parse_args((*folder, "--only", "status"))) == tmp_path
    assert command._pages_of(parser.parse_args((*folder, "--sizes", "100"))) == tmp_path


def test_without_a_library_to_draw_it_stops_before_it_measures(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "can_draw", lambda: False)
    with pytest.raises(SystemExit) as stopped:
        command.main(("--peers", str(tmp_path / "peers")))
    assert stopped.value.code == 2
    assert "[bench]" in capsys.readouterr().err
    assert not (tmp_path / "peers").exists()


def test_results_are_json_that_anybody_can_read(tmp_path: Path, program: Path) -> None:
    Kept(tmp_path / "results", "abc").put(raced(FAKE, Had(str(program), "1.2.3"), tmp_path))
    [path] = (tmp_path / "results").iterdir()
    document = json.loads(path.read_text(encoding="utf-8"))
    assert [line["name"] for line in document["lines"]] == ["floor", "ours", "fake check"]
    assert document["size"] == 20 and document["machine"]
