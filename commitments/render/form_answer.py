"""Writes what becomes of a form, as Markdown for a pull request or for the issue. Reads no form.

Texts of strangers stand here: nothing of them is markup, mentions anybody or begins a command.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from commitments.edits.forms.filled_form import FormFault
from commitments.edits.forms.form_table import FormKind
from commitments.errors import N_
from commitments.render.safe import bounded_markdown, markdown, one_line
from commitments.render.words import Words

_HEADINGS: Mapping[FormKind, str] = {
    FormKind.UPDATE: N_("News of a commitment"),
    FormKind.EVIDENCE: N_("Evidence for a commitment"),
    FormKind.OBSTACLE: N_("An obstacle to a commitment"),
    FormKind.DEADLINE: N_("A new deadline is asked for"),
}


class FormSource(NamedTuple):
    """Where a form came from."""

    issue: str
    """The number of the issue; empty where the event names none."""
    digest: str
    """The SHA-256 of the body that was read, in hexadecimal digits."""


def applied_text(
    kind: FormKind, id: str, title: str, sentences: Sequence[str], source: FormSource, words: Words
) -> str:
    """The text of the pull request that holds the edit."""
    lines = [
        f"## {markdown(words.say(_HEADINGS[kind]))}",
        "",
        f"{markdown(title)} ({markdown(id)})",
        "",
        *(f"- {markdown(one_line(sentence))}" for sentence in sentences),
        "",
    ]
    if kind is FormKind.DEADLINE:
        proposal = N_("This is a proposal: the lead has asked for it, and whoever merges it agrees.")
        lines += [markdown(words.say(proposal)), ""]
    return _bounded([*lines, *_source_lines(source, words)], words)


def refused_text(faults: Sequence[FormFault], source: FormSource, words: Words) -> str:
    """The words that go back to the issue where a form cannot be applied."""
    lines = [markdown(words.say("This form was not applied:")), ""]
    for fault in faults:
        values = {name: one_line(str(value)) for name, value in fault.values.items()}
        lines.append(f"- {markdown(words.say(fault.message, **values))}")
        if fault.hint:
            lines.append(f"  {markdown(words.say(fault.hint, **values))}")
    ending = words.say("Nothing was changed. Mend the text in a new issue, and close this one.")
    return _bounded([*lines, "", markdown(ending), "", *_source_lines(source, words)], words)


def _source_lines(source: FormSource, words: Words) -> Iterator[str]:
    if source.issue:
        yield markdown(words.say("From the form in issue {number}.", number=source.issue))
        yield ""
    yield f"{markdown(words.say('Digest of the form:'))} `sha256:{source.digest}`"


def _bounded(lines: Sequence[str], words: Words) -> str:
    return bounded_markdown(lines, words.say("The text goes on; it was cut here."))
