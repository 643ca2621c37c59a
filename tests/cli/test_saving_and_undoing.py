"""What was edited is kept by `save` and taken back by `undo`: in repositories as people have them."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from dialogues import Dialogue
from faults import Calls, child, interrupted
from gitstory import GitStory

from commitments.cli.app import main
from commitments.workspace.open_workspace import Workspace
from commitments.writing import lock, save
from commitments.writing.journal.journal_place import open_journal

RECORD = """\
id: small
title: {en: Hold an AI day}
kind: agreed_action
status: agreed
parties:
  - {party: acme, role: lead}
source: {document: report.txt}
"""
PARTIES = "- {id: acme, name: {en: Acme}, kind: company}\n"
PATH = "records/small.yaml"
NOTE = ["update", "small", "--note", "x"]
NEW = ["new", "--title", "Abc", "--kind", "agreed_action", "--lead", "Beta", "--source", "a.txt"]
WITH_PARTY = [*NEW, "--add-parties"]
FOREVER = 1e6
Run = Callable[..., tuple[int, str, str]]

pytestmark = [
    pytest.mark.usefixtures("no_git_settings"),
    pytest.mark.skipif(sys.platform == "win32", reason="forks, and the shell of POSIX"),
]


@pytest.fixture
def story(git_story: Callable[..., GitStory], monkeypatch: pytest.MonkeyPatch) -> GitStory:
    """One record and a registry in a repository, with somebody to commit."""
    story = git_story()
    story.commit({PATH: RECORD, "schema/parties.yaml": PARTIES, "notes.txt": "one\n"})
    story.git("read-tree", "HEAD")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "An")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "an@example.org")
    monkeypatch.setattr(lock, "PATIENCE", FOREVER)
    monkeypatch.chdir(story.root)
    return story


def text(story: GitStory, path: str = PATH) -> str:
    return (story.root / path).read_bytes().decode()


def state(story: GitStory) -> dict[str, str]:
    """The files of the workspace, what git says of them, and its head."""
    paths = [path for name in ("records", "schema") for path in sorted((story.root / name).rglob("*.yaml"))]
    files = {str(path.relative_to(story.root)): path.read_text() for path in paths}
    return {**files, "status": story.git("status", "--porcelain"), "head": story.git("rev-parse", "HEAD")}


def hook(story: GitStory, script: str) -> None:
    path = story.git_dir / "hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


# --- undo


def test_steps_are_taken_back_one_by_one(story: GitStory, run: Run) -> None:
    lines = [
        NOTE,
        [*NOTE[:-1], "z", "--commit"],
        WITH_PARTY,
        ["save"],
        ["update", "abc", "--note", "y"],
        ["save"],
    ]
    states = [state(story)]
    for line in lines:
        status, _, err = run(*line)
        assert (status, "commit undo" in err) == (0, True), err
        states.append(state(story))
    for expected in reversed(states[:-1]):
        assert run("undo")[0] == 0
        assert state(story) == expected
    status, out, err = run("undo")
    assert (status, out, "no edit or save left" in err) == (2, "", True)


def test_twenty_steps_can_be_taken_back(story: GitStory, run: Run) -> None:
    for number in range(22):
        assert run("update", "small", "--note", f"note {number}")[0] == 0
    statuses = [run("undo")[0] for _ in range(21)]
    assert statuses == [0] * 20 + [2]
    assert ("note 1\n" in text(story), "note 2\n" in text(story)) == (True, False)


def test_an_import_is_one_step(story: GitStory, run: Run, tmp_path: Path) -> None:
    before = state(story)
    table = tmp_path / "plan.csv"
    table.write_text("Id,Title,Kind,Lead\nb,B,agreed_action,acme\nc,C,agreed_action,acme\n")
    status, out, err = run("import", str(table), "--write")
    assert (status, "commit undo" in err) == (0, True), out
    assert state(story) != before
    assert run("undo")[0] == 0
    assert state(story) == before


def test_what_undo_would_do_is_shown(story: GitStory, run: Run) -> None:
    run(*NOTE)
    edited = state(story)
    status, out, _ = run("undo", "--dry-run")
    assert (status, "-      en: x\n" in out, state(story)) == (0, True, edited)


def test_a_file_that_was_changed_since_stays(story: GitStory, run: Run) -> None:
    run(*WITH_PARTY)
    changed = text(story, "schema/parties.yaml") + "# mine\n"
    (story.root / "schema/parties.yaml").write_text(changed)
    before = state(story)
    status, _, err = run("undo")
    assert (status, "schema/parties.yaml was changed since" in err) == (1, True), err
    assert state(story) == before


def test_a_file_that_is_a_link_now_is_not_written_through(story: GitStory, run: Run, tmp_path: Path) -> None:
    run(*NOTE)
    far = tmp_path / "far"
    (story.root / "records").rename(far)
    (story.root / "records").symlink_to(far)
    edited = (far / "small.yaml").read_text()
    assert run("undo", root=story.root)[0] == 2  # no workspace behind a link
    assert (far / "small.yaml").read_text() == edited


def test_a_save_that_left_this_clone_stays(story: GitStory, run: Run) -> None:
    run(*NOTE)
    run("save")
    story.git("update-ref", "refs/remotes/origin/main", "HEAD")
    before = state(story)
    status, _, err = run("undo")
    assert (status, "has left this clone" in err, "commit reschedule" in err) == (2, True, True), err
    assert state(story) == before


@pytest.mark.parametrize("line", [["save"], [*NOTE[:-1], "z", "--commit"]])
def test_a_save_that_is_not_the_last_commit_stays(story: GitStory, run: Run, line: list[str]) -> None:
    run(*NOTE)
    run(*line)
    (story.root / "notes.txt").write_text("two\n")
    story.git("commit", "--quiet", "--all", "-m", "Notes")
    before = state(story)
    status, _, err = run("undo")
    assert (status, "no longer the last commit" in err) == (2, True), err
    assert state(story) == before


def test_what_was_committed_with_git_stays(story: GitStory, run: Run) -> None:
    run(*NOTE)
    story.git("commit", "--quiet", "--all", "-m", "By hand")
    before = state(story)
    status, _, err = run("undo")
    assert (status, "was committed as it stands" in err) == (2, True), err
    assert state(story) == before


def test_undo_runs_nothing_of_the_repository(story: GitStory, run: Run) -> None:
    run(*NOTE)
    run("save")
    for name in ("reference-transaction", "post-index-change", "pre-commit", "post-checkout"):
        hook(story, f"touch {story.root}/ran-{name}")
        (story.git_dir / "hooks/pre-commit").rename(story.git_dir / f"hooks/{name}")
    story.config('[core]\n\tfsmonitor = touch ran-monitor\n[filter "x"]\n\tclean = touch ran-filter; cat')
    (story.root / ".gitattributes").write_text("*.yaml filter=x\n")
    assert [run("undo")[0] for _ in range(2)] == [0, 0]
    assert (text(story), [*story.root.glob("ran*")]) == (RECORD, [])


def test_the_first_commit_of_all_can_be_taken_back(
    story: GitStory, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "fresh"
    (root / "records").mkdir(parents=True)
    (root / PATH).write_text(RECORD)
    monkeypatch.chdir(root)
    os.system("git init --quiet")
    assert run("save", "--all")[0] == 0
    assert run("undo")[0] == 0
    assert not (root / ".git/refs/heads/main").exists()
    assert (root / PATH).read_text() == RECORD


# --- the journal of a stranger


def journal_folder(story: GitStory) -> Path:
    [folder] = story.git_dir.glob("commitments-*")
    return folder


def test_a_step_that_another_key_signed_is_passed_over(
    story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run(*NOTE)
    edited = state(story)
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "another"))
    assert (run("undo")[0], state(story)) == (2, edited)


@pytest.mark.parametrize("path", ["../out.yaml", "records/../../out.yaml", ".git/config", "/etc/hostname"])
def test_a_step_is_obeyed_for_no_file_that_is_not_edited(story: GitStory, run: Run, path: str) -> None:
    run(*NOTE)
    place = next(journal_folder(story).iterdir())
    _, data = place.read_bytes().split(b"\n", 1)
    step = json.loads(data)
    step["files"][0][0] = path
    journal = open_journal(Workspace(story.root, os.environ))
    assert journal is not None
    data = json.dumps(step).encode()
    for signature in (b"0" * 64, journal._signature(data)):
        place.write_bytes(signature + b"\n" + data)
        assert run("undo")[0] == 2
    assert not (story.root.parent / "out.yaml").exists()


def test_a_link_in_the_place_of_the_journal_is_not_followed(
    story: GitStory, run: Run, tmp_path: Path
) -> None:
    run(*NOTE)
    folder, far = journal_folder(story), tmp_path / "far"
    folder.rename(far)
    folder.symlink_to(far)
    kept = sorted(path.name for path in far.iterdir())
    assert (run("undo")[0], run(*NOTE)[0]) == (2, 0)
    assert sorted(path.name for path in far.iterdir()) == kept


# --- save


def test_a_save_says_what_it_holds(story: GitStory, run: Run) -> None:
    run("reschedule", "small", "2027-03", "--reason", "Later.")
    run(*WITH_PARTY)
    (story.root / "notes.txt").write_text("two\n")
    story.git("add", "notes.txt")
    status, out, err = run("save")
    assert status == 0, err
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        "records/abc.yaml",
        PATH,
        "schema/parties.yaml",
    ]
    message = story.git("log", "-1", "--format=%B").splitlines()
    assert message[0] == "3 files updated: abc, small, schema/parties.yaml"
    assert {"- abc: new record", "- schema/parties.yaml: added beta"} <= set(message)
    assert any(line.startswith("- small: due") for line in message)
    assert story.git("status", "--porcelain") == "M  notes.txt"


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_message_can_be_given(story: GitStory, run: Run, lang: str) -> None:
    run(*NOTE)
    assert run("save", "-m", "Tin mới", "--lang", lang)[0] == 0
    assert story.git("log", "-1", "--format=%B").strip() == "Tin mới"
    assert (run("save")[0], run("save", "-m", " ")[0]) == (0, 2)


def test_a_save_may_be_of_some_records(story: GitStory, run: Run) -> None:
    run(*NOTE)
    run(*WITH_PARTY)
    assert run("save", "sm*")[0] == 0
    assert story.git("show", "--format=", "--name-only", "HEAD") == PATH
    assert run("save", "unknown")[0] == 2


def test_what_others_changed_needs_a_word(story: GitStory, run: Run) -> None:
    (story.root / PATH).write_text(f"{RECORD}# by hand\n")
    run(*NOTE)
    run(*WITH_PARTY)
    before = state(story)
    status, _, err = run("save")
    assert (status, f"  {PATH}\n" in err, "  records/abc.yaml" in err, "--all" in err) == (
        1,
        True,
        False,
        True,
    )
    assert state(story) == before
    assert run("save", "--all")[0] == 0
    assert story.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        (PATH, RECORD.replace("agreed\n", "argued\n")),
        (PATH, f"<<<<<<< ours\n{RECORD}=======\n{RECORD}>>>>>>> theirs\n"),
        ("schema/parties.yaml", f"<<<<<<< ours\n{PARTIES}=======\n>>>>>>> theirs\n"),
        ("imports/plan.toml", "<<<<<<< ours\na = 1\n=======\na = 2\n>>>>>>> theirs\n"),
        ("commitments.toml", "language = 'xx'\n"),
    ],
)
def test_nothing_with_an_error_is_saved(story: GitStory, run: Run, path: str, broken: str) -> None:
    (story.root / path).parent.mkdir(exist_ok=True)
    (story.root / path).write_text(broken)
    before = state(story)
    status, _, err = run("save", "--all")
    assert (status, path in err, state(story)) == (1, True, before), err


@pytest.mark.parametrize("name", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"])
def test_nothing_is_saved_amid_a_merge(story: GitStory, run: Run, name: str) -> None:
    run(*NOTE)
    (story.git_dir / name).write_text(f"{story.head}\n")
    status, _, err = run("save")
    assert (status, "under way" in err, story.git("rev-parse", "HEAD")) == (1, True, story.head)


def test_a_hook_that_refuses_leaves_all_as_it_was(story: GitStory, run: Run) -> None:
    run(*NOTE)
    run(*WITH_PARTY)
    before = state(story)
    hook(story, "echo not on a Sunday >&2; exit 1")
    status, _, err = run("save")
    assert (status, "not on a Sunday" in err) == (2, True), err
    assert state(story) == before
    assert story.git("diff", "--cached", "--name-only", "--ita-visible-in-index") == ""


def test_a_record_that_is_gone_is_named_and_stays_in_git(story: GitStory, run: Run) -> None:
    (story.root / "records/b.yaml").write_text(RECORD.replace("small", "b"))
    (story.root / PATH).unlink()
    status, _, err = run("save", "--all")
    assert (status, f"{PATH} is no longer on disk" in err) == (0, True), err
    assert story.git("show", f"HEAD:{PATH}") == RECORD.strip()


@pytest.mark.parametrize("with_git", [False, True])
def test_a_move_is_saved_as_a_move(story: GitStory, run: Run, with_git: bool) -> None:
    (story.root / "records/2026").mkdir()
    if with_git:
        story.git("reset", "--quiet")
        story.git("mv", PATH, "records/2026/small.yaml")
    else:
        (story.root / PATH).rename(story.root / "records/2026/small.yaml")
    status, out, err = run("save", "--all")
    assert (status, "moved from" in out, story.git("status", "--porcelain")) == (0, True, ""), err
    assert run("undo")[0] == 0
    assert story.git("rev-parse", "HEAD") == story.head


def test_what_git_ignores_is_not_saved(story: GitStory, run: Run) -> None:
    (story.root / ".gitignore").write_text("imports/\nmine.yaml\n")
    (story.root / "imports").mkdir()
    (story.root / "imports/plan.toml").write_text("a = 1\n")
    (story.root / "records/mine.yaml").write_text(RECORD.replace("small", "mine"))
    status, out, err = run("save", "--all")
    assert (status, out, "ignored" in err, "nothing to save" in err) == (0, "", True, True)


@pytest.mark.parametrize(("answer", "saved"), [("1", True), ("2", False)])
def test_a_terminal_asks_about_what_others_changed(
    story: GitStory, run: Run, answer: str, saved: bool
) -> None:
    run(*WITH_PARTY)
    (story.root / PATH).write_text(f"{RECORD}# by hand\n")
    dialogue = Dialogue([sys.executable, "-m", "commitments", "save"])
    dialogue.answer(("What shall become of them", answer), ("Saved as", None))
    assert dialogue.end() == 0
    assert story.git("status", "--porcelain").strip() == ("" if saved else f"M {PATH}")


def test_what_validate_mends_is_one_step(story: GitStory, run: Run) -> None:
    crlf = RECORD.replace("\n", "\r\n")
    (story.root / PATH).write_bytes(crlf.encode())
    assert "commit undo" in run("validate", "--fix")[2]
    assert (text(story), run("undo")[0], text(story)) == (RECORD, 0, crlf)


def test_many_files_are_saved_at_once(story: GitStory, run: Run) -> None:
    for number in range(230):
        (story.root / f"records/r{number}.yaml").write_text(RECORD.replace("small", f"r{number}"))
    assert run("save", "--all")[0] == 0
    assert story.git("status", "--porcelain") == ""
    assert run("undo")[0] == 0
    assert story.git("rev-parse", "HEAD") == story.head
    assert story.git("diff", "--cached", "--name-only") == ""


# --- interrupted, killed, at one time, on a full disk


def editor(*line: str) -> Callable[[Callable[[bytes], object]], None]:
    """A command line in a process of its own, which says its exit status."""

    def work(say: Callable[[bytes], object]) -> None:
        say(bytes([main([*line, "--today", "2026-11-22", "--lang", "en"])]))

    return work


def test_two_saves_and_edits_at_once_lose_nothing(story: GitStory, run: Run) -> None:
    lines = [["update", "small", "--note", f"n{number}"] for number in range(3)]
    with ExitStack() as stack:
        running = [stack.enter_context(child(editor(*line))) for line in [*lines, ["save"], ["save"]]]
        statuses = [one.heard(FOREVER)[0] for one in running]
    assert statuses[:3] == [0, 0, 0]
    run("save")
    assert story.git("status", "--porcelain") == ""
    assert all(f"en: n{number}" in text(story) for number in range(3))


def test_two_undos_at_once_take_back_two_steps(story: GitStory, run: Run) -> None:
    for note in "abc":
        run("update", "small", "--note", note)
    with ExitStack() as stack:
        running = [stack.enter_context(child(editor("undo"))) for _ in range(2)]
        assert [one.heard(FOREVER)[0] for one in running] == [0, 0]
    assert ("en: a" in text(story), "en: b" in text(story)) == (True, False)


STEPS = ("fsync", "link", "rename", "replace", "unlink", "write")


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("killed", [False, True])
def test_an_undo_that_is_stopped_anywhere_is_finished_by_the_next(
    story: GitStory, run: Run, late: bool, killed: bool
) -> None:
    before = state(story)
    for at in range(1, 60):
        assert run(*WITH_PARTY)[0] == 0
        happens = (lambda: os.kill(os.getpid(), signal.SIGKILL)) if killed else interrupted
        calls = Calls(happens, at, late=late)

        def work(say: Callable[[bytes], object], calls: Calls = calls) -> None:
            with calls.made(*STEPS):
                main(["undo", "--today", "2026-11-22"])
            say(b"x" if not calls.reached else b"y")

        with child(work) as running:
            try:
                is_over = running.heard(FOREVER) == b"x"
            except (AssertionError, EOFError, IndexError, OSError):
                is_over = False
        if state(story) != before:
            run("undo")  # else it removes no more than what the killed one had not named yet
        assert state(story) == before
        if is_over:
            break
    assert at > 2


def test_an_edit_that_was_killed_midway_is_taken_back(story: GitStory, run: Run) -> None:
    before = state(story)
    for at in range(1, 60):
        calls = Calls(lambda: os.kill(os.getpid(), signal.SIGKILL), at)

        def work(say: Callable[[bytes], object], calls: Calls = calls) -> None:
            with calls.made(*STEPS):
                main([*WITH_PARTY, "--today", "2026-11-22"])
            say(b"x")

        with child(work) as running:
            try:
                is_over = running.heard(FOREVER) == b"x"
            except (AssertionError, EOFError, IndexError, OSError):
                is_over = False
        if state(story) != before:
            run("undo")  # else it removes no more than what the killed one had not named yet
        assert state(story) == before
        if is_over:
            break
    assert at > 2


def test_a_full_disk_loses_nothing(story: GitStory, run: Run) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    run(*WITH_PARTY)
    edited = state(story)
    for at in range(1, 40):
        calls = Calls(full, at, lasting=True)
        with calls.made("write", "fsync"):
            status = run("undo")[0]
        if status == 0:
            break
        assert (status, state(story)) == (2, edited)
    assert run(*WITH_PARTY)[0] in (0, 2)


def test_a_save_that_is_killed_anywhere_loses_nothing(story: GitStory, run: Run) -> None:
    for at in range(1, 60):
        assert run("update", "small", "--note", f"n{at}")[0] == 0
        edited = text(story)
        calls = Calls(lambda: os.kill(os.getpid(), signal.SIGKILL), at)

        def work(say: Callable[[bytes], object], calls: Calls = calls) -> None:
            with calls.made(*STEPS):
                main(["save", "--today", "2026-11-22"])
            say(b"x")

        with child(work) as running:
            try:
                is_over = running.heard(FOREVER) == b"x"
            except (AssertionError, EOFError, IndexError, OSError):
                is_over = False
        assert text(story) == edited
        assert run("save")[0] == 0
        assert (text(story), story.git("status", "--porcelain")) == (edited, "")
        if is_over:
            break
    assert at > 2


def test_a_save_on_a_full_disk_loses_nothing(story: GitStory, run: Run) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    for at in range(1, 40):
        assert run("update", "small", "--note", f"n{at}")[0] == 0
        edited = text(story)
        calls = Calls(full, at, lasting=True)
        with calls.made("write", "fsync"):
            status, _, err = run("save")
        assert (status in (0, 2), text(story)) == (True, edited), err
        assert run("save")[0] == 0
        assert story.git("status", "--porcelain") == ""
        if not calls.reached:
            break


def test_a_file_that_changes_between_look_and_save_is_not_saved(
    story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*NOTE)
    head = story.head
    asked = save._present_text

    def changed(root: Path, path: str) -> bytes:
        present = asked(root, path)
        if path == PATH:
            (story.root / PATH).write_bytes(present + b"# by hand\n")
        return present

    with monkeypatch.context() as patch:
        patch.setattr(save, "_present_text", changed)
        status, _, err = run("save")
    assert (status, "is being changed by another program" in err) == (2, True), err
    assert (story.git("rev-parse", "HEAD"), "# by hand" in text(story)) == (head, True)


# --- what status says


def test_a_terminal_is_told_how_many_records_are_not_saved(
    story: GitStory, run: Run, on_a_screen: Run
) -> None:
    assert "not saved" not in on_a_screen("status")[2]
    run(*NOTE)
    run(*WITH_PARTY)
    assert "2 records are not saved in git; `commit save` saves them." in on_a_screen("status")[2]
    assert "not saved" not in run("status")[2]
    run("save")
    assert "not saved" not in on_a_screen("status")[2]


def test_a_commit_of_a_record_that_never_was_committed_says_so_before(story: GitStory, run: Run) -> None:
    (story.root / "records/b.yaml").write_text(RECORD.replace("small", "b"))
    status, _, err = run("update", "b", "--note", "x", "--commit")
    assert (status, err.splitlines()[0].startswith("records/b.yaml was never committed")) == (0, True), err
    assert "never committed" not in run(*WITH_PARTY, "--commit")[2]
