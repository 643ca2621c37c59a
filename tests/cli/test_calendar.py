"""`commit export deadlines.ics`, read by two programs of others. It must not know how a line is laid out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

icalendar = pytest.importorskip("icalendar")
vobject = pytest.importorskip("vobject")

Run = Callable[..., Any]
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
OWN = EXAMPLE.parents[1]
TODAY = "2026-11-22"


@pytest.fixture
def export(run: Run, tmp_path: Path) -> Callable[..., bytes]:
    """`export(root, *words)`: the bytes of a calendar, which both readers read alike."""

    def exported(root: Path, *words: str, today: str = TODAY) -> bytes:
        ran = run("export", "deadlines.ics", *words, root=root, today=today)
        assert ran.status == 0, ran.err
        data = (tmp_path / "deadlines.ics").read_bytes()
        read_by_both(data)
        return data

    return exported


def read_by_both(data: bytes) -> None:
    """Two readers find one calendar, and in it events with equal UIDs and titles."""
    first = sorted((str(event["UID"]), str(event["SUMMARY"])) for event in calendar(data).walk("VEVENT"))
    (read,) = vobject.readComponents(data.decode())
    second = sorted((event.uid.value, event.summary.value) for event in getattr(read, "vevent_list", []))
    assert first == second
    assert len({uid for uid, _ in first}) == len(first)
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\n" not in data.replace(b"\r\n", b"")


def calendar(data: bytes) -> Any:
    read = icalendar.Calendar.from_ical(data)
    assert not read.errors and not any(part.errors for part in read.walk())
    return read


def events(data: bytes) -> dict[str, Any]:
    """The events by UID."""
    return {str(event["UID"]): event for event in calendar(data).walk("VEVENT")}


@pytest.mark.parametrize("root", [EXAMPLE, OWN], ids=["example", "own"])
@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("today", ["2026-01-15", "2026-06-30", TODAY])
def test_deadlines_are_those_of_status(
    root: Path, lang: str, today: str, export: Callable[..., bytes], run: Run
) -> None:
    rows = json.loads(run("status", "-f", "json", root=root, today=today).out)["records"]
    expected = {
        f"{row['id']}.due": row["due_latest"]
        for row in rows
        if row["due_latest"] and row["timeliness"] != "closed"
    }
    every_event = events(export(root, "--lang", lang, today=today))
    shown = {uid: event for uid, event in every_event.items() if event["STATUS"] != "CANCELLED"}
    due = {uid.partition("@")[0]: event for uid, event in shown.items() if ".due@" in uid}
    assert {uid: event["DTSTART"].dt.isoformat() for uid, event in due.items()} == expected
    reviews = {f"{row['id']}.review_by" for row in rows if row["review_by"]}
    assert {uid.partition("@")[0] for uid in shown if ".review_by@" in uid} == reviews


def test_an_event_says_what_the_date_means(
    make_workspace: Callable[..., Path], record: Callable[..., str], export: Callable[..., bytes]
) -> None:
    steps = [{"id": "m1", "title": {"en": "Draft, and plan"}, "due": "2027-02-03"}]
    root = make_workspace({"a.yaml": record(id="a", due="2026-Q4", milestones=steps, made_on="2026-01-05")})
    (root / "commitments.toml").write_text('register = "our-desk"\n')
    shown = events(export(root))
    assert [*shown] == ["a.due@our-desk", "a.milestone.m1@our-desk"]
    due, step = shown.values()
    assert str(due["SUMMARY"]) == "Deadline: Hold an AI day"
    assert due["DESCRIPTION"].splitlines() == [
        "deadline Q4 2026, shown on its last day",
        "Lead: Acme",
        "agreed action · agreed",
        "a",
    ]
    assert (due["DTSTART"].dt, due["DTEND"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert due["DTSTAMP"].dt == due["LAST-MODIFIED"].dt == datetime(2026, 1, 5, tzinfo=UTC)
    assert (due["SEQUENCE"], due["TRANSP"], due["STATUS"]) == (0, "TRANSPARENT", "CONFIRMED")
    assert not due.walk("VALARM")
    assert str(step["SUMMARY"]) == "Milestone Draft, and plan: Hold an AI day"
    assert step["DESCRIPTION"].splitlines()[0] == "milestone 3 Feb 2027"
    vietnamese = events(export(root, "--lang", "vi"))["a.due@our-desk"]
    assert vietnamese["DESCRIPTION"].splitlines()[0] == "thời hạn quý IV/2026, hiển thị vào ngày cuối cùng"


def test_a_moved_deadline_keeps_its_uid(
    git_story: Callable[..., GitStory], record: Callable[..., str], export: Callable[..., bytes]
) -> None:
    story = git_story()
    settings = {"commitments.toml": 'register = "desk"\n'}
    story.commit({"records/a.yaml": record(id="a", due="2026-12"), **settings}, when="2026-01-05T09:00:00Z")
    before = events(export(story.root))["a.due@desk"]
    story.commit({"records/a.yaml": record(id="a", due="2027-02")}, when="2026-03-06T10:20:30+07:00")
    story.commit({"records/a.yaml": record(id="a", due="2027-02", tags=["ai"])}, when="2026-04-06T09:00:00Z")
    data = export(story.root)
    after = events(data)["a.due@desk"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (before["DTSTART"].dt, after["DTSTART"].dt) == (date(2026, 12, 31), date(2027, 2, 28))
    assert after["DTSTAMP"].dt == after["LAST-MODIFIED"].dt == datetime(2026, 3, 6, 3, 20, 30, tzinfo=UTC)
    assert data == export(story.root, "--lang", "en") == export(story.root, "--as-of", "HEAD")
    assert events(export(story.root, "--as-of", "HEAD~2"))["a.due@desk"] == before


def test_the_calendar_says_its_state(
    git_story: Callable[..., GitStory], record: Callable[..., str], export: Callable[..., bytes]
) -> None:
    story = git_story()
    commit = story.commit({"records/a.yaml": record(id="a", due="2026-12")}, when="2026-01-05T09:00:00Z")
    head = calendar(export(story.root))
    assert str(head["DESCRIPTION"]) == str(head["X-WR-CALDESC"]) == f"at {commit[:7]}"
    assert head["LAST-MODIFIED"].dt == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert (str(head["VERSION"]), str(head["METHOD"]), str(head["COLOR"])) == ("2.0", "PUBLISH", "steelblue")
    story.write({"records/b.yaml": record(id="b", due="2027", made_on="2026-03-04")})
    data = export(story.root)
    assert str(calendar(data)["DESCRIPTION"]) == f"at {commit[:7]}, with 1 unsaved"
    fresh = events(data)["b.due@commitments"]
    assert (fresh["SEQUENCE"], fresh["DTSTAMP"].dt) == (0, datetime(2026, 3, 4, tzinfo=UTC))


def test_what_was_withdrawn_is_cancelled_for_a_while(
    make_workspace: Callable[..., Path], record: Callable[..., str], export: Callable[..., bytes]
) -> None:
    closing = {"date": "2026-08-25", "reason": {"en": "Dropped."}}
    root = make_workspace(
        {
            "a.yaml": record(id="a", status="withdrawn", due="2027", closing=closing),
            "b.yaml": record(id="b", status="suspended", due="2027"),
            "c.yaml": record(id="c", kind="request", status="proposed", due="2027"),
        }
    )
    states = {uid[0]: str(event["STATUS"]) for uid, event in events(export(root)).items()}
    assert states == {"a": "CANCELLED", "b": "TENTATIVE", "c": "TENTATIVE"}
    assert [*events(export(root, today="2026-11-24"))] == ["b.due@commitments", "c.due@commitments"]


def test_each_body_has_a_feed(world: Path, export: Callable[..., bytes]) -> None:
    finance = export(world, "--lead", "vn-mof")
    assert [*events(finance)] == ["late.due@commitments"]
    assert str(calendar(finance)["NAME"]) == "Deadlines · Ministry of Finance"
    assert str(calendar(export(world, "--lead", "vn-mof", "--lang", "vi"))["NAME"]).endswith("Bộ Tài chính")
    assert str(calendar(export(world, "--country", "GB"))["NAME"]) == "Deadlines · United Kingdom"
    assert {"late.due@commitments", "soon.due@commitments"} <= events(export(world, "--party", "acme")).keys()


def test_a_register_without_an_id_is_told(world: Path, run: Run) -> None:
    assert "register = " in run("export", "a.ics", root=world).err
    assert "register = " not in run("export", "a.csv", root=world).err


def test_nothing_dated_is_a_calendar_still(
    make_workspace: Callable[..., Path], record: Callable[..., str], export: Callable[..., bytes]
) -> None:
    data = export(make_workspace({"a.yaml": record(id="a")}))
    assert not events(data) and calendar(data).subcomponents


@pytest.mark.parametrize(
    "title",
    [
        "a\nb",
        "x\nBEGIN:VALARM\nEND:VEVENT",
        "a,b;c\\,d\\n",
        "Kế hoạch “đ” " * 300,
        "x" * 4096,
        "::error::x ##[y]",
        '=HYPERLINK("x")',
        "漢字 😀 👩‍👩‍👧 e" + "\u0301" * 20,
        "a\u200bb\u2060c",
    ],
    ids=range(9),
)
def test_hostile_titles_stay_texts(
    title: str, make_workspace: Callable[..., Path], record: Callable[..., str], export: Callable[..., bytes]
) -> None:
    steps = [{"id": "m1", "title": {"en": title}, "due": "2026-12-01"}]
    root = make_workspace({"a.yaml": record(id="a", title={"en": title}, due="2026-12", milestones=steps)})
    data = export(root)
    assert len(events(data)) == 2 and not calendar(data).walk("VALARM")
    assert all("\n" not in str(event["SUMMARY"]) for event in events(data).values())
