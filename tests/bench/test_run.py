"""Whether ours, floors and peers are measured side by side, kept, and named where they are absent."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench import __main__ as command
from bench import programs, run
from bench.items import TOLD, items
from bench.measure import Failure
from bench.peer import Absent, Installed
from bench.programs import installed
from bench.results import Outcome, add_outcome, read_outcomes
from bench.tables import TABLES, Ground, Peer, Row, Side, Table

SCRIPT = """#!{python}
import sys
with open({log!r}, "a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
print("fake 1.2.3")
"""
FAKE = Peer("fake", "fake", debian="fake")
TABLE = Table(
    "fake",
    Ground.RECORDS,
    (
        Row("floor", "cat commitments.toml > /dev/null", floor=True),
        Row("ours", "COMMIT_LANG=vi commit --version", after="commit --help"),
        Row("theirs", "{program} check {data}/files.txt", peer="fake", layout="files", expects="fake"),
        Row("few", "{program} check", peer="fake", most=10, why_no_more="it is only a test"),
        Row("wrong", "{program} check", peer="fake", tells="open", form="^fake"),
    ),
    sizes=(20,),
    small=20,
    is_bound=False,
)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program `fake` on the path, which notes that it ran."""
    folder = tmp_path / "programs"
    folder.mkdir()
    script = folder / "fake"
    script.write_text(SCRIPT.format(python=sys.executable, log=str(folder / "log")))
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    monkeypatch.setattr(run, "PEERS", (FAKE,))
    return script


def ran(program: Path) -> list[str]:
    log = program.with_name("log")
    return log.read_text().splitlines() if log.exists() else []


def outcome_of(tmp_path: Path, tool: Installed | Absent | None, runs: int = 1) -> Outcome:
    tools = {} if tool is None else {"fake": tool}
    return run.run_table(TABLE, 20, run.Course(tmp_path / "kept", runs, lambda _: None, tools))


def reasons(outcome: Outcome) -> dict[str, str]:
    return {line.name: line.result.reason for line in outcome.lines if isinstance(line.result, Failure)}


def test_floor_ours_and_peer_run_in_the_same_turns(program: Path, tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, Installed(str(program), "1.2.3"), runs=2)
    assert [line.side for line in outcome.lines] == [Side.FLOOR, Side.OURS, Side.PEER, Side.PEER, Side.PEER]
    assert {name: len(sample.milliseconds) for name, sample in outcome.samples.items()} == {
        "floor": 2,
        "ours": 2,
        "theirs": 2,
    }
    assert reasons(outcome) == {
        "few": "not asked at 20: it is only a test",
        "wrong": f"it tells of 1 items, and {sum(map(TOLD['open'], items(20)))} there are",
    }
    assert outcome.about.versions == {"fake": "1.2.3"} and outcome.about.has_peers


def test_without_peers_none_is_asked(program: Path, tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, None)
    assert list(outcome.samples) == ["floor", "ours"] and not outcome.about.has_peers
    assert ran(program) == []


def test_an_absent_peer_is_named_with_the_reason(tmp_path: Path, program: Path) -> None:
    assert reasons(outcome_of(tmp_path, Absent("it is a secret")))["theirs"] == "it is a secret"


def test_data_is_laid_out_once(program: Path, tmp_path: Path) -> None:
    for _ in range(2):
        outcome_of(tmp_path, Installed(str(program), "1"))
        [listed] = (tmp_path / "kept" / "data").glob("*/files.txt")
        assert len(listed.read_text().splitlines()) == 20
        listed.write_text("records/000/rec-000001.yaml\n" * 20)


def test_an_outcome_comes_back_as_it_was_put(program: Path, tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    outcome = outcome_of(tmp_path, Installed(str(program), "1.2.3"))
    other = replace(outcome, about=replace(outcome.about, size=30))
    for row in (outcome, other, outcome):
        add_outcome(path, row)
    kept = read_outcomes(path)
    assert list(kept) == [("fake", 20, True), ("fake", 30, True)]
    assert reasons(kept["fake", 20, True]) == reasons(outcome)
    assert str(tmp_path) not in path.read_text()
    figures = kept["fake", 20, True].samples["ours"]
    assert figures.time == pytest.approx(outcome.samples["ours"].time, abs=0.1)


def test_the_whole_command_on_small_sizes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = (
        "--small",
        "--only",
        "faults,recent",
        "--into",
        str(tmp_path),
        "--folder",
        str(tmp_path / "kept"),
    )
    assert command.main(given) == 0
    told = capsys.readouterr().err
    assert "[1/2] faults, 20 faulty records" in told and "goals: 0 reached, 0 missed" in told
    outcomes = read_outcomes(tmp_path / "benchmarks" / "results.json")
    assert {key: reasons(outcome) for key, outcome in outcomes.items()} == {
        ("faults", 20, False): {},
        ("recent", 50, False): {},
    }
    page = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "| **review of 20 records** |" in page
    command.main(given)
    assert capsys.readouterr().err.count(": kept") == 2
    assert (tmp_path / "benchmarks.md").read_text(encoding="utf-8") == page


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["--small"], 12),
        (["--only", "one folder"], 2),
        (["--peers"], 2 + 3 + 3 + 2),
        (["--peers", "--sizes", "1000", "--histories", "5000"], 4),
        (["--sizes", "300", "--only", "start,validate,memory"], 1),
    ],
)
def test_which_tables_are_measured(words: list[str], wanted: int) -> None:
    assert len(list(command._chosen(command._parser().parse_args(words)))) == wanted


@pytest.mark.parametrize("words", [["--histories", "49"], ["--sizes", "many"], ["--only", "all"]])
def test_what_cannot_be_measured_is_a_usage_error(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(words)
    assert stopped.value.code == 2


def test_a_program_of_the_path_is_found_once_with_its_version(program: Path, tmp_path: Path) -> None:
    tool = installed(FAKE, tmp_path / "env", print)
    assert tool == Installed(str(program), "1.2.3") == installed(FAKE, tmp_path / "env", print)
    assert ran(program) == ["--version"]


@pytest.mark.parametrize(
    ("script", "reason"),
    [("exit 3", "fake does not run on this machine"), ("echo hello", "fake tells no version")],
)
def test_a_program_that_does_not_answer_is_absent(
    script: str, reason: str, program: Path, tmp_path: Path
) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    assert installed(FAKE, tmp_path / "env", print) == Absent(reason)


@pytest.mark.parametrize("way", ["npm", "debian"])
def test_without_a_client_a_peer_is_absent(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    client = {"npm": "npm", "debian": "apt-get"}[way]
    peer = Peer("none", "no-such-program", **{way: "none"})
    assert installed(peer, tmp_path / "env", print) == Absent(f"{client} is not installed")


def test_what_a_client_says_of_machines_reaches_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], program: Path
) -> None:
    program.write_text("#!/bin/sh\necho cannot reach some.host.example >&2\nexit 1\n")
    program.rename(program.with_name("npm"))
    tool = installed(Peer("any", "any", npm="any"), tmp_path / "env", print)
    assert tool == Absent("npm could not install it here")
    assert "some.host.example" in capsys.readouterr().err


def test_a_python_package_gets_an_environment_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def client(*argv: str, cwd: Path | None = None) -> None:
        asked.append(argv)
        script = Path(argv[0]).with_name("tool")
        script.write_text("#!/bin/sh\n")
        script.chmod(0o755)

    monkeypatch.setattr(programs, "_client", client)
    monkeypatch.setattr(programs, "_output", lambda *argv, **env: "4.5")
    monkeypatch.setattr(programs.venv, "create", lambda folder, **_: (folder / "bin").mkdir(parents=True))
    tool = installed(Peer("any", "tool", pip="package"), tmp_path / "env", print)
    assert tool == Installed(str(tmp_path / "env" / "bin" / "tool"), "4.5")
    assert asked[0][0].startswith(str(tmp_path / "env")) and asked[0][-1] == "package"


def test_no_command_names_a_table_twice_or_a_layout_that_is_not_there() -> None:
    for table in TABLES:
        names = [row.name for row in table.rows]
        assert len(set(names)) == len(names)
        for layout in {row.layout.partition(":")[0] for row in table.rows if row.layout}:
            assert (run.BENCH / "layouts" / f"{layout}.py").is_file()
