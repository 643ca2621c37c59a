"""Reads one date, or one or two that bound a span, among words that change nothing: `from March to May 2026`.

It must not read a limit, such as `by June 2026`, and refuses nothing: what is no date is passed on.
"""

from __future__ import annotations

import re

from commitments.edits.dates.date_terms import DateTerms
from commitments.edits.dates.date_words import DateReading, NoYear, read_one_date

_ABOUT = re.compile(r"(?:about|around|circa|c\.|approximately|khoang)(?: vao)? (?P<date>.+)")
_YEARS = re.compile(r"(?:tu |from |(?:trong )?giai doan |nam )?(?P<a>[0-9]{4}) ?- ?(?P<b>[0-9]{4})")
_SPAN = re.compile(
    r"(?:from |between |tu |giai doan |trong giai doan )?(?P<a>.+?)(?: to | and | den | toi | - )(?P<b>.+)"
)
_UP_TO = re.compile(
    r"(?:on or before|up to|cho den) (?:het )?(?:the )?(?:end of )?(?P<date>.+)|tu (?P<back>.+) tro ve truoc"
)
_FROM = re.compile(r"(?:from|since|tu|ke tu) (?P<date>.+?)(?: tro di| on| onwards?)?")
_WITHIN = re.compile(r"(?:in|during|within|on|trong|vao) (?P<date>.+)")
_SHORT_SPAN = re.compile(r"(?P<a>(?:thang ?|t|quy ?|q|quarter )[0-9iv]{1,3}|[a-z]{3,9}) ?- ?(?P<b>.+)")
"""Two months or quarters of one year, as `Jan-Mar 2026`; two numbers alone may be a day and a month."""


def read_plain_words(folded: str, terms: DateTerms) -> DateReading | None:
    """Read one date, or one or two that bound a span, among words that change nothing."""
    within = _WITHIN.fullmatch(folded)
    reading = read_simple(folded, terms) or (read_simple(within["date"], terms) if within else None)
    if reading is not None:
        return reading
    if match := _UP_TO.fullmatch(folded):
        return _combined(None, read_simple(match["date"] or match["back"], terms))
    if (match := _FROM.fullmatch(folded)) and (first := read_simple(match["date"], terms)) is not None:
        return _combined(first, None)
    for form in (_YEARS, _SPAN, _SHORT_SPAN):
        if match := form.fullmatch(folded):
            last = read_simple(match["b"], terms)
            if last is None and match["a"].startswith("q"):
                last = read_simple(f"quy {match['b']}", terms)  # `Quý I-II/2026` names the quarter once
            first = _with_year(match["a"], read_simple(match["a"], terms), last, terms)
            if first is not None and last is not None:
                return _combined(first, last)
    return None


def _with_year(
    folded: str, first: DateReading | None, last: DateReading | None, terms: DateTerms
) -> DateReading | None:
    """The first date of a span; one without a year has that of the last."""
    if not isinstance(first, NoYear) or not isinstance(last, str):
        return first
    readings = (read_simple(f"{folded}{sign}{last[:4]}", terms) for sign in (" ", "/"))
    return next((reading for reading in readings if isinstance(reading, str)), first)


def _combined(first: DateReading | None, last: DateReading | None) -> DateReading | None:
    """The interval between two readings, open where one is None; what is no date goes before."""
    for reading in (first, last):
        if reading is not None and not isinstance(reading, str):
            return reading
    return f"{first or '..'}/{last or '..'}" if first or last else None


def read_simple(folded: str, terms: DateTerms) -> DateReading | None:
    """Read one date, maybe after `about` or before a question mark in brackets."""
    about = _ABOUT.fullmatch(folded)
    date_words, mark = (about["date"], "~") if about else (folded.removesuffix("(?)").rstrip(), "?")
    reading = read_one_date(date_words, terms.order)
    return f"{reading}{mark}" if isinstance(reading, str) and date_words != folded else reading
