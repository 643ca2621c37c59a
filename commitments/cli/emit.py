"""Where answers go: data to standard output or a file, all else to standard error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commitments.cli.options import Output
from commitments.cli.streams import put, say
from commitments.cli.values import require_one_of
from commitments.model.problem import Problem
from commitments.render.answer import Answer, Screen
from commitments.render.formats import FORMATS, Format
from commitments.render.rules import message
from commitments.render.safe import inert, one_line
from commitments.render.words import Words


def emit(answer: Answer, output: Output, screen: Screen, formats: Mapping[str, Format] = FORMATS) -> None:
    """Write an answer in the format asked for."""
    require_one_of("--format", output.format, list(formats))
    text = formats[output.format](answer, screen)
    if output.format != "github":
        text = inert(text)
    if output.output is None:
        put(text)
    else:
        from commitments.writing.store import write_whole  # not needed to print

        mark = "\ufeff" if output.format == "csv" else ""
        write_whole(output.output, (mark + text).encode("utf-8", "backslashreplace"))


def tell_left_out(problems: Sequence[Problem], words: Words) -> int:
    """Say which records could not be read; the exit status that follows from it."""
    for each in problems:
        where = ":".join(str(part) for part in (one_line(each.path), each.line, each.column) if part)
        say(words.say("{where}: left out: {message}", where=where, message=message(each, words)))
    if problems:
        say(
            words.count(
                len(problems),
                "{n} record could not be read and is left out; see `commit validate`.",
                "{n} records could not be read and are left out; see `commit validate`.",
            )
        )
    return 1 if problems else 0
