"""Flattens a group of options into parameters, and fills it from their values. Must not read a value."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, get_type_hints

import typer

from commitments.cli.options.repeated_options import repeated_option_error

KEYWORD = inspect.Parameter.KEYWORD_ONLY


def flat_parameters(group: Any) -> list[inspect.Parameter]:
    """The parameters that stand for a group in the signature of a command."""
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(name, KEYWORD, annotation=hints[name], default=group._field_defaults[name])
        for name in group._fields
    ]


def option_group(group: Any, flat_values: dict[str, Any], ctx: typer.Context) -> Any:
    """The options of a group, whether they stand before the command or after it.

    Raises UsageError for an option that stands in both places.
    """
    values = {}
    for name in group._fields:
        values[name] = flat_values.pop(name)
        contexts = [context for context in _with_parents(ctx) if _is_on_command_line(context, name)]
        if len(contexts) > 1:
            raise repeated_option_error(
                next(parameter for parameter in ctx.command.params if parameter.name == name)
            )
        if contexts and contexts[0] is not ctx:
            values[name] = contexts[0].params[name]
    return group(**values)


def _with_parents(ctx: Any) -> Iterator[Any]:
    """The context of a command, then those of the commands that it belongs to."""
    while ctx is not None:
        yield ctx
        ctx = ctx.parent


def _is_on_command_line(ctx: Any, name: str) -> bool:
    return getattr(ctx.get_parameter_source(name), "name", "DEFAULT") not in ("DEFAULT", "DEFAULT_MAP")
