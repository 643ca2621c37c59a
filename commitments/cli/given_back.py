"""Gives a command back with the answers to its questions where it came to nothing, else its usage.

Must not know any command, and must not ask a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typer

from commitments.cli.kept_answers import keeping_answers, run_until_answered
from commitments.cli.streams import say
from commitments.errors import N_, CommitmentsError, MissingError

if TYPE_CHECKING:
    from commitments.locale.messages import Messages


@dataclass
class _Answers:
    """What was answered in one run, by the names of the parameters of its command."""

    values: dict[str, str | list[str]] = field(default_factory=dict)
    words: Messages | None = None
    are_given_back: bool = False
    """Whether the command is said even where nothing went wrong."""


_answers: ContextVar[_Answers | None] = ContextVar("answers", default=None)


def remember_answer(words: Messages, name: str, value: str | list[str] | None) -> None:
    """Keep an answer in the place of the parameter `name`, for a command that says it again."""
    if (answers := _answers.get()) is not None and value:
        answers.values[name] = value
        answers.words = words


def give_answers_back() -> None:
    """Have the command with the answers said at its end, as nothing was written."""
    if (answers := _answers.get()) is not None:
        answers.are_given_back = True


def forget_answers() -> None:
    """Forget the answers, since what they asked for is written."""
    if (answers := _answers.get()) is not None:
        answers.values.clear()


def run_and_give_back(ctx: typer.Context, command: Callable[[], int]) -> int:
    """Run a command; where it writes nothing after a question, say which command holds the answers.

    Where something is missing, the error is raised with the usage of the command as a note.
    """
    answers = _Answers()
    token = _answers.set(answers)

    def run_anew() -> int:
        answers.values.clear()
        answers.are_given_back = False
        return command()

    try:
        with keeping_answers():
            status = run_until_answered(run_anew)
        if status == 1 or answers.are_given_back:
            _tell_again(ctx, answers, say)
        return status
    except typer.Abort:
        _tell_again(ctx, answers, say)
        raise
    except MissingError as error:
        error.add_note(ctx.get_usage())
        raise
    except CommitmentsError as error:
        _tell_again(ctx, answers, error.add_note)  # shown after the reason
        raise
    finally:
        _answers.reset(token)


def _tell_again(ctx: Any, answers: _Answers, tell: Callable[[str], object]) -> None:
    if answers.words is None or not answers.values:
        return
    from commitments.render.shell import command_line, uncopyable_options

    given = _given_values(ctx, answers)
    options = list(_options(ctx, given))
    line = command_line([*ctx.command_path.split(), *_arguments(ctx, given)], options, _flags(ctx, given))
    tell(answers.words.say(N_("To try again with these answers: {command}"), command=line))
    if left_out := uncopyable_options(options):
        message = N_("The command leaves out options whose values cannot be copied safely: {options}")
        tell(answers.words.say(message, options=", ".join(left_out)))


def _given_values(ctx: Any, answers: _Answers) -> dict[str, Any]:
    """What the command line and the answers say, by the name of the parameter."""
    contexts = []
    while ctx is not None:
        contexts.append(ctx)
        ctx = ctx.parent
    given = {
        name: value
        for context in reversed(contexts)
        for name, value in context.params.items()
        if getattr(context.get_parameter_source(name), "name", "DEFAULT") not in ("DEFAULT", "DEFAULT_MAP")
    }
    return {**given, **answers.values}


def _arguments(ctx: Any, given: dict[str, Any]) -> Iterator[str]:
    """The arguments in their order, up to the first that nobody gave."""
    for parameter in ctx.command.params:
        if parameter.param_type_name != "argument":
            continue
        if not given.get(parameter.name):
            return
        yield from _texts(given[parameter.name])


def _options(ctx: Any, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for parameter in ctx.command.params:
        if parameter.param_type_name == "option" and not parameter.is_flag:
            for text in _texts(given.get(parameter.name)):
                yield max(parameter.opts, key=len), text


def _flags(ctx: Any, given: dict[str, Any]) -> Iterator[str]:
    for parameter in ctx.command.params:
        if parameter.param_type_name == "option" and parameter.is_flag and parameter.name in given:
            names = parameter.opts if given[parameter.name] else parameter.secondary_opts
            yield from ([max(names, key=len)] if names else [])


def _texts(value: Any) -> Sequence[str]:
    return [str(item) for item in (value if isinstance(value, list | tuple) else [value]) if item is not None]
