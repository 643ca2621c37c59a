"""`commit parties` from the command line, and parties named as people name them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

RECORD = """\
id: {id}
title: {{en: T}}
kind: agreed_action
status: agreed
parties: [{{party: {party}, role: lead}}]
due: 2026-01
source: {{document: d}}
"""
PARTIES = """\
- {id: most, name: {en: Ministry of Science, vi: Bộ Khoa học}, short: {vi: Bộ KH}, kind: ministry}
- {id: mic, name: {vi: Bộ Thông tin}, short: {en: MIC}, aliases: [TTTT], kind: ministry, succeeded_by: most}
- {id: tax-north, name: {vi: Cục Thuế}, kind: agency, part_of: most}
- {id: tax-south, name: {vi: Cục Thuế}, kind: agency}
"""


@pytest.fixture
def root(make_workspace: Callable[..., Path]) -> Path:
    """A record of each party but the last."""
    leads = {"a": "most", "b": "mic", "c": "tax-north"}
    records = {f"{id}.yaml": RECORD.format(id=id, party=party) for id, party in leads.items()}
    return make_workspace({**records, "schema/parties.yaml": PARTIES})


def test_the_registry_is_listed(root: Path, run: Run) -> None:
    answer = json.loads(run("parties", "-f", "json", root=root).out)
    assert [answer[key] for key in ("command", "as_of")] == ["parties", "2026-11-22"]
    assert [(row["id"], row["records"], row["overdue"]) for row in answer["parties"]] == [
        ("most", 1, 1),
        ("mic", 1, 1),
        ("tax-north", 1, 1),
        ("tax-south", 0, 0),
    ]
    table = run("parties", "--lang", "vi", root=root).out.splitlines()
    assert table[2].endswith("  MIC (nay là Bộ KH)")


def test_without_a_registry_the_parties_of_the_records_are_listed(
    make_workspace: Callable[..., Path], run: Run
) -> None:
    root = make_workspace({"a.yaml": RECORD.format(id="a", party="acme"), "schema/parties.yaml": None})
    status, out, err = run("parties", "-f", "jsonl", root=root)
    row = json.loads(out)
    assert (status, row["id"], row["name"], row["kind"], row["records"]) == (
        0,
        "acme",
        {"en": None, "vi": None},
        None,
        1,
    )
    assert "no registry of parties" in err


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--party", "most"], "a b c"),
        (["--party", "bo khoa hoc"], "a b c"),
        (["--lead", "BỘ_KH"], "a b c"),
        (["--lead", "tttt"], "b"),
        (["--party", "Mic"], "b"),
        (["--party", "tax_north"], "c"),
    ],
)
@pytest.mark.parametrize("command", ["status", "overdue"])
def test_filters_take_any_name(command: str, words: list[str], ids: str, root: Path, run: Run) -> None:
    rows = json.loads(run(command, *words, "-f", "json", root=root).out)["records"]
    assert " ".join(sorted(row["id"] for row in rows)) == ids


@pytest.mark.parametrize(
    "words",
    [
        ["status", "--party"],
        ["overdue", "--lead"],
        ["update", "a", "--note", "x", "--by"],
        ["reschedule", "a", "2027", "--reason", "x", "--agreed-by"],
        ["close", "a", "--as", "withdrawn", "--reason", "x", "--note", "x", "--by"],
        ["new", "--title", "T", "--kind", "mou", "--source", "d", "--lead"],
    ],
    ids=" ".join,
)
def test_a_name_of_several_is_refused_with_their_ids(words: list[str], root: Path, run: Run) -> None:
    status, out, err = run(*words, "cục thuế", root=root)
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "commit: cục thuế fits several parties: tax-north, tax-south",
        "  Write the id of one.",
    ]


def test_edits_write_the_id_of_a_name(root: Path, run: Run) -> None:
    assert run("update", "a", "--note", "x", "--by", "bo_thong_tin", root=root).status == 0
    assert "by: mic" in (root / "records" / "a.yaml").read_text("utf-8")


ADDED = """\
- id: bo-tai-chinh
  name: {en: Ministry of Finance, vi: Bộ Tài chính}
  kind: ministry
  country: VN
  part_of: most
  short: {vi: Bộ TC}
"""
ADD = [
    *("parties", "add", "Bộ Tài chính", "--kind", "Bộ", "--country", "vn", "--part-of", "bộ_kh"),
    *("--name", "Ministry of Finance", "--short-vi", "Bộ TC", "--lang", "vi"),
]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PARTIES, PARTIES + ADDED),
        (PARTIES.rstrip("\n"), PARTIES + ADDED.rstrip("\n")),
        (f"# ours\n{PARTIES}# the end\n", f"# ours\n{PARTIES}{ADDED}# the end\n"),
        (PARTIES.replace("\n", "\r\n"), (PARTIES + ADDED).replace("\n", "\r\n")),
        ("\ufeff" + PARTIES, "\ufeff" + PARTIES + ADDED),
    ],
    ids=["plain", "no last line feed", "comments", "CRLF", "byte order mark"],
)
def test_a_party_is_added_and_every_other_byte_stays(before: str, after: str, root: Path, run: Run) -> None:
    place = root / "schema" / "parties.yaml"
    place.write_bytes(before.encode())
    status, out, err = run(*ADD, root=root)
    assert (status, place.read_bytes().decode()) == (0, after), err
    assert "+- id: bo-tai-chinh" in out and "Đã ghi: " in err
    assert run("validate", root=root).status == 0


BLOCK = """\
- id: acme
  name:
    en: Acme
  kind: company
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, f"# yaml-language-server: $schema=parties.schema.json\n{BLOCK}"),
        ("", BLOCK),
        ("[]\n", BLOCK),
        ("# ours\n[]  # none\n", f"# ours\n# none\n{BLOCK}"),
    ],
    ids=["absent", "empty", "an empty list", "comments"],
)
def test_the_first_party(
    before: str | None, after: str, make_workspace: Callable[..., Path], run: Run
) -> None:
    """Even before there is any record."""
    root = make_workspace({"schema/parties.yaml": before})
    place = root / "schema" / "parties.yaml"
    assert run("parties", "add", "acme", "--name", "Acme", "--kind", "company", root=root).status == 0
    assert place.read_text("utf-8") == after
    place.unlink()
    dry = run("parties", "add", "Acme", "--kind", "company", "--dry-run", root=root)
    assert (dry.status, "+- id: acme" in dry.out, place.exists()) == (0, True, False)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["most", "--name", "X"], 2, "There is a party most already"),
        (["x", "--name", "bo thong tin"], 2, "“bo thong tin” is also a name of the party mic"),
        (["x", "--name", "X", "--alias", "MIC"], 2, "“MIC” is also a name of the party mic"),
        (["x", "--name", "X", "--part-of", "nobody"], 1, "the party nobody is not in schema/parties.yaml"),
        (["x", "--name", "X", "--part-of", "cục thuế"], 2, "cục thuế fits several parties"),
        (["x", "--name", "X", "--country", "XX"], 1, "XX is not one of"),
        (["x", "--name", "X" * 301], 1, "characters"),
        (["x"], 2, "x is an id, and the party has no name"),
        (["x", "--name", "X", "--kind", "club"], 2, "--kind"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_what_may_not_be_added(words: list[str], status: int, told: str, root: Path, run: Run) -> None:
    kind = [] if "--kind" in words else ["--kind", "other"]
    ran = run("parties", "add", *words, *kind, root=root)
    assert (ran.status, told in ran.err) == (status, True), ran.err
    assert (root / "schema" / "parties.yaml").read_text("utf-8") == PARTIES


def test_a_kind_must_be_said_where_nobody_can_be_asked(root: Path, run: Run) -> None:
    status, _, err = run("parties", "add", "New", root=root)
    assert (status, err.splitlines()[0]) == (2, "commit: It is not said what sort of body it is")


def test_a_name_that_is_taken_may_be_forced(root: Path, run: Run) -> None:
    words = ("parties", "add", "x", "--name", "MIC", "--kind", "other", "--force")
    assert run(*words, root=root).status == 0
    assert "party-name-taken" in run("validate", root=root).out


def test_a_registry_that_cannot_be_read_is_left_alone(root: Path, run: Run) -> None:
    place = root / "schema" / "parties.yaml"
    for text in ("- {id: [\n", "acme: {}\n", "<<<<<<< a\n=======\n>>>>>>> b\n", "- &a {id: x}\n"):
        place.write_text(text, "utf-8")
        status, _, err = run("parties", "add", "x", "--name", "X", "--kind", "other", "--force", root=root)
        assert (status, place.read_text("utf-8")) == (2, text)
        assert "schema/parties.yaml" in err


NEW = ["new", "plan", "--title", "Plan", "--kind", "agreed_action", "--source", "d", "--lang", "vi"]


def test_a_new_record_brings_its_new_parties(root: Path, run: Run) -> None:
    words = ("--lead", "Bộ Quốc phòng", "--party", "Bộ Quốc phòng/counterpart", "--party", "bộ_kh/funder")
    ran = run(*NEW, *words, "--party", "acme/monitor", "--add-parties", root=root)
    assert ran.status == 0, ran.err
    assert (root / "schema" / "parties.yaml").read_text("utf-8") == PARTIES + (
        "- {id: bo-quoc-phong, name: {vi: Bộ Quốc phòng}, kind: other}\n"
        "- {id: acme, name: {vi: acme}, kind: other}\n"
    )
    text = (root / "records" / "plan.yaml").read_text("utf-8")
    for pair in ("bo-quoc-phong, role: lead", "bo-quoc-phong, role: counterpart", "most, role: funder"):
        assert f"party: {pair}" in text
    assert "+- id: bo-quoc-phong" in ran.out or "bo-quoc-phong" in ran.out
    assert ran.err.count("Đã ghi: ") == 2
    assert run("validate", root=root).status == 0


def test_parties_and_record_are_written_together_or_not_at_all(root: Path, run: Run) -> None:
    place, record = root / "schema" / "parties.yaml", root / "records" / "plan.yaml"
    for words, status in [
        (["--lead", "New body", "--part-of", "a", "--due", "2026-13"], 2),
        (["--lead", "New body", "--status", "superseded"], 1),
        (["--lead", "New body", "--party", "cục thuế/funder"], 2),
        (["--lead", "New body", "--dry-run"], 0),
        (["--lead", "New body", "--party", f"{'x' * 65}/funder"], 1),
    ]:
        ran = run(*NEW, *words, "--add-parties", root=root)
        assert (ran.status, place.read_text("utf-8"), record.exists()) == (status, PARTIES, False), ran.err
    record.mkdir()
    assert run(*NEW, "--lead", "New body", "--add-parties", root=root).status == 2
    assert place.read_text("utf-8") == PARTIES


def test_known_parties_add_nothing(root: Path, run: Run) -> None:
    assert run(*NEW, "--lead", "MIC", "--add-parties", root=root).status == 0
    assert (root / "schema" / "parties.yaml").read_text("utf-8") == PARTIES
