"""Puts a value of an error into words, on one line. Must not know which error it is of."""

from __future__ import annotations

from commitments.errors import SystemReason
from commitments.locale.messages import Messages
from commitments.render.safe import one_line


def shown_value(value: object, messages: Messages) -> str:
    """The value on one line; why the system refuses something, in the reader's language."""
    text = messages.say(value) if isinstance(value, SystemReason) else str(value)
    return one_line(text)
