"""Whether the pages tell what was measured, and no more. Measures nothing."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.goals import GOALS
from bench.grounds import ROOF
from bench.measure import Failure, Sample
from bench.pages import DOCS, PAGES, RESULTS, filled, number
from bench.plot import draw
from bench.repository import lay_out
from bench.results import About, Key, Line, Outcome, read_outcomes
from bench.tables import PEERS, TABLES, Side
from bench.workspace import workspace
from commitments.render.formats.format_table import FORMATS


def outcome(table: str, size: int, figures: Mapping[str, float | str], has_peers: bool = False) -> Outcome:
    """Milliseconds, or why there are none, by the name of a command."""
    about = About(table, size, has_peers, 5, "2026-11-30", "a machine", 0.5, "abc", {"yamale": "6.1"})
    rows = {row.name: row for row in next(row for row in TABLES if row.name == table).rows}
    results = {
        name: Failure(figure) if isinstance(figure, str) else Sample((figure,) * 5, (40.0,) * 5)
        for name, figure in figures.items()
    }
    return Outcome(about, tuple(Line(rows[name].side, name, result) for name, result in results.items()))


def page(name: str, *outcomes: Outcome) -> str:
    """What stands between such marks."""
    by_key: dict[Key, Outcome] = {outcome.key: outcome for outcome in outcomes}
    return filled(f"<!-- measured: {name} -->\nold\n<!-- end -->\n", by_key)


FLOOR, COLD = "CSafeLoader alone", "validate, cold"
THOUSAND = outcome("validate", 1_000, {FLOOR: 200, COLD: 100})
TEN = outcome("validate", 10_000, {FLOOR: 1_000, COLD: 500})


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_tell_what_the_results_hold(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    assert text == filled(text, read_outcomes(DOCS / RESULTS)), "run: python -m bench --pages"


def test_a_table_has_medians_memory_growth_and_a_ratio() -> None:
    assert page("validate", THOUSAND, TEN).splitlines()[1:-1] == [
        "|  | 1,000 records | 10,000 records | growth 1,000 → 10,000 | times CSafeLoader alone |",
        "|---|---:|---:|---:|---:|",
        "| **validate, cold** | 100 (40) | 500 (40) | × 5 | × 0.5 at 10,000 |",
        "| CSafeLoader alone (floor) | 200 (40) | 1,000 (40) | × 5 |  |",
    ]


def test_beside_peers_the_ratio_is_to_ours_and_what_is_absent_has_no_figure() -> None:
    figures: dict[str, float | str] = {COLD: 100, "yamale": 400, "doorstop -F": "it fell over"}
    beside = outcome("validate", 1_000, figures, has_peers=True)
    lines = page("validate, peers", beside).splitlines()
    assert lines[1] == "![Time to validate a workspace](benchmarks/validate.svg)"
    assert lines[5:7] == ["| **validate, cold** | 100 (40) |  |", "| yamale | 400 (40) | × 4 |"]
    assert lines[7] == "| doorstop -F | – |  |"
    assert "- doorstop -F: it fell over." in page("absent", beside)
    assert "old" not in page("validate", beside) and "Not measured yet." in page("validate", beside)


def test_goals_are_judged_against_floors_peers_and_limits() -> None:
    peers = outcome("validate", 10_000, {COLD: 400, "yamale": 2_000, "doorstop -F": 3_000}, has_peers=True)
    formats: dict[str, float | str] = {"status, json": 1, "status, csv": 1}
    told = page("goals", TEN, peers, outcome("memory", 10_000, formats)).splitlines()
    assert "| validate, cold | 10,000 records | ≤ 0.45 × CSafeLoader alone | 0.5 | **missed** |" in told
    assert "| validate, cold | 10,000 records | ≥ 4 × faster than yamale | 5 | yes |" in told
    assert "| validate, cold | 10,000 records | ≥ 20 × faster than doorstop -F | 7.5 | **missed** |" in told
    assert "| every format | 10,000 records | ≤ 150 MiB | 40 | yes |" in told
    assert "| status, piped | 100,000 records | ≤ 1,200 ms | – | not measured |" in told


def test_every_goal_names_commands_that_are_measured_at_its_size() -> None:
    tables = {table.name: table for table in TABLES}
    for goal in GOALS:
        names = {row.name for row in tables[goal.table].rows} | {"every format", "every command", ""}
        assert {goal.row, goal.other} <= names and goal.limit > 0
        assert goal.size in tables[goal.table].sizes


def test_memory_is_told_by_command_and_format() -> None:
    figures: dict[str, float | str] = {"status, json": 1, "validate, sarif": 1}
    lines = page("memory", outcome("memory", 10_000, figures)).splitlines()
    assert lines[1].startswith("| 10,000 records | table | json | jsonl | csv | md | github |")
    assert lines[3].startswith("| status | – | 40 | – |")


def test_every_format_of_ours_is_measured() -> None:
    formats = {form for table in TABLES for row in table.rows for form in row.formats}
    assert formats - {"github", "gitlab", "sarif", "junit"} == set(FORMATS)


def test_one_folder_stands_beside_many() -> None:
    apart = outcome("history", 5_000, {"changes, cold": 2_000})
    flat = outcome("one folder", 5_000, {"changes, cold": 24_000})
    assert "| changes, cold | 5,000 | 2,000 | 24,000 | × 12 |" in page("folders", apart, flat)


def test_commands_are_told_without_paths_and_once() -> None:
    told = page("commands", THOUSAND, outcome("validate", 1_000, {COLD: 1, "yamale": 1}, has_peers=True))
    assert "yamale             yamale -s schema.yaml -n auto records\n" in told
    assert "CSafeLoader alone  python bench/parse_all.py records schema\n" in told


def test_every_peer_is_explained_and_every_mark_is_known() -> None:
    text = (DOCS / "benchmarks.md").read_text(encoding="utf-8")
    assert all(f"- **{peer.name}**" in text for peer in PEERS)
    marks = re.findall("<!-- measured: (.+) -->", text)
    assert len(marks) == text.count("<!-- end -->") == len(set(marks))
    assert {f"{table.name}, peers" for table in TABLES if table.peers} <= set(marks)


@pytest.mark.parametrize(("value", "told"), [(0.04567, "0.0457"), (99.96, "100"), (1234.5, "1,234")])
def test_three_figures_count(value: float, told: str) -> None:
    assert number(value) == told


def test_a_picture_is_whole_and_names_every_command() -> None:
    drawn = draw({1_000: THOUSAND, 10_000: TEN}, "A title & more", "records")
    texts = [node.text for node in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]
    assert {"A title & more", FLOOR, COLD, "100 ms", "1 s"} <= set(texts)
    assert drawn.count("<circle") == 4
    assert Side.OURS.value in {line.side.value for line in TEN.lines}


SHELL = re.findall(r"^```sh\n(.*?)^```", (DOCS / "scaling.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("line", SHELL)
def test_the_commands_for_many_workspaces_answer(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        lay_out(tmp_path / name, workspace(20))
    (tmp_path / "commitments.toml").write_text(ROOF, encoding="utf-8")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    done = subprocess.run(["sh", "-ec", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {"one", "two"} <= set(done.stdout.split())


def test_there_are_commands_to_run() -> None:
    assert len(SHELL) == 1
