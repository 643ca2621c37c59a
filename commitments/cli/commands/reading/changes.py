"""`commit changes`: what changed in git, field by field. Must not compare records itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.completing.word_completion import complete_field
from commitments.cli.options.option_groups import Common, Filters, Output, Since, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commitments.changes.change import Change
    from commitments.cli.session import Session
    from commitments.model.named_commit import PastTime
    from commitments.reports.changes import ChangesQuestion, KnownNames

Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE|REVISION", help=N_("End with this day or this commit, and include it.")
    ),
]
Field = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="FIELD",
        autocompletion=complete_field,
        help=N_("Only changes of this field or the fields below it, such as due or milestones.due."),
    ),
]
Author = Annotated[
    list[str] | None,
    typer.Option(
        "--author",
        metavar="TEXT",
        help=N_("Only changes by an author whose name or e-mail contains this text."),
    ),
]
Committed = Annotated[
    bool,
    typer.Option("--committed", help=N_("Leave out changes in the working tree that are not committed.")),
]

AllCommits = Annotated[
    bool,
    typer.Option("--all-commits", help=N_("Follow side branches too, and name who made each change there.")),
]


@flatten_options
def run(
    filters: Filters,
    output: Output,
    common: Common,
    since: Since = None,
    until: Until = None,
    field: Field = None,
    author: Author = None,
    committed: Committed = False,
    all_commits: AllCommits = False,
) -> int:
    """Write the answer, and say where a shallow clone begins."""
    from commitments.cli.emit import emit, tell_members
    from commitments.cli.open_session import open_session
    from commitments.cli.read_history import read_history
    from commitments.cli.records_outside import tell_ignored, tell_outside
    from commitments.model.named_commit import AskedSpan
    from commitments.render.changes.answer import changes_answer
    from commitments.reports.changes import ChangesQuestion, ChangesReport, pick_changes

    with open_session(common, on_roof=True) as session:
        span = AskedSpan(
            None if since is None else session.past_time(since, first=True),
            None if until is None else session.past_time(until),
        )
        ids, fields, parties, authors = map(
            tuple, (filters.ids or (), field or (), filters.party or (), author or ())
        )
        question = ChangesQuestion(ids, fields, parties, authors, _records_of_today(session, filters))
        history = read_history(session, span, committed, all_commits)
        registry = session.workspace.registry
        present = _present(session, question)
        if question.ids and span != AskedSpan():
            present = _with_former_ids(session, present, history.changes, question.ids)
        report = ChangesReport(
            session.clock.today,
            session.zone,
            pick_changes(history.changes, question, registry, present),
            history.commits,
            _bound_text(span.since, since),
            _bound_text(span.until, until),
        )
        answer = changes_answer(report, registry, session.words, session.workspace.events)
        emit(answer, output, session.screen(output))
        tell_ignored(session, history.ignored)
        if not (committed or until):
            tell_outside(session)
        return tell_members(session)


def _records_of_today(session: Session, filters: Filters) -> frozenset[str] | None:
    """The ids of the records that fit the filters as they stand, beside ids and parties; None for all.

    A role narrows the parties as they stand.
    """
    standing = filters._replace(ids=None, party=filters.party if filters.role else None)
    if standing == Filters():
        return None
    return frozenset(outline.id for outline in session.selected_outlines(standing))


def _bound_text(bound: PastTime | None, text: str | None) -> str:
    """A day as a date, a commit as the reader named it."""
    return bound.isoformat() if isinstance(bound, date) else text or ""


def _present(session: Session, question: ChangesQuestion) -> KnownNames:
    """The ids, parties and fields of today, as far as the question needs them."""
    from commitments.reading.schema_fields import schema_fields
    from commitments.reports.changes import KnownNames

    fields = schema_fields() if question.fields else ()
    if not (question.ids or question.parties):
        return KnownNames(fields=fields)
    survey = session.workspace.survey
    return KnownNames(
        {outline.id: [party for party, _ in outline.roles()] for outline in survey.outlines},
        session.workspace.unread_ids(),
        fields,
    )


def _with_former_ids(
    session: Session, present: KnownNames, changes: Sequence[Change], ids: Sequence[str]
) -> KnownNames:
    """Add the ids of records that existed once, where an id is asked for that nothing else knows.

    On a roof only the members are looked at that such ids name.
    """
    from dataclasses import replace

    from commitments.cli.read_history import part_histories
    from commitments.reports.record_ids import id_form

    known = {*present.parties, *present.unread, *(change.id for change in changes)}
    unknown = [id_form(id) for id in ids if "*" not in id and id_form(id) not in known]
    members = {session.member_of(id) for id in unknown}
    parts = [part for part in session.parts if part.names.member in members]
    histories = part_histories(session, committed=True, only=parts)
    former_ids = {change.id for _, history in histories for change in history.changes}
    return replace(present, unread=[*present.unread, *former_ids])
