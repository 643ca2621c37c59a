"""Joins the sections of a page into one file that asks for nothing. It reads no record."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from commitments.render.page import charts, desk, head, partners
from commitments.render.page.both_languages import BothLanguages
from commitments.render.page.content import PackedDetails, PageContent
from commitments.render.page.context import PageContext
from commitments.render.page.list_data import ListData
from commitments.render.page.markup import Html, Markup
from commitments.render.page.packing import packed, policy_hash
from commitments.render.page.record_list import list_block, record_list
from commitments.render.page.registers import registers
from commitments.version import __version__


def page_bytes(content: PageContent) -> bytes:
    """The page as a file: equal bytes for equal content."""
    markup = Markup(content.lang, content.is_public)
    page = PageContext(content, markup, ListData(content, markup), BothLanguages())
    details = content.details(page.data.paths())
    title = markup.element("title", head.page_title(page))
    body = _body(page, details)
    style, script = _style(page), _resource("page.js")
    policy = (
        f"default-src 'none'; style-src {policy_hash(style)}; script-src {policy_hash(script)};"
        " base-uri 'none'; form-action 'none'"
    )
    element = markup.element
    head_element = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=Html(policy)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content=f"commit {__version__}"),
        title,
        element("style", Html(style)),
    )
    document = element("html", head_element, body, lang=content.lang)
    return f"<!DOCTYPE html>\n{document}\n".encode("utf-8", "backslashreplace")


def _body(page: PageContext, packed_details: PackedDetails) -> Html:
    element, words = page.markup.element, page.words
    sections = (
        head.page_head(page),
        head.unreadable_records(page),
        head.counts(page),
        registers(page),
        desk.this_week(page),
        desk.decisions(page),
        desk.silence(page),
        partners.partners(page),
        desk.recent_changes(page),
        charts.trend_chart(page),
        charts.coming_deadlines(page),
        record_list(page),
    )
    main, bar = element("main", *sections), _bar(page)
    foot = element(
        "footer", element("p", words.say("This page is one file. It asks the network for nothing."))
    )
    data = element(
        "template", packed(list_block(page, [paths for paths, _ in packed_details.blocks])), id="data"
    )
    marks = element("template", packed(dict(sorted(packed_details.texts.items()))), id="marks")
    details = [element("template", block, class_="details") for _, block in packed_details.blocks]
    return element(
        "body", bar, main, foot, data, marks, *details, element("script", Html(_resource("page.js")))
    )


def _bar(page: PageContext) -> Html:
    """The way to the list, the languages and the light; the script shows what needs it."""
    element, words = page.markup.element, page.words
    return element(
        "nav",
        element("a", words.say("To the list"), href="#list"),
        element(
            "span",
            element("button", "English", type="button", lang="en", data_lang="en", aria_pressed="false"),
            element("button", "Tiếng Việt", type="button", lang="vi", data_lang="vi", aria_pressed="false"),
            element("button", words.say("Dark or light"), type="button", id="theme"),
            id="switches",
            hidden=True,
        ),
        aria_label=words.say("This page"),
    )


_HEADS_OF_CARDS = (("due", "Deadline"), ("news", "Last news"))
"""Cells that say what they are where a row is a card; the sections of the list hold the messages."""


def _style(page: PageContext) -> str:
    """The style sheet, with the words that it shows before cells."""
    rules = [
        f'html[lang="{words.lang}"] #records .{name}::before{{content:"{words.say(heading)}: "}}'
        for name, heading in _HEADS_OF_CARDS
        for words in (page.words.en, page.words.vi)
    ]
    return _resource("page.css").replace("/* words */", "".join(rules))


@cache
def _resource(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")
