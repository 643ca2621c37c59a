"""Names the distances of the settings: what is due soon, and what had no news for long. Judges nothing.

Where the members of a roof differ in a distance, its name holds no number.
"""

from __future__ import annotations

from commitments.model.timeliness import Clock
from commitments.render.words import Words


def due_soon_label(clock: Clock, words: Words) -> str:
    """The heading of what is due soon."""
    days = clock.shared_due_soon_days
    return words.say("Due soon") if days is None else words.say("Due within {n} days", n=days)


def silence_label(clock: Clock, words: Words) -> str:
    """What had no news for long."""
    days = clock.shared_stale_after_days
    return words.say("no news for long") if days is None else words.say("no news for {n} days", n=days)


def silence_note(clock: Clock, words: Words) -> str:
    """What a list of silent records holds."""
    days = clock.shared_stale_after_days
    if days is None:
        return words.say("Open records without news for long; what was never heard of comes first.")
    return words.say("Open records without news for {n} days; what was never heard of comes first.", n=days)
