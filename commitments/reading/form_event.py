"""Reads the event of a code host that carries a filled form. It trusts nothing in it, and reads no form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from commitments.errors import N_, EventError

MOST_BYTES = 8 * 2**20
"""The largest event that is read."""


class FormEvent(NamedTuple):
    """What an event says of an issue."""

    body: str
    number: str
    """The number of the issue; empty where the event has none."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the body, in hexadecimal digits."""
        return sha256(self.body.encode("utf-8", "surrogatepass")).hexdigest()


def read_form_event(data: bytes) -> FormEvent:
    """The issue of an event of GitHub (`issue.body`), or an issue of GitLab (`description`).

    Raises EventError where the data is neither.
    """
    if len(data) > MOST_BYTES:
        raise EventError(N_("The event has {n} bytes; at most {most} are read"), n=len(data), most=MOST_BYTES)
    try:
        event = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise EventError(N_("The event is no JSON that can be read")) from error
    issue = _issue(event)
    body = issue.get("body", issue.get("description")) if issue is not None else None
    if issue is None or not isinstance(body, str):
        raise EventError(
            N_("The event holds no issue with a text"), N_("Give the file that GITHUB_EVENT_PATH names.")
        )
    number = issue.get("number", issue.get("iid"))
    is_number = isinstance(number, int) and not isinstance(number, bool) and 0 < number < 10**9
    return FormEvent(body, str(number) if is_number else "")


def _issue(event: Any) -> Mapping[str, Any] | None:
    if not isinstance(event, dict):
        return None
    issue = event.get("issue", event)
    return issue if isinstance(issue, dict) else None
