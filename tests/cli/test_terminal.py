"""Answers on a screen: no line is wider than it, at any width, with any text."""

from __future__ import annotations

import os
import re
import select
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS
from rich.cells import cell_len

Run = Callable[..., Any]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
SCREENS = [(40, "en"), (40, "vi"), (64, "vi"), (80, "vi"), (160, "en")]
COMMANDS = [
    ["status"],
    ["status", "--all"],
    ["status", "nothing-*"],
    ["status", "--status", "withdrawn"],
    ["status", "--by", "lead"],
    ["status", "--by", "tag"],
    ["status", "--by", "part_of"],
    ["overdue"],
    ["overdue", "--within", "1y"],
    ["overdue", "nothing-*"],
    ["validate"],
]


@pytest.fixture
def long(make_workspace: Callable[..., Path], record: Callable[..., str]) -> Path:
    """A workspace of long, wide and unbreakable texts."""
    name = "a-very-long-name-that-takes-all-of-the-sixty-four-characters-ok"
    lead = [
        {"party": "acme", "role": "lead"},
        {"party": "vn-government", "role": "lead"},
        {"party": name, "role": "lead"},
    ]
    titles = [
        "x" * 300,
        "漢字" * 100,
        "dài " * 70,
        "😀" * 100,
        "e\u0301" * 100,
        "a\u200b" * 100,
        "한국어 " * 60,
    ]
    files: dict[str, str | bytes] = {}
    for number, title in enumerate(titles):
        id = f"{name[:60]}-{number}"
        steps = [{"id": name[:60], "title": {"en": title}, "due": "2026-01"}]
        more: dict[str, Any] = (
            {"x-" + "k" * 200: "v" * 200, "x-" + "kê " * 50: [title] * 3} if number < 2 else {}
        )
        files[f"{id}.yaml"] = record(
            id=id,
            title={"en": title, "vi": title[::-1]},
            parties=lead,
            milestones=steps,
            due=["2026-06", "2026-12-01", "2027", None, "2025/2026-03~", "../2026-12", "2026-Q4?"][number],
            tags=["t" * 50, "nhãn dài " * 5],
            summary={"en": f"{title}\n{title}\n\n- {title}", "vi": "một\n" * 5},
            evidence=[{"title": title, "url": "https://example.org/" + "y" * 500, "date": "2026"}],
            part_of=f"{name[:60]}-0" if number else None,
            **more,
        )
    files["bad.yaml"] = f"id: {'漢' * 200}\n\tx: \t{'y' * 300}\n"
    files["worse.yaml"] = (
        record(id="worse", due="2026-13", **{"z" * 300: "x" * 300}) + "漢字: [&x " + "y" * 300 + "]\n"
    )
    root = make_workspace({**files, "n" * 200 + ".txt": ""})
    for path in (root / "records").iterdir():
        os.utime(path, (10**9, 10**9))  # long settled, so that the cache serves all but the first question
    return root


UNBROKEN = r" *(?:[a-z0-9-]+|(?:[^`]* )?`commit [^`]+`(?: ·)?)"
"""A line of one id, or one that ends in a command."""


@pytest.fixture
def too_wide(without_colour: Callable[[str], str]) -> Callable[[str, int], list[str]]:
    """The lines wider than a screen, but for ids and commands, which are copied and never broken."""
    return lambda text, columns: [
        line
        for line in without_colour(text).split("\n")
        if cell_len(line) > columns and not re.fullmatch(UNBROKEN, line)
    ]


@pytest.mark.parametrize(("columns", "lang"), SCREENS)
def test_no_line_is_wider_than_the_screen(
    columns: int,
    lang: str,
    long: Path,
    world: Path,
    on_a_screen: Run,
    too_wide: Callable[[str, int], list[str]],
) -> None:
    named = [["show", path.stem] for path in sorted(long.glob("records/a-*.yaml"))[:4]]
    for root, commands in (
        (long, COMMANDS + named),
        (world, [*COMMANDS, ["show", "late"], ["show", "yearly"]]),
    ):
        for command in commands:
            ran = on_a_screen("--lang", lang, *command, columns=columns, root=root)
            assert ran.out or ran.status == 2, command
            assert too_wide(ran.out, columns) == [], command
            assert "Traceback" not in ran.err


@pytest.mark.parametrize("columns", [0, 1, 10])
def test_an_odd_width_is_no_crash(columns: int, long: Path, on_a_screen: Run) -> None:
    for command in COMMANDS:
        assert on_a_screen(*command, columns=columns, root=long).status in (0, 1), command


@pytest.mark.parametrize("value", ["", "x", "-5", "1e3", "99999"])
def test_a_width_that_is_none_is_no_crash(
    value: str, world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", value)
    for command in (["status"], ["show", "late"], ["status", "--by", "lead"]):
        assert run(*command, root=world).status == 0


def test_what_is_piped_is_never_cut(long: Path, run: Run) -> None:
    for command in (["status"], ["overdue"]):
        out = run(*command, root=long).out
        assert "x" * 300 in out and "漢字" * 100 in out and "…" not in out
    out = run("validate", root=long).out
    assert "n" * 200 + ".txt" in out


def test_a_long_list_is_counted_on_a_screen_and_whole_in_a_pipe(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Run,
    on_a_screen: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LINES", "40")
    root = make_workspace({f"r{n:03}.yaml": record(id=f"r{n:03}", due="2026-01") for n in range(250)})
    assert len(re.findall(r"\br\d{3}\b", run("status", root=root).out)) == 250
    shown = on_a_screen("--color", "never", "status", root=root).out
    listed = len(set(re.findall(r"\br\d{3}\b", shown)))
    assert 0 < listed < 250
    assert str(250 - listed) in shown


def in_a_terminal(arguments: list[str], columns: int, environ: dict[str, str]) -> tuple[int, str]:
    """What a real pseudo-terminal of that width gets to show, and the exit status."""
    import fcntl
    import pty
    import termios

    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-m", "commitments", *arguments]
    ran = subprocess.Popen(command, stdin=there, stdout=there, stderr=there, env=environ, close_fds=True)
    os.close(there)
    shown = b""
    while select.select([here], [], [], HANGS)[0]:
        try:
            piece = os.read(here, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(here)
    return ran.wait(timeout=HANGS), shown.decode("utf-8")


@posix
@pytest.mark.parametrize(
    ("columns", "command"), [(40, ["status"]), (80, ["show", "late"]), (160, ["status"])]
)
def test_a_real_terminal_gets_lines_it_can_show(
    columns: int, command: list[str], world: Path, without_colour: Callable[[str], str]
) -> None:
    arguments = ["--root", str(world), "--today", "2026-11-22", "--lang", "vi", *command]
    status, shown = in_a_terminal(arguments, columns, dict(os.environ))
    assert status == 0
    assert "\x1b[" in shown, "a terminal shows colour"
    lines = without_colour(shown).split("\r\n")
    assert len(lines) > 5
    assert max(map(cell_len, lines)) <= columns
    assert "Quá hạn" in shown or "quá hạn" in shown


@posix
def test_a_real_terminal_without_colour_shows_none(world: Path) -> None:
    for environ in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        status, shown = in_a_terminal(["--root", str(world), "status"], 80, {**os.environ, **environ})
        assert status == 0 and "\x1b" not in shown


@posix
def test_columns_of_the_environment_win(world: Path) -> None:
    status, shown = in_a_terminal(
        ["--root", str(world), "status"], 160, {**os.environ, "COLUMNS": "40", "NO_COLOR": "1"}
    )
    assert status == 0
    assert max(map(cell_len, shown.split("\r\n"))) <= 40
