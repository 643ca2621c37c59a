"""Reports an edit to a person: the lines that differ, their meaning, why it was refused. Edits nothing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from typing import Any

from commitments.changes.change import Change, ChangeKind, FieldChange
from commitments.changes.compare import compare
from commitments.errors import N_
from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.parties.party import Registry
from commitments.model.problem import Problem
from commitments.model.revision import Revision
from commitments.render.answer import Screen
from commitments.render.changes.sentences import ChangeWords
from commitments.render.paint import paint, text
from commitments.render.safe import one_line
from commitments.render.shell import command_line, quote_word
from commitments.render.validate import problem_lines
from commitments.render.words import Words

_NO_COMMIT = Revision("", (), 0, "", "", "")
_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_SUBJECT_WIDTH = 72
"""Columns of a commit's first line that git's own tools show."""
_SOURCE_LINE = re.compile(r" *[0-9]* +\|")
"""The beginning of a quoted line of a file, and of the line with the caret below it."""
_BETTER_COMMANDS: Mapping[str, tuple[str, frozenset[str]]] = {
    N_("Use `commit reschedule` to move a deadline; it asks for the reason."): (
        "due",
        frozenset({"due-moved-silently", "milestone-moved-silently"}),
    ),
    N_("Use `commit close` to close a record; it asks for what the new status requires."): (
        "status",
        frozenset(
            {
                "closed-without-date",
                "closed-without-evidence",
                "closed-without-reason",
                "closed-without-successor",
                "corrected-without-update",
            }
        ),
    ),
    N_("Use `commit milestone` with --note to say why a milestone was not met."): (
        "status",
        frozenset({"milestone-missed-silently"}),
    ),
    N_("Use `commit reopen` to reopen a closed record; it asks for the reason."): (
        "status",
        frozenset({"reopened-without-update"}),
    ),
}
"""Hints by field and broken rules: the command that does better than to set the field."""
_RULES_WITHOUT_COMMAND = frozenset({"due-moved-late", "status-move"})
"""The rules that no command helps to keep."""
_SUBJECT_FIELDS = ("status", "due")
"""The fields that a commit's first line prefers."""


def diff_text(path: str, old: bytes | None, new: bytes | None, screen: Screen) -> str:
    """The lines that differ, as `diff -u` has them."""
    before = one_line(f"a/{path}") if old is not None else "/dev/null"
    after = one_line(f"b/{path}") if new is not None else "/dev/null"
    lines = [*unified_diff(_diff_lines(old or b""), _diff_lines(new or b""), before, after, lineterm="")]
    if not screen.color:
        return "".join(f"{line}\n" for line in lines)
    parts = [
        text(line, "bold" if index < 2 else _STYLES.get(line[:1], "")) for index, line in enumerate(lines)
    ]
    return paint(parts, screen)


def _diff_lines(data: bytes) -> list[str]:
    lines = data.decode("utf-8-sig", "replace").split("\n")
    last_line = lines.pop() if lines else ""
    safe_lines = [one_line(line.removesuffix("\r")) for line in lines]
    if last_line:
        safe_lines.append(f"{one_line(last_line)}\n\\ No newline at end of file")
    return safe_lines


def change_sentences(
    id: str,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any],
    registry: Registry,
    words: Words,
    events: EventRegistry = NO_EVENTS,
) -> list[tuple[str, str]]:
    """Each changed field with its sentence; for a new record one sentence without a field."""
    change_words = ChangeWords(words, registry, 400, events=events)
    if old is None:
        return [("", words.say("new record"))]
    changes = [_change(id, field_change) for field_change in compare(old, new)]
    return [(change.field, change_words.sentence(change)) for change in changes]


def _change(id: str, field_change: FieldChange) -> Change:
    old, new = _json_text(field_change.old), _json_text(field_change.new)
    return Change(_NO_COMMIT, id, "", ChangeKind.CHANGED, field_change.field, old, new, "null")


def _json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def commit_message(id: str, field_sentences: Sequence[tuple[str, str]]) -> str:
    """A commit message: a first line with the main change, then a list of all changes."""
    preferred = (sentence for name in _SUBJECT_FIELDS for field, sentence in field_sentences if field == name)
    leading = next(preferred, field_sentences[0][1])
    full_subject = f"{id}: {leading}"
    if len(full_subject) <= _SUBJECT_WIDTH and len(field_sentences) == 1:
        return f"{full_subject}\n"
    subject = full_subject if len(full_subject) <= _SUBJECT_WIDTH else f"{id}: {leading.partition(': ')[0]}"
    return "\n".join(
        [subject[:_SUBJECT_WIDTH], "", *(f"- {sentence}" for _, sentence in field_sentences), ""]
    )


def refusal_lines(problems: Iterable[Problem], words: Words) -> Iterator[tuple[str, bool]]:
    """The lines that say why an edit is refused: each problem with its line of the file and a hint.

    Each line comes with whether it is prose, which may be broken between words.
    """
    for problem in problems:
        for line in problem_lines(problem, words):
            if line:
                line_text = "".join(content for content, _ in line).rstrip()
                yield line_text, _SOURCE_LINE.match(line_text) is None


def better_commands(
    problems: Iterable[Problem], old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, words: Words
) -> list[str]:
    """Hints to the commands that make the edit as the rules want it; empty if no command may make it."""
    rules = {problem.rule for problem in problems}
    if old is None or new is None or not _RULES_WITHOUT_COMMAND.isdisjoint(rules):
        return []
    changed_fields = {
        change.field.rpartition(".")[2] for change in compare(old, new) if change.new is not None
    }
    return [
        words.say(sentence)
        for sentence, (field, reasons) in _BETTER_COMMANDS.items()
        if field in changed_fields and not reasons.isdisjoint(rules)
    ]


def restore_command(path: str, folder: str = "") -> str:
    """The command that restores a file from the last commit; the path is relative to `folder`, if given."""
    return f"{_git_command(folder)} restore --source=HEAD -- {quote_word(_literal_pathspec(path))}"


def _literal_pathspec(path: str) -> str:
    """A pathspec of git that matches this file alone."""
    return f":(literal){path}" if set(path) & set("*?[") else path


def commit_commands(path: str, subject: str, folder: str, is_new: bool) -> list[str]:
    """The commands that commit a file, in order; the path is relative to `folder`, if given."""
    git = ["git", *(["-C", folder] if folder else [])]
    pathspec = ["--", quote_word(_literal_pathspec(path))]
    add_command = [command_line([*git, "add"], [], pathspec)] if is_new else []
    return [*add_command, command_line([*git, "commit"], [("-m", subject)] if subject else [], pathspec)]


def revert_command(commit: str, folder: str = "") -> str:
    """The command that reverts a commit, in the repository of `folder` or of the current folder."""
    return f"{_git_command(folder)} revert {commit}"


def _git_command(folder: str) -> str:
    return f"git -C {quote_word(folder)}" if folder else "git"


def own_command(name: str, place_options: Sequence[tuple[str, str]]) -> str:
    """A command of ours for the register that the options lead to."""
    return command_line(["commit", name], place_options, [])


def remove_command(path: str) -> str:
    """The command that removes a new file."""
    return f"{'del' if os.name == 'nt' else 'rm --'} {quote_word(path)}"


def copy_back_command(copy: str, path: str) -> str:
    """The command that puts a saved copy back in its place."""
    return f"{'copy' if os.name == 'nt' else 'cp --'} {quote_word(copy)} {quote_word(path)}"
