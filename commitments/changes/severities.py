"""How much each rule of change weighs, unless the settings say otherwise. Looks at no change."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from commitments.model.problem import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    {
        # the status
        "status-move": _ERROR,
        "reopened-without-update": _ERROR,
        "corrected-without-update": _ERROR,
        "suspended-without-update": _ERROR,
        "closed-without-evidence": _ERROR,
        "closed-without-date": _ERROR,
        "closed-without-reason": _ERROR,
        "closed-without-successor": _ERROR,
        "starts-closed": _ERROR,
        "imported-closed": _WARNING,
        # deadlines and milestones
        "due-moved-silently": _ERROR,
        "due-moved-late": _ERROR,
        "due-change-rewritten": _ERROR,
        "first-due-rewritten": _ERROR,
        "milestone-dropped": _ERROR,
        "milestone-moved-silently": _ERROR,
        # what was shown and told
        "evidence-removed": _ERROR,
        "held-rewritten": _ERROR,
        "update-in-future": _ERROR,
        "update-rewritten": _ERROR,
        # the record itself
        "lead-replaced": _ERROR,
        "made-on-rewritten": _ERROR,
        "source-rewritten": _ERROR,
        "record-removed": _ERROR,
        "id-changed": _ERROR,
        "file-moved": _ERROR,
        "became-unreadable": _ERROR,
        # the change as a whole
        "rules-changed-too": _WARNING,
    }
)
"""Every rule that a change can break."""


def severity_of(rule: str, severities: Mapping[str, str]) -> Severity | None:
    """The weight of a rule under the settings of a workspace; None where they switch it off."""
    told = severities.get(rule, SEVERITIES[rule].value)
    return None if told == "off" else Severity(told)
