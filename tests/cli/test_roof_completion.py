"""What a shell offers on a roof: members, then their records, by the protocols of bash, zsh and fish."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_roofs import small_roof, write_files

from commitments.cli.completing.bash_completion import complete_in_bash

BREAKS = re.compile(r"(:+)")


@pytest.fixture
def roof(tmp_path: Path, record: Callable[..., str]) -> Path:
    return small_roof(tmp_path / "desk", record)


def broken(line: str) -> dict[str, str]:
    """What bash sets before it asks, with words broken at colons and the cursor at the end of the line."""
    words = [
        part
        for word in line.split(" ")
        for part in (BREAKS.split(word) if word else [""])
        if part or not word
    ]
    return {
        "_COMMIT_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }


@pytest.fixture
def offers(roof: Path, process: Callable[..., Any]) -> Callable[..., set[str]]:
    """`offers(line)`: what bash is offered at the end of a line."""

    def ask(line: str, **environ: str) -> set[str]:
        ran = process(cwd=roof, **{**broken(line), **environ})
        assert ran.stderr == b""
        return set(ran.stdout.decode().split())

    return ask


IN_BASH = {
    "commit show ": {"mof:", "mofa:"},
    "commit show mo": {"mof:", "mofa:"},
    "commit show mof": {"mof:", "mofa:"},
    "commit show mofa": {"mofa:ai-plan", "mofa:talks"},
    "commit show mof:": {"ai-plan", "visit", "yearly"},
    "commit show mof:v": {"visit"},
    "commit status mof:visit mofa:": {"ai-plan", "talks"},
    "commit update mofa:t": {"talks"},
    "commit show none:": set(),
    "commit --lang vi show mof:v": {"visit"},
    "commit --member mof": {"mof", "mofa"},
    "commit status --member mofa": {"mofa"},
    "commit status --by mem": {"member"},
    "commit status --party mof:": {"acme"},
    "commit status --party vn": {"vn-mof"},
    "commit milestone mof:ai-plan d": {"draft"},
    "commit milestone ai-plan --member mof ": {"draft"},
    "commit hold mof:yearly 2025": {"2025-06"},
    "commit hold yearly --member mof 2025": {"2025-06"},
}


@pytest.mark.parametrize(("line", "words"), IN_BASH.items(), ids=IN_BASH)
def test_bash_is_offered_what_it_does_not_hold_yet(
    offers: Callable[..., set[str]], line: str, words: set[str]
) -> None:
    assert offers(line) == words


def test_bash_that_breaks_no_word_at_colons_is_offered_whole_ids(offers: Callable[..., set[str]]) -> None:
    line = "commit show mof:v"
    whole = {"COMP_WORDS": "commit\nshow\nmof:v", "COMP_CWORD": "2"}
    assert offers(line, **whole) == {"mof:visit"}


@pytest.mark.parametrize("prefix", ["", "m", "mofa", "mof:", "mof:v"])
def test_bash_is_offered_as_much_without_typer(
    prefix: str,
    roof: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    process: Callable[..., Any],
) -> None:
    monkeypatch.chdir(roof)
    assert complete_in_bash({**os.environ, **broken(f"commit show {prefix}")}) == 0
    quick = capsys.readouterr().out.split()
    slow = process(cwd=roof, **broken(f"commit --lang en show {prefix}")).stdout.decode().split()
    assert quick == sorted(slow)


def test_the_roof_s_own_records_are_offered_beside_its_members(
    roof: Path, record: Callable[..., str], offers: Callable[..., set[str]]
) -> None:
    write_files(roof, {"records/mine.yaml": record(id="mine")})
    assert offers("commit show m") == {"mine", "mof:", "mofa:"}
    assert offers("commit --lang en show m") == {"mine", "mof:", "mofa:"}
    assert offers("commit show mof:v") == {"visit"}


@pytest.mark.parametrize(
    "spoilt",
    ["due_soon_days = no\n", '[members]\nx = "y"\n', "\0", "[" * 10_000],
    ids=["bad", "roof", "binary", "deep"],
)
def test_a_hostile_member_spoils_no_offer(roof: Path, offers: Callable[..., set[str]], spoilt: str) -> None:
    (roof / "registers/mof/commitments.toml").write_text(spoilt, encoding="utf-8")
    assert offers("commit show mofa:") == {"ai-plan", "talks"}
    assert offers("commit --lang en show mofa:") == {"ai-plan", "talks"}
    assert "finance" in offers("commit status --party ")
    assert offers("commit --lang en show mof:") == set()
    assert offers("commit --member mof") == {"mof", "mofa"}


def test_a_member_that_is_gone_or_outside_offers_nothing(roof: Path, offers: Callable[..., set[str]]) -> None:
    shutil.rmtree(roof / "registers/mof")
    assert offers("commit show mof:") == set()
    assert offers("commit show mofa:t") == {"talks"}
    (roof / "commitments.toml").write_text('[members]\nmof = "../elsewhere"\n', encoding="utf-8")
    assert offers("commit show mof:") == set()
    assert offers("commit --member ") == set()


def test_zsh_and_fish_show_titles(roof: Path, process: Callable[..., Any]) -> None:
    line = {"_TYPER_COMPLETE_ARGS": "commit show mof:v"}
    zsh = process(cwd=roof, _COMMIT_COMPLETE="complete_zsh", **line).stdout.decode()
    assert zsh.strip() == r"""_arguments '*: :(("mof\\:visit":"Visit"))'"""
    fish = {"_COMMIT_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args", **line}
    assert process(cwd=roof, **fish).stdout.decode().strip() == "mof:visit\tVisit"


SCRIPT = """\
PATH="$1:$PATH"
eval "$(commit --show-completion bash)"
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_commit_completion commit
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="needs bash")
def test_bash_itself_gets_the_rest_of_the_id(roof: Path, programs: Path) -> None:
    script = SCRIPT.format(words="commit show mof : v")
    ran = subprocess.run(["bash", "-c", script, "-", str(programs)], cwd=roof, capture_output=True, text=True)
    assert ran.stdout == "visit\n", ran.stderr
