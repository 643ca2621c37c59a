"""The brief over a roof: its numbers are those of `status`, its ids say whose they are."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from roofs import MEMBERS, roof_over_examples

Run = Callable[..., Any]
ID = re.compile(r"\b(?:mofa|mof|moit):[a-z0-9-]+")


@pytest.fixture(scope="session")
def laid_roof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roof over three registers in git, which no test changes."""
    root = tmp_path_factory.mktemp("roof") / "desk"
    return roof_over_examples(root, settings='home = ["thanh-van"]\n')


def paper(run: Run, root: Path, *words: str) -> str:
    ran = run("brief", *words, root=root)
    assert ran.status == 0, ran.err
    return str(ran.out)


@pytest.mark.parametrize("words", [(), ("--with", "norhaven"), ("--member", "mof", "--member", "moit")])
def test_the_paper_has_the_records_and_the_counts_of_status(
    run: Run, laid_roof: Path, words: tuple[str, ...]
) -> None:
    text = paper(run, laid_roof, *words)
    filters = ("--party", "norhaven") if "--with" in words else words
    answer = json.loads(run("status", "--all", "-f", "json", *filters, root=laid_roof).out)
    annex = text[text.index("ANNEX") :]
    assert sorted(ID.findall(annex)) == sorted(record["id"] for record in answer["records"])
    summary = answer["summary"]
    states = summary["by_timeliness"]
    assert f"{summary['total']} records on 22 Nov 2026" in text
    assert (
        f"Done on time {states['done_on_time']} · Done late {states['done_late']}"
        f" · Open, within deadline {states['on_track'] + states['due_soon']}"
        f" · Open, overdue {states['overdue']}" in text
    )


def test_both_languages_have_equal_ids_in_equal_order(run: Run, laid_roof: Path) -> None:
    assert ID.findall(paper(run, laid_roof, "--lang", "vi")) == ID.findall(
        paper(run, laid_roof, "--lang", "en")
    )


def test_the_ledger_is_that_of_all_members(run: Run, laid_roof: Path) -> None:
    def entries(root: Path) -> dict[str, int]:
        text = paper(run, root, "--with", "norhaven", "--for", "thanh-van", "--lang", "en")
        heads = re.findall(r"^(OURS TO DO|THEIRS TO DO|TO DO TOGETHER|WHOSE IT IS.*): (\d+)$", text, re.M)
        return {head: int(number) for head, number in heads}

    whole = entries(laid_roof)
    parts = [entries(laid_roof / "registers" / name) for name in MEMBERS]
    assert len(whole) == 4
    assert whole == {head: sum(part[head] for part in parts) for head in whole}


def test_the_last_meeting_may_be_one_of_any_member(run: Run, laid_roof: Path) -> None:
    text = paper(run, laid_roof, "--since", "moit:leaders-meeting-2025")
    assert "WHAT CHANGED SINCE THE LAST MEETING, ON 18 SEP 2025" in text
    assert run("brief", "--since", "leaders-meeting-2025", root=laid_roof).status == 2
    alone = paper(run, laid_roof, "--since", "leaders-meeting-2025", "--member", "mof")
    assert "WHAT CHANGED SINCE THE LAST MEETING, ON 18 SEP 2025" in alone


def test_moves_are_those_of_each_member(run: Run, laid_roof: Path) -> None:
    text = paper(run, laid_roof, "--since", "2026-11-11")
    changed = text[text.index("WHAT CHANGED SINCE") : text.index("OVERDUE AND AT RISK")]
    # on the evening of the 10th, 11th and 12th in Viet Nam, which is an earlier hour further west
    assert sorted(set(ID.findall(changed))) == ["mof:ai-service-plan", "moit:ai-service-plan"]
    moved = text[text.index("DEADLINES THAT MOVED") : text.index("WHAT NEEDS A DECISION")]
    assert {f"{name}:ai-service-plan" for name in MEMBERS} <= set(ID.findall(moved))


def test_what_no_commit_holds_is_said(run: Run, laid_roof: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(laid_roof, tmp_path / "copy"))
    shutil.rmtree(root / "registers" / "moit" / ".git")
    text = paper(run, root)
    assert "What changed in moit is not known: no commit holds it." in text
    assert "; no commit holds moit" in text


def test_as_of_a_day_each_member_is_as_it_was(run: Run, laid_roof: Path) -> None:
    text = paper(run, laid_roof, "--as-of", "2026-02-15")
    names = {id.partition(":")[0] for id in ID.findall(text[text.index("ANNEX") :])}
    assert names == {"mofa", "mof"}
