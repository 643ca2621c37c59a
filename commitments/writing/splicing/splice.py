"""Changes values in a record's text, and leaves every other byte as it was. Opens no file.

The new text is read again and must say what was meant, types included. Where it does not, or where the
change of a place is not certain, the edit is refused with an error.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yaml import YAMLError

from commitments.edits.steps import Drop, EditStep, apply_steps, apply_to_list
from commitments.errors import N_, EditError
from commitments.reading.schema_fields import field_order
from commitments.reading.text import RECORD, REGISTRY, Limits, find_unsafe_character
from commitments.reading.yaml.yaml_nodes import UnplacedError
from commitments.reading.yaml.yaml_text import Parsed, parse
from commitments.writing.splicing.line_bounds import line_number
from commitments.writing.splicing.new_record import plain_value
from commitments.writing.splicing.smallest_steps import is_same_value, smallest_steps
from commitments.writing.splicing.step_changes import step_changes
from commitments.writing.splicing.text_changes import Unsure, apply_changes

_BY_HAND = N_("Nothing was written. Edit the file by hand.")


def splice_record(data: bytes, steps: Sequence[EditStep], path: str = "") -> bytes:
    """The text of the record with the steps done in their order, and all other lines untouched.

    Raises ValueError for a step that leads nowhere in the record, and EditError, which names `path` and a
    line, where a step cannot be done with certainty.
    """
    return _Splicer(path, RECORD, field_order(), dict, apply_steps).splice(data, steps)


def splice_list(data: bytes, steps: Sequence[EditStep], path: str, schema_name: str) -> bytes:
    """The text of a list of a schema, such as the events, with the steps done, as `splice_record` does."""
    return _Splicer(path, REGISTRY, field_order(schema_name), list, apply_to_list).splice(data, steps)


@dataclass(frozen=True, slots=True)
class _Splicer:
    """Edits texts of one kind."""

    path: str
    limits: Limits
    order: Mapping[str, int]
    kind: type[dict[Any, Any]] | type[list[Any]]
    """The type of the whole value."""
    apply: Callable[[Any, Sequence[EditStep]], Any]
    """Applies steps to a whole value."""

    def splice(self, data: bytes, steps: Sequence[EditStep]) -> bytes:
        """The text with the steps done."""
        parsed = parse(data, limits=self.limits)
        if parsed.faults or not isinstance(parsed.value, self.kind):
            raise EditError(
                N_("{path}, line {line}: this text is not edited, because it has a fault"),
                N_("Nothing was written. Run `commit validate` to see what is wrong with it."),
                path=self.path,
                line=parsed.faults[0].line if parsed.faults else 1,
            )
        value, text, line = parsed.value, parsed.text, 1
        for step in map(_plain_step, steps):
            next_value = self.apply(value, [step])
            require_safe(step, self.path)
            for small_step in smallest_steps(value, step):
                text, line = _apply_step(text, small_step, self.order, self.path)
            value = next_value
        result = (BOM_UTF8 if data.startswith(BOM_UTF8) else b"") + text.encode()
        _require_meaning(parse(result, limits=self.limits), value, self.path, line)
        return result


def _plain_step(step: EditStep) -> EditStep:
    return step if isinstance(step, Drop) else step._replace(value=plain_value(step.value))


def _apply_step(text: str, step: EditStep, order: Mapping[str, int], path: str) -> tuple[str, int]:
    """The text with one step done, and the number of the first changed line."""
    try:
        text_changes = step_changes(text, step, order)
        return apply_changes(text, text_changes), line_number(
            text, min(change.start for change in text_changes)
        )
    except (Unsure, UnplacedError, YAMLError) as error:
        position = getattr(error, "at", 0)
        raise EditError(
            N_("{path}, line {line}: this place is written in a way that cannot be edited with certainty"),
            _BY_HAND,
            path=path,
            line=line_number(text, position),
        ) from error


def _require_meaning(parsed: Parsed, meant: Any, path: str, line: int) -> None:
    """Raise EditError for a text that does not say what was meant."""
    if parsed.faults or not is_same_value(parsed.value, meant):
        raise EditError(
            N_("{path}, line {line}: the edited text would not say what was meant"),
            _BY_HAND,
            path=path,
            line=line,
        )


def require_safe(step: EditStep, path: str) -> None:
    """Raise EditError, which names `path`, for a step with a character that no field may hold."""
    texts = [] if isinstance(step, Drop) else _texts(step.value)
    for text in (*(key for key in step.pointer if isinstance(key, str)), *texts):
        if character := find_unsafe_character(text):
            raise EditError(
                N_("{path}: the new text holds {character}, which no field may hold"),
                N_("Nothing was written. Write it without that character."),
                path=path,
                character=character,
            )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, field in value.items():
            yield from _texts(key)
            yield from _texts(field)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
