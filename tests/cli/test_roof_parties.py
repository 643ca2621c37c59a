"""The parties and the events of a roof, and the filters that name them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_roofs import small_roof, write_files

Run = Callable[..., Any]


@pytest.fixture
def roof(tmp_path: Path, record: Callable[..., str]) -> Path:
    """Two members that each have another `acme`; `finance` of one is `vn-mof` of the other."""
    root = small_roof(tmp_path / "desk", record)
    lead = [{"party": "finance", "role": "lead"}]
    talks = record(id="talks", parties=lead, due="2026-10-31")
    return written(root, {"registers/mofa/records/talks.yaml": talks})


def written(root: Path, files: dict[str, str]) -> Path:
    write_files(root, files)
    return root


def rows(run: Run, root: Path, *words: str, status: int = 0) -> list[Any]:
    ran = run(*words, "-f", "json", root=root)
    assert ran.status == status, ran.err
    answer = json.loads(ran.out)
    listed: list[Any] = answer[{"parties": "parties", "events": "events"}.get(words[0], "records")]
    return listed


def test_parties_are_counted_over_all_members(run: Run, roof: Path) -> None:
    told = {row["id"]: row for row in rows(run, roof, "parties")}
    assert list(told) == ["acme", "vn-mof", "mofa:acme"]
    assert [told[id]["member"] for id in told] == [None, None, "mofa"]
    assert (told["vn-mof"]["records"], told["vn-mof"]["overdue"]) == (1, 1)
    assert (told["acme"]["records"], told["mofa:acme"]["records"]) == (2, 1)
    assert told["acme"]["aliases"] == []
    alone = {row["id"]: row["records"] for row in rows(run, roof / "registers/mof", "parties")}
    assert alone == {"acme": 2, "vn-mof": 0}


FILTERS = [
    (["--party", "mof:acme"], ["mof:ai-plan", "mof:visit", "mof:yearly"]),
    (["--party", "mofa:acme"], ["mofa:ai-plan"]),
    (["--party", "vn-mof"], ["mofa:talks"]),
    (["--party", "finance"], ["mofa:talks"]),
    (["--lead", "mofa:finance"], ["mofa:talks"]),
    (["--lead", "Bộ Tài chính"], ["mofa:talks"]),
    (["--country", "GB"], ["mof:ai-plan", "mof:visit", "mof:yearly"]),
    (["--country", "US"], ["mofa:ai-plan"]),
    (["--country", "VN"], ["mofa:talks"]),
    (["--party", "Another Acme"], ["mofa:ai-plan"]),
]


@pytest.mark.parametrize(("words", "ids"), FILTERS)
def test_filters_of_parties(run: Run, roof: Path, words: list[str], ids: list[str]) -> None:
    told = rows(run, roof, "status", "--all", *words)
    told += rows(run, roof, "status", "--all", "--kind", "meeting", *words)
    assert sorted({row["id"] for row in told}) == ids


@pytest.mark.parametrize("option", ["--party", "--lead"])
def test_a_word_for_several_parties_is_refused_with_a_word_for_each(
    run: Run, roof: Path, option: str
) -> None:
    ran = run("status", option, "acme", root=roof)
    assert (ran.status, ran.out) == (2, "")
    assert "acme fits several parties: mof:acme, mofa:acme" in ran.err


def test_a_successor_stands_in_its_own_register(run: Run, roof: Path) -> None:
    registry = (roof / "registers/mofa/schema/parties.yaml").read_text(encoding="utf-8")
    old = "- {id: old, name: {en: Old}, kind: ministry, until: 2025, succeeded_by: finance}\n"
    written(roof, {"registers/mofa/schema/parties.yaml": registry + old})
    told = {row["id"]: row["succeeded_by"] for row in rows(run, roof, "parties")}
    assert told["old"] == ["vn-mof"]
    assert run("show", "mofa:talks", root=roof).status == 0


def test_no_number_is_told_where_a_member_cannot_be_read(run: Run, roof: Path) -> None:
    written(roof, {"commitments.toml": (roof / "commitments.toml").read_text() + 'moit = "registers/moit"\n'})
    for row in rows(run, roof, "parties", status=1):
        assert (row["records"], row["open"], row["overdue"], row["heard_on"]) == (None,) * 4
    ran = run("parties", root=roof)
    assert ran.status == 1
    assert [line.split()[:4] for line in ran.out.splitlines()[1:2]] == [["acme", "–", "–", "–"]]
    assert "moit could not be read" in ran.err
    assert [row["records"] for row in rows(run, roof, "parties", "--member", "mofa")] == [1, 1]


def test_parties_of_a_member_without_a_registry_are_listed(run: Run, roof: Path) -> None:
    (roof / "registers/mofa/schema/parties.yaml").unlink()
    told = {row["id"]: row["records"] for row in rows(run, roof, "parties")}
    assert told == {"acme": 2, "vn-mof": 0, "mofa:acme": 1, "mofa:finance": 1}
    assert len(rows(run, roof, "status", "--party", "mofa:finance")) == 1


UNREAD: dict[str, bytes] = {
    "half a list": b"- {id: [\n",
    "marks of a merge": b"<<<<<<< HEAD\n- {id: acme, name: {en: A}, kind: company}\n=======\n>>>>>>> b\n",
    "no list": b"id: acme\n",
    "no text": b"\xff\x00",
}
ABOUT_PARTIES = [
    ["status"],
    ["status", "--party", "mof:acme"],
    ["overdue", "--lead", "vn-mof"],
    ["parties"],
    ["changes", "--country", "VN"],
]


@pytest.mark.parametrize("name", UNREAD)
@pytest.mark.parametrize("member", ["mofa", ""])
def test_no_total_is_told_where_a_registry_cannot_be_read(
    run: Run, roof: Path, name: str, member: str
) -> None:
    place = f"registers/{member}/" if member else ""
    path = roof / f"{place}schema/parties.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(UNREAD[name])
    for words in ABOUT_PARTIES:
        ran = run(*words, root=roof)
        assert ran.status == 1, words
        assert f"could not be read: {place}schema/parties.yaml cannot be read" in ran.err
    ran = run("export", str(roof / "q.ics"), root=roof)
    assert (ran.status, (roof / "q.ics").exists()) == (1, False)
    (row,) = [row for row in members(run, roof) if row["state"] != "whole"]
    assert (row["name"], row["state"]) == (member or None, "unreadable")
    assert len(rows(run, roof, "status", "--all", status=1)) == 4
    assert f"{place}schema/parties.yaml" in run("validate", root=roof).out
    if member:
        assert rows(run, roof, "status", "--party", "acme", "--member", "mof")
        assert run("status", root=roof / place).status == 0


def members(run: Run, root: Path) -> list[Any]:
    answer: list[Any] = json.loads(run("status", "-f", "json", root=root).out)["members"]
    return answer


def test_a_registry_that_leads_nowhere_cannot_be_read(run: Run, roof: Path) -> None:
    path = roof / "registers/mofa/schema/parties.yaml"
    path.unlink()
    path.symlink_to("nowhere.yaml")
    assert [row["state"] for row in members(run, roof)] == ["whole", "unreadable"]


def test_a_party_that_the_roof_s_own_record_names_is_the_shared_one(
    run: Run, roof: Path, record: Callable[..., str]
) -> None:
    parties = [{"party": "acme", "role": "lead"}, {"party": "stranger", "role": "supporting"}]
    written(roof, {"records/own.yaml": record(id="own", parties=parties)})
    told = [(row["id"], row["records"]) for row in rows(run, roof, "parties")]
    assert told == [("acme", 3), ("vn-mof", 1), ("mofa:acme", 1), ("stranger", 1)]


def test_events_are_those_of_each_member(run: Run, roof: Path, record: Callable[..., str]) -> None:
    event = "- {{id: signing, name: {{en: {name}}}}}\n"
    waiting = {"due_event": {"event": "signing", "when": "after"}}
    written(
        roof,
        {
            "registers/mof/schema/events.yaml": event.format(name="One"),
            "registers/mofa/schema/events.yaml": event.format(name="Two"),
            "registers/mofa/records/waits.yaml": record(id="waits", **waiting),
        },
    )
    told = {row["id"]: row for row in rows(run, roof, "events")}
    assert {id: (row["member"], row["name"]["en"], row["records"]) for id, row in told.items()} == {
        "mof:signing": ("mof", "One", []),
        "mofa:signing": ("mofa", "Two", ["mofa:waits"]),
    }


def test_events_that_cannot_be_read_are_one_members_matter(run: Run, roof: Path) -> None:
    written(
        roof,
        {
            "registers/mof/schema/events.yaml": "- [",
            "registers/mofa/schema/events.yaml": "- {id: signing, name: {en: Two}}\n",
        },
    )
    assert [row["id"] for row in rows(run, roof, "events", status=1)] == ["mofa:signing"]
    ran = run("events", root=roof)
    assert "registers/mof/schema/events.yaml cannot be read, so its events are left out" in ran.err
    assert run("events", root=roof / "registers/mof").status == 2
