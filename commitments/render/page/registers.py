"""Writes how the records of each register under a roof stand. Counts nothing."""

from __future__ import annotations

from commitments.model.lifecycle import Timeliness
from commitments.render.page.both_languages import NO_TEXT, Text, same
from commitments.render.page.context import PageContext
from commitments.render.page.list_data import OWN_RECORDS
from commitments.render.page.markup import Html
from commitments.render.records.summary import FOUR_CELLS, OTHER_STATES, sum_counts
from commitments.reports.status import CountGroup

_OFFICIAL = tuple(states for _, states in FOUR_CELLS)


def registers(page: PageContext) -> Html | None:
    """A row for each register, in the order of the settings; nothing where the page is about one."""
    if page.content.roof is None:
        return None
    words, groups = page.words, page.content.overview.report.groups or ()
    heads = [
        words.say("Register"),
        words.say("Records"),
        *(words.say(name) for name, _ in FOUR_CELLS),
        words.say("Other states"),
        words.say("Commit"),
    ]
    rows = (_row(page, group) for group in groups)
    return page.section(
        "registers",
        words.say("By register"),
        page.table("by-register", words.say("By register"), heads, rows),
    )


def _row(page: PageContext, group: CountGroup) -> list[Html | Text | str]:
    member = group.key or OWN_RECORDS
    return [
        same(group.key) if group.key else page.words.say("(this register)"),
        page.number(group.counts.total, f"{member} all", member=member),
        *(_count(page, group, member, states) for states in (*_OFFICIAL, OTHER_STATES)),
        _commit(page, group.key),
    ]


def _count(page: PageContext, group: CountGroup, member: str, states: tuple[Timeliness, ...]) -> Html:
    keys = [state.value for state in states]
    number = sum_counts(group.counts, states)
    return page.number(number, f"{member} {' '.join(keys)}", member=member, state=",".join(keys))


def _commit(page: PageContext, member: str | None) -> Text:
    """The commit of a register, and what no commit holds."""
    state = page.content.state.parts.get(member)
    return page.write(lambda words: state.text_in_roof(words)) if state else NO_TEXT
