"""`commit show`: everything known of one record."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.complete import complete_id
from commitments.cli.options import Common, Output, flattened
from commitments.errors import N_, CommitmentsError

Id = Annotated[
    str, typer.Argument(metavar="ID", help=N_("The id of the record."), autocompletion=complete_id)
]


@flattened
def run(id: Id, output: Output, common: Common) -> int:
    """Answer about one record; one that cannot be read is said to be so."""
    from commitments.cli.emit import emit, tell
    from commitments.cli.session import session
    from commitments.model.names import stem
    from commitments.render.show import show_answer
    from commitments.reports.show import find, show
    from commitments.workspace.whole import record

    with session(common) as at:
        survey = at.workspace.survey
        unread = [each for each in survey.left_out() if stem(each.path) == id]
        if unread and id not in {each.id for each in survey.outlines}:
            return tell(unread, at.words)
        of = find(survey.outlines, id)
        commitment = record(at.workspace, of.path)
        if commitment is None:
            raise CommitmentsError(N_("{path} changed while it was read"), N_("Ask again."), path=of.path)
        report = show(survey.outlines, commitment, of, at.clock)
        emit(show_answer(report, at.workspace.registry, at.words), output, at.screen(output))
        links = survey.links()
        parts = [each for each in survey.left_out() if ("part_of", id) in links.get(each.path, ())]
        return tell(parts, at.words)
