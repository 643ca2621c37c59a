"""A roof over registers with git histories of their own, small enough for every test. Asserts nothing.

    def test_it(tmp_path):
        roof = RoofStory(tmp_path / "desk")      # members mofa (Ha Noi), mof (New York), moit (London)
        roof.root                                # the folder of the roof
        roof.folder("mof")                       # that of a member; roof.stories["mof"] tells it on
        roof.add("vpub", "clones/vpub")          # names one more member

A deadline of `mofa` moves late on 10 June in Viet Nam, when it is the same day in London; a record of `mof`
is added late on 9 June in New York, when it is 10 June elsewhere. The first commit of `moit` is of July.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gitstory import GitStory

ZONES: Mapping[str, str] = {
    "mofa": "Asia/Ho_Chi_Minh",
    "mof": "America/New_York",
    "moit": "Europe/London",
}
PARTIES = "- {id: acme, name: {en: Acme}, kind: company}\n- {id: own, name: {en: %s}, kind: ministry}\n"
EVENTS = "- {id: session, name: {en: Session}, date: %s}\n"


def record(id: str, **fields: Any) -> str:
    """A small valid record, in JSON, which is YAML."""
    whole = {
        "id": id,
        "title": {"en": id.title()},
        "kind": "agreed_action",
        "status": "agreed",
        "parties": [{"party": "acme", "role": "lead"}, {"party": "own", "role": "supporting"}],
        "source": {"document": "report.txt"},
        **fields,
    }
    return json.dumps({name: value for name, value in whole.items() if value is not None}, indent=1) + "\n"


def claim(date: str, before: str, after: str) -> dict[str, Any]:
    """An entry of `due_changes`."""
    return {"date": date, "from": before, "to": after, "reason": {"en": "Asked for."}}


class RoofStory:
    """A roof and the stories of its members; see the head of this file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.members = {name: f"registers/{name}" for name in ZONES}
        self.stories = {name: GitStory(root / path) for name, path in self.members.items()}
        self._tell_mofa()
        self._tell_mof()
        self._tell_moit()
        self.write_members()

    def folder(self, name: str) -> Path:
        return self.root / self.members[name]

    def add(self, name: str, path: str) -> None:
        self.members[name] = path
        self.write_members()

    def write_members(self) -> None:
        lines = "".join(f'{name} = "{path}"\n' for name, path in self.members.items())
        text = f'register = "desk"\ntimezone = "Asia/Ho_Chi_Minh"\n\n[members]\n{lines}'
        (self.root / "commitments.toml").write_text(text, encoding="utf-8")

    def _begin(self, name: str, when: str, **records: str) -> GitStory:
        story = self.stories[name]
        story.commit(
            {
                "commitments.toml": f'timezone = "{ZONES[name]}"\n',
                "schema/parties.yaml": PARTIES % name.upper(),
                **{f"records/{id}.yaml": text for id, text in records.items()},
            },
            when=when,
        )
        return story

    def _tell_mofa(self) -> None:
        story = self._begin(
            "mofa", "2025-03-01T09:00:00+07:00", plan=record("plan", due="2025-06"), old=record("old")
        )
        story.tag("v1")
        moved = record("plan", due="2025-09", due_changes=[claim("2025-06-10", "2025-06", "2025-09")])
        story.commit(
            {"records/plan.yaml": moved}, when="2025-06-10T23:30:00+07:00", author="An <an@example.org>"
        )
        lead = [{"party": "own", "role": "lead"}]
        story.commit(
            {"records/plan.yaml": record("plan", due="2025-12", parties=lead)},
            when="2025-10-05T09:00:00+07:00",
        )
        story.commit({"records/old.yaml": None}, when="2026-02-01T09:00:00+07:00")

    def _tell_mof(self) -> None:
        story = self._begin(
            "mof",
            "2025-03-02T09:00:00+07:00",
            plan=record("plan", due="2025-06-20", part_of="trunk"),
            trunk=record("trunk"),
        )
        story.commit(
            {
                "records/late.yaml": record("late", due="2025-07-01", due_event={"event": "session"}),
                "schema/events.yaml": EVENTS % "2025-07-01",
            },
            when="2025-06-09T23:30:00-04:00",
        )
        bound = record(
            "late",
            due="2025-08-01",
            due_event={"event": "session"},
            due_changes=[{**claim("2025-06-20", "2025-07-01", "2025-08-01"), "event": "session"}],
        )
        story.commit(
            {"records/late.yaml": bound, "schema/events.yaml": EVENTS % "2025-08-01"},
            when="2025-06-20T12:00:00-04:00",
        )
        story.tag("v1")

    def _tell_moit(self) -> None:
        story = self._begin(
            "moit", "2025-07-01T00:30:00+01:00", plan=record("plan", due="2026-01", depends_on=["mofa:plan"])
        )
        story.commit({"records/plan.yaml": record("plan", due="2026-03")}, when="2025-11-01T12:00:00+00:00")
        story.commit(
            {"records/deep/plan.yaml": record("plan", due="2026-03"), "records/plan.yaml": None},
            when="2026-01-10T12:00:00+00:00",
        )
