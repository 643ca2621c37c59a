"""Which problems a terminal shows where there are thousands, and what is said of the others. Cuts no pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from commitments.model.problem import Problem, Severity
from commitments.render.answer import Screen
from commitments.render.words import Words

T = TypeVar("T")

MOST_SHOWN = 100
"""How many problems a terminal shows; nobody reads more at once, and the first are scrolled away."""


def on_screen(items: Sequence[T], problem_of: Callable[[T], Problem], screen: Screen) -> Sequence[T]:
    """What is shown of some problems, in their order: on a terminal a hundred, errors before warnings."""
    if screen.width is None or len(items) <= MOST_SHOWN:
        return items
    errors = [item for item in items if problem_of(item).severity is Severity.ERROR][:MOST_SHOWN]
    warnings = [item for item in items if problem_of(item).severity is not Severity.ERROR]
    kept = {id(item) for item in (*errors, *warnings[: MOST_SHOWN - len(errors)])}
    return [item for item in items if id(item) in kept]


def unseen(problems: Sequence[Problem], shown: Sequence[Problem], words: Words) -> Iterator[str]:
    """How many more there are, by rule, the errors first; nothing where all are shown."""
    left = Counter((problem.severity is not Severity.ERROR, problem.rule) for problem in problems)
    left.subtract((problem.severity is not Severity.ERROR, problem.rule) for problem in shown)
    if number := left.total():
        yield words.count(
            number, "{n} more problem is not shown here:", "{n} more problems are not shown here:"
        )
        for (is_warning, rule), count in sorted(
            left.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0])
        ):
            if count:
                label = words.say("warning") if is_warning else words.say("error")
                yield f"{words.number(count):>6}  {rule} ({label})"
        yield words.say("--output FILE.csv writes all of them to a file.")
        yield ""
