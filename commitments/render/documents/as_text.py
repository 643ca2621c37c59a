"""Writes a paper as plain text for a screen. Cuts nothing, and lays no table out in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitments.render.documents.document import Block, Document, PaperTable, Paragraph
from commitments.render.safe import one_line
from commitments.render.wrapped import fill_pieces, wrap_lines

_UNBROKEN = 100_000
"""Columns where nothing is broken."""


def document_text(document: Document, width: int | None = None) -> str:
    """The paper as text, in lines of at most `width` columns; it ends in a line feed."""
    return "\n".join(_lines(document, width or _UNBROKEN)) + "\n"


def _lines(document: Document, width: int) -> Iterator[str]:
    yield from _wrapped(document.title.upper(), width)
    for line in document.lead_lines:
        yield from _wrapped(line, width)
    for section in document.sections:
        yield ""
        yield from _wrapped(section.heading.upper(), width)
        for block in section.blocks:
            yield from _block_lines(block, width)


def _block_lines(block: Block, width: int) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield from _wrapped(text, width)
        case PaperTable(columns, rows):
            heads = [column.head for column in columns]
            for row in rows:
                yield from _row_lines(heads, row, width)


def _row_lines(heads: Sequence[str], row: Sequence[str], width: int) -> Iterator[str]:
    """A row as a paragraph: its first cells in a line of their own, then the others under their headings."""
    first = 1 if len(row) > 1 and row[0].isdigit() else 0
    number = f"{row[0]}. " if first else "- "
    title, *below = row[first].split("\n")
    indent = " " * len(number)
    yield from _hanging(number + one_line(title), indent, width)
    if below:
        yield from _hanging(indent + " · ".join(map(one_line, below)), indent, width)
    pieces = [
        f"{head}: {', '.join(map(one_line, cell.split(chr(10))))}"
        for head, cell in list(zip(heads, row, strict=True))[first + 1 :]
        if cell
    ]
    for line in fill_pieces(pieces, " · ", max(1, width - len(indent))):
        yield from _hanging(indent + line, indent, width)


def _hanging(text: str, indent: str, width: int) -> list[str]:
    """The lines of a text, each of them but the first indented."""
    body = text[len(indent) :]
    lines = wrap_lines(body, max(1, width - len(indent))).split("\n")
    return [text[: len(indent)] + lines[0], *(indent + line for line in lines[1:])]


def _wrapped(text: str, width: int) -> list[str]:
    return wrap_lines(one_line(text), width).split("\n")
