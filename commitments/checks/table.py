"""The tables of functions that look at one record. Says nothing about how they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from commitments.checks import record, values
from commitments.model.commitment import Commitment
from commitments.model.problem import Finding

RECORD_CHECKS: tuple[Callable[[Commitment], Iterator[Finding]], ...] = (
    record.dates_are_in_order,
    record.milestones_keep_the_deadline,
    record.due_changes_are_a_chain,
    record.occurrences_are_yielded,
    record.milestone_ids_differ,
    record.party_roles_differ,
    record.fulfilled_has_no_open_milestone,
    record.open_has_a_lead,
)
"""What is asked of each commitment whose meaning could be read."""

DATA_CHECKS: tuple[Callable[[Mapping[str, Any], str], Iterator[Finding]], ...] = (
    record.id_is_file_name,
    values.dates_and_addresses_hold,
    record.rule_is_readable,
    record.rule_occurs,
)
"""What is asked of each mapping and its path, even of one without a meaning."""
