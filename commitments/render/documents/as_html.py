"""Writes a paper as one HTML page that loads nothing and runs nothing, to read and to print on A4."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from commitments.render.documents.document import (
    Block,
    Document,
    PaperColumn,
    PaperSection,
    PaperTable,
    Paragraph,
)
from commitments.render.safe import visible

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 12pt/1.45 "Times New Roman", Tinos, serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; text-align: center; margin: 1rem 0 .5rem; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; break-after: avoid; }
.lead { text-align: center; margin: .15rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; min-width: 36rem; font-size: .92em }
th, td { border: 1px solid color-mix(in srgb, currentColor 45%, transparent); padding: .25rem .4rem; }
th, td { text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { background: color-mix(in srgb, currentColor 8%, transparent); }
tr { break-inside: avoid; }
td { white-space: pre-line; }
@page { size: A4; margin: 20mm 15mm 20mm 30mm; }
@page annex { size: A4 landscape; margin: 20mm 15mm 20mm 20mm; }
@media print {
  body { max-width: none; padding: 0; }
  .annex { page: annex; break-before: page; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
}
"""


def document_html(document: Document) -> str:
    """The paper as a whole page, which ends in a line feed."""
    return "\n".join(_lines(document)) + "\n"


def _permilles(columns: Sequence[PaperColumn]) -> list[int]:
    """The width of each column in thousandths of the table."""
    shares = sum(column.width for column in columns)
    return [1000 * column.width // shares for column in columns]


def _style(document: Document) -> str:
    """The style of a paper, with a class for each width of a column: the policy allows no style elsewhere."""
    tables = (
        block for section in document.sections for block in section.blocks if isinstance(block, PaperTable)
    )
    widths = sorted({permille for table in tables for permille in _permilles(table.columns)})
    return _STYLE + "".join(f".w{permille} {{ width: {permille / 10:g}%; }}\n" for permille in widths)


def _lines(document: Document) -> Iterator[str]:
    style = _style(document)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    yield "<!doctype html>"
    yield f'<html lang="{escape(document.lang)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        f" style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(document.title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{_text(document.title)}</h1>"
    for line in document.lead_lines:
        yield f'<p class="lead">{_text(line)}</p>'
    for section in document.sections:
        yield from _section_lines(section)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _section_lines(section: PaperSection) -> Iterator[str]:
    yield '<section class="annex">' if section.is_annex else "<section>"
    yield f"<h2>{_text(section.heading)}</h2>"
    for block in section.blocks:
        yield from _block_lines(block, section.heading)
    yield "</section>"


def _block_lines(block: Block, heading: str) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield f"<p>{_text(text)}</p>"
        case PaperTable(columns, rows):
            yield f'<div class="scroll" role="region" tabindex="0" aria-label="{_text(heading)}">'
            yield "<table>"
            marked = "".join(f'<col class="w{permille}">' for permille in _permilles(columns))
            yield f"<colgroup>{marked}</colgroup>"
            heads = "".join(f'<th scope="col">{_text(column.head)}</th>' for column in columns)
            yield f"<thead><tr>{heads}</tr></thead>"
            yield "<tbody>"
            yield from ("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            yield "</tbody>"
            yield "</table>"
            yield "</div>"


def _text(text: str) -> str:
    return escape(visible(text))
