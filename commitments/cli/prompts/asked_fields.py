"""The table of the questions that editing commands ask, one a field. Must not ask any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from commitments.cli.options.date_options import coming_date_option, past_date_option
from commitments.errors import N_, EditError, UnknownNameError, UsageError
from commitments.model.calendar.dates import Span, parse_date
from commitments.model.closed_lists import ClosedList
from commitments.model.lifecycle import OPEN_STATUSES, MilestoneStatus

if TYPE_CHECKING:
    from commitments.cli.prompts.picking import Choice
    from commitments.cli.session import Session

Record = Mapping[str, Any]


def _as_it_is(session: Session, record: Record, answer: str) -> str | None:
    return answer


class Question(NamedTuple):
    """How a field is asked for."""

    text: str
    read: Callable[[Session, Record, str], str | None] = _as_it_is
    """Turns an answer into the value of the field; raises CommitmentsError for one that will not do."""
    placeholder: str | None = "-"
    """A made-up answer of the right form, to try the edit with; None where none would do."""
    choices: Callable[[Session, Record], Sequence[Choice]] | None = None
    """What may be answered; `read` is then asked about other answers."""
    now: Callable[[Session, Record], str] | None = None
    """What stands now, as the reader sees it; empty for nothing."""
    optional: bool = False
    """Whether Enter alone leaves the field out."""


def _in_words(session: Session, record: Record, answer: str) -> str:
    """A text that says something; raises UsageError for one that no rule takes for a reason."""
    from commitments.changes.list_entries import has_words

    if not has_words(answer):
        raise UsageError(N_("“{answer}” says nothing"), N_("Answer with a word or more."), answer=answer)
    return answer


def _past_date(session: Session, record: Record, answer: str) -> str | None:
    return past_date_option(session, answer)


def _coming_date(session: Session, record: Record, answer: str) -> str | None:
    return coming_date_option(session, answer)


def _due_now(session: Session, record: Record) -> str:
    due = parse_date(record.get("due"))
    return session.words.date(due) if due else session.words.say("no deadline")


def _status_now(session: Session, record: Record) -> str:
    from commitments.render.names.labels import status_label

    return status_label(str(record.get("status")), str(record.get("kind")), session.words)


def _open_statuses(session: Session, record: Record) -> list[Choice]:
    """The open statuses that the record may get by `commit update`."""
    from commitments.cli.prompts.picking import Choice
    from commitments.edits.owed_fields import statuses_to_come
    from commitments.render.names.labels import status_label

    kind = str(record.get("kind"))
    return [
        Choice(status, status_label(status, kind, session.words))
        for status in statuses_to_come(record)
        if status in OPEN_STATUSES
    ]


def _status_word(session: Session, record: Record, answer: str) -> str:
    from commitments.cli.options.option_values import stored_word

    allowed = [choice.value for choice in _open_statuses(session, record)]
    return stored_word("--status", answer, ClosedList.STATUS, allowed)


def _milestones(session: Session, record: Record) -> list[Choice]:
    """The milestones that have an id, those that are still to come first."""
    entries = record.get("milestones")
    milestones = [
        entry
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, Mapping) and isinstance(entry.get("id"), str)
    ]
    in_order = sorted(milestones, key=lambda entry: _milestone_status_of(entry) != MilestoneStatus.SCHEDULED)
    return [_milestone_choice(session, milestone) for milestone in in_order]


def _milestone_choice(session: Session, milestone: Mapping[str, Any]) -> Choice:
    from commitments.cli.prompts.picking import Choice
    from commitments.render.names.labels import MILESTONE_STATUS

    words, id, titles = session.words, str(milestone["id"]), milestone.get("title")
    texts = {lang: str(text) for lang, text in titles.items()} if isinstance(titles, Mapping) else {}
    status, due = _milestone_status_of(milestone), parse_date(milestone.get("due"))
    state = [words.date(due)] if due else []
    state.append(words.say(MILESTONE_STATUS.get(status, status)))
    title = texts.get(words.lang) or next(iter(texts.values()), id)
    return Choice(id, title, "\n".join(texts.values()), f" ({', '.join(state)})")


def _milestone_status_of(milestone: Mapping[str, Any]) -> str:
    return str(milestone.get("status") or MilestoneStatus.SCHEDULED)


def _milestone(session: Session, record: Record, answer: str) -> str:
    from commitments.edits.find_milestone import find_milestone

    return str(find_milestone(record, answer)[1].get("id"))


def _milestone_statuses(session: Session, record: Record) -> list[Choice]:
    from commitments.cli.prompts.picking import Choice
    from commitments.render.names.labels import MILESTONE_STATUS

    met_first = sorted(MilestoneStatus, key=lambda status: status is MilestoneStatus.SCHEDULED)
    return [Choice(status.value, session.words.say(MILESTONE_STATUS[status])) for status in met_first]


def _milestone_status(session: Session, record: Record, answer: str) -> str:
    from commitments.cli.options.option_values import milestone_status_word

    return milestone_status_word("STATUS", answer)


def _owed_occurrences(session: Session, record: Record) -> list[Choice]:
    """The occurrences that were missed, then the next one."""
    from commitments.cli.prompts.picking import Choice
    from commitments.model.owed_occurrences import missed_occurrences, next_occurrence

    words, today = session.words, session.clock.today.toordinal()
    outlines = session.workspace.survey.outlines
    outline = next((outline for outline in outlines if outline.id == record.get("id")), None)
    if outline is None or not outline.repeats:
        return []
    missed, coming = missed_occurrences(outline, today), next_occurrence(outline, today)
    return [
        *(
            Choice(span.text, words.say("{date}, missed", date=words.date(span)), words.date(span))
            for span in missed
        ),
        *([Choice(coming.text, words.date(coming), words.date(coming))] if coming else []),
    ]


def _occurrence(session: Session, record: Record, answer: str) -> str:
    """The occurrence of a date; raises UnknownNameError where the rule yields none."""
    value = past_date_option(session, answer) or answer
    span = parse_date(value)
    if span is None or not any(_same_days(span, owed) for owed in _occurrences_until(record, span)):
        owed = _owed_occurrences(session, record)[:3]
        raise UnknownNameError(
            N_("The rule yields no occurrence {occurrence}"),
            N_("Owed: {near}") if owed else "",
            occurrence=value,
            near=", ".join(choice.value for choice in owed),
        )
    return value


def _occurrences_until(record: Record, span: Span) -> Iterator[Span]:
    from commitments.model.calendar.recurrence import occurrences

    repeats = record.get("repeats")
    repeats = repeats if isinstance(repeats, Mapping) else {}
    starts = parse_date(repeats.get("starts"))
    return occurrences(str(repeats.get("rule")), starts, span.latest) if starts else iter(())


def _same_days(one: Span, other: Span) -> bool:
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def _record_that_replaces(session: Session, record: Record) -> Sequence[Choice]:
    """The records that may replace a record: not itself, and none that it replaces."""
    from commitments.cli.prompts.records_to_edit import record_choices

    replaced = _replaced_by(session, str(record.get("id")))
    return record_choices(session, lambda outline: outline.id not in replaced)


def _replaced_by(session: Session, id: str) -> set[str]:
    """The id of a record, and those of the records that it replaces, directly or not."""
    survey = session.workspace.survey
    ids = {outline.path: str(outline.id) for outline in survey.outlines}
    pairs = [
        (ids.get(path, ""), target)
        for path, links in survey.links().items()
        for field, target in links
        if field == "superseded_by"
    ]
    replaced = {id}
    while more := {old for old, new in pairs if new in replaced} - replaced:
        replaced |= more
    return replaced


def _record_id(session: Session, record: Record, answer: str) -> str:
    """The id of the record that replaces a record; raises EditError where the links would form a circle."""
    from commitments.cli.prompts.records_to_edit import linked_record

    id = linked_record(session, answer)
    if id in _replaced_by(session, str(record.get("id"))):
        raise EditError(N_("{id} cannot replace it: the links would form a circle"), id=id)
    return id


_YEAR = "2000"
QUESTIONS: Mapping[str, Question] = {
    "milestone": Question(N_("Which milestone"), _milestone, None, _milestones),
    "milestone_status": Question(N_("What became of it"), _milestone_status, None, _milestone_statuses),
    "occurrence": Question(N_("Which occurrence"), _occurrence, "1900-01-01", _owed_occurrences),
    "due": Question(N_("The new deadline"), _coming_date, _YEAR, now=_due_now),
    "first_due": Question(N_("Due, or Enter if there is no deadline"), _coming_date, _YEAR, optional=True),
    "new_day": Question(N_("The new day"), _coming_date, _YEAR),
    "to_status": Question(N_("The new status"), _status_word, None, _open_statuses, _status_now),
    "held_on": Question(N_("When it was held, or Enter if it was let go"), _past_date, _YEAR, optional=True),
    "lapsed": Question(N_("Why it was let go"), _in_words),
    "milestone_met_on": Question(
        N_("When it was met, or Enter if it is not known"), _past_date, None, optional=True
    ),
    "met_on": Question(N_("When it was met"), _past_date, _YEAR),
    "evidence": Question(N_("The title of the evidence, such as a report"), _in_words),
    "title": Question(N_("The title of the evidence"), _in_words),
    "reason": Question(N_("Why it closes, or what is missing"), _in_words),
    "superseded_by": Question(
        N_("Which record replaces it, by a number or any words"), _record_id, choices=_record_that_replaces
    ),
    "review_by": Question(N_("When to review it"), _coming_date, _YEAR),
    "note": Question(N_("The reason, in a note"), _in_words),
    "obstacle": Question(N_("What stands in the way"), _in_words),
    "next_step": Question(N_("What is to come next"), _in_words),
    "recommendation": Question(N_("What is to be decided"), _in_words),
    "reminder": Question(N_("What the letter urges"), _in_words),
    "answer": Question(N_("What was answered"), _in_words),
    "why": Question(N_("Why it reopens"), _in_words),
}
"""The question for each field of a request."""

ANSWERED_AS = {
    "evidence": "title",
    "milestone_status": "to_status",
    "first_due": "due",
    "held_on": "met_on",
    "milestone_met_on": "met_on",
    "new_day": "due",
}
"""The field that an answer goes into: evidence without a web address is known by its title."""

ARGUMENTS = {
    "milestone": "MILESTONE",
    "milestone_status": "STATUS",
    "occurrence": "OCCURRENCE",
}
"""The arguments that nothing can be done without, by the names of their questions."""
