"""Chooses which of thousands of problems a terminal shows, and counts the others. Cuts nothing in a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from commitments.model.problem import Problem, Severity
from commitments.render.answer import Screen
from commitments.render.words import Words

T = TypeVar("T")

MOST_SHOWN = 100
"""How many problems a terminal shows; nobody reads more at once, and the first scroll away."""


def problems_on_screen(items: Sequence[T], problem_of: Callable[[T], Problem], screen: Screen) -> Sequence[T]:
    """The items to show, in their order: on a terminal `MOST_SHOWN` at most, and errors before warnings."""
    if screen.width is None or len(items) <= MOST_SHOWN:
        return items
    errors = [item for item in items if problem_of(item).severity is Severity.ERROR][:MOST_SHOWN]
    warnings = [item for item in items if problem_of(item).severity is not Severity.ERROR]
    shown_ids = {id(item) for item in (*errors, *warnings[: MOST_SHOWN - len(errors)])}
    return [item for item in items if id(item) in shown_ids]


def hidden_problem_lines(
    problems: Sequence[Problem], shown_problems: Sequence[Problem], words: Words
) -> Iterator[str]:
    """Lines that count the problems not shown, by rule, errors first; no line where all are shown."""
    counts = Counter((problem.severity is not Severity.ERROR, problem.rule) for problem in problems)
    counts.subtract((problem.severity is not Severity.ERROR, problem.rule) for problem in shown_problems)
    if total := counts.total():
        yield words.count(
            total, "{n} more problem is not shown here:", "{n} more problems are not shown here:"
        )
        for (is_warning, rule), count in sorted(
            counts.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0])
        ):
            if count:
                label = words.say("warning") if is_warning else words.say("error")
                yield f"{words.number(count):>6}  {rule} ({label})"
        yield words.say("Use --output FILE.csv to write all of them to a file.")
        yield ""
