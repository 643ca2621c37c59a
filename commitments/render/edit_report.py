"""What an edit did, for a person: the lines that differ, what that means, why it was refused."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from typing import Any

from commitments.changes.change import Change, ChangeKind
from commitments.changes.compare import compare
from commitments.errors import N_
from commitments.model.party import Registry
from commitments.model.problem import Problem
from commitments.model.revision import Revision
from commitments.render.answer import Screen
from commitments.render.changes.sentences import ChangeWords
from commitments.render.paint import painted, text
from commitments.render.safe import one_line
from commitments.render.shell import command, quoted
from commitments.render.validate import problem_lines
from commitments.render.words import Words

_HERE = Revision("", (), 0, "", "", "")
_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_SUBJECT = 72
"""Columns of a commit's first line, as git's own tools show it."""
_SOURCE = re.compile(r" *[0-9]* +\|")
"""How a line out of a file begins, and the one below it that points into it."""
_BETTER: Mapping[str, tuple[str, frozenset[str]]] = {
    N_("`commit reschedule` moves a deadline, and asks for the reason."): (
        "due",
        frozenset({"due-moved-silently", "milestone-moved-silently"}),
    ),
    N_("`commit close` closes a record, and asks for what that owes."): (
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
    N_("`commit reopen` opens a closed record again, and asks why."): (
        "status",
        frozenset({"reopened-without-update"}),
    ),
}
"""What does better than to set this field, by the rules that this broke."""
_HOPELESS = frozenset({"due-moved-late", "status-move"})
"""The rules that no command gets round."""
_LEADING = ("status", "due")
"""What a commit's first line tells of, if that changed."""


def difference(path: str, old: bytes | None, new: bytes, screen: Screen) -> str:
    """The lines that differ, as `diff -u` has them."""
    before = one_line(f"a/{path}") if old is not None else "/dev/null"
    after = one_line(f"b/{path}")
    lines = [*unified_diff(_lines(old or b""), _lines(new), before, after, lineterm="")]
    if not screen.color:
        return "".join(f"{line}\n" for line in lines)
    parts = [
        text(line, "bold" if place < 2 else _STYLES.get(line[:1], "")) for place, line in enumerate(lines)
    ]
    return painted(parts, screen)


def _lines(data: bytes) -> list[str]:
    lines = data.decode("utf-8-sig", "replace").split("\n")
    ended = lines.pop() if lines else ""
    shown = [one_line(line.removesuffix("\r")) for line in lines]
    return [*shown, f"{one_line(ended)}\n\\ No newline at end of file"] if ended else shown


def sentences(
    id: str, old: Mapping[str, Any] | None, new: Mapping[str, Any], registry: Registry, words: Words
) -> list[tuple[str, str]]:
    """Each field that changed, and what became of it; of a new record, that it is new."""
    said = ChangeWords(words, registry, 400)
    if old is None:
        return [("", words.say("new record"))]
    rows = [
        Change(_HERE, id, "", ChangeKind.CHANGED, change.field, _json(change.old), _json(change.new), "null")
        for change in compare(old, new)
    ]
    return [(row.field, said.sentence(row)) for row in rows]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def commit_message(id: str, told: Sequence[tuple[str, str]]) -> str:
    """A first line with the most telling change, then all of them."""
    first = next((line for name in _LEADING for field, line in told if field == name), told[0][1])
    whole = f"{id}: {first}"
    if len(whole) <= _SUBJECT and len(told) == 1:
        return f"{whole}\n"
    subject = whole if len(whole) <= _SUBJECT else f"{id}: {first.partition(': ')[0]}"
    return "\n".join([subject[:_SUBJECT], "", *(f"- {line}" for _, line in told), ""])


def refusals(problems: Iterable[Problem], words: Words) -> Iterator[tuple[str, bool]]:
    """Each fault at its place in the text that would be, with the line and a hint, as lines.

    Beside each stands whether it is prose, which may be broken between its words.
    """
    for problem in problems:
        for line in problem_lines(problem, words):
            if line:
                shown = "".join(content for content, _ in line).rstrip()
                yield shown, _SOURCE.match(shown) is None


def better_ways(
    problems: Iterable[Problem], old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, words: Words
) -> list[str]:
    """The commands that do what was tried, with all that the rules ask for; none for what none can do."""
    rules = {problem.rule for problem in problems}
    if old is None or new is None or not _HOPELESS.isdisjoint(rules):
        return []
    given = {change.field.rpartition(".")[2] for change in compare(old, new) if change.new is not None}
    return [
        words.say(said)
        for said, (field, of) in _BETTER.items()
        if field in given and not of.isdisjoint(rules)
    ]


def restoring(path: str, folder: str = "") -> str:
    """The command that puts back what the last commit holds; the path is from `folder`, if that is given."""
    return f"{_git(folder)} restore --source=HEAD -- {quoted(_literal(path))}"


def _literal(path: str) -> str:
    """A path as git takes it for this very file."""
    return f":(literal){path}" if set(path) & set("*?[") else path


def committing(path: str, subject: str, folder: str, is_new: bool) -> list[str]:
    """The commands that commit a file, one after the other; the path is from `folder`, if that is given."""
    where = ["git", *(["-C", folder] if folder else [])]
    only = ["--", quoted(_literal(path))]
    add = [command([*where, "add"], [], only)] if is_new else []
    return [*add, command([*where, "commit"], [("-m", subject)] if subject else [], only)]


def reverting(commit: str, folder: str = "") -> str:
    """The command that takes back a commit, in the repository of `folder` or that of the current one."""
    return f"{_git(folder)} revert {commit}"


def _git(folder: str) -> str:
    return f"git -C {quoted(folder)}" if folder else "git"


def removing(path: str) -> str:
    """The command that removes a new file."""
    return f"{'del' if os.name == 'nt' else 'rm --'} {quoted(path)}"


def putting_back(copy: str, path: str) -> str:
    """The command that puts back what stood there before."""
    return f"{'copy' if os.name == 'nt' else 'cp --'} {quoted(copy)} {quoted(path)}"
