"""Refuses an option of one value that stands twice on a command line. Must not know any option by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commitments.errors import N_, UsageError


def refuse_repeated_options(parser: Any, ctx: Any) -> Any:
    """Make a parser of typer refuse an option of one value that stands twice.

    The parser then raises UsageError, except while a shell completes and where help is asked for.
    """
    parse = parser.parse_args

    def parse_once(args: list[str]) -> Any:
        values, leftover, order = parse(args)
        if not ctx.resilient_parsing and not any(parameter.is_eager for parameter in order):
            _require_single_values(order)
        return values, leftover, order

    parser.parse_args = parse_once
    return parser


def _require_single_values(order: Sequence[Any]) -> None:
    names: set[str] = set()
    for parameter in order:
        if parameter.name in names and takes_one_value(parameter):
            raise repeated_option_error(parameter)
        names.add(parameter.name)


def takes_one_value(parameter: Any) -> bool:
    """Whether an option takes one value only; so does a flag with an opposite, such as `--no-cache`."""
    if parameter.param_type_name != "option" or parameter.multiple or parameter.count:
        return False
    return not parameter.is_flag or bool(parameter.secondary_opts)


def repeated_option_error(parameter: Any) -> UsageError:
    """The error for an option that stands twice."""
    return UsageError(
        N_("{option} is given twice, but takes one value"),
        N_("Leave one of the two out."),
        option="/".join((max(parameter.opts, key=len), *parameter.secondary_opts)),
    )
