"""Writes the list of records of a page: its filters, its first rows, and the data of all. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commitments.errors import N_
from commitments.render.page.both_languages import Text
from commitments.render.page.context import PageContext
from commitments.render.page.list_data import STATES, state_sign
from commitments.render.page.markup import Html

FIRST_ROWS = 100
"""How many rows stand on the page as HTML; the script draws as many at a time."""

_SCRIPT_TEXTS: Mapping[str, str] = {
    "shown": N_("{n} of {all} records"),
    "more": N_("Show {n} more"),
    "none": N_("No record matches."),
    "any": N_("any"),
    "clear": N_("Clear filters"),
    "broken": N_("The details cannot be read."),
}
"""What the script says; it fills the braces."""

_FACETS: Mapping[str, str] = {
    "state": N_("State"),
    "with": N_("Open with partner"),
    "side": N_("Who owes"),
    "lead": N_("Lead"),
    "kind": N_("Kind"),
    "member": N_("Register"),
    "tag": N_("Tag"),
    "mark": N_("Mark"),
}

_SORTS: Mapping[str, str] = {
    "urgency": N_("most urgent first"),
    "due": N_("nearest deadline first"),
    "heard": N_("longest silent first"),
    "title": N_("by title"),
    "id": N_("by id"),
}

_HEADS = (N_("State"), N_("Commitment"), N_("Lead"), N_("Deadline"), N_("Last news"))


def record_list(page: PageContext) -> Html:
    """The section of the list, with the first hundred records as a table."""
    element, words = page.markup.element, page.words
    number = len(page.data.rows)
    rows = [_row(page, place) for place in range(min(number, FIRST_ROWS))]
    heads = (element("th", words.say(head), scope="col") for head in _HEADS)
    table = element(
        "table",
        element("caption", words.say("Records"), class_="hidden"),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        id="records",
    )
    rest = number - FIRST_ROWS
    left_out = words.count(rest, "… and {n} more record", "… and {n} more records") if rest > 0 else None
    return page.section(
        "list",
        words.say("All records"),
        _controls(page),
        element("div", table, class_="table"),
        element("p", left_out, id="more") if left_out else element("p", id="more"),
    )


def _controls(page: PageContext) -> Html:
    """The search, the filters and the order; the script shows them, since they need it."""
    element, words = page.markup.element, page.words
    search = element(
        "label",
        element("span", words.say("Search")),
        element("input", type="search", id="q", autocomplete="off", maxlength=200),
    )
    facets = [
        _select(page, name, words.say(label))
        for name, label in _FACETS.items()
        if name != "member" or page.content.roof is not None
    ]
    sort = _select(page, "sort", words.say("Order"))
    return element(
        "search",
        search,
        *facets,
        sort,
        element(
            "p",
            element("output", id="shown", for_="q"),
            element("button", words.say("Clear filters"), type="button", id="clear"),
            class_="row",
        ),
        id="controls",
        hidden=True,
    )


def _select(page: PageContext, name: str, label: Text) -> Html:
    element = page.markup.element
    select = element("select", element("option", page.words.say("any"), value=""), id=f"f-{name}")
    return element("label", element("span", label), select)


def _row(page: PageContext, place: int) -> Html:
    """One record; the script draws the other rows alike."""
    element, texts, data = page.markup.element, page.markup.texts, page.data
    state = STATES[data.columns["state"][place]]

    def text(column: str) -> Text:
        number: int = data.columns[column][place]
        return texts[number]

    label = data.state_text(state)
    return element(
        "tr",
        element(
            "td",
            element("b", element("i", state_sign(state), aria_hidden="true"), label, class_=f"s-{state}"),
        ),
        element(
            "th",
            element("span", text("title"), class_="title"),
            element("code", data.columns["id"][place]),
            scope="row",
        ),
        element("td", text("lead")),
        element("td", text("due"), element("small", text("when")) if text("when") else None, class_="due"),
        element(
            "td", text("news"), element("small", text("quiet")) if text("quiet") else None, class_="news"
        ),
    )


def list_block(page: PageContext, chunks: Sequence[Sequence[str]]) -> dict[str, Any]:
    """All that the script reads at once. `chunks` are the paths of the records in each block of details."""
    data, number, say = page.data, page.markup.number, page.words.say
    places = {path: [chunk, place] for chunk, paths in enumerate(chunks) for place, path in enumerate(paths)}
    choices = data.choices()
    choices["sort"] = [[name, number(say(label))] for name, label in _SORTS.items()]
    script_texts = {name: number(say(text)) for name, text in _SCRIPT_TEXTS.items()}
    return {
        "choices": choices,
        "signs": [state_sign(state) for state in STATES],
        "heads": [number(say(head)) for head in _HEADS],
        "rows": data.columns,
        "details": [places.get(path) for path in data.paths()],
        "words": script_texts,
        "texts": [text.en if text.en == text.vi else list(text) for text in page.markup.texts],
    }
