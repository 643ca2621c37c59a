"""Why a text cannot be read as YAML is said in words, with what to write instead, in both languages."""

from __future__ import annotations

import pytest

from commitments.reading.source_file import SourceFile
from commitments.render.rules.rule_words import hint, message
from commitments.render.rules.yaml_words import CAUSES
from commitments.render.words import Words
from commitments.workspace.examine import examine

SAID = {
    "title: {en: ?x}\n": (
        "this cannot be read as YAML: a text that begins with ? needs quotes",
        "Put the text in quotes.",
    ),
    "title: {en: :x}\n": (
        "this cannot be read as YAML: a text that begins with : needs quotes",
        "Put the text in quotes.",
    ),
    "tags:\n-\tai\n": (
        "this cannot be read as YAML: a tab is used where only spaces are allowed",
        "Replace the tab with spaces.",
    ),
    "title: {en\n  : x}\n": (
        "this cannot be read as YAML: this colon does not follow the name of a field",
        "Write the name and its colon on one line, the name with at most 1,024 characters.",
    ),
    "title: {en:}\n": (
        "this cannot be read as YAML: a space is missing after this colon",
        "Write it like `name: value`, or put the text in quotes.",
    ),
    "tags: [ai,#b\n  c]\n": (
        "this cannot be read as YAML: a comment begins with a space before the #",
        "Put a space before the #, or put the whole text in quotes.",
    ),
    'x-a: "C:\\docs"\n': (
        "this cannot be read as YAML: between double quotes, a backslash and what follows it must be a code"
        " that YAML knows",
        "Write two backslashes for one, or use single quotes.",
    ),
    "x-a: *b* c\n": (
        "anchors and aliases are not allowed",
        "Write the text out, or quote it if it begins with & or *.",
    ),
    "%b: 1\n": (
        "YAML directives are not allowed",
        "Delete the line that begins with %, or quote it if it is text.",
    ),
}


@pytest.mark.parametrize("text", SAID)
def test_what_to_write_instead_is_said(text: str) -> None:
    first, *_ = examine(SourceFile("records/a.yaml", text.encode())).problems
    assert (message(first, Words("en")), hint(first, Words("en"))) == SAID[text]
    assert message(first, Words("vi")) != message(first, Words("en"))
    assert hint(first, Words("vi")) != hint(first, Words("en"))


def test_every_cause_has_words_in_both_languages() -> None:
    for cause, texts in CAUSES.items():
        assert all(Words("vi").say(text) != text for text in texts), cause
