"""Makes the steps of `commit update`. It must not judge a rule of change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import NamedTuple

from commitments.changes.compare import canonical_value
from commitments.changes.list_entries import keeps_meaning, mappings, same_days
from commitments.changes.rules.status_rules import known_status
from commitments.edits import list_edits
from commitments.edits.dates.date_terms import NO_TERMS, DateTerms
from commitments.edits.field_notation import split_setting
from commitments.edits.field_paths import ParseValue, set_steps
from commitments.edits.flags import (
    FlagText,
    flag_usage,
    given_fields,
    plain_text,
    read_date_flag,
    refuse_flags,
    require_flags,
)
from commitments.edits.list_edits import EditPart, Record, chain_parts, drop, put
from commitments.edits.owed_fields import fields_left_behind, missing_fields, next_status
from commitments.edits.steps import EditStep, apply_steps
from commitments.errors import N_, MissingError, UsageError
from commitments.model.lifecycle import OPEN_STATUSES, UNHEARD_TOPICS, Status, UpdateTopic


class Updating(NamedTuple):
    """The request of `commit update`; fields are named like their flags."""

    day: Date
    lang: str
    to_status: FlagText = None
    """`--status`."""
    note: FlagText = None
    obstacle: FlagText = None
    next_step: FlagText = None
    recommendation: FlagText = None
    reminder: FlagText = None
    answer: FlagText = None
    by: FlagText = None
    date: FlagText = None
    """The date of the note, where it is not today; without a note that of the evidence."""
    evidence: FlagText = None
    title: FlagText = None
    review_by: FlagText = None
    set: Sequence[str] = ()
    """Each `PATH=VALUE`."""


_TOPIC_BY_FIELD: Mapping[str, UpdateTopic] = {
    "note": UpdateTopic.PROGRESS,
    **{topic.value: topic for topic in UpdateTopic if topic is not UpdateTopic.PROGRESS},
}
"""What the text of each field of a request is about."""


def steps(
    record: Record,
    request: Updating,
    parse_value: ParseValue | None = None,
    kinds: Mapping[str, str] | None = None,
    terms: DateTerms = NO_TERMS,
) -> list[EditStep]:
    """The steps that update a record; `set_steps` needs `parse_value`, `kinds` and `terms` for `--set`.

    Raises UsageError for a request that changes nothing, lacks a flag or has two texts, and what `set_steps`
    raises.
    """
    _require_some_change(request)
    text_field = _text_field(request)
    settings = [split_setting(setting_text) for setting_text in request.set]

    def set_part(path: str, value: str) -> EditPart:
        return lambda now: set_steps(now, path, value, parse_value or str, kinds or {}, terms)

    return chain_parts(
        record,
        *(set_part(path, value) for path, value in settings),
        lambda now: _status_steps(now, request),
        lambda now: list_edits.add_evidence(
            now, (), request.evidence, request.title, _evidence_date(request)
        ),
        lambda now: _note_steps(now, request, text_field),
    )


def explaining_fields(request: Updating) -> set[str]:
    """The fields of a request that hold a text; an obstacle or an answer says why, as a note does.

    A plan, a recommendation and a letter of our own do not: they report nothing that came about.
    """
    given_names = given_fields(request)
    says_why = any(
        field in given_names for field, topic in _TOPIC_BY_FIELD.items() if topic not in UNHEARD_TOPICS
    )
    return given_names | ({"note"} if says_why else set())


def _text_field(request: Updating) -> str:
    """The field with the text of the update, `note` for none; raises UsageError for two texts."""
    names = [field for field in _TOPIC_BY_FIELD if field in given_fields(request)]
    if len(names) > 1:
        raise UsageError(
            N_("One update is about one thing: {flags}"),
            N_("Give one of them, and run the command again for the next."),
            flags=flag_usage(names),
        )
    return names[0] if names else "note"


def changes_something(request: Updating) -> bool:
    """Whether a request says anything that would change a record."""
    changing_fields = {"to_status", *_TOPIC_BY_FIELD, "evidence", "title", "review_by"}
    return bool(given_fields(request) & changing_fields or request.set)


def _require_some_change(request: Updating) -> None:
    given_names = given_fields(request)
    if not changes_something(request):
        raise MissingError(
            N_("The command gives nothing to change in the record"),
            N_("Add {flags}."),
            flags=f"--status STATUS, {flag_usage(['note'])}, {flag_usage(['evidence'])}, --set PATH=VALUE",
        )
    undated = "date" in given_names and not given_names & {*_TOPIC_BY_FIELD, "evidence", "title"}
    refuse_flags(["date"] if undated else [], N_("Use it only with a note or with evidence."))


def _evidence_date(request: Updating) -> FlagText:
    return None if plain_text(getattr(request, _text_field(request))) else request.date


def _note_steps(record: Record, request: Updating, field: str) -> list[EditStep]:
    """The step that adds the text; none where the record has it already, unless it explains a new status."""
    text, topic = getattr(request, field), _TOPIC_BY_FIELD[field]
    steps = list_edits.add_note(record, request.lang, text, request.by, request.date, request.day, topic)
    standing = mappings(record.get("updates"))
    added = [entry for entry in mappings(apply_steps(record, steps).get("updates")) if entry not in standing]
    is_there = all(any(_says(entry, update) for entry in standing) for update in added)
    return [] if is_there and not request.to_status else steps


def _says(entry: Record, update: Record) -> bool:
    """Whether an entry of `updates` says all of an update, on the same day and about the same thing."""
    same_day = same_days(entry.get("date"), update.get("date"))
    about_same = entry.get("about") == update.get("about")
    return same_day and about_same and keeps_meaning(canonical_value(update), canonical_value(entry))


def _status_steps(record: Record, request: Updating) -> list[EditStep]:
    """The steps to another status, and to the day of review of a suspended record."""
    new = next_status(record, request.to_status) if request.to_status else known_status(record)
    review_by = request.review_by
    if review_by and new not in OPEN_STATUSES:
        refuse_flags(["review_by"], N_("Use it only with an open status."))
    review_steps = put(record, ("review_by",), read_date_flag(review_by, "--review-by")) if review_by else []
    if not request.to_status or new is None:
        return review_steps
    _require_owed(record, request, new)
    left_behind = drop(record, *fields_left_behind(record, new))
    return [*put(record, ("status",), new.value), *review_steps, *left_behind]


def _require_owed(record: Record, request: Updating, status: Status) -> None:
    missing = missing_fields(record, status, explaining_fields(request))
    if status not in OPEN_STATUSES and set(missing) - {"note", "evidence", "title"}:
        raise UsageError(
            N_("The status {status} needs more information"),
            N_("Give it to `commit close --as {status}`: {flags}"),
            status=status.value,
            flags=flag_usage(missing),
        )
    require_flags(missing, N_("The status {status} needs more information"), status=status.value)
