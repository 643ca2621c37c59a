"""No reader of untrusted text works by the square of its length, whatever signs repeat in it.

Judges the work alone, not what is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

import pytest

from commitments.edits.forms.filled_form import read_form
from commitments.edits.table.body_words import body_kind, is_collective
from commitments.edits.table.cells import CellReader
from commitments.edits.table.column_names import field_of_heading, other_field_of_heading
from commitments.edits.table.evidence_pieces import evidence_pieces
from commitments.edits.table.named_bodies import split_names
from commitments.edits.table.table_words import looks_like_date, plain_date_text, status_by_share
from commitments.edits.workbook.cell_meanings import CellMeanings
from commitments.edits.workbook.layout import Reading
from commitments.edits.workbook.row_edit import split_evidence
from commitments.errors import CommitmentsError
from commitments.model.fields import Tense
from commitments.model.names import Prose
from commitments.model.parties.party import Party, Registry
from commitments.model.parties.party_initials import abbreviated_parties
from commitments.model.problem import Finding
from commitments.model.web_address import address_fault
from commitments.reading.settings import place_setting
from commitments.reading.tables.date_cells import day_or_period
from commitments.reading.tables.spreadsheet import read_table
from commitments.reading.toml_depth import find_deep_place
from commitments.reading.yaml.plain_yaml import plain_value
from commitments.reading.yaml.yaml_text import parse
from commitments.render.safe import inert, json_safe, markdown, visible
from commitments.render.wrapped import wrap_lines
from tests.bounds import little_work

_LENGTH = 30_000
"""Signs of a hostile text, about as many as a cell of Excel takes."""

_REPEATED = (
    *(" ", "\n", "\t", "a", "A", "1", "T", ",", ".", "-", "|", "(", "[", "{", "<", "*", "_", "~", "`", "#"),
    *('"', "'", "a ", "A ", "A&", "1.", "*a ", "_a ", "**a ", "~~a", "~~", "![", "[a](", "<a", "<br "),
    *("<!--", "`a", "(AB", "https://", "https://a ", "www.", "a:", "::", " :", ": ", "- ", " -", "-|"),
    *("\\", "\\|", "###", "### ", "\n#", " and ", " va ", ", ", " to ", "den ", "by ", "a-", "\n\n", "\n ",),
    *("{a: ", "[[", "$a", "@a", "##[", "=", "//"),
)  # fmt: skip
_AROUND = (("", ""), ("a", "b"), ("### a", "x::"), ("AA", "1"))

_MINISTRY = Party("mof", Prose("Ministry of Finance", "Bộ Tài chính"))
_CELLS = CellReader(Registry({"mof": _MINISTRY}), choices={"status": {"agreed": "agreed"}})
_MEANINGS = CellMeanings(_CELLS)


def _is_header(values: object) -> bool:
    return "Action" in str(values)


def _markdown_table(text: str) -> object:
    line = text.replace("\n", " ")
    whole = f"# {line}\n\n| Action | Due |\n|---|---|\n| x | {line[:30_000]} |\n{text}\n|---{line}\n"
    return read_table(whole.encode(), ".md", _is_header)


READERS: Mapping[str, Callable[[str], object]] = {
    "a form": read_form,
    "evidence of a workbook": split_evidence,
    "a cell of evidence": lambda text: _MEANINGS.value("evidence", Reading.TEXT, text),
    "evidence of a table": lambda text: evidence_pieces(text, text),
    "a table in Markdown": _markdown_table,
    "a heading": field_of_heading,
    "a weak heading": other_field_of_heading,
    "a date": lambda text: _CELLS.written_date(text, Tense.TO_COME),
    "a text that may be a date": lambda text: (plain_date_text(text), looks_like_date(text)),
    "a status": lambda text: (_CELLS.choice("status", text), status_by_share(text)),
    "parties": lambda text: list(_CELLS.parties(text)),
    "initials": lambda text: abbreviated_parties(text, [_MINISTRY], with_word=False),
    "names of bodies": split_names,
    "a body": lambda text: (is_collective(text), body_kind(text)),
    "a format of dates": lambda text: day_or_period(date(2026, 6, 1), text),
    "an address": lambda text: address_fault(f"https://{text}"),
    "a record": lambda text: parse(text.encode()),
    "a simple record": plain_value,
    "settings": find_deep_place,
    "the place of a setting": lambda text: place_setting(text, "register", Finding("settings-syntax")),
    "a shown text": lambda text: (visible(text), json_safe(text)),
    "a runner": inert,
    "a text in Markdown": markdown,
    "a wrapped text": lambda text: wrap_lines(text, 80),
}


@pytest.mark.parametrize("name", READERS)
def test_hostile_text_takes_little_work(name: str) -> None:
    for sign in _REPEATED:
        for begin, end in _AROUND:
            with little_work(4), suppress(CommitmentsError):
                READERS[name](begin + (sign * _LENGTH)[:_LENGTH] + end)
