"""Reads the options of `commit brief`: whom we meet, who we are, since when, in which format.

It writes nothing, and asks git nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from commitments.cli.home_parties import home_parties
from commitments.cli.named_records import id_meant
from commitments.cli.options.date_options import past_time
from commitments.cli.options.export_format import require_library
from commitments.cli.options.option_values import require_one_of
from commitments.errors import N_, UnknownNameError, UsageError
from commitments.model.parties.party_reader import find_party
from commitments.render.brief.brief_formats import BRIEF_FORMATS
from commitments.reports.brief import BriefParties, Since
from commitments.reports.overview.meetings import held_meeting, last_meeting

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.model.commitment import Commitment

USUAL_DAYS = 30
"""The days of which changes are told where no meeting and no day is known."""


def brief_parties(session: Session, partner: str | None, home: Sequence[str] | None) -> BriefParties:
    """Who we are and whom we meet; raises UnknownNameError for a name of no party and no country."""
    registry = session.workspace.registry
    known = {party for outline in session.workspace.survey.outlines for party, _ in outline.roles()}
    ours = home_parties(session, home)
    if partner is None:
        return BriefParties(ours, None, None)
    try:
        return BriefParties(ours, find_party(partner, registry, known), None)
    except UnknownNameError:
        from commitments.render.names.countries import country_code  # a long table, for these names alone

        country = country_code(partner)
        if country is None:
            raise
        return BriefParties(ours, None, country)


def brief_since(
    session: Session, text: str | None, commitments: Iterable[Commitment], parties: Collection[str]
) -> Since:
    """From when changes are told: from a meeting or a day, else from the last meeting with `parties`.

    `commitments` are all meetings. Raises UsageError for a text that names neither a day nor a meeting.
    """
    today = session.clock.today
    if text is None:
        meeting = last_meeting(commitments, parties, today)
        return Since(meeting.day, meeting) if meeting else Since(today - timedelta(USUAL_DAYS), None)
    id = id_meant(session, text)
    named = next((meeting for meeting in commitments if meeting.id == id), None)
    if named is not None:
        meeting = held_meeting(named)
        if meeting is None:
            raise UsageError(
                N_("{meeting} does not say on which day it was held"),
                N_("Give it `met_on`, or give a day with --since."),
                meeting=named.id,
            )
        return Since(meeting.day, meeting)
    day = past_time(session, text, first=True)
    if not isinstance(day, date):
        raise UsageError(
            N_("--since takes a day or the id of a meeting, and {text} is neither"),
            N_("`commit status --kind meeting` lists the meetings."),
            text=text,
        )
    if day > today:
        raise UsageError(
            N_("--since {date} is after the day of judging, so nothing can have changed since"),
            N_("Give a day that is past."),
            date=day.isoformat(),
        )
    return Since(day, None)


def brief_format(named: str | None, path: Path | None) -> str:
    """The name of a format in `BRIEF_FORMATS`.

    Raises UsageError where option and ending contradict each other or name none, and for a format that needs
    a file; InstallationError where an extra is missing.
    """
    if named is not None:
        require_one_of("--format", named, list(BRIEF_FORMATS))
    ending = path.suffix[1:].lower() if path else ""
    of_ending = next((name for name, row in BRIEF_FORMATS.items() if ending in row.endings), None)
    name = named or of_ending or next(iter(BRIEF_FORMATS))
    if path and name != of_ending:
        endings = (
            BRIEF_FORMATS[name].endings
            if named
            else [known for row in BRIEF_FORMATS.values() for known in row.endings]
        )
        raise UsageError(
            N_("A file that ends in {ending} does not hold {format}")
            if named
            else N_("There is no format for a file that ends in {ending}"),
            N_("Let its name end in {allowed}."),
            ending=f".{ending}",
            format=name,
            allowed=", ".join(f".{known}" for known in endings),
        )
    _require_possible(name, path)
    return name


def _require_possible(name: str, path: Path | None) -> None:
    row = BRIEF_FORMATS[name]
    if path is None and not row.is_text:
        raise UsageError(
            N_("{format} cannot be shown on a screen"),
            N_("Give it with {flags}."),
            format=name,
            flags=f"--output brief.{row.endings[0]}",
        )
    require_library(name, row.library, row.extra)
