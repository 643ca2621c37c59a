"""Judges what happened to evidence and to held occurrences, and what a record is closed on.

It judges no move of the status. Evidence that was moved or corrected still counts as there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from commitments.changes.change_set import ChangeSet, Record, RecordEdit
from commitments.changes.evidence import (
    OldEvidence,
    all_evidence,
    evidence_names,
    evidence_pieces,
    evidence_title,
    old_evidence,
)
from commitments.changes.field_names import child_field_name, item_field_name
from commitments.changes.list_entries import (
    Fields,
    ListChanges,
    ListEntry,
    keeps_meaning,
    key_by_text,
    list_changes,
    may_differ,
    shown_value,
    text_or_empty,
)
from commitments.changes.parts import held_changes, milestone_changes, milestone_name
from commitments.changes.rules.status_rules import (
    OWING_STATUSES,
    closed_without_evidence,
    known_status,
    owes_no_evidence,
)
from commitments.model.calendar.dates import parse_date
from commitments.model.news import latest_news, news_days
from commitments.model.problem import Finding, Pointer


class _Holder(NamedTuple):
    """What holds evidence: the record, a milestone or a held occurrence."""

    field: str
    """The name of the field that holds the evidence."""
    at: Pointer
    """Where the holder stands in the record."""
    after: Fields
    evidence: ListChanges


def evidence_removed(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A piece of evidence was removed."""
    if edit.before is None or edit.after is None:
        return
    holders = list(_holders(edit, edit.before, edit.after))
    if not any(holder.evidence.removed for holder in holders):
        return
    names_before, names_after = (_count_names(record) for record in (edit.before, edit.after))
    is_reported = any(closed_without_evidence(edit, change_set))
    for holder in holders:
        at = (*holder.at, "evidence") if "evidence" in holder.after else holder.at
        for piece in () if is_reported and not holder.at else holder.evidence.removed:
            if not any(names_after[name] >= names_before[name] for name in evidence_names(piece.data)):
                values = {"field": holder.field, "title": evidence_title(piece.data)}
                yield Finding("evidence-removed", at, values)


def closed_on_old_evidence(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record is closed as met, none of its evidence is new, and all of it is older than the last news."""
    before, after = edit.before, edit.after
    if before is not None and after is not None and (old := evidence_of_closing(before, after)):
        values = {"status": str(known_status(after)), **old._asdict()}
        yield Finding("closed-on-old-evidence", ("status",), values)


def evidence_of_closing(before: Record, after: Record) -> OldEvidence | None:
    """The old evidence on which a record is closed as met; None where it is not closed, or not on such."""
    status = known_status(after)
    if owes_no_evidence(before, after) or status not in OWING_STATUSES["evidence"]:
        return None
    return None if status is known_status(before) else old_evidence(before, after)


def evidence_address_changed(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A piece of evidence has another address under the title it had."""
    if edit.before is None or edit.after is None:
        return
    for holder in _holders(edit, edit.before, edit.after):
        for old, new in holder.evidence.changed:
            addresses = [text_or_empty(piece.plain.get("url")) for piece in (old, new)]
            is_bare_text = addresses[0] == text_or_empty(old.plain.get("title"))
            if addresses[0] and addresses[0] != addresses[1] and not is_bare_text:
                values = {"title": evidence_title(new.data), "old": addresses[0][:80]}
                values["new"] = shown_value(addresses[1] or None)
                at = (*holder.at, "evidence", new.place)
                yield Finding("evidence-address-changed", (*at, "url") if "url" in new.data else at, values)


def evidence_date_changed(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A piece of evidence has no day any more, or one that makes it the latest news of its record."""
    if edit.before is None or edit.after is None:
        return
    heard_on = latest_news(news_days(edit.before), change_set.day.toordinal())
    for holder in _holders(edit, edit.before, edit.after):
        for old, new in holder.evidence.changed:
            before, after = (piece.plain.get("date") for piece in (old, new))
            span = parse_date(after)
            is_latest = span is not None and span.last_ordinal > heard_on
            if not keeps_meaning(before, after, "date") and (span is None or is_latest):
                values = {"title": evidence_title(new.data), "from": shown_value(before)}
                at = (*holder.at, "evidence", new.place)
                yield Finding(
                    "evidence-date-changed",
                    (*at, "date") if "date" in new.data else at,
                    {**values, "to": shown_value(after)},
                )


def _holders(edit: RecordEdit, before: Fields, after: Fields) -> Iterator[_Holder]:
    """Yields the holders that stand both before and after."""
    if may_differ(before, after, "evidence"):
        yield _Holder("evidence", (), after, _evidence_changes(before, after))
    for old, new in milestone_changes(edit).changed:
        field = child_field_name(item_field_name("milestones", milestone_name(old), 1), "evidence")
        yield _Holder(field, ("milestones", new.place), new.data, _evidence_changes(old.data, new.data))
    for old, new in held_changes(edit).changed:
        occurrence = shown_value(old.data.get("occurrence"))
        field = child_field_name(item_field_name("repeats.held", occurrence, 1), "evidence")
        yield _Holder(field, ("repeats", "held", new.place), new.data, _evidence_changes(old.data, new.data))


def _count_names(record: Record) -> Counter[str]:
    """How often each name of evidence stands in a record."""
    return Counter(name for piece in all_evidence(record) for name in evidence_names(piece))


def _evidence_changes(before: Fields, after: Fields) -> ListChanges:
    return list_changes(
        evidence_pieces(before), evidence_pieces(after), key_by_text("url"), key_by_text("title")
    )


def held_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A held occurrence was rewritten or removed."""
    changes = held_changes(edit, "evidence", "met_on")
    for old, new in changes.changed:
        yield _rewritten_occurrence(("repeats", "held", new.place), old)
    for old in changes.removed:
        yield _rewritten_occurrence(_held_pointer(edit.after or {}), old)


def _rewritten_occurrence(at: Pointer, held: ListEntry) -> Finding:
    return Finding("held-rewritten", at, {"occurrence": shown_value(held.data.get("occurrence"))})


def _held_pointer(after: Fields) -> Pointer:
    """Where the list of held occurrences stands, or else what it would stand in."""
    repeats = after.get("repeats")
    if isinstance(repeats, dict):
        return ("repeats", "held") if "held" in repeats else ("repeats",)
    return ("repeats",) if "repeats" in after else ()
