"""Reads a filled form: `### Label` sections in either language. It refuses whatever is not exactly a form.

A form is text of strangers. Nothing in it is run, expanded or taken for more than a value of its field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from commitments.edits.forms.form_table import FORMS, Form, FormField
from commitments.errors import N_

MOST_CHARACTERS = 65_536
"""The longest body that code hosts take."""
_HEADING = re.compile(r"^###[ \t]+([^\n]*)", re.MULTILINE)
_COMMENT = re.compile(r"\s*<!--[^>]*-->\s*")
_NO_ANSWER = "_No response_"


class FormFault(NamedTuple):
    """What is wrong with a form: an English message and hint, and the values they name."""

    message: str
    hint: str
    values: Mapping[str, object]


class FilledForm(NamedTuple):
    """A form that was read."""

    form: Form
    values: Mapping[str, str]
    """By the name of the field; only fields that were filled."""


class FormReading(NamedTuple):
    """The outcome of reading a text: a form, or all faults of the text."""

    filled: FilledForm | None
    faults: Sequence[FormFault] = ()


def read_form(body: str) -> FormReading:
    """The form that a text is, or its faults."""
    if len(body) > MOST_CHARACTERS:
        fault = FormFault(
            N_("The form has {n} characters; at most {most} are read"),
            N_("Write less, and give an address for the rest."),
            {"n": len(body), "most": MOST_CHARACTERS},
        )
        return FormReading(None, [fault])
    text = normalize("NFC", body.replace("\r\n", "\n"))
    before, *pieces = _HEADING.split(text)
    if (before.strip() and not _COMMENT.fullmatch(before)) or not pieces:
        return FormReading(None, [_no_form_fault()])
    labels = [label.rstrip(" \t") for label in pieces[::2]]
    sections = list(zip(labels, pieces[1::2], strict=True))
    form = _form_of(labels)
    if form is None:
        return FormReading(None, [_heading_fault(label) for label in _strange(labels)] or [_no_form_fault()])
    return _filled(form, sections)


def _filled(form: Form, sections: Sequence[tuple[str, str]]) -> FormReading:
    fields = {label: field for field in form.fields for label in _labels(field)}
    texts = {fields[label].name: text.strip() for label, text in sections}
    values = {name: text for name, text in texts.items() if text not in ("", _NO_ANSWER)}
    faults = [
        FormFault(N_("“{field}” is empty"), N_("Fill it in."), {"field": field.label})
        for field in form.fields
        if field.name not in values and (field.required or _is_owed(field, values))
    ]
    return FormReading(None, faults) if faults else FormReading(FilledForm(form, values))


def _is_owed(field: FormField, values: Mapping[str, str]) -> bool:
    """Whether a field must be filled since another one is: evidence has a title and an address."""
    other = {"title": "evidence", "evidence": "title"}.get(field.name)
    return other in values


def _form_of(labels: Sequence[str]) -> Form | None:
    """The form that has these headings, each once and in its order; only optional ones may be missing."""
    for form in FORMS:
        places = [
            place for label in labels for place, field in enumerate(form.fields) if label in _labels(field)
        ]
        in_order = len(places) == len(labels) and all(first < second for first, second in pairwise(places))
        required = {place for place, field in enumerate(form.fields) if field.required}
        if in_order and required.issubset(places):
            return form
    return None


def _labels(field: FormField) -> tuple[str, str, str]:
    return field.label, field.english, field.vietnamese


def _strange(labels: Sequence[str]) -> list[str]:
    """The headings that no form has, and those that stand twice."""
    known = {label for form in FORMS for field in form.fields for label in _labels(field)}
    first_places = {label: place for place, label in reversed([*enumerate(labels)])}
    return [label for place, label in enumerate(labels) if label not in known or first_places[label] < place]


def _no_form_fault() -> FormFault:
    return FormFault(
        N_("The text is none of the forms of this register"),
        N_("Open a new issue from one of the forms, and leave its headings as they are."),
        {},
    )


def _heading_fault(label: str) -> FormFault:
    return FormFault(
        N_("“{heading}” is a heading that the form does not have, or has only once"),
        N_("Let no line of your text begin with ###."),
        {"heading": label[:100]},
    )
