"""Asks on a terminal which record is meant, where no argument names it. Must not read the record."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from commitments.cli.given_back import remember_answer
from commitments.cli.streams import USUAL_WIDTH, width
from commitments.errors import N_, EditError, MissingError

if TYPE_CHECKING:
    from commitments.cli.editing.edit_command import Writing
    from commitments.cli.prompts.picking import Choice
    from commitments.cli.session import Session
    from commitments.model.outline import Outline
    from commitments.reports.status import JudgedRecord


_WIDE = 60
"""Columns of a terminal that has room for an id beside a title."""

Suits = Callable[["Outline"], bool]
"""Tells whether a record can be edited so."""


def named_or_asked(
    session: Session, id: str | None, writing: Writing, suits: Suits = lambda outline: True
) -> str:
    """The id that an argument gives, else the one of the record that the reader picks.

    Raises MissingError where nobody can be asked, and EditError
    where no record suits.
    """
    from commitments.cli.editing.edit_command import require_writable

    if id is not None:
        return id
    require_answerable(id)
    require_writable(session, writing)  # before the first question, so that no answer is lost
    return picked_record(session, suits)


def require_answerable(id: str | None) -> None:
    """Raise MissingError where no record is named and nobody can be asked."""
    from commitments.cli.prompts.questions import can_ask

    if id is None and not can_ask():
        raise MissingError(N_("{name} is missing"), N_("On a terminal, the command asks for it."), name="ID")


def picked_record(session: Session, suits: Suits) -> str:
    """The id of the record that the reader picks among those that suit; raises EditError where none does."""
    choices = record_choices(session, suits)
    if not choices:
        raise EditError(N_("No record can be edited so"), N_("`commit status --all` lists the records."))
    return _picked(session, choices)


def named_or_asked_to_show(session: Session, id: str | None) -> str:
    """The id that an argument gives, else the one of the record that the reader picks among all.

    Raises MissingError where nobody can be asked, and EditError where there is no record.
    """
    if id is not None:
        return id
    require_answerable(id)
    choices = record_choices(session, lambda outline: True)
    if not choices:
        raise EditError(N_("There is no record to show"), N_("`commit new` writes the first."))
    return _picked(session, choices)


def _picked(session: Session, choices: list[Choice]) -> str:
    from commitments.cli.prompts.picking import pick

    words = session.words
    id = pick(
        words,
        words.say("Which record, by a number or any words"),
        choices,
        lambda answer: known_record(session, answer),
    )
    remember_answer(words, "id", id)
    return id


def known_record(session: Session, answer: str) -> str:
    """The id of the record that an answer names; raises UnknownNameError where none goes by the name."""
    from commitments.cli.editing.edit_command import record_path
    from commitments.cli.named_records import named_id

    record_path(session, answer)
    return named_id(session, answer)


def linked_record(session: Session, answer: str) -> str:
    """The id of the record that an answer names, or of one in another register as a roof calls it."""
    from commitments.model.members import is_id_elsewhere

    return answer if is_id_elsewhere(answer) else known_record(session, answer)


def record_choices(session: Session, suits: Suits) -> list[Choice]:
    """The records that suit, the most urgent first, found by the words of ids, titles and parties."""
    from commitments.reports.status import judge, urgency

    outlines = [outline for outline in session.workspace.survey.by_title(session.lang) if suits(outline)]
    rows = sorted((judge(outline, session.clock) for outline in outlines), key=urgency)
    return [_choice(session, row) for row in rows]


def _choice(session: Session, row: JudgedRecord) -> Choice:
    from commitments.cli.prompts.party_names import party_names
    from commitments.cli.prompts.picking import Choice
    from commitments.render.names.labels import TIMELINESS

    words, outline, parties = session.words, row.outline, session.workspace.registry.parties
    titles = (outline.title(session.lang), outline.title_en, outline.title_vi)
    names = [
        line
        for id, _ in outline.roles()
        for line in (id, *(party_names(parties[id], session.lang).splitlines() if id in parties else ()))
    ]
    state = words.say(TIMELINESS[row.timeliness])
    title = outline.title(session.lang)
    label = title if (width(sys.stderr) or USUAL_WIDTH) < _WIDE else f"{outline.id}  {title}"
    return Choice(outline.id, label, "\n".join(dict.fromkeys(filter(None, (*titles, *names)))), f" ({state})")
