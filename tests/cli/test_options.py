"""The options of every command: where they stand, which wins, and what decides where none is given."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commitments import __version__

Run = Callable[..., Any]
Process = Callable[..., subprocess.CompletedProcess[bytes]]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs time zones or links of POSIX")


def day(ran: Any) -> str:
    assert ran.status == 0, ran.err
    return str(json.loads(ran.out)["as_of"])


def language(ran: Any) -> str:
    """Which language an answer is in, by a word that both catalogues must have."""
    assert ran.status == 0, ran.err
    return "vi" if "quá hạn" in ran.out.lower() else "en"


@pytest.mark.parametrize("command", [["status"], ["overdue"], ["show", "late"], ["validate"]])
def test_global_options_stand_before_or_after_the_command(command: list[str], world: Path, run: Run) -> None:
    options = [
        "--root",
        str(world),
        "--today",
        "2026-06-30",
        "--lang",
        "vi",
        "--color",
        "never",
        "--no-cache",
    ]
    before = run(*options, *command, today=None)
    after = run(*command, *options, today=None)
    between = run(*options[:4], *command, *options[4:], today=None)
    assert before == after == between
    assert before.status == 0 and before.out
    spelled = [f"{name}={value}" for name, value in zip(options[:8:2], options[1:8:2], strict=True)]
    assert run(*spelled, *command, *options[8:], today=None) == before


TWICE = [
    ["--root", "a", "--root", "b", "status"],
    ["--root", "a", "--root", "a", "status"],
    ["--root", "a", "status", "--root", "b"],
    ["--root=a", "status", "--root=a"],
    ["status", "--root", "a", "--root=b"],
    ["--today", "2026-01-01", "overdue", "--today", "2026-01-02"],
    ["overdue", "--today", "2026-01-01", "--today", "2026-01-01"],
    ["--lang", "en", "show", "x", "--lang", "en"],
    ["validate", "--color", "never", "--color", "always"],
    ["status", "-f", "json", "--format", "csv"],
    ["status", "-o", "a.csv", "-o", "b.csv"],
    ["status", "--by", "lead", "--by", "tag"],
    ["status", "--due-before", "2026-01-01", "--due-before", "2027-01-01"],
    ["status", "--as-of", "HEAD", "--as-of", "HEAD"],
    ["changes", "--since", "30d", "--since", "30d"],
    ["update", "x", "--note", "a", "--note", "b"],
    ["new", "x", "--title", "a", "--title", "b"],
    ["--cache", "status", "--no-cache"],
    ["status", "--no-cache", "--no-cache"],
]


@pytest.mark.parametrize("arguments", TWICE, ids=" ".join)
def test_an_option_of_one_value_is_given_once(arguments: list[str], run: Run) -> None:
    """Whichever of the two would win, the other was meant."""
    status, out, err = run(*arguments, today=None)
    assert (status, out) == (2, "")
    assert re.match(r"commit: --\S+ is given twice, but takes one value\n", err)
    if not any(word.startswith("--lang") for word in arguments):
        status, out, err = run(*arguments, "--lang", "vi", today=None)
        assert (status, out) == (2, "") and "hai lần" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["status", "--all", "--all"],
        ["status", "--tag", "ai", "--tag", "ai"],
        ["status", "--party", "acme", "--party", "vn-mof", "--status", "agreed", "--status", "proposed"],
        ["update", "late", "--dry-run", "-n", "--note", "x"],
        ["update", "late", "--dry-run", "--set", "summary.en=a", "--set", "summary.vi=b"],
    ],
    ids=" ".join,
)
def test_flags_and_what_takes_several_may_stand_twice(arguments: list[str], world: Path, run: Run) -> None:
    assert run(*arguments, root=world).status == 0


def test_help_is_given_whatever_stands_twice(run: Run) -> None:
    for arguments in (["--root", "a", "--root", "b", "--help"], ["status", "-f", "a", "-f", "b", "--help"]):
        status, out, err = run(*arguments, today=None)
        assert (status, err) == (0, "") and "--root" in out


def test_version(run: Run, process: Process) -> None:
    for arguments in (["--version"], ["status", "--version"], ["--root", "/nowhere", "--version"]):
        ran = run(*arguments, today=None)
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.split()[-1] == __version__
    assert process("--version").stdout.decode() == run("--version", today=None).out


LANGUAGES = [
    ({}, None, None, "en"),
    ({"LANG": "vi_VN.UTF-8"}, None, None, "vi"),
    ({"LANG": "fr_FR.UTF-8"}, None, None, "en"),
    ({"LANG": "vi_VN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, None, None, "en"),
    ({"LANG": "en_US.UTF-8", "LC_ALL": "vi"}, None, None, "vi"),
    ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, None, None, "en"),
    ({"LANG": "", "LC_ALL": "", "LC_MESSAGES": ""}, None, None, "en"),
    ({"LANG": "en_US.UTF-8"}, "vi", None, "vi"),
    ({"LANG": "vi_VN.UTF-8"}, "en", None, "en"),
    ({"COMMIT_LANG": "vi"}, "en", None, "vi"),
    ({"COMMIT_LANG": "en", "LANG": "vi_VN.UTF-8"}, "vi", None, "en"),
    ({"COMMIT_LANG": "", "LANG": "vi_VN.UTF-8"}, None, None, "vi"),
    ({"COMMIT_LANG": "fr"}, "vi", None, "vi"),
    ({"COMMIT_LANG": "vi", "LANG": "vi_VN.UTF-8"}, "vi", "en", "en"),
    ({"COMMIT_LANG": "en"}, "en", "vi", "vi"),
]


@pytest.mark.parametrize(("environ", "setting", "option", "expected"), LANGUAGES)
def test_the_language_is_the_first_that_is_named(
    environ: dict[str, str],
    setting: str | None,
    option: str | None,
    expected: str,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = make_workspace({"small.yaml": record(due="2026-01")}, **({"language": setting} if setting else {}))
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert language(run(*(["--lang", option] if option else []), "status", root=root)) == expected


def test_errors_and_help_speak_the_language_too(world: Path, run: Run) -> None:
    for arguments in (
        ["show", "lat"],
        ["status", "--status", "x"],
        ["nothing"],
        ["status", "--nothing"],
        ["show"],
    ):
        english, vietnamese = (run("--lang", lang, *arguments, root=world) for lang in ("en", "vi"))
        assert english.status == vietnamese.status == 2
        assert english.err != vietnamese.err
    english, vietnamese = (run("--lang", lang, "--help", today=None).out for lang in ("en", "vi"))
    assert english != vietnamese and "--root" in vietnamese


def test_errors_speak_the_language_of_the_workspace(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    told = {}
    for lang in ("en", "vi"):
        root = make_workspace({"small.yaml": record()}, language=lang)
        for command in (["show", "zzz"], ["status", "--party", "zzz"]):
            ran = run(*command, root=root)
            assert ran.status == 2
            told[lang, command[0]] = ran.err
    assert len(set(told.values())) == 4


def test_formats_for_programs_do_not_depend_on_the_language(world: Path, run: Run) -> None:
    for command in (["status", "--all"], ["overdue"], ["show", "late"]):
        for form in ("json", "jsonl", "csv"):
            english, vietnamese = (
                run("--lang", lang, *command, "-f", form, root=world) for lang in ("en", "vi")
            )
            assert sorted(english.out.splitlines()) == sorted(vietnamese.out.splitlines()), (command, form)


@pytest.mark.parametrize("today", ["1900-01-01", "1970-01-01", "2024-02-29", "2200-12-31"])
def test_any_day_can_be_judged_on(today: str, world: Path, run: Run) -> None:
    for command in (["status", "--all"], ["overdue", "--within", "99y"], ["show", "yearly"], ["validate"]):
        for form in ("table", "json"):
            ran = run(*command, "-f", form, root=world, today=today)
            assert ran.status == 0, ran.err
            assert form == "table" or json.loads(ran.out)["as_of"] == today


ZONES = ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Ho_Chi_Minh", "UTC"]


def now_in(zone: str, ask: Callable[[], str]) -> tuple[str, set[str]]:
    """An answer, and the days it may name: two where midnight fell in between."""
    before = datetime.now(ZoneInfo(zone)).date()
    answer = ask()
    return answer, {before.isoformat(), datetime.now(ZoneInfo(zone)).date().isoformat()}


@pytest.mark.parametrize("zone", ZONES)
def test_today_is_that_of_the_workspace(
    zone: str, make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    """The first two zones never have the same date, so that one of them differs from the machine's."""
    root = make_workspace({"small.yaml": record()}, timezone=zone)
    for command in (["status"], ["overdue"], ["show", "small"], ["validate"]):
        answer, days = now_in(
            zone, lambda command=command: day(run(*command, "-f", "json", root=root, today=None))
        )  # type: ignore[misc]
        assert answer in days


@posix
@pytest.mark.parametrize("zone", ZONES[:2])
def test_without_a_setting_today_is_that_of_the_machine(
    zone: str, make_workspace: Callable[..., Path], record: Callable[..., str], process: Process
) -> None:
    root = make_workspace({"small.yaml": record()})

    def ask() -> str:
        return str(json.loads(process("--root", str(root), "status", "-f", "json", TZ=zone).stdout)["as_of"])

    answer, days = now_in(zone, ask)
    assert answer in days


def test_a_deadline_is_past_only_the_day_after_in_its_own_zone(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    east = datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    west = datetime.now(ZoneInfo("Pacific/Pago_Pago")).date()
    assert west < east
    due = west.isoformat()
    standing = {}
    for zone in ZONES[:2]:
        root = make_workspace({"small.yaml": record(due=due)}, timezone=zone)
        [row] = json.loads(run("status", "-f", "json", root=root, today=None).out)["records"]
        standing[zone] = row["timeliness"]
    if datetime.now(ZoneInfo("Pacific/Pago_Pago")).date() == west:
        assert standing == {"Pacific/Kiritimati": "overdue", "Pacific/Pago_Pago": "due_soon"}


def test_the_given_day_stands_in_any_zone(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    for zone in ZONES:
        root = make_workspace({"small.yaml": record(due="2026-11-21")}, timezone=zone)
        for today, days in (("2026-11-21", None), ("2026-11-22", 1)):
            [row] = json.loads(run("status", "-f", "json", root=root, today=today).out)["records"]
            assert row["days_late"] == days
    assert datetime.now(UTC)


def test_the_workspace_is_found_by_walking_up(world: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (world / "docs/deep").mkdir(parents=True)
    for here in (world, world / "records", world / "docs/deep", world / "schema"):
        monkeypatch.chdir(here)
        ran = run("status", "-f", "json")
        assert ran.status == 0, ran.err
        assert len(json.loads(ran.out)["records"]) == 6


def test_the_root_is_named_by_option_then_by_variable(
    world: Path,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = make_workspace({"small.yaml": record()})
    monkeypatch.chdir(world)
    monkeypatch.setenv("COMMIT_ROOT", str(other))
    assert len(json.loads(run("status", "-f", "json").out)["records"]) == 1
    assert len(json.loads(run("status", "-f", "json", root=world).out)["records"]) == 6
    monkeypatch.setenv("COMMIT_ROOT", "")
    assert len(json.loads(run("status", "-f", "json").out)["records"]) == 6
    monkeypatch.setenv("COMMIT_ROOT", str(world / "schema"))
    assert run("status").status == 2, "a root that is named is not searched above"
    monkeypatch.setenv("COMMIT_ROOT", ".")
    assert run("status").status == 0


def test_files_are_named_from_the_current_folder(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_workspace({"a.yaml": record(id="b"), "records/sub/c.yaml": record(id="d")})
    for here, name in (
        (root, "records/a.yaml"),
        (root / "records", "a.yaml"),
        (root / "records/sub", "../a.yaml"),
    ):
        monkeypatch.chdir(here)
        ran = run("validate", name, "-f", "json", root=root)
        found = json.loads(ran.out)
        assert (ran.status, found["checked"]) == (1, 1)
        assert [problem["path"] for problem in found["problems"]] == ["records/a.yaml"]


def test_no_cache_leaves_no_file(world: Path, run: Run, tmp_path: Path) -> None:
    for command in (["status"], ["overdue", "--text", "x"], ["show", "late"], ["validate"]):
        assert run("--no-cache", *command, root=world).status == 0
    assert not (tmp_path / "cache").exists()
    run("status", root=world)
    assert any((tmp_path / "cache").iterdir())
