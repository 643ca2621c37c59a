"""`commit status -f md`: a document with its day and its counts, in which silence is said in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_the_day_and_the_counts_stand_above_the_table(world: Path, run: Run) -> None:
    lines = run("status", "-f", "md", root=world).out.splitlines()
    assert lines[0] == "# How commitments stand on 22 Nov 2026"
    assert lines[2].startswith("9 records on 22 Nov 2026: ")
    cells = lines.index("| Done on time | Done late | Open, within deadline | Open, overdue |")
    assert lines[cells + 2] == "| 1 | 1 | 1 | 3 |"
    assert cells < next(n for n, line in enumerate(lines) if line.startswith("| State | Id |"))
    assert "3 closed records are not listed; --all shows them." in lines


@pytest.mark.parametrize(
    ("lang", "news", "never"), [("en", "News", "never heard of"), ("vi", "Thông tin", "chưa từng")]
)
@pytest.mark.parametrize("command", ["status", "overdue"])
def test_silence_has_a_column_in_words(
    command: str, lang: str, news: str, never: str, world: Path, run: Run
) -> None:
    lines = run(command, "-f", "md", "--lang", lang, root=world).out.splitlines()
    head = next(line.split(" | ") for line in lines if " | Id | " in line or " | Mã | " in line)
    late = next(line.split(" | ") for line in lines if " | late | " in line)
    assert never in late[head.index(news)]


def test_a_document_of_nothing_says_so(world: Path, run: Run) -> None:
    out = run("status", "-f", "md", "--text", "zzzz", root=world).out
    assert "Nothing matches this question; 10 records were checked." in out


def test_groups_stand_below_the_counts(world: Path, run: Run) -> None:
    out = run("status", "-f", "md", "--by", "kind", root=world).out
    assert out.startswith("# How commitments stand") and "| Group | total |" in out
    assert "not listed" not in out
