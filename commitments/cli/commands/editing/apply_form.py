"""`commit apply-form`: a filled form of an issue becomes an edit, or words that say why not.

Must not run, expand or show anything of the form but as text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commitments.cli.editing.edit_command import Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, system_reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commitments.cli.session import Session
    from commitments.edits.forms.filled_form import FilledForm, FormFault
    from commitments.edits.forms.form_requests import FormTerms
    from commitments.model.problem import Problem
    from commitments.reading.form_event import FormEvent
    from commitments.render.words import Words
    from commitments.writing.edit_record import EditOutcome

Event = Annotated[
    Path | None,
    typer.Argument(metavar="EVENT.json", help=N_("The file of the event, as GITHUB_EVENT_PATH names it.")),
]


class _Refused(Exception):
    """The form cannot be applied, for these reasons."""

    def __init__(self, faults: Sequence[FormFault]) -> None:
        super().__init__()
        self.faults = faults


@flatten_options
def run(*, event: Event = None, common: Common, writing: Writing) -> int:
    """Apply the form and write the text of a pull request; where it is refused, write why, and return 1."""
    from commitments.cli.open_session import open_session
    from commitments.cli.prompts.missing_arguments import asked_text
    from commitments.cli.streams import put
    from commitments.reading.form_event import read_form_event
    from commitments.render.form_answer import FormSource, refused_text

    with open_session(common) as session:
        if event is None:
            question = session.words.say("The file of the event")
            event = Path(asked_text(session.words, "EVENT.json", "event", question, _require_event))
        form_event = read_form_event(_event_bytes(event))
        source = FormSource(form_event.number, form_event.digest)
        try:
            text, status = _apply(session, form_event, source, writing), 0
        except _Refused as refusal:
            text, status = refused_text(refusal.faults, source, session.words), 1
        put(text)
        return status


def _require_event(answer: str) -> None:
    """Raise EventError where a file holds no event."""
    from commitments.reading.form_event import read_form_event

    read_form_event(_event_bytes(Path(answer)))


def _event_bytes(path: Path) -> bytes:
    """The bytes of the event, no more than are read of one; raises EventError where there is no such file."""
    from commitments.errors import EventError
    from commitments.reading.form_event import MOST_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise EventError(
            N_("{path} could not be read: {reason}"), path=str(path), reason=system_reason(error)
        ) from error


def _apply(session: Session, event: FormEvent, source: Any, writing: Writing) -> str:
    """The text of the pull request; raises _Refused where the form cannot be applied."""
    from commitments.cli.editing.edit_attempt import record_value
    from commitments.edits.forms.filled_form import read_form
    from commitments.model.names import id_from_path
    from commitments.model.record import read_prose
    from commitments.render.edit_report import change_sentences
    from commitments.render.form_answer import applied_text

    reading = read_form(event.body)
    if reading.filled is None:
        raise _Refused(reading.faults)
    outcome = _edit(session, reading.filled, writing)
    old, new, workspace = record_value(outcome.old), record_value(outcome.new) or {}, session.workspace
    id = id_from_path(outcome.path)
    sentences = change_sentences(id, old, new, workspace.registry, session.words, workspace.events)
    title = read_prose(new.get("title")).in_language(session.words.lang)
    return applied_text(
        reading.filled.form.kind, id, title, [sentence for _, sentence in sentences], source, session.words
    )


def _edit(session: Session, filled: FilledForm, writing: Writing) -> EditOutcome:
    """Edit the record; raises _Refused where the form or our rules do not allow it."""
    from commitments.cli.editing.edit_attempt import Attempt
    from commitments.cli.editing.edit_command import edit_terms, require_writable
    from commitments.edits.forms.form_requests import form_steps
    from commitments.errors import EditError, UnknownNameError, UsageError
    from commitments.writing.edit_record import edit_record

    path = _record_path(session, filled.values["record"])
    require_writable(session, writing, path)
    terms, attempt = _form_terms(session), Attempt(session, writing.commit)

    def plan(record: Mapping[str, Any]) -> Sequence[Any]:
        return form_steps(record, filled, terms)

    with attempt.reporting_interrupts():
        try:
            outcome = edit_record(session.workspace, path, plan, edit_terms(session, writing), attempt)
        except (EditError, UnknownNameError, UsageError) as error:
            raise _Refused([_fault(error)]) from error
        _require_allowed(session, outcome, writing)
        if outcome.written:
            attempt.tell()
    return outcome


def _record_path(session: Session, id: str) -> str:
    """The path of the record with exactly this id; raises _Refused where there is none."""
    from commitments.edits.forms.filled_form import FormFault

    path = next((outline.path for outline in session.workspace.survey.outlines if outline.id == id), None)
    if path is None:
        message = N_("There is no record with the id {id}")
        raise _Refused([FormFault(message, N_("Copy the id from the register."), {"id": id[:64]})])
    return path


def _require_allowed(session: Session, outcome: EditOutcome, writing: Writing) -> None:
    """Raise _Refused where the edit breaks a rule or changes nothing."""
    from commitments.edits.forms.filled_form import FormFault

    if not outcome.changes:
        raise _Refused([FormFault(N_("The record says all of this already"), "", {})])
    problems = outcome.verdict.problems
    if outcome.verdict.unreadable or (problems and not writing.force):
        raise _Refused([_fault_of_problem(problem, session.words) for problem in problems])


def _fault_of_problem(problem: Problem, words: Words) -> FormFault:
    from commitments.edits.forms.filled_form import FormFault
    from commitments.render.rules.rule_words import hint, message

    advice = hint(problem, words)
    values = {"fault": message(problem, words), "advice": advice}
    return FormFault("{fault}", "{advice}" if advice else "", values)


def _fault(error: Any) -> FormFault:
    from commitments.edits.forms.filled_form import FormFault

    return FormFault(error.message, error.hint, error.values)


def _form_terms(session: Session) -> FormTerms:
    from commitments.cli.options.date_options import coming_date_option, past_date_option
    from commitments.edits.forms.form_requests import FormTerms
    from commitments.model.closed_lists import ClosedList
    from commitments.model.parties.party_reader import find_party
    from commitments.render.names.list_labels import word_reader

    registry = session.workspace.registry
    known = {party for outline in session.workspace.survey.outlines for party, _ in outline.roles()}
    return FormTerms(
        session.clock.today,
        session.words.lang,
        lambda text: past_date_option(session, text),
        lambda text: coming_date_option(session, text),
        lambda text: find_party(text, registry, known),
        word_reader(ClosedList.STATUS).stored_word,
    )
