"""`commit events set`: dates or cancels an event, and moves what hangs on it. Must not write it itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.completing.option_completion import complete_event
from commitments.cli.editing.edit_command import Day, Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, UsageError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.edits.events import EventPlan, EventSetting
    from commitments.workspace.open_workspace import Workspace
    from commitments.workspace.verdict import TextEdit

EventId = Annotated[
    str | None,
    typer.Argument(metavar="ID", help=N_("The id of the event."), autocompletion=complete_event),
]
EventDate = Annotated[
    str | None, typer.Argument(metavar="[DATE]", help=N_("When it takes place; left out with --cancel."))
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help=N_("What set the date, or why it is cancelled.")),
]
Cancel = Annotated[bool, typer.Option("--cancel", help=N_("Say that it does not take place."))]


@flatten_options
def run(
    common: Common,
    writing: Writing,
    id: EventId = None,
    on: EventDate = None,
    reason: Reason = None,
    cancel: Cancel = False,
    date: Day = None,
) -> int:
    """Set or cancel an event; returns 1 where that was refused."""
    from commitments.cli.editing.files_command import apply_files_edit
    from commitments.cli.open_session import open_session
    from commitments.cli.options.date_options import coming_date_option, past_date_option
    from commitments.cli.prompts.events_to_set import asked_event, asked_event_date
    from commitments.cli.prompts.missing_flags import ask_missing
    from commitments.cli.record_session import with_member_named_by
    from commitments.edits.events import EventSetting, missing_flags

    if cancel and on:
        raise UsageError(
            N_("This needs a date or --cancel, and not both"), N_("Give either a date or --cancel.")
        )
    common, id = with_member_named_by(common, id)
    with open_session(common) as session:
        words, id = session.words, id or asked_event(session)
        if not cancel and not on:
            on = asked_event_date(session, id, lambda day: _try_date(session, id, day))
        request = EventSetting(
            id,
            session.clock.today,
            words.lang,
            reason,
            coming_date_option(session, on),
            cancel,
            past_date_option(session, date),
        )
        plan = _SettingPlan(session, request)
        request = ask_missing(session, request, missing_flags(request), plan.try_out, reason=N_("Why"))
        plan.request = request
        subject = (
            words.say("{event}: cancelled", event=id)
            if cancel
            else words.say("{event}: set to {date}", event=id, date=words.date(request.on))
        )
        return apply_files_edit(session, plan.texts, writing, subject, plan.tell)


def _try_date(session: Session, id: str, day: str) -> None:
    """Raise the CommitmentsError that fits where an event cannot get a date."""
    from commitments.edits.events import EventSetting
    from commitments.writing.edit_events import plan_event_date

    request = EventSetting(id, session.clock.today, session.words.lang, "-", day)
    plan_event_date(session.workspace, request)


class _SettingPlan:
    """The plan of one request, and what it leaves as it is."""

    def __init__(self, session: Session, request: EventSetting) -> None:
        self.session = session
        self.request = request
        self.plan: EventPlan | None = None

    def try_out(self, request: EventSetting) -> object:
        """Plan a request and write nothing."""
        from commitments.writing.edit_events import plan_event_date

        return plan_event_date(self.session.workspace, request)

    def texts(self, workspace: Workspace) -> Mapping[str, TextEdit]:
        """The new texts of files, by path."""
        from commitments.writing.edit_events import plan_event_date

        self.plan, texts = plan_event_date(workspace, self.request)
        return texts

    def tell(self) -> None:
        """Say which deadlines stay as they are."""
        from commitments.cli.streams import tell
        from commitments.edits.events import place_list

        words, plan = self.session.words, self.plan
        if plan and plan.left and not self.request.cancel:
            tell(words.say("Closed, so not changed: {records}", records=place_list(plan.left)))
        if plan and plan.waiting and self.request.cancel:
            tell(words.say("Their deadlines hang on it still: {records}", records=place_list(plan.waiting)))
