"""Whether a value keeps to a shipped schema, and if not, why. No other schema judges; fetches nothing.

Fast accept, slow explain: jsonschema-rs says yes in microseconds; jsonschema is imported only
for what was refused. Where jsonschema-rs is missing, jsonschema does both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from commitments.errors import N_, CommitmentsError
from commitments.model.nearest import LONGEST, nearest
from commitments.model.problem import Finding, Pointer
from commitments.reading.text import MOST_FAULTS

_FOLDER = Path(__file__).parent.parent / "schema"

COMMITMENT = "commitment.schema.json"
PARTIES = "parties.schema.json"

_SIZES = frozenset({"minLength", "maxLength", "minItems", "maxItems", "minProperties", "minimum", "maximum"})
_SHOWN = 80
"""How much of a refused value or a list of allowed ones is named."""

_IN_ONE_PLACE = 4
"""More errors than that no place has: its size, its form, and what its status owes."""


@cache
def text(name: str) -> bytes:
    """The bytes of a shipped schema; raises CommitmentsError where the installation lacks it."""
    try:
        return (_FOLDER / name).read_bytes()
    except OSError as error:
        raise _damaged(name, error.strerror or str(error)) from error


@cache
def shipped(name: str) -> Any:
    """A shipped schema as a value; raises CommitmentsError where the installation lacks it."""
    import json

    try:
        return json.loads(text(name))
    except ValueError as error:
        raise _damaged(name, str(error)) from error


def _damaged(name: str, reason: str) -> CommitmentsError:
    return CommitmentsError(
        N_("The installed schema {name} cannot be read ({reason}); install the program again"),
        name=name,
        reason=reason,
    )


@cache
def accepts(name: str) -> Callable[[Any], bool]:
    """A function that says whether a value keeps to a shipped schema."""
    fast = _fast_validator(name)
    return (_validator(name) if fast is None else fast).is_valid  # type: ignore[no-any-return]


@cache
def _fast_validator(name: str) -> Any:
    """The validator of jsonschema-rs, None where that is missing."""
    try:
        import decimal  # noqa: F401 (jsonschema-rs loads it too, and panics where an interrupt comes then)

        import jsonschema_rs
    except ImportError:
        return None
    return jsonschema_rs.validator_for(shipped(name), retriever=_refuse)


def _refuse(address: str) -> Any:
    """Fetch nothing: without this, jsonschema-rs would ask the network or the disk for a remote `$ref`."""
    raise LookupError(f"nothing is fetched: {address}")


@cache
def _validator(name: str) -> Any:
    import jsonschema
    import referencing

    whole = jsonschema.Draft202012Validator.VALIDATORS["properties"]

    def properties(validator: Any, schemas: Any, instance: Any, schema: Any) -> Iterator[Any]:
        if isinstance(instance, _Suspected) and schemas is shipped(name).get("properties"):
            schemas = {key: value for key, value in schemas.items() if key in instance.suspects}
        yield from whole(validator, schemas, instance, schema) or ()

    def all_of(validator: Any, branches: Any, instance: Any, schema: Any) -> Iterator[Any]:
        narrowed = isinstance(instance, _Suspected) and branches is shipped(name).get("allOf")
        for number, branch in enumerate(branches):
            if not narrowed or instance.branches is None or number in instance.branches:
                yield from validator.descend(instance, branch, schema_path=number)

    extend: Any = jsonschema.validators.extend
    kind = extend(jsonschema.Draft202012Validator, {"properties": properties, "allOf": all_of})
    return kind(shipped(name), registry=referencing.Registry())


class _Suspected(dict[str, Any]):
    """A record of which some fields alone need explaining, which is far less work than all."""

    suspects: frozenset[Any]
    branches: frozenset[Any] | None = None
    """The branches of `allOf` that need explaining; None where all do."""


def _suspected(name: str, value: Any) -> Any:
    """The value with the fields that jsonschema-rs refuses; as it is where nobody can tell them."""
    fast = _fast_validator(name)
    if fast is None or not isinstance(value, dict) or shipped(name)["type"] != "object":
        return value
    narrowed = _Suspected(value)
    errors = list(fast.iter_errors(value))
    narrowed.suspects = frozenset(step for error in errors for step in error.instance_path[:1])
    if _branches_stand_alone(name):
        paths = [tuple(error.schema_path) for error in errors]
        narrowed.branches = frozenset(path[1] for path in paths if path[:1] == ("allOf",))
    return narrowed


@cache
def _branches_stand_alone(name: str) -> bool:
    """Whether no branch of `allOf` refers elsewhere, as an error's path would then begin there."""
    return "'$ref'" not in repr(shipped(name).get("allOf"))


def explain(name: str, value: Any) -> Iterator[Finding]:
    """Everything in a value that its schema refuses, each place once: a wrong size hides a wrong form."""
    suspected = _suspected(name, value)
    errors = list(islice(_validator(name).iter_errors(suspected), _IN_ONE_PLACE * (MOST_FAULTS + 1)))
    errors.sort(key=lambda error: error.validator not in _SIZES)
    seen: set[tuple[Pointer, str]] = set()
    for error in errors:
        for finding in _findings(error):
            key = (finding.pointer, finding.values.get("field", ""))
            if key not in seen:
                seen.add(key)
                yield finding


def _findings(error: Any) -> Iterator[Finding]:
    at: Pointer = tuple(error.absolute_path)
    keyword, wanted, value = error.validator, error.validator_value, error.instance
    if keyword == "required":
        yield from _missing(error, at)
    elif keyword in ("additionalProperties", "unevaluatedProperties"):
        yield from _unknown(error, at)
    elif keyword == "type":
        names = [wanted] if isinstance(wanted, str) else wanted
        yield Finding("wrong-type", at, {"expected": names[0], "found": _type(value)})
    elif keyword in ("enum", "const"):
        allowed = [str(item) for item in (wanted if keyword == "enum" else [wanted])]
        near = _nearest(str(value), tuple(allowed))
        yield Finding("unknown-value", at, {"value": _cut(value), "nearest": near, "allowed": _list(allowed)})
    elif keyword == "pattern":
        examples = [str(example) for example in error.schema.get("examples", ())]
        values = {"value": _cut(value), "examples": _list(examples), "nearest": _day_in_order(str(value))}
        yield Finding("wrong-form", at, values)
    elif keyword in _SIZES:
        yield Finding("wrong-size", at, {"bound": keyword, "limit": str(wanted)})
    else:
        yield Finding("schema", at, {"keyword": str(keyword)})


def _missing(error: Any, at: Pointer) -> Iterator[Finding]:
    owed = "then" in error.absolute_schema_path
    for field in error.validator_value:
        if field not in error.instance and owed:
            status = str(error.instance.get("status", ""))
            yield Finding("status-owes", (*at, "status"), {"field": field, "status": status})
        elif field not in error.instance:
            yield Finding("missing-field", at, {"field": field})


def _unknown(error: Any, at: Pointer) -> Iterator[Finding]:
    known = list(error.schema.get("properties", {}))
    own = tuple(
        "x-" for patternproperty in error.schema.get("patternProperties", {}) if "x-" in patternproperty
    )
    for field in error.instance:
        if field not in known and not (own and field.startswith(own)):
            values = {"field": _cut(field), "nearest": _nearest(field, tuple(known))}
            yield Finding("unknown-field", (*at, field), values, on_key=True)


@lru_cache(maxsize=1024)
def _nearest(word: str, known: Sequence[str]) -> str:
    """The nearest word; what is wrong in one file is wrong in many."""
    return nearest(word[:LONGEST], known)


def _day_in_order(value: str) -> str:
    """A day as people write it, put in order; empty where it could be day/month as well as month/day."""
    written = re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", value)
    if written is None:
        return ""
    day, month, year = (int(group) for group in written.groups())
    return f"{year:04}-{month:02}-{day:02}" if month <= 12 < day <= 31 else ""


_TYPES = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


def _type(value: Any) -> str:
    return _TYPES[type(value)]


def _cut(value: Any) -> str:
    shown = str(value)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"


def _list(allowed: list[str]) -> str:
    return _cut(", ".join(allowed)) if len(", ".join(allowed)) > 4 * _SHOWN else ", ".join(allowed)
