"""Refuses to write a file for others where members of a roof could not be read whole. Writes no file."""

from __future__ import annotations

from commitments.cli.session import Session
from commitments.cli.streams import say, tell
from commitments.errors import CommitmentsError


def tell_unless_whole(session: Session) -> int:
    """Say which members could not be read whole, and how to do without; returns 1 where there are any.

    Who is given a file has no tool to see what it lacks, so none is written then.
    """
    if session.roof_view is None:
        return 0
    _look_into_histories(session)
    roof = session.roof_view
    if roof.is_whole:
        return 0
    from commitments.render.roof import member_sentences

    words = session.words
    for sentence in member_sentences(roof.members, words):
        say(sentence)
    whole = [member.name for member in roof.members if member.is_whole]
    message = words.count(
        len(roof.members) - len(whole),
        "Nothing is written, since {n} of {all} members could not be read whole.",
        "Nothing is written, since {n} of {all} members could not be read whole.",
        all=len(roof.members),
    )
    tell(words.say("commit: {message}", message=message))
    if whole:
        flags = " ".join(f"--member {name}" for name in whole)
        tell("  " + words.say("For the others alone: {flags}", flags=flags))
    return 1


def _look_into_histories(session: Session) -> None:
    """Set the members aside whose last commit or history cannot be read; one outside git has none."""
    from commitments.cli.read_history import part_histories  # loads git
    from commitments.history.history_span import Unchanged

    parts = []
    for part in session.parts:
        try:
            if part.session.committed_state.revision is not None:
                parts.append(part)
        except CommitmentsError as error:
            session.sets_aside(part, error)
    part_histories(session, committed=True, unchanged=Unchanged.LEFT_OUT, only=parts)
