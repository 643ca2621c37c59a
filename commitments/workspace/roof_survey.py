"""Reads what was examined of the parts of a roof as one survey, under its names. Examines nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from commitments.cache.derived_results import DerivedResults
from commitments.model.members import MemberNames
from commitments.model.outline import Outline
from commitments.model.problem import Problem
from commitments.model.references import References
from commitments.reading.folder import Listing
from commitments.workspace.open_workspace import Part
from commitments.workspace.survey import Survey, refused_files


class _KnownPart(NamedTuple):
    """What every list tells of a part, under the names of the roof."""

    outlines: Sequence[Outline]
    problems: Sequence[Problem]
    left_out: Sequence[Problem]


class RoofSurvey(Survey):
    """What was examined of all parts of a roof, under the names of the roof."""

    def __init__(self, parts: Sequence[Part]) -> None:
        DerivedResults.__init__(self, {}, None, "")
        self._parts = parts
        self._known: dict[int, _KnownPart] = {}

    @property
    def _surveys(self) -> Iterator[tuple[Survey, MemberNames]]:
        return ((part.workspace.survey, part.names) for part in self._parts)

    def _known_part(self, index: int) -> _KnownPart:
        if index not in self._known:
            workspace, names = self._parts[index]
            self._known[index] = _KnownPart(
                workspace.survey.outlines_named(names),
                [named_problem(problem, names) for problem in workspace.survey.problems],
                [named_problem(problem, names) for problem in workspace.survey.left_out()],
            )
        return self._known[index]

    @cached_property
    def listing(self) -> Listing:  # type: ignore[override]
        whole = Listing()
        for workspace, names in self._parts:
            listing = workspace.listing
            whole.entries += [entry._replace(path=names.path(entry.path)) for entry in listing.entries]
            whole.strays += map(names.path, listing.strays)
            whole.refused += map(names.path, listing.refused)
            whole.nested += map(names.path, listing.nested)
            whole.unnameable += map(names.path, listing.unnameable)
        return whole

    def nested(self) -> list[str]:
        return [names.path(path) for workspace, names in self._parts for path in workspace.listing.nested]

    @cached_property
    def outlines(self) -> Sequence[Outline]:
        return [outline for part in self._known_parts for outline in part.outlines]

    def by_title(self, lang: str) -> list[Outline]:
        """The outlines, part by part in the order of their titles in a language.

        A list needs nothing else of most parts, so the columns of each are let go before the next is read.
        """
        titled: list[Outline] = []
        for index, part in enumerate(self._parts):
            order, outlines = part.workspace.survey.title_order(lang), self._known_part(index).outlines
            titled += [outlines[place] for place in order]
            part.workspace.let_survey_go()
        return titled

    @property
    def _known_parts(self) -> list[_KnownPart]:
        return [self._known_part(index) for index in range(len(self._parts))]

    @property
    def problems(self) -> list[Problem]:
        return [problem for part in self._known_parts for problem in part.problems]

    def refused(self) -> list[Problem]:
        return [
            named_problem(problem, names)
            for workspace, names in self._parts
            for problem in refused_files(workspace.listing)
        ]

    def left_out(self) -> list[Problem]:
        return [problem for part in self._known_parts for problem in part.left_out]

    @property
    def checked(self) -> int:
        return sum(part.workspace.listing.count for part in self._parts)

    def links(self) -> References:
        return {
            names.path(path): [(pointer, names.linked_id(id)) for pointer, id in references]
            for survey, names in self._surveys
            for path, references in survey.links().items()
        }

    def named_parties(self) -> set[str]:
        return {names.party(id) for survey, names in self._surveys for id in survey.named_parties()}

    def events(self) -> References:
        return {
            names.path(path): [(pointer, names.own_id(id)) for pointer, id in references]
            for survey, names in self._surveys
            for path, references in survey.events().items()
        }

    def modelines(self) -> list[tuple[str, str]]:
        return [
            (names.path(path), names.path(target))
            for survey, names in self._surveys
            for path, target in survey.modelines()
        ]

    def remember(self) -> None:
        """The parts remember themselves."""


def named_problem(problem: Problem, names: MemberNames) -> Problem:
    """A problem of a part as its roof names its file and its record."""
    id = None if problem.id is None else names.own_id(problem.id)
    values, key = problem.values, _PATH_VALUES.get(problem.rule)
    if key is not None and key in values:
        values = {**values, key: names.path(values[key])}
    return replace(problem, path=names.path(problem.path), id=id, values=values)


_PATH_VALUES = {"id-not-unique": "other", "modeline-nowhere": "target"}
"""The value of a rule's sentence that is a path."""
