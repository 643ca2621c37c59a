"""The answer of `parties` in every format, and its table on every screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from commitments.model.names import PartyId, Prose
from commitments.model.outline import Outline
from commitments.model.parties.party import Party, PartyKind, Registry
from commitments.model.timeliness import Clock
from commitments.reading.schema import PARTIES, shipped_schema
from commitments.render.answer import Answer, Screen
from commitments.render.formats.format_table import FORMATS
from commitments.render.names.labels import PARTY_KIND
from commitments.render.names.party_names import listed_name
from commitments.render.parties import parties_answer
from commitments.render.words import Words
from commitments.reports.parties import count_parties

REGISTRY = Registry(
    {
        party.id: party
        for party in (
            Party(
                PartyId("vn-most"),
                Prose("Ministry of Science and Technology of Viet Nam", "Bộ Khoa học và Công nghệ"),
                short=Prose("MoST", "Bộ KH&CN"),
                aliases=("Bộ KHCN", "Science Ministry"),
                kind="ministry",
                country="VN",
                part_of=PartyId("vn-government"),
            ),
            Party(
                PartyId("vn-mic"),
                Prose("Ministry of Information and Communications", "Bộ Thông tin và Truyền thông"),
                short=Prose("MIC", "Bộ TT&TT"),
                kind="ministry",
                until="2025-02-28",
                succeeded_by=(PartyId("vn-most"),),
            ),
            Party(
                PartyId("acme"), Prose(en="Acme Robotics and Associated Undertakings Limited"), kind="company"
            ),
            Party(PartyId("odd"), Prose(), kind="club"),
        )
    }
)


@pytest.fixture
def answer(outline_of: Callable[..., Outline]) -> Callable[..., Answer]:
    """`answer(lang)`: what `parties` says of five records."""
    mic, acme = ({"party": party, "role": "lead"} for party in ("vn-mic", "acme"))
    outlines = [
        outline_of(id="late", parties=[mic, acme], due="2026-01", status="in_progress"),
        outline_of(id="early", parties=[mic], due="2027", status="agreed", updates=[UPDATE]),
        outline_of(id="done", parties=[acme], status="withdrawn"),
        outline_of(id="twice", parties=[acme, {"party": "acme", "role": "funder"}], status="agreed"),
        outline_of(id="talk", parties=[mic], kind="meeting", status="agreed"),
    ]
    report = count_parties(outlines, REGISTRY, Clock(date(2026, 11, 22)))
    return lambda lang="en": parties_answer(report, Words(lang))


def shown(answer: Answer, format: str, lang: str = "en", width: int | None = None) -> str:
    text = FORMATS[format](answer, Screen(Words(lang), width))
    return text if isinstance(text, str) else "".join(text)


UPDATE = {"date": "2026-03-02", "note": {"en": "Told."}}
STORIES = Path(__file__).parent / "stories"


def test_a_row_has_every_key(answer: Callable[..., Answer]) -> None:
    rows = json.loads(shown(answer(), "json"))["parties"]
    assert rows[0] == {
        "id": "vn-most",
        "name": {"en": "Ministry of Science and Technology of Viet Nam", "vi": "Bộ Khoa học và Công nghệ"},
        "short": {"en": "MoST", "vi": "Bộ KH&CN"},
        "aliases": ["Bộ KHCN", "Science Ministry"],
        "kind": "ministry",
        "country": "VN",
        "part_of": "vn-government",
        "until": None,
        "succeeded_by": [],
        "records": 0,
        "open": 0,
        "overdue": 0,
        "heard_on": None,
    }
    assert [row["id"] for row in rows] == ["vn-most", "vn-mic", "acme", "odd"]
    assert (rows[1]["until"], rows[1]["succeeded_by"]) == ("2025-02-28", ["vn-most"])
    assert [(row["records"], row["open"], row["overdue"]) for row in rows[1:3]] == [(2, 2, 1), (3, 2, 1)]
    assert [row["heard_on"] for row in rows] == [None, "2026-03-02", None, None]
    assert rows[3]["name"] == {"en": None, "vi": None} and rows[3]["short"] is None
    lines = shown(answer(), "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == rows


def test_csv_has_a_column_for_each_key(answer: Callable[..., Answer]) -> None:
    assert shown(answer("vi"), "csv").splitlines() == [
        "id,name.en,name.vi,short.en,short.vi,aliases,kind,country,part_of,until,succeeded_by,"
        "records,open,overdue,heard_on",
        "vn-most,Ministry of Science and Technology of Viet Nam,Bộ Khoa học và Công nghệ,MoST,Bộ KH&CN,"
        "Bộ KHCN; Science Ministry,ministry,VN,vn-government,,,0,0,0,",
        "vn-mic,Ministry of Information and Communications,Bộ Thông tin và Truyền thông,MIC,Bộ TT&TT,"
        ",ministry,,,2025-02-28,vn-most,2,2,1,2026-03-02",
        "acme,Acme Robotics and Associated Undertakings Limited,,,,,company,,,,,3,2,1,",
        "odd,,,,,,club,,,,,0,0,0,",
    ]


def test_a_body_that_ended_says_which_body_took_over() -> None:
    assert listed_name(REGISTRY, "vn-mic", Words("en")) == "MIC (now MoST)"
    assert listed_name(REGISTRY, "vn-mic", Words("vi")) == "Bộ TT&TT (nay là Bộ KH&CN)"
    assert listed_name(REGISTRY, "vn-most", Words("vi")) == "Bộ KH&CN"
    assert listed_name(REGISTRY, "nobody", Words("vi")) == "nobody"


def test_every_kind_of_the_schema_has_a_label() -> None:
    kinds = shipped_schema(PARTIES)["$defs"]["party"]["properties"]["kind"]["enum"]
    assert [*PARTY_KIND] == [*PartyKind] == kinds


def test_an_empty_registry_says_so() -> None:
    report = count_parties([], Registry(), Clock(date(2026, 11, 22)))
    assert shown(parties_answer(report, Words("en")), "table") == "The registry of parties is empty.\n"
    assert json.loads(shown(parties_answer(report, Words("en")), "json"))["parties"] == []


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("width", [40, 80, None])
def test_the_table_is_as_kept(answer: Callable[..., Answer], lang: str, width: int | None) -> None:
    name = f"parties-{lang}-{width or 'piped'}.txt"
    text = shown(answer(lang), "table", lang, width)
    assert text == (STORIES / name).read_text("utf-8")


def test_markdown_is_a_table_of_the_main_columns(answer: Callable[..., Answer]) -> None:
    lines = shown(answer("vi"), "md", "vi").splitlines()
    assert (
        lines[0]
        == "| Mã | Bên tham gia | Loại | Quốc gia | Hồ sơ | Chưa kết thúc | Quá hạn | Thông tin mới nhất |"
    )
    assert lines[3] == "| vn-mic | Bộ TT&#38;TT (nay là Bộ KH&#38;CN) | bộ |  | 2 | 2 | 1 | 02/3/2026 |"
