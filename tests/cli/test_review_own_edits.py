"""The commit of each of our own edits: a review finds no error in it.

Each edit is made in the example's register on 22 November 2026, with what the command asks for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

pytestmark = pytest.mark.usefixtures("no_git_settings")
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
FILES = {
    path.relative_to(EXAMPLE).as_posix(): path.read_bytes().decode()
    for pattern in ("commitments.toml", "schema/*", "records/**/*.yaml")
    for path in sorted(EXAMPLE.glob(pattern))
}
STARTUP, INTERNSHIPS = "records/startup-desk.yaml", "records/education/student-internships.yaml"
EVENTS = "- {id: session, name: {en: Council session, vi: Kỳ họp hội đồng}, date: 2026-08}\n"
BASE = {
    **FILES,
    "schema/events.yaml": EVENTS,
    STARTUP: FILES[STARTUP].replace("met_on: 2025-10-24\n", ""),
    INTERNSHIPS: FILES[INTERNSHIPS].replace("made_on: 2025-09-18\n", "made_on: 2025-09-18\ndue: 2026-06\n"),
    "records/ai-service-plan.yaml": FILES["records/ai-service-plan.yaml"].replace(
        "due: 2026-08\n", "due: 2026-08\ndue_event: {event: session}\n"
    ),
}
NEW = ["--title", "A new road", "--kind", "agreed_action", "--status", "agreed", "--source", "minutes.pdf"]
PROOF = ["--evidence", "https://example.org/register/proof", "--title", "Signed minutes"]
WHY = ["--note", "Both sides met and agreed on it."]

EDITS: dict[str, tuple[list[str], set[str]]] = {
    "new": (["new", "new-road", *NEW, "--party", "norhaven/lead"], set()),
    "update": (["update", "flood-sensors", *WHY], set()),
    "update with evidence": (["update", "flood-sensors", *PROOF], set()),
    "update that suspends": (
        ["update", "flood-sensors", "--status", "suspended", "--review-by", "2027-02-01", *WHY],
        set(),
    ),
    "review_by set anew after a look": (
        ["update", "mangrove-pledge", "--set", "review_by=2027-06-30", *WHY],
        set(),
    ),
    "a request accepted, whose day has passed": (
        ["update", "student-internships", "--status", "agreed"],
        set(),
    ),
    "met_on added where it was absent": (
        ["update", "startup-desk", "--set", "met_on=2025-10-24"],
        set(),
    ),
    "update of a tag": (["update", "flood-sensors", "--set", "tags=[water, sensors, flood]"], set()),
    "a COUNT prolonged with an update": (
        ["update", "teacher-exchange", "--set", "repeats.rule=FREQ=YEARLY;COUNT=7", *WHY],
        set(),
    ),
    "agreed to proposed, as a correction": (
        ["update", "port-data-exchange", "--status", "proposed", "--note", "It was entered wrongly."],
        {"corrected-status"},
    ),
    "milestone met without evidence": (
        ["milestone", "flood-sensors", "alert-link", "met", "--met-on", "2026-11-18"],
        {"met-without-evidence"},
    ),
    "milestone met with evidence": (
        ["milestone", "flood-sensors", "alert-link", "met", "--met-on", "2026-11-18", *PROOF],
        set(),
    ),
    "hold without evidence": (
        ["hold", "port-data-exchange", "2026-09", "--met-on", "2026-09-17"],
        {"met-without-evidence"},
    ),
    "hold of one that lapsed": (
        ["hold", "port-data-exchange", "2026-09", "--lapsed", "Both ports let it go."],
        set(),
    ),
    "reschedule": (
        ["reschedule", "trade-fair-2026", "2027-03", "--reason", "The hall was flooded."],
        set(),
    ),
    "reschedule of what has passed": (
        [
            "reschedule",
            "flood-sensors",
            "2027-03",
            "--milestone",
            "alert-link",
            "--reason",
            "The test waits.",
        ],
        {"due-moved-late"},
    ),
    "close as fulfilled": (
        ["close", "flood-sensors", "--as", "fulfilled", "--met-on", "2026-11-20", *PROOF],
        set(),
    ),
    "close as partially fulfilled": (
        [
            *("close", "flood-sensors", "--as", "partially_fulfilled", "--met-on", "2026-11-20"),
            *(*PROOF, "--reason", "Nine sensors are missing."),
        ],
        set(),
    ),
    "close as not fulfilled": (
        ["close", "flood-sensors", "--as", "not_fulfilled", "--reason", "There was no money."],
        set(),
    ),
    "close as withdrawn": (
        [
            "close",
            "student-internships",
            "--as",
            "withdrawn",
            "--reason",
            "The port declined.",
            "--by",
            "norhaven",
        ],
        set(),
    ),
    "close as superseded": (
        ["close", "flood-sensors", "--as", "superseded", "--superseded-by", "trade-fair-2026", *WHY],
        set(),
    ),
    "close that corrects": (
        ["close", "direct-cargo-line", "--as", "not_fulfilled", "--reason", "No line was found.", *WHY],
        {"corrected-status"},
    ),
    "reopen --why": (
        ["reopen", "direct-cargo-line", "--as", "agreed", "--why", "A third line has written."],
        set(),
    ),
    "parties add": (["parties", "add", "new-body", "--name", "New body", "--kind", "agency"], set()),
    "events add": (["events", "add", "summit", "--name", "Summit", "--date", "2027-03"], set()),
    "events set": (["events", "set", "session", "2027-01-15", "--reason", "It was put off."], set()),
    "events set, cancelled": (
        ["events", "set", "session", "--cancel", "--reason", "It was called off."],
        set(),
    ),
    "import": (["import", "table.csv", "--write"], set()),
}
TABLE = "id,title,kind,status,lead,source\nrow-one,A bridge,agreed_action,agreed,norhaven,minutes.pdf\n"


@pytest.mark.parametrize(("words", "warnings"), EDITS.values(), ids=EDITS)
def test_no_edit_of_our_own_is_an_error(
    words: list[str],
    warnings: set[str],
    git_story: Callable[..., GitStory],
    run: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = git_story()
    base = story.commit(BASE)
    story.git("read-tree", "HEAD")
    (story.root.parent / "table.csv").write_text(TABLE, "utf-8")
    monkeypatch.chdir(story.root.parent)
    ran = run(*words, root=story.root, today="2026-11-22")
    assert ran.status == 0, ran.err
    reviewed = run("review", base, "-f", "json", root=story.root, today="2026-11-22")
    findings = {row["rule"]: row["severity"] for row in json.loads(reviewed.out)["findings"]}
    assert reviewed.status == 0, findings
    assert findings.keys() <= warnings | {"closed-on-old-evidence"}
