"""Reads a written date as the value of a field. It must not find the field in a record."""

from __future__ import annotations

from dataclasses import replace

from commitments.edits.dates.date_terms import DateTerms
from commitments.edits.dates.written_dates import date_field_value, read_plain_date
from commitments.edits.unclear import Unclear
from commitments.model.fields import BY_PATH, Tense


def read_date_field(text: str, path: str, terms: DateTerms) -> str | int:
    """The value of the date field at a path, such as `milestones.due`; raises UsageError for no date."""
    field = BY_PATH.get(path)
    tense = field.tense if field and field.tense else Tense.TO_COME
    reading = read_plain_date(text, replace(terms, tense=tense))
    if isinstance(reading, Unclear):
        raise reading.error()
    return date_field_value(reading)
