"""What would be wrong with new texts of records if they were written. Writes nothing, and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from commitments.changes.change_set import ChangeSet, Edit
from commitments.changes.rules import judged
from commitments.model.names import stem
from commitments.model.problem import Pointer, Problem, Severity
from commitments.reading.yaml_text import parse
from commitments.workspace.change_problem import change_problem
from commitments.workspace.duplicate_faults import told_once
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.overlay import Overlay
from commitments.workspace.validate import validate


class Text(NamedTuple):
    """A file before and after an edit."""

    old: bytes | None
    """None where there was none."""
    new: bytes


class Verdict(NamedTuple):
    """What speaks against writing some texts."""

    problems: tuple[Problem, ...] = ()
    """Errors in the new texts, those that they bring to other files, and those of the step itself."""
    warnings: tuple[Problem, ...] = ()
    """The same that are no errors, and were not told before."""
    unreadable: bool = False
    """Whether a new text is no mapping that can be read."""


def verdict(workspace: Workspace, texts: Mapping[str, Text], today: date) -> Verdict:
    """Judge new texts, by path, as `validate` and `review` would once they were written."""
    new = Overlay(workspace.files, {path: text.new for path, text in texts.items()})
    after = Workspace(
        workspace.root, workspace.environ, workspace.use_cache, given=new, judged_by=workspace.judged_by
    )
    edits = [_edit(path, text) for path, text in texts.items()]
    of_change = _of_change(edits, texts, after.settings.severities, today)
    found = told_once([*_standing(workspace, after, texts), *of_change])
    found.sort(key=Problem.sort_key)
    return Verdict(
        tuple(problem for problem in found if problem.severity is Severity.ERROR),
        tuple(problem for problem in found if problem.severity is not Severity.ERROR),
        not all(edit.readable for edit in edits),
    )


def _edit(path: str, text: Text) -> Edit:
    before, after = _value(text.old), _value(text.new)
    id = next((item["id"] for item in (after, before) if item and isinstance(item.get("id"), str)), None)
    old_path = path if text.old is not None else None
    return Edit(id or stem(path), before, after, old_path, path, after is not None)


def _value(data: bytes | None) -> dict[str, Any] | None:
    """What a text holds; None where that cannot be read."""
    parsed = parse(data) if data is not None else None
    return parsed.value if parsed and not parsed.faults and isinstance(parsed.value, dict) else None


def _of_change(
    edits: list[Edit], texts: Mapping[str, Text], severities: Mapping[str, str], today: date
) -> Iterator[Problem]:
    for edit, finding in judged(ChangeSet(today, edits)):
        path = (edit.new_path if edit else None) or next(iter(texts))
        problem = change_problem(finding, severities, path, edit.id if edit else None, texts[path].new)
        if problem is not None:
            yield problem


def _standing(workspace: Workspace, after: Workspace, texts: Mapping[str, Text]) -> Iterator[Problem]:
    """What `validate` would tell: every error of the new texts, and all else that it did not tell before."""
    found = validate(after).problems
    rest = [item for item in found if not _is_owned(item, texts)]
    told = _told(workspace) if rest else frozenset()
    yield from (item for item in found if _is_owned(item, texts) or _name(item) not in told)


def _is_owned(problem: Problem, texts: Mapping[str, Text]) -> bool:
    return problem.path in texts and problem.severity is Severity.ERROR


def _told(workspace: Workspace) -> frozenset[tuple[str, str, Pointer]]:
    if not (workspace.listing.entries or workspace.listing.refused or workspace.listing.unnameable):
        return frozenset()  # without any record there is nothing to validate
    return frozenset(map(_name, validate(workspace).problems))


def _name(problem: Problem) -> tuple[str, str, Pointer]:
    """What makes a problem the same as before; what it suggests may have changed."""
    return problem.path, problem.rule, problem.pointer
