"""Says on standard error where the readable history begins. Must not read history."""

from __future__ import annotations

from datetime import tzinfo

from commitments.cli.streams import say
from commitments.errors import ShellWord
from commitments.model.members import MemberNames
from commitments.model.revision import Revision
from commitments.render.shown_value import shown_value
from commitments.render.words import Words


def tell_shallow_start(
    first: Revision, words: Words, zone: tzinfo | None, names: MemberNames | None = None
) -> None:
    """Say where the history of a shallow clone begins, and of which member of a roof it is, if of one."""
    if names is not None and names.member is not None:
        _tell_shallow_member(first, words, zone, names)
        return
    sentence = words.say(
        "This clone is shallow: history begins with commit {commit} of {day}; what that"
        " commit changed is not known.",
        commit=first.id[:7],
        day=words.date(first.day(zone).isoformat()),
    )
    say(f"{sentence} {words.say('Run `git fetch --unshallow` to fetch the rest of the history.')}")


def _tell_shallow_member(first: Revision, words: Words, zone: tzinfo | None, names: MemberNames) -> None:
    sentence = words.say(
        "{name} is a shallow clone: its history begins with commit {commit} of {day}; what that"
        " commit changed is not known.",
        name=names.member,
        commit=first.id[:7],
        day=words.date(first.day(zone).isoformat()),
    )
    advice = words.say(
        "Run `git -C {path} fetch --unshallow` to fetch the rest of the history.",
        path=shown_value(ShellWord(names.folder.rstrip("/")), words),
    )
    say(f"{sentence} {advice}")


def tell_history_start(first: Revision, words: Words, zone: tzinfo | None) -> None:
    """Say with which commit the records begin, where the repository is older."""
    say(
        words.say(
            "History begins with commit {commit} of {day}; before it, this place held no records.",
            commit=first.id[:7],
            day=words.date(first.day(zone).isoformat()),
        )
    )
