"""A party that nobody knows, named at a prompt or by a flag: offered, and written in one step."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from dialogues import CTRL_C, Dialogue
from gitstory import GitStory

from commitments.cli.app import main

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal"),
    pytest.mark.usefixtures("no_git_settings"),
]

RECORD = """\
id: open
title: {en: Hold an AI day}
kind: agreed_action
status: agreed
parties:
  - {party: acme, role: lead}
made_on: 2026-01
due: 2026-12
source: {document: report.txt}
"""
PARTIES = "- {id: acme, name: {en: Acme Ltd}, kind: company}\n"
MINISTRY = (
    "- {id: bo-tai-chinh, name: {vi: Bộ Tài chính}, kind: ministry, short: {vi: Bộ TC}}\n"  # as it stands
)
OFFER = "There is no party “Bộ Tài chính”. Which one is it [1]: "
CLOSING = ["--reason", "No hall."]


@pytest.fixture
def root(make_workspace: Callable[..., Path]) -> Path:
    """One record and one party."""
    return make_workspace({"open.yaml": RECORD, "schema/parties.yaml": PARTIES})


def begun(root: Path, *arguments: str, columns: int = 80) -> Dialogue:
    before = ["--root", str(root), "--today", "2026-11-22", "--color", "never"]
    return Dialogue([sys.executable, "-m", "commitments", *before, *arguments], columns)


def texts(root: Path) -> tuple[str, str]:
    """The registry and the record."""
    return (
        (root / "schema/parties.yaml").read_text("utf-8"),
        (root / "records/open.yaml").read_text("utf-8"),
    )


@pytest.mark.parametrize(
    "line",
    [
        ["update", "open", "--note", "Begun.", "--by", "Bộ Tài chính"],
        ["close", "open", "--as", "withdrawn", *CLOSING, "--by", "Bộ Tài chính"],
        ["reschedule", "open", "2027", *CLOSING, "--agreed-by", "Bộ Tài chính"],
    ],
)
def test_a_flag_is_offered_the_party_in_one_step(root: Path, line: list[str]) -> None:
    before = texts(root)
    on = begun(root, *line)
    on.answer(("   1  a new party: bo-tai-chinh, ministry, Bộ TC\n", None), (OFFER, ""))
    assert on.end() == 0, on.shown
    registry, record = texts(root)
    assert registry == PARTIES + MINISTRY
    assert "by: bo-tai-chinh" in record
    assert main(["--root", str(root), "undo"]) == 0
    assert texts(root) == before


def test_a_prompt_is_offered_the_party_and_its_answers_may_be_changed(root: Path) -> None:
    on = begun(root, "new", "--title", "Plan", "--kind", "public_pledge", "--source", "d", "--summary", "s")
    on.answer(
        ("Party: ", "越南银行"),
        ("   1  a new party, and I say what it is\n", None),
        ("There is no party “越南银行”. Which one is it [1]: ", ""),
        ("Kind of body: ", "company"),
        ("Id: ", "Acme"),
        ("Acme is not a valid id", None),
        ("Id: ", "acme"),
        ("There is a party acme already", None),
        ("Id: ", "vn-bank"),
        ("Short name, or Enter for none: ", "Acme Ltd"),
        ("is also a name of the party acme", None),
        ("Short name, or Enter for none: ", "<"),
        ("Id: ", "bank"),
        ("Short name, or Enter for none: ", ""),
        ("Role [lead]: ", ""),
        ("Next party, or Enter for no more: ", "越南银行"),
        ("Role: ", "signatory"),
        ("Next party, or Enter for no more: ", ""),
        ("Made on", ""),
        ("Due", ""),
        ("Part of", ""),
        ("Id [plan]: ", ""),
    )
    assert on.end() == 0, on.shown
    assert texts(root)[0] == PARTIES + "- {id: bank, name: {en: 越南银行}, kind: company}\n"
    written = (root / "records/plan.yaml").read_text()
    assert written.count("party: bank") == 2


def test_a_near_party_is_shown_first(root: Path) -> None:
    on = begun(root, "update", "open", "--note", "x", "--by", "acmee")
    on.answer(("   1  acme  Acme Ltd\n   2  a new party", None), ("Which one is it: ", "1"))
    assert on.end() == 0, on.shown
    assert texts(root)[0] == PARTIES
    assert "by: acme" in texts(root)[1]


def test_a_name_of_other_letters_is_not_near(make_workspace: Callable[..., Path]) -> None:
    parties = PARTIES + MINISTRY
    root = make_workspace({"open.yaml": RECORD, "schema/parties.yaml": parties})
    on = begun(root, "update", "open", "--note", "Begun.", "--by", "Bộ Công an")
    on.answer(("There is no party “Bộ Công an”. Which one is it [1]: ", ""))
    assert on.end() == 0, on.shown
    assert texts(root)[0].startswith(parties + "- {id: bo-cong-an, ")


def test_another_name_may_be_typed(root: Path) -> None:
    on = begun(root, "update", "open", "--note", "x", "--by", "Bộ Tài chính")
    on.answer((OFFER, "Nobody"), ("There is no party Nobody", None), (OFFER, "acme ltd"))
    assert on.end() == 0, on.shown
    assert texts(root)[0] == PARTIES
    assert "by: acme" in texts(root)[1]


def test_an_id_is_given_a_name(root: Path) -> None:
    on = begun(root, "update", "open", "--note", "x", "--by", "vn-mof")
    on.answer(
        ("Which one is it [1]: ", ""),
        ("Name of vn-mof [vn-mof]: ", "Bộ Tài chính"),
        ("Kind of body: ", "bộ"),
        ("Short name, or Enter for none: ", "Bộ TC"),
    )
    assert on.end() == 0, on.shown
    assert texts(root)[0].endswith(
        "- {id: vn-mof, name: {vi: Bộ Tài chính}, kind: ministry, short: {vi: Bộ TC}}\n"
    )


def test_whoever_stops_wrote_nothing_and_keeps_the_answers(root: Path) -> None:
    before = texts(root)
    on = begun(root, "new", "plan", "--title", "Plan", "--kind", "other", "--source", "d", "--summary", "s")
    on.answer(("Party: ", "Bộ Tài chính"), (OFFER, ""), ("Role [lead]: ", ""), ("Next party", CTRL_C))
    assert on.end() == 130
    assert texts(root) == before
    assert "--party 'Bộ Tài chính/lead'" in on.words
    assert "--add-parties" in on.words


def test_a_refused_record_is_given_back_with_its_new_party(root: Path) -> None:
    line = ["new", "--title", "Plan", "--kind", "other", "--source", "d", "--lead", "Bộ Tài chính"]
    on = begun(root, *line, "--made-on", "2026-05", "--due", "2026-04", columns=500)
    on.answer((OFFER, ""))
    assert on.end() == 1, on.shown
    *_, added, again, _ = on.shown.split("\n")
    assert added.startswith("To add the party with these answers: commit parties add bo-tai-chinh --root ")
    assert added.endswith(" --name-vi 'Bộ Tài chính' --kind ministry --short-vi 'Bộ TC'")
    assert again.startswith("To try again with these answers: commit new plan ")
    assert texts(root)[0] == PARTIES


def test_where_the_record_is_refused_no_party_is_added(root: Path) -> None:
    before = texts(root)
    on = begun(root, "reschedule", "open", "2025", *CLOSING, "--agreed-by", "Bộ Tài chính")
    on.answer((OFFER, ""))
    assert on.end() == 1, on.shown
    assert texts(root) == before


def test_where_nobody_sits_an_unknown_party_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(root)
    assert main(["--root", str(root), "update", "open", "--note", "x", "--by", "Bộ Tài chính"]) == 2
    assert "There is no party Bộ Tài chính" in capsys.readouterr().err
    assert texts(root) == before


def test_registry_and_record_go_into_one_commit(
    git_story: Callable[..., GitStory], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = git_story()
    story.commit({"records/open.yaml": RECORD, "schema/parties.yaml": PARTIES})
    story.git("read-tree", "HEAD")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "An")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "an@example.org")
    on = begun(story.root, "update", "open", "--note", "Begun.", "--by", "Bộ Tài chính", "--commit")
    on.answer((OFFER, ""))
    assert on.end() == 0, on.shown
    told = story.git("show", "--format=%s", "--name-only", "HEAD").split("\n")
    assert told[0] == "open: changed, with new parties"
    assert {"records/open.yaml", "schema/parties.yaml"} <= set(told)
    assert story.git("status", "--porcelain") == ""
