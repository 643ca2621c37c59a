"""Reads cells that say something else than their column asks for: words in place of a date, parties unknown.

What is read so is told as a doubt, never taken in silence. It must not decide what a record keeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from commitments.edits.dates.fiscal_years import names_fiscal_year
from commitments.edits.dates.written_dates import TOO_VAGUE, UNREADABLE, WrittenDate
from commitments.edits.table import cells
from commitments.edits.table.body_words import is_collective
from commitments.edits.table.cells import CellReader
from commitments.edits.table.column_names import DATE_FIELDS
from commitments.edits.table.named_bodies import split_names
from commitments.edits.table.table_words import is_endless, looks_like_date, renews_by_itself, says_nothing
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_
from commitments.model.folding import fold, is_vietnamese
from commitments.model.lifecycle import Renewal, Role

UNKNOWN_SUPPORT = "x-supporting"
"""The own field that keeps the words of a cell of supporting parties where some of them are unknown."""


class LooseReading(NamedTuple):
    """What a cell says in place of what its column asks for."""

    values: Mapping[str, Any]
    """The values by field; empty where the cell says that there is nothing."""
    doubts: tuple[Unclear, ...] = ()


def loose_reading(name: str, value: object, parts: Sequence[Any]) -> LooseReading | None:
    """What a cell says whose reading was refused; None where the refusal stands.

    `parts` are the readings of its parts, of which some are refusals.
    """
    if name == Role.SUPPORTING or (name == Role.LEAD and _only_many_are_unknown(parts)):
        return _loose_parties(name, value, parts)
    if name not in DATE_FIELDS or not isinstance(value, str):
        return None
    if says_nothing(value):
        return LooseReading({})
    if name == "in_force.until" and is_endless(value):
        return LooseReading({})
    if name == "in_force.until" and renews_by_itself(value):
        return LooseReading({"in_force.renewal": Renewal.TACIT.value})
    return _loose_deadline(value, parts[0]) if name == "due" else None


def spelled_out(parts: Sequence[Any], reader: CellReader) -> tuple[list[Any], list[Unclear]]:
    """The parties of a cell, short names such as `Bộ KH&CN` among them, and a doubt for each of these."""
    settled: list[Any] = []
    doubts: list[Unclear] = []
    for part in parts:
        is_unknown = isinstance(part, Unclear) and part.message == cells.NO_PARTY
        text = str(dict(part.values).get("party", "")) if is_unknown else ""
        names = [text] if reader.abbreviated_party(text) else [*map(str.strip, split_names(text))]
        ids = {name: reader.abbreviated_party(name) for name in names if name}
        settled += [id or reader.party(name) for name, id in ids.items()] if any(ids.values()) else [part]
        doubts += [_short_name_doubt(name, id, reader) for name, id in ids.items() if id is not None]
    return settled, doubts


def _short_name_doubt(name: str, id: str, reader: CellReader) -> Unclear:
    return unclear(
        N_("{name} is read as {party}"),
        N_("If that is right, add it to the `aliases` in schema/parties.yaml."),
        name=name,
        party=f"{id} ({reader.registry.name(id, 'vi')})",
    )


def _loose_deadline(value: str, refusal: Unclear) -> LooseReading | None:
    if refusal.message not in (UNREADABLE, TOO_VAGUE) or looks_like_date(value):
        return None
    is_fiscal = names_fiscal_year(fold(cells.one_line_text(value)))
    reason = unclear(
        N_("No date can be read in “{value}”: the words stand in due_basis, without a deadline"),
        N_("Say when fiscal years start, as with --fiscal-year-starts 4.")
        if is_fiscal
        else N_("Write the day that counts, if there is one."),
        value=cells.one_line_text(value),
    )
    words = cells.one_line_text(value)
    return LooseReading({"due": WrittenDate(None, words, "vi" if is_vietnamese(words) else "")}, (reason,))


def _only_many_are_unknown(parts: Sequence[Any]) -> bool:
    """Whether a cell names parties, and beside them only many bodies at once, as `các địa phương`."""
    unknown = [part for part in parts if isinstance(part, Unclear)]
    return len(unknown) < len(parts) and all(
        part.message == cells.NO_PARTY and is_collective(str(dict(part.values).get("party", "")))
        for part in unknown
    )


def _loose_parties(name: str, value: object, parts: Sequence[Any]) -> LooseReading:
    """The known parties of a cell, and all of its words for the unknown ones."""
    known = [part for part in parts if not isinstance(part, Unclear)]
    kept = {Role.LEAD.value: "x-lead"}.get(name, UNKNOWN_SUPPORT)
    doubts = tuple(
        _kept_words(part, kept) if part.message == cells.NO_PARTY else part
        for part in parts
        if isinstance(part, Unclear)
    )
    values: dict[str, Any] = {kept: cells.text_of_lines(value)}
    return LooseReading({**values, name: known} if known else values, doubts)


def _kept_words(refusal: Unclear, field: str) -> Unclear:
    """The doubt about a name whose words an own field keeps."""
    return refusal._replace(
        message=N_("There is no party {party}; {field} keeps the words of the cell"),
        hint="" if is_collective(str(dict(refusal.values).get("party", ""))) else refusal.hint,
        values=(*refusal.values, ("field", field)),
    )
