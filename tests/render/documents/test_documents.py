"""A paper as Markdown, HTML and DOCX: nothing of it is lost, and no text of a record is read as markup."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from commitments.render.documents.as_docx import document_docx
from commitments.render.documents.as_html import document_html
from commitments.render.documents.as_markdown import document_markdown
from commitments.render.documents.document import (
    Document,
    Letterhead,
    PaperColumn,
    PaperSection,
    PaperTable,
    Paragraph,
)

HOSTILE = [
    "</td><script>x()</script>",
    "<!-- ",
    "]]>",
    "a\u202eb",
    "=1+1",
    "| pipe | `tick`",
    "w" * 4096,
    "\x0b\x00 &",
]


def paper(*texts: str) -> Document:
    table = PaperTable(
        [PaperColumn("Name", 30), PaperColumn("Text", 70)],
        [[f"row {n}", text] for n, text in enumerate(texts)],
    )
    return Document(
        "vi",
        "A paper",
        ["As of today"],
        Letterhead("[office]", "[number]", "[nation]", "[place]", "[signature]"),
        [
            PaperSection("First part", [Paragraph("A sentence."), table]),
            PaperSection("Annex", [table], is_annex=True),
        ],
        datetime(2026, 11, 22, 8, tzinfo=UTC),
    )


def opened(document: Document) -> Any:
    return docx.Document(io.BytesIO(document_docx(document)))


def test_the_docx_is_laid_out_as_the_decree_asks() -> None:
    body, annex = opened(paper("one")).sections
    assert (body.page_width.mm, body.page_height.mm) == (pytest.approx(210, abs=1), pytest.approx(297, abs=1))
    assert body.orientation == WD_ORIENT.PORTRAIT
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert annex.page_width > annex.page_height
    for margin, least, most in (
        (body.top_margin, 20, 25),
        (body.bottom_margin, 20, 25),
        (body.left_margin, 30, 35),
        (body.right_margin, 15, 20),
    ):
        assert least - 0.1 <= margin.mm <= most
    assert body.different_first_page_header_footer
    assert "PAGE" in body.header._element.xml
    assert annex.header.is_linked_to_previous
    assert not annex.different_first_page_header_footer


def test_the_docx_is_in_the_font_of_the_decree_and_repeats_heads() -> None:
    file = opened(paper("one"))
    normal = file.styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Times New Roman", 13)
    tables = file.tables[1:]  # the first one holds the places that an office fills
    assert [table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in tables] == [True, True]


def test_the_places_of_an_office_stay_marked_in_the_docx() -> None:
    file = opened(paper("one"))
    cells = "\n".join(cell.text for cell in file.tables[0].rows[0].cells)
    assert all(place in cells for place in ("[office]", "[number]", "[nation]", "[place]"))
    assert "[signature]" in [paragraph.text for paragraph in file.paragraphs]


def test_two_builds_are_equal_and_hold_the_time_of_the_commit_alone() -> None:
    first = document_docx(paper("one"))
    assert first == document_docx(paper("one"))
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert (
            re.findall(rb">(20\d\d-[^<]*)<", parts.read("docProps/core.xml")) == [b"2026-11-22T08:00:00Z"] * 2
        )


class _Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attributes: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_hostile_text_is_inert_in_html() -> None:
    page = document_html(paper(*HOSTILE))
    read, plain = _Tags(), _Tags()
    read.feed(page)
    plain.feed(document_html(paper("one")))
    assert read.tags == plain.tags
    assert "<!-- " not in page.replace("<!doctype", "")
    assert "</td><script>x()</script>" in read.text
    assert "\u202e" not in page
    assert "default-src 'none'" in page
    assert "unsafe" not in page


def test_hostile_text_is_inert_in_markdown_and_whole_in_docx() -> None:
    text = document_markdown(paper(*HOSTILE))
    assert "<script>" not in text
    assert "\u202e" not in text
    file = opened(paper(*HOSTILE))
    cells = [row.cells[1].text for row in file.tables[1].rows]
    assert cells[1] == HOSTILE[0]
    assert cells[7] == HOSTILE[6]


def test_every_format_has_every_text() -> None:
    document = paper("one", "two\nlines")
    words = {"paper", "today", "First", "sentence.", "Name", "row", "one", "two", "lines", "Annex"}
    file = opened(document)
    docx_text = " ".join(
        [paragraph.text for paragraph in file.paragraphs]
        + [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    )
    for text in (document_markdown(document), document_html(document), docx_text):
        assert not {word for word in words if word not in text}
