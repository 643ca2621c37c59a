"""Judges values by a shipped schema and explains what it refuses. Uses no other schema; fetches nothing.

jsonschema-rs accepts in microseconds; jsonschema is imported only to explain a refusal. Where jsonschema-rs
is missing, jsonschema does both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from commitments.errors import N_, InstallationError, system_reason
from commitments.model.nearest import COMPARED_LENGTH, nearest_word
from commitments.model.problem import Finding, Pointer
from commitments.reading.text import MOST_FAULTS

_FOLDER = Path(__file__).parent.parent / "schema"

COMMITMENT = "commitment.schema.json"
PARTIES = "parties.schema.json"
EVENTS = "events.schema.json"
SCHEMAS = (COMMITMENT, PARTIES, EVENTS)
"""Every schema that is shipped."""

_SIZES = frozenset({"minLength", "maxLength", "minItems", "maxItems", "minProperties", "minimum", "maximum"})
_MOST_CHARACTERS = 80
"""Characters of a refused value in a message; a list of allowed values may have four times as many."""

_MOST_IN_ONE_PLACE = 4
"""Errors that one place can have at most: its size, its form, and what its status owes."""


@cache
def schema_bytes(name: str) -> bytes:
    """The bytes of a shipped schema; raises InstallationError where it is missing or damaged."""
    try:
        return (_FOLDER / name).read_bytes()
    except OSError as error:
        raise _installation_error(name, system_reason(error)) from error


@cache
def shipped_schema(name: str) -> Any:
    """A shipped schema as a value; raises InstallationError where it is missing or damaged."""
    import json

    try:
        return json.loads(schema_bytes(name))
    except ValueError as error:
        raise _installation_error(name, str(error)) from error


def _installation_error(name: str, reason: str) -> InstallationError:
    return InstallationError(
        N_("The installed schema {name} cannot be read ({reason}); install the program again"),
        name=name,
        reason=reason,
    )


@cache
def schema_acceptor(name: str) -> Callable[[Any], bool]:
    """Returns a function that tells whether a value keeps to a shipped schema."""
    validator = _fast_validator(name)
    return (_validator(name) if validator is None else validator).is_valid  # type: ignore[no-any-return]


@cache
def _fast_validator(name: str) -> Any:
    """Returns the validator of jsonschema-rs; None where that is not installed."""
    try:
        import decimal  # noqa: F401 (jsonschema-rs panics where an interrupt comes while it loads this)

        import jsonschema_rs
    except ImportError:
        return None
    return jsonschema_rs.validator_for(shipped_schema(name), retriever=_refuse_to_fetch)


def _refuse_to_fetch(address: str) -> Any:
    """Raises LookupError; without it jsonschema-rs fetches a remote `$ref` from the network or the disk."""
    raise LookupError(f"nothing is fetched: {address}")


@cache
def _validator(name: str) -> Any:
    import jsonschema
    import referencing

    check_properties = jsonschema.Draft202012Validator.VALIDATORS["properties"]

    def properties(validator: Any, schemas: Any, instance: Any, schema: Any) -> Iterator[Any]:
        if isinstance(instance, _SuspectRecord) and schemas is shipped_schema(name).get("properties"):
            schemas = {key: value for key, value in schemas.items() if key in instance.suspects}
        yield from check_properties(validator, schemas, instance, schema) or ()

    def all_of(validator: Any, branches: Any, instance: Any, schema: Any) -> Iterator[Any]:
        narrowed = isinstance(instance, _SuspectRecord) and branches is shipped_schema(name).get("allOf")
        for number, branch in enumerate(branches):
            if not narrowed or instance.branches is None or number in instance.branches:
                yield from validator.descend(instance, branch, schema_path=number)

    extend: Any = jsonschema.validators.extend
    validator_class = extend(jsonschema.Draft202012Validator, {"properties": properties, "allOf": all_of})
    return validator_class(shipped_schema(name), registry=referencing.Registry())


class _SuspectRecord(dict[str, Any]):
    """A record with the names of the fields to explain; explaining all of them takes far longer."""

    suspects: frozenset[Any]
    branches: frozenset[Any] | None = None
    """The numbers of the branches of `allOf` to explain; None for all."""


def _suspect_fields(name: str, value: Any) -> Any:
    """Returns a record with the names of the fields that jsonschema-rs refuses.

    Without jsonschema-rs, and where a value is no record, returns the value itself.
    """
    fast_validator = _fast_validator(name)
    if fast_validator is None or not isinstance(value, dict) or shipped_schema(name)["type"] != "object":
        return value
    suspected = _SuspectRecord(value)
    errors = list(fast_validator.iter_errors(value))
    suspected.suspects = frozenset(step for error in errors for step in error.instance_path[:1])
    if _branches_stand_alone(name):
        paths = [tuple(error.schema_path) for error in errors]
        suspected.branches = frozenset(path[1] for path in paths if path[:1] == ("allOf",))
    return suspected


@cache
def _branches_stand_alone(name: str) -> bool:
    """Whether no branch of `allOf` has a `$ref`: the path of an error would begin at its target."""
    return "'$ref'" not in repr(shipped_schema(name).get("allOf"))


def explain_refusal(name: str, value: Any) -> Iterator[Finding]:
    """Yields all that a schema refuses in a value, each place once; a wrong size hides a wrong form."""
    suspected = _suspect_fields(name, value)
    errors = list(islice(_validator(name).iter_errors(suspected), _MOST_IN_ONE_PLACE * (MOST_FAULTS + 1)))
    errors.sort(key=lambda error: error.validator not in _SIZES)
    seen: set[tuple[Pointer, str]] = set()
    for error in errors:
        for finding in _findings(error):
            key = (finding.pointer, finding.values.get("field", ""))
            if key not in seen:
                seen.add(key)
                yield finding


def _findings(error: Any) -> Iterator[Finding]:
    pointer: Pointer = tuple(error.absolute_path)
    keyword, expected, value = error.validator, error.validator_value, error.instance
    if keyword == "required":
        yield from _missing_fields(error, pointer)
    elif keyword in ("additionalProperties", "unevaluatedProperties"):
        yield from _unknown_fields(error, pointer)
    elif keyword == "type":
        names = [expected] if isinstance(expected, str) else expected
        yield Finding("wrong-type", pointer, {"expected": names[0], "found": _type_name(value)})
    elif keyword in ("enum", "const"):
        allowed = [str(item) for item in (expected if keyword == "enum" else [expected])]
        nearest_word = _nearest_word(str(value), tuple(allowed))
        yield Finding(
            "unknown-value",
            pointer,
            {"value": _shorten(value), "nearest": nearest_word, "allowed": _join_allowed(allowed)},
        )
    elif keyword == "pattern":
        examples = [str(example) for example in error.schema.get("examples", ())]
        values = {
            "value": _shorten(value),
            "examples": _join_allowed(examples),
            "nearest": _reorder_day(str(value)),
        }
        yield Finding("wrong-form", pointer, values)
    elif keyword in _SIZES:
        yield Finding("wrong-size", pointer, {"bound": keyword, "limit": str(expected)})
    else:
        yield Finding("schema", pointer, {"keyword": str(keyword)})


def _missing_fields(error: Any, pointer: Pointer) -> Iterator[Finding]:
    is_owed = "then" in error.absolute_schema_path and not pointer
    for field in error.validator_value:
        if field not in error.instance and is_owed:
            status = str(error.instance.get("status", ""))
            yield Finding("status-owes", (*pointer, "status"), {"field": field, "status": status})
        elif field not in error.instance:
            yield Finding("missing-field", pointer, {"field": field})


def _unknown_fields(error: Any, pointer: Pointer) -> Iterator[Finding]:
    fields = list(error.schema.get("properties", {}))
    own_prefixes = tuple("x-" for pattern in error.schema.get("patternProperties", {}) if "x-" in pattern)
    for field in error.instance:
        if field not in fields and not (own_prefixes and field.startswith(own_prefixes)):
            values = {"field": _shorten(field), "nearest": _nearest_word(field, tuple(fields))}
            yield Finding("unknown-field", (*pointer, field), values, on_key=True)


@lru_cache(maxsize=1024)
def _nearest_word(word: str, words: Sequence[str]) -> str:
    """The nearest word, cached, because many files have the same mistake."""
    return nearest_word(word[:COMPARED_LENGTH], words)


def _reorder_day(value: str) -> str:
    """A day such as `31/12/2026` as `2026-12-31`; empty where month and day cannot be told apart."""
    match = re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", value)
    if match is None:
        return ""
    day, month, year = (int(group) for group in match.groups())
    return f"{year:04}-{month:02}-{day:02}" if month <= 12 < day <= 31 else ""


_TYPE_NAMES = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


def _type_name(value: Any) -> str:
    return _TYPE_NAMES[type(value)]


def _shorten(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"


def _join_allowed(allowed: list[str]) -> str:
    return (
        _shorten(", ".join(allowed)) if len(", ".join(allowed)) > 4 * _MOST_CHARACTERS else ", ".join(allowed)
    )
