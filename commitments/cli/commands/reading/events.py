"""`commit events`: the events that deadlines hang on, and who waits for them. Must not change them."""

from __future__ import annotations

from commitments.cli.options.option_groups import Common, Output, flatten_options
from commitments.errors import N_, WorkspaceError


@flatten_options
def run(output: Output, common: Common) -> int:
    """Write the answer; returns 1 where some records could not be read."""
    from commitments.cli.emit import emit_records
    from commitments.cli.open_session import open_session
    from commitments.cli.streams import say
    from commitments.reading.folder import EVENTS
    from commitments.render.events import events_answer
    from commitments.render.safe import one_line
    from commitments.reports.events import list_events
    from commitments.workspace.whole_records import records_bound_to_events

    with open_session(common, on_roof=True) as session:
        workspace = session.workspace
        unread = [names.path(EVENTS) for part, names in workspace.parts if not part.events.is_readable]
        if unread and session.roof_view is None:
            raise WorkspaceError(
                N_("{path} cannot be read"),
                N_("Run `commit validate` to see what is wrong with it."),
                path=EVENTS,
            )
        rows = list_events(workspace.events, records_bound_to_events(workspace))
        answer = events_answer(rows, session.clock.today.isoformat(), session.words)
        status = emit_records(session, answer, output)
        for path in unread:
            sentence = N_("{path} cannot be read, so its events are left out; see `commit validate`.")
            say(session.words.say(sentence, path=one_line(path)))
        return max(status, int(bool(unread)))
