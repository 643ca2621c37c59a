"""What stops an answer from being given. Never for faults in data: those are `model.problem` values."""

from __future__ import annotations


class CommitmentsError(Exception):
    """A question that cannot be answered: bad usage, no workspace, an unknown id, no git.

    `message` and `hint` are message ids of the catalogue; `values` fill their braces.
    The command line prints them in the reader's language and exits with 2.
    """

    def __init__(self, message: str, hint: str = "", /, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.hint = hint
        self.values = values


def N_(message: str) -> str:
    """Mark a message for the catalogue where it is written; it is translated where it is shown."""
    return message
