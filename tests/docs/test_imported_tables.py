"""The invented tables become the right records, and the page about them lists them all."""

from __future__ import annotations

import pytest
from docs_pages import DOCS, read
from table_scores import scored_table, table_names

LEAST_RIGHT = 0.9


@pytest.mark.parametrize("name", table_names())
def test_a_table_is_read_right_with_its_questions_answered(name: str) -> None:
    scored = scored_table(name)
    assert scored.answered.wrong == 0, scored.notes
    assert scored.answered.right >= LEAST_RIGHT * scored.rows, scored.notes
    assert scored.with_recipe == scored.answered, scored.notes


def test_the_page_lists_every_table() -> None:
    page = read(DOCS / "imported-tables.md")
    assert [name for name in table_names() if f"| `{name}` |" not in page] == []
    assert len(table_names()) >= 10
