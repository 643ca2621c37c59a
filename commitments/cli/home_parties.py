"""Reads who "we" are from the settings and from `--for`. Judges no record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commitments.errors import UnknownNameError
from commitments.model.parties.party_reader import find_party

if TYPE_CHECKING:
    from commitments.cli.session import Session


def home_parties(session: Session, named: Sequence[str] | None = None) -> list[str]:
    """The parties that we are: those that are `named`, else those of the settings.

    Where some members of a roof are chosen, or all are read as of a day, a party of the settings that none of
    them knows is in none of their records, and is left out. Raises UnknownNameError for any other party that
    nobody knows.
    """
    workspace, roof = session.workspace, session.roof_view
    known = {party for outline in workspace.survey.outlines for party, _ in outline.roles()}
    is_part = roof is not None and (roof.narrowed_from is not None or session.day is not None)
    parties = []
    for name in named or workspace.settings.home:
        if not named and name in workspace.registry.parties:
            parties.append(name)  # whatever another member of the roof calls so
            continue
        try:
            parties.append(find_party(name, workspace.registry, known))
        except UnknownNameError:
            if named or not is_part:
                raise
    return parties
