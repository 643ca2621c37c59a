"""Finds the two sides that a review compares: its base, and what parted from it. Must not judge them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commitments.errors import N_, RevisionError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.history.compared_sides import Sides
    from commitments.reading.git.repository import Parted

_DEFAULT_BASES = ("origin/HEAD", "origin/main", "origin/master")
_REMOTES = "refs/remotes/"
"""Stands before the default bases, so that git takes no tag or branch of such a name for them."""


def sides_to_review(session: Session, compared: str | None) -> tuple[str, str, Sides]:
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

    for base in _DEFAULT_BASES:
        if session.repository.resolve(_REMOTES + base):
            return _REMOTES + base
    if _has_no_other_side(session, needs_remote):
        say(session.words.say("This repository has no remote: the working tree is compared with HEAD."))
        return "HEAD"
    raise RevisionError(
        N_("There is nothing to compare with: this repository has none of {bases}"),
        N_("Run `git fetch origin main:refs/remotes/origin/main` to fetch it, or name another base."),
        bases=", ".join(_DEFAULT_BASES),
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
