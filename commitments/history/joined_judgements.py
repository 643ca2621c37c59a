"""Joins what an audit makes of the members of a roof, under the names of the roof. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.history.joined_histories import PartPlace, joined_rows, named_changes, revision_namer
from commitments.history.review import JudgedProblem, Judgement
from commitments.model.members import OWN_NAMES
from commitments.workspace.roof import named_problem


def named_judgement(judgement: Judgement, place: PartPlace) -> Judgement:
    """The judgement of a part as the roof names it; that of a register that stands alone as it is."""
    if place.names is OWN_NAMES:
        return judgement
    at = revision_namer(place)

    def named(judged: JudgedProblem) -> JudgedProblem:
        return judged._replace(problem=named_problem(judged.problem, place.names), at=at(judged.at))

    return Judgement(
        list(named_changes(judgement.changes, place)),
        list(map(named, judgement.findings)),
        judgement.commits,
        judgement.shallow_start and at(judgement.shallow_start),
        judgement.began and at(judgement.began),
        accepted=list(map(named, judgement.accepted)),
    )


def joined_judgement(judgements: Sequence[Judgement]) -> Judgement:
    """One judgement of several, in the order of time."""
    if len(judgements) == 1:
        return judgements[0]
    return Judgement(
        joined_rows([judgement.changes for judgement in judgements]),
        joined_rows([judgement.findings for judgement in judgements]),
        sum(judgement.commits for judgement in judgements),
        accepted=joined_rows([judgement.accepted for judgement in judgements]),
    )
