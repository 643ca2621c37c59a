"""Edits of the example's register: what must be found in each, and what must stay harmless.

Most of the bad ones passed once. Each edit stands on disk and is compared with a commit of the register, on
22 November 2026. The shapes of git stand in `test_review_shapes.py`, our own edits in
`test_review_own_edits.py`; the last table names the tests that hold further rows.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from gitstory import GitStory

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
FILES = {
    path.relative_to(EXAMPLE).as_posix(): path.read_bytes().decode()
    for pattern in ("commitments.toml", "schema/*.yaml", "records/**/*.yaml")
    for path in sorted(EXAMPLE.glob(pattern))
}
FLOOD, PORT, PLAN = (
    f"records/{name}.yaml" for name in ("flood-sensors", "port-data-exchange", "ai-service-plan")
)
BOOKS, PLEDGE = "records/education/science-books.yaml", "records/mangrove-pledge.yaml"
FAIR, MOU, CARGO = (
    f"records/{name}.yaml" for name in ("trade-fair-2026", "thanh-van-norhaven-mou", "direct-cargo-line")
)
TEACHERS, BUSES = "records/education/teacher-exchange.yaml", "records/electric-bus-pilot.yaml"
MEETING = "kind: meeting\nstatus: fulfilled\nmet_on: 2026-11-20\n"
ALERT, EXHIBITORS = "    due: 2026-10-31\n", "    due: 2026-12-05\n"
SIXTY = "  - id: all-sixty\n"
Replacements = list[tuple[str, str]]

UPDATE = "  - date: 2026-11-20\n    note: {en: Both sides met and agreed on it.}\n"
BAD: dict[str, tuple[str, Replacements, set[str]]] = {
    "kind to meeting, fulfilled, met_on": (
        FAIR,
        [("kind: agreed_action\nstatus: in_progress\n", MEETING)],
        {"kind-changed", "closed-without-evidence"},
    ),
    "kind to meeting of an overdue record": (
        FLOOD,
        [("kind: agreed_action\nstatus: in_progress\n", MEETING)],
        {"kind-changed", "closed-without-evidence", "better-silently"},
    ),
    "a passed milestone not_met, no word why": (
        FLOOD,
        [(ALERT, f"{ALERT}    status: not_met\n")],
        {"milestone-missed-silently", "better-silently"},
    ),
    "repeats.starts removed": (
        PORT,
        [("  starts: 2025-03\n", "")],
        {"recurrence-rewritten", "better-silently"},
    ),
    "fewer occurrences": (
        PORT,
        [("FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=3;COUNT=6")],
        {"recurrence-rewritten", "better-silently"},
    ),
    "COUNT=5 to COUNT=2": (TEACHERS, [("COUNT=5", "COUNT=2")], {"recurrence-rewritten"}),
    "the reason of a withdrawal reworded": (
        CARGO,
        [("there is not yet enough cargo for a direct line", "it was never meant")],
        {"closing-rewritten"},
    ),
    "an update copied as an explanation": (
        PLAN,
        [
            ("due: 2026-08\n", "due: 2027-08\n"),
            (
                "      vi: Đã gửi dự thảo lần hai đến các phường.\n",
                "      vi: Đã gửi dự thảo lần hai đến các phường.\n"
                "  - {date: 2026-11-20, note: {en: The second draft has gone to the wards.}}\n",
            ),
        ],
        {"due-moved-silently", "due-moved-late", "better-silently"},
    ),
    "an update that becomes a reminder": (
        PLAN,
        [("  - date: 2026-07-14\n", "  - date: 2026-07-14\n    about: reminder\n")],
        {"update-rewritten"},
    ),
    "old evidence given a new day": (
        PLAN,
        [("{date: 2026-05-20, title", "{date: 2026-11-20, title")],
        {"evidence-date-changed"},
    ),
    "a milestone met in part without a word": (
        FAIR,
        [
            (
                "    due: 2026-12-05\n",
                "    due: 2026-12-05\n    status: partially_met\n    met_on: 2026-11-01\n",
            )
        ],
        {"met-without-evidence"},
    ),
    "a milestone under another id": (
        FLOOD,
        [("  - id: alert-link\n", "  - id: alerts\n"), (ALERT, "    due: 2027-10-31\n")],
        {"milestone-dropped", "better-silently"},
    ),
    "closed by a term": (
        MOU,
        [("due: 2029-11-29\n", "due: 2029-11-29\nin_force: {from: 2020-01-01, until: 2025-01-01}\n")],
        {"term-ended-silently"},
    ),
    "an open record said to be imported, and closed": (
        FLOOD,
        [("status: in_progress", "status: fulfilled\nx-imported: true")],
        {"closed-without-date", "closed-without-evidence", "better-silently"},
    ),
    "roles swapped": (
        PLAN,
        [
            ("thanh-van, role: assigner", "thanh-van, role: lead"),
            ("thanh-van-science, role: lead", "thanh-van-science, role: assigner"),
        ],
        {"lead-replaced"},
    ),
    "a party of another country": (
        "schema/parties.yaml",
        [("country: VN", "country: LA")],
        {"settings-weakened"},
    ),
    "met_on of a closed record earlier": (
        BOOKS,
        [("met_on: 2025-", "met_on: 2024-")],
        {"met-rewritten", "better-silently"},
    ),
    "review_by of a suspended record twelve years later": (
        PLEDGE,
        [("review_by: ", "review_by: 2038-12 # ")],
        {"review-moved-silently"},
    ),
    "milestone met to scheduled, met_on dropped": (
        FLOOD,
        [("    status: met\n    met_on: 2026-04-17\n", "")],
        {"met-rewritten"},
    ),
    "fulfilled with met_on and evidence of a day to come": (
        FLOOD,
        [
            ("status: in_progress", "status: fulfilled\nmet_on: 2027-01-10"),
            (
                "tags: [water, sensors]",
                "evidence:\n  - {date: 2027-01-11, title: Last report}\ntags: [water]",
            ),
        ],
        {"date-in-future"},
    ),
    "a due_changes entry dated years ahead": (
        PLAN,
        [
            ("due: 2026-08\n", "due: 2027-08\n"),
            (
                "updates:\n",
                "  - {date: 2030-01-01, from: 2026-08, to: 2027-08, reason: {en: More time.}}\nupdates:\n",
            ),
        ],
        {"date-in-future", "better-silently"},
    ),
    "an evidence's url swapped under its title": (
        FLOOD,
        [("register/flood-survey", "register/flood-other")],
        {"evidence-address-changed"},
    ),
    "closed as fulfilled with one old draft as evidence": (
        PLAN,
        [("status: in_progress", "status: fulfilled\nmet_on: 2026-08-20")],
        {"closed-on-old-evidence", "better-silently"},
    ),
    "a reason of a full stop counts as told": (
        PLAN,
        [
            ("due: 2026-08\n", "due: 2027-08\n"),
            (
                "updates:\n",
                "  - {date: 2026-11-20, from: 2026-08, to: 2027-08, reason: {en: .}}\nupdates:\n",
            ),
        ],
        {"due-moved-silently", "due-moved-late", "better-silently"},
    ),
    "only commitments.toml: a rule off": (
        "commitments.toml",
        [("stale_after_days = 90", 'stale_after_days = 90\n[severities]\ndue-moved-silently = "off"')],
        {"settings-weakened"},
    ),
    "only parties.yaml: a party renamed": (
        "schema/parties.yaml",
        [("id: tidewright", "id: tidewrong")],
        {"settings-weakened"},
    ),
}
HARMLESS: dict[str, tuple[str, Replacements]] = {
    "? added": (FLOOD, [("due: 2026-12\n", "due: 2026-12?\n")]),
    "NFD": (FLOOD, [("Lắp đặt", normalize("NFD", "Lắp đặt"))]),
    "evidence": (
        FLOOD,
        [
            (
                "tags: [water, sensors]",
                "evidence:\n  - {date: 2026-11-16, title: Photo of the bank}\ntags: [water, sensors]",
            )
        ],
    ),
    "a title, a summary and a tag": (
        FLOOD,
        [
            ("Flood sensors in the lower", "Sensors in the lower"),
            ("[water, sensors]", "[water, sensors, flood]"),
        ],
    ),
    "another spelling of a party": (
        "schema/parties.yaml",
        [("id: tidewright\n", "id: tidewright\n  aliases: [Tide Wright]\n")],
    ),
    "a milestone added": (
        FLOOD,
        [
            (
                "  - id: all-sixty\n",
                "  - {id: test, title: {en: Test of the alerts}, due: 2026-12-20}\n  - id: all-sixty\n",
            )
        ],
    ),
    "a milestone met with its evidence": (
        FLOOD,
        [
            (
                ALERT,
                f"{ALERT}    status: met\n    met_on: 2026-11-18\n    evidence: [{{title: Test report}}]\n",
            )
        ],
    ),
    "an occurrence held with its evidence": (
        PORT,
        [
            (
                "    - occurrence: 2026-06\n",
                "    - {occurrence: 2026-09, met_on: 2026-09-17, evidence: [{title: Data of the quarter}]}\n"
                "    - occurrence: 2026-06\n",
            )
        ],
    ),
    "an occurrence let go with a reason": (
        PORT,
        [
            (
                "    - occurrence: 2026-06\n",
                "    - {occurrence: 2026-09, lapsed: {en: Both let it go.}}\n    - occurrence: 2026-06\n",
            )
        ],
    ),
    "a term for the first time": (
        MOU,
        [("due: 2029-11-29\n", "due: 2029-11-29\nin_force: {from: 2024-11-29, until: 2029-11-28}\n")],
    ),
    "a request withdrawn with its reason": (
        BUSES,
        [
            (
                "status: proposed\n",
                "status: withdrawn\nclosing: {date: 2026-11-20, reason: {en: The council declined.}}\n",
            )
        ],
    ),
    "another look at what is suspended, sooner": (
        PLEDGE,
        [("review_by: 2027-01-31", "review_by: 2026-12-31")],
    ),
    "a party added": (
        "schema/parties.yaml",
        [("- id: tidewright\n", "- {id: new-body, name: {en: New body}, kind: agency}\n- id: tidewright\n")],
    ),
    "quotes changed": (FLOOD, [("locator: item 1", "locator: 'item 1'")]),
    "CRLF": (FLOOD, [("\n", "\r\n")]),
    "BOM": (FLOOD, [("# yaml-language-server", "\ufeff# yaml-language-server")]),
    "a comment": (FLOOD, [("made_on:", "# agreed in the lists\nmade_on:")]),
    "keys reordered": (
        FLOOD,
        [("made_on: 2024-11-29\ndue: 2026-12\n", "due: 2026-12\nmade_on: 2024-11-29\n")],
    ),
    "lists reordered": (FLOOD, [("tags: [water, sensors]", "tags: [sensors, water]")]),
    "~ added": (FLOOD, [("made_on: 2024-11-29", "made_on: 2024-11-29~")]),
    "an update": (FLOOD, [("source:\n", f"{UPDATE}source:\n")]),
    "a deadline moved with its due_changes entry": (
        FLOOD,
        [
            ("\ndue: 2026-12\n", "\ndue: 2027-03\n"),
            (
                "milestones:\n",
                "  - {date: 2026-11-20, from: 2026-12, to: 2027-03, reason: {en: Ice.}}\nmilestones:\n",
            ),
        ],
    ),
}


@pytest.fixture
def found(git_story: Callable[..., GitStory], run: Callable[..., Any]) -> Callable[..., dict[str, str]]:
    """The rules that an edit of one file breaks, with their weights."""
    story = git_story()
    story.commit({path: text.encode() for path, text in FILES.items()})

    def judge(path: str, replacements: Replacements) -> dict[str, str]:
        text = FILES[path]
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new)
        (story.root / path).write_bytes(text.encode())
        ran = run("review", "HEAD", "-f", "json", root=story.root, today="2026-11-22")
        rows = json.loads(ran.out)["findings"]
        assert ran.status == any(row["severity"] == "error" for row in rows)
        return {row["rule"]: row["severity"] for row in rows}

    return partial(judge)


@pytest.mark.parametrize(("path", "replacements", "expected"), BAD.values(), ids=BAD)
def test_what_once_passed(
    path: str, replacements: Replacements, expected: set[str], found: Callable[..., dict[str, str]]
) -> None:
    assert found(path, replacements).keys() >= expected


@pytest.mark.parametrize(("path", "replacements"), HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless(
    path: str, replacements: Replacements, found: Callable[..., dict[str, str]]
) -> None:
    assert found(path, replacements) == {}


def test_what_moves_within_the_records_is_harmless(
    git_story: Callable[..., GitStory], run: Callable[..., Any]
) -> None:
    """A sub-folder, a file that a program wrote anew, a new record with its new party."""
    story = git_story()
    base = story.commit({path: text.encode() for path, text in FILES.items()})
    dumped = yaml.safe_dump(yaml.load(FILES[PORT], yaml.BaseLoader), allow_unicode=True)
    party = "- {id: new-body, name: {en: New body}, kind: agency}\n"
    record = (
        FILES[FAIR].replace("id: trade-fair-2026", "id: next-fair").replace("norhaven-chamber", "new-body")
    )
    story.commit(
        {
            FLOOD: None,
            "records/water/flood-sensors.yaml": FILES[FLOOD],
            PORT: dumped,
            "records/next-fair.yaml": record.replace("paragraph 5", "paragraph 6"),
            "schema/parties.yaml": FILES["schema/parties.yaml"] + party,
        }
    )
    ran = run("review", f"{base}...HEAD", "-f", "json", root=story.root, today="2026-11-22")
    assert (ran.status, json.loads(ran.out)["findings"]) == (0, [])


WORDS: dict[str, tuple[str, Replacements, str]] = {
    "an update": (FLOOD, [("source:\n", f"{UPDATE}source:\n")], "Both sides met and agreed on it."),
    "a title": (FLOOD, [("Flood sensors in the lower", "Sensors in the lower")], "title reworded"),
    "a summary": (FLOOD, [("Sixty water-level sensors", "Six sensors")], "“Sixty water-level sensors"),
    "part_of": (FLOOD, [("part_of: thanh-van-norhaven-mou\n", "")], "part of: thanh-van-norhaven-mou → –"),
    "kind": (FLOOD, [("kind: agreed_action", "kind: public_pledge")], "kind: agreed action → public pledge"),
    "due_basis": (FLOOD, [("Before the high water", "After the high water")], "basis of the date reworded"),
    "recurrence": (PORT, [("INTERVAL=3", "INTERVAL=6")], "every 3 months → every 6 months"),
    "a milestone's title": (
        FLOOD,
        [("All sixty sensors", "Some sensors")],
        "milestone all-sixty: title reworded",
    ),
    "a tag": (FLOOD, [("tags: [water, sensors]", "tags: [water]")], "tags: −sensors"),
    "a funder": (FLOOD, [("  - {party: norhaven, role: funder}\n", "")], "City of Norhaven left as funder"),
    "a binding text": (MOU, [("binding: false", "binding: true")], "legally binding: no → yes"),
    "evidence": (FLOOD, [("register/flood-survey", "register/flood-other")], "register/flood-other"),
    "a setting": (
        "commitments.toml",
        [("due_soon_days = 30", "due_soon_days = 60")],
        "due_soon_days: 30 → 60",
    ),
    "a party's other spelling": (
        "schema/parties.yaml",
        [("- id: tidewright\n", "- id: tidewright\n  short: {en: TW}\n")],
        "party[tidewright].short set to TW",
    ),
}


@pytest.mark.parametrize(("path", "replacements", "words"), WORDS.values(), ids=WORDS)
def test_every_change_is_in_words(
    path: str,
    replacements: Replacements,
    words: str,
    git_story: Callable[..., GitStory],
    run: Callable[..., Any],
) -> None:
    story = git_story()
    story.commit({name: text.encode() for name, text in FILES.items()})
    text = FILES[path]
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    (story.root / path).write_bytes(text.encode())
    answer = run("review", "HEAD", root=story.root, today="2026-11-22").out
    assert words in answer and "other change" not in answer


def test_three_hundred_renames_are_one_line(
    git_story: Callable[..., GitStory], run: Callable[..., Any]
) -> None:
    story = git_story()
    base = story.commit({f"records/r{number}.yaml": f"id: r{number}\n" for number in range(300)})
    story.commit(
        {
            path: text
            for number in range(300)
            for path, text in (
                (f"records/r{number}.yaml", None),
                (f"records/new/r{number}.yaml", f"id: r{number}\n"),
            )
        }
    )
    answer = run("review", f"{base}...HEAD", root=story.root, today="2026-11-22").out
    assert "300 records (r0, r1, r10, r100, 296 more): moved from records/ to records/new/" in answer
    assert "300 records changed" in answer


IN_OTHER_FILES = {
    "sides swapped; head in the base; equal commits": (
        "cli/test_review.py",
        "test_a_head_that_the_base_has_is_no_question",
    ),
    "a tag and a branch of one name": (
        "cli/test_review.py",
        "test_a_name_of_both_a_tag_and_a_branch_is_refused",
    ),
    "a new record in words": ("cli/test_review_words.py", "test_a_pull_request_is_read_in_ten_seconds"),
    "300 renames": ("cli/test_review_cases.py", "test_three_hundred_renames_are_one_line"),
    "the line of what changed or is gone": (
        "cli/test_review_lines.py",
        "test_a_finding_stands_where_the_change_stands",
    ),
    "a new record with its new party": (
        "cli/test_review_cases.py",
        "test_what_moves_within_the_records_is_harmless",
    ),
    "dumped and loaded again, moved to a sub-folder": (
        "cli/test_review_cases.py",
        "test_what_moves_within_the_records_is_harmless",
    ),
    "both sides move due and add an update": (
        "cli/test_git_records.py",
        "test_a_clash_is_marked_alone_and_git_diff_shows_it_alone",
    ),
    "300 merges with a clash and news on both sides": (
        "writing/test_clash_marks.py",
        "test_a_clash_in_one_field_is_marked_alone_and_no_news_is_lost",
    ),
    "every field and every pair of timeliness values": (
        "changes/test_better_silently.py",
        "test_every_pair_of_states",
    ),
    "a deadline moved elsewhere under its event's name": (
        "cli/test_events.py",
        "test_a_deadline_moved_elsewhere_under_its_events_name_is_a_slip_that_came_late",
    ),
}
"""Further rows, by the test that holds each."""


@pytest.mark.parametrize("row", IN_OTHER_FILES)
def test_another_test_holds_the_row(row: str) -> None:
    file, test = IN_OTHER_FILES[row]
    assert f"def {test}(" in (Path(__file__).parents[1] / file).read_text("utf-8")
