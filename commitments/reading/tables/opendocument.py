"""Reads tables in OpenDocument spreadsheets (.ods), after `workbook_archive`. It must not know a field.

Elements and attributes are those of OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

from commitments.errors import N_, CommitmentsError, TableError, UnknownNameError
from commitments.model.nearest import nearest_word
from commitments.reading.tables.opendocument_content import ContentReader, OpenSheet
from commitments.reading.tables.sheet import CellValue, Sheet, SheetMarks, trimmed, without_empty_end
from commitments.reading.tables.workbook_archive import not_a_workbook_error, read_parts

IsHeader = Callable[[Sequence[CellValue]], bool]

MEDIA_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
"""The content of the part `mimetype`; a template has a longer one."""

_MOST_HEADER_ROWS = 60


def is_opendocument(data: bytes) -> bool:
    """Whether the bytes are those of an OpenDocument file, whose first part is its media type."""
    return b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]


def read_opendocument(data: bytes, name: str | None, is_header: IsHeader) -> Sheet:
    """The rows of the sheet `name`, or of the first visible sheet with a header, else of the first visible.

    Raises UnknownNameError where there is no such sheet, and TableError for what is no readable spreadsheet.
    """
    read_parts(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _require_plain_spreadsheet(archive)
            content = ContentReader()
            for part in ("styles.xml", "content.xml"):
                if part in archive.namelist():
                    with archive.open(part) as source:
                        content.read(source)
    except CommitmentsError:
        raise
    except Exception as error:  # zipfile and expat raise half a dozen kinds for damaged files
        raise not_a_workbook_error() from error
    sheet = _choose_sheet(content.sheets, name, is_header)
    others = tuple(other.name for other in content.sheets if other is not sheet)
    return _as_sheet(sheet, content.epoch, others)


def _require_plain_spreadsheet(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise TableError(N_("The workbook is encrypted"), N_("Save it without a password."))
    if not archive.read("mimetype").startswith(MEDIA_TYPE):
        raise TableError(
            N_("This is an OpenDocument file, but not a spreadsheet (.ods)"),
            N_("Copy its table into a spreadsheet, and save that."),
        )


def _choose_sheet(sheets: Sequence[OpenSheet], name: str | None, is_header: IsHeader) -> OpenSheet:
    if name is None:
        visible = [sheet for sheet in sheets if not sheet.is_hidden]
        if not visible:
            raise not_a_workbook_error()
        return next((sheet for sheet in visible if _has_header(sheet, is_header)), visible[0])
    by_name = {sheet.name: sheet for sheet in sheets}
    if name not in by_name:
        nearest_name = nearest_word(name, by_name)
        raise UnknownNameError(
            N_("There is no sheet {name}"),
            N_("Did you mean {near}? There are: {known}") if nearest_name else N_("There are: {known}"),
            name=name,
            near=nearest_name,
            known=", ".join(by_name),
        )
    return by_name[name]


def _has_header(sheet: OpenSheet, is_header: IsHeader) -> bool:
    return any(map(is_header, sheet.rows[:_MOST_HEADER_ROWS]))


def _as_sheet(sheet: OpenSheet, epoch: int, others: tuple[str, ...]) -> Sheet:
    marks = SheetMarks(
        tuple(sheet.struck),
        tuple(sheet.filled),
        tuple(sheet.commented),
        tuple(sheet.hidden_rows),
        tuple(sheet.hidden_columns),
        tuple(sheet.linked),
    )
    rows = without_empty_end([trimmed(row) for row in sheet.rows])
    return Sheet(rows, sheet.name, epoch, others, marks)
