"""Writes one record as rows of a field and its value, for CSV. Puts nothing in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from commitments.changes.flat_record import flat_values
from commitments.model.fields import BY_PATH
from commitments.render.answer import Cells, Record
from commitments.render.formats.csv_text import cell_value, flatten_row
from commitments.reports.show import ShowReport

FIELD_KEYS = ("field", "value")
"""The keys of a row in CSV."""

_FIELD_ORDER = {path: place for place, path in enumerate(BY_PATH)}

_COMPUTED = "computed."
"""What stands before the name of a value that the record does not hold."""

_STORED = frozenset(
    {
        *("id", "title", "kind", "status", "made_on", "due", "due_basis", "due_event", "review_by"),
        *("parties", "part_of", "tags"),
    }
)
"""The keys of a judged record that its own fields tell."""


def record_cells(report: ShowReport, computed: Record) -> Cells:
    """A row for each value of a record, then for each value that is computed from it."""
    return Cells(FIELD_KEYS, lambda: _field_rows(report, computed), is_complete=True)


def _field_rows(report: ShowReport, computed: Record) -> Iterator[Record]:
    for field, value in flat_values(report.commitment.data, _FIELD_ORDER):
        yield {"field": field, "value": _plain_value(value)}
    for name, value in flatten_row(computed).items():
        if name.partition(".")[0] not in _STORED:
            yield {"field": f"{_COMPUTED}{name}", "value": value}


def _plain_value(value: Any) -> Any:
    """A value for one cell; an empty list or mapping as JSON."""
    return json.dumps(value) if isinstance(value, (dict, list)) else cell_value(value)
