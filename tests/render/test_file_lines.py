"""What a review says of the files beside the records: settings, registries, copies of the schema."""

from typing import Any

import pytest

from commitments.changes.change_set import FileEdit
from commitments.model.parties.party import Registry
from commitments.render.changes.sentences import ChangeWords
from commitments.render.review.file_lines import file_entries
from commitments.render.words import Words

TOML, PARTIES, EVENTS = "commitments.toml", "schema/parties.yaml", "schema/events.yaml"
SCHEMA = "schema/commitment.schema.json"
ACME = {"id": "acme", "name": {"en": "Acme", "vi": "Công ty Ác mê"}, "kind": "company"}
SUMMIT = {"id": "summit", "name": {"en": "Summit"}, "date": "2026-10"}
CANCELLED = {"date": "2026-05-01", "reason": {"en": "No hall."}}

FILES: dict[str, tuple[FileEdit, list[str]]] = {
    "a rule off": (
        FileEdit(TOML, {}, {"severities": {"lead-replaced": "off"}}),
        ["severities.lead-replaced set to off"],
    ),
    "a rule on again": (
        FileEdit(TOML, {"severities": {"lead-replaced": "off"}}, {}),
        ["severities.lead-replaced dropped, was off"],
    ),
    "days": (FileEdit(TOML, {"due_soon_days": 30}, {"due_soon_days": 60}), ["due_soon_days: 30 → 60"]),
    "a party added": (FileEdit(PARTIES, [], [ACME]), ["party[acme] (Acme) added"]),
    "a party dropped": (FileEdit(PARTIES, [ACME], []), ["party[acme] (Acme) dropped"]),
    "a party of another kind": (
        FileEdit(PARTIES, [ACME], [{**ACME, "kind": "agency"}]),
        ["party[acme].kind: company → agency"],
    ),
    "an event moved": (
        FileEdit(EVENTS, [SUMMIT], [{**SUMMIT, "date": "2026-12"}]),
        ["event[summit].date: Oct 2026 → Dec 2026"],
    ),
    "an event cancelled": (
        FileEdit(EVENTS, [SUMMIT], [{**SUMMIT, "cancelled": CANCELLED}]),
        ["event[summit].cancelled: 1 May 2026: No hall."],
    ),
    "a file that is gone": (
        FileEdit(EVENTS, [SUMMIT], None),
        ["the file is gone, or says nothing that can be read"],
    ),
    "a first file": (FileEdit(EVENTS, None, [SUMMIT]), ["event[summit] (Summit) added"]),
    "a schema by hand": (FileEdit(SCHEMA, {}, {"type": "object"}), ["the copy of the schema is another one"]),
    "a schema of a release": (FileEdit(SCHEMA, {}, {"type": "object"}, is_shipped=True), []),
    "many parties": (
        FileEdit(PARTIES, [], [{"id": f"p{number}"} for number in range(30)]),
        [*(f"party[p{number}] added" for number in range(20)), "10 more"],
    ),
    "in another order": (FileEdit(EVENTS, [SUMMIT, ACME], [ACME, SUMMIT]), []),
    "hostile": (
        FileEdit(PARTIES, [], [{"id": "a", "name": {"en": "x\x1b[31m\n::error::"}}]),
        ["party[a] (x\\x1b[31m ::error::) added"],
    ),
}


def lines(file: FileEdit) -> list[str]:
    words = Words("en")
    entries: Any = file_entries([file], ChangeWords(words, Registry()), words)
    assert all(entry.name == file.path for entry in entries)
    return [line for entry in entries for line in entry.lines]


@pytest.mark.parametrize(("file", "expected"), FILES.values(), ids=FILES)
def test_every_change_of_a_file_is_in_words(file: FileEdit, expected: list[str]) -> None:
    assert lines(file) == expected
