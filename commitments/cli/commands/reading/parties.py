"""`commit parties`: the registry of parties, with the records of each. Must not count them."""

from __future__ import annotations

from commitments.cli.options.option_groups import Common, Output, flatten_options


@flatten_options
def run(output: Output, common: Common) -> int:
    """Write the answer; returns 1 where a record could not be read."""
    from commitments.cli.emit import emit_records
    from commitments.cli.open_session import open_session
    from commitments.cli.streams import tell
    from commitments.render.parties import parties_answer
    from commitments.reports.parties import count_parties

    with open_session(common, on_roof=True) as session:
        workspace, words = session.workspace, session.words
        unlisted = {
            names.party(id)
            for part, names in workspace.parts
            if session.roof_view is not None and not part.registry.exists
            for id in part.survey.named_parties()
        }
        report = count_parties(workspace.survey.outlines, workspace.registry, session.clock, unlisted)
        if session.roof_view is not None and not session.roof_view.is_whole:
            report = report.without_numbers()
        status = emit_records(session, parties_answer(report, words), output)
        if not workspace.registry.exists:
            tell(words.say("There is no registry of parties; these are the parties that records name."))
        return status
