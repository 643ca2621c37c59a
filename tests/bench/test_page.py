"""Whether the pages tell what was measured, and no more. Measures nothing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.measure import Failure, Run, Sample
from bench.page.document import SECTIONS, benchmarks
from bench.page.goals import BEATS, goals
from bench.page.growth import BEGIN, END, measured
from bench.page.tables import by_size, heat_table, missing
from bench.page.write import SCALING, write
from bench.peers.outcome import Line, Outcome, Side, heat_name
from bench.peers.roster import PEERS
from bench.rows import HEATS, Over
from bench.scaling import SCALING as SCALING_HEATS

COLD = "validate-validate-cold"


def sample(seconds: float, mebibytes: int = 40, runs: int = 5) -> Sample:
    return Sample((Run(seconds, mebibytes * 2**20),) * runs)


def outcome(size: int | None, *lines: Line, heat: str = COLD, over: Over = Over.RECORDS) -> Outcome:
    about = (heat, heat.partition("-")[0], size, over.value, 5, "a machine", "2026-11-22", {"yamale": "6.1"})
    return Outcome(*about, 0.5, lines)


def validated(size: int, cold: float, peer: Sample | Failure) -> Outcome:
    return outcome(
        size,
        Line(Side.FLOOR, "floor", sample(2 * cold)),
        Line(Side.OURS, "validate, cold", sample(cold), "commit validate"),
        Line(Side.OURS, "validate, warm", sample(cold / 10), "commit validate"),
        Line(Side.PEER, "check-jsonschema", peer, "check-jsonschema FILES"),
    )


THOUSAND = validated(1_000, 0.1, sample(4.0))
TEN = validated(10_000, 0.5, sample(40.0, runs=1))


def test_a_table_has_medians_memory_growth_and_how_many_times_ours() -> None:
    told = heat_table(by_size((TEN, THOUSAND), COLD, Over.RECORDS)).splitlines()
    assert told[0] == "|  | 1,000 records | 10,000 records | growth 1,000 → 10,000 | times ours |"
    assert told[2] == "| **validate, cold** | 100 (40) | 500 (40) | × 5 |  |"
    assert told[-1] == "| check-jsonschema | 4,000 (40) | 40,000¹ (40) | × 10 | × 80 at 10,000 |"


def test_what_was_not_measured_has_no_figure_and_is_named() -> None:
    gone = validated(10_000, 0.5, Failure("it fell over"))
    told = heat_table(by_size((THOUSAND, gone), COLD, Over.RECORDS)).splitlines()
    assert told[-1] == "| check-jsonschema | 4,000 (40) | – | – | × 40 at 1,000 |"
    assert list(missing((THOUSAND, gone))) == ["check-jsonschema: it fell over."]
    assert "- check-jsonschema: it fell over.\n" in benchmarks((THOUSAND, gone), PEERS, ())


def test_goals_are_judged_by_size_and_side() -> None:
    told = {(each.command, each.goal, each.size): each.met for each in goals((THOUSAND, TEN))}
    assert told["validate, cold", "≥ 20 × faster than check-jsonschema", "1,000 records"] is True
    assert told["validate, cold", "≥ 30 × faster than check-jsonschema", "10,000 records"] is True
    assert told["validate, warm", "≥ 400 × faster than check-jsonschema", "10,000 records"] is True
    assert told["validate, cold", "≤ 0.75 × floor", "1,000 records"] is True
    assert told["validate, cold", "≤ 0.6 × floor", "10,000 records"] is True
    slow = validated(10_000, 1.5, sample(40.0))
    missed = [each.goal for each in goals((slow,)) if each.met is False]
    assert missed == ["≥ 30 × faster than check-jsonschema", "≥ 400 × faster than check-jsonschema"]


def test_a_goal_without_a_figure_is_neither_reached_nor_missed() -> None:
    gone = validated(10_000, 0.5, Failure("it fell over"))
    assert [each.met for each in goals((gone,)) if "check-jsonschema" in each.goal] == [None, None]
    assert "not measured" in benchmarks((gone,), PEERS, ())


def test_every_goal_names_commands_that_are_measured() -> None:
    ours = {subject.name for heat in HEATS for subject in heat.ours}
    peers = {entrant.name for peer in PEERS for entrant in peer.entrants}
    assert {beat.ours for beat in BEATS} <= ours
    assert {beat.peer for beat in BEATS} <= peers


def test_every_section_is_a_heat() -> None:
    names = {(heat_name(heat), heat.over) for heat in HEATS}
    assert {(section.heat, section.over) for section in SECTIONS} <= names


def test_the_page_tells_of_its_peers_alone_and_keeps_options_out_of_code_spans() -> None:
    page = benchmarks((THOUSAND, TEN), PEERS, ())
    assert "**yamale**: " in page and "**reno**: " not in page
    assert "With yamale 6.1." in page and "On a machine." in page
    prose = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    assert not [span for span in re.findall(r"`([^`]+)`", prose) if "--" in span]


def test_without_outcomes_there_is_no_figure() -> None:
    page = benchmarks((), PEERS, ())
    assert "Not measured yet" in page and "| " not in page
    assert measured(()) == "Not measured yet.\n"


def flat(size: int, seconds: float) -> Outcome:
    line = Line(Side.OURS, "changes, all history, cold", sample(seconds))
    return outcome(size, line, heat="folders-changes-all-history-cold", over=Over.FLAT)


def test_growth_sets_one_folder_beside_many() -> None:
    line = Line(Side.OURS, "changes, all history, cold", sample(2.0))
    apart = outcome(5_000, line, heat="history-changes-all-history-cold", over=Over.COMMITS)
    told = measured((apart, flat(5_000, 24.0), flat(20_000, 90.0)))
    assert "| changes, all history, cold | 5,000 | 2,000 | 24,000 | × 12 |" in told
    assert "90,000" not in told


def test_the_heats_of_growth_are_those_that_its_page_asks_for() -> None:
    assert {heat_name(heat) for heat in SCALING_HEATS if heat.over is Over.FLAT} == {
        "folders-changes-all-history-cold",
        "folders-review-of-20-records",
    }


def test_only_what_stands_between_the_marks_is_written(tmp_path: Path) -> None:
    before = SCALING.read_text(encoding="utf-8")
    pages = list(write(tmp_path, (), PEERS))
    assert [page.name for page in pages] == ["benchmarks.md", "scaling.md"]
    after = (tmp_path / "scaling.md").read_text(encoding="utf-8")
    assert after.partition(BEGIN)[0] == before.partition(BEGIN)[0] != ""
    assert after.partition(END)[2] == before.partition(END)[2]
    assert f"{BEGIN}\nNot measured yet.\n{END}" in after


def test_a_picture_is_the_same_twice_and_names_every_command(tmp_path: Path) -> None:
    plots = pytest.importorskip("bench.page.plots")
    pytest.importorskip("matplotlib")
    for name in ("one.svg", "two.svg"):
        plots.draw(by_size((THOUSAND, TEN), COLD, Over.RECORDS), "Title", tmp_path / name)
    drawn = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert drawn == (tmp_path / "two.svg").read_text(encoding="utf-8")
    assert all(name in drawn for name in ("validate, cold", "check-jsonschema", "Title"))


SHELL = re.findall(r"^```sh\n(.*?)^```", SCALING.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's commands")
@pytest.mark.parametrize("line", SHELL)
def test_the_commands_for_many_workspaces_answer(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bench.workspace import make

    for name in ("one", "two"):
        make(tmp_path / name, 20)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    done = subprocess.run(["sh", "-ec", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    if "--output" in line:
        assert all((tmp_path / name / "status.csv").stat().st_size > 100 for name in ("one", "two"))
    else:
        assert done.stdout.count("20 records checked") == 2


def test_there_are_commands_to_run() -> None:
    assert len(SHELL) == 2
