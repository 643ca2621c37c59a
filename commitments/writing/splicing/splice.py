"""A record's text with some of its values changed, and every other byte as it was. Opens no file.

What comes of it is read again and must say what was meant, types included; where it does not, or where a
place is written in a way that is not edited with certainty, nothing is done and the reader is told.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from typing import Any

from yaml import YAMLError

from commitments.edits.steps import Drop, EditStep, applied
from commitments.errors import N_, CommitmentsError
from commitments.reading.text import unsafe_in
from commitments.reading.yaml_nodes import Unplaced
from commitments.reading.yaml_text import parse
from commitments.writing.splicing.line_bounds import line_number
from commitments.writing.splicing.new_record import plain
from commitments.writing.splicing.smallest_steps import same, smaller
from commitments.writing.splicing.step_changes import changes
from commitments.writing.splicing.text_changes import Unsure, changed

_BY_HAND = N_("Nothing was written. Edit the file by hand.")


def spliced(data: bytes, steps: Sequence[EditStep], path: str = "") -> bytes:
    """The record with the steps done in their order, and all lines but theirs untouched.

    Raises ValueError for a step that leads nowhere in the record, and CommitmentsError, which names `path`
    and a line, where it cannot be done with certainty.
    """
    parsed = parse(data)
    if parsed.faults or not isinstance(parsed.value, dict):
        raise CommitmentsError(
            N_("{path}, line {line}: this text is not edited, since it cannot be read without a fault"),
            N_("Nothing was written. `commit validate` says what is wrong with it."),
            path=path,
            line=parsed.faults[0].line if parsed.faults else 1,
        )
    value, text, line = parsed.value, parsed.text, 1
    for step in map(_plain, steps):
        meant = applied(value, [step])
        _refuse_unsafe(step, path)
        for small in smaller(value, step):
            text, line = _done(text, small, path)
        value = meant
    result = (BOM_UTF8 if data.startswith(BOM_UTF8) else b"") + text.encode()
    _confirm(result, value, path, line)
    return result


def _plain(step: EditStep) -> EditStep:
    return step if isinstance(step, Drop) else step._replace(value=plain(step.value))


def _done(text: str, step: EditStep, path: str) -> tuple[str, int]:
    """The text with one step done, and the line where."""
    try:
        found = changes(text, step)
        return changed(text, found), line_number(text, min(change.start for change in found))
    except (Unsure, Unplaced, YAMLError) as error:
        at = getattr(error, "at", 0)
        raise CommitmentsError(
            N_("{path}, line {line}: this place is written in a way that is not edited with certainty"),
            _BY_HAND,
            path=path,
            line=line_number(text, at),
        ) from error


def _confirm(result: bytes, meant: Any, path: str, line: int) -> None:
    """Refuse a text that does not say what was meant."""
    parsed = parse(result)
    if parsed.faults or not same(parsed.value, meant):
        raise CommitmentsError(
            N_("{path}, line {line}: the edited text would not say what was meant"),
            _BY_HAND,
            path=path,
            line=line,
        )


def _refuse_unsafe(step: EditStep, path: str) -> None:
    texts = [] if isinstance(step, Drop) else _texts(step.value)
    for text in (*(item for item in step.pointer if isinstance(item, str)), *texts):
        if character := unsafe_in(text):
            raise CommitmentsError(
                N_("{path}: the new text holds {character}, which no field may hold"),
                N_("Nothing was written. Write it without that character."),
                path=path,
                character=character,
            )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
