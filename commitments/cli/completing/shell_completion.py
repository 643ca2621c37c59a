"""Shows or installs the completion of a shell that is named, which typer does for the current one alone.

Must not complete a word.
"""

from __future__ import annotations

from collections.abc import Sequence

from commitments.errors import N_, UsageError

_SHOW, _INSTALL = "--show-completion", "--install-completion"
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def completion_of_shell(arguments: Sequence[str], program: str) -> int | None:
    """Show or install the completion of the shell that a command line names; None where it names none.

    Raises UsageError for a shell that has no completion.
    """
    if len(arguments) != 2 or arguments[0] not in (_SHOW, _INSTALL) or arguments[1].startswith("-"):
        return None
    from typer._completion_shared import get_completion_script, install

    from commitments.cli.streams import put

    option, shell = arguments
    if shell not in _SHELLS:
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("It takes: {allowed}"),
            option=option,
            given=shell,
            allowed=", ".join(_SHELLS),
        )
    variable = f"_{program.upper()}_COMPLETE"
    if option == _SHOW:
        put(f"{get_completion_script(prog_name=program, complete_var=variable, shell=shell)}\n")
    else:
        _, path = install(shell=shell, prog_name=program, complete_var=variable)
        put(f"{path}\n")
    return 0
