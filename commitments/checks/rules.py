"""Lists the rules of records, each with the function that checks it. It runs none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from commitments.checks import one_record, values
from commitments.model.commitment import Commitment
from commitments.model.problem import Finding, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

DataCheck = Callable[[Mapping[str, Any], str], Iterator[Finding]]
"""Yields the findings of a mapping, given the path of its file."""

RecordCheck = Callable[[Commitment], Iterator[Finding]]
"""Yields the findings of a record whose meaning could be read."""


class Rule(NamedTuple):
    """One rule that `validate` checks; its id finds its sentence, its hint and its page."""

    id: str
    severity: Severity
    data_check: DataCheck | None = None
    """The check for any mapping, even for one without a meaning. Several rules may share one function."""
    record_check: RecordCheck | None = None
    """The check for a record. Where a rule has none, reading, the schema or the workspace finds it."""


RULES = (
    # the file
    Rule("file-not-readable", _ERROR),
    Rule("not-a-regular-file", _ERROR),
    Rule("unsafe-file-name", _ERROR),
    Rule("file-too-large", _ERROR),
    Rule("not-utf8", _ERROR),
    Rule("unsafe-character", _ERROR),
    Rule("conflict-markers", _ERROR),
    Rule("not-nfc", _WARNING),
    Rule("stray-file", _WARNING),
    Rule("nested-repository", _WARNING),
    # YAML
    Rule("yaml-syntax", _ERROR),
    Rule("yaml-anchor", _ERROR),
    Rule("yaml-tag", _ERROR),
    Rule("yaml-directive", _ERROR),
    Rule("merge-key", _ERROR),
    Rule("several-documents", _ERROR),
    Rule("duplicate-key", _ERROR),
    Rule("key-not-text", _ERROR),
    Rule("too-deep", _ERROR),
    Rule("too-many-nodes", _ERROR),
    Rule("not-a-mapping", _ERROR),
    Rule("too-many-problems", _ERROR),
    Rule("unreadable", _ERROR),
    # the schema
    Rule("missing-field", _ERROR),
    Rule("unknown-field", _ERROR),
    Rule("wrong-type", _ERROR),
    Rule("unknown-value", _ERROR),
    Rule("wrong-form", _ERROR),
    Rule("wrong-size", _ERROR),
    Rule("status-owes", _ERROR),
    Rule("schema", _ERROR),
    # one record
    Rule("id-differs-from-file", _ERROR, data_check=one_record.id_is_file_name),
    Rule("date-not-real", _ERROR, data_check=values.dates_and_addresses_hold),
    Rule("year-out-of-range", _ERROR, data_check=values.dates_and_addresses_hold),
    Rule("date-implausible", _WARNING, data_check=values.dates_and_addresses_hold),
    Rule("web-address", _ERROR, data_check=values.dates_and_addresses_hold),
    Rule("date-order", _ERROR, record_check=one_record.dates_are_in_order),
    Rule("milestone-after-deadline", _WARNING, record_check=one_record.milestones_keep_the_deadline),
    Rule("due-changes-chain", _ERROR, record_check=one_record.due_changes_are_a_chain),
    Rule("due-changes-order", _ERROR, record_check=one_record.due_changes_are_a_chain),
    Rule("due-changes-end", _ERROR, record_check=one_record.due_changes_are_a_chain),
    Rule("recurrence-rule", _ERROR, data_check=one_record.rule_is_readable),
    Rule("rule-never-occurs", _ERROR, data_check=one_record.rule_occurs),
    Rule("occurrence-not-in-rule", _ERROR, record_check=one_record.occurrences_are_yielded),
    Rule("occurrence-twice", _ERROR, record_check=one_record.occurrences_are_yielded),
    Rule("occurrence-held-and-lapsed", _ERROR, record_check=one_record.lapsed_occurrences_are_not_held),
    Rule("term-order", _ERROR, record_check=one_record.terms_hold_together),
    Rule("renewal-not-tacit", _ERROR, record_check=one_record.terms_hold_together),
    Rule("term-period-unknown", _WARNING, record_check=one_record.terms_hold_together),
    Rule("term-of-no-instrument", _WARNING, record_check=one_record.terms_hold_together),
    Rule("milestone-twice", _ERROR, record_check=one_record.milestone_ids_differ),
    Rule("party-twice", _ERROR, record_check=one_record.party_roles_differ),
    Rule("open-milestone", _WARNING, record_check=one_record.fulfilled_has_no_open_milestone),
    Rule("no-lead", _WARNING, record_check=one_record.open_has_a_lead),
    Rule("assignment-proposed", _WARNING, record_check=one_record.assignment_is_accepted),
    # between records
    Rule("id-not-unique", _ERROR),
    Rule("unknown-record", _ERROR),
    Rule("link-to-other-register", _WARNING),
    Rule("link-cycle", _ERROR),
    Rule("unknown-party", _ERROR),
    Rule("unknown-same-as", _ERROR),
    Rule("party-differs", _WARNING),
    Rule("party-ended", _WARNING),
    Rule("unknown-event", _ERROR),
    Rule("event-date-open", _ERROR),
    Rule("event-not-applied", _WARNING),
    Rule("event-cancelled", _WARNING),
    Rule("open-child", _WARNING),
    # the workspace
    Rule("party-not-unique", _ERROR),
    Rule("party-name-taken", _WARNING),
    Rule("event-not-unique", _ERROR),
    Rule("no-registry", _WARNING),
    Rule("schema-differs", _WARNING),
    Rule("modeline-nowhere", _WARNING),
    Rule("settings-syntax", _ERROR),
    Rule("unknown-setting", _ERROR),
    Rule("bad-setting", _ERROR),
    Rule("bad-member", _ERROR),
)
"""Every rule of records and of the workspace, in the order of its pages."""

SEVERITIES: Mapping[str, Severity] = {rule.id: rule.severity for rule in RULES}
"""The weight of every rule, by its id."""

DATA_CHECKS = tuple(dict.fromkeys(rule.data_check for rule in RULES if rule.data_check))
"""The checks for each mapping and its path, even for one without a meaning."""

RECORD_CHECKS = tuple(dict.fromkeys(rule.record_check for rule in RULES if rule.record_check))
"""The checks for each commitment whose meaning could be read."""
