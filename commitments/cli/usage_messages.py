"""What the command-line library says to our users, so that the catalogue has words for it.

Must not decide what is said: it only says again, in the reader's language, what the library said.
"""

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
"""The library asks gettext for these itself."""

GIVEN = (
    N_("Usage:"),
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Install completion for the specified shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
    N_("Show completion for the specified shell, to copy it or customize the installation."),
)
"""The library writes these in English; whoever shows them says them first."""

BUILT = (
    N_("{message} (Possible options: {names})"),
    N_("{message} Did you mean {names}?"),
    N_("Missing argument {name}."),
    N_("No such command {name}."),
    N_("No such option: {name}"),
    N_("Option {name} requires an argument."),
    N_("Option {name} does not take a value."),
    N_("Got unexpected extra argument(s) ({names})"),
)
"""The library builds these in English, with what was typed in the place of the braces.

What may hold another of them stands first.
"""


def retold(sentence: str, words: Messages) -> str:
    """A sentence of the library in the reader's language; one that is not known stays as it is."""
    for known in BUILT:
        if found := _pattern(known).fullmatch(sentence):
            values = found.groupdict()
            if "message" in values:
                values["message"] = retold(values["message"], words)
            return words.say(known, **values)
    return words.say(sentence)


def _pattern(message: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(message)), re.DOTALL)
