"""Writes what needs somebody: this week, decisions, silence, and what changed. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from commitments.changes.change import Change
from commitments.model.revision import Revision
from commitments.render.changes.sentences import ChangeWords
from commitments.render.names.distances import due_soon_label, silence_note
from commitments.render.page.both_languages import NO_TEXT, Text, joined
from commitments.render.page.context import FIRST_FEW, PageContext, list_address
from commitments.render.page.marks import Mark
from commitments.render.page.markup import Html
from commitments.reports.overview.decisions import Recommendation, UnansweredRequest
from commitments.reports.overview.recent_changes import ChangedRecord
from commitments.reports.overview.silence import SilentLead
from commitments.reports.status import JudgedRecord

_MOST_CHANGED = 12
_MOST_SENTENCES = 4
_LONGEST_SENTENCE = 90
"""Characters of a value in a sentence on a change."""
_MOST_LEADS = 40
_LONGEST_NOTE = 600


def this_week(page: PageContext) -> Html:
    """What is overdue, due soon, due for a look, and where notice is to be given."""
    words, week = page.words, page.content.overview.week
    due_soon = words.write(partial(due_soon_label, page.content.clock))
    lists: tuple[tuple[Text, Sequence[JudgedRecord], dict[str, str]], ...] = (
        (words.say("Overdue"), week.overdue, {"state": "overdue"}),
        (due_soon, week.due_soon, {"state": "due_soon"}),
        (words.say("Due for a look"), week.review_due, {"mark": Mark.REVIEW.value}),
        (words.say("Notice to give"), [row for row, _ in week.notices], {"mark": Mark.NOTICE.value}),
        (words.say("Term ends soon"), [row for row, _ in week.ending], {"mark": Mark.ENDING.value}),
    )
    parts = [
        _short_list(page, heading, [_record_item(page, row) for row in rows[:FIRST_FEW]], len(rows), address)
        for heading, rows, address in lists
        if rows
    ]
    nothing = page.markup.element("p", words.say("Nothing is overdue, due soon or due for a look."))
    return page.section("week", words.say("This week"), *(parts or [nothing]))


def _short_list(
    page: PageContext, heading: Text, items: Sequence[Html], number: int, address: dict[str, str]
) -> Html:
    """The first few of some records below their number, and the way to all of them."""
    element = page.markup.element
    more = None
    if number > len(items):
        text = page.words.say("All {n} in the list", n=page.words.number(number))
        more = element("p", element("a", text, href=list_address(**address)), class_="more")
    head = element("h3", heading, " ", page.number(number, "", **address))
    return element("div", head, element("ul", *items, class_="records"), more)


def _record_item(page: PageContext, row: JudgedRecord) -> Html:
    """A record in one line: how far it is, its title, who leads it, and why it is listed."""
    write = page.data.write_record
    distance = write(lambda record_words: record_words.distance(row))
    details = write(lambda record_words: " · ".join(record_words.details(row)))
    return _item(page, row, distance, joined([_lead(page, row), details]))


def _item(page: PageContext, row: JudgedRecord, before: Text, below: Text, note: Text = NO_TEXT) -> Html:
    element = page.markup.element
    return element(
        "li",
        element("b", before, class_=f"s-{row.timeliness.value}") if before else None,
        page.record(row.outline),
        element("small", below) if below else None,
        element("p", note) if note else None,
    )


def _lead(page: PageContext, row: JudgedRecord) -> Text:
    return page.data.write_record(lambda record_words: record_words.lead(row.outline))


def decisions(page: PageContext) -> Html | None:
    """Recommendations without an answer, and requests that nobody answered."""
    words, waiting = page.words, page.content.overview.decisions
    recommended = [_recommendation(page, item) for item in waiting.recommendations[:FIRST_FEW]]
    unanswered = [_unanswered_request(page, item) for item in waiting.unanswered[:FIRST_FEW]]
    lists = (
        (words.say("Recommendations"), recommended, len(waiting.recommendations), Mark.RECOMMENDED),
        (words.say("Requests without an answer"), unanswered, len(waiting.unanswered), Mark.UNANSWERED),
    )
    parts = [
        _short_list(page, heading, items, number, {"mark": mark.value})
        for heading, items, number, mark in lists
        if items
    ]
    return page.section("decisions", words.say("To decide"), *parts) if parts else None


def _recommendation(page: PageContext, item: Recommendation) -> Html:
    by = page.party(item.by) if item.by else NO_TEXT
    note = page.write(lambda words: _shortened(item.note.in_language(words.lang)))
    return _item(page, item.row, page.words.date(item.date), by, note)


def _unanswered_request(page: PageContext, item: UnansweredRequest) -> Html:
    if item.days is None:
        waiting = page.words.say("not known since when")
    else:
        waiting = page.words.count(item.days, "{n} day", "{n} days")
    return _item(page, item.row, waiting, _lead(page, item.row))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_NOTE else f"{text[:_LONGEST_NOTE].rstrip()}…"


def silence(page: PageContext) -> Html | None:
    """Who has not been heard of for long, record by record counted, the longest silence first."""
    words, leads = page.words, page.content.overview.silent
    if not leads:
        return None
    heads = [
        words.say("Lead"),
        words.say("Silent records"),
        words.say("Never heard of"),
        words.say("Longest silence"),
    ]
    note = words.write(partial(silence_note, page.content.clock))
    table = page.table(
        "silent-leads", words.say("Silent"), heads, (_silent_row(page, lead) for lead in leads[:_MOST_LEADS])
    )
    hidden = len(leads) - _MOST_LEADS
    more = _hidden_rows(page, hidden) if hidden > 0 else None
    return page.section("silence", words.say("Silent"), table, more, note=note)


def _hidden_rows(page: PageContext, hidden: int) -> Html:
    text = page.words.count(hidden, "… and {n} more; the list has all.", "… and {n} more; the list has all.")
    return page.markup.element("p", text, class_="more")


def _silent_row(page: PageContext, silent: SilentLead) -> list[Html | Text | str]:
    never = sum(1 for row in silent.rows if not row.heard)
    longest = [row.silent_days for row in silent.rows if row.silent_days is not None]
    lead = {"lead": silent.lead} if silent.lead else {}
    days = page.words.count(max(longest), "{n} day", "{n} days") if longest else page.words.say("not known")
    is_linked = silent.lead is not None
    return [
        page.party(silent.lead),
        page.number(len(silent.rows), "", **({"mark": Mark.STALE.value, **lead} if is_linked else {})),
        page.number(never, "", **({"mark": Mark.NEVER.value, **lead} if is_linked else {})),
        days,
    ]


def recent_changes(page: PageContext) -> Html | None:
    """What changed since a day, record by record, in words."""
    changed, words = page.content.changed, page.words
    if changed is None:
        return None
    since = words.date(page.content.since.isoformat())
    heading = words.say("Changed since {day}", day=since)
    unknown = _without_commit(page)
    if not changed:
        text = words.say("Nothing changed since {day}.", day=since)
        return page.section("changes", heading, page.markup.element("p", text), unknown)
    change_words = [
        ChangeWords(
            written, page.content.registry, _LONGEST_SENTENCE, by_words=True, events=page.content.events
        )
        for written in (words.en, words.vi)
    ]
    items = [_changed_item(page, record, change_words) for record in changed[:_MOST_CHANGED]]
    element = page.markup.element
    number = words.count(len(changed), "{n} record changed:", "{n} records changed:")
    listed = sum(1 for record in changed if page.data.holds(record.id))
    more = None
    if len(changed) > len(items):
        text = words.say("All {n} in the list", n=words.number(listed))
        more = element("p", element("a", text, href=list_address(mark=Mark.CHANGED.value)), class_="more")
    return page.section(
        "changes", heading, element("p", number), element("ul", *items, class_="records"), more, unknown
    )


def _without_commit(page: PageContext) -> Html | None:
    """Whose changes are not known, since git does not hold them."""
    if not (members := page.content.state.members_without_commit):
        return None
    text = page.words.say(
        "What changed in {members} is not known: no commit holds it.", members=", ".join(members)
    )
    return page.markup.element("p", text, class_="note")


def _changed_item(page: PageContext, record: ChangedRecord, change_words: list[ChangeWords]) -> Html:
    element, changes = page.markup.element, [change for change in record.changes if _is_told(page, change)]
    title = Text(*(written.title(record.changes[-1]) or record.id for written in change_words))
    listed = changes[-_MOST_SENTENCES:]
    lines = [
        element("li", element("time", _day(page, at)), " ", _sentences(list(rows), change_words))
        for at, rows in groupby(listed, lambda change: change.at)
    ]
    hidden = len(changes) - len(listed)
    more = page.words.count(hidden, "{n} earlier change", "{n} earlier changes") if hidden else None
    is_listed = page.data.holds(record.id)
    head = element("a", title, href=list_address(id=record.id)) if is_listed else element("span", title)
    return element("li", head, element("ul", *lines), element("small", more) if more else None)


def _is_told(page: PageContext, change: Change) -> bool:
    """Whether the page may tell of a change: not of own fields, where it is public."""
    return not (page.content.is_public and change.field.startswith("x-"))


def _sentences(changes: Sequence[Change], change_words: list[ChangeWords]) -> Text:
    return Text(*("; ".join(written.sentence(change) for change in changes) for written in change_words))


def _day(page: PageContext, revision: Revision) -> Text:
    if not revision.id:
        return page.words.say("not saved yet")
    return page.words.date(revision.day(page.content.zone).isoformat())
