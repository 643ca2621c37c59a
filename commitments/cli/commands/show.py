"""`commit show`: everything known of one record."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Annotated

import typer

from commitments.cli.completion import complete_id
from commitments.cli.options import AsOf, Common, Output, flattened
from commitments.errors import N_, CommitmentsError

Id = Annotated[
    str, typer.Argument(metavar="ID", help=N_("The id of the record."), autocompletion=complete_id)
]


@flattened
def run(id: Id, output: Output, common: Common, as_of: AsOf = None) -> int:
    """Answer about one record; one that cannot be read is said to be so."""
    from commitments.cli.emit import emit, tell
    from commitments.cli.read_history import history_of
    from commitments.cli.records_outside import require_inside
    from commitments.cli.session import session
    from commitments.model.names import stem
    from commitments.render.records.show import show_answer
    from commitments.reports.show import find, show
    from commitments.workspace.whole_records import record

    with session(common, as_of=as_of) as at:
        survey = at.workspace.survey
        known = {outline.id for outline in survey.outlines}
        unread = [file for file in survey.left_out() if stem(file.path) == id]
        if unread and id not in known:
            return tell(unread, at.words)
        if at.day is not None and id not in known:
            raise _not_yet(id, known, at.day)
        if id not in known:
            require_inside(at, id)
        of = find(survey.outlines, id)
        commitment = record(at.workspace, of.path)
        if commitment is None:
            raise CommitmentsError(N_("{path} changed while it was read"), N_("Ask again."), path=of.path)
        report = show(survey.outlines, commitment, of, at.clock, history_of(at, id))
        emit(show_answer(report, at.workspace.registry, at.words), output, at.screen(output))
        links = survey.links()
        parts = [file for file in survey.left_out() if ("part_of", id) in links.get(file.path, ())]
        return tell(parts, at.words)


def _not_yet(id: str, known: Collection[str], day: date) -> CommitmentsError:
    from commitments.model.nearest import nearest_few  # only a refusal needs it

    near = ", ".join(nearest_few(id, sorted(known)))
    return CommitmentsError(
        N_("There was no record {id} on {day}"),
        N_("Nearest: {near}") if near else N_("`commit status --all --as-of {day}` lists what there was."),
        id=id,
        near=near,
        day=day,
    )
