"""Makes OpenDocument spreadsheets of tests, from rows of XML cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
)


def cell(text: str = "", attributes: str = "", inner: str = "") -> str:
    """A cell that shows a text, of several lines maybe."""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n") if text)
    kind = "" if "office:value-type" in attributes or not text else ' office:value-type="string"'
    return f"<table:table-cell{kind} {attributes}>{lines}{inner}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    """A row of cells; a plain text is a cell that shows it."""
    made = [text if text.startswith("<") else cell(text) for text in cells]
    return f"<table:table-row {attributes}>{''.join(made)}</table:table-row>"


def table(name: str, *rows: str, before: str = "") -> str:
    return f'<table:table table:name="{name}">{before}{"".join(rows)}</table:table>'


def open_document(
    *tables: str,
    styles: str = "",
    settings: str = "",
    media_type: str = MEDIA_TYPE,
    head: str = _HEAD,
    others: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The bytes of a spreadsheet."""
    content = (
        f"{head}<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{settings}{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", media_type, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        for name, text in others:
            archive.writestr(name, text)
    return file.getvalue()
