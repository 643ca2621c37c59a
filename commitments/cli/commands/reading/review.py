"""`commit review`: what a pull request means, and which rules of change it breaks. Must not judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.option_groups import Common, Output, Strict, flatten_options
from commitments.errors import N_, MissingError, UsageError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.history.compared_sides import Sides
    from commitments.history.review import Judge, Judgement
    from commitments.history.working_tree import WorkingTree

Range = Annotated[
    str | None,
    typer.Argument(
        metavar="[BASE[...HEAD]]",
        help=N_(
            "The base to compare with, and the commit to review; by default the main branch of"
            " origin, and the working tree."
        ),
    ),
]
Accept = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--accept",
        metavar="RULE ID",
        help=N_("Write into commitments.toml that this finding is accepted."),
    ),
]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help=N_("With --accept: why it is accepted."))
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help=N_("With --accept: the last day on which it holds.")),
]
_MOST_COMMANDS = 50
"""How many members are named where a roof cannot be reviewed."""


@flatten_options
def run(
    output: Output,
    common: Common,
    compared: Range = None,
    strict: Strict = False,
    accept: Accept = None,
    reason: Reason = None,
    until: Until = None,
) -> int:
    """Write the answer, or accept a finding; returns 1 where a rule is broken."""
    from commitments.cli.accepted_findings import accept_finding, without_accepted
    from commitments.cli.commands.reading.review_sides import sides_to_review
    from commitments.cli.emit import emit
    from commitments.cli.open_session import open_session
    from commitments.cli.options.date_options import coming_date_option
    from commitments.cli.records_outside import tell_ignored, tell_outside
    from commitments.render.review.answer import ReviewReport, review_answer
    from commitments.render.validate import VALIDATE_FORMATS

    _refuse_roof(common)
    with open_session(common, tolerant=True) as session:
        name, base, sides = sides_to_review(session, compared)
        _judge_by(session, name, base)
        judgement = _judgement(session, sides)
        if accept:
            last_day = coming_date_option(session, until)
            accept_finding(session, judgement, *accept, _given_reason(session, reason), last_day)
            return 0
        if reason or until:
            raise UsageError(N_("--reason and --until go with --accept"), "")
        judgement = without_accepted(session, judgement, {change.id for change in judgement.changes})
        base_text = base[:7] if base.startswith(name) else f"{name} {base[:7]}"
        report = ReviewReport(
            "review",
            session.clock.today,
            session.zone,
            judgement,
            base_text,
            strict,
            session.workspace.events,
        )
        answer = review_answer(report, session.workspace.registry, session.words)
        emit(answer, output, session.screen(output), VALIDATE_FORMATS)
        tell_ignored(session, judgement.ignored)
        if sides.head is None:
            tell_outside(session)
        return exit_status(judgement, strict)


def _refuse_roof(common: Common) -> None:
    """Raise UsageError at a roof: its members lie in several repositories, and each is reviewed there."""
    from commitments.cli.open_session import named_workspace

    roof = named_workspace(common, tolerant=True)
    if not roof.named_members or common.member:
        return
    from commitments.reading.members import find_members
    from commitments.render.edit_report import own_command

    error = UsageError(
        N_("A review compares two states of one register, and this is a roof over several"),
        N_("Run it for each of them:"),
    )
    place = [("--root", common.root)] if common.root else []
    folders = find_members(roof.root, roof.named_members)
    for folder in folders[:_MOST_COMMANDS]:
        error.add_note("  " + own_command("review", [*place, ("--member", folder.name)]))
    if len(folders) > _MOST_COMMANDS:
        error.add_note("  …")
    raise error


def _given_reason(session: Session, reason: str | None) -> str:
    """The reason for accepting a finding, asked for on a terminal.

    Raises MissingError where nobody can be asked for one.
    """
    from commitments.changes.list_entries import has_words
    from commitments.cli.prompts.missing_arguments import asked_text
    from commitments.cli.prompts.questions import can_ask

    if not has_words(reason) and can_ask():
        return asked_text(session.words, "--reason", "reason", session.words.say("Why it is accepted"))
    if not has_words(reason):
        raise MissingError(N_("An accepted finding needs a reason"), N_("Add --reason TEXT."))
    return reason.strip() if reason else ""


def exit_status(judgement: Judgement, strict: bool) -> int:
    """1 where a finding is an error or, with `strict`, where there is any; else 0."""
    from commitments.model.problem import Severity

    weights = {finding.problem.severity for finding in judgement.findings}
    return 1 if Severity.ERROR in weights or (strict and weights) else 0


def _judge_by(session: Session, name: str, base: str) -> None:
    """Judge by the settings of the base, also for the clock."""
    from commitments.cli.streams import say
    from commitments.history.past_workspace import settings_at_commit
    from commitments.history.workspace_places import workspace_whereabouts
    from commitments.render.safe import one_line

    places = workspace_whereabouts(session.workspace, session.repository)
    session.workspace.judged_by, usable = settings_at_commit(places, base)
    if not usable:
        say(
            session.words.say(
                "The settings of {base} have faults and were ignored in part; run `commit validate`"
                " there to see them.",
                base=one_line(name),
            )
        )


def _judgement(session: Session, sides: Sides) -> Judgement:
    from commitments.cli.progress import progress
    from commitments.history.main_line import history_reader
    from commitments.history.review import review

    with progress(session.words) as tell:
        reader = history_reader(session.workspace, session.repository, session.zone, tell)
        judge = judge_of(session)
        return review(sides, reader, _working_tree(session, sides), judge, session.clock.today)


def judge_of(session: Session) -> Judge:
    """The judge that the settings and the parties of a workspace make."""
    from commitments.history.review import Judge

    workspace = session.workspace
    successors = {str(party.id): party.succeeded_by for party in workspace.registry.parties.values()}
    return Judge(workspace.settings.severities, session.clock.due_soon_days, successors)


def _working_tree(session: Session, sides: Sides) -> WorkingTree | None:
    """The files on disk; None where the review does not ask about them."""
    if sides.head is not None or session.repository.bare:
        return None
    from commitments.history.working_tree import workspace_working_tree

    return workspace_working_tree(session.workspace, session.repository)
