"""Holds the sentence and the hint of each rule of change. Looks at no change."""

from __future__ import annotations

from collections.abc import Mapping

from commitments.errors import N_
from commitments.render.names.labels import KIND, STATUS, TIMELINESS
from commitments.render.words import Words

_APPEND_MOVE = N_(
    "Add an entry to due_changes with date, from, to and reason; if the deadline was lifted, leave out to."
)
_PUT_BACK = N_("Put it back as it was.")

CHANGE_SENTENCES: Mapping[str, tuple[str, str]] = {
    "status-move": (
        N_("the status may not move from {was} to {status}"),
        N_(
            "Choose one of: {allowed}. If agreed or in_progress was entered wrongly, add an"
            " update that says why, and correct it."
        ),
    ),
    "reopened-without-update": (
        N_("the record was reopened from {was} to {status}, but no new update says why"),
        N_("Add an update that says why it reopens."),
    ),
    "corrected-without-update": (
        N_("the closed status was corrected from {was} to {status}, but no new update says why"),
        N_("Add an update that says why."),
    ),
    "corrected-status": (
        N_("the status was corrected from {was} to {status}, as a new update explains"),
        N_("Check that the update says why {was} was wrong."),
    ),
    "suspended-without-update": (
        N_("the record was suspended, but no new update says why"),
        N_("Add an update that says why it is paused."),
    ),
    "closed-without-evidence": (
        N_("the record was closed as {status} without evidence"),
        N_("Add the evidence, or choose another status."),
    ),
    "closed-without-date": (
        N_("the record was closed as {status} without {field}"),
        N_("Add {field}, or choose another status."),
    ),
    "closed-without-reason": (
        N_("the record was closed as {status} without a reason"),
        N_("Give the date and the reason in closing."),
    ),
    "closed-without-successor": (
        N_("the record was closed as {status} without the record that replaces it"),
        N_("Name that record in superseded_by."),
    ),
    "closing-rewritten": (
        N_("the closing of {date} was rewritten"),
        N_("Put it back as it was; what is new belongs in an update."),
    ),
    "superseded-silently": (
        N_("the record was superseded by {successor}, but no new update says why"),
        N_("Add an update that says what replaces it, and why."),
    ),
    "starts-closed": (
        N_("a new record starts as {status}"),
        N_(
            "Add it as an open record and close it later; give it x-imported: true if it was"
            " closed elsewhere."
        ),
    ),
    "imported-closed": (
        N_("an imported record starts as {status}"),
        N_("Check it against its source."),
    ),
    "due-moved-silently": (
        N_("due moved, {from} → {to}, but no new entry in due_changes gives from, to and reason"),
        _APPEND_MOVE,
    ),
    "due-moved-late": (
        N_("{field} moved after it had passed: {from} → {to}"),
        N_(
            "Check that its entry in due_changes says why; if it was never agreed, leave the deadline"
            " and describe the delay in an update."
        ),
    ),
    "due-event-rewritten": (
        N_("{field} no longer hangs on the event {event} as it did, and nothing new says why"),
        N_("Put it back, or add an update or an entry in due_changes that says why."),
    ),
    "term-moved-silently": (
        N_("{field} moved, {from} → {to}, but no new entry in in_force.changes gives from, to and reason"),
        N_("Add an entry to in_force.changes with field, date, from, to and reason."),
    ),
    "term-rewritten": (
        N_("the term was rewritten ({fields}), but no new update says why"),
        N_("Put it back as it was, or add an update that says what changed and who agreed."),
    ),
    "term-ended-silently": (
        N_("the record was {stood} and is now {stands}, since its term has ended, and nothing new says why"),
        N_("Add what shows it: an update, evidence, notice_given, or an entry in in_force.changes."),
    ),
    "due-change-rewritten": (
        N_("{field}: the move of {date}, {from} → {to}, was rewritten or removed"),
        N_("Put it back as it was, and add a new entry."),
    ),
    "term-change-rewritten": (
        N_("{field}: the move of {date}, {from} → {to}, was rewritten or removed"),
        N_("Put it back as it was, and add a new entry."),
    ),
    "first-due-rewritten": (
        N_("{field}: the deadline first agreed was {first} and now reads {now}"),
        _PUT_BACK,
    ),
    "milestone-dropped": (
        N_("milestone {milestone} was removed"),
        N_("Put it back under its id; if it was not reached, set status: not_met."),
    ),
    "milestone-moved-silently": (
        N_(
            "milestone {milestone} moved, {from} → {to}, but no new entry in its due_changes"
            " gives from, to and reason"
        ),
        N_("Add an entry to its due_changes with date, from, to and reason."),
    ),
    "milestone-missed-silently": (
        N_("milestone {milestone} was given up as not met, but nothing says why"),
        N_("Add an update that says why it was not met."),
    ),
    "recurrence-rewritten": (
        N_("the recurrence was {old_rule} and is now {new_rule}, and no new update says why"),
        N_("Add an update that says why; an occurrence that is let go is an entry in held with lapsed."),
    ),
    "review-moved-silently": (
        N_("the look at the suspended record was put off, {from} → {to}, but no new update says why"),
        N_("Add an update that says why it stays paused."),
    ),
    "evidence-removed": (
        N_("{field}: {title} was removed"),
        N_("Put it back; if it proved wrong, say so in an update."),
    ),
    "evidence-address-changed": (
        N_("the evidence {title} has another address: {old} → {new}"),
        N_("Check that both addresses show one document; another one is evidence of its own."),
    ),
    "evidence-date-changed": (
        N_("the evidence {title} has another day, {from} → {to}, which makes it look like news"),
        N_("Check the day against the document; a later document is evidence of its own."),
    ),
    "closed-on-old-evidence": (
        N_("the record was closed as {status} on {title} of {date}, which is older than the news of {news}"),
        N_("Add evidence of what was delivered, or check that this evidence shows it."),
    ),
    "held-rewritten": (
        N_("the entry of the occurrence {occurrence} was rewritten or removed"),
        _PUT_BACK,
    ),
    "met-rewritten": (
        N_("{field} was {from} and is now {to}, but no new update says why"),
        N_("Put it back, or add an update that says what was wrong with it."),
    ),
    "met-without-evidence": (
        N_("{field} was met, and no evidence shows it"),
        N_("Add the evidence."),
    ),
    "date-in-future": (
        N_("{field} is {date}, a day in the future"),
        N_("Give the day on which it happened; what is to come belongs in an update's note."),
    ),
    "update-rewritten": (
        N_("the update of {date} was rewritten or removed"),
        N_("Put it back as it was, and report what is new in another update."),
    ),
    "better-silently": (
        N_("the record was {stood} and is now {stands}, and nothing new in it says why"),
        N_("Add what explains it: an update, evidence, or an entry in due_changes with a reason."),
    ),
    "kind-changed": (
        N_("the kind was {old_kind} and is now {kind}"),
        N_(
            "Put it back; if it was entered wrongly, add an update that says so. A meeting has a record"
            " of its own."
        ),
    ),
    "lead-replaced": (
        N_("the lead was {old} and is now {new}, but no new update says so"),
        N_("Add an update that says who leads from now on, and why."),
    ),
    "made-on-rewritten": (N_("made_on was {made_on} and now reads {now}"), _PUT_BACK),
    "source-rewritten": (
        N_("the source was rewritten: {fields}"),
        N_("Put it back as it was, and add any further document as evidence."),
    ),
    "party-rewritten": (
        N_("a body was rewritten instead of succeeded: {old} → {new}"),
        N_("Records keep the body under which they were made; give its successor in succeeded_by."),
    ),
    "record-removed": (
        N_("the record was removed"),
        N_("Put it back, and close it as withdrawn or superseded."),
    ),
    "id-changed": (
        N_("the id was {old} and is now {new}"),
        N_("Keep {old}: history and other records refer to it."),
    ),
    "file-moved": (
        N_("the file is now called {stem}.yaml, but the id is still {id}"),
        N_("Rename it to {id}.yaml; it may be in any folder."),
    ),
    "became-unreadable": (N_("the record cannot be read"), N_("Run `commit validate` to see why.")),
    "settings-weakened": (
        N_("what decides on findings changed: {what}: {old} → {new}"),
        N_("Check that it is meant: once it is on the base, it holds for every later change."),
    ),
    "event-moved": (
        N_("the event {event} moved, {from} → {to}, and these open records do not follow: {records}"),
        N_("Run `commit events set {event}`, which moves their deadlines too."),
    ),
}
"""For each rule its sentence and its hint."""

_STATUSES = frozenset({"was", "status"})
_KINDS = frozenset({"old_kind", "kind"})
_STATES = frozenset({"stood", "stands"})
_DATES = frozenset({"from", "to", "date", "occurrence", "first", "now", "made_on", "news"})
"""The values that are words of closed lists, and those that are dates; all others are shown as written."""


_STATE_LABELS: Mapping[str, str] = {
    **TIMELINESS,
    "uncounted": N_("in no count"),
    "unreadable": N_("not readable"),
}


def sentence_values(values: Mapping[str, str], words: Words) -> dict[str, str]:
    """The values that fill a sentence, in words people use."""
    return {name: _value_text(name, value, words) for name, value in values.items()}


def _value_text(name: str, value: str, words: Words) -> str:
    if name in _STATUSES and value in STATUS:
        return words.say(STATUS[value])
    if name in _KINDS and value in KIND:
        return words.say(KIND[value])
    if name in _STATES:
        return words.say(_STATE_LABELS.get(value, value))
    return words.date(value) if name in _DATES else value
