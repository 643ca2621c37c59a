"""Whether a workbook is safe to unpack: its parts, their sizes, their XML. Gives no value of a cell.

Each part is gone through once without building anything, so that what would fill the memory, or expand
entities, is refused before a library that builds trees sees it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from commitments.errors import N_, CommitmentsError

MOST_UNPACKED = 128 * 1024 * 1024
"""In bytes, of all parts together, as the archive itself gives their sizes; no part unpacks to more."""

_MOST_PARTS = 5_000
_MOST_MARKS = 2_000_000
"""Elements and attributes of all parts together; outside rows and shared texts each counts `_DEAR` times."""

_DEAR = 5
"""A library drops a row once it is read, and keeps styles, merged cells and names to the end."""

_MOST_IN_LINE = 150_000
"""Elements and attributes of one row, or of one shared text: more than Excel's widest row has."""

_MOST_TEXT = 8 * 1024 * 1024
"""Characters in them."""

_LONGEST_MARK = 4 * 1024 * 1024
"""In bytes; a parser begins anew on a mark with every chunk of it."""

_DEEPEST = 64
_MOST_IN_ROW = 16_384
"""Cells, as in Excel itself."""

_CHUNK = 1024 * 1024
_PART = re.compile(r".*\.(?:xml|rels|vml)", re.IGNORECASE)


@dataclass
class Part:
    """What a part of a workbook says that is not told with its cells."""

    merged: list[str] = field(default_factory=list)
    """Ranges of merged cells, as `D7:D9`."""
    uncomputed: set[str] = field(default_factory=set)
    """Cells with a formula and no value of it."""


def parts(data: bytes) -> Mapping[str, Part]:
    """The parts of a workbook by name; raises CommitmentsError for what should not be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _bounded(archive.infolist())
            walk = _Walk()
            return {item.filename: walk.part(archive, item) for item in archive.infolist()}
    except CommitmentsError:
        raise
    except Exception as error:  # zipfile raises half a dozen kinds for damaged archives
        raise not_a_workbook() from error


def not_a_workbook() -> CommitmentsError:
    """What to say of a file that cannot be made sense of."""
    return CommitmentsError(
        N_("This is no Excel workbook (.xlsx) that can be read"),
        N_("Open it in Excel or LibreOffice and save it anew as an Excel workbook (.xlsx), or as CSV UTF-8."),
    )


def _bounded(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise CommitmentsError(N_("The workbook is encrypted"), N_("Save it without a password."))
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise CommitmentsError(
            N_("The workbook holds macros, and is not read"), N_("Save it as an Excel workbook (.xlsx).")
        )
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _too_much()


def _too_much() -> CommitmentsError:
    return CommitmentsError(
        N_("The workbook is too large once it is unpacked"),
        N_("Copy the table alone into a new workbook, or save the sheet as CSV UTF-8."),
    )


class _Walk:
    """One walk through all parts; what it counts is counted over all of them."""

    def __init__(self) -> None:
        self._marks = 0

    def part(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Part:
        found = Part()
        parser = expat.ParserCreate()
        _Handlers(found, self).attach(parser)
        with archive.open(entry) as source:
            try:
                fed = 0
                while chunk := source.read(_CHUNK):
                    parser.Parse(chunk)
                    fed += len(chunk)
                    if fed - parser.CurrentByteIndex > _LONGEST_MARK:
                        raise _too_much()
                parser.Parse(b"", True)
            except expat.ExpatError:
                if _PART.fullmatch(entry.filename):
                    raise
                return Part()  # a picture, or another thing that is no XML
        return found

    def count(self, marks: int) -> None:
        self._marks += marks
        if self._marks > _MOST_MARKS:
            raise _too_much()


class _Handlers:
    def __init__(self, found: Part, walk: _Walk) -> None:
        self._found = found
        self._walk = walk
        self._depth = 0
        self._line = 0
        """How deep the row or shared text stands that is open; 0 outside of them."""
        self._marks = self._letters = 0
        self._cells = 0
        self._cell = ""
        """The cell that is open, where it may still turn out to hold a formula without a value."""
        self._formula = False
        self._text = False

    def attach(self, parser: expat.XMLParserType) -> None:
        parser.StartDoctypeDeclHandler = _refused
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise not_a_workbook()
        local = name.rpartition(":")[2]
        if local in ("row", "si") and not self._line:
            self._line = self._depth
            self._marks = self._letters = 0
        self._count(1 + len(attributes))
        if local == "row":
            self._cells = 0
        elif local == "c":
            self._cells += 1
            if self._cells > _MOST_IN_ROW:
                raise not_a_workbook()
            self._cell = "" if attributes.get("t") == "str" else attributes.get("r", "")
            self._formula = self._text = False
        elif local == "f":
            self._formula = True
        elif local == "v":
            self._text = False
        elif local == "mergeCell":
            self._found.merged.append(attributes.get("ref", ""))

    def _count(self, marks: int) -> None:
        self._walk.count(marks if self._line else marks * _DEAR)
        self._marks += marks
        if self._line and self._marks > _MOST_IN_LINE:
            raise _too_much()

    def _characters(self, text: str) -> None:
        self._text = True
        self._letters += len(text)
        if self._line and self._letters > _MOST_TEXT:
            raise _too_much()

    def _end(self, name: str) -> None:
        if self._depth == self._line:
            self._line = 0
        self._depth -= 1
        if not self._formula:
            return
        local = name.rpartition(":")[2]
        if local == "f":
            self._text = False  # what came so far is the formula, not its value
        elif local == "c":
            self._formula = False
            if self._cell and not self._text:
                self._found.uncomputed.add(self._cell)


def _refused(*_: object) -> None:
    """Workbooks never declare a type of document, and what does may be there to expand without end."""
    raise not_a_workbook()
