"""Judges what holds between records, and the registry of parties. Keeps no result: `validate` does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from commitments.checks import across_records, registry
from commitments.model.problem import Finding, Problem
from commitments.reading import parties, schema
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY
from commitments.workspace.examine import locate
from commitments.workspace.open_workspace import Workspace


def problems_between_records(workspace: Workspace) -> Iterator[Problem]:
    """The problems between records, and between records and parties."""
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
    ):
        if (path, finding.pointer) not in reported:
            by_path[path].append(finding)
    for source in workspace.files.read_all(list(by_path)):
        if isinstance(source, SourceFile):
            yield from locate(source, (), by_path[source.path])


def registry_problems(source: SourceFile) -> list[Problem]:
    """The problems of the registry of parties by itself."""
    parsed = parties.parse_registry(source.data)
    findings = _registry_findings(parsed.value) if parsed.whole else []
    return locate(source, parsed.faults, findings, REGISTRY)


def _registry_findings(value: object) -> list[Finding]:
    findings: list[Finding] = []
    if not schema.schema_acceptor(schema.PARTIES)(value):
        findings += schema.explain_refusal(schema.PARTIES, value)
    if isinstance(value, list):
        refused = {finding.pointer for finding in findings}
        entries = [entry if isinstance(entry, dict) else {} for entry in value]
        findings += [
            finding for finding in registry.registry_holds_together(entries) if finding.pointer not in refused
        ]
    return findings
