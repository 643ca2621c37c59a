"""Is every answer to a Vietnamese reader in Vietnamese: examples, help and refusals of all commands?

Words of the example's records, of its history and of the command line may be of any language.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from english_words import english_words

from commitments.cli.app import COMMANDS, SUBCOMMANDS
from commitments.cli.usage.help_examples import EXAMPLES
from commitments.model.parties.party import PartyKind
from commitments.render.rules.rule_sentences import SENTENCES

Run = Callable[..., Any]
NAMES = [*COMMANDS, *(f"{name} {below}" for name, names in SUBCOMMANDS.items() for below in names)]
CODE_FORMATS = ("json", "csv", "github")
EXAMPLE_LINES = [line for lines in EXAMPLES.values() for line, _ in lines if not line.endswith(CODE_FORMATS)]
REFUSED = """
status --tag
status --sort size
status zzz
overdue --within soon
overdue --party nobody
overdue --as-of 1999-01-01
show zzz
show
show flood-sensors water-operators
changes --since nowhere
changes --field nothing
changes --by lead
review nowhere
review --accept no-lead:x
review HEAD~1...HEAD --limit 3
audit --since nowhere
audit --baseline missing.json
slips --sort size
slips --by kind
slips zzz
trend --every century
trend --from 2027 --to 2026
nudge --lead nobody
nudge --sent
nudge --reminder
parties --kind nothing
parties add Bộ
parties draft missing.csv
parties add a-b --kind nothing
events zzz
events set zzz 2026
events add a-b --date yesterday-ish
export out.nothing
export
export out.csv --status nothing
brief --with nobody
brief --since never
report --status nothing
apply-form missing.json
explain nothing
explain a b
validate missing.yaml
validate --format nothing
validate --severity x
help nothing
help events nothing
git-setup --nothing
git-setup x y
init records/../records --host nothing
init a b
new --kind nothing
new "AI day" --title.en x
new x --title a --party b
update flood-sensors
update flood-sensors --set titel.en=x
update flood-sensors --status fulfilled
update zzz --note x
update flood-sensors --date never
milestone flood-sensors zzz met
milestone flood-sensors survey met
milestone flood-sensors
hold flood-sensors 2026
hold port-data-exchange never
hold
reschedule flood-sensors 2026-12 --reason xx
reschedule flood-sensors --term until
reschedule zzz
close flood-sensors --as withdrawn
close flood-sensors --as agreed
close flood-sensors --as x
reopen flood-sensors --why Vì
reopen direct-cargo-line
reopen
import missing.csv
import plan.csv --map a=b
import plan.csv --kind nothing
import README.md
save zzz
save -m
undo zzz
undo --nothing
nothing
events add
events set second-summit
parties add
"""
REFUSALS = REFUSED.strip().splitlines()
EVENTS = "- id: second-summit\n  name: {vi: Hội nghị lần hai}\n"
TABLE = "title,lead,due,source\nBản đồ chung,norhaven-port,2027-08,bien-ban.pdf\n"
LINES_OF_CODE = re.compile(
    r"^--- .*\n(?:[-+@ ].*\n)*|^ *[0-9]+ \| .*$|^\s*(?:commit|git|cd) .*$", re.MULTILINE
)
"""The lines of a diff, those of a source, and commands to be copied."""
WORD_OF_CODE = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b|\b[0-9a-f]{7,}\b|\b[A-Z]{2,}\b|\bimports/")
"""An id, a commit, and what stands for a value on a command line."""
ENGLISH_TEXT = re.compile(r"\ben: .*?(?=, vi: |\}$|$)", re.MULTILINE)
SHELL = {"cd"}
WORDS_OF_OPTIONS = {
    *("always", "auto", "never", "cache", "none", "urgency", "heard", "made", "moves"),
    *("open", "ics", "member", *PartyKind),
}
"""Values that options and settings take, as help lists them."""


@pytest.fixture
def example(laid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_git_settings: None) -> Path:
    """A copy of docs/example with an event and a table, as the current folder."""
    root = tmp_path / "example"
    shutil.copytree(laid, root, symlinks=True)
    (root / "schema" / "events.yaml").write_text(EVENTS, "utf-8")
    (root / "plan.csv").write_text(TABLE, "utf-8")
    for words in (
        ("config", "user.name", "Vi"),
        ("config", "user.email", "vi@example.org"),
        ("add", "schema"),
    ):
        _git(root, *words)
    _git(root, "commit", "-qm", "Thêm sự kiện")
    monkeypatch.chdir(root)
    monkeypatch.setenv("COMMIT_LANG", "vi")
    return root


@pytest.fixture(scope="module")
def data(laid: Path) -> frozenset[str]:
    """The words of the example and its history."""
    return frozenset(data_words(laid))


def data_words(root: Path) -> set[str]:
    """The words that records and history hold, but for texts in English."""
    words = set(re.findall("[a-z]+", _git(root, "log", "--format=%an %s").lower()))
    for line in _git(root, "rev-list", "--objects", "--all").splitlines():
        blob, _, path = line.partition(" ")
        if path.endswith(".yaml"):
            text = ENGLISH_TEXT.sub("", _git(root, "cat-file", "blob", blob))
            words.update(re.findall("[a-z]+", text.lower()))
    return words


def _git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True).stdout.decode()


def left_in_english(text: str, line: str, data: frozenset[str]) -> set[str]:
    """The English words of an answer that are neither code nor data nor said by the one who asked."""
    prose = WORD_OF_CODE.sub(" ", LINES_OF_CODE.sub("", text))
    asked = set(re.findall("[a-z]+", line.lower()))
    names = {*COMMANDS, *(name for names in SUBCOMMANDS.values() for name in names), *SENTENCES}
    return english_words(prose) - data - asked - names - SHELL - WORDS_OF_OPTIONS


@pytest.mark.parametrize("line", EXAMPLE_LINES)
def test_an_example_is_answered_in_vietnamese(
    line: str, example: Path, data: frozenset[str], run: Run
) -> None:
    _, *words = shlex.split(line)
    if words[0] in ("save", "undo"):
        assert run("update", "flood-sensors", "--note", "Trả lời.", "--by", "norhaven").status == 0
    ran = run(*words)
    assert left_in_english(ran.out + ran.err, line, data) == set(), ran


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_is_in_vietnamese(name: str, example: Path, data: frozenset[str], run: Run) -> None:
    ran = run(*name.split(), "--help", today=None)
    assert ran.status == 0
    assert left_in_english(ran.out, name, data) == set(), ran


@pytest.mark.parametrize("line", REFUSALS)
def test_a_refusal_is_in_vietnamese(line: str, example: Path, data: frozenset[str], run: Run) -> None:
    ran = run(*shlex.split(line))
    assert ran.status in (1, 2) or line == "show", ran
    assert left_in_english(ran.out + ran.err, line, data) == set(), ran


def test_every_command_is_refused_something() -> None:
    assert {name for name in NAMES if not any(line.startswith(name) for line in REFUSALS)} == set()
