"""`commit events add`: adds an event that deadlines may hang on. Must not know how that is written."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.editing.edit_command import Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_

EventId = Annotated[str | None, typer.Argument(metavar="ID", help=N_("The id of the event."))]
Name = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help=N_("What the event is called, in English."))
]
NameVi = Annotated[
    str | None, typer.Option("--name-vi", metavar="NAME", help=N_("What the event is called, in Vietnamese."))
]
EventDate = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help=N_("When it takes place, where that is known."))
]
SourceTitle = Annotated[
    str | None, typer.Option("--source-title", metavar="TITLE", help=N_("The document that announces it."))
]
SourceUrl = Annotated[
    str | None, typer.Option("--source-url", metavar="URL", help=N_("Where that document can be read."))
]


@flatten_options
def run(
    common: Common,
    writing: Writing,
    id: EventId = None,
    name: Name = None,
    name_vi: NameVi = None,
    date: EventDate = None,
    source_title: SourceTitle = None,
    source_url: SourceUrl = None,
) -> int:
    """Add an event; returns 1 where that was refused."""
    from commitments.cli.editing.edit_command import require_writable
    from commitments.cli.editing.files_command import apply_files_edit
    from commitments.cli.open_session import open_session
    from commitments.cli.options.date_options import coming_date_option
    from commitments.cli.prompts.events_to_set import completed_event
    from commitments.cli.record_session import with_member_named_by
    from commitments.edits.events import NewEvent
    from commitments.writing.edit_events import plan_new_event

    common, id = with_member_named_by(common, id)
    with open_session(common) as session:
        require_writable(session, writing)
        begins = coming_date_option(session, date)
        request = NewEvent(id or "", name, name_vi, begins, source_title, source_url)
        request = completed_event(session, request)
        subject = session.words.say("{event}: new event", event=request.id)
        return apply_files_edit(
            session, lambda workspace: plan_new_event(workspace, request), writing, subject
        )
