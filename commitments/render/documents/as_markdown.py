"""Writes a paper as Markdown. Leaves no text of a record to be read as markup."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.render.documents.document import Block, Document, PaperTable, Paragraph
from commitments.render.formats.markdown_text import markdown_rows
from commitments.render.safe import markdown


def document_markdown(document: Document) -> str:
    """The paper as Markdown, which ends in a line feed."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield f"# {markdown(document.title)}"
    for line in document.lead_lines:
        yield ""
        yield markdown(line)
    for section in document.sections:
        yield ""
        yield f"## {markdown(section.heading)}"
        for block in section.blocks:
            yield ""
            yield from _block_lines(block)


def _block_lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield markdown(text)
        case PaperTable(columns, rows):
            cells = ([" · ".join(cell.split("\n")) for cell in row] for row in rows)
            yield from markdown_rows([column.head for column in columns], cells)
