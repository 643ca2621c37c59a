"""What `commitments.toml` sets. Holds the defaults; reads no environment and no clock."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from commitments.model.nearest import nearest
from commitments.model.problem import Finding
from commitments.reading.text import MAX_DEPTH, SETTINGS, TextFault, decode, place

PATH = "commitments.toml"
SEVERITIES = ("error", "warning", "off")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a workspace."""

    timezone: str | None = None
    """An IANA name; None for the machine's."""
    language: str | None = None
    """`en` or `vi`; None where the reader's choice decides alone."""
    due_soon_days: int = 30
    stale_after_days: int = 90
    severities: Mapping[str, str] = field(default_factory=dict)
    """Of the rules of change, by rule."""


def read_settings(data: bytes) -> tuple[Settings, list[TextFault]]:
    """The settings that a file gives, and what is wrong with it; faulty ones keep their default."""
    import tomllib

    text = decode(data, SETTINGS.size)
    if isinstance(text, TextFault):
        return Settings(), [text]
    if fault := _too_deep_in_brackets(text):
        return Settings(), [fault]
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Settings(), [_syntax_fault(str(error))]
    faults = [_at(text, name, finding) for name, finding in _findings(table)]
    bad = {fault.finding.values["field"] for fault in faults}
    good = {name: value for name, value in table.items() if name in _CHECKS and name not in bad}
    return Settings(**good), faults


def good_settings(data: bytes) -> bytes:
    """The settings of a file without faults as JSON, for keeping; empty for any other."""
    found, faults = read_settings(data)
    return b"" if faults else json.dumps(asdict(found)).encode()


_SIGN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|\'{3}.*?(?:\'{3}|\Z)'''
    r"""|"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*'?|\#[^\n]*|[\[\]{}]""",
    re.DOTALL,
)
"""A bracket, or a text or comment in which a bracket says nothing."""


def _too_deep_in_brackets(text: str) -> TextFault | None:
    """Where brackets pass our bound, which the reader of TOML must not meet: it recurses."""
    depth = 0
    for match in _SIGN.finditer(text) if text.count("[") + text.count("{") > MAX_DEPTH else ():
        depth += (match[0] in ("[", "{")) - (match[0] in ("]", "}"))
        if depth > MAX_DEPTH:
            finding = Finding("too-deep", values={"limit": str(MAX_DEPTH)})
            return TextFault(finding, *place(text, match.start()))
    return None


def _is_too_deep(value: Any) -> bool:
    """Whether tables named in one key, as `a.b.c`, pass our bound; walks without recursion."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [part for held in level if isinstance(held, dict | list) for part in _parts(held)]
    return bool(level)


def _parts(held: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return held.values() if isinstance(held, dict) else held


def _syntax_fault(message: str) -> TextFault:
    where = re.search(r"\(at line ([0-9]+), column ([0-9]+)\)", message)
    line, column = (int(where[1]), int(where[2])) if where else (1, 1)
    problem = message.partition(" (at ")[0][:200]
    return TextFault(Finding("settings-syntax", values={"problem": problem}), line, column)


def _at(text: str, name: str, finding: Finding) -> TextFault:
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*\[?\s*[\"']?{re.escape(name)}[\"']?\s*[=.\]]", line):
            return TextFault(finding, number, len(line) - len(line.lstrip()) + 1)
    return TextFault(finding, 1, 1)


def _findings(table: Mapping[str, Any]) -> list[tuple[str, Finding]]:
    found = []
    for name, value in table.items():
        if name not in _CHECKS:
            values = {"field": name, "nearest": nearest(name, _CHECKS)}
            found.append((name, Finding("unknown-setting", values=values)))
        elif _is_too_deep(value):
            found.append((name, Finding("too-deep", values={"field": name, "limit": str(MAX_DEPTH)})))
        elif not _CHECKS[name](value):
            found.append((name, Finding("bad-setting", values={"field": name, "value": _shown(value)})))
    return found


def _shown(value: Any) -> str:
    """A value as far as a message bears it; the digits of a huge number are not even written."""
    try:
        return str(value)[:80]
    except ValueError:
        return "…"


def _is_timezone(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _is_days(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 36500


def _is_severities(value: Any) -> bool:
    return isinstance(value, dict) and all(item in SEVERITIES for item in value.values())


_CHECKS = {
    "timezone": _is_timezone,
    "language": lambda value: value in ("en", "vi"),
    "due_soon_days": _is_days,
    "stale_after_days": _is_days,
    "severities": _is_severities,
}
