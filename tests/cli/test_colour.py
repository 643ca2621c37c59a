"""Where answers are coloured: on terminals, unless the reader says otherwise, and only for people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def coloured(ran: Any) -> bool:
    assert ran.status == 0
    return "\x1b[" in ran.out


COLOURS = [
    ([], {}, False, True),
    (["--color", "auto"], {}, False, True),
    (["--color", "always"], {}, True, True),
    (["--color", "never"], {}, False, False),
    ([], {"NO_COLOR": "1"}, False, False),
    ([], {"NO_COLOR": ""}, False, True),
    (["--color", "always"], {"NO_COLOR": "1"}, True, True),
    ([], {"TERM": "dumb"}, False, False),
    (["--color", "always"], {"TERM": "dumb"}, True, True),
]


@pytest.mark.parametrize(("option", "environ", "piped", "terminal"), COLOURS)
def test_colour_is_for_terminals_unless_asked_for(
    option: list[str],
    environ: dict[str, str],
    piped: bool,
    terminal: bool,
    world: Path,
    run: Run,
    on_a_screen: Run,
    monkeypatch: pytest.MonkeyPatch,
    without_colour: Callable[[str], str],
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    for command in (["status"], ["overdue"], ["show", "late"]):
        assert coloured(run(*option, *command, root=world)) is piped, command
        assert coloured(on_a_screen(*option, *command, root=world)) is terminal, command
    plain = on_a_screen("--color", "never", "status", root=world).out
    assert without_colour(on_a_screen("--color", "always", "status", root=world).out).split() == plain.split()


def test_only_the_table_is_coloured(world: Path, on_a_screen: Run) -> None:
    for form in ("json", "jsonl", "csv", "md"):
        assert not coloured(on_a_screen("--color", "always", "status", "-f", form, root=world)), form
