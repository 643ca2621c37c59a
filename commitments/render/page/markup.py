"""Builds HTML from texts and elements, and escapes every text. Knows no record.

It is the only module of the page that writes an angle bracket.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from commitments.model.web_address import address_fault
from commitments.render.mail_addresses import without_addresses
from commitments.render.page.both_languages import Text
from commitments.render.safe import visible

_VOID = frozenset({"br", "col", "input", "link", "meta"})


class Html(str):
    """Markup: whatever of it was data is escaped."""

    __slots__ = ()


class Markup:
    """The elements of one page, which opens in one language and numbers its texts in both.

    A `Text` is written in the language that the page opens in; the element names its number, so that a script
    can put the other language in its place.
    """

    def __init__(self, lang: str, is_public: bool = False) -> None:
        self.lang = lang
        self._is_public = is_public
        self._numbers: dict[Text, int] = {}

    @property
    def texts(self) -> list[Text]:
        """Every numbered text."""
        return list(self._numbers)

    def number(self, text: Text) -> int:
        """The number of a text, as safe to show as `clean` makes it."""
        cleaned = Text(self.clean(text.en), self.clean(text.vi))
        return self._numbers.setdefault(cleaned, len(self._numbers))

    def clean(self, text: str) -> str:
        """A text as the page may show it: hidden signs written out, addresses withheld from the public."""
        shown = visible(text)
        return without_addresses(shown) if self._is_public else shown

    def element(self, tag: str, *children: Html | Text | str | None, **attributes: object) -> Html:
        """An element; `class_` is the attribute `class`, and `aria_label` is `aria-label`.

        An attribute that is True stands without a value, one that is None or False is left out.
        """
        content = [child for child in children if child is not None]
        numbers: list[str] = []
        if len(content) == 1 and isinstance(content[0], Text) and content[0].en != content[0].vi:
            attributes["data-t"] = self.number(content[0])
        written = "".join(
            self._attribute(name.rstrip("_").replace("_", "-"), value, numbers)
            for name, value in attributes.items()
        )
        if numbers:
            written += f' data-a="{" ".join(numbers)}"'
        if tag in _VOID:
            return Html(f"<{tag}{written}>")
        inside = "".join(self._child(child, len(content) == 1) for child in content)
        return Html(f"<{tag}{written}>{inside}</{tag}>")

    def join(self, parts: Iterable[Html | Text | str | None]) -> Html:
        """Elements and texts one after another."""
        return Html("".join(self._child(part, False) for part in parts if part is not None))

    def link(self, address: str, *children: Html | Text | str) -> Html:
        """A link to a web address; what a browser cannot open, or no web address, stays a text."""
        if address_fault(address) is not None or self.clean(address) != address:
            return self.element("span", *children)
        return self.element("a", *children, href=address, rel="noreferrer")

    def _child(self, child: Html | Text | str, alone: bool) -> str:
        if isinstance(child, Html):
            return child
        if isinstance(child, Text):
            if child.en == child.vi or alone:
                return html.escape(self.clean(child.in_language(self.lang)))
            return self.element("span", child)
        return html.escape(self.clean(child))

    def _attribute(self, name: str, value: object, numbers: list[str]) -> str:
        if value is None or value is False:
            return ""
        if value is True:
            return f" {name}"
        if isinstance(value, Text):
            if value.en != value.vi:
                numbers.append(f"{name}:{self.number(value)}")
            value = self.clean(value.in_language(self.lang))
        return f' {name}="{html.escape(str(value))}"'
