"""`commit changes`: what changed in git, field by field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.completion import complete_id, complete_party
from commitments.cli.options import Common, Output, Since, flattened
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.reports.changes import ChangesQuestion, Present

Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]...", help=N_("Ids, exact or with *."), autocompletion=complete_id),
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE|REVISION", help=N_("Up to this day or this commit, which counts.")),
]
Field = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="FIELD",
        help=N_("Of this field or what is below it, such as due or milestones.due."),
    ),
]
Party = Annotated[
    list[str] | None,
    typer.Option(
        "--party",
        metavar="PARTY",
        help=N_("Of records that ever named this party or a body below it."),
        autocompletion=complete_party,
    ),
]
Author = Annotated[
    list[str] | None,
    typer.Option("--author", metavar="TEXT", help=N_("By an author whose name or e-mail holds this text.")),
]
Committed = Annotated[
    bool, typer.Option("--committed", help=N_("Leave out what is in the working tree and in no commit."))
]

Every = Annotated[
    bool,
    typer.Option("--all-commits", help=N_("Follow side branches too, and name who made each change there.")),
]


@flattened
def run(
    output: Output,
    common: Common,
    ids: Ids = None,
    since: Since = None,
    until: Until = None,
    field: Field = None,
    party: Party = None,
    author: Author = None,
    committed: Committed = False,
    every: Every = False,
) -> int:
    """Answer, and say where a shallow clone begins."""
    from commitments.cli.emit import emit
    from commitments.cli.read_history import history
    from commitments.cli.records_outside import tell_ignored, tell_outside
    from commitments.cli.session import session
    from commitments.history.history_span import EVERYTHING, HistorySpan
    from commitments.render.changes.answer import changes_answer
    from commitments.reports.changes import ChangesQuestion, ChangesReport, picked

    with session(common) as at:
        span = HistorySpan(bound(at, "--since", since), bound(at, "--until", until))
        asked = ChangesQuestion(*(tuple(given or ()) for given in (ids, field, party, author)))
        past = history(at, span, committed, every)
        registry = at.workspace.registry
        present = _present(at, asked)
        if asked.ids and span != EVERYTHING:
            present = _with_gone(at, present)
        report = ChangesReport(
            at.clock.today,
            at.zone,
            picked(past.changes, asked, registry, present),
            past.commits,
            _told(span.since, since),
            _told(span.until, until),
        )
        emit(changes_answer(report, registry, at.words), output, at.screen(output))
        tell_ignored(at, past.ignored)
        if not (committed or until):
            tell_outside(at)
    return 0


def bound(at: Session, option: str, given: str | None) -> date | str | None:
    """A day, or the id of a commit; raises CommitmentsError for what is neither."""
    from commitments.cli.time_options import moment
    from commitments.history.past_workspace import named_revision

    found = moment(option, given, at.clock.today) if given is not None else None
    return named_revision(at.repository, found).id if isinstance(found, str) else found


def _told(bound: date | str | None, given: str | None) -> str:
    return bound.isoformat() if isinstance(bound, date) else given or ""


def _present(at: Session, asked: ChangesQuestion) -> Present:
    """What is there today, as far as the question needs it."""
    from commitments.reading.schema_fields import schema_fields
    from commitments.reports.changes import Present

    known = schema_fields() if asked.fields else ()
    if not (asked.ids or asked.parties):
        return Present(fields=known)
    survey = at.workspace.survey
    return Present(
        {outline.id: [party for party, _ in outline.roles()] for outline in survey.outlines},
        at.workspace.unread_ids(),
        known,
    )


def _with_gone(at: Session, present: Present) -> Present:
    """The same, with the ids of records that were there once."""
    from dataclasses import replace

    from commitments.cli.read_history import silent_history

    gone = {change.id for change in silent_history(at, committed=True).changes}
    return replace(present, unread=[*present.unread, *gone])
