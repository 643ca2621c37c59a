"""Writes whose register a page shows, as of when, and the counts. Counts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from commitments.errors import N_
from commitments.model.lifecycle import Timeliness
from commitments.render.names.distances import silence_label
from commitments.render.names.labels import TIMELINESS
from commitments.render.page.both_languages import Text, joined, same
from commitments.render.page.context import PageContext
from commitments.render.page.list_data import state_sign
from commitments.render.page.marks import Mark
from commitments.render.page.markup import Html
from commitments.render.records.summary import (
    FOUR_CELLS,
    OTHER_STATES,
    closed_parts,
    headline,
    sum_counts,
)
from commitments.render.roof import covered_members
from commitments.render.rules.rule_words import message


def page_title(page: PageContext) -> Text:
    """Whose register it is: the names of those that we are, else the id of the register."""
    content = page.content
    if content.home:
        names = [Text(*(content.registry.name(id, lang) for lang in ("en", "vi"))) for id in content.home]
        return joined(names, ", ")
    return same(content.register) if content.register else page.words.say("Register of commitments")


def page_head(page: PageContext) -> Html:
    """Whose register, as of which day and commit, and how many records of which class."""
    element, content, words = page.markup.element, page.content, page.words
    report, day = content.overview.report, words.date(content.clock.today.isoformat())
    state = page.write(content.state.text)
    counts = page.write(lambda written: headline(report, day.in_language(written.lang), written))
    return element(
        "header",
        element("p", words.say("Register of commitments"), class_="over") if content.home else None,
        element("h1", page_title(page)),
        element("p", joined([words.say("As of {day}", day=day), state]), class_="as-of"),
        element("p", counts, class_="lede") if report.counts.total else None,
        _members(page),
        _selection(page),
        element("noscript", element("p", words.say(_NO_SCRIPT), class_="note")),
    )


_NO_SCRIPT = N_(
    "Without script this page shows the first hundred records; search, filters, details and the other"
    " language need it."
)


def _members(page: PageContext) -> Html | None:
    """Which registers the page is about, where they were chosen."""
    names = page.write(lambda words: covered_members(page.content.roof, words))
    return (
        page.markup.element("p", page.words.say("Registers: {names}", names=names), class_="note")
        if names
        else None
    )


def _selection(page: PageContext) -> Html | None:
    """That the page shows a part of the register, where it does."""
    shown, all_records = page.content.overview.report.counts.total, page.content.all_records
    if shown == all_records:
        return None
    number = page.words.number
    sentence = page.words.say(
        "A selection: {shown} of {all} records.", shown=number(shown), all=number(all_records)
    )
    return page.markup.element("p", sentence, class_="note")


def unreadable_records(page: PageContext) -> Html | None:
    """The records that could not be read, each with the reason."""
    element, problems = page.markup.element, page.content.unreadable
    if not problems:
        return None
    reasons = [page.write(lambda words, problem=problem: message(problem, words)) for problem in problems]  # type: ignore[misc]
    items = [
        element("li", element("code", problem.path), ": ", reason)
        for problem, reason in zip(problems, reasons, strict=True)
    ]
    sentence = page.words.count(
        len(problems),
        "{n} record could not be read and is in no number here:",
        "{n} records could not be read and are in no number here:",
    )
    return page.section(
        "unreadable", page.words.say("Not readable"), element("p", sentence), element("ul", *items)
    )


def counts(page: PageContext) -> Html:
    """The four official cells, what stands beside them, and what they do not show."""
    element, words = page.markup.element, page.words
    official = [_cell(page, words.say(name), states) for name, states in FOUR_CELLS]
    others = [_cell(page, words.say(TIMELINESS[state]), (state,)) for state in OTHER_STATES]
    return page.section(
        "counts",
        words.say("Where it stands"),
        element("ul", *official, class_="cells"),
        element("ul", *others, class_="cells others"),
        element("ul", *_marked_counts(page), class_="facts"),
    )


def _cell(page: PageContext, name: Text, states: Sequence[Timeliness]) -> Html:
    element, report = page.markup.element, page.content.overview.report
    total, keys = sum_counts(report.counts, tuple(states)), [state.value for state in states]
    parts = page.write(lambda words: ", ".join(closed_parts(report.closed_by, words)))
    is_closed = tuple(states) == (Timeliness.CLOSED,)
    return element(
        "li",
        page.number(total, " ".join(keys), state=",".join(keys)),
        element("span", element("i", state_sign(keys[-1]), aria_hidden="true"), name, class_="name"),
        element("small", parts) if is_closed and total else None,
        class_=f"s-{keys[-1]}",
    )


def _marked_counts(page: PageContext) -> list[Html]:
    """What the cells do not show, each with its number."""
    element, words, attention = page.markup.element, page.words, page.content.overview.report.attention
    by_moved = attention.done_by_moved + attention.open_by_moved
    facts = (
        (
            words.write(partial(silence_label, page.content.clock)),
            attention.stale,
            Mark.STALE,
        ),
        (words.say("never heard of"), attention.never_heard, Mark.NEVER),
        (words.say("due for a look"), attention.review_due, Mark.REVIEW),
        (words.say("in time only by a moved deadline"), by_moved, Mark.BY_MOVED),
    )
    return [
        element("li", page.number(number, mark.value, mark=mark.value), " ", text)
        for text, number, mark in facts
    ]
