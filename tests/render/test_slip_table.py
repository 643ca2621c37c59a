"""Deadlines that moved, on every screen and in a pipe."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from slipsample import Build, entry, moved, sample, table

from commitments.model.outline import outline
from commitments.reports.slips import SlipsReport, current_deadlines, slips

SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def report(commitment_of: Build) -> SlipsReport:
    """The sample."""
    return sample(commitment_of)


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
    for told in ("Cảm biến ngập", "Hội chợ", "Bộ Tài chính", "quý II/2027", "01/3/2026"):
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


def test_meetings_come_without_a_sum_of_commitments(commitment_of: Build) -> None:
    one = commitment_of(id="summit", kind="meeting", due="2027")
    told = slips(
        [moved("a", "due", "2026", "2027", "summit")], [current_deadlines(outline(one), one)], meetings=True
    )
    assert table(told, None).startswith("DAYS MOVED") and "commitments" not in table(told, None)
    assert "summit" in table(told, 40)


def test_halves_of_days_are_written_in_either_language(report: SlipsReport) -> None:
    assert "median +37.5 days" in table(report, None)
    assert "+37,5" in table(report, None, "vi")


def test_a_screen_shows_a_hundred_records_and_a_pipe_all(commitment_of: Build) -> None:
    every = [commitment_of(id=f"r{number:03}", due="2027") for number in range(130)]
    rows = [moved("a", "due", "2026", "2027", item.id) for item in every]
    many = slips(rows, [current_deadlines(outline(item), item) for item in every])
    for width in (40, 80, 160):
        shown = table(many, width)
        assert len(set(re.findall(r"\br\d{3}\b", shown))) == 100
        assert "30 more are not shown" in " ".join(shown.split())
    assert len(set(re.findall(r"\br\d{3}\b", table(many, None)))) == 130


def test_a_screen_says_how_many_leads_it_does_not_show(commitment_of: Build) -> None:
    every = [
        commitment_of(id=f"r{number:03}", due="2027", parties=[{"party": f"p{number:03}", "role": "lead"}])
        for number in range(120)
    ]
    rows = [moved("a", "due", "2026", "2027", item.id) for item in every]
    many = slips(rows, [current_deadlines(outline(item), item) for item in every])
    for width in (40, 80, 160):
        assert " ".join(table(many, width).split()).count("20 more are not shown") == 2
    assert "not shown" not in table(many, None)


def test_a_screen_tells_a_few_differences_of_one_record_and_a_pipe_all(commitment_of: Build) -> None:
    claims = [entry("2026", f"{year}") for year in range(2100, 2150)]
    one = commitment_of(due="2026", due_changes=claims)
    told = slips([], [current_deadlines(outline(one), one)])
    assert "47 more" in table(told, 40) and "2104" not in table(told, 40)
    assert "2149" in table(told, None)
