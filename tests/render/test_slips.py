"""The answer of `slips` in every format and on every screen, also of hostile records."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, timedelta, timezone
from typing import Any

import pytest
from rich.cells import cell_len

from commitments.changes.kinds import Change
from commitments.model.commitment import Commitment
from commitments.model.names import PartyId, Prose
from commitments.model.outline import outline
from commitments.model.party import Party, Registry
from commitments.model.revision import Revision
from commitments.render.answer import Answer, Screen
from commitments.render.formats import FORMATS
from commitments.render.slips import NAMES, slips_answer
from commitments.render.words import Words
from commitments.reports.slips import SlipsReport, Standing, slips, standing

Build = Callable[..., Commitment]
SGR = re.compile(r"\x1b\[[0-9;]*m")
REGISTRY = Registry(
    {
        "acme": Party(PartyId("acme"), Prose("Acme Works")),
        "vn-mof": Party(PartyId("vn-mof"), Prose("Ministry of Finance", "Bộ Tài chính")),
    }
)
COMMIT = {name: name[0] * 40 for name in "abc"}
DAY = {"a": 1767225600, "b": 1772323200, "c": 1777593600 - 3600}  # 1 Jan, 1 Mar, 30 Apr 2026 at 23:00 UTC


def moved(name: str, field: str, old: object, new: object, id: str = "") -> Change:
    """A row of the commit a, b or c; w is the working tree."""
    at = Revision(COMMIT.get(name, ""), (), DAY.get(name, 0), "Vi", "vi@example.org", "x")
    return Change(at, id, f"records/{id}.yaml", "changed", field, json.dumps(old), json.dumps(new), "{}")


def lead(*parties: str, role: str = "lead") -> list[dict[str, str]]:
    return [{"party": each, "role": role} for each in parties]


@pytest.fixture
def report(commitment_of: Build) -> SlipsReport:
    """Five records: one far with milestones, one that differs, one earlier, one open, one not committed."""
    step = {
        "id": "m1",
        "title": {"en": "Draft"},
        "due": "2026-05",
        "due_changes": [entry("2026-03", "2026-05")],
    }
    flood = commitment_of(
        id="flood",
        title={"en": "Flood sensors", "vi": "Cảm biến ngập"},
        due="2027-Q2",
        due_changes=[
            entry("2026-Q2", "2026-Q4"),
            entry("2026-Q4", "2027-Q2"),
            entry("2027-Q2", "2028", "2026-05"),
        ],
        parties=lead("vn-mof", "acme"),
        milestones=[step, {"id": "m2", "title": {"en": "Done"}, "due": "2027-03"}],
    )
    fair = commitment_of(
        id="fair", title={"vi": "Hội chợ"}, due="2026-12-12/2026-12-14", parties=lead("acme")
    )
    mou = commitment_of(id="mou", kind="mou", due="2026-09", parties=lead("vn-mof", role="signatory"))
    open_ = commitment_of(id="open", due="2027/..", parties=lead())
    loose = commitment_of(id="loose", due="2026-08", parties=lead("acme"))
    still = commitment_of(id="still", due="2026")
    rows = [
        moved("a", "due", "2026-Q2", "2026-Q4", "flood"),
        moved("a", "milestones[m1].due", "2026-03", "2026-05", "flood"),
        moved("b", "milestones[m2].due", "2026-12", "2027-03", "flood"),
        moved("b", "due", "2026-Q4", "2027-Q2", "flood"),
        moved("b", "due", "2026-10", "2026-12-12/2026-12-14", "fair"),
        moved("c", "due", "2026-10", "2026-09", "mou"),
        moved("c", "due", "2026", "2027/..", "open"),
        moved("w", "due", "2026-07", "2026-08", "loose"),
    ]
    return slips(rows, [standing(outline(each), each) for each in (still, open_, mou, loose, fair, flood)])


def entry(before: str | None, after: str | None, day: str = "2026-01-12") -> dict[str, Any]:
    return {"date": day, "from": before, "to": after, "reason": {"en": "x"}}


def answer(report: SlipsReport, lang: str = "en", zone: Any = UTC) -> Answer:
    return slips_answer(report, "2026-11-22", REGISTRY, zone, Words(lang))


def table(report: SlipsReport, width: int | None, lang: str = "en", color: bool = False) -> str:
    return FORMATS["table"](answer(report, lang), Screen(Words(lang), width, color))


def written(report: SlipsReport, format: str) -> str:
    return FORMATS[format](answer(report), Screen(Words("en")))


PIPED = """\
5 of 6 commitments moved their deadline, 6 times in all
median +37.5 days · furthest +365 days (flood) · milestones moved 2 times · 5 differ from their due_changes

DAYS MOVED  MOVES  IN DUE_CHANGES  FIRST DEADLINE  DEADLINE NOW                ID     MILESTONE  LEA\
D                             COMMITMENT
+365        2      3               Q2 2026         Q2 2027                     flood             Min\
istry of Finance, Acme Works  Flood sensors
+61         1      1               Mar 2026        May 2026                    flood  m1         Min\
istry of Finance, Acme Works  Flood sensors
+90         1      0               Dec 2026        Mar 2027                    flood  m2         Min\
istry of Finance, Acme Works  Flood sensors
+44         1      0               Oct 2026        12 Dec 2026 to 14 Dec 2026  fair              Acm\
e Works                       Hội chợ
+31         1      0               Jul 2026        Aug 2026                    loose             Acm\
e Works                       Hold an AI day
-31         1      0               Oct 2026        Sep 2026                    mou               sig\
ned: Ministry of Finance      Hold an AI day
–           1      0               2026            from 2027                   open                 \
                              Hold an AI day

DIFFERENCE          ID     MILESTONE  FROM      TO                          DATE         COMMIT
not in git          flood             Q2 2027   2028                        May 2026     –
not in due_changes  flood  m2         Dec 2026  Mar 2027                    1 Mar 2026   bbbbbbb
not in due_changes  fair              Oct 2026  12 Dec 2026 to 14 Dec 2026  1 Mar 2026   bbbbbbb
not in due_changes  loose             Jul 2026  Aug 2026                    22 Nov 2026  working tree
not in due_changes  mou               Oct 2026  Sep 2026                    30 Apr 2026  ccccccc
not in due_changes  open              2026      from 2027                   30 Apr 2026  ccccccc

MOVES  COMMITMENTS  MILESTONES  MEDIAN  FURTHEST  LEAD
4      3/4          2           +44     +365      Acme Works
2      1/1          2           +365    +365      Ministry of Finance
2      2/2          0           -31     -31       (none)
"""


def test_in_a_pipe_it_is_columns(report: SlipsReport) -> None:
    assert table(report, None) == PIPED


NARROW = """\
5 of 6 commitments moved their deadline,
6 times in all
median +37.5 days · furthest +365 days
(flood) · milestones moved 2 times · 5
differ from their due_changes

+365 · 2 moves · Q2 2026 → Q2 2027
Flood sensors
Ministry of Finance, Acme Works
flood
milestone m1: Mar 2026 → May 2026, +61
milestone m2: Dec 2026 → Mar 2027, +90
not in git: Q2 2027 → 2028 (May 2026)
milestone m2: not in due_changes: Dec
2026 → Mar 2027 (1 Mar 2026, bbbbbbb)

+44 · 1 move · Oct 2026 → 12 Dec 2026 to
14 Dec 2026
Hội chợ
Acme Works
fair
not in due_changes: Oct 2026 → 12 Dec
2026 to 14 Dec 2026 (1 Mar 2026,
bbbbbbb)

+31 · 1 move · Jul 2026 → Aug 2026
Hold an AI day
Acme Works
loose
not in due_changes: Jul 2026 → Aug 2026
(22 Nov 2026, working tree)

-31 · 1 move · Oct 2026 → Sep 2026
Hold an AI day
signed: Ministry of Finance
mou
not in due_changes: Oct 2026 → Sep 2026
(30 Apr 2026, ccccccc)

– · 1 move · 2026 → from 2027
Hold an AI day
open
not in due_changes: 2026 → from 2027 (30
Apr 2026, ccccccc)

Acme Works
Moves 4 · Commitments 3/4 · Milestones 2
· Median +44 · Furthest +365

Ministry of Finance
Moves 2 · Commitments 1/1 · Milestones 2
· Median +365 · Furthest +365

(none)
Moves 2 · Commitments 2/2 · Milestones 0
· Median -31 · Furthest -31

"""


def test_on_a_narrow_screen_it_is_cards(report: SlipsReport) -> None:
    assert table(report, 40) == NARROW


MIDDLE = """\
5 of 6 commitments moved their deadline, 6 times in all
median +37.5 days · furthest +365 days (flood) · milestones moved 2 times · 5
differ from their due_changes

    Days
   moved   Moves   Commitment                           Deadline
────────────────────────────────────────────────────────────────────────────────
    +365       2   Flood sensors                        Q2 2026
                   Ministry of Finance, Acme Works      → Q2 2027
                   flood
                   milestone m1: Mar 2026 → May 2026,
                   +61
                   milestone m2: Dec 2026 → Mar 2027,
                   +90
                   not in git: Q2 2027 → 2028 (May
                   2026)
                   milestone m2: not in due_changes:
                   Dec 2026 → Mar 2027 (1 Mar 2026,
                   bbbbbbb)
     +44       1   Hội chợ                              Oct 2026
                   Acme Works                           → 12 Dec 2026 to 14 Dec
                   fair                                 2026
                   not in due_changes: Oct 2026 → 12
                   Dec 2026 to 14 Dec 2026 (1 Mar
                   2026, bbbbbbb)
     +31       1   Hold an AI day                       Jul 2026
                   Acme Works                           → Aug 2026
                   loose
                   not in due_changes: Jul 2026 → Aug
                   2026 (22 Nov 2026, working tree)
     -31       1   Hold an AI day                       Oct 2026
                   signed: Ministry of Finance          → Sep 2026
                   mou
                   not in due_changes: Oct 2026 → Sep
                   2026 (30 Apr 2026, ccccccc)
       –       1   Hold an AI day                       2026
                   open                                 → from 2027
                   not in due_changes: 2026 → from
                   2027 (30 Apr 2026, ccccccc)

Lead                  Moves   Commitments   Milestones   Median   Furthest
──────────────────────────────────────────────────────────────────────────
Acme Works                4           3/4            2      +44       +365
Ministry of Finance       2           1/1            2     +365       +365
(none)                    2           2/2            0      -31        -31
"""


def test_on_a_screen_the_lead_stands_below_the_title(report: SlipsReport) -> None:
    assert table(report, 80) == MIDDLE


WIDE = """\
5 of 6 commitments moved their deadline, 6 times in all
median +37.5 days · furthest +365 days (flood) · milestones moved 2 times · 5 differ from their due_changes

Days moved   Moves   Commitment                                                                     \
  Lead                              Deadline
────────────────────────────────────────────────────────────────────────────────────────────────────\
────────────────────────────────────────────────────────────
      +365       2   Flood sensors                                                                  \
  Ministry of Finance, Acme Works   Q2 2026
                     flood                                                                          \
                                    → Q2 2027
                     milestone m1: Mar 2026 → May 2026, +61
                     milestone m2: Dec 2026 → Mar 2027, +90
                     not in git: Q2 2027 → 2028 (May 2026)
                     milestone m2: not in due_changes: Dec 2026 → Mar 2027 (1 Mar 2026, bbbbbbb)
       +44       1   Hội chợ                                                                        \
  Acme Works                        Oct 2026
                     fair                                                                           \
                                    → 12 Dec 2026 to 14 Dec
                     not in due_changes: Oct 2026 → 12 Dec 2026 to 14 Dec 2026 (1 Mar 2026,         \
                                    2026
                     bbbbbbb)
       +31       1   Hold an AI day                                                                 \
  Acme Works                        Jul 2026
                     loose                                                                          \
                                    → Aug 2026
                     not in due_changes: Jul 2026 → Aug 2026 (22 Nov 2026, working tree)
       -31       1   Hold an AI day                                                                 \
  signed: Ministry of Finance       Oct 2026
                     mou                                                                            \
                                    → Sep 2026
                     not in due_changes: Oct 2026 → Sep 2026 (30 Apr 2026, ccccccc)
         –       1   Hold an AI day                                                                 \
                                    2026
                     open                                                                           \
                                    → from 2027
                     not in due_changes: 2026 → from 2027 (30 Apr 2026, ccccccc)

Lead                  Moves   Commitments   Milestones   Median   Furthest
──────────────────────────────────────────────────────────────────────────
Acme Works                4           3/4            2      +44       +365
Ministry of Finance       2           1/1            2     +365       +365
(none)                    2           2/2            0      -31        -31
"""


def test_on_a_wide_screen_the_lead_has_a_column(report: SlipsReport) -> None:
    assert table(report, 160) == WIDE


@pytest.mark.parametrize("width", [40, 64, 72, 80, 100, 160])
def test_in_vietnamese(report: SlipsReport, width: int) -> None:
    shown = table(report, width, "vi")
    assert max(map(cell_len, shown.splitlines())) <= width
    for told in ("Cảm biến ngập", "Hội chợ", "Bộ Tài chính", "quý II/2027", "1/3/2026"):
        assert told in shown
    assert "Flood" not in shown


def test_names_and_dates_in_a_pipe_in_vietnamese(report: SlipsReport) -> None:
    shown = table(report, None, "vi")
    assert re.search(
        r"\+365 +2 +3 +quý II/2026 +quý II/2027 +flood +Bộ Tài chính, Acme Works +Cảm biến ngập\n", shown
    )


@pytest.mark.parametrize("width", [40, 80, 160])
def test_colour_changes_no_character_and_is_off_without(report: SlipsReport, width: int) -> None:
    plain, coloured = table(report, width), table(report, width, color=True)
    assert "\x1b" not in plain and re.search(r"\x1b\[1;33m *\+365", coloured)
    bare = SGR.sub("", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


def test_json_has_the_keys_of_the_contract(report: SlipsReport) -> None:
    told = json.loads(written(report, "json"))
    assert (told["schema_version"], told["command"], told["as_of"]) == (1, "slips", "2026-11-22")
    assert [row["id"] for row in told["slips"]] == ["flood", "fair", "loose", "mou", "open"]
    flood = told["slips"][0]
    assert {name: value for name, value in flood.items() if name != "milestones"} == {
        "id": "flood",
        "title": {"en": "Flood sensors", "vi": "Cảm biến ngập"},
        "first_due": "2026-Q2",
        "due": "2027-Q2",
        "moves": 2,
        "days": 365,
        "lead": ["vn-mof", "acme"],
        "claimed_moves": 3,
        "differs": True,
        "unclaimed": [],
        "unseen": [{"date": "2026-05", "from": "2027-Q2", "to": "2028", "days": 550}],
    }
    assert flood["milestones"] == [
        {
            **{"id": "m1", "first_due": "2026-03", "due": "2026-05", "moves": 1, "days": 61},
            **{"claimed_moves": 1, "unclaimed": [], "unseen": []},
        },
        {
            **{
                "id": "m2",
                "first_due": "2026-12",
                "due": "2027-03",
                "moves": 1,
                "days": 90,
                "claimed_moves": 0,
            },
            "unclaimed": [
                {"commit": COMMIT["b"], "date": "2026-03-01", "from": "2026-12", "to": "2027-03", "days": 90}
            ],
            "unseen": [],
        },
    ]


def test_json_says_what_is_in_no_commit_and_has_no_distance(report: SlipsReport) -> None:
    by_id = {row["id"]: row for row in json.loads(written(report, "json"))["slips"]}
    (loose,) = by_id["loose"]["unclaimed"]
    assert (loose["commit"], loose["date"]) == (None, "2026-11-22")
    assert (by_id["open"]["days"], by_id["open"]["unclaimed"][0]["days"]) == (None, None)
    assert (by_id["open"]["lead"], by_id["mou"]["days"]) == ([], -31)


def test_what_no_row_tells_has_neither_commit_nor_day(commitment_of: Build) -> None:
    one = commitment_of(id="one", due="2028")
    told = slips([moved("a", "due", "2026", "2027", "one")], [standing(outline(one), one)])
    (row,) = answer(told).rows()
    assert [(each["commit"], each["date"]) for each in row["unclaimed"]] == [
        (COMMIT["a"], "2026-01-01"),
        (None, None),
    ]
    assert "2027 → 2028 (working tree)" in table(told, 160)


def test_a_commit_has_its_day_in_the_time_zone_of_the_workspace(report: SlipsReport) -> None:
    there = answer(report, zone=timezone(timedelta(hours=7)))
    days = {row["id"]: row["unclaimed"][0]["date"] for row in there.rows() if row["unclaimed"]}
    assert days["mou"] == "2026-05-01"
    assert answer(report).rows()[3]["unclaimed"][0]["date"] == "2026-04-30"


def test_the_summary_in_json(report: SlipsReport) -> None:
    summary = json.loads(written(report, "json"))["summary"]
    by_lead = summary.pop("by_lead")
    assert summary == {
        **{"records": 6, "with_moves": 5, "moves": 6, "milestone_moves": 2},
        **{"median_days": 37.5, "worst_days": 365, "worst": "flood", "differ": 5},
    }
    assert [(each["lead"], each["name"], each["moves"], each["median_days"]) for each in by_lead] == [
        ("acme", "Acme Works", 4, 44),
        ("vn-mof", "Ministry of Finance", 2, 365),
        (None, None, 2, -31),
    ]


def test_the_other_formats_have_the_same_rows(report: SlipsReport) -> None:
    rows = json.loads(written(report, "json"))["slips"]
    assert [json.loads(each) for each in written(report, "jsonl").splitlines()] == rows
    cells = list(csv.DictReader(io.StringIO(written(report, "csv"))))
    assert list(cells[0]) == list(NAMES)
    assert [each["id"] for each in cells] == [each["id"] for each in rows]
    assert (cells[0]["days"], cells[3]["days"], cells[4]["days"]) == ("365", "-31", "")
    assert cells[0]["unclaimed"] == f"m2: 2026-12 → 2027-03 (2026-03-01, {COMMIT['b']})"
    assert cells[0]["unseen"] == "2027-Q2 → 2028 (2026-05)"
    assert cells[0]["milestones"] == "m1: 2026-03 → 2026-05; m2: 2026-12 → 2027-03"
    assert cells[2]["unclaimed"] == "2026-07 → 2026-08 (2026-11-22)"
    body = written(report, "md").splitlines()[2:]
    assert [line.split(" | ")[6] for line in body] == [each["id"] for each in rows]
    assert body[0] == (
        "| +365 | 2 | 3 | yes | Q2 2026 | Q2 2027 | flood | Ministry of Finance; Acme Works | Flood sensors |"
    )


def test_an_empty_answer_says_what_was_looked_at(commitment_of: Build) -> None:
    still = outline(commitment_of(due="2026"))
    nothing = slips([], [Standing(still)])
    assert table(nothing, None) == "No deadline moved; 1 commitment was looked at.\n"
    assert table(slips([], [Standing(still), Standing(still)]), 80).endswith(
        "2 commitments were looked at.\n"
    )
    assert written(nothing, "csv") == ",".join(NAMES) + "\r\n"
    told = json.loads(written(nothing, "json"))
    assert (told["slips"], told["summary"]["records"], told["summary"]["worst"]) == ([], 1, None)


def test_meetings_come_without_a_sum_of_commitments(commitment_of: Build) -> None:
    one = commitment_of(id="summit", kind="meeting", due="2027")
    told = slips([moved("a", "due", "2026", "2027", "summit")], [standing(outline(one), one)], meetings=True)
    assert table(told, None).startswith("DAYS MOVED") and "commitments" not in table(told, None)
    assert "summit" in table(told, 40)


def test_halves_of_days_are_written_in_either_language(report: SlipsReport) -> None:
    assert "median +37.5 days" in table(report, None)
    assert "+37,5" in table(report, None, "vi")


def test_a_screen_shows_a_hundred_records_and_a_pipe_all(commitment_of: Build) -> None:
    every = [commitment_of(id=f"r{number:03}", due="2027") for number in range(130)]
    rows = [moved("a", "due", "2026", "2027", each.id) for each in every]
    many = slips(rows, [standing(outline(each), each) for each in every])
    for width in (40, 80, 160):
        shown = table(many, width)
        assert len(set(re.findall(r"\br\d{3}\b", shown))) == 100
        assert "30 more are not shown" in " ".join(shown.split())
    assert len(set(re.findall(r"\br\d{3}\b", table(many, None)))) == 130


def test_a_screen_tells_a_few_differences_of_one_record_and_a_pipe_all(commitment_of: Build) -> None:
    claims = [entry("2026", f"{year}") for year in range(2100, 2150)]
    one = commitment_of(due="2026", due_changes=claims)
    told = slips([], [standing(outline(one), one)])
    assert "47 more" in table(told, 40) and "2104" not in table(told, 40)
    assert "2149" in table(told, None)


@pytest.fixture
def hostile_report(hostile: str, commitment_of: Build) -> SlipsReport:
    """One record that holds the same hostile text wherever it can."""
    step = {
        "id": hostile or "x",
        "title": {"en": "x"},
        "due": "2027",
        "due_changes": [entry(hostile, hostile)],
    }
    one = commitment_of(
        id=hostile or "x",
        title={"en": hostile, "vi": hostile},
        due="2027",
        due_changes=[entry(hostile, "2027", hostile), entry("2026", hostile)],
        parties=lead(hostile, "acme"),
        milestones=[step],
    )
    rows = [moved("a", "due", hostile, "2026", one.id), moved("b", "due", "2026", "2027", one.id)]
    return slips(rows, [standing(outline(one), one)])


def test_no_hostile_text_gets_through(
    hostile: str,
    hostile_report: SlipsReport,
    not_shown: re.Pattern[str],
    runner: Callable[[str], list[str]],
) -> None:
    assert hostile_report.rows
    for width in (None, 40, 80, 160):
        shown = table(hostile_report, width)
        assert not not_shown.search(shown), width
        assert runner(shown) == []
    for format in ("json", "jsonl", "csv", "md"):
        told = written(hostile_report, format)
        assert not not_shown.search(told.replace("\r\n", "\n")), format
        assert runner(told) == [], format
    (row,) = json.loads(written(hostile_report, "json"))["slips"]
    assert row["title"]["en"] == (hostile or None)
    assert all(
        each[:1] not in "=+-@\t\r"
        for line in csv.reader(io.StringIO(written(hostile_report, "csv")))
        for each in line
        if each
    )


def test_no_hostile_text_outgrows_a_screen(hostile: str, hostile_report: SlipsReport) -> None:
    for width in (40, 80, 160):
        shown = table(hostile_report, width).replace("\\x3a", ":")  # disarmed once it was laid out
        assert max(map(cell_len, shown.splitlines())) <= width


def test_a_code_host_shows_text_and_nothing_else(
    hostile_report: SlipsReport, code_host: Callable[[str], list[list[list[tuple[str, str]]]]]
) -> None:
    head, row = code_host(written(hostile_report, "md"))
    assert len(head) == len(row) == 9
    assert {kind for each in row for kind, _ in each} <= {"text"}
