"""An option that takes one value is given once, else refused. Must not know any option by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commitments.errors import N_, CommitmentsError


def checked_parser(parser: Any, ctx: Any) -> Any:
    """A parser of the library below that refuses an option of one value where it stands twice.

    Raises CommitmentsError while it parses; never where a shell completes or help is asked for.
    """
    parse = parser.parse_args

    def parse_once(args: list[str]) -> Any:
        values, rest, order = parse(args)
        if not ctx.resilient_parsing and not any(parameter.is_eager for parameter in order):
            _require_once(order)
        return values, rest, order

    parser.parse_args = parse_once
    return parser


def _require_once(order: Sequence[Any]) -> None:
    met: set[str] = set()
    for parameter in order:
        if parameter.name in met and takes_one_value(parameter):
            raise given_twice(parameter)
        met.add(parameter.name)


def takes_one_value(parameter: Any) -> bool:
    """Whether only one value can hold; a flag with an opposite, such as `--no-cache`, has one too."""
    if parameter.param_type_name != "option" or parameter.multiple or parameter.count:
        return False
    return not parameter.is_flag or bool(parameter.secondary_opts)


def given_twice(parameter: Any) -> CommitmentsError:
    """What refuses an option that stands twice."""
    return CommitmentsError(
        N_("{option} is given twice, but takes one value"),
        N_("Leave one of the two out."),
        option="/".join((max(parameter.opts, key=len), *parameter.secondary_opts)),
    )
