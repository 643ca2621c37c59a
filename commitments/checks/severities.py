"""How much each rule weighs: every rule that `validate` can break, by name. Looks at nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from commitments.model.problem import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    {
        # the file
        "file-not-readable": _ERROR,
        "not-a-regular-file": _ERROR,
        "unsafe-file-name": _ERROR,
        "file-too-large": _ERROR,
        "not-utf8": _ERROR,
        "unsafe-character": _ERROR,
        "not-nfc": _WARNING,
        "stray-file": _WARNING,
        "nested-repository": _WARNING,
        # YAML
        "yaml-syntax": _ERROR,
        "yaml-anchor": _ERROR,
        "yaml-tag": _ERROR,
        "yaml-directive": _ERROR,
        "merge-key": _ERROR,
        "several-documents": _ERROR,
        "duplicate-key": _ERROR,
        "key-not-text": _ERROR,
        "too-deep": _ERROR,
        "too-many-nodes": _ERROR,
        "not-a-mapping": _ERROR,
        "too-many-problems": _ERROR,
        "unreadable": _ERROR,
        # the schema
        "missing-field": _ERROR,
        "unknown-field": _ERROR,
        "wrong-type": _ERROR,
        "unknown-value": _ERROR,
        "wrong-form": _ERROR,
        "wrong-size": _ERROR,
        "status-owes": _ERROR,
        "schema": _ERROR,
        # one record
        "id-differs-from-file": _ERROR,
        "date-not-real": _ERROR,
        "year-out-of-range": _ERROR,
        "date-implausible": _WARNING,
        "web-address": _ERROR,
        "date-order": _ERROR,
        "milestone-after-deadline": _WARNING,
        "due-changes-chain": _ERROR,
        "due-changes-order": _ERROR,
        "due-changes-end": _ERROR,
        "recurrence-rule": _ERROR,
        "rule-never-occurs": _ERROR,
        "occurrence-not-in-rule": _ERROR,
        "occurrence-twice": _ERROR,
        "milestone-twice": _ERROR,
        "party-twice": _ERROR,
        "open-milestone": _WARNING,
        "no-lead": _WARNING,
        # between records
        "id-not-unique": _ERROR,
        "unknown-record": _ERROR,
        "link-cycle": _ERROR,
        "unknown-party": _ERROR,
        "open-child": _WARNING,
        # the workspace
        "party-not-unique": _ERROR,
        "no-registry": _WARNING,
        "schema-differs": _WARNING,
        "modeline-nowhere": _WARNING,
        "settings-syntax": _ERROR,
        "unknown-setting": _ERROR,
        "bad-setting": _ERROR,
    }
)
"""Every rule that `validate` can break."""
