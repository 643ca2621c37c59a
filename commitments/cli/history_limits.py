"""Where the history that can be read begins, said on standard error. Reads no history."""

from __future__ import annotations

from datetime import tzinfo

from commitments.cli.streams import say
from commitments.model.revision import Revision
from commitments.render.words import Words


def tell_cut(first: Revision, words: Words, zone: tzinfo | None) -> None:
    """Say where the history of a shallow clone begins."""
    told = words.say(
        "This clone is shallow: history begins with commit {commit} of {day}; what it changed is not known.",
        commit=first.id[:7],
        day=words.date(first.day(zone).isoformat()),
    )
    say(f"{told} {words.say('`git fetch --unshallow` brings the rest of the history.')}")


def tell_begun(first: Revision, words: Words, zone: tzinfo | None) -> None:
    """Say with which commit history begins, where others came before it."""
    say(
        words.say(
            "History begins with commit {commit} of {day}; before it there were no records in this place.",
            commit=first.id[:7],
            day=words.date(first.day(zone).isoformat()),
        )
    )
