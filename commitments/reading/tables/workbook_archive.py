"""Checks that a workbook is safe to unpack: its parts, their sizes, their XML. Reads no value of a cell.

It parses each part once without building a tree, and so refuses what would fill the memory or expand
entities before openpyxl builds one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from commitments.errors import N_, CommitmentsError, TableError

MOST_UNPACKED = 128 * 1024 * 1024
"""Bytes of all parts together, by the sizes in the archive; no part unpacks to more than its size."""

_MOST_PARTS = 5_000
_MOST_MARKS = 2_000_000
"""Elements and attributes of all parts together; outside rows and shared texts each counts several times."""

_KEPT_FACTOR = 5
"""How often an element outside rows counts: openpyxl drops rows, and keeps styles and merged cells."""

_MOST_IN_LINE = 150_000
"""Elements and attributes of one row or one shared text; Excel's widest row has fewer."""

_MOST_TEXT = 8 * 1024 * 1024
"""Characters of one row or one shared text."""

_LONGEST_MARK = 4 * 1024 * 1024
"""Bytes of one tag; a parser begins a tag anew with every chunk of it."""

_DEEPEST = 64
_MOST_IN_ROW = 16_384
"""Cells of one row; Excel takes no more either."""

_LINES = frozenset({"row", "si", "table-row"})
"""The elements that readers drop once they are read: rows, and shared texts; in OpenDocument, `table-row`."""

_NOTED = frozenset({"row", "col", "comment", "threadedComment", "Relationship", "hyperlink"})
_CHUNK = 1024 * 1024
_PART = re.compile(r".*\.(?:xml|rels|vml)", re.IGNORECASE)


@dataclass
class WorkbookPart:
    """What a part of a workbook says about cells beside their values."""

    merged: list[str] = field(default_factory=list)
    """Ranges of merged cells, as `D7:D9`."""
    uncomputed: set[str] = field(default_factory=set)
    """Cells with a formula and without its value, as `D7`."""
    commented: list[str] = field(default_factory=list)
    """The cells that a part of comments is about, as `D7`."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """The first and the last of each span of hidden columns, from 1."""
    targets: list[str] = field(default_factory=list)
    """The parts that a part of relations names."""
    target_by_id: dict[str, str] = field(default_factory=dict)
    """The addresses outside of the workbook that a part of relations names, by the ids of these."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """Cells, as `D7`, each with the id of the address behind it."""


def read_parts(data: bytes) -> Mapping[str, WorkbookPart]:
    """The parts of a workbook by name; raises TableError for a workbook that is not safe to unpack."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _require_bounds(archive.infolist())
            reader = _PartReader()
            return {entry.filename: reader.read_part(archive, entry) for entry in archive.infolist()}
    except CommitmentsError:
        raise
    except Exception as error:  # zipfile raises half a dozen kinds for damaged archives
        raise not_a_workbook_error() from error


_SHEET_LIST = "xl/workbook.xml"
_LONGEST_SHEET_LIST = 1024 * 1024


def names_sheet(data: bytes, name: str) -> bool:
    """Whether a workbook says that it has a sheet of this plain name; False where that cannot be seen.

    It looks into the list of sheets alone, so that a table pays nothing for the question.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_SHEET_LIST) as source:
            return f'name="{name}"'.encode() in source.read(_LONGEST_SHEET_LIST)
    except Exception:  # zipfile raises half a dozen kinds; whoever reads the workbook says what is wrong
        return False


def not_a_workbook_error() -> TableError:
    """Returns the error for a file that cannot be read as a workbook."""
    return TableError(
        N_("This is not a workbook (.xlsx, .ods) that can be read"),
        N_(
            "Open it in Excel or LibreOffice and save it again as an Excel workbook (.xlsx), or as CSV UTF-8."
        ),
    )


def _require_bounds(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise TableError(N_("The workbook is encrypted"), N_("Save it without a password."))
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise TableError(
            N_("The workbook holds macros, so it is not read"), N_("Save it as an Excel workbook (.xlsx).")
        )
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise too_large_error()


def too_large_error() -> TableError:
    """Returns the error for a workbook that would fill the memory."""
    return TableError(
        N_("The workbook is too large once it is unpacked"),
        N_("Copy the table alone into a new workbook, or save the sheet as CSV UTF-8."),
    )


class _PartReader:
    """Reads all parts of one workbook and counts their elements and attributes together."""

    def __init__(self) -> None:
        self._mark_count = 0

    def read_part(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> WorkbookPart:
        part = WorkbookPart()
        parser = expat.ParserCreate()
        _PartHandlers(part, self).attach(parser)
        with archive.open(entry) as source:
            try:
                bytes_fed = 0
                while chunk := source.read(_CHUNK):
                    parser.Parse(chunk)
                    bytes_fed += len(chunk)
                    if bytes_fed - parser.CurrentByteIndex > _LONGEST_MARK:
                        raise too_large_error()
                parser.Parse(b"", True)
            except expat.ExpatError:
                if _PART.fullmatch(entry.filename):
                    raise
                return WorkbookPart()  # a picture, or another thing that is no XML
        return part

    def count(self, marks: int) -> None:
        self._mark_count += marks
        if self._mark_count > _MOST_MARKS:
            raise too_large_error()


class _PartHandlers:
    def __init__(self, part: WorkbookPart, reader: _PartReader) -> None:
        self._part = part
        self._reader = reader
        self._depth = 0
        self._line_depth = 0
        """The depth of the open row or shared text; 0 outside of them."""
        self._mark_count = self._character_count = 0
        self._cell_count = 0
        self._cell = ""
        """The open cell; empty where it cannot hold a formula without a value."""
        self._has_formula = False
        self._has_text = False

    def attach(self, parser: expat.XMLParserType) -> None:
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start_element
        parser.EndElementHandler = self._end_element
        parser.CharacterDataHandler = self._characters

    def _start_element(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise not_a_workbook_error()
        local = name.rpartition(":")[2]
        if local in _LINES and not self._line_depth:
            self._line_depth = self._depth
            self._mark_count = self._character_count = 0
        self._count(1 + len(attributes))
        if local in _NOTED:
            self._note(local, attributes)
        if local == "row":
            self._cell_count = 0
        elif local == "c":
            self._cell_count += 1
            if self._cell_count > _MOST_IN_ROW:
                raise not_a_workbook_error()
            self._cell = "" if attributes.get("t") == "str" else attributes.get("r", "")
            self._has_formula = self._has_text = False
        elif local == "f":
            self._has_formula = True
        elif local == "v":
            self._has_text = False
        elif local == "mergeCell":
            self._part.merged.append(attributes.get("ref", ""))

    def _note(self, local: str, attributes: Mapping[str, str]) -> None:
        """Keep what a part says beside the values of its cells."""
        is_hidden = attributes.get("hidden") in ("1", "true")
        if local == "row" and is_hidden and attributes.get("r", "").isdecimal():
            self._part.hidden_rows.append(int(attributes["r"]))
        elif local == "col" and is_hidden:
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self._part.hidden_columns.append((int(first), int(last)))
        elif local in ("comment", "threadedComment"):
            self._part.commented.append(attributes.get("ref", ""))
        elif local == "Relationship":
            self._part.targets.append(attributes.get("Target", ""))
            if attributes.get("TargetMode") == "External":
                self._part.target_by_id[attributes.get("Id", "")] = attributes.get("Target", "")
        elif local == "hyperlink":
            id = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            self._part.links.append((attributes.get("ref", ""), id))

    def _count(self, marks: int) -> None:
        self._reader.count(marks if self._line_depth else marks * _KEPT_FACTOR)
        self._mark_count += marks
        if self._line_depth and self._mark_count > _MOST_IN_LINE:
            raise too_large_error()

    def _characters(self, text: str) -> None:
        self._has_text = True
        self._character_count += len(text)
        if self._line_depth and self._character_count > _MOST_TEXT:
            raise too_large_error()

    def _end_element(self, name: str) -> None:
        if self._depth == self._line_depth:
            self._line_depth = 0
        self._depth -= 1
        if not self._has_formula:
            return
        local = name.rpartition(":")[2]
        if local == "f":
            self._has_text = False  # the text so far is the formula, not its value
        elif local == "c":
            self._has_formula = False
            if self._cell and not self._has_text:
                self._part.uncomputed.add(self._cell)


def _refuse_doctype(*_: object) -> None:
    """Raises TableError: no workbook declares a document type, whose entities may expand without end."""
    raise not_a_workbook_error()
