"""Says which recipe an import goes by, what it settles, and what its settings close. Must not judge a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from commitments.edits.table.cells import is_blank, one_line_text
from commitments.model.folding import fold
from commitments.model.lifecycle import OPEN_STATUSES, Status
from commitments.reading.tables.recipe import Recipe
from commitments.render.names.labels import KIND, STATUS
from commitments.render.words import Words
from commitments.writing.tables.import_plan import ImportRequest
from commitments.writing.tables.import_table import PlannedRow, TableImport


def recipe_notices(recipe: Recipe | None, offered: Sequence[str], words: Words) -> Iterator[str]:
    """Sentences on the recipe that is used, or on those that only lie beside the table."""
    if recipe is not None:
        yield words.say(
            "The recipe {path} is used. It settles: {settings}",
            path=recipe.path,
            settings="; ".join(_settings(recipe, words)) or words.say("nothing"),
        )
    for path in offered:
        yield words.say(
            "A recipe beside the table fits it, and is not used unless it is named: --recipe {path}",
            path=path,
        )


def _settings(recipe: Recipe, words: Words) -> Iterator[str]:
    for heading, fields in recipe.map.items():
        if fields:
            yield words.say("“{heading}” is {field}", heading=heading, field=fields.replace(",", ", "))
        else:
            yield words.say("“{heading}” is left out", heading=heading)
    for name, texts in recipe.set.items():
        shown = (_shown(text, words) if name in ("kind", "status") else text for text in texts)
        yield f"{name} = {', '.join(shown)}"
    for word, meaning in recipe.values.items():
        yield words.say("the word “{word}” means {meaning}", word=word, meaning=_shown(meaning, words))
    for name in ("title", "dates", "fiscal_year_starts", "sheet", "header_row"):
        if (value := getattr(recipe, name)) is not None:
            yield f"{name} = {value}"


def closing_notices(result: TableImport, request: ImportRequest, words: Words) -> Iterator[str]:
    """Sentences that count the records which a setting closes, not a word of the table that all know."""
    settings = Counter(filter(None, (_closing_setting(row, request, words) for row in result.rows)))
    for setting, records in settings.items():
        yield words.count(
            records,
            "{setting} closes {n} record.",
            "{setting} closes {n} records.",
            setting=setting,
        )


def _shown(meaning: str, words: Words) -> str:
    """What a word of a table means, with the label of a stored word."""
    label = STATUS.get(meaning) or KIND.get(meaning)
    return words.say(label) if label else meaning


def _closing_setting(row: PlannedRow, request: ImportRequest, words: Words) -> str:
    """The setting that closes the record of a row; empty for none."""
    status = str(row.after.get("status"))
    if not row.writes or not _is_closed(status) or _is_closed(row.before.get("status")):
        return ""
    column = request.table.columns.field_column("status")
    values = request.table.sheet.rows[row.row - 1]
    value = values[column] if column is not None and column < len(values) else None
    if is_blank(value):
        return f"status = {_shown(status, words)}" if request.settled.get("status") == status else ""
    word = one_line_text(value)
    return f"“{word}” = {_shown(status, words)}" if fold(word) in request.reader.own_words else ""


def _is_closed(status: object) -> bool:
    return status in {*map(str, Status)} - {*map(str, OPEN_STATUSES)}
