"""Writes a paper as DOCX with python-docx, laid out as Decree 30/2020 of Viet Nam asks.

A4, margins of 20 mm above and below, 30 mm left and 15 mm right, Times New Roman 13, the number of the page
centred above from the second page on, and the annex across the paper. The places of an office, such as its
name, number and signature, stay empty and marked.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document as new_docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from commitments.render.documents.document import (
    Block,
    Document,
    Letterhead,
    PaperSection,
    PaperTable,
    Paragraph,
)
from commitments.render.safe import visible

_FONT = "Times New Roman"
_BODY, _CELL = Pt(13), Pt(11)
_PORTRAIT, _LANDSCAPE = (Mm(210), Mm(297)), (Mm(297), Mm(210))
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip file can hold; each part of the file gets it."""


def document_docx(document: Document) -> bytes:
    """The paper as a file: equal bytes for an equal paper."""
    docx = new_docx()
    _set_properties(docx, document)
    _set_styles(docx)
    _lay_out(docx.sections[0], is_annex=False)
    _number_pages(docx.sections[0])
    _write_letterhead(docx, document.letterhead)
    _write_line(docx, document.title, bold=True, size=Pt(14), above=Pt(12))
    for line in document.lead_lines:
        _write_line(docx, line)
    body = [section for section in document.sections if not section.is_annex]
    for section in body:
        _write_section(docx, section)
    _write_line(docx, document.letterhead.signature, above=Pt(24), align=WD_ALIGN_PARAGRAPH.RIGHT)
    for annex in (section for section in document.sections if section.is_annex):
        _lay_out(docx.add_section(WD_SECTION.NEW_PAGE), is_annex=True)
        _write_section(docx, annex)
    return _file_bytes(docx)


def _set_properties(docx: Any, document: Document) -> None:
    made = (document.made or datetime(*_EARLIEST, tzinfo=UTC)).replace(tzinfo=None)
    properties = docx.core_properties
    properties.title, properties.language = visible(document.title)[:255], document.lang
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = made
    properties.revision = 1


def _set_styles(docx: Any) -> None:
    for name in ("Normal", "Heading 1", "Heading 2"):
        font = docx.styles[name].font
        font.name, font.size = _FONT, _BODY
        fonts = docx.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    heading = docx.styles["Heading 1"]
    heading.font.bold, heading.font.color.rgb = True, None
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(4)
    heading.paragraph_format.keep_with_next = True
    docx.styles["Normal"].paragraph_format.space_after = Pt(4)


def _lay_out(section: Any, is_annex: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if is_annex else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = _LANDSCAPE if is_annex else _PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = (Mm(20) if is_annex else Mm(30)), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = not is_annex


def _number_pages(section: Any) -> None:
    """Write the number of the page above all pages but the first; later sections continue this header."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = _BODY
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _write_letterhead(docx: Any, head: Letterhead) -> None:
    """Two columns without lines: the office and its number, the nation, the place and the date."""
    table = docx.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    for cell, lines in ((left, (head.office, head.number)), (right, (head.nation, head.place_and_date))):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for place, line in enumerate(filter(None, lines)):
            run = paragraph.add_run(("\n" if place else "") + visible(line))
            run.font.size = _CELL
            run.italic = True


def _write_line(
    docx: Any, line: str, *, bold: bool = False, size: Any = _BODY, above: Any = None, align: Any = None
) -> None:
    paragraph = docx.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if align is None else align
    paragraph.paragraph_format.space_before = above
    run = paragraph.add_run(visible(line))
    run.bold, run.font.size = bold, size


def _write_section(docx: Any, section: PaperSection) -> None:
    docx.add_heading(visible(section.heading), level=1)
    for block in section.blocks:
        _write_block(docx, block)


def _write_block(docx: Any, block: Block) -> None:
    match block:
        case Paragraph(text):
            paragraph = docx.add_paragraph(visible(text))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        case PaperTable():
            _write_table(docx, block)


def _write_table(docx: Any, table: PaperTable) -> None:
    section = docx.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    shares = sum(column.width for column in table.columns)
    widths = [room * column.width // shares for column in table.columns]
    drawn = docx.add_table(rows=0, cols=len(table.columns))
    drawn.style, drawn.alignment, drawn.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
    _write_row(drawn, [column.head for column in table.columns], widths, is_head=True)
    for row in table.rows:
        _write_row(drawn, row, widths)
    docx.add_paragraph().paragraph_format.space_after = Pt(0)


def _write_row(drawn: Any, cells: Any, widths: Any, is_head: bool = False) -> None:
    row = drawn.add_row()
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(("w:tblHeader",) if is_head else ())):
        properties.append(OxmlElement(name))
    for cell, text, width in zip(row.cells, cells, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(visible(text))
        run.font.size, run.bold = _CELL, is_head


def _file_bytes(docx: Any) -> bytes:
    """The file, its parts in their order with one fixed time."""
    written, result = io.BytesIO(), io.BytesIO()
    docx.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(result, "w") as file:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, _EARLIEST)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            file.writestr(part, parts.read(name))
    return result.getvalue()
