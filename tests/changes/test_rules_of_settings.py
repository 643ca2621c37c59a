"""What is found in the files that decide on findings: settings, registries and copies of the schema.

Must not look at records, but at those that hang on an event that moved.
"""

from typing import Any

import pytest
from occasions import DAY, a, edit, found

from commitments.changes.rules.rule_table import ChangeSet, FileEdit, judge_changes, severity_of
from commitments.model.problem import Severity

TOML, PARTIES, EVENTS, SCHEMA = (
    "commitments.toml",
    "schema/parties.yaml",
    "schema/events.yaml",
    "schema/commitment.schema.json",
)
RULE = "due-moved-silently"
ACCEPTED = {"rule": RULE, "id": "small", "fingerprint": "0" * 16, "reason": "Agreed by phone.", "by": "Lan"}
ACME = {"id": "acme", "name": {"en": "Acme", "vi": "Công ty Ác mê"}, "kind": "company"}
MIC = {"id": "vn-mic", "name": {"en": "Ministry of Information"}, "kind": "ministry"}
SESSION = {"id": "session", "name": {"en": "Session"}, "date": "2026-10"}
WEAK = "settings-weakened"


def told(path: str, before: Any, after: Any, is_shipped: bool = False) -> list[str]:
    """Each finding in one file, with its weight and what it says."""
    file = FileEdit(path, before, after, is_shipped)
    findings = (finding for _, finding in judge_changes(ChangeSet(DAY, [], [file])))
    return [
        f"{severity_of(row.rule, {}, row.severity)}: {row.rule} {' '.join(row.values.values())}"
        for row in findings
    ]


def severities(**words: str) -> dict[str, Any]:
    """Settings with weights of rules."""
    return {"severities": {name.replace("_", "-"): word for name, word in words.items()}}


FILES: dict[str, tuple[str, Any, Any, list[str]]] = {
    "a rule off": (TOML, None, severities(due_moved_silently="off"), [f"error: {WEAK} {RULE} error off"]),
    "a rule down": (
        TOML,
        {},
        severities(due_moved_silently="warning"),
        [f"error: {WEAK} {RULE} error warning"],
    ),
    "a rule up": (TOML, severities(due_moved_silently="off"), {}, []),
    "a rule no more up": (
        TOML,
        severities(corrected_status="error"),
        {},
        [f"error: {WEAK} corrected-status error warning"],
    ),
    "a weight that is the default": (TOML, {}, severities(due_moved_silently="error"), []),
    "a rule that nobody knows": (
        TOML,
        {},
        severities(nothing="warning"),
        [f"error: {WEAK} nothing error warning"],
    ),
    "an accepted finding": (
        TOML,
        {},
        {"accepted": [ACCEPTED]},
        [f"error: {WEAK} accepted[{RULE} small] – Agreed by phone."],
    ),
    "an accepted finding prolonged": (
        TOML,
        {"accepted": [{**ACCEPTED, "until": "2026-06"}]},
        {"accepted": [ACCEPTED]},
        [f"error: {WEAK} accepted[{RULE} small] – Agreed by phone."],
    ),
    "an accepted finding taken back": (TOML, {"accepted": [ACCEPTED]}, {}, []),
    "days": (TOML, {}, {"due_soon_days": 90}, [f"warning: {WEAK} due_soon_days 30 90"]),
    "days that are the default": (TOML, {}, {"stale_after_days": 90}, []),
    "a time zone": (
        TOML,
        {"timezone": "UTC"},
        {"timezone": "Asia/Tokyo"},
        [f"warning: {WEAK} timezone UTC Asia/Tokyo"],
    ),
    "a first time zone": (TOML, {}, {"timezone": "UTC"}, []),
    "who we are": (TOML, {"home": ["vn"]}, {}, [f'warning: {WEAK} home ["vn"] –']),
    "the language": (TOML, {"language": "en"}, {"language": "vi"}, []),
    "a party added": (PARTIES, [ACME], [ACME, MIC], []),
    "a party removed": (
        PARTIES,
        [ACME, MIC],
        [ACME],
        [f"error: {WEAK} parties[vn-mic] Ministry of Information –"],
    ),
    "a party renamed": (
        PARTIES,
        [ACME],
        [{**ACME, "name": {"en": "Other", "vi": "Công ty Ác mê"}}],
        [f"warning: {WEAK} parties[acme].name.en Acme Other"],
    ),
    "a body renamed": (
        PARTIES,
        [MIC],
        [{**MIC, "name": {"en": "Ministry of Science"}}],
        [
            f"warning: {WEAK} parties[vn-mic].name.en Ministry of Information Ministry of Science",
            "warning: party-rewritten Ministry of Information Ministry of Science",
        ],
    ),
    "a name in a second language": (PARTIES, [MIC], [{**MIC, "name": {**MIC["name"], "vi": "Bộ TT"}}], []),
    "a body succeeded": (PARTIES, [MIC], [{**MIC, "until": "2025-02", "succeeded_by": "vn-most"}], []),
    "another country": (
        PARTIES,
        [{**MIC, "country": "VN"}],
        [{**MIC, "country": "LA"}],
        [f"warning: {WEAK} parties[vn-mic].country VN LA"],
    ),
    "a first country": (PARTIES, [MIC], [{**MIC, "country": "VN"}], []),
    "another parent": (
        PARTIES,
        [{**MIC, "part_of": "vn"}],
        [MIC],
        [f"warning: {WEAK} parties[vn-mic].part_of vn –"],
    ),
    "another successor": (
        PARTIES,
        [{**MIC, "succeeded_by": "vn-most"}],
        [{**MIC, "succeeded_by": "vn-mof"}],
        [f"warning: {WEAK} parties[vn-mic].succeeded_by vn-most vn-mof"],
    ),
    "another spelling": (PARTIES, [MIC], [{**MIC, "aliases": ["MoIC"], "short": {"vi": "Bộ TT"}}], []),
    "an event that takes place after all": (
        EVENTS,
        [{**SESSION, "cancelled": {"date": "2026-05-01"}}],
        [SESSION],
        [f'warning: {WEAK} events[session].cancelled {{"date": "2026-05-01"}} –'],
    ),
    "an event that is cancelled": (EVENTS, [SESSION], [{**SESSION, "cancelled": {"date": "2026-05-01"}}], []),
    "another order": (PARTIES, [ACME, MIC], [MIC, ACME], []),
    "no registry any more": (PARTIES, [ACME, MIC], None, [f"error: {WEAK} {PARTIES} 2 –"]),
    "an event removed": (EVENTS, [SESSION], [], [f"error: {WEAK} events[session] Session –"]),
    "an event dated": (EVENTS, [SESSION], [{**SESSION, "date": "2026-12"}], []),
    "a schema by hand": (
        SCHEMA,
        {"type": "object"},
        {"type": "array"},
        [f"error: {WEAK} {SCHEMA}: type object array"],
    ),
    "a schema of the program": (SCHEMA, {"type": "array"}, {"type": "object"}, []),
    "a schema for the first time": (SCHEMA, None, {"type": "object"}, []),
}


@pytest.mark.parametrize("name", FILES)
def test_files(name: str) -> None:
    path, before, after, expected = FILES[name]
    assert told(path, before, after, "of the program" in name) == expected
    assert told(path, after, after) == []


def test_settings_may_know_the_rule_by_its_earlier_name() -> None:
    assert severity_of(WEAK, {"rules-changed-too": "warning"}) is Severity.WARNING
    assert severity_of("date-in-future", {"update-in-future": "off"}) is None


BOUND = a(due="2026-10", due_event={"event": "session"})
EVENT: dict[str, tuple[dict[str, Any], Any, list[str]]] = {
    "stays": (BOUND, "2026-12", ["event-moved 0/date"]),
    "follows": ({**BOUND, "due": "2026-12"}, "2026-12", []),
    "hangs on another": ({**BOUND, "due_event": {"event": "other"}}, "2026-12", []),
    "is closed": ({**BOUND, "status": "withdrawn"}, "2026-12", []),
    "has a milestone that stays": (
        a(milestones=[{"id": "m1", "due": "2026-10", "due_event": {"event": "session"}}]),
        "2026-12",
        ["event-moved 0/date"],
    ),
    "has a milestone that was met": (
        a(milestones=[{"id": "m1", "status": "met", "due": "2026-10", "due_event": {"event": "session"}}]),
        "2026-12",
        [],
    ),
    "comes some time after it": (
        {**BOUND, "due": "2027-01-30", "due_event": {"event": "session", "within": "P30D"}},
        "2026-12",
        [],
    ),
    "and the same days in other words": (BOUND, "2026-10-01/2026-10-31", []),
    "and no date any more": (BOUND, None, ["event-moved 0"]),
}


@pytest.mark.parametrize("name", EVENT)
def test_a_record_that_hangs_on_an_event_that_moved(name: str) -> None:
    record, date, expected = EVENT[name]
    moved = {field: value for field, value in {**SESSION, "date": date}.items() if value is not None}
    file = FileEdit(EVENTS, [SESSION], [moved])
    findings = [
        " ".join([finding.rule, "/".join(map(str, finding.pointer))])
        for _, finding in judge_changes(ChangeSet(DAY, [], [file], [record]))
    ]
    assert findings == expected


def test_a_successor_in_the_place_of_a_party() -> None:
    before = a(parties=[{"party": "vn-mic", "role": "lead"}, {"party": "acme", "role": "counterpart"}])
    after = a(parties=[{"party": "vn-most", "role": "lead"}, {"party": "acme", "role": "counterpart"}])
    both = a(parties=[*before["parties"], {"party": "vn-most", "role": "lead"}])

    def rules(changed: dict[str, Any], successors: dict[str, list[str]]) -> list[str]:
        change_set = ChangeSet(DAY, [edit(before, changed)], successors=successors)
        return [finding.rule for _, finding in judge_changes(change_set)]

    assert rules(after, {"vn-mic": ["vn-most"]}) == ["lead-replaced", "party-rewritten"]
    assert rules(after, {}) == ["lead-replaced"]
    assert rules(both, {"vn-mic": ["vn-most"]}) == []
    assert found(edit(before, after)) == ["lead-replaced parties"]
