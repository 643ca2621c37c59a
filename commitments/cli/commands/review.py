"""`commit review`: what a pull request means, and which rules of change it breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options import Common, Output, Strict, flattened
from commitments.errors import N_, CommitmentsError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.history.review import Judgement, Sides
    from commitments.history.working_tree import WorkingTree
    from commitments.reading.git import Parted

Range = Annotated[
    str | None,
    typer.Argument(
        metavar="[BASE[...HEAD]]",
        help=N_("What to compare with, and what: else the branch of the origin, and the working tree."),
    ),
]
DEFAULT_BASES = ("origin/HEAD", "origin/main", "origin/master")
_REMOTES = "refs/remotes/"
"""Before the default bases, so that no tag or branch of their name is taken for them."""


@flattened
def run(output: Output, common: Common, compared: Range = None, strict: Strict = False) -> int:
    """Answer; 1 where a rule is broken."""
    from commitments.cli.emit import emit
    from commitments.cli.records_outside import tell_ignored, tell_outside
    from commitments.cli.session import session
    from commitments.render.review.answer import ReviewReport, review_answer
    from commitments.render.validate import VALIDATE_FORMATS

    with session(common, tolerant=True) as at:
        name, base, sides = _sides(at, compared)
        _judge_by(at, name, base)
        found = _found(at, sides)
        told = base[:7] if base.startswith(name) else f"{name} {base[:7]}"
        report = ReviewReport("review", at.clock.today, at.zone, found, told, strict)
        answer = review_answer(report, at.workspace.registry, at.words)
        emit(answer, output, at.screen(output), VALIDATE_FORMATS)
        tell_ignored(at, found.ignored)
        if sides.head is None:
            tell_outside(at)
        return status(found, strict)


def status(found: Judgement, strict: bool) -> int:
    """1 where a rule is broken that weighs enough."""
    from commitments.model.problem import Severity

    weights = {finding.problem.severity for finding in found.findings}
    return 1 if Severity.ERROR in weights or (strict and weights) else 0


def _judge_by(at: Session, name: str, base: str) -> None:
    """Let the settings of the base hold, those of the clock too."""
    from commitments.cli.streams import say
    from commitments.history.past_workspace import settings_of
    from commitments.history.workspace_places import whereabouts_of
    from commitments.render.safe import one_line

    places = whereabouts_of(at.workspace, at.repository)
    at.workspace.judged_by, usable = settings_of(places, base)
    if not usable:
        say(
            at.words.say(
                "The settings of {base} have faults, which are passed over; see `commit validate` there.",
                base=one_line(name),
            )
        )


def _found(at: Session, sides: Sides) -> Judgement:
    from commitments.cli.read_history import progress
    from commitments.history.main_line import history_reader
    from commitments.history.review import Judge, review

    with progress(at.words) as tell:
        reader = history_reader(at.workspace, at.repository, at.zone, tell)
        judge = Judge(at.workspace.settings.severities)
        return review(sides, reader, _files(at, sides), judge, at.clock.today)


def _files(at: Session, sides: Sides) -> WorkingTree | None:
    """The files on disk, which are looked at only where they are asked about."""
    if sides.head is not None or at.repository.bare:
        return None
    from commitments.history.working_tree import working_tree_of

    return working_tree_of(at.workspace, at.repository)


def _sides(at: Session, compared: str | None) -> tuple[str, str, Sides]:
    """The base by name and by id, and what is compared; raises CommitmentsError with what would help."""
    from commitments.history.review import Sides

    first, _, second = (compared or "").partition("...")
    base = first or _default_base(at)
    parted = at.repository.parted(base, second or at.repository.head or "") or _asked(at, base, second)
    name = base.removeprefix(_REMOTES)
    head = at.repository.commit(parted.head) if second or at.repository.bare else None
    return name, parted.base, Sides(_fork(at, name, parted), head)


def _asked(at: Session, base: str, head: str) -> Parted:
    """The same one by one, so that it can be told what is wrong with a name."""
    from commitments.reading.git import Parted

    one = _commit(at, base)
    other = _commit(at, head) if head else at.repository.head
    if other is None:
        raise CommitmentsError(
            N_("There is nothing to review: HEAD has no commit yet"),
            N_("Commit the records, or name what to review: `commit review BASE...HEAD`."),
        )
    return Parted(one, other, at.repository.merge_bases(one, other))


def _fork(at: Session, name: str, parted: Parted) -> str:
    """Where both sides parted; of several such commits the one that the base did itself."""
    found = parted.forks
    if not found:
        raise CommitmentsError(
            N_("{base} and what is to be reviewed share no commit"),
            N_("This clone is shallow: `git fetch --unshallow` brings the rest of the history.")
            if at.repository.shallow
            else N_("Name another base: `commit review BASE`."),
            base=name,
        )
    if len(found) == 1:
        return found[0]
    chosen = next(
        (commit.id for commit in at.repository.main_line(parted.base) if commit.id in found), found[0]
    )
    _tell_crossed(at, name, chosen)
    return chosen


def _tell_crossed(at: Session, name: str, chosen: str) -> None:
    from commitments.cli.streams import say
    from commitments.render.safe import one_line

    crossed = at.words.say(
        "{base} and what is to be reviewed were merged into each other, so that they parted in several"
        " commits; {commit} is compared, and what {base} took over may be told again.",
        base=one_line(name),
        commit=chosen[:7],
    )
    say(f"{crossed} {at.words.say('To part them, merge {base} once more.', base=one_line(name))}")


def _default_base(at: Session) -> str:
    for base in DEFAULT_BASES:
        if at.repository.resolve(_REMOTES + base):
            return _REMOTES + base
    raise CommitmentsError(
        N_("There is nothing to compare with: none of {bases} is here"),
        N_("`git fetch origin main:refs/remotes/origin/main` brings it; or name another base."),
        bases=", ".join(DEFAULT_BASES),
    )


def _commit(at: Session, name: str) -> str:
    """The commit that a name stands for; raises CommitmentsError with how to get it."""
    id = at.repository.resolve(name)
    if id is not None:
        return id
    branch = re.fullmatch(r"(?:refs/remotes/)?origin/([A-Za-z0-9_][A-Za-z0-9_./-]*)", name)
    if branch and ".." not in name:  # nothing that a shell would take for more than a name
        hint = N_("`git fetch origin {branch}:refs/remotes/origin/{branch}` brings it.")
    elif ".." in name:
        hint = N_("Write BASE...HEAD, with three dots.")
    elif at.repository.shallow:
        hint = N_("This clone is shallow: `git fetch --unshallow` brings the commits that it lacks.")
    else:
        hint = N_("`git fetch origin` brings the branches of the origin; name a commit, a branch or a tag.")
    raise CommitmentsError(
        N_("{name} is no commit of this repository"), hint, name=name, branch=branch[1] if branch else ""
    )
