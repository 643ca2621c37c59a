"""Says what a problem is and how to mend it, by the sentence and the hint of its rule. Looks at no record."""

from __future__ import annotations

import re

from commitments.errors import N_
from commitments.model.problem import Problem
from commitments.reading.members import CAUSES as CAUSES_OF_MEMBERS
from commitments.render.answer import SHORT_ID
from commitments.render.rules.rule_sentences import SENTENCES
from commitments.render.rules.rule_values import values_in_words
from commitments.render.rules.yaml_words import CAUSES
from commitments.render.words import Words

_HINTS_WITHOUT_NEAREST = {
    N_("Did you mean {nearest}? Write it like: {examples}"): N_("Write it like: {examples}"),
    N_("Did you mean {nearest}? Fields of your own begin with x-."): N_("Fields of your own begin with x-."),
    N_("Did you mean {nearest}? If not, add the party to schema/parties.yaml."): N_(
        "Add the party to schema/parties.yaml."
    ),
    N_("Did you mean {nearest}? If not, add the event to schema/events.yaml."): N_(
        "Add the event to schema/events.yaml."
    ),
    N_("Did you mean {nearest}? The Buddhist era counts 543 years more."): N_(
        "Check the year in the source."
    ),
    N_(
        "Did you mean {nearest}, a year typed into a spreadsheet cell for dates? If not, check the source."
    ): N_("Check the year in the source."),
    N_("Did you mean {nearest}?"): "",
}
"""The hint to give where no name is near enough to suggest."""


_NFC_HINTS = {
    "errors": N_("First fix the errors of this file; then run `commit validate --fix` to compose them."),
    "meaning": N_("Compose them by hand: here `commit validate --fix` would change what the record says."),
}
"""The hint, by obstacle, where `--fix` would not change a file."""


_OF_PART = (
    N_("the record is open, but {whole}, of which it is a part, is fulfilled"),
    N_("Close this record, or ask the other register to leave {whole} open."),
)
"""The sentence and the hint of `open-child` at the part, which is in another register than the whole."""


def _sentence_and_hint(problem: Problem) -> tuple[str, str]:
    is_of_part = problem.rule == "open-child" and "whole" in problem.values
    return _OF_PART if is_of_part else SENTENCES[problem.rule]


def message(problem: Problem, words: Words) -> str:
    """What is wrong, in one sentence."""
    return words.say(_sentence_and_hint(problem)[0], **values_in_words(problem, words))


def hint(problem: Problem, words: Words) -> str:
    """How to mend it; empty where there is no advice."""
    text = _sentence_and_hint(problem)[1]
    if problem.rule == "yaml-syntax":
        text = CAUSES.get(problem.values["problem"], (text, text))[1]
    if problem.rule == "bad-member":
        text = CAUSES_OF_MEMBERS.get(problem.values.get("cause", ""), (text, text))[1]
    if problem.rule == "not-nfc":
        text = _NFC_HINTS.get(problem.values.get("obstacle", ""), text)
    if not problem.values.get("nearest"):
        text = _HINTS_WITHOUT_NEAREST.get(text, text)
    return words.say(text, **values_in_words(problem, words))


def headline(problem: Problem, words: Words) -> str:
    """What is wrong, behind the short id of the commit that brought it, if any."""
    sentence = message(problem, words)
    return f"{problem.commit[:SHORT_ID]}: {sentence}" if problem.commit else sentence


def headline_with_hint(problem: Problem, words: Words) -> str:
    """What is wrong and how to mend it, in one line."""
    return ". ".join(filter(None, (headline(problem, words), hint(problem, words))))


def rule_summary(rule: str, words: Words) -> tuple[str, str]:
    """The sentence and the hint of a rule, with an ellipsis for each value."""
    sentence, advice = SENTENCES[rule]
    return _with_dots(sentence, words), _with_dots(_HINTS_WITHOUT_NEAREST.get(advice, advice), words)


def _with_dots(text: str, words: Words) -> str:
    return words.say(text, **dict.fromkeys(re.findall("{([a-z_]+)}", text), "…"))
