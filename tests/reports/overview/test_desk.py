"""What needs somebody now, who is silent, what waits for a decision, what moved, and what comes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from commitments.changes.change import Change
from commitments.model.commitment import Commitment
from commitments.model.outline import Outline, outline
from commitments.model.revision import Revision
from commitments.model.timeliness import Clock
from commitments.reports.overview.coming_deadlines import coming_deadlines
from commitments.reports.overview.decisions import decisions
from commitments.reports.overview.moved_deadlines import moved_deadlines
from commitments.reports.overview.recent_changes import changed_records
from commitments.reports.overview.silence import silent_leads
from commitments.reports.overview.this_week import this_week
from commitments.reports.slips import DeadlinesNow, slips
from commitments.reports.status import JudgedRecord, judge

Build = Callable[..., Outline]
BuildRecord = Callable[..., Commitment]
CLOCK = Clock(date(2026, 11, 22))


def ids(rows: Any) -> list[str]:
    return [row.outline.id for row in rows]


def test_this_week_lists_the_most_urgent_first(outline_of: Build) -> None:
    term = {"from": "2021-12-31", "until": "2026-12-30", "renewal": "tacit", "period": "P5Y", "notice": "P1M"}
    outlines = [
        outline_of(id="late", due="2026-11-20"),
        outline_of(id="later", due="2026-06"),
        outline_of(id="soon", due="2026-12-01", review_by="2026-11-01"),
        outline_of(id="far", due="2027"),
        outline_of(id="term", kind="mou", in_force=term),
        outline_of(id="ends", kind="mou", in_force={**term, "renewal": "none"}),
        outline_of(id="summit", kind="meeting", due="2026-06"),
    ]
    week = this_week([judge(outline, CLOCK) for outline in outlines])
    assert ids(week.overdue) == ["later", "late"]
    assert ids(week.due_soon) == ["soon"] == ids(week.review_due)
    assert [(row.outline.id, str(term.notice_by)) for row, term in week.notices] == [("term", "2026-11-30")]
    assert [(row.outline.id, term.until) for row, term in week.ending] == [("ends", "2026-12-30")]


def test_silent_leads_begin_with_what_was_never_heard_of(outline_of: Build) -> None:
    def silent(
        id: str, lead: str | None, heard: str | None, made_on: str | None = "2026-01-01"
    ) -> JudgedRecord:
        parties = [{"party": lead or "acme", "role": "lead" if lead else "supporting"}]
        updates = [{"date": heard, "note": {"en": "News"}}] if heard else None
        return judge(outline_of(id=id, parties=parties, updates=updates, made_on=made_on), CLOCK)

    rows = [
        silent("fresh", "a", "2026-11-01"),
        silent("long", "a", "2026-02-01"),
        silent("longer", "b", "2026-01-05"),
        silent("never", "b", None),
        silent("nobody-knows", None, None, None),
    ]
    assert [(lead.lead, ids(lead.rows)) for lead in silent_leads(rows)] == [
        (None, ["nobody-knows"]),
        ("b", ["never", "longer"]),
        ("a", ["long"]),
    ]


def note(day: str, about: str) -> dict[str, Any]:
    return {"date": day, "about": about, "by": "acme", "note": {"en": f"{about} of {day}"}}


def test_decisions_are_what_no_answer_followed(commitment_of: BuildRecord) -> None:
    request = {"kind": "request", "status": "proposed"}
    records = [
        commitment_of(id="asked", made_on="2026-11-12", **request),
        commitment_of(id="long-asked", made_on="2026-01", **request),
        commitment_of(id="undated", **request),
        commitment_of(id="answered", made_on="2026", updates=[note("2026-03", "answer")], **request),
        commitment_of(
            id="advice",
            updates=[
                note("2026-01-05", "recommendation"),
                note("2026-02-05", "answer"),
                note("2026-05-05", "recommendation"),
            ],
        ),
        commitment_of(id="older", updates=[note("2026-04", "recommendation"), note("2026-06", "obstacle")]),
        commitment_of(id="closed", status="withdrawn", updates=[note("2026-04", "recommendation")]),
    ]
    by_path = {record.path: record for record in records}
    rows = [judge(outline(record), CLOCK) for record in records]
    waiting = decisions(rows, lambda outline: by_path.get(outline.path))
    assert [(item.row.outline.id, item.days) for item in waiting.unanswered] == [
        ("long-asked", 325),
        ("asked", 10),
        ("undated", None),
    ]
    assert [(item.row.outline.id, item.date, item.by) for item in waiting.recommendations] == [
        ("older", "2026-04", "acme"),
        ("advice", "2026-05-05", "acme"),
    ]
    assert waiting.recommendations[0].note.en == "recommendation of 2026-04"
    assert decisions(rows, lambda outline: None).unanswered == []


def test_coming_deadlines_by_month(outline_of: Build) -> None:
    outlines = [
        outline_of(id="late", due="2026-11-20", milestones=[{"id": "m", "due": "2026-11-30"}]),
        outline_of(id="now", due="2026-11-22"),
        outline_of(id="end-of-year", due="2026", milestones=[{"id": "m", "due": "2026-12", "status": "met"}]),
        outline_of(id="last", due="2027-10"),
        outline_of(id="beyond", due="2027-11-01"),
        outline_of(id="never-accepted", due="2026-12", status="proposed"),
        outline_of(id="done", due="2026-12", status="withdrawn"),
        outline_of(id="summit", kind="meeting", due="2026-12"),
    ]
    coming = coming_deadlines([judge(outline, CLOCK) for outline in outlines], CLOCK)
    counts = {str(month.first): (month.records, month.milestones) for month in coming.months}
    assert len(counts) == 12 and (min(counts), max(counts)) == ("2026-11-01", "2027-10-01")
    assert {day: count for day, count in counts.items() if count != (0, 0)} == {
        "2026-11-01": (1, 1),
        "2026-12-01": (1, 0),
        "2027-10-01": (1, 0),
    }
    assert (coming.past, coming.later) == (1, 1)


def change(
    commit: str, id: str, field: str = "due", old: str = '"2026-06"', new: str = '"2026-12"'
) -> Change:
    at = Revision(commit, (), 0, "An", "an@example.org", "Subject")
    return Change(at, id, f"records/{id}.yaml", "changed", field, old, new, "{}")


def test_changed_records_the_latest_first() -> None:
    rows = [change("1", "a"), change("1", "b"), change("2", "a", "title.en"), change("3", "c")]
    assert [(record.id, [row.at.id for row in record.changes]) for record in changed_records(rows)] == [
        ("c", ["3"]),
        ("a", ["1", "2"]),
        ("b", ["1"]),
    ]
    assert [record.id for record in changed_records(rows, {"b"})] == ["b"]


def test_moved_deadlines_say_who_agreed(commitment_of: BuildRecord) -> None:
    moved = commitment_of(
        id="moved",
        due="2026-12",
        due_changes=[{"date": "2026-05-01", "from": "2026-06", "to": "2026-12", "agreed_by": "acme"}],
    )
    still = commitment_of(id="still", due="2026-12")
    records = [DeadlinesNow(outline(record), record.due_changes) for record in (moved, still)]
    report = slips([change("1", "moved")], records)
    (row,) = moved_deadlines(report, records)
    assert (row.outline.id, row.first, row.due, row.moves, row.days) == (
        "moved",
        "2026-06",
        "2026-12",
        1,
        184,
    )
    assert row.agreed_by == ["acme"]
