"""`commit audit`: which past changes broke which rule of change, and by whom. Must not judge by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.option_groups import Common, Output, Since, Strict, flatten_options
from commitments.errors import N_, CommitmentsError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.history.baseline import AcceptedFindings
    from commitments.history.history_span import HistorySpan
    from commitments.history.review import Judgement

Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline", metavar="FILE", help=N_("Leave out the findings in this earlier answer in JSON.")
    ),
]


@flatten_options
def run(
    output: Output, common: Common, since: Since = None, baseline: Baseline = None, strict: Strict = False
) -> int:
    """Write the answer; returns 1 where a rule was broken."""
    from commitments.cli.commands.reading.review import exit_status
    from commitments.cli.emit import emit, tell_members
    from commitments.cli.open_session import open_session
    from commitments.history.baseline import accepted_findings
    from commitments.render.review.answer import ReviewReport, review_answer
    from commitments.render.validate import VALIDATE_FORMATS

    with open_session(common, on_roof=True) as session:
        accepted = accepted_findings(baseline) if baseline else {}
        judgement = _without_known(session, _judgement(session, since), accepted)
        events = session.workspace.events
        report = ReviewReport(
            "audit", session.clock.today, session.zone, judgement, strict=strict, events=events
        )
        answer = review_answer(report, session.workspace.registry, session.words)
        emit(answer, output, session.screen(output), VALIDATE_FORMATS)
        return max(exit_status(judgement, strict), tell_members(session))


def _judgement(session: Session, since: str | None) -> Judgement:
    """What is wrong with the changes of each part, by the settings of the part."""
    from commitments.cli.accepted_findings import without_accepted
    from commitments.cli.read_history import part_place, part_span, tell_beginnings
    from commitments.history.joined_judgements import joined_judgement, named_judgement
    from commitments.model.named_commit import AskedSpan

    span = AskedSpan(session.past_time(since, first=True) if since is not None else None)
    judgements = []
    for part in session.parts:
        try:
            judgement = _own_judgement(part.session, part_span(part, span))
        except CommitmentsError as error:
            if not session.sets_aside(part, error):
                raise
            continue
        judgement = without_accepted(part.session, judgement, () if since else None, part.names)
        judgements.append((part, named_judgement(judgement, part_place(part))))
    tell_beginnings(session, judgements)
    return joined_judgement([judgement for _, judgement in judgements])


def _own_judgement(session: Session, span: HistorySpan) -> Judgement:
    from commitments.cli.commands.reading.review import judge_of
    from commitments.cli.progress import progress
    from commitments.history.main_line import history_reader
    from commitments.history.review import audit
    from commitments.workspace.bare_repository import head_commit

    head_commit(session.repository)
    with progress(session.words) as tell:
        reader = history_reader(session.workspace, session.repository, session.zone, tell)
        return audit(reader, span, judge_of(session))


def _without_known(session: Session, judgement: Judgement, accepted: AcceptedFindings) -> Judgement:
    """A judgement without the accepted findings, whose number is said."""
    from dataclasses import replace

    from commitments.cli.streams import say
    from commitments.history.baseline import new_findings

    findings = new_findings(judgement.findings, accepted)
    if count := len(judgement.findings) - len(findings):
        say(
            session.words.count(
                count,
                "{n} finding in the baseline is left out.",
                "{n} findings in the baseline are left out.",
            )
        )
    return replace(judgement, findings=findings)
