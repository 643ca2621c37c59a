"""When a recurring commitment falls due. Knows no clock: the caller says how far to look.

The rule is a subset of RFC 5545 RRULE (section 3.3.10); its own grammar is checked first,
since the library below it never ends on some rules it accepts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from commitments.model.dates import Precision, Span, label, parse

HORIZON_YEARS = 60
"""How far from its start an endless rule is read."""

_DAY = r"(?:[+-]?[0-9]{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9][0-9]{0,2}",
    "COUNT": r"[1-9][0-9]{0,4}",
    "UNTIL": r"[0-9]{8}(?:T[0-9]{6}Z?)?",
    "BYMONTH": r"(?:0?[1-9]|1[0-2])(?:,(?:0?[1-9]|1[0-2])){0,11}",
    "BYMONTHDAY": r"-?(?:0?[1-9]|[12][0-9]|3[01])(?:,-?(?:0?[1-9]|[12][0-9]|3[01])){0,61}",
    "BYDAY": rf"{_DAY}(?:,{_DAY}){{0,60}}",
    "BYSETPOS": r"[+-]?[1-9][0-9]{0,2}(?:,[+-]?[1-9][0-9]{0,2}){0,30}",
}
_GRAMMAR = {name: re.compile(form) for name, form in _PARTS.items()}


def rule_parts(text: str) -> dict[str, str] | None:
    """The parts of a rule that keeps to the grammar; None of any other."""
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.partition("=")
        if name in parts or name not in _GRAMMAR or not _GRAMMAR[name].fullmatch(value):
            return None
        parts[name] = value
    return parts if _holds_together(parts) else None


def _holds_together(parts: dict[str, str]) -> bool:
    if "FREQ" not in parts or ("COUNT" in parts and "UNTIL" in parts):
        return False
    if "UNTIL" in parts and _until(parts["UNTIL"]) is None:
        return False
    numbered = bool(re.search(r"[0-9]", parts.get("BYDAY", "")))
    if numbered and parts["FREQ"] not in ("MONTHLY", "YEARLY"):
        return False
    return "BYSETPOS" not in parts or any(
        name in parts for name in _PARTS if name in ("BYMONTH", "BYMONTHDAY", "BYDAY")
    )


def _until(text: str) -> date | None:
    span = parse(f"{text[:4]}-{text[4:6]}-{text[6:8]}")
    return span.latest if span else None


def occurrences(rule: str, starts: Span, until: date | None = None) -> Iterator[Span]:
    """Occurrences in order, each once, with the precision of `starts`; none after `until`.

    A rule outside the grammar, or a start without a first day, yields nothing.
    """
    parts = rule_parts(rule)
    if parts is None or starts.earliest is None or starts.precision is Precision.INTERVAL:
        return
    horizon = _horizon(starts.earliest)
    last = min(until, horizon) if until else horizon
    seen = ""
    for day in _days(parts, starts.earliest, last):
        name = label(day, starts.precision)
        if name != seen:
            seen = name
            span = parse(name)
            if span is not None:
                yield span


def _horizon(start: date) -> date:
    year = start.year + HORIZON_YEARS
    return date(year, 12, 31) if year <= 9999 else date.max


def _days(parts: dict[str, str], start: date, last: date) -> Iterator[date]:
    from dateutil.rrule import rrulestr

    ends = _until(parts["UNTIL"]) if "UNTIL" in parts else None
    bound = min(ends, last) if ends else last
    kept = [f"{name}={value}" for name, value in parts.items() if name not in ("UNTIL", "COUNT")]
    count = int(parts["COUNT"]) if "COUNT" in parts else None
    found = rrulestr(
        ";".join([*kept, f"UNTIL={bound:%Y%m%d}T000000"]), dtstart=datetime.combine(start, time())
    )
    for number, moment in enumerate(found):
        if count is not None and number >= count:
            return
        yield moment.date()
