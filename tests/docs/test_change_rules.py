"""Do the examples of the rules of change hold: each breaks its rule and no other, and mended none?

They must not judge how a finding is worded, nor what `validate` finds in the records.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from docs_commands import RECORD, record
from docs_package import (
    OF_CHANGES,
    ChangeSet,
    FileEdit,
    Parsed,
    RecordEdit,
    Severity,
    id_from_path,
    judge_changes,
    pair_records,
    parse_yaml,
    severity_of,
)
from docs_pages import DOCS, fences, marked, read

DAY = date(2026, 11, 22)
State = Mapping[str, str]
"""The files of a workspace by path."""


def state(rule: str, mark: str) -> State:
    """What the blocks with this mark hold."""
    blocks = marked(read(DOCS / "rules" / f"{rule}.md"), mark)
    paths = [(block.file or RECORD, block.text) for block in blocks]
    return {path: record(text, path) if path.startswith("records/") else text for path, text in paths}


def ids(files: Mapping[str, Parsed]) -> dict[str, str]:
    """Which record each file is; one that cannot be read is what its name says."""
    return {path: item.value["id"] if item.value else id_from_path(path) for path, item in files.items()}


def beside(before: State, after: State) -> list[FileEdit]:
    """The files beside the records that were touched."""
    paths = sorted({path for path in (*before, *after) if not path.startswith("records/")})
    return [FileEdit(path, value(path, before), value(path, after)) for path in paths]


def value(path: str, files: State) -> Any:
    """What a file beside the records says."""
    if path not in files:
        return None
    return tomllib.loads(files[path]) if path.endswith(".toml") else parse_yaml(files[path].encode()).value


def edits(before: State, after: State) -> list[RecordEdit]:
    """The records that were touched, as git would have them."""
    old, new = (
        {path: parse_yaml(text.encode()) for path, text in item.items() if path.startswith("records/")}
        for item in (before, after)
    )
    found = []
    for id, was, now in pair_records(ids(old), ids(new)):
        readable = now is None or not new[now].faults
        value = new[now].value if now and readable else None
        found.append(RecordEdit(id, old[was].value if was else None, value, was, now, readable))
    return found


def broken(before: State, after: State) -> list[str]:
    """The rules that a change breaks."""
    touched = edits(before, after)
    bound = [item.after for item in touched if item.after and "due_event" in item.after]
    events = value("schema/events.yaml", after) or []
    dates = {event["id"]: event.get("date") for event in events}
    change_set = ChangeSet(DAY, touched, beside(before, after), bound, event_dates=dates)
    # a party that is renamed is told of by both rules: what it is called now, and what it should have been
    told = [finding.rule for _, finding in judge_changes(change_set)]
    return [rule for rule in told if rule != "settings-weakened" or "party-rewritten" not in told]


@pytest.mark.parametrize("rule", OF_CHANGES)
def test_example_breaks_its_rule_and_no_other(rule: str) -> None:
    assert broken(state(rule, "before"), state(rule, "after")) == [rule]


@pytest.mark.parametrize("rule", OF_CHANGES)
def test_mended_example_breaks_none(rule: str) -> None:
    mended = state(rule, "mended")
    assert mended
    # a correction is reported even where it is explained
    expected = ["corrected-status"] if rule == "corrected-without-update" else []
    assert broken(state(rule, "before"), mended) == expected


def test_the_settings_shown_are_of_rules_that_are_there() -> None:
    block = next(fence for fence in fences(read(DOCS / "settings.md")) if fence.file == "commitments.toml")
    told = tomllib.loads(block.text)["severities"]
    assert told.keys() <= OF_CHANGES.keys()
    assert severity_of("due-moved-late", told) is Severity.WARNING
    assert severity_of("lead-replaced", told) is None
    assert severity_of("due-moved-silently", told) is Severity.ERROR
