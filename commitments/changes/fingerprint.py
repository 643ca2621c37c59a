"""Gives each finding of a change a fingerprint, by which people accept this one change and not the next.

It rests on the rule, the record or the file, the field, and what stood there before and after. Neither a line
nor a wording has a part in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from commitments.changes.change_set import FileEdit, RecordEdit
from commitments.changes.compare import canonical_text
from commitments.model.problem import Finding

_DIGITS = 16


def fingerprint(finding: Finding, edit: RecordEdit | FileEdit) -> str:
    """The fingerprint of a finding about an edit: 16 hexadecimal digits."""
    subject = edit.id if isinstance(edit, RecordEdit) else edit.path
    field = ".".join(step for step in finding.pointer if isinstance(step, str))
    values = sorted(finding.values.items())
    parts = [finding.rule, subject, field, values, *_sides(finding, edit)]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _sides(finding: Finding, edit: RecordEdit | FileEdit) -> list[str]:
    """What stands at the field before and after; of an entry of a list after alone."""
    if not finding.pointer:
        return [] if edit.after is not None else [canonical_text(edit.before)]
    after = _value_at(edit.after if edit.after is not None else edit.before, finding.pointer)
    if any(isinstance(step, int) for step in finding.pointer):
        return [canonical_text(after)]
    return [canonical_text(_value_at(edit.before, finding.pointer)), canonical_text(after)]


def _value_at(value: Any, pointer: tuple[str | int, ...]) -> Any:
    for step in pointer:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
