"""Writes what stands open with each partner: who owes whom, what is late, what moved. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commitments.model.lifecycle import Timeliness
from commitments.render.page.both_languages import Text, joined
from commitments.render.page.context import PageContext
from commitments.render.page.marks import Mark
from commitments.render.page.markup import Html
from commitments.reports.overview.partners import PartnerAccount, Side

_MOST_PARTNERS = 60
_SHOWN_SIDES = (Side.OWED_TO_THEM, Side.OWED_BY_THEM, Side.JOINT)


def partners(page: PageContext) -> Html | None:
    """A row for each partner; where nobody says who we are, for each party."""
    words, accounts = page.words, page.content.overview.accounts
    if not accounts:
        return None
    heads = [
        words.say("Partner"),
        *_side_heads(page),
        words.say("Other"),
        words.say("Overdue"),
        words.say("Deadlines moved"),
        words.say("Last news"),
    ]
    rows = (_partner_row(page, account) for account in accounts[:_MOST_PARTNERS])
    table = page.table("partner-list", words.say("By partner"), heads, rows)
    hidden = len(accounts) - _MOST_PARTNERS
    more = None
    if hidden > 0:
        text = words.count(hidden, "… and {n} more; the list has all.", "… and {n} more; the list has all.")
        more = page.markup.element("p", text, class_="more")
    return page.section("partners", words.say("By partner"), table, more, _ours(page), note=_note(page))


def _side_heads(page: PageContext) -> list[Text]:
    words = page.words
    if page.content.home:
        return [words.say("We owe them"), words.say("They owe us"), words.say("Jointly")]
    return [words.say("Owed to them"), words.say("Owed by them"), words.say("Jointly")]


def _note(page: PageContext) -> Text:
    return page.words.say(
        "Open records, with the bodies below each partner. Other: the roles do not tell who owes it, or it is"
        " between others."
    )


def _ours(page: PageContext) -> Html | None:
    """What we owe to ourselves, or to all."""
    rows = page.content.overview.ours
    if not rows:
        return None
    number = page.number(len(rows), "ours", mark=Mark.OURS.value)
    return page.markup.element("p", page.words.say("Ours to do, owed to no partner:"), " ", number)


def _partner_row(page: PageContext, account: PartnerAccount) -> list[Html | Text | str]:
    def side_number(*sides: Side) -> Html:
        number = sum(len(account.sides[side]) for side in sides)
        return page.number(number, "", with_=account.party, side=",".join(sides))

    overdue = sum(row.timeliness is Timeliness.OVERDUE for row in account.rows)
    heard = date.fromordinal(account.heard).isoformat() if account.heard else ""
    return [
        page.party(account.party),
        *(side_number(side) for side in _SHOWN_SIDES),
        side_number(Side.BETWEEN_OTHERS, Side.UNTOLD),
        page.number(overdue, "", with_=account.party, state=Timeliness.OVERDUE.value),
        _moves(page, account),
        page.words.date(heard) if heard else page.words.say("never heard of"),
    ]


def _moves(page: PageContext, account: PartnerAccount) -> Html | Text:
    """How many deadlines moved, how often, and how far the furthest."""
    paths = {row.outline.path for row in account.rows}
    moved = [page.content.moved[path] for path in sorted(paths.intersection(page.content.moved))]
    if not moved:
        return page.number(0)
    days = [deadline.days for deadline in moved if deadline.days is not None]
    number = page.number(len(moved), "", with_=account.party, mark=Mark.MOVED.value)
    texts = [page.words.count(sum(deadline.moves for deadline in moved), "{n} move", "{n} moves")]
    if days:
        furthest = page.words.count(abs(_furthest(days)), "{n} day", "{n} days")
        texts.append(page.words.say("furthest {distance}", distance=furthest))
    return page.markup.join([number, " ", page.markup.element("small", joined(texts, ", "))])


def _furthest(days: Sequence[int]) -> int:
    return max(days, key=abs)
