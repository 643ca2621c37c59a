"""Writes moved deadlines in aligned columns for a pipe. Cuts nothing and draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.errors import N_
from commitments.render.columns import align_columns
from commitments.render.safe import one_line
from commitments.render.slips.words import LEAD_HEADS, NO_VALUE, LeadGroup, SlipWords, deadlines, lead_numbers
from commitments.reports.slips import SlipRow


def slip_columns(rows: Sequence[SlipRow], leads: Sequence[LeadGroup], slip_words: SlipWords) -> str:
    """The records, the differences and the leads, each in its own block of columns."""
    blocks = [
        _deadline_columns(rows, slip_words),
        _difference_columns(rows, slip_words),
        _lead_columns(leads, slip_words),
    ]
    return "\n".join(filter(None, blocks))


def _deadline_columns(rows: Sequence[SlipRow], slip_words: SlipWords) -> str:
    """A line for each deadline: a record's own, then those of its milestones that moved or differ."""
    words = slip_words.words
    heads = (
        N_("Days moved"),
        N_("Moves"),
        N_("By an event"),
        N_("In due_changes"),
        N_("First deadline"),
        N_("Deadline now"),
        N_("Id"),
        N_("Milestone"),
        N_("Lead"),
        N_("Commitment"),
    )
    lines = [
        (
            slip_words.days(slip.days),
            words.number(len(slip.moves)),
            words.number(len(slip.by_event)) if slip.by_event else "",
            words.number(slip.claimed),
            slip_words.date(slip.first),
            slip_words.date(slip.due),
            one_line(row.outline.id),
            one_line(milestone),
            slip_words.leads(row.outline),
            one_line(row.outline.title(words.lang)),
        )
        for row in rows
        for milestone, slip in deadlines(row)
    ]
    return _align_lines([words.say(head) for head in heads], lines)


def _align_lines(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    columns = zip(*lines, strict=True) if lines else ()
    return align_columns({head.upper(): list(column) for head, column in zip(heads, columns, strict=False)})


def _difference_columns(rows: Sequence[SlipRow], slip_words: SlipWords) -> str:
    """A line for each difference between git and `due_changes`."""
    words = slip_words.words
    heads = (N_("Difference"), N_("Id"), N_("Milestone"), N_("From"), N_("To"), N_("Date"), N_("Commit"))
    lines = []
    for row in rows:
        for milestone, slip in deadlines(row):
            ids = (one_line(row.outline.id), one_line(milestone))
            for move in slip.unclaimed:
                dates = (
                    slip_words.date(move.before),
                    slip_words.date(move.after),
                    slip_words.date(slip_words.day(move.at)),
                )
                lines.append((words.say("not in due_changes"), *ids, *dates, slip_words.where(move.at)))
            for claim in slip.unseen:
                dates = (
                    slip_words.date(claim.before),
                    slip_words.date(claim.after),
                    slip_words.date(claim.date),
                )
                lines.append((words.say("not in git"), *ids, *dates, NO_VALUE))
    return _align_lines([words.say(head) for head in heads], lines)


def _lead_columns(leads: Sequence[LeadGroup], slip_words: SlipWords) -> str:
    """A line for each lead."""
    lines = [(*lead_numbers(totals, slip_words), slip_words.party(lead)) for lead, totals in leads]
    return _align_lines([slip_words.words.say(head) for head in (*LEAD_HEADS, N_("Lead"))], lines)
