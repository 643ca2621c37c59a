"""Refuses an answer that a rule of one record forbids, at its own prompt. Must not know any rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commitments.edits.broken_rules import broken_rule
from commitments.errors import EditError
from commitments.render.rules.rule_sentences import SENTENCES


def require_rules(before: Mapping[str, Any], after: Mapping[str, Any], answer: str, today: date) -> None:
    """Raise EditError where the record with the answer breaks a rule that it keeps without it."""
    finding = broken_rule(before, after, answer, today)
    if finding is not None:
        raise EditError(*SENTENCES[finding.rule], **finding.values)
