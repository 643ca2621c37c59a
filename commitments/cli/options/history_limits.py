"""Says on standard error where the readable history begins. Must not read history."""

from __future__ import annotations

from datetime import tzinfo

from commitments.cli.streams import say
from commitments.model.revision import Revision
from commitments.render.words import Words


def tell_shallow_start(first: Revision, words: Words, zone: tzinfo | None) -> None:
    """Say where the history of a shallow clone begins."""
    sentence = words.say(
        "This clone is shallow: history begins with commit {commit} of {day}; what that"
        " commit changed is not known.",
        commit=first.id[:7],
        day=words.date(first.day(zone).isoformat()),
    )
    say(f"{sentence} {words.say('Run `git fetch --unshallow` to fetch the rest of the history.')}")


def tell_history_start(first: Revision, words: Words, zone: tzinfo | None) -> None:
    """Say with which commit the records begin, where the repository is older."""
    say(
        words.say(
            "History begins with commit {commit} of {day}; before it, this place held no records.",
            commit=first.id[:7],
            day=words.date(first.day(zone).isoformat()),
        )
    )
