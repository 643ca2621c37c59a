"""The words people read, in their language. The only place that opens a message catalogue."""

from __future__ import annotations

import datetime
import gettext
from collections.abc import Mapping
from functools import cache

from commitments.errors import N_
from commitments.locale import FOLDER
from commitments.model.dates import Precision, Span, parse
from commitments.model.lifecycle import Kind, Role, Status, Timeliness, What

TIMELINESS: Mapping[str, str] = {
    Timeliness.OVERDUE: N_("overdue"),
    Timeliness.DUE_SOON: N_("due soon"),
    Timeliness.ON_TRACK: N_("on track"),
    Timeliness.UNDATED: N_("undated"),
    Timeliness.SUSPENDED: N_("suspended"),
    Timeliness.DONE_ON_TIME: N_("done on time"),
    Timeliness.DONE_LATE: N_("done late"),
    Timeliness.CLOSED: N_("closed"),
}

STATUS: Mapping[str, str] = {
    Status.PROPOSED: N_("proposed"),
    Status.AGREED: N_("agreed"),
    Status.IN_PROGRESS: N_("in progress"),
    Status.SUSPENDED: N_("suspended"),
    Status.FULFILLED: N_("fulfilled"),
    Status.PARTIALLY_FULFILLED: N_("partially fulfilled"),
    Status.NOT_FULFILLED: N_("not fulfilled"),
    Status.WITHDRAWN: N_("withdrawn"),
    Status.SUPERSEDED: N_("superseded"),
}

KIND: Mapping[str, str] = {
    Kind.TREATY: N_("treaty"),
    Kind.EXCHANGE_OF_NOTES: N_("exchange of notes"),
    Kind.CONTRACT: N_("contract"),
    Kind.ARRANGEMENT: N_("arrangement"),
    Kind.MOU: N_("memorandum of understanding"),
    Kind.DECLARATION: N_("declaration"),
    Kind.COMMUNIQUE: N_("communiqué"),
    Kind.LETTER_OF_INTENT: N_("letter of intent"),
    Kind.AGREED_MINUTES: N_("agreed minutes"),
    Kind.RECORD_OF_DISCUSSION: N_("record of discussion"),
    Kind.COOPERATION_PROGRAMME: N_("cooperation programme"),
    Kind.COOPERATION_PLAN: N_("cooperation plan"),
    Kind.ASSIGNMENT: N_("assignment"),
    Kind.REQUEST: N_("request"),
    Kind.AGREED_ACTION: N_("agreed action"),
    Kind.PUBLIC_PLEDGE: N_("public pledge"),
    Kind.OTHER: N_("other"),
    Kind.MEETING: N_("meeting"),
}

ROLE: Mapping[str, str] = {
    Role.LEAD: N_("lead"),
    Role.SUPPORTING: N_("supporting"),
    Role.COUNTERPART: N_("counterpart"),
    Role.REQUESTER: N_("requester"),
    Role.ASSIGNER: N_("assigner"),
    Role.FUNDER: N_("funder"),
    Role.MONITOR: N_("monitor"),
    Role.SIGNATORY: N_("signatory"),
}

MILESTONE_STATUS: Mapping[str, str] = {
    "scheduled": N_("scheduled"),
    "met": N_("met"),
    "partially_met": N_("partially met"),
    "not_met": N_("not met"),
}

WHAT: Mapping[str, str] = {
    What.DUE: N_("deadline {due}"),
    What.MILESTONE: N_("milestone {id} of {due}"),
    What.OCCURRENCE: N_("occurrence {due} missed"),
    What.REVIEW_BY: N_("review by {due}"),
}
"""What is late, with its date."""

NEAREST: Mapping[str, str] = {
    What.DUE: N_("deadline"),
    What.MILESTONE: N_("milestone {id}"),
    What.OCCURRENCE: N_("occurrence missed"),
    What.REVIEW_BY: N_("review"),
}
"""What a date that is already shown is of."""

MONTHS = tuple(
    N_(each) for each in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
)


class Words:
    """Messages of one language: `words.say("…")`, `words.count(n, "one", "many")`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._catalogue = _catalogue(lang)
        self._distances: dict[int, str] = {}
        self._dates: dict[str, str] = {}

    def say(self, message: str, /, **values: object) -> str:
        """A message with its braces filled."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**values) if values else text

    def count(self, number: int, one: str, many: str, /, **values: object) -> str:
        """A message that depends on a number, which fills `{n}`."""
        text = self._catalogue.ngettext(one, many, number)
        return text.format(n=self.number(number), **values)

    def number(self, number: int) -> str:
        """A whole number with the separators of the language."""
        grouped = f"{number:,}"
        return grouped.replace(",", ".") if self.lang == "vi" else grouped

    def date(self, value: Span | str | None) -> str:
        """A date as people write it, with its own precision; what is no date stays as it is."""
        if isinstance(value, str):
            if value not in self._dates:
                span = parse(value)
                self._dates[value] = self._date(span) if span else value
            return self._dates[value]
        return self._date(value) if value else ""

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
        return {"month": self.say(MONTHS[day.month - 1]), "number": str(day.month)}

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


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    if lang == "en":
        return gettext.NullTranslations()
    return gettext.translation("commitments", FOLDER, [lang], fallback=True)
