"""Translates the messages of typer, and lists them for the catalogue. Must not change what they say."""

from __future__ import annotations

import re

from commitments.errors import N_
from commitments.locale.messages import Messages

ASKED_FOR = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("default: {default}"),
    N_("required"),
    N_("Missing command."),
)
"""Messages that typer looks up in gettext itself."""

GIVEN = (
    N_("Usage:"),
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Install completion for the specified shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
    N_("Show completion for the specified shell, to copy it or customize the installation."),
)
"""Messages that typer writes in English; whoever shows them translates them."""

BUILT = (
    N_("{message} (Possible options: {names})"),
    N_("{message} Did you mean {names}?"),
    N_("Missing argument {name}."),
    N_("No such command {name}."),
    N_("No such option: {name}"),
    N_("Option {name} requires an argument."),
    N_("Option {name} requires {number} arguments."),
    N_("Option {name} does not take a value."),
    N_("Got unexpected extra argument(s) ({names})"),
)
"""Messages that typer fills in English, with what was typed in place of the braces.

A message that may hold another one stands before it.
"""


def translate_sentence(sentence: str, words: Messages) -> str:
    """A sentence of typer in the reader's language; an unknown sentence stays as it is."""
    for template in BUILT:
        if match := _pattern(template).fullmatch(sentence):
            values = match.groupdict()
            if "message" in values:
                values["message"] = translate_sentence(values["message"], words)
            return words.say(template, **values)
    return words.say(sentence)


def _pattern(message: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(message)), re.DOTALL)
