"""What editing commands are asked for in tests, and what comes of it. Asserts nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from commitments.edits.steps import EditStep, apply_steps
from commitments.errors import CommitmentsError

DAY = date(2026, 5, 20)
TODAY = "2026-05-20"
ASKED: Mapping[str, Any] = {"day": DAY, "lang": "en"}
Outcome = dict[str, Any] | str


def told(error: CommitmentsError) -> str:
    """An error with its hint, as people see them."""
    return " | ".join(filter(None, (str(error), error.hint.format(**error.values))))


def outcome(
    steps: Callable[..., list[EditStep]], record: Mapping[str, Any], request: Any, *more: Any
) -> Outcome:
    """The fields that differ afterwards, None for those that are gone; or why nothing is done."""
    try:
        after = apply_steps(record, steps(record, request, *more))
    except CommitmentsError as error:
        return told(error)
    return differing(record, after)


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the record itself that are not as before."""
    return {
        name: after.get(name)
        for name in {**before, **after}
        if (name in before) != (name in after) or repr(before.get(name)) != repr(after.get(name))
    }


def said(text: str, date: Any = TODAY, **more: Any) -> dict[str, Any]:
    """An update as one command adds it."""
    return {"date": date, **more, "note": {"en": text}}
