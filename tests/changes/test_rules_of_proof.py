"""Which losses of evidence, of held occurrences and of updates are found, and what comes near and is not?

Must not look at the status but where evidence goes as a record is closed.
"""

from datetime import date
from typing import Any

import pytest
from occasions import a, between, move, said

REPORT = {"date": "2026-03-02", "title": "Report on the AI day", "url": "https://example.org/report"}
PHOTOS = {"title": "Photos"}
GONE = "evidence-removed"
Table = dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]]


def held(*occurrences: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The small record, recurring."""
    return a(repeats={"rule": "FREQ=YEARLY", "starts": "2024-11", "held": list(occurrences), **fields})


def step(*pieces: Any, **fields: Any) -> dict[str, Any]:
    """A milestone with evidence."""
    return {"id": "m1", "title": {"en": "First draft"}, "evidence": list(pieces), **fields}


EVIDENCE: Table = {
    "added": (a(evidence=[REPORT]), a(evidence=[PHOTOS, REPORT]), []),
    "the first": (a(), a(evidence=[REPORT]), []),
    "removed": (a(evidence=[REPORT, PHOTOS]), a(evidence=[REPORT]), [f"{GONE} evidence"]),
    "the last removed": (a(evidence=[REPORT]), a(), [GONE]),
    "all removed": (a(evidence=[REPORT, PHOTOS]), a(evidence=[]), [f"{GONE} evidence"] * 2),
    "one of two alike removed": (a(evidence=[PHOTOS, PHOTOS]), a(evidence=[PHOTOS]), [f"{GONE} evidence"]),
    "replaced": (a(evidence=[REPORT]), a(evidence=[PHOTOS]), [f"{GONE} evidence"]),
    "replaced by another of that day": (
        a(evidence=[{"title": "Minutes", "date": "2026-03-02"}]),
        a(evidence=[{"title": "Photos", "date": "2026-03-02"}]),
        [f"{GONE} evidence"],
    ),
    "its address mended": (
        a(evidence=[REPORT]),
        a(evidence=[{**REPORT, "url": "https://example.org/reports/1"}]),
        ["evidence-address-changed evidence/0/url"],
    ),
    "its title mended": (a(evidence=[REPORT]), a(evidence=[{**REPORT, "title": "The report"}]), []),
    "its day mended": (
        a(evidence=[REPORT], updates=said("Begun.")),
        a(evidence=[{**REPORT, "date": "2026-03-03"}], updates=said("Begun.")),
        [],
    ),
    "with an earlier day": (a(evidence=[REPORT]), a(evidence=[{**REPORT, "date": "2026-01-03"}]), []),
    "with a more exact day": (
        a(evidence=[{**REPORT, "date": "2026-05"}]),
        a(evidence=[{**REPORT, "date": "2026-05-18"}]),
        [],
    ),
    "with a day that makes it news": (
        a(evidence=[REPORT], updates=said("Begun.", date="2026-04-01")),
        a(evidence=[{**REPORT, "date": "2026-05-18"}], updates=said("Begun.", date="2026-04-01")),
        ["evidence-date-changed evidence/0/date"],
    ),
    "without its day": (
        a(evidence=[REPORT]),
        a(evidence=[{name: value for name, value in REPORT.items() if name != "date"}]),
        ["evidence-date-changed evidence/0"],
    ),
    "with nothing but a day": (
        a(evidence=[{"date": 2026}]),
        a(evidence=[{"date": 2025}]),
        [f"{GONE} evidence"],
    ),
    "of an old form, given the new one": (
        a(evidence=["https://example.org/report", "Photos"]),
        a(evidence=[PHOTOS, {"title": "Report", "url": "https://example.org/report"}]),
        [],
    ),
    "a bare text": (a(evidence="Photos"), a(evidence=[PHOTOS]), []),
    "a bare text dropped": (a(evidence="Photos"), a(), [GONE]),
    "a list that is none any more": (a(evidence=[PHOTOS]), a(evidence=5), [f"{GONE} evidence"]),
    "with nothing but a day, and told more of": (
        a(evidence=[{"date": 2026}]),
        a(evidence=[PHOTOS, {"date": 2026}]),
        [],
    ),
    "moved to a milestone": (
        a(evidence=[REPORT], milestones=[step()]),
        a(milestones=[step(REPORT)]),
        [],
    ),
    "moved to a new milestone": (a(evidence=[REPORT]), a(milestones=[step(REPORT)]), []),
    "moved to an occurrence": (
        {**held(), "evidence": [REPORT]},
        held({"occurrence": "2025-11", "evidence": [REPORT]}),
        [],
    ),
    "of a milestone": (
        a(milestones=[step(REPORT, PHOTOS)]),
        a(milestones=[step(PHOTOS)]),
        [f"{GONE} milestones/0/evidence"],
    ),
    "of a milestone that was dropped": (
        a(milestones=[step(REPORT)]),
        a(),
        ["milestone-dropped"],
    ),
    "of an occurrence": (
        held({"occurrence": "2025-11", "evidence": [REPORT]}),
        held({"occurrence": "2025-11"}),
        [f"{GONE} repeats/held/0"],
    ),
    "removed from a closed one": (
        a(status="fulfilled", met_on="2026-05", evidence=[REPORT]),
        a(status="fulfilled", met_on="2026-05"),
        [GONE],
    ),
    "removed on closing it without any": (
        a(evidence=[REPORT]),
        a(status="fulfilled", met_on="2026-05"),
        ["closed-without-evidence status"],
    ),
    "one removed on closing": (
        a(evidence=[REPORT, PHOTOS]),
        a(status="fulfilled", met_on="2026-05", evidence=[PHOTOS]),
        [f"{GONE} evidence"],
    ),
    "that of a milestone removed on closing without any": (
        a(milestones=[step(REPORT)]),
        a(status="fulfilled", met_on="2026-05", milestones=[step()]),
        ["closed-without-evidence status", f"{GONE} milestones/0/evidence"],
    ),
    "removed on reopening": (
        a(status="fulfilled", met_on="2026-05", evidence=[REPORT]),
        a(status="in_progress", updates=said("The report was a draft.")),
        [GONE],
    ),
}

NOVEMBER = {"occurrence": "2025-11", "met_on": "2025-11-20"}
EARLIER = {"occurrence": "2024-11", "met_on": "2024-11-14"}
AT, OTHER_DAY = "held-rewritten repeats/held", "met-rewritten repeats/held/0"
OWED = "recurrence-rewritten repeats"
UNSHOWN = "met-without-evidence repeats/held/0"
HELD: Table = {
    "the first": (a(), held(NOVEMBER), [UNSHOWN]),
    "the first, with evidence": (a(), held({**NOVEMBER, "evidence": [REPORT]}), []),
    "another": (held(EARLIER), held(NOVEMBER, EARLIER), [UNSHOWN]),
    "another, with evidence of the record": (
        held(EARLIER),
        {**held(NOVEMBER, EARLIER), "evidence": [REPORT]},
        [],
    ),
    "one let go": (
        held(EARLIER),
        held({"occurrence": "2025-11", "lapsed": {"en": "Both sides let it go."}}, EARLIER),
        [],
    ),
    "when it took place": (held({"occurrence": "2025-11"}), held(NOVEMBER), [UNSHOWN]),
    "when it took place, more exactly": (held({**NOVEMBER, "met_on": "2025-11"}), held(NOVEMBER), []),
    "when it took place, less exactly": (
        held(NOVEMBER),
        held({**NOVEMBER, "met_on": "2025-11"}),
        [f"{OTHER_DAY}/met_on"],
    ),
    "another day": (held(NOVEMBER), held({**NOVEMBER, "met_on": "2025-11-27"}), [f"{OTHER_DAY}/met_on"]),
    "another day, as an update explains": (
        held(NOVEMBER),
        {**held({**NOVEMBER, "met_on": "2025-11-27"}), "updates": said("The minutes name the 27th.")},
        [],
    ),
    "no day any more": (held(NOVEMBER), held({"occurrence": "2025-11"}), [OTHER_DAY]),
    "another occurrence": (held(NOVEMBER), held({**NOVEMBER, "occurrence": "2025-12"}), [AT, UNSHOWN]),
    "removed": (held(NOVEMBER, EARLIER), held(NOVEMBER), [AT]),
    "the list removed": (
        held(NOVEMBER),
        a(repeats={"rule": "FREQ=YEARLY"}),
        [OWED, "held-rewritten repeats"],
    ),
    "all of it removed": (held(NOVEMBER, EARLIER), a(), ["recurrence-rewritten", *["held-rewritten"] * 2]),
    "no mapping any more": (held(NOVEMBER), a(repeats="yearly"), [OWED, "held-rewritten repeats"]),
    "the rule changed": (held(NOVEMBER), held(NOVEMBER, rule="FREQ=MONTHLY"), [OWED]),
    "its evidence": (held(NOVEMBER), held({**NOVEMBER, "evidence": [PHOTOS]}), []),
    "rewritten, and its evidence gone": (
        held({**NOVEMBER, "evidence": [PHOTOS]}),
        held({**NOVEMBER, "met_on": "2025-11-27"}),
        [f"{GONE} repeats/held/0", f"{OTHER_DAY}/met_on"],
    ),
}

BEGUN, MET = said("Begun.", date="2026-01-12"), said("Met twice.", date="2026-03-02")
UPDATES: Table = {
    "added": (a(updates=BEGUN), a(updates=[*BEGUN, *MET]), []),
    "reordered": (a(updates=[*BEGUN, *MET]), a(updates=[*MET, *BEGUN]), []),
    "the first": (a(), a(updates=BEGUN), []),
    "edited": (
        a(updates=BEGUN),
        a(updates=said("Not begun.", date="2026-01-12")),
        ["update-rewritten updates/0"],
    ),
    "dated otherwise": (
        a(updates=BEGUN),
        a(updates=said("Begun.", date="2026-02-01")),
        ["update-rewritten updates/0"],
    ),
    "removed": (a(updates=[*BEGUN, *MET]), a(updates=MET), ["update-rewritten updates"]),
    "all removed": (a(updates=[*BEGUN, *MET]), a(), ["update-rewritten"] * 2),
    "no list any more": (a(updates=BEGUN), a(updates="Begun."), ["update-rewritten updates"]),
    "one of two alike removed": (a(updates=BEGUN * 2), a(updates=BEGUN), ["update-rewritten updates"]),
    "given the topic that was meant": (a(updates=BEGUN), a(updates=[{**BEGUN[0], "about": "progress"}]), []),
    "given another topic": (
        a(updates=BEGUN),
        a(updates=[{**BEGUN[0], "about": "reminder"}]),
        ["update-rewritten updates/0"],
    ),
    "without its topic": (
        a(updates=[{**BEGUN[0], "about": "reminder"}]),
        a(updates=BEGUN),
        ["update-rewritten updates/0"],
    ),
    "translated": (
        a(updates=BEGUN),
        a(updates=[{"date": "2026-01-12", "note": {"en": "Begun.", "vi": "Đã bắt đầu."}}]),
        [],
    ),
    "given a language": (
        a(updates=[{"date": "2026-01-12", "note": "Begun."}]),
        a(updates=BEGUN),
        [],
    ),
    "told by whom": (a(updates=BEGUN), a(updates=[{**BEGUN[0], "by": "vn-mof"}]), []),
    "told by somebody else": (
        a(updates=[{**BEGUN[0], "by": "vn-mof"}]),
        a(updates=[{**BEGUN[0], "by": "acme"}]),
        ["update-rewritten updates/0"],
    ),
    "two of a day, one edited": (
        a(updates=said("Begun.", "Met twice.")),
        a(updates=said("Met twice.", "Begun again.")),
        ["update-rewritten updates/1"],
    ),
    "folded otherwise": (
        a(updates=said("Begun, and\nmet twice.\n")),
        a(updates=said("Begun, and met twice.")),
        [],
    ),
    "in the future": (a(), a(updates=said("Soon.", date="2026-05-21")), ["date-in-future updates/0/date"]),
    "on the day": (a(), a(updates=said("Now.", date="2026-05-20")), []),
    "in this month": (a(), a(updates=said("Now.", date="2026-05")), []),
    "in the next month": (
        a(updates=BEGUN),
        a(updates=[*BEGUN, *said("Soon.", date="2026-06")]),
        ["date-in-future updates/1/date"],
    ),
    "since some day": (a(), a(updates=said("Now.", date="../2026-12")), []),
    "of no date": (a(), a(updates=said("Now.", date="tomorrow")), []),
    "one from the future that stood": (
        a(updates=said("Soon.", date="2027")),
        a(updates=[*said("Soon.", date="2027"), *BEGUN]),
        [],
    ),
    "moved to the future": (
        a(updates=BEGUN),
        a(updates=said("Begun.", date="2027")),
        ["date-in-future updates/0/date", "update-rewritten updates/0"],
    ),
}


NEWS = said("The second draft goes round.", date="2026-04-10")
DONE = {"status": "fulfilled", "met_on": "2026-05-18"}
OLD = "closed-on-old-evidence"
SHORT = {"date": "2026-05-19", "reason": {"en": "Two of three."}}
CLOSED: Table = {
    "on what was there before the last news": (
        a(evidence=[REPORT], updates=NEWS),
        a(evidence=[REPORT], updates=NEWS, **DONE),
        [f"{OLD} status"],
    ),
    "in part": (
        a(evidence=[REPORT], updates=NEWS),
        a(
            evidence=[REPORT],
            updates=NEWS,
            status="partially_fulfilled",
            met_on=2026,
            closing=SHORT,
        ),
        [f"{OLD} status"],
    ),
    "after its deadline moved": (
        a(evidence=[REPORT], due="2026-06", due_changes=[move("2026-03", "2026-06", "2026-03-20")]),
        a(evidence=[REPORT], due="2026-06", due_changes=[move("2026-03", "2026-06", "2026-03-20")], **DONE),
        [f"{OLD} status"],
    ),
    "with an update that tells of it": (
        a(evidence=[REPORT], updates=NEWS),
        a(evidence=[REPORT], updates=[*NEWS, *said("Done.")], **DONE),
        [f"{OLD} status"],
    ),
    "with new evidence": (
        a(evidence=[REPORT], updates=NEWS),
        a(evidence=[REPORT, PHOTOS], updates=NEWS, **DONE),
        [],
    ),
    "with new evidence of a milestone": (
        a(evidence=[REPORT], updates=NEWS, milestones=[step(status="met")]),
        a(evidence=[REPORT], updates=NEWS, milestones=[step(PHOTOS, status="met")], **DONE),
        [],
    ),
    "with new evidence of an occurrence": (
        held({"occurrence": "2024-11", "met_on": "2024-11-20"}) | {"evidence": [REPORT], "updates": NEWS},
        held({"occurrence": "2024-11", "met_on": "2024-11-20", "evidence": [PHOTOS]})
        | {"evidence": [REPORT], "updates": NEWS}
        | DONE,
        [],
    ),
    "with evidence of a milestone that is old too": (
        a(evidence=[REPORT], updates=NEWS, milestones=[step({**PHOTOS, "date": "2026-04-09"})]),
        a(evidence=[REPORT], updates=NEWS, milestones=[step({**PHOTOS, "date": "2026-04-09"})], **DONE),
        [f"{OLD} status"],
    ),
    "with evidence of a milestone of the day of the news": (
        a(evidence=[REPORT], updates=NEWS, milestones=[step({**PHOTOS, "date": "2026-04-10"})]),
        a(evidence=[REPORT], updates=NEWS, milestones=[step({**PHOTOS, "date": "2026-04-10"})], **DONE),
        [],
    ),
    "with evidence of the month of the news": (
        a(evidence=[{**REPORT, "date": "2026-04"}], updates=NEWS),
        a(evidence=[{**REPORT, "date": "2026-04"}], updates=NEWS, **DONE),
        [],
    ),
    "with other evidence without a day": (
        a(evidence=[REPORT, PHOTOS], updates=NEWS),
        a(evidence=[REPORT, PHOTOS], updates=NEWS, **DONE),
        [],
    ),
    "with a day that became a later one": (
        a(evidence=[REPORT], updates=NEWS),
        a(evidence=[{**REPORT, "date": "2026-05-18"}], updates=NEWS, **DONE),
        ["evidence-date-changed evidence/0/date", f"{OLD} status"],
    ),
    "with another title of what was there": (
        a(evidence=[REPORT], updates=NEWS),
        a(evidence=[{**REPORT, "title": "Final report"}], updates=NEWS, **DONE),
        [f"{OLD} status"],
    ),
    "with nothing heard before": (a(evidence=[REPORT]), a(evidence=[REPORT], **DONE), []),
    "with nothing heard since": (
        a(evidence=[REPORT], updates=said("Begun.", date="2026-01")),
        a(evidence=[REPORT], updates=said("Begun.", date="2026-01"), **DONE),
        [],
    ),
    "as dropped": (
        a(evidence=[REPORT], updates=NEWS),
        a(evidence=[REPORT], updates=NEWS, status="withdrawn", closing=SHORT),
        [],
    ),
    "a meeting": (
        a(evidence=[REPORT], updates=NEWS, kind="meeting"),
        a(evidence=[REPORT], updates=NEWS, kind="meeting", **DONE),
        [],
    ),
    "closed before": (
        a(evidence=[REPORT], updates=NEWS, **DONE),
        a(evidence=[REPORT], updates=NEWS, tags=["ai"], **DONE),
        [],
    ),
    "of an old form": (
        a(evidence="Photos", updates=NEWS),
        a(evidence="Photos", updates=NEWS, **DONE),
        [],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), CLOSED.values(), ids=CLOSED)
def test_what_a_record_is_closed_on(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    assert between(before, after) == expected


@pytest.mark.parametrize(("before", "after", "expected"), EVIDENCE.values(), ids=EVIDENCE)
def test_evidence(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


@pytest.mark.parametrize(("before", "after", "expected"), HELD.values(), ids=HELD)
def test_held_occurrences(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


@pytest.mark.parametrize(("before", "after", "expected"), UPDATES.values(), ids=UPDATES)
def test_updates(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


def test_an_update_of_a_new_record_may_be_in_the_future_too() -> None:
    new = a(updates=said("Soon.", date="2026-06-01"))
    assert between(None, new) == ["date-in-future updates/0/date"]
    assert between(None, new, date(2026, 6, 1)) == []
