"""Writes messages, dates and distances as people do in their language. Knows no record."""

from __future__ import annotations

import datetime
from typing import assert_never

from commitments.errors import N_
from commitments.locale.messages import Messages
from commitments.model.calendar.dates import Precision, Span, parse_date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""English names; Vietnamese writes months as numbers."""

FREQUENCIES = {
    "FREQ=DAILY": N_("daily"),
    "FREQ=WEEKLY": N_("weekly"),
    "FREQ=MONTHLY": N_("monthly"),
    "FREQ=YEARLY": N_("yearly"),
}


class Words(Messages):
    """Messages, dates and distances in one language."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self._distances: dict[int, str] = {}
        self._dates: dict[str, str] = {}

    def date(self, value: Span | str | None) -> str:
        """A date as people write it, with its own precision; text that is no date stays unchanged."""
        if isinstance(value, str):
            if value not in self._dates:
                span = parse_date(value)
                self._dates[value] = self._date_text(span) if span else value
            return self._dates[value]
        return self._date_text(value) if value else ""

    def more(self, number: int, at_least: bool = False) -> str:
        """The number of items not listed; `at_least` where not all were counted."""
        if at_least:
            return self.count(number, "at least {n} more", "at least {n} more")
        return self.count(number, "{n} more", "{n} more")

    def errors(self, number: int, at_least: bool = False) -> str:
        """The number of errors; `at_least` where not all were counted."""
        if at_least:
            return self.count(number, "at least {n} error", "at least {n} errors")
        return self.count(number, "{n} error", "{n} errors")

    def warnings(self, number: int, at_least: bool = False) -> str:
        """The number of warnings; `at_least` where not all were counted."""
        if at_least:
            return self.count(number, "at least {n} warning", "at least {n} warnings")
        return self.count(number, "{n} warning", "{n} warnings")

    def past(self, value: str) -> str:
        """The date of something past; one with an open beginning reads as "on or before" its end."""
        if value.startswith("../"):
            return self.say("on or before {date}", date=self.date(value[3:]))
        return self.date(value)

    def rule(self, text: str) -> str:
        """A recurrence rule (RFC 5545) in words if it is a frequency and an interval, else unchanged."""
        freq, _, parameters = text.partition(";")
        interval = parameters.removeprefix("INTERVAL=") if parameters else "1"
        number = int(interval) if interval.isdigit() else 0
        if number == 1:
            return self.say(FREQUENCIES[freq]) if freq in FREQUENCIES else text
        match freq if number else "":
            case "FREQ=DAILY":
                return self.count(number, "every {n} day", "every {n} days")
            case "FREQ=WEEKLY":
                return self.count(number, "every {n} week", "every {n} weeks")
            case "FREQ=MONTHLY":
                return self.count(number, "every {n} month", "every {n} months")
            case "FREQ=YEARLY":
                return self.count(number, "every {n} year", "every {n} years")
            case _:
                return text

    def _date_text(self, span: Span) -> str:
        if span.precision is Precision.INTERVAL:
            return self._interval_text(span.text)
        text = self._simple_date(span)
        if span.approximate:
            return self.say("about {date}", date=text)
        return f"{text} (?)" if span.uncertain else text

    def _simple_date(self, span: Span) -> str:
        first_day = span.earliest or datetime.date.min
        year = f"{first_day.year:04}"
        match span.precision:
            case Precision.YEAR:
                return self.say("{year}", year=year)
            case Precision.HALF:
                half = self.say("H1 {year}") if first_day.month == 1 else self.say("H2 {year}")
                return half.format(year=year)
            case Precision.QUARTER:
                roman = ("I", "II", "III", "IV")[first_day.month // 3]
                number = str(first_day.month // 3 + 1)
                return self.say("Q{number} {year}", number=number, roman=roman, year=year)
            case Precision.MONTH:
                return self.say("{month} {year}", **_month_values(first_day), year=year)
            case Precision.DAY | Precision.INTERVAL:
                values = {"day": str(first_day.day), "padded_day": f"{first_day.day:02}", "year": year}
                return self.say("{day} {month} {year}", **values, **_month_values(first_day))
            case _:
                assert_never(span.precision)

    def _interval_text(self, text: str) -> str:
        start, _, end = text.partition("/")
        if start == "..":
            return self.say("up to {date}", date=self.date(end))
        if end == "..":
            return self.say("from {date}", date=self.date(start))
        return self.say("{first} to {last}", first=self.date(start), last=self.date(end))

    def distance(self, days: int) -> str:
        """How many days a deadline is from the day of judging: positive to come, negative past."""
        if days not in self._distances:
            self._distances[days] = self._distance_text(days)
        return self._distances[days]

    def _distance_text(self, days: int) -> str:
        if days == 0:
            return self.say("today")
        if days > 0:
            return self.count(days, "in {n} day", "in {n} days")
        return self.count(-days, "{n} day late", "{n} days late")


def _month_values(day: datetime.date) -> dict[str, str]:
    """The month in English, and as a number with a nought before 1 and 2, by Decree 30/2020 of Viet Nam."""
    return {"month": MONTHS[day.month - 1], "number": f"{day.month:02}" if day.month < 3 else str(day.month)}
