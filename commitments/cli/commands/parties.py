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
        report = count_parties(workspace.survey.outlines, workspace.registry, session.clock)
        status = emit_records(session, parties_answer(report, words), output)
        if not workspace.registry.exists:
            tell(words.say("There is no registry of parties; these are the parties that records name."))
        return status
