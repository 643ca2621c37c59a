"""Lays the answer of `brief` out as a paper: its head, and its parts in their order. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.errors import N_
from commitments.render.brief.brief_tables import BriefTables
from commitments.render.documents.document import Document, Letterhead, PaperSection, Paragraph
from commitments.render.exports.exported_register import RegisterState
from commitments.render.names.countries import country_name
from commitments.render.records.record_words import RecordWords
from commitments.render.records.summary import headline, summary_sentences
from commitments.render.words import Words
from commitments.reports.brief import Brief, LedgerPart

_LEDGER = (
    (LedgerPart.OURS, N_("Ours to do"), N_("Nothing stands open on our side.")),
    (LedgerPart.THEIRS, N_("Theirs to do"), N_("Nothing stands open on their side.")),
    (LedgerPart.JOINT, N_("To do together"), N_("Nothing stands open that both owe each other.")),
    (LedgerPart.OTHERS, N_("Not between us and them"), ""),
    (LedgerPart.UNTOLD, N_("Whose it is, the roles do not tell"), ""),
)
"""The parts of the ledger, their headings, and what is said of an empty one; a part without is left out."""


def brief_document(brief: Brief, state: RegisterState, members: str, record_words: RecordWords) -> Document:
    """The whole paper; `members` says which registers it is about, empty for all."""
    words = record_words.words
    return Document(
        words.lang,
        brief_title(brief, record_words),
        list(_lead_lines(brief, state, members, record_words)),
        _letterhead(words),
        list(_sections(brief, record_words)),
        state.time(),
    )


def brief_title(brief: Brief, record_words: RecordWords) -> str:
    """What the paper is called."""
    words = record_words.words
    if name := _partner_name(brief, record_words):
        return words.say("Brief for the meeting with {partner}", partner=name)
    return words.say("Brief on the commitments")


def _partner_name(brief: Brief, record_words: RecordWords) -> str:
    """The name of whom we meet; empty for everybody."""
    parties, lang = brief.parties, record_words.words.lang
    if parties.partner is not None:
        return record_words.registry.name(parties.partner, lang)
    return country_name(parties.country, lang) if parties.country else ""


def _letterhead(words: Words) -> Letterhead:
    return Letterhead(
        office=words.say("[name of the office]"),
        number=words.say("[number of the paper]"),
        nation=words.say("[national heading, where there is one]"),
        place_and_date=words.say("[place and date]"),
        signature=words.say("[office, signature and name]"),
    )


def _lead_lines(brief: Brief, state: RegisterState, members: str, record_words: RecordWords) -> Iterator[str]:
    words = record_words.words
    day = words.date(brief.clock.today.isoformat())
    yield ", ".join(filter(None, (words.say("As of {date}", date=day), state.text(words))))
    if members:
        yield words.say("Registers: {names}", names=members)
    if brief.parties.home:
        names = (record_words.registry.name(party, words.lang) for party in brief.parties.home)
        yield words.say("We: {parties}", parties=", ".join(names))
    yield headline(brief.report, day, words)
    yield from summary_sentences(brief.report, words, zeros=False)


def _sections(brief: Brief, record_words: RecordWords) -> Iterator[PaperSection]:
    tables, words = BriefTables(brief, record_words), record_words.words
    if not brief.records:
        yield PaperSection(words.say("Commitments"), [Paragraph(_nothing_text(brief, record_words))])
        return
    yield from _ledger_sections(brief, tables, words)
    yield PaperSection(_changes_heading(brief, words), tables.changes())
    yield PaperSection(words.say("Overdue and at risk"), tables.at_risk())
    yield PaperSection(words.say("Deadlines that moved"), tables.moved())
    yield PaperSection(words.say("What needs a decision"), tables.decisions())
    yield PaperSection(words.say("Annex: all commitments"), tables.annex(), is_annex=True)


def _nothing_text(brief: Brief, record_words: RecordWords) -> str:
    words = record_words.words
    if name := _partner_name(brief, record_words):
        return words.say("No record names {partner}, or a body below it.", partner=name)
    return words.say("There is no record.")


def _ledger_sections(brief: Brief, tables: BriefTables, words: Words) -> Iterator[PaperSection]:
    if brief.ledger is None:
        sentence = words.say(
            "Who we are is not known, so nothing is told as ours or theirs. Set `home` in commitments.toml,"
            " or give --for. The annex says who owes each commitment to whom."
        )
        yield PaperSection(words.say("Who owes what"), [Paragraph(sentence)])
        return
    for part, heading, nothing in _LEDGER:
        rows = brief.ledger[part]
        if not rows and not nothing:
            continue
        blocks = tables.standing(rows) if rows else [Paragraph(words.say(nothing))]
        if part is LedgerPart.OURS and not brief.parties.home:
            blocks = [
                Paragraph(words.say("No `home` is set: all others than the partner stand for us.")),
                *blocks,
            ]
        yield PaperSection(f"{words.say(heading)}: {words.number(len(rows))}", blocks)


def _changes_heading(brief: Brief, words: Words) -> str:
    if brief.history is None:
        return words.say("What changed")
    since = brief.history.since
    day = words.date(since.day.isoformat())
    if since.meeting is not None:
        return words.say("What changed since the last meeting, on {date}", date=day)
    return words.say("What changed since {date}", date=day)
