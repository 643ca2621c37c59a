"""How one record is written with everything known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commitments.model.fields import BY_PATH, FIELDS, Field, Shape
from commitments.model.outline import missed_more
from commitments.model.party import Registry
from commitments.model.record import prose
from commitments.model.timeliness import is_stale, reasons
from commitments.render.answer import Answer, Cells, Screen
from commitments.render.changes.answer import change_records
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.labels import KIND, MILESTONE_STATUS, ROLE, STATUS, WHAT
from commitments.render.paint import STYLES, painted, stands, text
from commitments.render.records.record_keys import NAMES, columns, record_row
from commitments.render.records.timeline import timeline
from commitments.render.safe import one_line, visible
from commitments.render.words import Words
from commitments.reports.show import ShowReport
from commitments.reports.status import JudgedRecord

_TOLD_APART = frozenset(
    {
        *("id", "summary", "parties", "made_on", "due", "due_basis", "due_changes", "review_by", "met_on"),
        *("milestones", "repeats", "part_of", "depends_on", "superseded_by", "updates", "evidence"),
        *("closing", "scope", "place", "source"),
    }
)
"""Fields that have lines of their own."""

_LATE = 10
"""How many late things of one record are listed."""

Lines = Iterator[tuple[str, str]]
"""A label, empty to go on under the one above, and what stands beside it."""


def show_answer(report: ShowReport, registry: Registry, words: Words) -> Answer:
    """`show` in every format; a row-wise format has one row, the judged record."""
    computed = record_row(report.row, report.clock)

    def whole() -> dict[str, Any]:
        return {
            "record": dict(report.commitment.data),
            "computed": {**computed, "next_occurrence": report.next_occurrence},
            "children": [record_row(row, report.clock) for row in report.children],
            "history": change_records(report.history) if report.history else [],
        }

    return Answer(
        "show",
        report.clock.today.isoformat(),
        "record",
        lambda: [whole()],
        lambda screen: _page(report, registry, screen),
        Cells(NAMES, lambda: [computed]),
        markdown_table(columns(registry, report.clock, words), lambda: [computed]),
        single=True,
    )


def _page(report: ShowReport, registry: Registry, screen: Screen) -> str:
    words, row = screen.words, report.row
    title = text(one_line(row.outline.title(words.lang)), "bold")
    style = STYLES[row.timeliness]
    told = row.outline.counts and row.timeliness != row.outline.status
    status = words.say(STATUS[row.outline.status]) if told else ""
    rest = "".join(f" · {item}" for item in (status, words.say(KIND[row.outline.kind])) if item)
    standing = text(stands(row, words), style) + text(rest)
    head = [title, standing, *_state(report, screen), text("")]
    return painted([*head, _grid(list(_lines(report, registry, words)), screen)], screen)


def _state(report: ShowReport, screen: Screen) -> Iterator[Any]:
    if screen.commit:
        words, day = screen.words, screen.words.date(report.clock.today.isoformat())
        told = words.say("as git had it, commit {commit}, judged on {day}", commit=screen.commit, day=day)
        yield text(told, "dim")


def _grid(lines: Sequence[tuple[str, str]], screen: Screen) -> Any:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim" if screen.color else "", max_width=14 if screen.narrow else None)
    grid.add_column(overflow="fold")
    for label, content in lines:
        grid.add_row(text(one_line(label)), text(visible(content)))
    return grid


def _lines(report: ShowReport, registry: Registry, words: Words) -> Lines:
    data = report.commitment.data
    yield _label("id", words), report.commitment.id
    yield from _prose(_label("summary", words), data.get("summary"), words)
    yield from _parties(data.get("parties"), registry, words)
    yield from _dates(report, registry, words)
    yield from _milestones(data.get("milestones"), registry, words)
    yield from _held(data.get("repeats"), words)
    yield from _links(report, words)
    yield from _updates(data.get("updates"), registry, words)
    yield from _evidence(data, words)
    yield from _closing(data.get("closing"), words)
    scope = [_in(item, words) for item in _items(data.get("scope"))]
    yield from _listed(_label("scope", words), scope)
    yield from _prose(_label("place", words), data.get("place"), words)
    yield from _source(data.get("source"), words)
    yield from _rest(data, words)
    if report.history:
        yield from _listed(words.say("History"), timeline(report.history, data, registry, words))
    yield words.say("File"), report.commitment.path


def _listed(label: str, lines: Sequence[str]) -> Lines:
    for index, line in enumerate(lines):
        yield ("" if index else label), line


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in _items(value) if isinstance(item, dict)]


def _in(value: Any, words: Words) -> str:
    return prose(value).in_language(words.lang)


def _prose(label: str, value: Any, words: Words) -> Lines:
    if told := _in(value, words):
        yield label, told.strip()


def _parties(value: Any, registry: Registry, words: Words) -> Lines:
    lines = []
    for entry in _mappings(value):
        role = str(entry.get("role", ""))
        name = registry.name(str(entry.get("party", "")), words.lang)
        lines.append(f"{name} ({words.say(ROLE.get(role, role))})")
    yield from _listed(_label("parties", words), lines)


def _dates(report: ShowReport, registry: Registry, words: Words) -> Lines:
    data, row = report.commitment.data, report.row
    if "made_on" in data:
        yield _label("made_on", words), words.past(str(data["made_on"]))
    if "due" in data:
        yield (
            _label("due", words),
            words.date(str(data["due"])) + _distance(row, report.clock.today.toordinal(), words),
        )
    yield from _late(report, words)
    yield from _prose(_label("due_basis", words), data.get("due_basis"), words)
    yield from _listed(_label("due_changes", words), _moves(data.get("due_changes"), registry, words))
    met = _label("met_on", words) if row.outline.counts else words.say("Held on")
    if "review_by" in data:
        yield _label("review_by", words), words.date(str(data["review_by"]))
    if "met_on" in data:
        yield met, words.past(str(data["met_on"]))
    if is_stale(row.outline, report.clock):
        since = words.date(row.outline.updated_on) if row.outline.updated_on else ""
        quiet = words.say("no update since {date}", date=since) if since else words.say("no update yet")
        yield words.say("Stale"), quiet


def _distance(row: JudgedRecord, today: int, words: Words) -> str:
    of = row.outline
    return f" · {words.distance(of.due_latest - today)}" if of.is_open and of.due_latest else ""


def _late(report: ShowReport, words: Words) -> Lines:
    today = report.clock.today.toordinal()
    lines = [
        f"{words.say(WHAT[reason.what], id=one_line(reason.id or ''), due=words.date(reason.due))}: "
        f"{words.distance(-reason.days_late)}"
        for reason in reasons(report.row.outline, today)
    ]
    if len(lines) > _LATE:
        lines[_LATE:] = [words.more(len(lines) - _LATE, at_least=missed_more(report.row.outline, today))]
    yield from _listed(words.say("Late"), lines)


def _moves(value: Any, registry: Registry, words: Words) -> list[str]:
    lines = []
    for entry in _mappings(value):
        before, after = (words.date(str(entry.get(name) or "")) for name in ("from", "to"))
        when, why = words.date(str(entry.get("date") or "")), _in(entry.get("reason"), words)
        agreed = _by(entry.get("agreed_by"), registry, words)
        lines.append(f"{when}{agreed}: {before or '–'} → {after}. {why}".strip())
    return lines


def _by(party: Any, registry: Registry, words: Words) -> str:
    return f" ({registry.name(str(party), words.lang)})" if party else ""


def _milestones(value: Any, registry: Registry, words: Words) -> Lines:
    lines = []
    for entry in _mappings(value):
        status = str(entry.get("status", "scheduled"))
        told = [words.say(MILESTONE_STATUS.get(status, status))]
        if entry.get("met_on"):
            told.append(words.past(str(entry["met_on"])))
        elif entry.get("due"):
            told.append(words.say("due {date}", date=words.date(str(entry["due"]))))
        sign = {"met": "✓", "scheduled": "○"}.get(status, "✗")
        lines.append(f"{sign} {_name(entry, words)} ({', '.join(told)})")
        basis = _in(entry.get("due_basis"), words)
        moves = _moves(entry.get("due_changes"), registry, words)
        lines += [f"   {line}" for line in (basis, *moves) if line]
    yield from _listed(_label("milestones", words), lines)


def _name(milestone: Mapping[str, Any], words: Words) -> str:
    return _in(milestone.get("title"), words) or str(milestone.get("id", ""))


def _held(value: Any, words: Words) -> Lines:
    if not isinstance(value, dict):
        return
    start = words.date(str(value.get("starts") or ""))
    rule = words.rule(str(value.get("rule", "")))
    yield (
        _label("repeats", words),
        words.say("{rule}, from {start}", rule=rule, start=start) if start else rule,
    )
    held = []
    for entry in _mappings(value.get("held")):
        met = words.past(str(entry.get("met_on") or ""))
        held.append(words.date(str(entry.get("occurrence", ""))) + (f" ({met})" if met else ""))
    yield from _listed(_label("repeats.held", words), [", ".join(held)] if held else [])


def _links(report: ShowReport, words: Words) -> Lines:
    parents = [f"{parent.title(words.lang)} [{parent.id}]" for parent in report.parents]
    yield from _listed(_label("part_of", words), parents or list(filter(None, [report.row.outline.part_of])))
    parts = [
        f"{stands(row, words)}: {row.outline.title(words.lang)} [{row.outline.id}]" for row in report.children
    ]
    yield from _listed(words.say("Parts"), parts)
    depends = [_linked(report, id, words) for id in report.commitment.depends_on]
    yield from _listed(_label("depends_on", words), depends)
    if report.commitment.superseded_by:
        yield _label("superseded_by", words), _linked(report, report.commitment.superseded_by, words)
    if report.next_occurrence:
        yield words.say("Next occurrence"), words.date(report.next_occurrence)


def _linked(report: ShowReport, id: str, words: Words) -> str:
    other = report.linked.get(id)
    return f"{other.title(words.lang)} [{id}]" if other else id


def _updates(value: Any, registry: Registry, words: Words) -> Lines:
    lines = []
    for entry in _mappings(value):
        by = _by(entry.get("by"), registry, words)
        lines.append(f"{words.date(str(entry.get('date') or ''))}{by}: {_in(entry.get('note'), words)}")
    yield from _listed(_label("updates", words), lines)


def _evidence(data: Mapping[str, Any], words: Words) -> Lines:
    found = [("", entry) for entry in _mappings(data.get("evidence"))]
    for milestone in _mappings(data.get("milestones")):
        found += [(_name(milestone, words), entry) for entry in _mappings(milestone.get("evidence"))]
    for held in _held_entries(data):
        of = words.date(str(held.get("occurrence", "")))
        found += [(of, entry) for entry in _mappings(held.get("evidence"))]
    lines = []
    for of, item in found:
        when, title, url = (str(item.get(name) or "") for name in ("date", "title", "url"))
        parts = " · ".join(filter(None, (words.date(when), title, url)))
        lines.append(f"{of}: {parts}" if of else parts)
    yield from _listed(_label("evidence", words), lines)


def _held_entries(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    repeats = data.get("repeats")
    return _mappings(repeats.get("held")) if isinstance(repeats, dict) else []


def _closing(value: Any, words: Words) -> Lines:
    if isinstance(value, dict):
        yield (
            _label("closing", words),
            f"{words.date(str(value.get('date') or ''))}: {_in(value.get('reason'), words)}",
        )


def _source(value: Any, words: Words) -> Lines:
    if not isinstance(value, dict):
        return
    told = [str(value.get(name) or "") for name in ("title", "document", "publisher", "locator")]
    if value.get("published_on"):
        day = words.date(str(value["published_on"]))
        told.append(words.say("published {date}", date=day))
    yield _label("source", words), ", ".join(filter(None, told))
    if value.get("url"):
        yield "", str(value["url"])
    yield from _prose("", value.get("note"), words)


def _rest(data: Mapping[str, Any], words: Words) -> Lines:
    """The fields that have no lines of their own, by what stands in them; then the workspace's own."""
    for field in FIELDS:
        if field.label and field.name not in _TOLD_APART and field.name in data:
            yield _label(field.name, words), _shown(data[field.name], field, words)
    for name, value in data.items():
        if name.startswith("x-"):
            yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shown(value: Any, field: Field, words: Words) -> str:
    """What stands in a field, in one line."""
    match value:
        case bool():
            return words.say("yes") if value else words.say("no")
        case list():
            return ", ".join(_shown(item, field, words) for item in value)
        case dict() if field.parts:
            parts = [part for part in field.parts if part.name in value]
            return " · ".join(_shown(value[part.name], part, words) for part in parts)
        case dict():
            return _in(value, words)
        case _:
            return words.date(str(value)) if field.shape is Shape.DATE else str(value)


def _label(path: str, words: Words) -> str:
    return words.say(BY_PATH[path].label)
