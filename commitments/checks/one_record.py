"""Checks what must hold of one commitment by itself. It sees no other record and no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from commitments.model.calendar.dates import Span, parse_date
from commitments.model.calendar.recurrence import HORIZON_YEARS, never_occurs, occurrences, read_rule
from commitments.model.commitment import Commitment, DueChange
from commitments.model.lifecycle import (
    INSTRUMENTS,
    OPEN_STATUSES,
    Kind,
    MilestoneStatus,
    Renewal,
    Role,
    Status,
)
from commitments.model.names import id_from_path
from commitments.model.problem import Finding, Pointer

Findings = Iterator[Finding]


def id_is_file_name(data: Mapping[str, Any], path: str) -> Findings:
    """The id equals the name of the file without its ending."""
    if isinstance(data.get("id"), str) and data["id"] != id_from_path(path):
        yield Finding("id-differs-from-file", ("id",), {"id": data["id"], "stem": id_from_path(path)})


def dates_are_in_order(commitment: Commitment) -> Findings:
    """No day on which something is met, due or closed lies wholly before `made_on`."""
    made = commitment.made_on
    if made is None or made.earliest is None:
        return
    closing = commitment.data.get("closing")
    closed_on = parse_date(closing.get("date")) if isinstance(closing, dict) else None
    later: list[tuple[Pointer, Span | None]] = [
        (("met_on",), commitment.met_on),
        (("due",), commitment.due),
        (("closing", "date"), closed_on),
        *(
            (("milestones", index, "met_on"), milestone.met_on)
            for index, milestone in enumerate(commitment.milestones)
        ),
    ]
    for pointer, span in later:
        if span and span.latest and span.latest < made.earliest:
            yield Finding("date-order", pointer, {"later": span.text, "made_on": made.text})


def milestones_keep_the_deadline(commitment: Commitment) -> Findings:
    """No milestone is due after its commitment."""
    if commitment.due is None or commitment.due.latest is None:
        return
    for index, milestone in enumerate(commitment.milestones):
        if milestone.due and milestone.due.latest and milestone.due.latest > commitment.due.latest:
            values = {"milestone": milestone.id, "due": milestone.due.text, "deadline": commitment.due.text}
            yield Finding("milestone-after-deadline", ("milestones", index, "due"), values)


def due_changes_are_a_chain(commitment: Commitment) -> Findings:
    """Each move of a deadline begins where the one before ended, and the last ends in `due`."""
    if commitment.due_changes:
        yield from _chain_findings(commitment.due_changes, commitment.due, ("due_changes",))
    for index, milestone in enumerate(commitment.milestones):
        if milestone.due_changes:
            yield from _chain_findings(
                milestone.due_changes, milestone.due, ("milestones", index, "due_changes")
            )
    yield from _term_findings(commitment)


def _term_findings(commitment: Commitment) -> Findings:
    """Each move of a day of a term begins where the one before ended, and the last ends in that day."""
    term = commitment.data.get("in_force")
    entries = term.get("changes") if isinstance(term, dict) else None
    if not isinstance(term, dict) or not isinstance(entries, list):
        return
    for name in ("from", "until", "ends"):
        moves = {
            index: DueChange(
                parse_date(entry.get("date")), _date_text(entry, "from"), _date_text(entry, "to"), None
            )
            for index, entry in enumerate(entries)
            if isinstance(entry, dict) and entry.get("field") == name
        }
        if moves:
            at: Pointer = ("in_force", "changes")
            yield from _chain_findings(tuple(moves.values()), parse_date(term.get(name)), at, tuple(moves))


def _date_text(entry: Mapping[str, Any], name: str) -> str | None:
    value = entry.get(name)
    return None if value is None else str(value)


def _chain_findings(
    moves: tuple[DueChange, ...], due: Span | None, at: Pointer, places: tuple[int, ...] = ()
) -> Findings:
    """Yields what breaks a chain of moves; `places` are their indexes in the list, where they have gaps."""
    places = places or tuple(range(len(moves)))
    for index in range(1, len(moves)):
        before, after = moves[index - 1], moves[index]
        is_lifted = before.after is None and after.before is not None
        if after.before is not None and (is_lifted or not _mean_same_days(before.after, after.before)):
            values = {"from": after.before, "to": before.after or "–"}
            yield Finding("due-changes-chain", (*at, places[index], "from"), values)
        if before.date and after.date and _is_wholly_before(after.date, before.date):
            values = {"date": after.date.text, "before": before.date.text}
            yield Finding("due-changes-order", (*at, places[index], "date"), values)
    last = moves[-1].after
    ends_there = due is None if last is None else due is not None and _mean_same_days(last, due.text)
    if not ends_there:
        values = {"to": last or "–", "due": due.text if due else "–"}
        place: Pointer = (*at, places[-1])
        yield Finding("due-changes-end", place if last is None else (*place, "to"), values)


def _mean_same_days(first: str | None, second: str | None) -> bool:
    first_span, second_span = parse_date(first), parse_date(second)
    if first_span is None or second_span is None:
        return True  # not a date: another rule says so
    return (first_span.earliest, first_span.latest) == (second_span.earliest, second_span.latest)


def _is_wholly_before(first: Span, second: Span) -> bool:
    return bool(first.latest and second.earliest and first.latest < second.earliest)


def rule_is_readable(data: Mapping[str, Any], path: str) -> Findings:
    """The rule of recurrence follows the grammar."""
    repeats = data.get("repeats")
    rule = repeats.get("rule") if isinstance(repeats, dict) else None
    if isinstance(rule, str) and read_rule(rule) is None:
        yield Finding("recurrence-rule", ("repeats", "rule"), {"rule": rule[:80]})


def rule_occurs(data: Mapping[str, Any], path: str) -> Findings:
    """The rule of recurrence yields an occurrence from its start; without a start, from any."""
    repeats = data.get("repeats")
    if not isinstance(repeats, dict) or not isinstance(repeats.get("rule"), str):
        return
    rule, starts = repeats["rule"], repeats.get("starts")
    span = parse_date(starts)
    if (starts is None or span is not None) and never_occurs(rule, span):
        yield Finding("rule-never-occurs", ("repeats", "rule"), {"rule": rule, "years": str(HORIZON_YEARS)})


def occurrences_are_yielded(commitment: Commitment) -> Findings:
    """Each held occurrence is one of the rule, and is held once."""
    repeats = commitment.repeats
    if repeats is None or repeats.starts is None:
        return
    spans = [held.occurrence for held in repeats.held]
    until = max((span.latest for span in spans if span and span.latest), default=date.min)
    rule_days = {
        (occurrence.earliest, occurrence.latest)
        for occurrence in occurrences(repeats.rule, repeats.starts, until)
    }
    held_days = set()
    for index, span in enumerate(spans):
        if span is None:
            continue
        at: Pointer = ("repeats", "held", index, "occurrence")
        days = (span.earliest, span.latest)
        if days in held_days:
            yield Finding("occurrence-twice", at, {"occurrence": span.text})
        elif days not in rule_days:
            values = {"occurrence": span.text, "rule": repeats.rule, "starts": repeats.starts.text}
            yield Finding("occurrence-not-in-rule", at, {**values, "years": str(HORIZON_YEARS)})
        held_days.add(days)


def milestone_ids_differ(commitment: Commitment) -> Findings:
    """No two milestones of a commitment share an id."""
    yield from _repeated_names(
        "milestone-twice", "milestones", [milestone.id for milestone in commitment.milestones]
    )


def party_roles_differ(commitment: Commitment) -> Findings:
    """No party stands twice with the same role."""
    roles = [
        f"{party.party}/{party.role}" if party.role else f"?{index}"
        for index, party in enumerate(commitment.parties)
    ]
    yield from _repeated_names("party-twice", "parties", roles)


def _repeated_names(rule: str, field: str, names: list[str]) -> Findings:
    if len(set(names)) == len(names):
        return
    counts = Counter(names)
    for index, name in enumerate(names):
        if counts[name] > 1 and name in names[:index]:
            yield Finding(rule, (field, index), {"name": name})


def fulfilled_has_no_open_milestone(commitment: Commitment) -> Findings:
    """No milestone of a fulfilled commitment is scheduled."""
    if commitment.status is Status.FULFILLED:
        for index, milestone in enumerate(commitment.milestones):
            if milestone.status is MilestoneStatus.SCHEDULED:
                yield Finding("open-milestone", ("milestones", index), {"milestone": milestone.id})


def assignment_is_accepted(commitment: Commitment) -> Findings:
    """An assignment, which an authority orders, is not proposed."""
    if commitment.kind is Kind.ASSIGNMENT and commitment.status is Status.PROPOSED:
        yield Finding("assignment-proposed", ("status",))


def open_has_a_lead(commitment: Commitment) -> Findings:
    """An open commitment has a lead or a signatory."""
    answerable_roles = (Role.LEAD, Role.SIGNATORY, None)  # an unknown role is another rule's fault
    needs_lead = commitment.status in OPEN_STATUSES and commitment.kind is not Kind.MEETING
    if needs_lead and not any(party.role in answerable_roles for party in commitment.parties):
        yield Finding("no-lead", ("parties",))


def terms_hold_together(commitment: Commitment) -> Findings:
    """The days of a term are in order, and what belongs to a tacit renewal stands with one."""
    term, written = commitment.in_force, commitment.data.get("in_force")
    if term is None or not isinstance(written, dict):
        return
    if commitment.kind not in INSTRUMENTS:
        yield Finding("term-of-no-instrument", ("in_force",), {"kind": commitment.kind.value})
    begins = term.begins.earliest if term.begins else None
    for name, end in (("until", term.until), ("ends", term.ends)):
        if begins and term.begins and end and end.latest and end.latest < begins:
            yield Finding("term-order", ("in_force", name), {"end": end.text, "from": term.begins.text})
    if term.renewal is not Renewal.TACIT:
        for name in ("period", "times", "notice"):
            if name in written:
                yield Finding("renewal-not-tacit", ("in_force", name), {"field": name})
    elif term.period is None and term.until and not term.ends and "period" not in written:
        yield Finding("term-period-unknown", ("in_force", "renewal"), {"until": term.until.text})


def lapsed_occurrences_are_not_held(commitment: Commitment) -> Findings:
    """No occurrence was both held and let go."""
    for index, held in enumerate(commitment.repeats.held if commitment.repeats else ()):
        if held.is_lapsed and held.met_on:
            values = {"occurrence": held.occurrence.text if held.occurrence else ""}
            yield Finding("occurrence-held-and-lapsed", ("repeats", "held", index, "lapsed"), values)
