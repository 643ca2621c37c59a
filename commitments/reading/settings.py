"""Reads `commitments.toml` and holds the defaults. Reads no environment and no clock."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from commitments.model.calendar.dates import parse_date
from commitments.model.members import is_id_elsewhere
from commitments.model.names import is_register_id
from commitments.model.nearest import nearest_word
from commitments.model.problem import Finding
from commitments.reading import members
from commitments.reading.members import MemberFault, shown_value
from commitments.reading.text import MAX_DEPTH, SETTINGS, TextFault, decode
from commitments.reading.toml_depth import find_deep_place, is_too_deep

PATH = "commitments.toml"
SEVERITIES = ("error", "warning", "off")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a workspace."""

    register: str | None = None
    """The id of the register itself; one that has it may be empty. None for a folder nobody named."""
    timezone: str | None = None
    """An IANA name; None for the machine's."""
    language: str | None = None
    """`en` or `vi`; None where only the reader chooses."""
    dates: str | None = None
    """`dmy` or `mdy`: whether 5/8/2026 has the day or the month first; None where only the language says."""
    home: Sequence[str] = ()
    """The parties that *we* are, with the bodies below them; empty where the register has no side."""
    due_soon_days: int = 30
    stale_after_days: int = 90
    expiring_days: int = 90
    severities: Mapping[str, str] = field(default_factory=dict)
    """The severity of each rule of change that is set, by the id of the rule."""
    members: Mapping[str, str] = field(default_factory=dict)
    """Of a roof: the path of each member by its name, or a pattern of paths; empty for all others."""
    accepted: Sequence[Mapping[str, str]] = ()
    """The findings that are accepted: rule, id or path, fingerprint, reason, by, and perhaps until."""


def read_settings(data: bytes) -> tuple[Settings, list[TextFault]]:
    """Returns the settings of a file and its faults; a faulty setting keeps its default."""
    import tomllib

    text = decode(data, SETTINGS.size)
    if isinstance(text, TextFault):
        return Settings(), [text]
    if fault := find_deep_place(text):
        return Settings(), [fault]
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Settings(), [_syntax_fault(str(error))]
    faults = [place_setting(text, name, finding) for name, finding in _named_findings(table)]
    faults += place_members(text, _member_faults(table))
    faulty = {fault.finding.values["field"] for fault in faults}
    values = {name: value for name, value in table.items() if name in _SETTING_CHECKS and name not in faulty}
    if members.SETTING in table and not is_too_deep(table[members.SETTING]):
        values[members.SETTING] = members.sound_members(table[members.SETTING])
    if "accepted" in values:
        values["accepted"] = [_texts_of(entry) for entry in values["accepted"]]
    if isinstance(values.get("home"), str):
        values["home"] = [values["home"]]
    return Settings(**values), faults


def _texts_of(entry: Mapping[str, Any]) -> dict[str, str]:
    """An accepted finding with a date of TOML as the text it is written as."""
    return {name: str(value) for name, value in entry.items()}


def read_table(data: bytes) -> Mapping[str, Any]:
    """All that a file says, unjudged; raises ValueError where it is no TOML within bounds."""
    import tomllib

    text = decode(data, SETTINGS.size)
    if isinstance(text, TextFault) or find_deep_place(text):
        raise ValueError
    return tomllib.loads(text)


def encode_settings(data: bytes) -> bytes:
    """The settings of a file without faults as JSON, for the cache; empty for a file with faults."""
    settings, faults = read_settings(data)
    return b"" if faults else json.dumps(asdict(settings)).encode()


def _syntax_fault(message: str) -> TextFault:
    match = re.search(r"\(at line ([0-9]+), column ([0-9]+)\)", message)
    line, column = (int(match[1]), int(match[2])) if match else (1, 1)
    problem = message.partition(" (at ")[0][:200]
    return TextFault(Finding("settings-syntax", values={"problem": problem}), line, column)


def place_setting(text: str, name: str, finding: Finding) -> TextFault:
    """A finding at the line that sets something; at the first line where none does."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*(?:\[\s*)?[\"']?{re.escape(name)}[\"']?\s*[=.\]]", line):
            return TextFault(finding, number, len(line) - len(line.lstrip()) + 1)
    return TextFault(finding, 1, 1)


def _named_findings(table: Mapping[str, Any]) -> list[tuple[str, Finding]]:
    findings = []
    for name, value in table.items():
        if name not in _SETTING_CHECKS:
            values = {"field": name, "nearest": nearest_word(name, _SETTING_CHECKS)}
            findings.append((name, Finding("unknown-setting", values=values)))
        elif is_too_deep(value):
            findings.append((name, Finding("too-deep", values={"field": name, "limit": str(MAX_DEPTH)})))
        elif name != members.SETTING and not _SETTING_CHECKS[name](value):
            findings.append(
                (name, Finding("bad-setting", values={"field": name, "value": shown_value(value)}))
            )
    return findings


def _member_faults(table: Mapping[str, Any]) -> list[MemberFault]:
    """What is wrong with the members that a file names."""
    value = table.get(members.SETTING)
    return [] if value is None or is_too_deep(value) else list(members.setting_faults(value))


def place_members(text: str, faults: Sequence[MemberFault]) -> list[TextFault]:
    """Faults of members, each at its entry; at the head of the table where the entry cannot be found."""
    if not faults:
        return []
    places = _member_places(text)
    head = place_setting(text, members.SETTING, Finding("bad-member"))
    placed = []
    for fault in faults:
        values = {"field": members.SETTING, "cause": fault.cause, **fault.values}
        line, column = places.get(fault.entry, (head.line, head.column))
        placed.append(TextFault(Finding("bad-member", values=values), line, column))
    return placed


_MEMBERS_HEAD = re.compile(r"""\s*\[\s*["']?members["']?\s*\]""")
_ENTRY = re.compile(r"""(\s*)(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=""")


def _member_places(text: str) -> dict[str, tuple[int, int]]:
    """The line and the column of each entry below the head of the members, by its name."""
    places: dict[str, tuple[int, int]] = {}
    is_inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            is_inside = _MEMBERS_HEAD.match(line) is not None
        elif is_inside and (match := _ENTRY.match(line)):
            name = next(name for name in match.groups()[1:] if name is not None)
            places.setdefault(name, (number, len(match[1]) + 1))
    return places


def is_timezone(value: Any) -> bool:
    """Whether a value is the name of a zone in the IANA time zone database."""
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
    return isinstance(value, dict) and all(severity in SEVERITIES for severity in value.values())


_ACCEPTED_TEXTS = frozenset({"rule", "fingerprint", "reason", "by"})
_SUBJECTS = frozenset({"id", "path"})


def _is_accepted(value: Any) -> bool:
    """Whether each entry has its texts, one subject, and at most a last day besides."""
    return isinstance(value, list) and all(map(_is_accepted_entry, value))


def _is_accepted_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or not entry.keys() <= _ACCEPTED_TEXTS | _SUBJECTS | {"until"}:
        return False
    texts = {name: value for name, value in entry.items() if name != "until"}
    if not all(isinstance(value, str) and value.strip() for value in texts.values()):
        return False
    is_whole = texts.keys() >= _ACCEPTED_TEXTS and len(texts.keys() & _SUBJECTS) == 1
    return is_whole and ("until" not in entry or parse_date(str(entry["until"])) is not None)


def _is_register_id(value: Any) -> bool:
    return isinstance(value, str) and is_register_id(value)


def _is_home(value: Any) -> bool:
    """Whether it is a party, or a list of parties without repetition."""
    parties = [value] if isinstance(value, str) else value
    if not isinstance(parties, list) or not 0 < len(parties) <= _MOST_HOME_PARTIES:
        return False
    is_named = all(
        isinstance(party, str) and (is_register_id(party) or is_id_elsewhere(party)) for party in parties
    )
    return is_named and len(set(parties)) == len(parties)


_MOST_HOME_PARTIES = 100

_SETTING_CHECKS = {
    "register": _is_register_id,
    "timezone": is_timezone,
    "language": lambda value: value in ("en", "vi"),
    "dates": lambda value: value in ("dmy", "mdy"),
    "home": _is_home,
    "due_soon_days": _is_days,
    "stale_after_days": _is_days,
    "expiring_days": _is_days,
    "severities": _is_severities,
    "members": lambda value: not any(members.setting_faults(value)),
    "accepted": _is_accepted,
}
