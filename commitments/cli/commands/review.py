"""`commit review`: what a pull request means, and which rules of change it breaks. Must not judge it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.option_groups import Common, Output, Strict, flatten_options
from commitments.errors import N_, MissingError, RevisionError, UsageError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.history.compared_sides import Sides
    from commitments.history.review import Judge, Judgement
    from commitments.history.working_tree import WorkingTree
    from commitments.reading.git.repository import Parted

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
DEFAULT_BASES = ("origin/HEAD", "origin/main", "origin/master")
_MOST_COMMANDS = 50
"""How many members are named where a roof cannot be reviewed."""
_REMOTES = "refs/remotes/"
"""Stands before the default bases, so that git takes no tag or branch of such a name for them."""


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
    from commitments.cli.emit import emit
    from commitments.cli.open_session import open_session
    from commitments.cli.options.date_options import coming_date_option
    from commitments.cli.records_outside import tell_ignored, tell_outside
    from commitments.render.review.answer import ReviewReport, review_answer
    from commitments.render.validate import VALIDATE_FORMATS

    _refuse_roof(common)
    with open_session(common, tolerant=True) as session:
        name, base, sides = _sides(session, compared)
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


def _sides(session: Session, compared: str | None) -> tuple[str, str, Sides]:
    """The name and the id of the base, and both sides; raises RevisionError, with a hint, for none."""
    from commitments.history.compared_sides import Sides

    first, _, second = (compared or "").partition("...")
    base = first or _default_base(session, bool(second))
    repository = session.repository
    for name in filter(None, (first, second)):
        _refuse_ambiguous(session, name)
    parted = repository.parted(base, second or repository.head or "")
    parted = parted or _parted_by_name(session, base, second)
    name = base.removeprefix(_REMOTES)
    head = repository.commit(parted.head) if second or repository.bare else None
    fork = _fork_commit(session, name, parted)
    if first and second and fork == parted.head:  # a green that did not look
        raise RevisionError(
            N_("There is nothing to review: {base} has all of {head} already"),
            N_("Write the base first: `commit review BASE...HEAD`."),
            base=first,
            head=second,
        )
    return name, parted.base, Sides(fork, head)


def _refuse_ambiguous(session: Session, name: str) -> None:
    """Raise RevisionError for the name of both a branch and a tag; full names are taken."""
    short = re.split(r"[~^:@]", name)[0]
    if not short or short == "HEAD" or short.startswith("refs/"):
        return
    meant = session.repository.tag_and_branch(short)
    if meant:
        raise RevisionError(
            N_("{name} is both a tag and a branch: {meant}"),
            N_("Write the one that you mean in full."),
            name=name,
            meant=", ".join(meant),
        )


def _parted_by_name(session: Session, base: str, head: str) -> Parted:
    """Both commits and where they parted, one by one; raises RevisionError that names the wrong one."""
    from commitments.reading.git.repository import Parted

    base_commit = _named_commit(session, base)
    head_commit = _named_commit(session, head) if head else session.repository.head
    if head_commit is None:
        raise RevisionError(
            N_("There is nothing to review: HEAD has no commit yet"),
            N_("Commit the records, or name what to review: `commit review BASE...HEAD`."),
        )
    return Parted(base_commit, head_commit, session.repository.merge_bases(base_commit, head_commit))


def _fork_commit(session: Session, name: str, parted: Parted) -> str:
    """The commit where both sides parted; of several, the newest on the main line of the base."""
    forks = parted.forks
    if not forks:
        raise RevisionError(
            N_("{base} and the state to review have no commit in common"),
            N_("This clone is shallow: run `git fetch --unshallow` to fetch the rest of the history.")
            if session.repository.shallow
            else N_("Name another base: `commit review BASE`."),
            base=name,
        )
    if len(forks) == 1:
        return forks[0]
    chosen = next(
        (commit.id for commit in session.repository.main_line(parted.base) if commit.id in forks), forks[0]
    )
    _tell_merged_both_ways(session, name, chosen)
    return chosen


def _tell_merged_both_ways(session: Session, name: str, chosen: str) -> None:
    from commitments.cli.streams import say
    from commitments.render.safe import one_line

    sentence = session.words.say(
        "{base} and the state to review were merged into each other, so they have several"
        " last commits in common. The review starts from {commit}, and may repeat changes"
        " that {base} already has.",
        base=one_line(name),
        commit=chosen[:7],
    )
    advice = session.words.say("Merge {base} once more to leave a single one.", base=one_line(name))
    say(f"{sentence} {advice}")


def _default_base(session: Session, needs_remote: bool) -> str:
    """The main branch of origin; HEAD where there is no remote and the working tree is reviewed."""
    from commitments.cli.streams import say

    for base in DEFAULT_BASES:
        if session.repository.resolve(_REMOTES + base):
            return _REMOTES + base
    if _has_no_other_side(session, needs_remote):
        say(session.words.say("This repository has no remote: the working tree is compared with HEAD."))
        return "HEAD"
    raise RevisionError(
        N_("There is nothing to compare with: this repository has none of {bases}"),
        N_("Run `git fetch origin main:refs/remotes/origin/main` to fetch it, or name another base."),
        bases=", ".join(DEFAULT_BASES),
    )


def _has_no_other_side(session: Session, needs_remote: bool) -> bool:
    repository = session.repository
    return not (needs_remote or repository.bare or repository.has_remotes()) and bool(repository.head)


def _named_commit(session: Session, name: str) -> str:
    """The id of the commit with a name; raises RevisionError, with how to get it."""
    id = session.repository.resolve(name)
    if id is not None:
        return id
    branch = re.fullmatch(r"(?:refs/remotes/)?origin/([A-Za-z0-9_][A-Za-z0-9_./-]*)", name)
    if branch and ".." not in name:  # the hint is for a shell, so the name must be plain
        hint = N_("Run `git fetch origin {branch}:refs/remotes/origin/{branch}` to fetch it.")
    elif ".." in name:
        hint = N_("Write BASE...HEAD, with three dots.")
    elif session.repository.shallow:
        hint = N_("This clone is shallow: run `git fetch --unshallow` to fetch the missing commits.")
    else:
        hint = N_("Name a commit, a branch or a tag; run `git fetch origin` to fetch the branches of origin.")
    raise RevisionError(
        N_("{name} is not a commit of this repository"), hint, name=name, branch=branch[1] if branch else ""
    )
