"""`commit reschedule`: moves or lifts a deadline or a day of a term. Must not know how that is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commitments.cli.completing.option_completion import complete_id, complete_milestone, complete_party
from commitments.cli.completing.word_completion import complete_term_day
from commitments.cli.editing.edit_command import Day, Id, Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.edits.reschedule import Rescheduling
    from commitments.edits.steps import EditStep

Due = Annotated[str | None, typer.Argument(metavar="[DATE]", help=N_("The new deadline, or the new day."))]
WithoutDate = Annotated[
    bool, typer.Option("--none", help=N_("Lift the deadline or the day: no date takes its place."))
]
Term = Annotated[
    str | None,
    typer.Option(
        "--term",
        metavar="DAY",
        help=N_("Move this day of the term of an instrument instead: from, until or ends."),
        autocompletion=complete_term_day,
    ),
]
ByInstrument = Annotated[
    str | None,
    typer.Option(
        "--by-instrument",
        metavar="ID",
        help=N_("The record of the amendment that moves the day of a term."),
        autocompletion=complete_id,
    ),
]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help=N_("Why it moves, or is lifted."))
]
AgreedBy = Annotated[
    str | None,
    typer.Option("--agreed-by", metavar="PARTY", help=N_("Who agreed to it."), autocompletion=complete_party),
]
Milestone = Annotated[
    str | None,
    typer.Option(
        "--milestone",
        metavar="MILESTONE",
        help=N_("Move the deadline of this milestone instead, named by its id or its title."),
        autocompletion=complete_milestone,
    ),
]


@flatten_options
def run(
    common: Common,
    writing: Writing,
    id: Id = None,
    due: Due = None,
    none: WithoutDate = False,
    reason: Reason = None,
    agreed_by: AgreedBy = None,
    milestone: Milestone = None,
    term: Term = None,
    by_instrument: ByInstrument = None,
    date: Day = None,
) -> int:
    """Set, move or lift a deadline or a day of a term; returns 1 where that was refused."""
    from commitments.cli.editing.edit_command import editable_record
    from commitments.cli.editing.edit_with_parties import apply_edit
    from commitments.cli.named_records import named_id
    from commitments.cli.options.date_options import coming_date_option, past_date_option
    from commitments.cli.prompts.missing_flags import ask_missing
    from commitments.cli.prompts.named_parties import party_option
    from commitments.cli.record_session import session_to_edit
    from commitments.edits.reschedule import Rescheduling

    with session_to_edit(common, id, writing, lambda outline: outline.is_open) as (session, id):
        record = editable_record(session, id, writing)
        request = Rescheduling(
            due=coming_date_option(session, due) or due,
            none=none,
            by_instrument=by_instrument and named_id(session, by_instrument),
            reason=reason,
            agreed_by=party_option(session, "--agreed-by", agreed_by),
            milestone=milestone,
            date=past_date_option(session, date),
            day=session.clock.today,
            lang=session.words.lang,
        )
        steps = _step_planner(term)
        missing = _missing_flags(record, request, term, milestone)
        why = N_("Why it is lifted") if none else N_("Why it moves")
        request = ask_missing(
            session, request, missing, lambda request: steps(record, request), record, reason=why
        )
        status = apply_edit(session, id, lambda record: steps(record, request), writing)
        if status == 0 and term is None:
            _tell_event(session, id, request, record)
        return status


def _step_planner(term: str | None) -> Callable[[Mapping[str, Any], Rescheduling], Sequence[EditStep]]:
    """The function that plans the steps: of a deadline, or of a day of the term."""
    from commitments.edits import reschedule, reschedule_term

    if term is None:
        return reschedule.steps
    return lambda record, request: reschedule_term.steps(record, term, request)


def _missing_flags(
    record: Mapping[str, Any], request: Rescheduling, term: str | None, milestone: str | None
) -> list[str]:
    """What the request lacks, to be asked for in this order."""
    from commitments.edits import reschedule, reschedule_term

    missing = _missing_day(request, term, milestone)
    if term is None:
        return [*missing, *reschedule.missing_flags(record, request)]
    return [*missing, *reschedule_term.missing_flags(request)]


def _missing_day(request: Rescheduling, term: str | None, milestone: str | None) -> list[str]:
    """The new day, where the request neither has nor lifts one; on a terminal it is asked for."""
    from commitments.cli.prompts.questions import can_ask

    if request.due or request.none or not can_ask():
        return []
    return ["new_day" if term is not None or milestone else "due"]


def _tell_event(session: Session, id: str, request: Rescheduling, record: Mapping[str, Any]) -> None:
    """Say that the deadline still hangs on an event, where it does: the event would move it again."""
    from commitments.cli.streams import tell
    from commitments.edits.reschedule import deadline_holder
    from commitments.render.shell import quote_word

    holder = deadline_holder(record, request)[1]
    due_event = holder.get("due_event")
    event = due_event.get("event") if isinstance(due_event, Mapping) else None
    if not isinstance(event, str):
        return
    path = f"milestones[{holder.get('id')}].due_event" if request.milestone else "due_event"
    command = f'commit update {session.names.own_id(id)} --set {quote_word(f"{path}=")} --note "…"'
    message = N_(
        "The deadline still hangs on the event {event}, which moves it again. To untie it: {command}"
    )
    tell(session.words.say(message, event=event, command=command))
