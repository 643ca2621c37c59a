"""`commit help`: what a command does, its options and its examples. Must not run the command."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from commitments.cli.completing.word_completion import complete_command
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[COMMAND]...", help=N_("The command to explain."), autocompletion=complete_command
    ),
]


@flatten_options
def run(ctx: typer.Context, common: Common, names: Names = None) -> int:
    """Write the help of a command, or of the program where none is named."""
    from commitments.cli.streams import put

    root: Any = ctx.find_root()
    command, context = root.command, root
    for name in names or ():
        _, command, _rest = command.resolve_command(context, [name])
        context = type(root)(command, info_name=name, parent=context)
    put(f"{command.get_help(context)}\n")
    return 0
