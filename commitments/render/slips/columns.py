"""Deadlines that moved, in aligned columns for a pipe. Cuts nothing and draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.errors import N_
from commitments.render.columns import aligned
from commitments.render.safe import one_line
from commitments.render.slips.words import GROUP, NONE, Group, Telling, deadlines, group
from commitments.reports.slips import SlipRow


def in_columns(rows: Sequence[SlipRow], leads: Sequence[Group], telling: Telling) -> str:
    """The records, the differences and the leads, each in columns of their own; uncut."""
    blocks = [_columns(rows, telling), _differences(rows, telling), _leads(leads, telling)]
    return "\n".join(filter(None, blocks))


def _columns(rows: Sequence[SlipRow], telling: Telling) -> str:
    """A line a deadline: that of a record, then those of its milestones that moved or differ."""
    words = telling.words
    heads = (
        N_("Days moved"),
        N_("Moves"),
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
            telling.days(slip.days),
            words.number(len(slip.moves)),
            words.number(slip.claimed),
            telling.date(slip.first),
            telling.date(slip.due),
            one_line(row.outline.id),
            one_line(milestone),
            telling.leads(row.outline),
            one_line(row.outline.title(words.lang)),
        )
        for row in rows
        for milestone, slip in deadlines(row)
    ]
    return _aligned([words.say(head) for head in heads], lines)


def _aligned(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    columns = zip(*lines, strict=True) if lines else ()
    return aligned({head.upper(): list(column) for head, column in zip(heads, columns, strict=False)})


def _differences(rows: Sequence[SlipRow], telling: Telling) -> str:
    """A line a difference."""
    words = telling.words
    heads = (N_("Difference"), N_("Id"), N_("Milestone"), N_("From"), N_("To"), N_("Date"), N_("Commit"))
    lines = []
    for row in rows:
        for milestone, slip in deadlines(row):
            where = (one_line(row.outline.id), one_line(milestone))
            for move in slip.unclaimed:
                days = (
                    telling.date(move.before),
                    telling.date(move.after),
                    telling.date(telling.day(move.at)),
                )
                lines.append((words.say("not in due_changes"), *where, *days, telling.where(move.at)))
            for claim in slip.unseen:
                days = (telling.date(claim.before), telling.date(claim.after), telling.date(claim.date))
                lines.append((words.say("not in git"), *where, *days, NONE))
    return _aligned([words.say(head) for head in heads], lines)


def _leads(leads: Sequence[Group], telling: Telling) -> str:
    """A line a lead."""
    lines = [(*group(totals, telling), telling.party(lead)) for lead, totals in leads]
    return _aligned([telling.words.say(head) for head in (*GROUP, N_("Lead"))], lines)
