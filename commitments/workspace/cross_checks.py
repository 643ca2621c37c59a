"""Judges what holds between records, and the registries of parties and events.

Keeps no result: `validate` does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from commitments.checks import across_records, registry
from commitments.checks import events as event_checks
from commitments.model.problem import Finding, Problem
from commitments.reading import events, parties, schema
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY
from commitments.workspace.examine import locate
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.whole_records import records_bound_to_events

ListCheck = Callable[[Sequence[Mapping[Any, Any]]], Iterator[Finding]]
"""Yields the findings of the entries of a registry; an entry that is no mapping is empty."""


def problems_between_records(workspace: Workspace) -> Iterator[Problem]:
    """The problems between records, and between records and parties or events."""
    outlines = workspace.survey.outlines
    links = workspace.survey.links()
    unregistered = workspace.survey.named_parties() - workspace.registry.parties.keys()
    reported = {(problem.path, problem.pointer) for problem in workspace.survey.problems}
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for path, finding in (
        *across_records.ids_are_unique(outlines),
        *across_records.links_resolve(outlines, links, workspace.unread_ids()),
        *across_records.links_have_no_cycle(outlines, links),
        *across_records.parties_are_known(workspace.survey.parties(unregistered), workspace.registry),
        *across_records.leads_still_stand(outlines, workspace.registry),
        *across_records.fulfilled_has_no_open_child(outlines),
        *event_checks.events_are_known(workspace.survey.events(), workspace.events),
        *event_checks.deadlines_follow_events(records_bound_to_events(workspace), workspace.events),
    ):
        if (path, finding.pointer) not in reported:
            by_path[path].append(finding)
    for source in workspace.files.read_all(list(by_path)):
        if isinstance(source, SourceFile):
            yield from locate(source, (), by_path[source.path])


def registry_problems(source: SourceFile) -> list[Problem]:
    """The problems of the registry of parties by itself."""
    parsed = parties.parse_registry(source.data)
    check = registry.registry_holds_together
    findings = _list_findings(parsed.value, schema.PARTIES, check) if parsed.whole else []
    return locate(source, parsed.faults, findings, REGISTRY)


def event_file_problems(source: SourceFile) -> list[Problem]:
    """The problems of the file of events by itself."""
    parsed = events.parse_events(source.data)
    check = event_checks.event_file_holds_together
    findings = _list_findings(parsed.value, schema.EVENTS, check) if parsed.whole else []
    return locate(source, parsed.faults, findings, REGISTRY)


def _list_findings(value: object, schema_name: str, check: ListCheck) -> list[Finding]:
    """What a schema refuses in a list, and what a check finds at other places of it.

    A file of comments alone is an empty list: that is how a new register begins.
    """
    if value is None:
        return []
    findings: list[Finding] = []
    if not schema.schema_acceptor(schema_name)(value):
        findings += schema.explain_refusal(schema_name, value)
    if isinstance(value, list):
        refused = {finding.pointer for finding in findings}
        entries = [entry if isinstance(entry, dict) else {} for entry in value]
        findings += [finding for finding in check(entries) if finding.pointer not in refused]
    return findings
