"""`commit events`, `events add` and `events set`, as people run them: shown, written, refused, committed."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from bounds import HANGS
from dialogues import Dialogue
from gitstory import GitStory
from ways_back import undo_command

from commitments.writing import store
from commitments.writing.lock import edit_lock

LAW = """\
# the law
id: law
title: {en: A law on data, vi: Luật Dữ liệu}
kind: agreed_action
status: agreed
parties:
  - {party: acme, role: lead}
due_event: {event: na-15-10, when: after, within: P60D}   # it hangs
milestones:
  - id: draft
    title: {en: Draft}
    due_event: {event: na-15-10, when: before}
  - id: notes
    title: {en: Notes}
    due: 2026-01
    due_event: {event: na-15-10}
    status: met
    met_on: 2026-01
    evidence: [{title: Notes}]
source: {document: report.txt}
"""
PLAN = """\
id: plan
title: {en: A plan}
kind: agreed_action
status: in_progress
parties:
  - {party: acme, role: lead}
due: 2026-10
due_event: {event: na-15-10}
source: {document: report.txt}
"""
DONE = """\
id: done
title: {en: Done}
kind: agreed_action
status: fulfilled
parties:
  - {party: acme, role: lead}
due: 2026-09
due_event: {event: na-15-10}
met_on: 2026-09-01
evidence: [{date: 2026-09-01, title: Report}]
source: {document: report.txt}
"""
EVENTS = """\
# the sessions
- id: na-15-10
  name: {en: Tenth session, vi: Kỳ họp thứ 10}   # of the 15th
- {id: g20, name: {en: G20 summit}, date: 2026-11}
"""
PARTIES = "- {id: acme, name: {en: Acme}, kind: company, country: GB}\n"
FILES = {
    "records/done.yaml": DONE,
    "records/law.yaml": LAW,
    "records/plan.yaml": PLAN,
    "schema/events.yaml": EVENTS,
    "schema/parties.yaml": PARTIES,
}
SET = ["events", "set", "na-15-10", "2026-11-20/2026-12-11", "--reason", "The programme is out."]
CHANGED = ["schema/events.yaml", "records/law.yaml", "records/plan.yaml"]
Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("no_git_settings")


@pytest.fixture
def run(run: Run) -> Run:
    """`run(root, *arguments)`: the command line on a workspace."""
    return lambda root, *arguments, **more: run(*arguments, root=root, **more)


@pytest.fixture
def root(make_workspace: Callable[..., Path]) -> Path:
    """A workspace in no repository."""
    return make_workspace(FILES)


@pytest.fixture
def story(git_story: Callable[..., GitStory], monkeypatch: pytest.MonkeyPatch) -> GitStory:
    """The same in a repository, with somebody to commit."""
    told = git_story()
    told.commit(FILES)
    told.git("read-tree", "HEAD")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "An")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "an@example.org")
    return told


def texts(root: Path) -> dict[str, str]:
    """The files as they stand."""
    return {name: (root / name).read_text("utf-8") for name in FILES}


def lines(text: str) -> list[str]:
    return text.splitlines()


TABLE_EN = """\
DATE      EVENT          ID        WAITING FOR IT
Nov 2026  G20 summit     g20
–         Tenth session  na-15-10  law, plan
"""
TABLE_VI = """\
NGÀY          SỰ KIỆN        MÃ        HỒ SƠ ĐANG CHỜ
tháng 11/2026  G20 summit     g20
–              Kỳ họp thứ 10  na-15-10  law, plan
"""


def test_the_events_and_who_waits_for_them(root: Path, run: Run) -> None:
    status, out, err = run(root, "events")
    assert (status, err) == (0, "")
    assert [line.rstrip() for line in lines(out)] == lines(TABLE_EN)
    status, out, _ = run(root, "events", "--lang", "vi")
    assert [line.split() for line in lines(out)] == [line.split() for line in lines(TABLE_VI)]


def test_the_events_in_every_format(root: Path, run: Run) -> None:
    answer = json.loads(run(root, "events", "--format", "json")[1])
    first = {
        "id": "g20",
        "name": {"en": "G20 summit", "vi": None},
        "date": "2026-11",
        "cancelled": False,
        "records": [],
    }
    second = {
        "id": "na-15-10",
        "name": {"en": "Tenth session", "vi": "Kỳ họp thứ 10"},
        "date": None,
        "cancelled": False,
        "records": ["law", "plan"],
    }
    assert (answer["command"], answer["events"]) == ("events", [first, second])
    assert [json.loads(line) for line in lines(run(root, "events", "-f", "jsonl")[1])] == [first, second]
    assert lines(run(root, "events", "-f", "csv")[1]) == [
        "id,name.en,name.vi,date,cancelled,records",
        "g20,G20 summit,,2026-11,false,",
        "na-15-10,Tenth session,Kỳ họp thứ 10,,false,law; plan",
    ]
    assert lines(run(root, "events", "-f", "md")[1])[2:] == [
        "| Nov 2026 | G20 summit | g20 |  |",
        "|  | Tenth session | na-15-10 | law; plan |",
    ]


def test_no_events(make_workspace: Callable[..., Path], run: Run) -> None:
    root = make_workspace({"plan.yaml": PLAN.replace("due_event: {event: na-15-10}\n", "")})
    assert run(root, "events") == (0, "There is no event yet; `commit events add` adds one.\n", "")
    (root / "schema/events.yaml").write_text("- {id: [\n")
    status, out, err = run(root, "events")
    assert (status, out) == (2, "")
    assert "schema/events.yaml cannot be read" in err


def test_an_event_is_added(root: Path, run: Run) -> None:
    before = texts(root)
    status, out, _ = run(
        root, "events", "add", "visit", "--name", "A visit", "--name-vi", "Chuyến thăm", "--date", "3/2027"
    )
    assert status == 0
    added = "- {id: visit, name: {en: A visit, vi: Chuyến thăm}, date: 2027-03}"
    assert f"+{added}" in lines(out)
    assert texts(root)["schema/events.yaml"] == f"{EVENTS}{added}\n"
    assert {**texts(root), "schema/events.yaml": EVENTS} == before
    assert run(root, "validate")[0] == 0
    assert run(root, "events", "add", "visit", "--name", "Again")[0] == 2


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n", "[]\n", "# nothing\n[] # yet\n", "[]"])
def test_the_first_event_is_added(make_workspace: Callable[..., Path], run: Run, text: str | None) -> None:
    root = make_workspace({"a.yaml": DONE.replace("due_event: {event: na-15-10}\n", "").replace("done", "a")})
    if text is not None:
        (root / "schema/events.yaml").write_text(text)
    assert run(root, "events", "add", "visit", "--name", "A visit")[0] == 0
    written = (root / "schema/events.yaml").read_text()
    assert written.endswith("- id: visit\n  name:\n    en: A visit\n")
    assert all(comment in written for comment in ("# nothing", "# yet") if text and comment in text)
    assert run(root, "validate")[0] == 0


def test_a_faulty_event_is_not_added(root: Path, run: Run) -> None:
    before = texts(root)
    for id, *more in (["Visit"], ["visit", "--source-url", "ftp://example.org"]):
        status, _, err = run(root, "events", "add", id, "--name", "A visit", *more)
        assert status == 1
        assert "[wrong-form]" in err
    assert run(root, "events", "add", "visit")[0] == 2
    assert texts(root) == before


def test_setting_an_event_moves_what_hangs_on_it(root: Path, run: Run) -> None:
    before = texts(root)
    status, out, err = run(root, *SET)
    assert status == 0
    after = texts(root)
    assert [name for name in FILES if after[name] != before[name]] == sorted(CHANGED)[:2] + CHANGED[:1]
    assert "Closed, so not changed: done, law (notes)" in err
    assert [line for line in lines(out) if line.startswith("+++")] == [f"+++ b/{name}" for name in CHANGED]
    assert "  date: 2026-11-20/2026-12-11\n" in after["schema/events.yaml"]
    kept = [line for name in CHANGED for line in lines(before[name]) if line not in lines(after[name])]
    assert kept == ["due: 2026-10"]
    assert after["records/law.yaml"].count("    event: na-15-10\n") == 2
    assert (
        "due: 2027-02-09\ndue_event: {event: na-15-10, when: after, within: P60D}   # it hangs\n"
        in (after["records/law.yaml"])
    )
    assert "    due: 2026-11-19\n" in after["records/law.yaml"]
    assert (
        "  - date: 2026-11-22\n    from: 2026-10\n    to: 2026-11-20/2026-12-11\n"
        in (after["records/plan.yaml"])
    )
    assert run(root, "validate", "--strict")[0] == 0


def test_a_second_time_there_is_nothing_to_write(root: Path, run: Run) -> None:
    run(root, *SET)
    before = texts(root)
    status, out, err = run(root, *SET)
    assert (status, out, texts(root)) == (0, "", before)
    assert lines(err)[0] == "Nothing changes: the files already say this."


def test_what_was_not_moved_before_follows_later(root: Path, run: Run) -> None:
    run(root, *SET)
    (root / "records/plan.yaml").write_text(PLAN)
    assert run(root, "validate", "--strict")[0] == 1
    status, out, _ = run(root, *SET)
    assert (status, [line for line in lines(out) if line[:3] == "+++"]) == (0, ["+++ b/records/plan.yaml"])


def test_a_dry_run_writes_nothing(root: Path, run: Run) -> None:
    before = texts(root)
    status, out, err = run(root, *SET, "--dry-run")
    assert (status, texts(root)) == (0, before)
    assert "+due: 2027-02-09" in lines(out)
    assert "Not written: --dry-run only shows what would change." in err


def test_the_move_is_no_late_one(root: Path, run: Run) -> None:
    status, _, err = run(root, *SET, today="2027-06-01")
    assert (status, "due-moved-late" in err) == (0, False)
    assert "due: 2026-11-20/2026-12-11\n" in texts(root)["records/plan.yaml"]


def test_a_date_without_the_end_that_is_needed(root: Path, run: Run) -> None:
    before = texts(root)
    status, _, err = run(root, "events", "set", "na-15-10", "2026-11/..", "--reason", "x")
    assert (status, texts(root)) == (2, before)
    assert "No deadline follows from 2026-11/.. for: law, plan" in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_such_a_date_is_refused_at_its_prompt(root: Path) -> None:
    on = Dialogue([sys.executable, "-m", "commitments", "--root", str(root), "events", "set"], 200)
    on.answer(
        ("any words: ", "tenth"),
        ("When it takes place: ", "2026-11/.."),
        ("No deadline follows from 2026-11/.. for: law, plan", None),
        ("When it takes place: ", "<"),
        ("any words: ", "1"),
        ("When it takes place: ", "20/11/2026"),
        ("Why: ", "The programme is out."),
    )
    assert on.end() == 0, on.shown
    assert "date: 2026-11-20" in texts(root)["schema/events.yaml"]


def test_cancelling(root: Path, run: Run) -> None:
    run(root, *SET)
    before = texts(root)
    status, _, err = run(
        root,
        "events",
        "set",
        "na-15-10",
        "--cancel",
        "--reason",
        "Hoãn.",
        "--date",
        "20/11/2026",
        "--lang",
        "vi",
    )
    after = texts(root)
    assert (status, {**after, "schema/events.yaml": ""}) == (0, {**before, "schema/events.yaml": ""})
    assert "  cancelled:\n    date: 2026-11-20\n    reason:\n      vi: Hoãn.\n" in after["schema/events.yaml"]
    assert "law, law (draft), plan" in err
    status, out, _ = run(root, "validate")
    assert (status, out.count("[event-cancelled]")) == (0, 3)
    assert "Tenth session (cancelled)" in run(root, "events")[1]
    assert run(root, "events", "set", "na-15-10", "2027", "--reason", "x")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2026"], "Add --reason TEXT."),
        (["--reason", "x"], "This needs a date or --cancel\n"),
        (["2026", "--cancel", "--reason", "x"], "This needs a date or --cancel, and not both"),
        (["soon", "--reason", "x"], "soon"),
    ],
)
def test_what_is_missing_or_too_much(root: Path, run: Run, arguments: list[str], said: str) -> None:
    before = texts(root)
    status, _, err = run(root, "events", "set", "na-15-10", *arguments)
    assert (status, texts(root)) == (2, before)
    assert said in err


def test_an_unknown_event(root: Path, run: Run) -> None:
    status, _, err = run(root, "events", "set", "na-15-1", "2026", "--reason", "x")
    assert (status, lines(err)) == (2, ["commit: There is no event na-15-1", "  Nearest: na-15-10"])


CONFLICT = "<<<<<<< HEAD\nid: plan\n=======\nid: plan\n>>>>>>> b\ndue_event: {event: na-15-10}\n"
UNREADABLE = {
    "an unfinished merge": ("records/plan.yaml", CONFLICT, "A merge is not finished in records/plan.yaml"),
    "no YAML": ("records/plan.yaml", f"{PLAN}tags: [\n", "records/plan.yaml cannot be read"),
    "no status": (
        "records/plan.yaml",
        PLAN.replace("in_progress", "somehow"),
        "records/plan.yaml cannot be read",
    ),
    "a length that is none": (
        "records/plan.yaml",
        PLAN.replace("na-15-10}", "na-15-10, within: long}"),
        "records/plan.yaml cannot be read",
    ),
    "the events": ("schema/events.yaml", f"{EVENTS}- [\n", "schema/events.yaml cannot be read"),
    "an unfinished merge of the events": (
        "schema/events.yaml",
        f"<<<<<<< HEAD\n{EVENTS}=======\n>>>>>>> b\n",
        "A merge is not finished in schema/events.yaml",
    ),
    "events of another kind": ("schema/events.yaml", "na-15-10: 2026\n", "schema/events.yaml cannot be read"),
}


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["plain", "forced"])
@pytest.mark.parametrize("name", UNREADABLE)
def test_where_one_file_cannot_be_read_nothing_is_written(
    root: Path, run: Run, name: str, force: list[str]
) -> None:
    path, text, said = UNREADABLE[name]
    (root / path).write_text(text)
    before = texts(root)
    status, _, err = run(root, *SET, *force)
    assert (status, texts(root)) == (2, before)
    assert said in err


def test_an_unreadable_record_that_names_no_event_is_in_nobodys_way(root: Path, run: Run) -> None:
    (root / "records/other.yaml").write_text("id: other\ntitle: [\n")
    assert run(root, *SET)[0] == 0


def test_a_rule_that_one_record_would_break_keeps_all_as_they_are(root: Path, run: Run) -> None:
    (root / "records/plan.yaml").write_text(PLAN + "made_on: 2027-06\n")
    before = texts(root)
    status, _, err = run(root, *SET)
    assert (status, texts(root)) == (1, before)
    assert "[date-order]" in err
    assert run(root, *SET, "--force")[0] == 0


@pytest.mark.parametrize("refused", CHANGED)
def test_where_one_file_cannot_be_written_none_is(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    before = texts(root)
    replace = store.os.replace

    def fail(source: str, target: Path) -> None:
        if Path(target) == root / refused and "date: 2026-11" in Path(source).read_text():
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(store.os, "replace", fail)
    status, _, err = run(root, *SET)
    assert (status, texts(root)) == (2, before)
    assert "No space left on device" in err
    monkeypatch.undo()
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(root.parent / "cache"))
    assert run(root, *SET)[0] == 0


def test_where_nothing_can_be_put_back_the_files_are_named(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, done = store.os.replace, []

    def fail(source: str, target: Path) -> None:
        if done:
            raise OSError(28, "No space left on device")
        done.append(replace(source, target))

    monkeypatch.setattr(store.os, "replace", fail)
    status, _, err = run(root, *SET)
    assert status == 2
    assert "these files hold their new text still: schema/events.yaml" in err
    monkeypatch.undo()
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(root.parent / "cache"))
    assert run(root, *SET)[0] == 0
    assert run(root, "validate", "--strict")[0] == 0


@pytest.mark.parametrize("text", [None, EVENTS])
def test_what_no_field_may_hold_is_refused(
    make_workspace: Callable[..., Path], run: Run, text: str | None
) -> None:
    root = make_workspace({"plan.yaml": PLAN, "schema/events.yaml": text})
    for arguments in (["a", "--name", "x\x1b[31m"], ["a", "--name", "\udc80"], ["\udc80", "--name", "A"]):
        status, _, err = run(root, "events", "add", *arguments)
        assert (status, "which no field may hold" in err) == (2, True)
    assert run(root, "events", "set", "\udc80", "2026", "--reason", "x")[0] == 2


def test_an_interrupt_halfway_leaves_all_as_they_were(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(root)
    replace = store.os.replace

    def interrupt(source: str, target: Path) -> None:
        replace(source, target)
        if Path(target).name == "law.yaml" and "event: na-15-10\n" in Path(target).read_text():
            raise KeyboardInterrupt

    monkeypatch.setattr(store.os, "replace", interrupt)
    status, _, err = run(root, *SET)
    assert (status, texts(root)) == (130, before)
    assert "Nothing was written." in err


def test_another_editor_is_waited_for(root: Path, run: Run) -> None:
    """The plan is made of the files as the other editor left them."""
    ready, done = threading.Event(), threading.Event()

    def edit() -> None:
        with edit_lock(root):
            ready.set()
            done.wait(HANGS)
            (root / "records/plan.yaml").write_text(PLAN.replace("due: 2026-10", "due: 2026-09"))

    editor = threading.Thread(target=edit)
    editor.start()
    ready.wait(HANGS)
    threading.Timer(0.1, done.set).start()
    status, _, _ = run(root, *SET)
    editor.join(HANGS)
    assert status == 0
    assert "    from: 2026-09\n" in texts(root)["records/plan.yaml"]


def test_all_files_go_into_one_commit(story: GitStory, run: Run) -> None:
    root = story.root
    (root / "notes.txt").write_text("not to be committed\n")
    status, _, err = run(root, *SET, "--commit")
    assert status == 0
    head = story.git("log", "-1", "--format=%B", "--name-only").strip().split("\n")
    assert head[0] == "na-15-10: set to 20 Nov 2026 to 11 Dec 2026"
    assert sorted(head[-3:]) == sorted(CHANGED)
    assert any(line.startswith("- plan: due moved") for line in head)
    assert story.git("status", "--porcelain").split() == ["??", "notes.txt"]
    assert "Written and committed as" in err
    assert undo_command(err).startswith("commit undo")
    status, out, _ = run(root, "review", "HEAD~1...HEAD")
    assert (status, "rules-changed-too" in out) == (0, False)


def test_a_new_file_of_events_is_committed(story: GitStory, run: Run) -> None:
    root = story.root
    (root / "schema/events.yaml").unlink()
    for name in ("law", "plan", "done"):
        (root / f"records/{name}.yaml").unlink()
    (root / "records/a.yaml").write_text(
        DONE.replace("due_event: {event: na-15-10}\n", "").replace("done", "a")
    )
    story.git("add", "--all")
    story.git("commit", "--quiet", "-m", "Without events")
    assert run(root, "events", "add", "visit", "--name", "A visit", "--commit")[0] == 0
    assert story.git("log", "-1", "--format=%s", "--name-only").split() == [
        *("visit:", "new", "event"),
        "schema/events.yaml",
    ]


def test_a_hook_that_refuses_leaves_the_files_written(story: GitStory, run: Run) -> None:
    hook = story.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    hook.chmod(0o755)
    head = story.git("rev-parse", "HEAD")
    status, _, err = run(story.root, *SET, "--commit")
    assert (status, story.git("rev-parse", "HEAD")) == (2, head)
    assert "Written: " in err
    assert "due: 2027-02-09\n" in texts(story.root)["records/law.yaml"]


def test_the_state_of_a_past_day_has_its_own_events(story: GitStory, run: Run) -> None:
    assert run(story.root, *SET, "--commit")[0] == 0
    shown = run(story.root, "show", "plan")[1]
    assert "Tenth session (20 Nov 2026 to 11 Dec 2026)" in " ".join(shown.split())
    past = run(story.root, "show", "plan", "--as-of", "HEAD~1")[1]
    assert "Event of the date  Tenth session\n" in past


def test_slips_count_the_moves_of_an_event_apart(story: GitStory, run: Run) -> None:
    assert run(story.root, *SET, "--commit")[0] == 0
    answer = json.loads(run(story.root, "slips", "--all", "--format", "json")[1])
    plan = next(row for row in answer["slips"] if row["id"] == "plan")
    law = next(row for row in answer["slips"] if row["id"] == "law")
    assert (plan["moves"], plan["moves_by_event"], plan["days"], plan["differs"]) == (1, 1, 41, False)
    assert (law["moves"], law["first_settings"], law["differs"]) == (0, 1, False)
    assert (answer["summary"]["moves"], answer["summary"]["moves_by_event"]) == (0, 1)
    assert [lead["moves"] for lead in answer["summary"]["by_lead"]] == [0]


def test_a_deadline_moved_elsewhere_under_its_events_name_is_a_slip_that_came_late(
    story: GitStory, run: Run
) -> None:
    entry = "{date: 2026-11-20, from: 2026-10, to: 2027-06, event: na-15-10, reason: {en: Put off.}}"
    moved = f"due: 2027-06\ndue_changes:\n  - {entry}\n"
    plan = texts(story.root)["records/plan.yaml"].replace("due: 2026-10\n", moved)
    story.commit({"records/plan.yaml": plan}, when="2026-11-20T09:00:00+07:00")
    summary = json.loads(run(story.root, "slips", "--format", "json")[1])["summary"]
    assert (summary["moves"], summary["moves_by_event"], summary["moves_late"]) == (1, 0, 1)
    found = json.loads(run(story.root, "audit", "--format", "json")[1])["findings"]
    assert [row["rule"] for row in found if row["id"] == "plan"] == ["due-moved-late"]
