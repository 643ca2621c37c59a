"""Messages, dates and distances as people write them in their language."""

from __future__ import annotations

import datetime

from commitments.errors import N_
from commitments.locale.messages import Messages
from commitments.model.dates import Precision, Span, parse

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""English names; Vietnamese writes months as numbers."""


ONCE = {
    "FREQ=DAILY": N_("daily"),
    "FREQ=WEEKLY": N_("weekly"),
    "FREQ=MONTHLY": N_("monthly"),
    "FREQ=YEARLY": N_("yearly"),
}


class Words(Messages):
    """Messages of one language, and its way with dates and distances."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self._distances: dict[int, str] = {}
        self._dates: dict[str, str] = {}

    def date(self, value: Span | str | None) -> str:
        """A date as people write it, with its own precision; what is no date stays as it is."""
        if isinstance(value, str):
            if value not in self._dates:
                span = parse(value)
                self._dates[value] = self._date(span) if span else value
            return self._dates[value]
        return self._date(value) if value else ""

    def more(self, number: int, at_least: bool = False) -> str:
        """How many are not listed; `at_least` where they were not all counted."""
        if at_least:
            return self.count(number, "at least {n} more", "at least {n} more")
        return self.count(number, "{n} more", "{n} more")

    def errors(self, number: int, at_least: bool = False) -> str:
        """How many errors; `at_least` where they were not all counted."""
        if at_least:
            return self.count(number, "at least {n} error", "at least {n} errors")
        return self.count(number, "{n} error", "{n} errors")

    def warnings(self, number: int, at_least: bool = False) -> str:
        """How many warnings; `at_least` where they were not all counted."""
        if at_least:
            return self.count(number, "at least {n} warning", "at least {n} warnings")
        return self.count(number, "{n} warning", "{n} warnings")

    def past(self, value: str) -> str:
        """A date of what has happened: one with an open beginning was not later than its end."""
        if value.startswith("../"):
            return self.say("on or before {date}", date=self.date(value[3:]))
        return self.date(value)

    def rule(self, text: str) -> str:
        """How often, in words where the rule says no more than that; else the rule itself."""
        freq, _, rest = text.partition(";")
        interval = rest.removeprefix("INTERVAL=") if rest else "1"
        number = int(interval) if interval.isdigit() else 0
        if number == 1:
            return self.say(ONCE[freq]) if freq in ONCE else text
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

    def _date(self, span: Span) -> str:
        if span.precision is Precision.INTERVAL:
            return self._interval(span.text)
        text = self._simple(span)
        if span.approximate:
            return self.say("about {date}", date=text)
        return f"{text} (?)" if span.uncertain else text

    def _simple(self, span: Span) -> str:
        first = span.earliest or datetime.date.min
        year = f"{first.year:04}"
        match span.precision:
            case Precision.YEAR:
                return self.say("{year}", year=year)
            case Precision.HALF:
                half = self.say("H1 {year}") if first.month == 1 else self.say("H2 {year}")
                return half.format(year=year)
            case Precision.QUARTER:
                roman = ("I", "II", "III", "IV")[first.month // 3]
                number = str(first.month // 3 + 1)
                return self.say("Q{number} {year}", number=number, roman=roman, year=year)
            case Precision.MONTH:
                return self.say("{month} {year}", **self._month(first), year=year)
            case _:
                return self.say("{day} {month} {year}", day=first.day, **self._month(first), year=year)

    def _month(self, day: datetime.date) -> dict[str, str]:
        return {"month": MONTHS[day.month - 1], "number": str(day.month)}

    def _interval(self, text: str) -> str:
        first, _, last = text.partition("/")
        if first == "..":
            return self.say("by {date}", date=self.date(last))
        if last == "..":
            return self.say("from {date}", date=self.date(first))
        return self.say("{first} to {last}", first=self.date(first), last=self.date(last))

    def distance(self, days: int) -> str:
        """How far a deadline is from the day of judging: positive to come, negative past."""
        if days not in self._distances:
            self._distances[days] = self._say_distance(days)
        return self._distances[days]

    def _say_distance(self, days: int) -> str:
        if days == 0:
            return self.say("today")
        if days > 0:
            return self.count(days, "in {n} day", "in {n} days")
        return self.count(-days, "{n} day late", "{n} days late")
