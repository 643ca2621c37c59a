"""Suggests the entry that a moved day lacks, as lines of the file with the reason to fill. Opens no file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import takewhile
from typing import Any, NamedTuple

from commitments.changes.rules.date_rules import MOVED_SILENTLY
from commitments.edits.list_edits import value_at
from commitments.edits.steps import append_step
from commitments.errors import EditError
from commitments.history.review import JudgedProblem
from commitments.model.calendar.dates import parse_date
from commitments.reading.yaml.yaml_text import parse
from commitments.render.safe import inert, visible
from commitments.writing.splicing.splice import splice_record

_TERM = "in_force"


class Suggestion(NamedTuple):
    """Lines that take the place of others."""

    path: str
    line: int
    end_line: int
    """The last line that is replaced; both count from 1."""
    text: str
    """The new lines, without the last line feed."""

    @property
    def is_plain(self) -> bool:
        """Whether the text shows everything it holds, and no log takes a line of it for a command."""
        return inert(visible(self.text)) == self.text


def suggestion(judged: JudgedProblem, today: date, lang: str) -> Suggestion | None:
    """The entry that a silently moved day lacks; None where another fault is found, or nothing is certain."""
    if judged.text is None or judged.problem.rule not in MOVED_SILENTLY:
        return None
    value = parse(judged.text).value
    new_text = _with_entry(judged, value, today, lang) if isinstance(value, dict) else None
    return _changed_lines(judged.problem.path, judged.text, new_text) if new_text is not None else None


def _with_entry(judged: JudgedProblem, record: Mapping[str, Any], today: date, lang: str) -> bytes | None:
    """The text of the record with the entry; None where it cannot be added with certainty."""
    pointer, old = judged.problem.pointer, judged.problem.values.get("from", "")
    name = judged.problem.values.get("field", "due").rpartition(".")[2]
    holder = pointer[:-1] if pointer and pointer[-1] == name else pointer
    if parse_date(old) is None or judged.text is None:
        return None
    place = (*holder, "changes" if _TERM in holder else "due_changes")
    try:
        new = value_at(record, (*holder, name))
        entry: dict[str, Any] = {"field": name} if _TERM in holder else {}
        entry |= {"date": today.isoformat(), "from": _year_or_text(old), "to": new, "reason": {lang: ""}}
        step = append_step(record, place, {key: part for key, part in entry.items() if part is not None})
        return splice_record(judged.text, [step], judged.problem.path)
    except (EditError, ValueError, KeyError, IndexError, TypeError):
        return None


def _year_or_text(text: str) -> int | str:
    """A year as YAML reads it, so that it is written without quotes."""
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else text


def _changed_lines(path: str, old: bytes, new: bytes) -> Suggestion:
    """The lines in which two texts differ; an insertion takes the line above with it."""
    old_lines, new_lines = (text.decode("utf-8-sig").splitlines() for text in (old, new))
    head = max(0, _common_length(old_lines, new_lines))
    tail = _common_length(old_lines[head:][::-1], new_lines[head:][::-1])
    if head and head + tail >= len(old_lines):
        head -= 1
    end = len(old_lines) - tail
    return Suggestion(path, head + 1, end, "\n".join(new_lines[head : len(new_lines) - tail]))


def _common_length(lines: list[str], others: list[str]) -> int:
    """The number of lines that two texts begin with alike."""
    pairs = zip(lines, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def fence(text: str) -> str:
    """A mark around lines of code that is longer than any run of backticks in them."""
    return "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
