"""`commit brief`: the paper for a meeting. Must not judge a record, nor say how the paper reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.completing.option_completion import complete_party
from commitments.cli.options.option_groups import AsOf, Common, Filters, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.model.commitment import Commitment
    from commitments.model.outline import Outline
    from commitments.render.documents.document import Document
    from commitments.render.exports.exported_register import ExportedRegister
    from commitments.reports.brief import BriefHistory, BriefParties

With = Annotated[
    str | None,
    typer.Option(
        "--with",
        metavar="PARTY|COUNTRY",
        help=N_("Whom you meet: a party with the bodies below it, or a country."),
        autocompletion=complete_party,
    ),
]
For = Annotated[
    list[str] | None,
    typer.Option(
        "--for",
        metavar="PARTY",
        help=N_("Who we are, instead of `home` in commitments.toml; may be repeated."),
        autocompletion=complete_party,
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE|MEETING",
        help=N_("Tell the changes from this day on, or from this meeting on; by default from the last one."),
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="table|md|html|docx",
        help=N_("The format; by default the ending of --output decides."),
    ),
]
OutputFile = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help=N_("Write the paper to this file, whole or not at all.")
    ),
]


@flatten_options
def run(
    filters: Filters,
    common: Common,
    partner: With = None,
    home: For = None,
    since: Since = None,
    as_of: AsOf = None,
    format: Format = None,
    output: OutputFile = None,
) -> int:
    """Write the paper and say what could not be read; returns 1 where there is any such record or member."""
    from commitments.cli.commands.reading.brief_options import brief_format
    from commitments.cli.emit import tell_left_out
    from commitments.cli.open_session import open_session
    from commitments.cli.whole_members import tell_unless_whole

    name = brief_format(format, output)
    with open_session(common, as_of=as_of, on_roof=True) as session:
        if tell_unless_whole(session):
            return 1
        document = _document(session, filters, partner, home, since)
        _write(session, document, name, output)
        return tell_left_out(session)


def _document(
    session: Session, filters: Filters, partner: str | None, home: list[str] | None, since: str | None
) -> Document:
    from commitments.cli.commands.reading.brief_options import brief_parties
    from commitments.cli.exporting.register_to_export import register_to_export
    from commitments.render.brief.contents import brief_document
    from commitments.render.records.record_words import RecordWords
    from commitments.render.roof import covered_members
    from commitments.reports.brief import brief, concerned, partner_bodies

    register = register_to_export(session, filters)
    parties = brief_parties(session, partner, home)
    outlines = concerned(register.outlines, partner_bodies(parties, register.registry))
    paths = [outline.path for outline in outlines]
    commitments = {commitment.path: commitment for commitment in register.commitments(paths)}
    history = _history(session, register, outlines, commitments, parties, since)
    answer = brief(outlines, commitments, parties, history, register.registry, register.clock)
    words = RecordWords(register.words, register.clock, register.registry, register.events)
    members = covered_members(register.roof, register.words)
    return brief_document(answer, register.state, members, words)


def _history(
    session: Session,
    register: ExportedRegister,
    outlines: Sequence[Outline],
    commitments: Mapping[str, Commitment],
    parties: BriefParties,
    since: str | None,
) -> BriefHistory | None:
    """What history says of the records; None where it cannot be asked."""
    from commitments.cli.commands.reading.brief_options import brief_since
    from commitments.model.members import member_of
    from commitments.reports.brief import BriefHistory, partner_bodies
    from commitments.reports.overview.moved_deadlines import moved_deadlines
    from commitments.reports.overview.recent_changes import changed_records
    from commitments.reports.slips import current_deadlines, slips

    with_us = partner_bodies(parties, register.registry)
    known_parties = {party for outline in register.outlines for party, _ in outline.roles()}
    begins = brief_since(session, since, _meetings(session), known_parties if with_us is None else with_us)
    if not register.state.is_in_git:
        return None
    changes = register.changes()
    ids = {outline.id for outline in outlines if outline.counts}
    recent = [change for change in changes if change.at.day(session.zone) >= begins.day]
    deadlines = [current_deadlines(outline, commitments.get(outline.path)) for outline in outlines]
    moved = moved_deadlines(slips(changes, deadlines), deadlines)
    first_changes = {member_of(change.id): change for change in reversed(changes)}
    first = max((change.at.day(session.zone) for change in first_changes.values()), default=None)
    return BriefHistory(
        begins,
        first,
        register.state.all_unsaved,
        changed_records(recent, ids),
        moved,
        register.state.members_without_commit,
    )


def _meetings(session: Session) -> Sequence[Commitment]:
    from commitments.model.lifecycle import Kind
    from commitments.workspace.whole_records import read_records

    survey = session.workspace.survey
    paths = [outline.path for outline in survey.outlines if outline.kind == Kind.MEETING]
    return list(read_records(session.workspace, paths))


def _write(session: Session, document: Document, name: str, path: Path | None) -> None:
    from commitments.cli.emit import put_paged
    from commitments.cli.options.option_groups import Output
    from commitments.cli.streams import say
    from commitments.render.brief.brief_formats import BRIEF_FORMATS
    from commitments.render.safe import one_line

    screen = session.screen(Output(output=path))
    content = BRIEF_FORMATS[name].write(document, screen.width)
    if path is None and isinstance(content, str):
        put_paged(content, screen.page_height, session.words)
    elif path is not None:
        from commitments.writing.store import write_whole

        write_whole(path, content.encode() if isinstance(content, str) else content)
        say(session.words.say("Written: {path} ({format})", path=one_line(str(path)), format=name))
