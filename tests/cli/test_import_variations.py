"""Invented tables in the manner of real ones: each becomes right records, or its cells say what it lacks."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

PARTIES = """\
- {id: mof, name: {en: Ministry of Finance, vi: Bộ Tài chính}, kind: ministry}
- {id: most, name: {en: Ministry of Science, vi: Bộ Khoa học và Công nghệ}, kind: ministry}
- {id: culture, name: {en: "Ministry of Culture, Sports and Tourism"}, kind: ministry}
- {id: acme-inc, name: {en: Acme Inc.}, kind: company}
- {id: lakeside, name: {en: Lakeside University}, kind: university}
- {id: port, name: {en: Port Office}, kind: agency, short: {en: PO}, aliases: [Ports]}
"""
ACTION, TASK, MOU = "--kind agreed_action", "--kind assignment", "--kind mou --set signatory=lakeside"


class Variation(NamedTuple):
    """A table, its options, and what its records hold; lines are parted by `⏎`, cells by `|`."""

    table: str
    options: str
    records: list[dict[str, Any]]
    fault: str = ""
    """What the answer says of a row with a fault; empty where none has one."""


def parties(*names: str) -> dict[str, Any]:
    """The parties of a record, each as `ROLE:ID`."""
    return {"parties": [(name.partition(":")[2], name.partition(":")[0]) for name in names]}


def statuses(words: str, kind: str = ACTION) -> Variation:
    """A table of statuses, written `word=status`, several parted by `;`."""
    pairs = [pair.split("=") for pair in words.split(";")]
    rows = "⏎".join(f"No {number}|mof|{word}" for number, (word, _) in enumerate(pairs, 1))
    options = f"{kind} --date 2026-11-01 --set review_by=2027-03-01"
    return Variation(f"Action|Lead|Status⏎{rows}", options, [{"status": status} for _, status in pairs])


def deadlines(words: str, options: str = ACTION) -> Variation:
    """A table of deadlines, written `words=due`, several parted by `;`; without a date they stay words."""
    pairs = [pair.split("=") for pair in words.split(";")]
    rows = "⏎".join(f"No {number}|mof|{word}" for number, (word, _) in enumerate(pairs, 1))
    dues = [int(due) if due.isdecimal() else due or None for _, due in pairs]
    return Variation(f"Action|Lead|Deadline⏎{rows}", options, [{"due": due} for due in dues])


def lead(cell: str, *ids: str, **fields: Any) -> Variation:
    """A table with one lead cell."""
    return Variation(
        f"Action|Lead⏎One|{cell}", ACTION, [{**parties(*(f"lead:{id}" for id in ids)), **fields}]
    )


VARIATIONS = {
    # what no column says
    "a pledge without a status": Variation(
        "Pledge|Lead⏎Open ten clinics|mof", "--kind public_pledge", [{"status": "agreed"}]
    ),
    "a treaty that is signed": Variation(
        "Title|Parties|Date of signature⏎On ports|mof; lakeside|3 June 1998",
        "--kind treaty",
        [{"status": "agreed", "made_on": "1998-06-03", **parties("signatory:mof", "signatory:lakeside")}],
    ),
    "a request waits": Variation("Action|Lead⏎Open|mof", "--kind request", [{"status": "proposed"}]),
    "the keeper by --set, a title of columns, a type that is no kind": Variation(
        "PARTNER|SIGNED|EXPIRY|TYPE⏎Acme Inc|2 May 2020|unlimited|General⏎Ports|2020|auto renew|Degree",
        f"{MOU} --title '{{TYPE}} with {{PARTNER}}'",
        [
            {"title": {"en": "General with Acme Inc"}, "x-type": "General", "in_force": None},
            {"x-type": "Degree", "in_force": {"renewal": "tacit"}},
        ],
    ),
    # parties
    "a stop too many": lead("Ministry of Finance.", "mof"),
    "a stop too few": lead("Acme Inc", "acme-inc"),
    "an article and a short name behind": lead("the Port Office (PO)", "port"),
    "a short name and an alias": lead("PO; Ports", "port"),
    "a plus": lead("Ministry of Finance + Ministry of Science", "mof", "most"),
    "signs within a name": lead("Ministry of Culture, Sports and Tourism, PO", "culture", "port"),
    "bullets": Variation(
        'Action|Lead⏎One|"- Ministry of Finance\n- Port Office"', ACTION, [parties("lead:mof", "lead:port")]
    ),
    "capitals": lead("MINISTRY OF FINANCE", "mof"),
    "a word and initials": lead("Bộ KH&CN", "most"),
    "several words and initials": lead("Bộ KH&CN, Bộ TC", "most", "mof"),
    "a ministry that nobody lists": Variation("Action|Lead⏎A|Bộ NV", ACTION, [], "There is no party Bộ NV"),
    "a stranger among known ones": Variation(
        "Action|Lead⏎One|Port Office and Harbour Board", ACTION, [], "There is no party Harbour Board"
    ),
    "a stranger of the words of a known name": Variation(
        "Action|Lead⏎One|Finance Ministry", ACTION, [], "Did you mean one of these? mof"
    ),
    "many bodies beside a lead": lead(
        "Bộ Tài chính, các địa phương", "mof", **{"x-lead": "Bộ Tài chính, các địa phương"}
    ),
    "many bodies alone": Variation("Action|Lead⏎One|Các địa phương", ACTION, [], "There is no party"),
    "many ministries alone resemble no ministry": Variation(
        "Action|Lead⏎One|Các Bộ/ngành tài chính liên quan", ACTION, [], "It names many bodies at once"
    ),
    "a word and initials beside many bodies": Variation(
        "Action|Lead|Supporting⏎One|mof|Bộ KHCN, các đơn vị liên quan",
        ACTION,
        [
            {
                **parties("lead:mof", "supporting:most"),
                "x-supporting": "Bộ KHCN, các đơn vị liên quan",
            }
        ],
    ),
    "nobody supports": Variation("Action|Lead|Supporting⏎One|mof|N/A", ACTION, [parties("lead:mof")]),
    "support that nobody lists": Variation(
        "Action|Lead|Supporting⏎One|mof|all line ministries; PO",
        ACTION,
        [{**parties("lead:mof", "supporting:port"), "x-supporting": "all line ministries; PO"}],
    ),
    # statuses
    "words of logs": statuses("Open=agreed;On going=in_progress;On hold=suspended;Void=withdrawn"),
    "words of trackers": statuses("not_started=agreed;partly=partially_fulfilled;undelivered=not_fulfilled"),
    "words of agreements": statuses("Signed=agreed;In force=agreed;còn hiệu lực=agreed", "--kind mou"),
    "an agreement that has expired": Variation(
        "Title|Partner|Signed|Expiry|Status⏎On labs|Acme Inc.|5 Jan 2018|4 Jan 2021|Expired", MOU,
        [{"status": "agreed", "in_force": {"until": "2021-01-04"}}],
    ),
    "shares and ticks": statuses("0%=agreed;35 %=in_progress;100%=fulfilled;✔=fulfilled;n/a=agreed"),
    "Vietnamese words": statuses(
        "Chưa bắt đầu=agreed;Đúng tiến độ=in_progress;Tạm hoãn=suspended;Đã xong=fulfilled;Huỷ bỏ=withdrawn"
    ),
    "words of other languages": statuses(
        "En cours=in_progress;erledigt=fulfilled;Pendiente=agreed;実施中=in_progress;완료=fulfilled"
    ),
    "a word of the table's own": Variation(
        "Action|Lead|Status⏎One|mof|Green",
        f"{ACTION} --value Green=in_progress",
        [{"status": "in_progress"}],
    ),
    "progress that is a status with its days": Variation(
        "Commitment|Lead agency|Start date|Target date|Progress"
        "⏎A|mof|1 Jan 2026|2026-06|Completed on 12 May 2026⏎B|mof|1 Jan 2026|2026-12|On track"
        "⏎C|mof|1 Jan 2026|2026-12|Cancelled"
        "⏎D|mof|1 Jan 2026|2026-10|Delayed⏎E|mof|||Withdrawn (3 May 2026)⏎F|mof|||",
        ACTION,
        [
            {"status": "fulfilled", "met_on": "2026-05-12", "updates": None},
            {"status": "in_progress"},
            {"status": "withdrawn", "closing": {"reason": {"en": "Cancelled"}}},
            {"status": "in_progress"},
            {
                "status": "withdrawn",
                "closing": {"date": "2026-05-03", "reason": {"en": "Withdrawn (3 May 2026)"}},
            },
            {"status": "agreed"},
        ],
    ),
    "tình hình that is a status with its days": Variation(
        "Nhiệm vụ|Chủ trì|Tình hình thực hiện⏎A|mof|Chưa hoàn thành quá hạn⏎B|mof|Đang thực hiện"
        "⏎C|mof|Đã hoàn thành ngày 05/8/2026",
        f"{TASK} --dates dmy",
        [{"status": "in_progress"}, {}, {"status": "fulfilled", "met_on": "2026-08-05"}],
    ),
    "kết quả that is a status": Variation(
        "Nhiệm vụ|Chủ trì|Kết quả⏎A|mof|Đã hoàn thành⏎B|mof|Đang thực hiện",
        TASK,
        [{"status": "fulfilled", "deliverable": None}, {"status": "in_progress"}],
    ),
    "a status with its day": statuses(
        "Completed (12 May 2026)=fulfilled;Done, 2026=fulfilled;Hoàn thành tháng 5/2026=fulfilled"
    ),
    "a day that can be two": Variation(
        "Action|Lead|Status⏎A|mof|Done 5/8/2026", ACTION, [], "5/8/2026 is 2026-08-05 to some readers"
    ),
    "two days of one end": Variation(
        "Action|Lead|Status|Completed on⏎A|mof|Done 12 May 2026|13 May 2026",
        ACTION,
        [],
        "The status names the day 2026-05-12, and another column 2026-05-13",
    ),
    "notes that now and then say a status": Variation(
        "Action|Lead|Progress⏎A|mof|Draft is with the cabinet⏎B|mof|Met twice⏎C|mof|Cancelled: no money",
        f"{ACTION} --date 2026-11-01",
        [],
        "The column “Progress” says “Cancelled: no money”, and no column is the status",
    ),
    "notes that say no status": Variation(
        "Action|Lead|Progress⏎A|mof|Completed the first draft⏎B|mof|Done with phase 1 of 2",
        f"{ACTION} --date 2026-11-01",
        [{"updates": [{"date": "2026-11-01", "note": {"en": "Completed the first draft"}}]}, {}],
    ),
    "notes of which it is said what they are": Variation(
        "Action|Lead|Progress⏎A|mof|Done",
        f"{ACTION} --date 2026-11-01 --map Progress=updates.note",
        [{"status": "agreed", "updates": [{"date": "2026-11-01", "note": {"en": "Done"}}]}],
    ),
    "a word that means two things": Variation(
        "Action|Lead|Status⏎One|mof|Closed", ACTION, [], "Closed is not one of"
    ),
    "why it was not delivered": Variation(
        "Promise|Lead|Status|Reason⏎One|mof|Not delivered|No money",
        ACTION,
        [{"status": "not_fulfilled", "closing": {"reason": {"en": "No money"}}, "x-imported": True}],
    ),
    "on hold, and nobody says since when": Variation(
        "Action|Lead|Status⏎One|mof|On hold",
        f"{ACTION} --set review_by=2027-03-01",
        [],
        "“On hold” suspends the record, and the row does not say since when",
    ),
    "on hold, and nobody says until when": Variation(
        "Action|Lead|Status⏎One|mof|On hold",
        f"{ACTION} --date 2026-10-02",
        [],
        "“On hold” suspends the record, and nobody says when to look at it again",
    ),
    "on hold, and the command says both days": Variation(
        "Action|Lead|Status⏎One|mof|On hold",
        f"{ACTION} --date 2026-10-02 --set review_by=2027-03-01",
        [
            {
                "status": "suspended",
                "review_by": "2027-03-01",
                "updates": [{"date": "2026-10-02", "note": {"en": "On hold"}}],
            }
        ],
    ),
    "on hold, and the table says both days": Variation(
        "Action|Lead|Status|Review by⏎One|mof|On hold since 2 October 2026|1 March 2027",
        ACTION,
        [
            {
                "status": "suspended",
                "review_by": "2027-03-01",
                "updates": [{"date": "2026-10-02", "note": {"en": "On hold since 2 October 2026"}}],
            }
        ],
    ),
    # deadlines
    "quarters and halves": deadlines(
        "Q4/2026=2026-Q4;Quý II-2027=2027-Q2;6 tháng cuối năm 2026=2026-H2;first half of 2027=2027-H1"
    ),
    "short years and times": deadlines(
        "31-Dec-26=2026-12-31;"
        "01/Apr/25 10:31 AM=2025-04-01;12 Dec 2026 17:00=2026-12-12",
    ),
    "spans": deadlines(
        "2025-2026=2025/2026;from March to May 2026=2026-03/2026-05;"
        "Jan-Mar 2026=2026-01/2026-03;Quý I-II/2026=2026-Q1/2026-Q2;5-10 years=",
    ),
    "ends of years and remarks": deadlines("by end of 2026=2026;cuối năm 2026=2026;Q4 2026 (TBC)=2026-Q4"),
    "words": deadlines("asap=;next meeting=;Tháng 12 hằng năm=;in due course=;TBD=;N/A="),
    "limits": deadlines(
        "trước ngày 30/6/2026=2026-06-29;"
        "chậm nhất 30/6/2026=2026-06-30;hết năm 2026=2026",
        TASK,
    ),
    "days in other languages": deadlines(
        "2026年12月31日=2026-12-31;2026년 12월 31일=2026-12-31;"
        "31 de diciembre de 2026=2026-12-31;31. März 2026=2026-03-31"
    ),
    "fiscal years": deadlines(
        "FY2026=2025-07/2026-06;FY26/27=2026-07/2027-06;"
        "Q1 FY27=2026-07/2026-09;năm tài khóa 2026=2025-07/2026-06",
        f"{ACTION} --fiscal-year-starts July",
    ),
    "fiscal years that start nobody knows when": deadlines("FY2026=;FY26/27=;Q1 FY2026-27="),
    "a day that no month has": Variation(
        "Action|Lead|Deadline⏎One|mof|31/2/2026", ACTION, [], "31/2/2026 is not a date that exists"
    ),
    # evidence
    "several links": Variation(
        "Promise|Lead|Url⏎One|mof|https://example.org/a;https://example.org/b",
        ACTION,
        [{"evidence": [dict.fromkeys(("title", "url"), f"https://example.org/{end}") for end in "ab"]}],
    ),
    "links with words": Variation(
        "Promise|Lead|Evidence⏎One|mof|Minutes https://example.org/a, Report: https://example.org/b",
        ACTION,
        [
            {
                "evidence": [
                    {"title": "Minutes", "url": "https://example.org/a"},
                    {"title": "Report", "url": "https://example.org/b"},
                ]
            }
        ],
    ),
    "a title for a link": Variation(
        "Promise|Lead|Evidence|Link⏎One|mof|Minutes|https://example.org/a",
        ACTION,
        [{"evidence": [{"title": "Minutes", "url": "https://example.org/a"}]}],
    ),
    # ids, titles, parts
    "a number of an office": Variation(
        "Mã|Nhiệm vụ|Chủ trì⏎12/2026/QĐ-UBND|Mở cổng|mof",
        TASK,
        [{"id": "12-2026-qd-ubnd", "source": {"document": "t.csv", "locator": "12/2026/QĐ-UBND"}}],
    ),
    "numbers are of their table": Variation(
        "ID|Action|Lead⏎1|Open|mof⏎2|Close|mof", ACTION, [{"id": "t-1"}, {"id": "t-2"}]
    ),
    "a whole that its parts lead": Variation(
        "TT|Nhiệm vụ|Chủ trì⏎1|Đào tạo|⏎1.1|Đợt một|most⏎1.2|Đợt hai|mof⏎2|Khác|mof",
        TASK,
        [
            {**parties("lead:mof", "lead:most"), "source": {"document": "t.csv", "locator": "no. 1"}},
            {"part_of": "dao-tao"},
            {"part_of": "dao-tao"},
            {"part_of": None, "source": {"document": "t.csv", "locator": "row 5"}},
        ],
    ),
    "a heading whose parts nobody leads": Variation(
        "TT|Nhiệm vụ|Chủ trì⏎I|VỀ THỂ CHẾ|⏎1|Xây dựng Luật|mof", TASK, [{"part_of": None}]
    ),
    "rows of a title and a column nobody knows": Variation(
        "Pledge|Verdict of the press⏎Cut tax|Broken⏎Plant trees|Kept",
        "--kind public_pledge --set lead=mof --header-row 1",
        [{"title": {"en": "Cut tax"}}, {"title": {"en": "Plant trees"}}],
    ),
    "rows of titles alone": Variation(
        "Pledge|⏎Cut tax|⏎Plant trees|", "--kind public_pledge --set lead=mof --header-row 1",
        [{"title": {"en": "Cut tax"}}, {"title": {"en": "Plant trees"}}],
    ),
    "a ticket's summary names it": Variation(
        "Summary|Issue key|Issue id|Status|Assignee|Resolved⏎Mend roof|OP-3|10003|Done|PO|03/Jun/25 9:00 AM",
        ACTION,
        [{"id": "op-3", "title": {"en": "Mend roof"}, "summary": None, "met_on": "2025-06-03"}],
    ),
    "a product names the row, not references": Variation(
        "Deliverable (Kết quả đầu ra)|Nhiệm vụ|Đơn vị chủ trì⏎Cổng dữ liệu|14, 26|mof⏎Báo cáo|3|mof",
        TASK,
        [{"title": {"en": "Cổng dữ liệu"}}, {"title": {"en": "Báo cáo"}}],
    ),
    # headings
    "an outcome where no state is told": Variation(
        "Nhiệm vụ|Chủ trì|Kết quả⏎One|mof|Luật", TASK, [{"deliverable": {"vi": "Luật"}}]
    ),
    "an end beside a start": Variation(
        "Mã|Mô tả nhiệm vụ|Ngày bắt đầu|Ngày kết thúc|Trạng thái⏎NV1|Khảo sát|01/02/2026|15/03/2026|Pending",
        f"{ACTION} --set lead=mof --dates dmy",
        [{"id": "nv1", "due": "2026-03-15", "status": "agreed"}],
    ),
    "an end of an agreement": Variation(
        "Agreement name|Institution|Start date|End date⏎On exchange|Acme Inc.|1 May 2020|30 Apr 2025",
        MOU,
        [{"due": None, "in_force": {"from": "2020-05-01", "until": "2025-04-30"}, "status": "agreed"}],
    ),
    "an end of work without a start": Variation(
        "Task|Lead Officer|End date⏎Call|PO|30 Apr 2026",
        ACTION,
        [{"due": "2026-04-30", **parties("lead:port")}],
    ),
    "two languages in one heading": Variation(
        "Action / Nhiệm vụ|Lead agency – Cơ quan chủ trì|Deadline (Thời hạn)⏎Open|mof|2026-12",
        ACTION,
        [{"title": {"en": "Open"}, "due": "2026-12"}],
    ),
    "one column for two fields": Variation(
        "Action|Owner⏎Open|mof",
        f"{ACTION} --map Owner=lead,signatory",
        [parties("lead:mof", "signatory:mof")],
    ),
    "a column by its letter": Variation(
        "取組|担当|目標日⏎港の整備|mof|2027-01", f"{ACTION} --map C=due", [{"due": "2027-01"}]
    ),
    "below a letterhead": Variation(
        "Project log⏎Please keep this up to date⏎No|Action point|By whom|By when⏎1|Call|PO|12-Dec-26",
        ACTION,
        [{"title": {"en": "Call"}, "due": "2026-12-12", **parties("lead:port")}],
    ),
}  # fmt: skip


def seen(record: dict[str, Any]) -> dict[str, Any]:
    named = [(party["party"], party["role"]) for party in record.get("parties", ())]
    return {**record, "parties": named}


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_table_in_the_manner_of_real_ones(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path, name: str
) -> None:
    table, options, records, fault = VARIATIONS[name]
    rows = [line.replace(",", "\x00").replace("|", ",") for line in table.split("⏎")]
    quoted = (",".join(f'"{cell}"' if "\x00" in cell else cell for cell in row.split(",")) for row in rows)
    (tmp_path / "t.csv").write_text("\n".join(quoted).replace("\x00", ",") + "\n", "utf-8")
    root = make_workspace({"schema/parties.yaml": PARTIES})
    arguments = ("import", str(tmp_path / "t.csv"), *shlex.split(options), "--lang", "en")
    ran = run(*arguments, "--write", "--format", "json", root=root, today="2026-11-22")
    answer = json.loads(ran.out)
    if fault:
        assert ran.status == 1
        told = " ".join(f"{row['message']} {row['hint']}" for row in answer["rows"])
        assert fault in told
        return
    assert ran.status == 0, ran.out
    made = [seen(row["new"]) for row in answer["rows"] if row["new"]]
    assert len(made) == len(records)
    for record, right in zip(made, records, strict=True):
        assert {field: record.get(field) for field in right} == right
    again = run(*arguments, "--write", "--format", "json", root=root, today="2026-11-23")
    assert (again.status, json.loads(again.out)["written"]) == (0, [])
