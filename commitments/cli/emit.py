"""Writes answers to standard output or a file, and notices to standard error. Must not make an answer."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from commitments.cache.examined_file import located_problem
from commitments.cli.options.option_groups import Output
from commitments.cli.options.output_format import output_format
from commitments.cli.records_outside import tell_outside
from commitments.cli.streams import put, say
from commitments.locale.messages import Messages
from commitments.model.members import MemberState
from commitments.model.problem import Finding, Problem, Severity
from commitments.render.answer import Answer, Screen
from commitments.render.formats.format_table import FORMATS, Format, write_chunks
from commitments.render.rules.rule_words import message
from commitments.render.safe import one_line
from commitments.render.words import Words

if TYPE_CHECKING:
    from commitments.cli.session import Session

_MOST_LISTED = 20
"""How many unreadable records a terminal names one by one."""


def emit(
    answer: Answer,
    output: Output,
    screen: Screen,
    formats: Mapping[str, Format] = FORMATS,
) -> None:
    """Write an answer in its format, to standard output, a pager or the file of `--output`.

    Raises UsageError for a format that is not in `formats`, WriteError where the file cannot be written.
    """
    name = output_format(output, formats)
    if screen.roof is not None:
        from commitments.render.roof import answer_of_roof  # needed only on a roof

        answer = answer_of_roof(answer, screen.roof, screen.words)
    text = write_chunks(formats[name](answer, screen))
    if output.output is None and screen.page_height:
        put_paged("".join(text), screen.page_height, screen.words)
    elif output.output is None:
        for part in text:
            put(part)
    else:
        from commitments.writing.store import write_whole  # needed only for a file

        mark = "\ufeff" if name == "csv" else ""
        parts = (part.encode("utf-8", "backslashreplace") for part in chain((mark,), text))
        write_whole(output.output, b"".join(parts))
        say(screen.words.say("Written: {path} ({format})", path=one_line(str(output.output)), format=name))


def put_paged(text: str, page_height: int | None, words: Messages) -> None:
    """Write a text to standard output, through the pager where it is longer than the screen."""
    if page_height is None or text.count("\n") < page_height:
        put(text)
        return
    from commitments.cli.pager import put_in_pager  # starts a program

    put_in_pager(text, words)


def emit_records(session: Session, answer: Answer, output: Output, is_cut: bool = True) -> int:
    """Write an answer about records and say what it leaves out; returns the exit status.

    `is_cut` says whether the list may be cut to the height of the screen.
    """
    screen = session.screen(output)
    emit(answer, output, replace(screen, page_height=None) if is_cut else replace(screen, height=None))
    return tell_left_out(session)


def tell_left_out(session: Session) -> int:
    """Say what is not on disk, what could not be read and what has faults; returns the exit status."""
    tell_outside(session)
    survey, words = session.workspace.survey, session.words
    for path in survey.nested():
        _say_left_out(located_problem(path, Finding("nested-repository")), words)
    problems = survey.left_out()
    faulty = {fault.path for fault in survey.problems if fault.severity is Severity.ERROR}
    shown_with_faults = faulty.difference(fault.path for fault in problems)
    if shown_with_faults:
        say(
            words.count(
                len(shown_with_faults),
                "{n} record is shown as it stands but has faults; see `commit validate`.",
                "{n} records are shown as they stand but have faults; see `commit validate`.",
            )
        )
    return max(tell_unread(problems, words), tell_members(session))


def tell_members(session: Session) -> int:
    """Say which members of a roof could not be read whole; returns 1 where there are any, else 0."""
    roof = session.roof_view
    if roof is None:
        return 0
    from commitments.render.roof import member_sentences

    own = roof.own_clone
    is_behind = own is not None and own.state is MemberState.BEHIND
    members = [own, *roof.members] if own is not None and is_behind else roof.members
    for sentence in member_sentences(members, session.words):
        say(sentence)
    return 0 if roof.is_whole else 1


def tell_unread(problems: Sequence[Problem], words: Words) -> int:
    """Say which records could not be read; returns 1 where there are any, else 0."""
    listed = problems[:_MOST_LISTED] if sys.stderr.isatty() else problems
    for fault in listed:
        _say_left_out(fault, words)
    if hidden := len(problems) - len(listed):
        say(words.count(hidden, "… and {n} more record", "… and {n} more records"))
    if problems:
        say(
            words.count(
                len(problems),
                "{n} record could not be read and is left out; see `commit validate`.",
                "{n} records could not be read and are left out; see `commit validate`.",
            )
        )
    return 1 if problems else 0


def _say_left_out(fault: Problem, words: Words) -> None:
    where = ":".join(str(part) for part in (one_line(fault.path), fault.line, fault.column) if part)
    say(words.say("{where}: left out: {message}", where=where, message=message(fault, words)))
