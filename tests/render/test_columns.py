"""Are columns aligned alike however many lines a piece has, and is JSON row by row what it is as a whole?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.render import columns
from commitments.render.formats.json_text import indented_json

COLUMNS = {
    "STATE": ["late", "", "done"],
    "EMPTY": ["", "", ""],
    "名": ["Ủy ban", "日本国", "x"],
    "TITLE": ["a", "bb", ""],
}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_pieces_have_the_widths_of_all_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = columns.align_columns(COLUMNS)
    monkeypatch.setattr(columns, "_LINES", 1)
    assert list(columns.aligned_pieces(COLUMNS)) == whole.splitlines(keepends=True)


def test_no_column_is_no_line() -> None:
    assert columns.align_columns({"STATE": ["", ""]}) == "" == columns.align_columns({})


@given(VALUES)
def test_indented_json_is_that_of_the_standard_library(value: Any) -> None:
    assert indented_json(value) == json.dumps(value, ensure_ascii=False, indent=2)
