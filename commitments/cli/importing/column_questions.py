"""Asks what the columns of a table are, one question a column. Must not read a row as a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from commitments.cli.importing.conversation import Conversation
from commitments.cli.prompts.questions import ask, choose
from commitments.cli.prompts.tab_completion import shortened
from commitments.cli.streams import USUAL_WIDTH, say, tell, width
from commitments.edits.table.cells import is_blank, one_line_text
from commitments.edits.table.column_names import field_of_heading, other_field_of_heading
from commitments.edits.table.columns import Columns, field_mapping, find_columns, require_field
from commitments.edits.table.title_template import TitleTemplate
from commitments.errors import N_, CommitmentsError, TableError, UsageError
from commitments.reading.tables.sheet import Sheet, column_letters

if TYPE_CHECKING:
    from commitments.render.words import Words

_MOST_ROWS = 8
"""Rows that may hold the headings and are shown."""

_MOST_COLUMNS = 12
"""Unknown columns that are asked about; a tool's export has dozens that are nobody's business."""

FIELDS: Sequence[tuple[str, str]] = (
    ("title", N_("what is to be done, or agreed")),
    ("lead", N_("who must do it")),
    ("supporting", N_("who helps")),
    ("counterpart", N_("the other side")),
    ("signatory", N_("who signs")),
    ("due", N_("the deadline")),
    ("status", N_("how it stands")),
    ("kind", N_("of what kind it is")),
    ("made_on", N_("when it was agreed, ordered or signed")),
    ("met_on", N_("when it was done")),
    ("in_force.until", N_("the last day of its term")),
    ("deliverable", N_("what will be there when it is done")),
    ("summary", N_("a longer description")),
    ("updates.note", N_("a note on how it goes")),
    ("evidence.url", N_("a web address that proves it")),
    ("id", N_("its number or code")),
    ("tags", N_("keywords")),
)
"""The fields that a column is usually asked to be, with what they mean."""


def ask_columns(talk: Conversation) -> None:
    """Ask until nothing is open about the columns; raises TableError where no answer could help."""
    columns = _settled_columns(talk)
    if talk.settled.options.title is None and not columns.fields.keys() & {"title.en", "title.vi"}:
        _ask_title(talk, columns.headings, columns.header, optional=True)
        columns = _columns(talk)
    _ask_strangers(talk, columns)


def _settled_columns(talk: Conversation) -> Columns:
    while True:
        try:
            return _columns(talk)
        except TableError as error:
            if not _ask_about(talk, error):
                raise


def _columns(talk: Conversation) -> Columns:
    options = talk.settled.options
    return find_columns(
        talk.settled.sheet.rows,
        field_mapping(options.map or ()),
        talk.session.words.lang,
        options.header_row,
        bool(options.title),
    )


def _ask_about(talk: Conversation, error: TableError) -> bool:
    """Ask what mends an error about the columns; False where no answer can."""
    sheet = talk.settled.sheet
    if {"first", "second"} <= error.values.keys():
        _ask_which_counts(talk, str(error.values["first"]), str(error.values["second"]), error)
        return True
    if error.values.keys() == {"row"}:
        row = int(str(error.values["row"]))
        cells = talk.settled.sheet.rows[row - 1]
        _ask_title(talk, ["" if is_blank(cell) else one_line_text(cell) for cell in cells], row)
        return True
    if error.values or talk.settled.options.header_row is not None or not _header_rows(sheet):
        return False
    _ask_header(talk, sheet)
    return True


def _header_rows(sheet: Sheet) -> list[int]:
    """The numbers of the rows that may hold the headings: those with several texts."""
    numbers = [
        number
        for number, row in enumerate(sheet.rows[:60], 1)
        if sum(isinstance(cell, str) for cell in row) > 1
    ]
    return numbers[:_MOST_ROWS]


def _ask_header(talk: Conversation, sheet: Sheet) -> None:
    words, numbers = talk.session.words, _header_rows(sheet)
    columns = width_of_terminal()
    for number in numbers:
        texts = [one_line_text(cell) for cell in sheet.rows[number - 1] if not is_blank(cell)]
        say(shortened(f"{number:4}  {' | '.join(texts)}", columns))

    def check(answer: str) -> None:
        if not answer.isdecimal() or not 1 <= int(answer[:7]) <= len(sheet.rows):
            raise UsageError(
                N_("There is no row {row} in the table; it has {rows}"), row=answer, rows=len(sheet.rows)
            )

    question = words.say("The number of the row that names the columns")
    talk.settle_once("header_row", int(ask(words, question, str(numbers[0]), check)))


def _ask_title(talk: Conversation, headings: Sequence[str], row: int, optional: bool = False) -> None:
    """Ask which column the titles stand in, or of which columns they are made."""
    words, sheet = talk.session.words, talk.settled.sheet
    named = [(column, heading) for column, heading in enumerate(headings) if heading]
    choices = [(heading, _with_samples(sheet, row, column, heading)) for column, heading in named]

    def check(answer: str) -> None:
        if "{" in answer:
            TitleTemplate(answer, headings)
        elif not _heading_meant(answer, headings):
            raise UsageError(
                N_("“{answer}” is not in the list"),
                N_("Answer with a number from 1 to {most}."),
                answer=answer,
                most=len(named),
            )

    columns = width_of_terminal()
    for number, (_, label) in enumerate(choices, 1):
        say(shortened(f"{number:4}  {label}", columns))
    tell(words.say("A title can also be made of columns in braces: {example}", example="MoU with {Partner}"))
    question = words.say("Which column says what is to be done, or agreed")
    answer = ask(words, question, check=check, optional=optional)
    if not answer:
        return
    if "{" in answer:
        talk.settle_once("title", answer)
    else:
        talk.settle("map", f"{_heading_meant(answer, headings)}=title")


def _heading_meant(answer: str, headings: Sequence[str]) -> str:
    """The heading that an answer means, by its number among those that are shown or by itself."""
    named = list(filter(None, headings))
    if answer.isdecimal() and 1 <= int(answer[:4]) <= len(named):
        return named[int(answer[:4]) - 1]
    return next((heading for heading in named if heading.casefold() == answer.casefold()), "")


def _ask_which_counts(talk: Conversation, first: str, second: str, error: TableError) -> None:
    words = talk.session.words
    question = words.say("Both columns are {field}. Which one counts", field=error.values["field"])
    counts = choose(words, question, [(first, first), (second, second)])
    talk.settle("map", f"{second if counts == first else first}=")


def _ask_strangers(talk: Conversation, columns: Columns) -> None:
    """Ask about the columns that no heading explains, those with most values first."""
    words, sheet = talk.session.words, talk.settled.sheet
    filled = {
        stranger.column: len(list(_values(sheet, columns.header, stranger.column)))
        for stranger in columns.strangers
    }
    asked = [stranger for stranger in columns.strangers if filled[stranger.column]]
    chosen = sorted(asked, key=lambda stranger: -filled[stranger.column])[:_MOST_COLUMNS]
    for number, stranger in enumerate(sorted(chosen)):
        say(
            shortened(
                _with_samples(sheet, columns.header, stranger.column, stranger.name),
                width_of_terminal(),
            )
        )
        field = _ask_field(words, stranger.name, is_listed=number == 0)
        key = stranger.name if columns.headings.count(stranger.name) == 1 else column_letters(stranger.column)
        if field and (other := _column_of(field, columns)) is not None and other != stranger.column:
            heading = columns.headings[other]
            question = words.say("Both columns are {field}. Which one counts", field=field)
            if choose(words, question, [(heading, heading), (stranger.name, stranger.name)]) == heading:
                field = ""
            else:
                talk.settle("map", f"{heading}=")
        talk.settle("map", f"{key}={field}")


def _column_of(field: str, columns: Columns) -> int | None:
    """The column of a field in any language; None where there is none."""
    fields = columns.fields
    return next((fields[name] for name in (field, f"{field}.en", f"{field}.vi") if name in fields), None)


def _ask_field(words: Words, heading: str, is_listed: bool) -> str:
    """The field of a column; empty for one that is left out."""
    choices = [(field, f"{field}: {words.say(label)}") for field, label in FIELDS]
    question = words.say("What is the column “{heading}”; Enter leaves it out", heading=heading)

    for number, (_, label) in enumerate(choices if is_listed else (), 1):
        say(shortened(f"{number:4}  {label}", width_of_terminal()))
    answer = ask(words, question, check=_field_meant, known_answers=choices, optional=True)
    return _field_meant(answer) if answer else ""


def _field_meant(answer: str) -> str:
    """The field that an answer names: by its number, its name, or a heading that columns of it have."""
    if answer.isdecimal() and 1 <= int(answer[:4]) <= len(FIELDS):
        return FIELDS[int(answer[:4]) - 1][0]
    try:
        return require_field(answer)
    except CommitmentsError:
        field = field_of_heading(answer) or other_field_of_heading(answer)
        if field is None:
            raise
        return field


def _with_samples(sheet: Sheet, header: int, column: int, heading: str) -> str:
    """A heading with the first values below it."""
    samples: list[str] = []
    for value in _values(sheet, header, column):
        if value not in samples:
            samples.append(value)
        if len(samples) == 3:
            break
    return f"{heading}: {' · '.join(samples) or '–'}"


def _values(sheet: Sheet, header: int, column: int) -> Iterator[str]:
    for row in sheet.rows[header:]:
        if column < len(row) and not is_blank(row[column]):
            yield one_line_text(row[column])


def width_of_terminal() -> int:
    """The columns of the terminal that questions are asked on."""
    import sys

    return width(sys.stderr) or USUAL_WIDTH
