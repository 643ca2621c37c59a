"""Holds why a value that people wrote is refused. It must not judge one, and raises nothing."""

from __future__ import annotations

from typing import NamedTuple

from commitments.errors import UsageError


class Unclear(NamedTuple):
    """Why a value is refused: message ids as in `CommitmentsError`, and the values for their braces."""

    message: str
    hint: str = ""
    values: tuple[tuple[str, object], ...] = ()

    def error(self) -> UsageError:
        """The error that a command raises for this."""
        return UsageError(self.message, self.hint, **dict(self.values))


def unclear(message: str, hint: str = "", /, **values: object) -> Unclear:
    """An `Unclear` with these messages and values."""
    return Unclear(message, hint, tuple(values.items()))
