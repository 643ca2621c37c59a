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
