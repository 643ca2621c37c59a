"""An edit at a roof goes to the member that the id names, and to nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from dialogues import CTRL_C, Dialogue
from small_roofs import contents, small_roof, write_files

Run = Callable[..., Any]

AI_PLAN = "registers/mof/records/ai-plan.yaml"


@pytest.fixture
def roof(tmp_path: Path, record: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = small_roof(tmp_path / "desk", record)
    monkeypatch.chdir(root)
    return root


EDITS = {
    "update": ["update", "mof:ai-plan", "--note", "Begun."],
    "milestone": ["milestone", "mof:ai-plan", "draft", "met", "--met-on", "2026-11-01", "--force"],
    "hold": ["hold", "mof:yearly", "2026-06", "--met-on", "2026-06-03"],
    "reschedule": ["reschedule", "mof:ai-plan", "2027-03", "--reason", "No hall."],
    "close": ["close", "mof:ai-plan", "--as", "withdrawn", "--reason", "No hall."],
    "capitals": ["update", "MOF:AI-Plan", "--note", "Begun."],
    "plain": ["update", "ai-plan", "--member", "mof", "--note", "Begun."],
    "both": ["update", "mof:ai-plan", "--member", "mof", "--note", "Begun."],
    "path": ["update", AI_PLAN, "--note", "Begun."],
}


@pytest.mark.parametrize("words", EDITS.values(), ids=EDITS)
def test_an_edit_changes_one_file_as_inside_the_member(
    run: Run, roof: Path, tmp_path: Path, record: Callable[..., str], words: list[str]
) -> None:
    inside = small_roof(tmp_path / "alone", record)
    plain = [word.lower().removeprefix("mof:") for word in words[:2]]
    plain = [words[0], "ai-plan" if plain[1].endswith(".yaml") else plain[1], *words[2:]]
    alone = [word for word in plain if word not in ("--member", "mof")]
    assert run(*alone, root=inside / "registers/mof").status == 0
    before = contents(roof)
    ran = run(*words)
    assert ran.status == 0, ran.err
    after = contents(roof)
    assert after == contents(inside)
    assert len([path for path in after if before[path] != after[path]]) == 1
    assert "To undo: commit undo --member mof" in ran.err
    assert "Written: registers/mof/records/" in ran.err
    assert run("undo", "--member", "mof").status == 0
    assert contents(roof) == before


def test_a_closed_record_opens_again(run: Run, roof: Path) -> None:
    assert run("close", "mof:ai-plan", "--as", "withdrawn", "--reason", "No hall.").status == 0
    ran = run("reopen", "mof:ai-plan", "--as", "agreed", "--why", "There is a hall.")
    assert ran.status == 0, ran.err


REFUSED = {
    "plain": (["ai-plan"], "Did you mean mof:ai-plan, mofa:ai-plan?"),
    "plain of one": (["talks"], "Did you mean mofa:talks?"),
    "none": (["talk"], "There is no record talk"),
    "misspelt": (["mof:ai-pla"], "Nearest: mof:ai-plan"),
    "empty": (["mof:"], "There is no record mof:"),
    "no member": (["moof:ai-plan"], "There is no member moof"),
    "another member": (
        ["mof:ai-plan", "--member", "mofa"],
        "The record is one of mof, and --member names mofa",
    ),
    "several members": (
        ["ai-plan", "--member", "mofa", "--member", "mof"],
        "Did you mean mof:ai-plan, mofa:ai-plan?",
    ),
    "not here": (["talks", "--member", "mof"], "There is no record mof:talks"),
    "nothing": ([], "ID is missing"),
}


@pytest.mark.parametrize(("words", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_names_no_record_of_one_member_is_refused(
    run: Run, roof: Path, words: list[str], reason: str
) -> None:
    before = contents(roof)
    ran = run("update", *words, "--note", "x")
    assert (ran.status, ran.out) == (2, "")
    assert reason in " ".join(ran.err.split())
    assert contents(roof) == before


def test_a_plain_id_is_one_of_the_roof_itself_where_it_has_it(
    run: Run, roof: Path, record: Callable[..., str]
) -> None:
    write_files(roof, {"records/ai-plan.yaml": record(id="ai-plan")})
    before = contents(roof)
    ran = run("update", "ai-plan", "--note", "Ours.", "--force")
    assert ran.status == 0, ran.err
    assert "To undo: commit undo\n" in ran.err
    changed = [path for path, data in contents(roof).items() if before[path] != data]
    assert changed == ["records/ai-plan.yaml"]
    assert run("update", "talks", "--note", "x").status == 2
    assert run("undo").status == 0
    assert contents(roof) == before


def test_a_member_that_cannot_be_read_or_written_is_refused(run: Run, roof: Path) -> None:
    (roof / "registers/mof/commitments.toml").write_text("due_soon_days = no\n", encoding="utf-8")
    ran = run("update", "mof:ai-plan", "--note", "x", "--lang", "vi")
    assert ran.status == 2
    assert "mof" in ran.err and "commitments.toml" in ran.err and "cannot" not in ran.err
    assert run("update", "mofa:ai-plan", "--note", "x").status == 0


def test_a_bare_clone_is_not_edited(
    run: Run, roof: Path, git_story: Callable[..., Any], record: Callable[..., str]
) -> None:
    story = git_story()
    story.commit({"records/small.yaml": record()})
    story.git("clone", "--quiet", "--bare", str(story.root), str(roof / "clones/bare.git"))
    with (roof / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write('bare = "clones/bare.git"\n')
    assert run("update", "bare:small", "--note", "x").status == 2
    assert run("update", "mof:ai-plan", "--note", "x").status == 0


def fields(roof: Path, path: str = AI_PLAN) -> dict[str, Any]:
    value: dict[str, Any] = yaml.safe_load((roof / path).read_text("utf-8"))
    return value


LINKS = {
    "own": (["update", "mof:ai-plan", "--set", "part_of=mof:visit"], "visit"),
    "own in capitals": (["update", "mof:ai-plan", "--set", "part_of=MOF:visit"], "visit"),
    "other": (["update", "mof:ai-plan", "--set", "part_of=mofa:talks", "--force"], "mofa:talks"),
}


@pytest.mark.parametrize(("words", "link"), LINKS.values(), ids=LINKS)
def test_a_link_is_plain_within_a_member(run: Run, roof: Path, words: list[str], link: str) -> None:
    run(*words)
    assert fields(roof)["part_of"] == link


def test_a_successor_is_plain_within_a_member(run: Run, roof: Path) -> None:
    words = ["--as", "superseded", "--superseded-by", "mof:yearly", "--note", "One plan for all years."]
    ran = run("close", "mof:ai-plan", *words)
    assert ran.status == 0, ran.err
    assert fields(roof)["superseded_by"] == "yearly"


PARTIES = {
    "by the member's own id": ("mof:ai-plan", "vn-mof", "vn-mof"),
    "qualified": ("mof:ai-plan", "mof:acme", "acme"),
    "the roof's name of it": ("mofa:ai-plan", "mof:vn-mof", "finance"),
    "the roof's plain id": ("mofa:ai-plan", "vn-mof", "finance"),
    "by name": ("mofa:ai-plan", "Ministry of Finance", "finance"),
}


@pytest.mark.parametrize(("id", "party", "written"), PARTIES.values(), ids=PARTIES)
def test_a_party_is_called_as_in_the_member(run: Run, roof: Path, id: str, party: str, written: str) -> None:
    ran = run("update", id, "--note", "Begun.", "--by", party)
    assert ran.status == 0, ran.err
    assert fields(roof, f"registers/{id.replace(':', '/records/')}.yaml")["updates"][0]["by"] == written


def test_a_party_of_another_member_is_refused(run: Run, roof: Path) -> None:
    before = contents(roof)
    ran = run("update", "mof:ai-plan", "--note", "Begun.", "--by", "mofa:acme")
    assert ran.status == 2 and "mofa:acme" in ran.err
    assert contents(roof) == before


def test_a_list_that_is_set_is_plain_too(run: Run, roof: Path) -> None:
    parties = "[{party: 'mof:acme', role: lead}, {party: vn-mof, role: funder}]"
    assert run("update", "mof:ai-plan", "--set", f"parties={parties}").status == 0
    assert [party["party"] for party in fields(roof)["parties"]] == ["acme", "vn-mof"]


def test_a_day_is_that_of_the_member_and_the_language_that_of_the_roof(
    run: Run, tmp_path: Path, record: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    roof = small_roof(tmp_path / "desk", record, mof='language = "vi"\n')
    ran = run("update", "mof:ai-plan", "--note", "x", root=roof)
    assert ran.status == 0
    assert "Written: desk/registers/mof" in ran.err
    assert f"commit undo --root {roof} --member mof" in ran.err.replace("'", "")


NEEDS_A_MEMBER = [
    ["new", "plan", "--title", "x"],
    ["import", "x.csv"],
    ["save"],
    ["undo"],
    ["parties", "add", "x", "--name", "X", "--kind", "company"],
    ["parties", "draft", "x.csv"],
    ["events", "add", "x", "--name", "X"],
    ["events", "set", "x", "2026-12-01"],
    ["git-setup"],
    ["nudge", "--sent", "--lead", "acme"],
]


@pytest.mark.parametrize("words", NEEDS_A_MEMBER, ids=" ".join)
def test_a_command_on_one_register_names_the_members(run: Run, roof: Path, words: list[str]) -> None:
    before = contents(roof)
    ran = run(*words)
    assert (ran.status, ran.out) == (2, "")
    assert "Name one with --member: mof, mofa" in ran.err
    several = run(*words, "--member", "mof", "--member", "mofa")
    assert several.status == 2 and "Name one with --member: mof, mofa" in several.err
    assert contents(roof) == before


NEW = ["--title", "New plan", "--kind", "assignment", "--status", "in_progress", "--source", "x"]


@pytest.mark.parametrize("words", [["mof:new-plan"], ["new-plan", "--member", "mof"]])
def test_a_new_record_is_of_the_member_that_its_id_names(run: Run, roof: Path, words: list[str]) -> None:
    ran = run("new", *words, *NEW, "--lead", "mof:acme", "--part-of", "mof:visit")
    assert ran.status == 0, ran.err
    new = fields(roof, "registers/mof/records/new-plan.yaml")
    assert (new["id"], new["part_of"], new["parties"][0]["party"]) == ("new-plan", "visit", "acme")
    assert "Written: registers/mof/records/new-plan.yaml" in ran.err


def test_a_new_record_of_a_roof_with_records_is_its_own(
    run: Run, roof: Path, record: Callable[..., str]
) -> None:
    write_files(
        roof, {"records/small.yaml": record(), "schema/parties.yaml": "- {id: acme, name: {en: A}}\n"}
    )
    assert run("new", "own-plan", *NEW, "--lead", "acme").status == 0
    assert (roof / "records/own-plan.yaml").exists()


def test_a_party_and_an_event_are_added_to_one_member(run: Run, roof: Path) -> None:
    assert (
        run("parties", "add", "norad", "--name", "Norad", "--kind", "agency", "--member", "mof").status == 0
    )
    assert run("events", "add", "vote", "--name", "Vote", "--member", "mof").status == 0
    assert "norad" in (roof / "registers/mof/schema/parties.yaml").read_text("utf-8")
    assert "vote" in (roof / "registers/mof/schema/events.yaml").read_text("utf-8")
    assert not (roof / "registers/mofa/schema/events.yaml").exists()


@pytest.fixture
def in_git(roof: Path, no_git_settings: None) -> Path:
    """The roof with `mof` as a repository of its own."""
    git(roof / "registers/mof", "init", "--quiet")
    for name, value in (("user.name", "A"), ("user.email", "a@example.org")):
        git(roof / "registers/mof", "config", name, value)
    git(roof / "registers/mof", "add", ".")
    git(roof / "registers/mof", "commit", "--quiet", "-m", "Begin")
    return roof


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    ).stdout


@pytest.mark.usefixtures("in_git")
def test_a_commit_is_made_in_the_repository_of_the_member(run: Run, roof: Path) -> None:
    ran = run("update", "mof:ai-plan", "--note", "Begun.", "--commit")
    assert ran.status == 0, ran.err
    subject = git(roof / "registers/mof", "log", "-1", "--format=%s").strip()
    assert subject.startswith("ai-plan: ")
    assert "commit undo --member mof" in ran.err
    assert run("undo", "--member", "mof").status == 0
    assert git(roof / "registers/mof", "log", "--format=%s") == "Begin\n"


@pytest.mark.usefixtures("in_git")
@pytest.mark.parametrize("words", [["mof:ai-plan"], ["--member", "mof"], ["ai-plan", "--member", "mof"]])
def test_a_save_is_of_one_member(run: Run, roof: Path, words: list[str]) -> None:
    assert run("update", "mof:ai-plan", "--note", "Begun.").status == 0
    ran = run("save", *words)
    assert ran.status == 0, ran.err
    assert "To undo: commit undo --member mof" in ran.err
    assert git(roof / "registers/mof", "status", "--porcelain") == ""


def test_a_save_of_two_members_is_refused(run: Run, roof: Path) -> None:
    ran = run("save", "mof:ai-plan", "mofa:talks")
    assert ran.status == 2 and "these records are of several: mof, mofa" in " ".join(ran.err.split())


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_the_record_is_picked_among_all(roof: Path) -> None:
    words = ["--today", "2026-11-22", "--color", "never", "update", "--note", "Begun."]
    dialogue = Dialogue([sys.executable, "-m", "commitments", *words])
    dialogue.answer(("mofa:ai-plan", None), ("any words: ", "other plan"))
    assert dialogue.end() == 0, dialogue.words
    assert "commit undo --member mofa" in dialogue.words
    assert fields(roof, "registers/mofa/records/ai-plan.yaml")["updates"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_the_register_is_asked_for(roof: Path) -> None:
    words = ["parties", "add", "norad", "--name", "Norad", "--kind", "agency", "--country", "NO"]
    dialogue = Dialogue([sys.executable, "-m", "commitments", "--color", "never", *words])
    dialogue.answer(("2  mofa  registers/mofa", None), ("or its name: ", "1"))
    dialogue.end()
    assert "norad" in (roof / "registers/mof/schema/parties.yaml").read_text("utf-8"), dialogue.words
    assert sorted(os.listdir(roof)) == ["commitments.toml", "registers"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_new_record_that_is_given_up_leaves_one_command(roof: Path) -> None:
    dialogue = Dialogue([sys.executable, "-m", "commitments", "--color", "never", "new", "--title", "A plan"])
    dialogue.answer(("or its name: ", "1"), ("Kind: ", "assignment"), ("or Enter for none: ", CTRL_C))
    assert dialogue.end() == 130
    assert dialogue.words.count("To try again with these answers") == 1
    assert "--member mof" in dialogue.words


@pytest.mark.usefixtures("in_git")
def test_undo_and_save_name_the_member_that_was_edited(run: Run, roof: Path) -> None:
    assert run("update", "mof:ai-plan", "--note", "Begun.").status == 0
    for command in ("save", "undo"):
        ran = run(command)
        assert ran.status == 2
        assert "Name one with --member: mof\n" in ran.err
    assert run("undo", "--member", "mof").status == 0
    assert "Name one with --member: mof, mofa\n" in run("save").err


@pytest.mark.parametrize(
    "words",
    [
        ["--lead", "mof:acme", "--member", "mof"],
        ["--lead", "acme", "mof:ai-plan"],
        ["--lead", "Acme", "--member", "mof", "ai-plan"],
    ],
    ids=" ".join,
)
def test_a_reminder_is_written_into_one_member(run: Run, roof: Path, words: list[str]) -> None:
    before = contents(roof)
    ran = run("nudge", "--sent", *words)
    assert ran.status == 0, ran.err
    after = contents(roof)
    changed = {path for path in after if before[path] != after[path]}
    assert AI_PLAN in changed and all(path.startswith("registers/mof/") for path in changed)
    assert "commit undo --member mof" in ran.err


def test_a_table_with_the_names_of_the_roof_is_imported_into_one_member(run: Run, roof: Path) -> None:
    table = roof / "plan.csv"
    head = "id,title.en,kind,lead,part_of,status\n"
    rows = [
        "mof:ai-plan,AI plan,agreed_action,mof:acme,mof:visit,agreed\n",
        "MOF:new-plan,New plan,agreed_action,acme,mofa:talks,agreed\n",
    ]
    table.write_text(head + "".join(rows), encoding="utf-8")
    before = contents(roof)
    words = ["--document", "x", "--write"]
    ran = run("import", str(table), "--member", "mof", *words)
    assert ran.status == 0, ran.out + ran.err
    after = contents(roof)
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {AI_PLAN, "registers/mof/records/new-plan.yaml"}
    assert (fields(roof)["part_of"], fields(roof)["parties"][0]["party"]) == ("visit", "acme")
    assert fields(roof, "registers/mof/records/new-plan.yaml")["part_of"] == "mofa:talks"


def test_a_row_of_another_member_is_a_fault(run: Run, roof: Path) -> None:
    table = roof / "plan.csv"
    table.write_text("id,title.en,kind,lead,status\nmofa:talks,Talks,pledge,acme,agreed\n", encoding="utf-8")
    before = contents(roof)
    ran = run("import", str(table), "--member", "mof", "--document", "x", "--write")
    assert ran.status == 1
    assert "mofa:talks is a record of another member of the roof" in ran.out + ran.err
    assert contents(roof) == before
