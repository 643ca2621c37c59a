"""Has all there is its page or its mention, and does no page speak of what is not there?

They must not read wording, only names.
"""

import json
import re
from dataclasses import fields
from functools import cache
from typing import Any

import docs_pages
import pytest
from docs_commands import Stage, commands
from docs_package import (
    CHANGE_KEYS,
    COMMANDS,
    LIST_KEYS,
    PERIODS,
    SENTENCES,
    SEVERITIES,
    SUBCOMMANDS,
    VALIDATE_FORMATS,
    ChangeKind,
    Settings,
)
from docs_pages import DOCS, ROOT, cells, code, fences, read
from docs_schema import LABELS, field_names, nested
from docs_tables import VI, WORDS, page_of, plain

SHARED = DOCS / "commands" / "shared.md"
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_VARIABLE = re.compile(r"\bCOMMIT_[A-Z_]+\b|\bNO_COLOR\b")
_TABLE = re.compile(
    r"(?:<!-- kept: (?P<mark>[\w -]+) -->\n)?\|(?P<head>.*)\|\n\|[ :|-]+\n(?P<rows>(?:\|.*\n)*)"
)


@cache
def options(stage: Stage, command: str) -> frozenset[str]:
    """The options that a command's help names."""
    status, told = stage.run([*command.split(), "--help"], stage.example)
    assert status == 0
    return frozenset(_OPTION.findall(told))


def mentioned(text: str) -> set[str]:
    """The options in the code spans and the command lines of a page."""
    lines = [line for fence in fences(text) if fence.language == "console" for line in commands(fence)]
    return {option for item in [*code(text), *lines] for option in _OPTION.findall(item)}


def first_column(text: str, head: str) -> list[str]:
    """The first cells of the tables whose first heading is `head`."""
    found = [match for match in _TABLE.finditer(text) if match["head"].split("|")[0].strip() == head]
    return [plain(cells(line)[0]) for match in found for line in match["rows"].splitlines()]


def kept_rows(name: str) -> list[tuple[str, list[str]]]:
    """For each kept table of this name: what it is of, and its first cells."""
    found = []
    for page in docs_pages.pages():
        for match in _TABLE.finditer(read(page)):
            mark, _, of = (match["mark"] or "").partition(" ")
            if mark == name:
                found.append((of, [plain(cells(line)[0]) for line in match["rows"].splitlines()]))
    return found


def test_each_command_has_a_page() -> None:
    assert {page.stem for page in (DOCS / "commands").glob("*.md")} == {*COMMANDS, "shared"}


EVERY = ["", *COMMANDS, *(f"{name} {below}" for name, below_it in SUBCOMMANDS.items() for below in below_it)]
"""Every command line that has a help of its own."""


@pytest.mark.parametrize("command", EVERY)
def test_each_option_is_told(command: str, stage: Stage) -> None:
    page = DOCS / "commands" / f"{command.partition(' ')[0]}.md"
    told = mentioned(read(SHARED)) | (mentioned(read(page)) if command else set())
    assert options(stage, command) - told == set()


def test_no_page_names_an_option_or_a_command_that_is_not_there(stage: Stage) -> None:
    known = frozenset[str]().union(*(options(stage, command) for command in EVERY))
    for page in docs_pages.pages():
        assert mentioned(read(page)) <= known, page
        named = {word for item in code(read(page)) for word in re.findall(r"^commit ([a-z][a-z-]*)", item)}
        assert named <= set(COMMANDS), page


def test_each_filter_stands_in_the_table(stage: Stage) -> None:
    told = {item.split()[0] for item in first_column(read(SHARED), "filter")} - {"ID…"}
    others = {"--all", "--as-of", "--by", "--sort", "--limit", "--list"}
    assert told == options(stage, "status") - options(stage, "validate") - others


def test_each_format_stands_in_the_table() -> None:
    assert first_column(read(SHARED), "format") == list(VALIDATE_FORMATS)


def test_each_environment_variable_is_told() -> None:
    files = (ROOT / "commitments").rglob("*.py")
    used = {name for file in files for name in _VARIABLE.findall(file.read_text(encoding="utf-8"))}
    assert used == {name for item in code(read(SHARED)) for name in _VARIABLE.findall(item)}


def test_each_setting_stands_in_the_table_with_its_default() -> None:
    page = read(DOCS / "settings.md")
    assert first_column(page, "setting") == [field.name for field in fields(Settings)]
    for name in ("due_soon_days", "stale_after_days", "expiring_days"):
        line = next(line for line in page.splitlines() if line.startswith(f"| `{name}`"))
        assert cells(line)[2] == str(getattr(Settings(), name))


def test_each_field_has_a_page_and_no_other_has() -> None:
    pages = set((DOCS / "fields").glob("*.md"))
    assert pages == {
        *map(page_of, field_names()),
        *(DOCS / "fields" / name for name in ("index.md", "parties-file.md", "events-file.md")),
    }
    listed = set(docs_pages.links(read(DOCS / "fields" / "index.md")))
    assert {page.name for page in pages} - {"index.md"} <= listed


def test_each_field_inside_a_field_stands_in_a_table() -> None:
    found = dict(kept_rows("sub-fields"))
    for of, names in found.items():
        assert names == list(nested(of)["properties"]), of
    assert set(found) == {
        *("party", "due_change", "occurrence", "milestone", "update", "evidence"),
        *("closing", "source", "repeats", "registry", "event", "due_event", "term", "term_change"),
    }


def test_each_rule_has_a_page_and_a_line_in_the_list() -> None:
    assert set(SENTENCES) == set(SEVERITIES)
    assert {page.stem for page in (DOCS / "rules").glob("*.md")} == {*SENTENCES, "index"}
    listed = [cell.partition("]")[0].strip("[`") for _, rows in kept_rows("rules") for cell in rows]
    assert listed == list(SENTENCES)
    for rule in SENTENCES:
        assert f"<!-- kept: said {rule} -->" in read(DOCS / "rules" / f"{rule}.md")


def test_the_glossary_holds_every_word() -> None:
    assert {of: list(rows) for of, rows in kept_rows("words")} == {
        of: list(words) for of, words in WORDS.items()
    }
    assert len(kept_rows("fields")[0][1]) == len(field_names())
    assert [label for label in LABELS.values() if VI.say(label) == label] == []


def test_every_kept_table_is_there() -> None:
    names = ("timeliness", "stale", "heard", "terms", "example-days", "dates", "recurrences", "said")
    assert all(rows for name in names for _, rows in kept_rows(name))
    assert all(kept_rows(name) for name in names)


def told_keys(line: str) -> list[str]:
    """The code spans of a line."""
    return [commit for commit in code(line) if re.fullmatch(r"[a-z_]+", commit)]


ASKED = {
    "status": ["status", "--by", "kind"],
    "overdue": ["overdue"],
    "show": ["show", "flood-sensors"],
    "changes": ["changes", "--since", "2026-10-01"],
    "review": ["review", "HEAD~3...HEAD"],
    "audit": ["audit"],
    "slips": ["slips"],
    "trend": ["trend", "--every", "year"],
    "parties": ["parties"],
    "validate": ["validate"],
}


@pytest.mark.parametrize("command", ASKED)
def test_the_keys_of_json_are_told(command: str, stage: Stage) -> None:
    page = read(SHARED).partition("## JSON")[2]
    answer = answered(command, stage)
    line = next(line for line in page.splitlines() if f"`{command}`" in line.partition(" | ")[0])
    assert {*told_keys(line.partition(" | ")[2]), "schema_version", "command", "as_of"} == set(answer)


def test_the_keys_of_a_row_are_told(stage: Stage) -> None:
    row = answered("overdue", stage)["records"][0]
    told = [key for first, _ in json_table("key") for key in told_keys(first)]
    assert sorted(told) == sorted(row)
    assert set(answered("show", stage)["computed"]) == {*row, "next_occurrence"}


@pytest.mark.parametrize("command", ["changes", "slips", "trend", "parties"])
def test_the_keys_of_its_row_stand_on_the_page(command: str, stage: Stage) -> None:
    page = read(DOCS / "commands" / f"{command}.md")
    answer = answered(command, stage)
    told = [key for first, _ in table(page, "key") for key in told_keys(first)]
    assert sorted(told) == sorted(answer["points" if command == "trend" else command][0])
    every = {
        key
        for item in (answer.get("summary", {}), *answer.get("summary", {}).get("by_lead", ()))
        for key in item
    }
    assert every <= set(told_keys(page))


def test_the_life_of_a_record_is_told_in_rows_of_changes(stage: Stage) -> None:
    assert {key for item in answered("show", stage)["history"] for key in item} == set(CHANGE_KEYS)


def test_what_a_change_may_be_is_told() -> None:
    page = read(DOCS / "commands" / "changes.md")
    assert {key for first, _ in table(page, "change") for key in told_keys(first)} == set(ChangeKind)
    assert first_column(page, "list") == [*LIST_KEYS, "any other"]
    for first, told in table(page, "list")[:-1]:
        assert set(told_keys(told)) == {key for choice in LIST_KEYS[plain(first)] for key in choice}


def test_every_step_of_a_trend_is_told() -> None:
    page = read(DOCS / "commands" / "trend.md")
    [line] = [line for line in page.splitlines() if line.startswith("| `--every STEP`")]
    assert told_keys(line) == list(PERIODS)


def test_the_keys_of_the_other_objects_are_told(stage: Stage) -> None:
    told = {told_keys(first)[0]: told_keys(keys) for first, keys in json_table("object")}
    status = answered("status", stage)
    assert told["summary"] == list(status["summary"])
    assert told["groups"] == list(status["groups"][0])
    root = stage.workspace({"records/empty.yaml": ""})
    assert told["problems"] == list(stage.problems(root)[0])
    assert told["findings"] == list(answered("audit", stage)["findings"][0])


def json_table(head: str) -> list[list[str]]:
    """The lines of the table on JSON whose first heading is `head`."""
    return table(read(SHARED).partition("## JSON")[2], head)


def table(page: str, head: str) -> list[list[str]]:
    """The lines of the first table of a page whose first heading is `head`."""
    found = (match for match in _TABLE.finditer(page) if match["head"].split("|")[0].strip() == head)
    return [cells(line) for line in next(found)["rows"].splitlines()]


def answered(command: str, stage: Stage) -> dict[str, Any]:
    """A command's answer as JSON."""
    _, told = stage.run([*ASKED[command], "--format", "json", "--today", "2026-11-22"], stage.example)
    found: dict[str, Any] = json.loads(told)
    return found


def test_the_readme_counts_our_own_records_right() -> None:
    readme, vietnamese, change = (
        (ROOT / name).read_text("utf-8") for name in ("README.md", "README.vi.md", "CHANGELOG.md")
    )
    texts = [path.read_text("utf-8") for path in (ROOT / "records").glob("**/*.yaml")]
    meetings = sum("\nkind: meeting\n" in text for text in texts)
    assert meetings == 5
    for page, word in ((readme, "commitments"), (change, "commitments"), (vietnamese, "cam kết")):
        assert f"{len(texts) - meetings} {word}" in page
