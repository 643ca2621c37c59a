"""Where answers go: data to standard output or a file, all else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from commitments.cache.examined_file import problem
from commitments.cli.options import Output
from commitments.cli.output_format import output_format
from commitments.cli.records_outside import tell_outside
from commitments.cli.streams import put, say
from commitments.model.problem import Finding, Problem, Severity
from commitments.render.answer import Answer, Screen
from commitments.render.formats.format_table import FORMATS, Format, in_parts
from commitments.render.rule_sentences import message
from commitments.render.safe import one_line
from commitments.render.words import Words

if TYPE_CHECKING:
    from commitments.cli.session import Session

_MOST_SAID = 20
"""How many records that could not be read a terminal names one by one."""


def emit(
    answer: Answer,
    output: Output,
    screen: Screen,
    formats: Mapping[str, Format] = FORMATS,
) -> None:
    """Write an answer in the format asked for."""
    name = output_format(output, formats)
    text = in_parts(formats[name](answer, screen))
    if output.output is None:
        for part in text:
            put(part)
    else:
        from commitments.writing.store import write_whole  # not needed to print

        mark = "\ufeff" if name == "csv" else ""
        parts = (part.encode("utf-8", "backslashreplace") for part in chain((mark,), text))
        write_whole(output.output, b"".join(parts))
        say(screen.words.say("Written: {path} ({format})", path=one_line(str(output.output)), format=name))


def emit_records(at: Session, answer: Answer, output: Output) -> int:
    """Write an answer about records, and say what could not be read; the exit status that follows."""
    emit(answer, output, at.screen(output))
    return tell_left_out(at)


def tell_left_out(at: Session) -> int:
    """Say what is not here, what could not be read and what is faulty; the exit status that follows."""
    tell_outside(at)
    survey, words = at.workspace.survey, at.words
    for path in survey.listing.nested:
        _say_left_out(problem(path, Finding("nested-repository")), words)
    problems = survey.left_out()
    faulty = {item.path for item in survey.problems if item.severity is Severity.ERROR}
    shown = faulty.difference(item.path for item in problems)
    if shown:
        say(
            words.count(
                len(shown),
                "{n} record is shown as it stands but has faults; see `commit validate`.",
                "{n} records are shown as they stand but have faults; see `commit validate`.",
            )
        )
    return tell(problems, words)


def tell(problems: Sequence[Problem], words: Words) -> int:
    """Say which records could not be read; 1 where there are any."""
    shown = problems[:_MOST_SAID] if sys.stderr.isatty() else problems
    for fault in shown:
        _say_left_out(fault, words)
    if more := len(problems) - len(shown):
        say(words.count(more, "… and {n} more record", "… and {n} more records"))
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
