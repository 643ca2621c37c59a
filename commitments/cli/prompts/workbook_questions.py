"""Asks about the cells of a workbook that a person must decide on. Decides nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commitments.cli.prompts.questions import choose
from commitments.cli.streams import say, tell
from commitments.edits.workbook.cell_changes import CellDecision, CellQuestion, QuestionKind
from commitments.errors import N_
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.render.workbook.question_words import question_lines

_LABELS: Mapping[tuple[QuestionKind, CellDecision], str] = {
    (QuestionKind.CLASH, CellDecision.THEIRS): N_("Take what the workbook says"),
    (QuestionKind.CLASH, CellDecision.OURS): N_("Keep what the record holds"),
    (QuestionKind.EMPTIED, CellDecision.THEIRS): N_("Take it out of the record"),
    (QuestionKind.EMPTIED, CellDecision.OURS): N_("Keep it in the record"),
    (QuestionKind.PARTY, CellDecision.THEIRS): N_("Take the party out of the record"),
    (QuestionKind.PARTY, CellDecision.OURS): N_("Keep the parties of the record"),
    (QuestionKind.PARTY, CellDecision.BOTH): N_("Keep the parties of both"),
    (QuestionKind.GONE, CellDecision.OURS): N_("Leave the record as it is"),
}
_MOST_LISTED = 12


def ask_questions(questions: Sequence[CellQuestion], words: Words) -> list[CellDecision]:
    """The answer to each question; the rows that are gone are asked about together.

    Raises typer.Abort where the reader stops.
    """
    gone = [question for question in questions if question.kind is QuestionKind.GONE]
    if gone:
        _ask_about_gone(gone, words)
    return [
        CellDecision.OURS if question.kind is QuestionKind.GONE else _ask(question, words)
        for question in questions
    ]


def _ask(question: CellQuestion, words: Words) -> CellDecision:
    say("")
    for line in question_lines(question, words):
        tell(line)
    choices = [
        (answer.value, words.say(_LABELS.get((question.kind, answer)) or _LABELS[QuestionKind.CLASH, answer]))
        for answer in question.decisions()
    ]
    cell = one_line(question.change.cell)
    return CellDecision(choose(words, words.say("What becomes of {cell}", cell=cell), choices))


def _ask_about_gone(gone: Sequence[CellQuestion], words: Words) -> None:
    say("")
    tell(words.count(len(gone), "{n} row is gone from the workbook:", "{n} rows are gone from the workbook:"))
    for question in gone[:_MOST_LISTED]:
        say(f"  {one_line(question.change.before)}")
    if len(gone) > _MOST_LISTED:
        say(f"  {words.more(len(gone) - _MOST_LISTED)}")
    label = words.say(_LABELS[QuestionKind.GONE, CellDecision.OURS])
    choose(words, words.say("What becomes of these rows"), [(CellDecision.OURS.value, label)])
