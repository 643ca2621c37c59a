"""Says in the place of a total that none is told, since a member of a roof is not whole. Counts nothing."""

from __future__ import annotations

from commitments.render.answer import Screen


def untold_total(screen: Screen) -> list[str]:
    """That no total is told, and of a pipe or a file the members that it would lack.

    A terminal shows these on standard error, below the answer. Empty where totals may be told.
    """
    if screen.roof is None or screen.roof.is_whole:
        return []
    from commitments.render.roof import member_sentences, no_total  # a plain register needs none of it

    members = screen.roof.members
    others = member_sentences(members, screen.words) if screen.width is None else ()
    return [no_total(members, screen.words), *others]
