"""Says in words what must be asked about a cell of a workbook that came back. Asks nothing."""

from __future__ import annotations

from collections.abc import Mapping

from commitments.edits.workbook.cell_changes import CellQuestion, QuestionKind
from commitments.errors import N_
from commitments.render.safe import one_line
from commitments.render.words import Words

_SENTENCES: Mapping[QuestionKind, str] = {
    QuestionKind.CLASH: N_("both the workbook and the record changed since the export"),
    QuestionKind.EMPTIED: N_("the cell was emptied"),
    QuestionKind.PARTY: N_("a party of the record is no longer in the cell"),
    QuestionKind.GONE: N_("the row is gone; nothing is deleted by an import"),
}
_HINTS: Mapping[QuestionKind, str] = {
    QuestionKind.GONE: N_("On a terminal, --write asks; --skip-faulty goes on without it."),
}
_USUAL_HINT = N_("On a terminal, --write asks what to do; --skip-faulty leaves the row out.")


def question_sentence(question: CellQuestion, words: Words) -> str:
    """What must be asked, on one line, with what the workbook says, what the record holds and what was."""
    return "; ".join([words.say(_SENTENCES[question.kind]), *_sides(question, words)])


def question_hint(question: CellQuestion, words: Words) -> str:
    """How to answer."""
    return words.say(_HINTS.get(question.kind, _USUAL_HINT))


def question_lines(question: CellQuestion, words: Words) -> list[str]:
    """The same on several lines, with the record and the cell first."""
    change = question.change
    where = ", ".join(filter(None, (change.item[1], change.item[2], change.cell)))
    head = f"{one_line(where)}: {words.say(_SENTENCES[question.kind])}"
    return [head, *(f"  {side}" for side in _sides(question, words))]


def _sides(question: CellQuestion, words: Words) -> list[str]:
    change = question.change
    if question.kind is QuestionKind.GONE:
        return []
    nothing = words.say("(empty)")
    theirs, ours, before = (
        words.date(one_line(text)) if text else nothing
        for text in (change.theirs, change.ours, change.before)
    )
    return [
        words.say("workbook: {value}", value=theirs),
        words.say("record now: {value}", value=ours),
        words.say("exported: {value}", value=before),
    ]
