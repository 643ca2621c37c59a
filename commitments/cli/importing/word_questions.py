"""Asks what holds for all rows, and what words of a table mean, one question a word. Writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from commitments.cli.importing.conversation import Conversation
from commitments.cli.importing.import_request import import_request
from commitments.cli.importing.state_questions import (
    ask_day_of_notes,
    ask_review,
    ask_status_columns,
    rows_of_table,
)
from commitments.cli.options.date_options import coming_date_option, past_date_option
from commitments.cli.prompts.party_names import known_parties, party_meant
from commitments.cli.prompts.questions import ask, choose
from commitments.cli.streams import tell
from commitments.edits.dates.fiscal_years import month_of_start, names_fiscal_year
from commitments.edits.dates.written_dates import AGAINST_ORDER, TWO_DAYS
from commitments.edits.table.cells import NO_PARTY, is_blank, one_line_text
from commitments.edits.table.column_names import DATE_FIELDS, ROLE_NAMES
from commitments.edits.table.loose_cells import loose_reading
from commitments.edits.table.row_values import cell_value
from commitments.edits.unclear import Unclear
from commitments.model.closed_lists import ClosedList
from commitments.model.fields import Tense
from commitments.model.folding import fold
from commitments.model.lifecycle import INSTRUMENTS, Role
from commitments.model.parties.party_reader import PartyReader, find_party
from commitments.render.names.labels import KIND, STATUS
from commitments.writing.tables.unfit_cells import unfit_reason

if TYPE_CHECKING:
    from commitments.writing.tables.import_plan import ImportRequest

_MOST_NAMED = 8
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")

_MOST_WORDS = 20
"""Words of one column that are asked about; more are a column that is not what it seems."""


class OpenWord(NamedTuple):
    """A word of a table that cannot be read, with the column it stands in."""

    field: str
    heading: str
    word: str
    why: Unclear
    rows: int


def ask_words(talk: Conversation, sync: bool) -> None:
    """Ask for the kind, the order of dates, the words that cannot be read, the parties, the day of notes."""
    ask_status_columns(talk, import_request(talk.session, talk.settled, sync))
    request = import_request(talk.session, talk.settled, sync)
    _ask_kind(talk, request)
    open_words = list(_open_words(request))
    if any(word.why.message in (TWO_DAYS, AGAINST_ORDER) for word in open_words):
        _ask_order(
            talk, next(word.word for word in open_words if word.why.message in (TWO_DAYS, AGAINST_ORDER))
        )
        open_words = list(_open_words(import_request(talk.session, talk.settled, sync)))
    _ask_fiscal_year(talk, request)
    open_words = _ask_new_parties(talk, open_words)
    _ask_open_words(talk, open_words)
    request = import_request(talk.session, talk.settled, sync)
    _ask_parties(talk, request)
    ask_review(talk, request)
    ask_day_of_notes(talk, request)


def _ask_kind(talk: Conversation, request: ImportRequest) -> None:
    """Ask for the kind of rows that name none."""
    if request.kind is not None or "kind" in request.settled or _is_full(request, "kind"):
        return
    words = talk.session.words
    choices = [(str(value), words.say(label)) for value, label in KIND.items()]
    question = words.say("Of what kind are the records")
    talk.settle_once("kind", choose(words, question, choices, closed_list=ClosedList.KIND))


def _is_full(request: ImportRequest, field: str) -> bool:
    """Whether a column says a field in every row that says anything."""
    column = request.table.columns.field_column(field)
    if column is None:
        return False
    return all(
        column < len(row) and not is_blank(row[column])
        for row in rows_of_table(request)
        if sum(map(_is_said, row)) > 2
    )


def _is_said(value: object) -> bool:
    return not is_blank(value)


def _ask_order(talk: Conversation, example: str) -> None:
    words = talk.session.words
    orders = (
        ("dmy", words.say("day first: 5/8/2026 is in August")),
        ("mdy", words.say("month first: 5/8/2026 is in May")),
    )
    talk.settle_once(
        "dates", choose(words, words.say("How are dates such as {date} written", date=example), orders)
    )


def _ask_fiscal_year(talk: Conversation, request: ImportRequest) -> None:
    """Ask when the fiscal year starts, where dates name one."""
    column = request.table.columns.field_column("due")
    if column is None or talk.settled.options.fiscal_year_starts is not None:
        return
    texts = (
        str(row[column])
        for row in rows_of_table(request)
        if column < len(row) and isinstance(row[column], str)
    )
    example = next((text for text in texts if names_fiscal_year(fold(one_line_text(text)))), "")
    if not example:
        return
    words = talk.session.words
    question = words.say("In which month does the year of “{date}” start; Enter leaves it", date=example)
    if answer := ask(words, question, check=month_of_start, optional=True):
        talk.settle_once("fiscal_year_starts", answer)


def _ask_new_parties(talk: Conversation, open_words: Sequence[OpenWord]) -> list[OpenWord]:
    """Offer to add the parties that the registry lacks; returns the words that are still open."""
    strangers = [word for word in open_words if word.field in ROLE_NAMES and word.why.message == NO_PARTY]
    if not strangers or talk.adds_parties:
        return [word for word in open_words if word not in strangers]
    words = talk.session.words
    names = "; ".join(word.word for word in strangers[:_MOST_NAMED])
    tell(
        words.count(
            len(strangers),
            "{n} name stands in no registry: {names}",
            "{n} names stand in no registry: {names}",
            names=names + ("; …" if len(strangers) > _MOST_NAMED else ""),
        )
    )
    choices = [
        ("add", words.say("Add them to the registry")),
        ("ask", words.say("Say who each of them is")),
        ("leave", words.say("Leave their rows out")),
    ]
    answer = choose(words, words.say("What shall become of these names"), choices)
    if answer == "add":
        talk.add_parties()
    return [word for word in open_words if answer == "ask" or word not in strangers]


def _open_words(request: ImportRequest) -> Iterator[OpenWord]:
    """The words that cannot be read, column by column, the most frequent first."""
    for field, column in sorted(request.table.columns.fields.items(), key=itemgetter(1)):
        if field in ("status", "kind", *ROLE_NAMES, *DATE_FIELDS):
            yield from _open_words_of(request, field, column)


def _open_words_of(request: ImportRequest, field: str, column: int) -> list[OpenWord]:
    reader = replace(request.reader, _searches={}, _unknown_parties={})
    headings = request.table.columns.headings
    words: dict[str, OpenWord] = {}
    for row in rows_of_table(request):
        value = row[column] if column < len(row) else None
        if is_blank(value) or unfit_reason(value) is not None:
            continue
        reading = cell_value(field, value, reader, {})
        parts = reading if isinstance(reading, list) else [reading]
        refusals = [part for part in parts if isinstance(part, Unclear)]
        if refusals and (loose_reading(field, value, parts) is None or _names_year(field, value)):
            for refusal in refusals:
                word = dict(refusal.values).get("party") or one_line_text(value)
                known = words.get(str(word))
                rows = known.rows + 1 if known else 1
                words[str(word)] = OpenWord(field, headings[column], str(word), refusal, rows)
    return sorted(words.values(), key=lambda word: -word.rows)


def _names_year(field: str, value: object) -> bool:
    """Whether a deadline in words names a year, so that somebody may know its day: `end Feb 2027`."""
    return field == "due" and isinstance(value, str) and _YEAR.search(value) is not None


def _ask_open_words(talk: Conversation, open_words: Sequence[OpenWord]) -> None:
    listed: set[str] = set()
    asked: dict[str, int] = {}
    answered: set[str] = set()
    for word in open_words:
        asked[word.field] = asked.get(word.field, 0) + 1
        if asked[word.field] > _MOST_WORDS or word.word in answered:
            continue
        answer = _meaning(talk, word, is_listed=word.field not in listed)
        listed.add(word.field)
        answered.add(word.word)
        if answer:
            talk.settle("value", f"{word.word}={answer}")


def _meaning(talk: Conversation, word: OpenWord, is_listed: bool) -> str:
    """What a word means; empty where nobody says so."""
    words = talk.session.words
    question = words.count(
        word.rows,
        "“{word}” in the column “{heading}” ({n} row); Enter leaves it",
        "“{word}” in the column “{heading}” ({n} rows); Enter leaves it",
        word=word.word,
        heading=word.heading,
    )
    if word.field in ROLE_NAMES:
        return _party_meant(talk, question) if word.why.message == NO_PARTY else ""
    if word.field in ("status", "kind"):
        labels, closed_list = (
            (STATUS, ClosedList.STATUS) if word.field == "status" else (KIND, ClosedList.KIND)
        )
        choices = [(str(value), words.say(label)) for value, label in labels.items()]
        if is_listed:
            tell(words.say("The table has words of its own. What does each mean?"))
        return choose(words, question, choices, "", closed_list, optional=True, is_listed=is_listed)
    return _day_meant(talk, word, question)


def _party_meant(talk: Conversation, question: str, default: str = "") -> str:
    """The id of a party that is asked for, or several ids; empty where nobody names one."""
    words, registry = talk.session.words, talk.session.workspace.registry
    candidates = known_parties(registry, words.lang)

    def party(name: str) -> str:
        if talk.adds_parties and not PartyReader(registry).ids(name):
            return name
        id = party_meant(name, registry, candidates)
        return find_party(id, registry) if registry.exists else id

    def parties(answer: str) -> str:
        return "; ".join(party(name.strip()) for name in answer.split(";") if name.strip())

    answer = ask(words, question, default, parties, candidates, optional=True)
    return parties(answer) if answer else ""


def _day_meant(talk: Conversation, word: OpenWord, question: str) -> str:
    from commitments.model.fields import BY_PATH

    field = BY_PATH.get(word.field)
    has_happened = field is not None and field.tense is Tense.HAPPENED
    read = past_date_option if has_happened else coming_date_option
    answer = ask(talk.session.words, question, check=lambda text: read(talk.session, text), optional=True)
    return (read(talk.session, answer) or "") if answer else ""


def _ask_parties(talk: Conversation, request: ImportRequest) -> None:
    """Ask who acts, or signs, in a table that has no column for it."""
    said = {*request.table.columns.fields, *request.settled}
    if said & {Role.LEAD, Role.SIGNATORY, "part_of"} or request.kind == "meeting":
        return
    words = talk.session.words
    is_instrument = request.kind in INSTRUMENTS
    role = Role.SIGNATORY if is_instrument else Role.LEAD
    question = (
        words.say("Who signs in all rows, as no column says it")
        if is_instrument
        else words.say("Who must do what all rows say, as no column says it")
    )
    home = talk.session.workspace.settings.home
    party = _party_meant(
        talk,
        words.say("{question}; Enter for nobody", question=question) if not home else question,
        home[0] if home else "",
    )
    for name in filter(None, party.split("; ")):
        talk.settle("set", f"{role}={name}")
