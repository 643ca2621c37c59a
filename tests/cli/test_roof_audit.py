"""`audit` of a roof has the findings of its members, each by its own settings; `review` names the members."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from roof_histories import ZONES, RoofStory, record

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("no_git_settings")


@pytest.fixture
def roof(tmp_path: Path) -> RoofStory:
    return RoofStory(tmp_path / "desk")


def answer(run: Run, root: Path, *words: str, status: int = 0) -> Any:
    ran = run(*words, "-f", "json", root=root)
    assert ran.status == status, ran.err
    return json.loads(ran.out)


def findings_of_members(run: Run, roof: RoofStory, *words: str) -> list[tuple[Any, ...]]:
    rows = []
    for name in ZONES:
        ran = run("audit", "-f", "json", *words, root=roof.folder(name))
        for row in json.loads(ran.out)["findings"]:
            place = (f"{name}:{row['id']}", name, f"registers/{name}/{row['path']}")
            rows.append((row["rule"], *place, row["line"], row["commit"], row["fingerprint"]))
    return sorted(rows, key=str)


KEYS = ("rule", "id", "member", "path", "line", "commit", "fingerprint")


@pytest.mark.parametrize("words", [(), ("--since", "2025-11-01"), ("--since", "mofa:v1")])
def test_findings_are_those_of_the_members(run: Run, roof: RoofStory, words: tuple[str, ...]) -> None:
    whole = answer(run, roof.root, "audit", *words, status=1)
    asked = ("--since", "2025-03-02") if "mofa:v1" in words else words
    rows = [tuple(row[key] for key in KEYS) for row in whole["findings"]]
    assert sorted(rows, key=str) == findings_of_members(run, roof, *asked)
    assert {change["member"] for change in whole["changes"]} >= {"mofa", "moit"}


def test_a_sentence_names_parties_as_the_roof_does(run: Run, roof: RoofStory) -> None:
    lead = [{"party": "own", "role": "lead"}]
    roof.stories["mof"].commit({"records/trunk.yaml": record("trunk", parties=lead)})
    findings = answer(run, roof.root, "audit", status=1)["findings"]
    messages = {row["member"]: row["message"] for row in findings if row["rule"] == "lead-replaced"}
    assert messages == {
        "mofa": "the lead was acme and is now own, but no new update says so",
        "mof": "the lead was acme and is now mof:own, but no new update says so",
    }


def test_each_member_accepts_by_its_own_settings(run: Run, roof: RoofStory) -> None:
    whole = answer(run, roof.root, "audit", status=1)
    (row,) = (row for row in whole["findings"] if row["rule"] == "record-removed")
    settings = roof.folder("mofa") / "commitments.toml"
    entry = (
        '\n[[accepted]]\nrule = "record-removed"\nid = "old"\n'
        f'fingerprint = "{row["fingerprint"]}"\nreason = "Agreed."\nby = "An"\n'
    )
    settings.write_text(settings.read_text(encoding="utf-8") + entry, encoding="utf-8")
    ran = run("audit", "-f", "json", root=roof.root)
    accepted = {row["id"]: row["accepted"] for row in json.loads(ran.out)["findings"] if row["accepted"]}
    assert accepted == {"mofa:old": "Agreed."}
    assert "mofa: 1 finding is accepted" in ran.err


def test_a_baseline_of_the_roof_leaves_its_findings_out(run: Run, roof: RoofStory, tmp_path: Path) -> None:
    baseline = tmp_path / "known.json"
    assert run("audit", "-f", "json", "--output", str(baseline), root=roof.root).status == 1
    ran = run("audit", "-f", "json", "--baseline", str(baseline), root=roof.root)
    assert (ran.status, json.loads(ran.out)["findings"]) == (0, [])


@pytest.mark.parametrize("name", ["table", "jsonl", "csv", "md", "github", "gitlab", "sarif", "junit"])
def test_paths_lead_from_the_roof_in_every_format(run: Run, roof: RoofStory, name: str) -> None:
    ran = run("audit", "-f", name, root=roof.root)
    assert ran.status == 1
    assert "registers/moit/records/plan.yaml" in ran.out
    assert '"records/' not in ran.out
    if name in ("gitlab", "sarif"):
        assert json.loads(ran.out)
    if name == "junit":
        assert ET.fromstring(ran.out) is not None


def test_a_member_without_a_history_is_said(run: Run, roof: RoofStory) -> None:
    folder = roof.root / "plain/records"
    folder.mkdir(parents=True)
    (folder / "one.yaml").write_text("id: one\n", encoding="utf-8")
    roof.add("plain", "plain")
    whole = answer(run, roof.root, "audit", "--since", "2026-11-01", status=1)
    assert whole["findings"] == []
    assert whole["members"][-1]["state"] == "unreadable"


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_review_names_the_members(run: Run, roof: RoofStory, lang: str) -> None:
    ran = run("review", "--lang", lang, root=roof.root)
    assert (ran.status, ran.out) == (2, "")
    for name in ZONES:
        assert f"commit review --root {roof.root} --member {name}" in ran.err
    one = run("review", "--member", "mof", "v1~1...v1", root=roof.root)
    assert (one.status, "due moved 1 month later" in one.out) == (0, True)


def test_records_of_the_roof_do_not_make_it_reviewed(run: Run, roof: RoofStory) -> None:
    (roof.root / "records").mkdir()
    (roof.root / "records" / "a.yaml").write_text("id: a\n", encoding="utf-8")
    assert run("review", root=roof.root).status == 2
