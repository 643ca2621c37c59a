"""What a status owes and was not given, asked for on a terminal. Decides nothing of what is owed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from commitments.cli.session import Session
from commitments.cli.values import date_option
from commitments.errors import N_


class _Question(NamedTuple):
    """How one thing is asked for."""

    text: str
    read: Callable[[str], str | None] = str
    """What an answer stands for; raises CommitmentsError for one that will not do."""


_QUESTIONS: Mapping[str, _Question] = {
    "met_on": _Question(N_("When it was met"), date_option),
    "evidence": _Question(N_("What shows it: the title of a report, say")),
    "title": _Question(N_("What the evidence is called")),
    "reason": _Question(N_("Why, or what is missing")),
    "superseded_by": _Question(N_("The id of the record that takes its place")),
    "review_by": _Question(N_("When it is looked at again"), date_option),
    "note": _Question(N_("Why, in a note")),
}
"""By the name that `owed` gives it."""

_ANSWERED_AS = {"evidence": "title"}
"""Evidence is known by its title, and may do without a web address."""


def asked(at: Session, record: Mapping[str, Any], status: str, given: Collection[str]) -> dict[str, Any]:
    """The answers, by the field of the request; none where nobody sits there to be asked."""
    from commitments.cli.asking import ask, can_ask
    from commitments.edits.owed import owed

    if not can_ask():
        return {}
    found: dict[str, Any] = {}
    for name in owed(record, status, given):
        question = _QUESTIONS[name]
        known = [(each.id, each.title(at.words.lang)) for each in at.workspace.survey.outlines]
        answer = ask(
            at.words,
            at.words.say(question.text),
            check=question.read,
            known=known if name == "superseded_by" else (),
        )
        found[_ANSWERED_AS.get(name, name)] = question.read(answer)
    return found
