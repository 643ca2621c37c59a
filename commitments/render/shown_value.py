"""Puts a value of an error into words, on one line. Must not know which error it is of."""

from __future__ import annotations

from commitments.errors import ShellWord, StatedReason, SystemReason
from commitments.locale.messages import Messages
from commitments.render.safe import one_line
from commitments.render.shell import can_be_copied, quote_word


def shown_value(value: object, messages: Messages) -> str:
    """The value on one line; why the system refuses something, in the reader's language.

    A word of a command is quoted for the shell of the system; dots stand for one that no quotes protect.
    """
    if isinstance(value, ShellWord):
        return quote_word(value) if can_be_copied(value) else "…"
    if isinstance(value, StatedReason):
        values = {name: shown_value(part, messages) for name, part in value.values.items()}
        return one_line(messages.say(value.message, **values))
    text = messages.say(value) if isinstance(value, SystemReason) else str(value)
    return one_line(text)
