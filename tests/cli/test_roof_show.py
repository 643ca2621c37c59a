"""`commit show` on a roof: by the qualified id, and by a plain one where nobody could mean another record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_roofs import small_roof

Run = Callable[..., Any]


@pytest.fixture
def roof(tmp_path: Path, record: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = small_roof(tmp_path / "desk", record)
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize(
    "words",
    [["mof:visit"], ["MOF:Visit"], ["registers/mof/records/visit.yaml"], ["visit", "--member", "mof"]],
)
def test_a_record_is_shown_by_what_names_it(run: Run, roof: Path, words: list[str]) -> None:
    ran = run("show", *words)
    assert (ran.status, ran.err) == (0, "")
    assert "mof:visit" in ran.out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["visit"], "Did you mean mof:visit?"),
        (["ai-plan"], "Did you mean mof:ai-plan, mofa:ai-plan?"),
        (["ai-plan", "--member", "mof", "--member", "mofa"], "Did you mean mof:ai-plan, mofa:ai-plan?"),
        (["talks", "--member", "mof"], "There is no record talks"),
    ],
)
def test_what_may_mean_another_record_is_refused(run: Run, roof: Path, words: list[str], reason: str) -> None:
    ran = run("show", *words)
    assert (ran.status, ran.out) == (2, "")
    assert reason in ran.err


@pytest.mark.parametrize(
    ("name", "id"), [("visit", "mof:visit"), ("tal", "mofa:talks"), ("mof:v", "mof:visit")]
)
def test_on_a_terminal_it_is_said_which_was_taken(on_a_screen: Run, roof: Path, name: str, id: str) -> None:
    ran = on_a_screen("show", name)
    assert ran.status == 0, ran.err
    assert f"{name} is taken for {id}." in ran.err
    assert id in ran.out


def test_on_a_terminal_what_two_members_have_is_refused(on_a_screen: Run, roof: Path) -> None:
    ran = on_a_screen("show", "ai-plan")
    assert ran.status == 2
    assert "Did you mean mof:ai-plan, mofa:ai-plan?" in ran.err


def test_a_record_that_cannot_be_read_is_named(run: Run, roof: Path) -> None:
    (roof / "registers/mof/records/visit.yaml").write_text("id: [", encoding="utf-8")
    ran = run("show", "mof:visit")
    assert ran.status == 1
    assert "registers/mof/records/visit.yaml" in ran.err


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [
        (["mof:*"], {"mof:ai-plan", "mof:visit", "mof:yearly"}),
        (["*:ai-plan"], {"mof:ai-plan", "mofa:ai-plan"}),
        (["mofa:talks", "MOF:yearly"], {"mof:yearly", "mofa:talks"}),
    ],
)
def test_ids_of_filters_are_qualified(run: Run, roof: Path, pattern: list[str], ids: set[str]) -> None:
    ran = run("status", *pattern, "-f", "csv")
    assert ran.status == 0, ran.err
    assert {line.partition(",")[0] for line in ran.out.splitlines()[1:]} == ids


def test_a_plain_id_of_a_filter_is_refused_with_what_is_meant(run: Run, roof: Path) -> None:
    ran = run("status", "ai-plan")
    assert ran.status == 2 and "Did you mean mof:ai-plan, mofa:ai-plan?" in ran.err


def test_the_folder_of_a_member_is_a_register_alone(
    run: Run, roof: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = run("show", "visit", root=roof / "registers/mof")
    assert alone.status == 0 and "mof:" not in alone.out
    monkeypatch.chdir(roof / "registers/mof/records")
    assert run("show", "visit") == alone
    monkeypatch.chdir(roof / "registers")
    assert "mof:visit" in run("show", "mof:visit").out
