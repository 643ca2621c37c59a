"""Prints why a command line gets no answer, in the reader's language. Must not decide what is refused."""

from __future__ import annotations

from typing import Any

from commitments.cli.streams import say, tell
from commitments.errors import CommitmentsError
from commitments.locale.messages import Messages


def tell_error(error: CommitmentsError, words: Messages) -> int:
    """Print why there is no answer, and what would do; returns the exit status."""
    values = _shown_values(error, words)
    tell(words.say("commit: {message}", message=words.say(error.message, **values)))
    if error.hint:
        tell("  " + words.say(error.hint, **values))
    for note in getattr(error, "__notes__", ()):
        say(note)
    return 2


def _shown_values(error: CommitmentsError, words: Messages) -> dict[str, str]:
    from commitments.model.closed_lists import StoredWords  # needed only for a refusal

    if any(isinstance(value, StoredWords) for value in error.values.values()):
        from commitments.render.names.list_labels import shown_values  # needed only for closed lists

        return shown_values(error.values, words)
    from commitments.render.shown_value import shown_value  # loads shlex

    return {name: shown_value(value, words) for name, value in error.values.items()}


def tell_usage_error(error: Any, words: Messages) -> int:
    """Print, in the reader's language, why typer cannot parse the command line."""
    if type(error).__name__ == "NoArgsIsHelpError":
        say(error.format_message())
        return 2
    from commitments.cli.usage.usage_messages import translate_sentence  # needed only for a refusal

    tell(words.say("commit: {message}", message=translate_sentence(error.format_message(), words)))
    tell("  " + words.say("Run `commit --help` to see the commands and options."))
    return 2
