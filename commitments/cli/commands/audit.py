"""`commit audit`: which past changes broke which rule of change, and by whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options import Common, Output, Since, Strict, flattened
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.history.baseline import Known
    from commitments.history.review import Judgement

Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help=N_("Leave out what this earlier answer in JSON tells.")),
]


@flattened
def run(
    output: Output, common: Common, since: Since = None, baseline: Baseline = None, strict: Strict = False
) -> int:
    """Answer; 1 where a rule was broken."""
    from commitments.cli.commands.review import status
    from commitments.cli.emit import emit
    from commitments.cli.session import session
    from commitments.history.baseline import known_of
    from commitments.render.review.answer import ReviewReport, review_answer
    from commitments.render.validate import VALIDATE_FORMATS

    with session(common) as at:
        known = known_of(baseline) if baseline else {}
        found = _told(at, _found(at, since), known)
        report = ReviewReport("audit", at.clock.today, at.zone, found, strict=strict)
        answer = review_answer(report, at.workspace.registry, at.words)
        emit(answer, output, at.screen(output), VALIDATE_FORMATS)
        return status(found, strict)


def _found(at: Session, since: str | None) -> Judgement:
    from commitments.cli.commands.changes import bound
    from commitments.cli.history_limits import tell_begun, tell_cut
    from commitments.cli.read_history import progress
    from commitments.history.history_span import HistorySpan
    from commitments.history.main_line import history_reader
    from commitments.history.review import Judge, audit
    from commitments.workspace.bare_repository import head_of

    head_of(at.repository)
    span = HistorySpan(bound(at, "--since", since))
    with progress(at.words) as tell:
        reader = history_reader(at.workspace, at.repository, at.zone, tell)
        found = audit(reader, span, Judge(at.workspace.settings.severities))
    if found.cut:
        tell_cut(found.cut, at.words, at.zone)
    if found.began:
        tell_begun(found.began, at.words, at.zone)
    return found


def _told(at: Session, found: Judgement, known: Known) -> Judgement:
    """What is found without what is accepted, which is counted."""
    from dataclasses import replace

    from commitments.cli.streams import say
    from commitments.history.baseline import unknown

    new = unknown(found.findings, known)
    if count := len(found.findings) - len(new):
        say(
            at.words.count(
                count,
                "{n} finding of the baseline is left out.",
                "{n} findings of the baseline are left out.",
            )
        )
    return replace(found, findings=new)
