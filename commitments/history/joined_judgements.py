"""Joins what an audit makes of the members of a roof, under the names of the roof. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commitments.history.joined_histories import PartPlace, joined_rows, named_changes, revision_namer
from commitments.history.review import JudgedProblem, Judgement
from commitments.model.fields import Shape
from commitments.model.members import OWN_NAMES, MemberNames
from commitments.model.problem import Problem
from commitments.workspace.roof_survey import named_problem


def named_judgement(judgement: Judgement, place: PartPlace) -> Judgement:
    """The judgement of a part as the roof names it; that of a register that stands alone as it is."""
    if place.names is OWN_NAMES:
        return judgement
    at = revision_namer(place)

    def named(judged: JudgedProblem) -> JudgedProblem:
        problem = _with_named_values(named_problem(judged.problem, place.names), place.names)
        return judged._replace(problem=problem, at=at(judged.at))

    return Judgement(
        list(named_changes(judgement.changes, place)),
        list(map(named, judgement.findings)),
        judgement.commits,
        judgement.shallow_start and at(judgement.shallow_start),
        judgement.began and at(judgement.began),
        accepted=list(map(named, judgement.accepted)),
    )


_VALUES = {
    "lead-replaced": (("old", Shape.PARTY), ("new", Shape.PARTY)),
    "superseded-silently": (("successor", Shape.LINK),),
    "due-event-rewritten": (("event", Shape.EVENT),),
    "event-moved": (("event", Shape.EVENT), ("records", Shape.LINK)),
}
"""The values in the sentence of a rule that name something, one or several with commas between."""
_NAMELESS = ("–", "…")


def _with_named_values(problem: Problem, names: MemberNames) -> Problem:
    """A problem whose sentence names records, parties and events as the roof calls them."""
    values = dict(problem.values)
    for key, shape in _VALUES.get(problem.rule, ()):
        ids = values.get(key, "").split(", ")
        values[key] = ", ".join(id if id in _NAMELESS else names.reference(shape, id) for id in ids)
    return replace(problem, values=values)


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
