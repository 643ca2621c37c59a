"""`commit milestone`: a milestone is met, or is not, or is added. Must not know how that is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commitments.cli.completing.option_completion import complete_milestone
from commitments.cli.completing.word_completion import complete_milestone_status
from commitments.cli.editing.edit_command import Day, Evidence, EvidenceTitle, Id, MetOn, Note, Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.edits.milestone import Marking

Milestone = Annotated[
    str | None,
    typer.Argument(
        metavar="MILESTONE",
        help=N_("The milestone, by its id or its title."),
        autocompletion=complete_milestone,
    ),
]
NewStatus = Annotated[
    str | None,
    typer.Argument(
        metavar="STATUS",
        help=N_("The new status."),
        autocompletion=complete_milestone_status,
    ),
]
Add = Annotated[
    str | None, typer.Option("--add", metavar="TITLE", help=N_("Add a milestone with this title instead."))
]
Due = Annotated[
    str | None, typer.Option("--due", metavar="DATE", help=N_("The deadline of the milestone to add."))
]


_DUE_HINT = N_("Use it only with --add; `commit reschedule` moves a deadline.")


@flatten_options
def run(
    common: Common,
    writing: Writing,
    id: Id = None,
    milestone: Milestone = None,
    to_status: NewStatus = None,
    met_on: MetOn = None,
    evidence: Evidence = None,
    title: EvidenceTitle = None,
    date: Day = None,
    note: Note = None,
    add: Add = None,
    due: Due = None,
) -> int:
    """Write the status of a milestone, or a new milestone; returns 1 where that was refused."""
    from commitments.cli.editing.edit_command import editable_record
    from commitments.cli.options.date_options import past_date_option
    from commitments.cli.options.option_values import milestone_status_word
    from commitments.cli.record_session import session_to_edit
    from commitments.edits.flags import refuse_flags
    from commitments.edits.milestone import Marking
    from commitments.model.outline import Outline

    status = milestone_status_word("STATUS", to_status) if to_status else ""
    if add is not None:
        marked = {"met_on": met_on, "evidence": evidence, "title": title, "date": date, "note": note}
        _refuse_marking({"milestone_argument": milestone, "status_argument": status, **marked})
    else:
        refuse_flags(["due"] if due else [], _DUE_HINT)

    def suits(outline: Outline) -> bool:
        return bool(add or outline.milestones)

    with session_to_edit(common, id, writing, suits) as (session, id):
        request = Marking(
            milestone=milestone or "",
            to_status=status,
            met_on=past_date_option(session, met_on),
            evidence=evidence,
            title=title,
            date=past_date_option(session, date),
            note=note,
            day=session.clock.today,
            lang=session.words.lang,
        )
        record = editable_record(session, id, writing)
        if add is not None:
            return _add(session, id, record, add, due, writing)
        return _mark(session, id, record, request, writing)


def _refuse_marking(given: Mapping[str, str | None]) -> None:
    """Raise UsageError for what says how a milestone stands, beside one to add."""
    from commitments.edits.flags import refuse_flags

    names = [name for name, value in given.items() if value]
    refuse_flags(names, N_("With --add, only --due is taken: a milestone is first added, then marked."))


def _add(
    session: Session, id: str, record: Mapping[str, Any], add: str, due: str | None, writing: Writing
) -> int:
    from commitments.cli.editing.edit_command import apply_edit
    from commitments.cli.options.date_options import coming_date_option
    from commitments.cli.prompts.missing_flags import ask_missing
    from commitments.edits import add_milestone as edits

    due = coming_date_option(session, due)
    request = edits.AddedMilestone(add, session.clock.today, session.words.lang, due)
    missing = [] if request.due else ["first_due"]
    request = ask_missing(session, request, missing, lambda request: edits.steps(record, request), record)
    return apply_edit(session, id, lambda record: edits.steps(record, request), writing)


def _mark(session: Session, id: str, record: Mapping[str, Any], request: Marking, writing: Writing) -> int:
    from commitments.cli.editing.edit_command import apply_edit
    from commitments.cli.prompts.missing_flags import ask_missing
    from commitments.edits import milestone as edits
    from commitments.edits.flags import given_fields, missing_title

    def steps(request: Marking) -> object:
        return edits.steps(record, request)

    missing = [
        *([] if request.milestone else ["milestone"]),
        *([] if request.to_status else ["milestone_status"]),
        *missing_title(given_fields(request)),
    ]
    if not request.milestone:
        edits.require_milestones(record)
    request = ask_missing(session, request, missing, steps, record)
    answers = edits.missing_answers(record, request)
    if "milestone_status" in missing or "note" in answers:
        request = ask_missing(session, request, answers, steps, record)
    return apply_edit(session, id, lambda record: edits.steps(record, request), writing)
