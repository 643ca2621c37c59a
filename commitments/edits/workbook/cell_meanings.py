"""Reads the cells of the workbook as values, and says when two cells mean the same. It must not guess."""

from __future__ import annotations

from typing import Any

from commitments.edits.dates.written_dates import date_field_value
from commitments.edits.table.cells import CellReader, one_line_text, text_of_lines
from commitments.edits.table.evidence_pieces import count_addresses
from commitments.edits.unclear import Unclear, unclear
from commitments.edits.workbook.layout import Reading
from commitments.edits.workbook.row_edit import split_evidence
from commitments.errors import N_
from commitments.model.calendar.dates import parse_date
from commitments.model.fields import Tense

_PAST_COLUMNS = frozenset({"date", "met_on", "held_on"})
"""The columns with dates of what happened."""


class CellMeanings:
    """Reads cells by one reader, and remembers what it read."""

    def __init__(self, reader: CellReader) -> None:
        self._reader = reader
        self._meanings: dict[tuple[str, str], Any] = {}

    def value(self, key: str, reading: Reading, text: str) -> Any | Unclear:
        """What the text of a cell means, as a value of a field; `key` names the column."""
        if key == "evidence" and (fault := _address_fault(text)) is not None:
            return fault
        if reading is Reading.TEXT:
            return one_line_text(text) if key == "title" else text_of_lines(text)
        place = (key if reading is Reading.DATE else reading, text)
        if place not in self._meanings:
            self._meanings[place] = self._read(key, reading, text)
        return self._meanings[place]

    def _read(self, key: str, reading: Reading, text: str) -> Any | Unclear:
        match reading:
            case Reading.DATE:
                return self._date(key, text)
            case Reading.STATUS:
                return self._reader.choice("status", text)
            case Reading.MILESTONE_STATUS:
                return self._reader.choice("milestones.status", text)
            case _:
                return self._parties(text)

    def _date(self, key: str, text: str) -> str | int | Unclear:
        if parse_date(text) is not None:
            return date_field_value(text)
        return self._reader.date(text, Tense.HAPPENED if key in _PAST_COLUMNS else Tense.TO_COME)

    def _parties(self, text: str) -> tuple[str, ...] | Unclear:
        parties: list[str] = []
        for party in self._reader.parties(text):
            if isinstance(party, Unclear):
                return party
            parties.append(party)
        if len(set(parties)) < len(parties):
            return unclear(N_("{value} names a party twice"), value=text)
        return tuple(parties)

    def means_same(self, key: str, reading: Reading, one: str, other: str) -> bool:
        """Whether two texts of a column mean the same."""
        if one == other:
            return True
        if not one or not other:
            return False
        first, second = self.value(key, reading, one), self.value(key, reading, other)
        if isinstance(first, Unclear) or isinstance(second, Unclear):
            return False
        if reading is Reading.PARTIES:
            return {*first} == {*second}
        if reading is Reading.DATE:
            return _days(first) == _days(second)
        return bool(first == second)


def _address_fault(text: str) -> Unclear | None:
    """Why a cell of evidence is refused: further addresses would become a part of its title."""
    addresses = count_addresses(text)
    if addresses > 1:
        message = N_("The cell holds {n} addresses, and evidence has one")
        return unclear(
            message, N_("Leave one address in the cell; `commit update` adds the others."), n=addresses
        )
    if addresses and split_evidence(text)[1] is None:
        return unclear(N_("The address does not stand at the end"), N_("Write the title before the address."))
    return None


def _days(value: str | int) -> tuple[object, ...]:
    span = parse_date(value)
    return (span.earliest, span.latest, span.approximate, span.uncertain) if span else (value,)
