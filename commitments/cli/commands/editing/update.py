"""`commit update`: a note, evidence, another status, any field. Must not know how these are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commitments.cli.commands.editing.update_options import TopicOptions
from commitments.cli.completing.word_completion import complete_status
from commitments.cli.editing.edit_command import By, Day, Evidence, EvidenceTitle, Id, Note, ReviewBy, Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.edits.steps import EditStep
    from commitments.edits.update import Updating

To = Annotated[
    str | None,
    typer.Option("--status", metavar="STATUS", help=N_("The new status."), autocompletion=complete_status),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="PATH=VALUE", help=N_("Set any field, such as title.vi; an empty value removes it.")
    ),
]


@flatten_options
def run(
    common: Common,
    writing: Writing,
    topics: TopicOptions,
    id: Id = None,
    to_status: To = None,
    note: Note = None,
    by: By = None,
    date: Day = None,
    evidence: Evidence = None,
    title: EvidenceTitle = None,
    review_by: ReviewBy = None,
    set: Set = None,
) -> int:
    """Write the update; returns 1 where that was refused."""
    from commitments.cli.editing.edit_command import editable_record
    from commitments.cli.editing.edit_with_parties import apply_edit
    from commitments.cli.options.date_options import coming_date_option, past_date_option
    from commitments.cli.options.option_values import setting_of_words, status_word, yaml_value
    from commitments.cli.prompts.named_parties import party_option
    from commitments.cli.record_session import session_to_edit
    from commitments.edits import update as edits
    from commitments.reading.schema_fields import field_kinds

    with session_to_edit(common, id, writing) as (session, id):
        record = editable_record(session, id, writing)
        request = edits.Updating(
            to_status=to_status and status_word("--status", to_status),
            note=note,
            **topics._asdict(),
            by=party_option(session, "--by", by),
            date=past_date_option(session, date),
            evidence=evidence,
            title=title,
            review_by=coming_date_option(session, review_by),
            set=tuple(map(setting_of_words, set or ())),
            day=session.clock.today,
            lang=session.words.lang,
        )

        def steps(record: Mapping[str, Any], request: edits.Updating) -> Sequence[EditStep]:
            return edits.steps(record, request, yaml_value, field_kinds(), session.date_terms)

        def plan(request: edits.Updating) -> object:
            return steps(record, request)

        request = _ask_rest(session, request, plan, record)
        return apply_edit(session, id, lambda record: steps(record, request), writing)


def _ask_rest(
    session: Session, request: Updating, plan: Callable[[Updating], object], record: Mapping[str, Any]
) -> Updating:
    """The request with what it lacks: first what it is about, then what that needs."""
    from commitments.cli.prompts.missing_flags import ask_missing

    if topic := _asked_topic(session, request):
        text = N_("What is to be noted")
        request = ask_missing(session, request, [topic], plan, record, note=text)
    return ask_missing(session, request, _missing_fields(record, request), plan, record)


def _asked_topic(session: Session, request: Updating) -> str:
    """The field that the reader wants to fill, where the request changes nothing; else an empty text."""
    from commitments.cli.prompts.picking import Choice, pick
    from commitments.cli.prompts.questions import can_ask
    from commitments.edits.update import changes_something

    if changes_something(request) or not can_ask():
        return ""
    words = session.words
    choices = [Choice(field, words.say(label), words.say(label)) for field, label in _TOPICS.items()]
    return pick(words, words.say("What is there to write"), choices)


_TOPICS: Mapping[str, str] = {
    "note": N_("a note on what was done"),
    "to_status": N_("another status"),
    "evidence": N_("evidence"),
    "obstacle": N_("what stands in the way"),
    "next_step": N_("what is to come next"),
    "recommendation": N_("a decision that is asked for"),
    "reminder": N_("a letter that urges"),
    "answer": N_("an answer that came"),
}
"""What an update can be about, by the field that is then asked for."""


def _missing_fields(record: Mapping[str, Any], request: Updating) -> Sequence[str]:
    """What an open status owes and the request lacks, else the title of evidence without one."""
    from commitments.edits.flags import given_fields, missing_title
    from commitments.edits.owed_fields import missing_fields
    from commitments.edits.update import explaining_fields
    from commitments.model.lifecycle import OPEN_STATUSES

    if request.to_status and request.to_status in OPEN_STATUSES:
        return missing_fields(record, request.to_status, explaining_fields(request))
    return missing_title(given_fields(request))
