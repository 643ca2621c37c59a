"""What the package says where a page has a table that is kept in step: cells in, cells out."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from docs_commands import Stage
from docs_package import (
    CLASS,
    EVENT_TIMING,
    KIND,
    MILESTONE_STATUS,
    PARTY_KIND,
    RENEWAL,
    ROLE,
    SENTENCES,
    SEVERITIES,
    STATUS,
    TERM,
    TIMELINESS,
    TOPIC,
    Words,
    occurrences,
    parse_date,
)
from docs_pages import DOCS, fences, read
from docs_schema import LABELS, field, field_names, sub_field
from table_scores import scored_table

EN, VI = Words("en"), Words("vi")
WORDS: Mapping[str, Mapping[str, str]] = {
    "timeliness": TIMELINESS,
    "status": STATUS,
    "kind": KIND,
    "class": CLASS,
    "role": ROLE,
    "party-kind": PARTY_KIND,
    "milestone-status": MILESTONE_STATUS,
    "term": TERM,
    "renewal": RENEWAL,
    "topic": TOPIC,
    "event-timing": EVENT_TIMING,
}
"""The lists of the glossary, by the name of their table."""

Cells = list[str]
_NAME = "- In Vietnamese: "
_CASE = "title: {en: Case}, parties: [{party: acme, role: lead}], source: {document: minutes.pdf}"


def severity(rule: str) -> str:
    """The weight of a rule."""
    return SEVERITIES[rule].value


def plain(cell: str) -> str:
    """A cell without its code marks."""
    return cell.strip("`")


def shown(text: str) -> str:
    """A text as a cell holds it."""
    return text.replace("|", "\\|").replace("\n", " ")


def _judged(stage: Stage, cells: Cells) -> dict[str, Any]:
    """The row of `commit status` for a record that holds these fields, on this day."""
    fields, today = plain(cells[0]), plain(cells[1])
    kind = "" if "kind:" in fields else "kind: agreed_action, "
    return _judged_row(stage, {"records/case.yaml": f"{{id: case, {kind}{_CASE}, {fields}}}\n"}, today)


def _judged_row(stage: Stage, files: Mapping[str, str], today: str) -> dict[str, Any]:
    """The row of the one record of a workspace, on a day."""
    root = stage.workspace(dict(files))
    arguments = ["status", "--all", "--format", "json", "--today", today, "--no-cache"]
    _, told = stage.run(arguments, root)
    answer, _ = json.JSONDecoder().raw_decode(told)  # what stands behind it came from standard error
    found: dict[str, Any] = answer["records"][0]
    return found


def timeliness(stage: Stage, cells: Cells) -> Cells:
    """Fields, day → timeliness."""
    return [*cells[:2], f"`{_judged(stage, cells)['timeliness']}`"]


def stale(stage: Stage, cells: Cells) -> Cells:
    """Fields, day → whether it is stale."""
    return [*cells[:2], "stale" if _judged(stage, cells)["stale"] else "not stale"]


def heard(stage: Stage, cells: Cells) -> Cells:
    """Fields, day → the day of the latest news and the days of silence."""
    return [*cells[:2], *_news_cells(_judged(stage, cells))]


def _news_cells(row: Mapping[str, Any]) -> Cells:
    silent_days = row["silent_days"]
    return [row["heard_on"] or "–", "–" if silent_days is None else str(silent_days)]


def terms(stage: Stage, cells: Cells) -> Cells:
    """Fields of a term, day → its state, its end, the last day for notice and the renewals."""
    fields = f"kind: mou, status: agreed, in_force: {{{plain(cells[0])}}}"
    term = _judged(stage, [fields, cells[1]])["term"]
    days = [term[key] or "–" for key in ("until", "notice_by")]
    return [*cells[:2], f"`{term['state']}`", *days, str(term["renewed"])]


def example_days(stage: Stage, cells: Cells) -> Cells:
    """Day → how the record that the page on timeliness shows stands then."""
    page = read(DOCS / "timeliness.md")
    [example] = [fence for fence in fences(page) if fence.file]
    row = _judged_row(stage, {str(example.file): example.text}, plain(cells[0]))
    stale = "stale" if row["stale"] else "not stale"
    return [cells[0], f"`{row['timeliness']}`", *_news_cells(row), stale]


def dates(stage: Stage, cells: Cells) -> Cells:
    """A date as written → its earliest and latest day, and how both languages write it."""
    span = parse_date(plain(cells[0]))
    if span is None:
        return [cells[0], "no date", "no date", "–", "–"]
    days = [day.isoformat() if day else "open" for day in (span.earliest, span.latest)]
    return [cells[0], *days, EN.date(span), VI.date(span)]


def recurrences(stage: Stage, cells: Cells) -> Cells:
    """A rule and its start → the first occurrences."""
    starts = parse_date(plain(cells[1]))
    found = (
        [occurrence.text for occurrence in islice(occurrences(plain(cells[0]), starts), 5)] if starts else []
    )
    more = found[:4] + (["…"] if len(found) > 4 else [])
    return [*cells[:2], ", ".join(more)]


def words(list_: str) -> Callable[[Stage, Cells], Cells]:
    """A stored word → its name in both languages; what follows stays."""

    def filled(stage: Stage, cells: Cells) -> Cells:
        message = WORDS[list_][plain(cells[0])]
        return [cells[0], EN.say(message), VI.say(message), *cells[3:]]

    return filled


def page_of(field: str) -> Path:
    """The page of a field."""
    return DOCS / "fields" / ("x-own-fields.md" if field == "x-" else f"{field}.md")


def field_of(page: Path) -> str | None:
    """The field that a page tells of."""
    return next((name for name in field_names() if page == page_of(name)), None)


def vietnamese(field: str) -> str:
    """A field's name in Vietnamese: the label of `commit show`, else what the field's page calls it."""
    if field in LABELS:
        label = VI.say(LABELS[field])
        return label[:1].lower() + label[1:]
    lines = read(page_of(field)).splitlines()
    return next(line.removeprefix(_NAME) for line in lines if line.startswith(_NAME))


def fields(stage: Stage, cells: Cells) -> Cells:
    """A field → its page, what the schema calls it, and its name in Vietnamese."""
    name = cells[0].partition("]")[0].strip("[`").rstrip("…")
    return [
        f"[`{name}{'…' if name == 'x-' else ''}`]({page_of(name).name})",
        field(name)["title"],
        vietnamese(name),
    ]


def sub_fields(name: str) -> Callable[[Stage, Cells], Cells]:
    """A field of a list's item → whether it is owed, and what the schema says of it."""

    def filled(stage: Stage, cells: Cells) -> Cells:
        owed, description = sub_field(name, plain(cells[0]))
        return [cells[0], "yes" if owed else "", shown(description)]

    return filled


def rules(stage: Stage, cells: Cells) -> Cells:
    """A rule → its weight and its sentence."""
    rule = cells[0].partition("]")[0].strip("[`")
    return [f"[`{rule}`]({rule}.md)", severity(rule), shown(SENTENCES[rule][0])]


def said(rule: str) -> Callable[[Stage, Cells], Cells]:
    """A language → the sentence and the hint of a rule; the Vietnamese one leads to its page."""

    def filled(stage: Stage, cells: Cells) -> Cells:
        is_vietnamese = "Tiếng Việt" in cells[0]
        speak = VI if is_vietnamese else EN
        language = f"[Tiếng Việt](vi/{rule}.md)" if is_vietnamese else cells[0]
        return [language, *(shown(speak.say(text)) for text in SENTENCES[rule])]

    return filled


def imports(stage: Stage, line: Cells) -> Cells:
    """A row about an invented table: its rows right, wrong and refused, in each of three ways."""
    scored = scored_table(plain(line[0]))
    counts = [" / ".join(map(str, score)) for score in (scored.alone, scored.answered, scored.with_recipe)]
    return [f"`{scored.name}`", f"{scored.about} ({scored.lang})", str(scored.rows), *counts]


@cache
def keeper(name: str, item: str | None) -> Callable[[Stage, Cells], Cells]:
    """What keeps the rows of the table with this mark."""
    plain_ones = {
        "timeliness": timeliness,
        "stale": stale,
        "heard": heard,
        "terms": terms,
        "example-days": example_days,
        "dates": dates,
        "recurrences": recurrences,
        "rules": rules,
        "fields": fields,
        "imports": imports,
    }
    if item is None:
        return plain_ones[name]
    return {"words": words, "sub-fields": sub_fields, "said": said}[name](item)
