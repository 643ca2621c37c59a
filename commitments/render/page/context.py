"""Holds what the sections of one page share: its content, its markup and its words. Writes no section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from commitments.model.outline import Outline
from commitments.render.page.both_languages import BothLanguages, Text
from commitments.render.page.content import PageContent
from commitments.render.page.list_data import ListData
from commitments.render.page.markup import Html, Markup
from commitments.render.words import Words

FIRST_FEW = 8
"""How many records a section lists; its number leads to all of them."""


def list_address(**words: str) -> str:
    """The address of a filtered list on the same page: `#state=overdue&lead=vn-mof`."""
    return "#" + "&".join(f"{name.rstrip('_')}={quote(value, safe=',')}" for name, value in words.items())


@dataclass(frozen=True, slots=True)
class PageContext:
    """What is written, with what, and in which words."""

    content: PageContent
    markup: Markup
    data: ListData
    words: BothLanguages

    def write(self, write: Callable[[Words], str]) -> Text:
        """What a function writes, in both languages."""
        return self.words.write(write)

    def party(self, party: str | None) -> Text:
        """The name of a party as lists show it; what to say where there is none."""
        return self.data.party_text(party) if party else self.words.say("no lead named")

    def record(self, outline: Outline) -> Html:
        """The title of a record, which leads to it in the list."""
        title = Text(outline.title("en"), outline.title("vi"))
        return self.markup.element("a", title, href=list_address(id=outline.id))

    def number(self, number: int, key: str = "", **words: str) -> Html:
        """A number that leads to its list; 0 leads nowhere. `key` names what is counted, for tests."""
        element, text = self.markup.element, self.words.number(number)
        attributes = {"data-count": key} if key else {}
        if not number or not words:
            return element("span", text, class_=None if number else "nought", **attributes)
        return element("a", text, href=list_address(**words), **attributes)

    def section(self, name: str, heading: Text, *parts: Html | None, note: Text | None = None) -> Html:
        """A section with its heading, and a note on what it holds."""
        element = self.markup.element
        head = element("h2", heading, id=name)
        explained = element("p", note, class_="note") if note else None
        return element("section", head, explained, *parts, aria_labelledby=name, class_=name)

    def table(
        self, name: str, caption: Text, heads: Sequence[Text], rows: Iterator[Sequence[Html | Text | str]]
    ) -> Html:
        """A table that can be taken along as CSV; the first cell of each row heads it."""
        element = self.markup.element
        head = element("thead", element("tr", *(element("th", text, scope="col") for text in heads)))
        lines = (
            element("tr", element("th", row[0], scope="row"), *(element("td", cell) for cell in row[1:]))
            for row in rows
        )
        table = element(
            "table", element("caption", caption, class_="hidden"), head, element("tbody", *lines), id=name
        )
        return element("div", table, class_="table", tabindex=0, role="group", aria_label=caption)
