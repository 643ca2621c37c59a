"""Is a list of records that was kept ever told after something it rests on has changed?"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

from commitments.workspace import opened

Run = Callable[..., Any]
Record = Callable[..., str]
Patch = pytest.MonkeyPatch
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links of POSIX")
pytestmark = pytest.mark.usefixtures("no_git_settings")

OLD = 1_700_000_000
SETTINGS = {"timezone": "Asia/Ho_Chi_Minh", "due_soon_days": 14}


@pytest.fixture
def root(make_workspace: Callable[..., Path], record: Record) -> Path:
    both = {"en": "Late", "vi": "Quá hạn"}
    updates = [{"date": "2026-11-20", "by": "acme", "note": {"en": "Begun."}}]
    files = {
        "late.yaml": record(id="late", due="2026-06", title=both, tags=["ai"], updates=updates),
        "soon.yaml": record(id="soon", due="2026-12-01", part_of="late", updates=updates),
        "far/later.yaml": record(id="later", due="2027", kind="public_pledge", updates=updates),
    }
    made = make_workspace({f"records/{name}": text for name, text in files.items()}, **SETTINGS)
    settle(made)
    return made


def settle(root: Path) -> None:
    """Make every record look as if it had not been touched of late."""
    for path in (root / "records").rglob("*"):
        if not path.is_symlink():
            os.utime(path, (OLD, OLD))


QUESTIONS = [
    *(["status"], ["status", "--all"], ["status", "--by", "party"], ["status", "-f", "json"]),
    *(["overdue"], ["overdue", "--within", "60d"], ["overdue", "-f", "csv"], ["overdue", "nothing-*"]),
    *(["status", "--text", "late"], ["status", "--lead", "acme"], ["status", "--color", "always"]),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_the_same_question_is_answered_without_a_look_at_records(
    question: list[str], root: Path, run: Run, answers: list[str | None], monkeypatch: Patch
) -> None:
    first = run(*question, root=root)
    assert (first.status, first.err) == (0, "")
    with monkeypatch.context() as patch:
        patch.setattr(opened, "survey", lambda *_: pytest.fail("the records were loaded"))
        assert run(*question, root=root) == first
    assert answers == [None, first.out]
    assert run(*question, "--no-cache", root=root) == first


def test_the_last_answer_of_each_command_is_kept(root: Path, run: Run, answers: list[str | None]) -> None:
    for _ in range(2):
        run("status", root=root)
        run("overdue", root=root)
    assert [each is None for each in answers] == [True, True, False, False]


def test_records_are_listed_once(root: Path, run: Run, monkeypatch: Patch) -> None:
    seen: list[Path] = []
    listing = opened.folder.listing
    monkeypatch.setattr(opened.folder, "listing", lambda of: seen.append(of) or listing(of))
    for _ in range(2):
        run("status", root=root)
    assert seen == [root, root]


def edit_in_place(root: Path) -> None:
    """Of the same size and time: only the system's own clock knows."""
    path = root / "records/late.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-06", "2026-05"), encoding="utf-8")
    settle(root)


def add(root: Path, name: str, text: str) -> None:
    (root / "records" / name).write_text(text, encoding="utf-8")
    settle(root)


def rename(root: Path) -> None:
    (root / "records/late.yaml").rename(root / "records/far/late.yaml")


def other_workspace_of_its_name(root: Path, record: Record) -> None:
    root.rename(root.with_name("moved"))
    (root / "records").mkdir(parents=True)
    for name in ("late", "soon"):
        add(root, f"{name}.yaml", record(id=name, due="2026-10"))


def link(root: Path) -> None:
    (root / "records/x.yaml").symlink_to(root / "records/late.yaml")


def folder_becomes_a_link(root: Path) -> None:
    (root / "records/far").rename(root / "elsewhere")
    (root / "records/far").symlink_to(root / "elsewhere")


def parties_become_a_link(root: Path) -> None:
    (root / "schema/parties.yaml").rename(root / "parties.yaml")
    (root / "schema/parties.yaml").symlink_to(root / "parties.yaml")


def set_to(text: str) -> Callable[[Path, Record, Patch], None]:
    return lambda root, record, patch: (root / "commitments.toml").write_text(text, encoding="utf-8") and None


def parties(text: str) -> Callable[[Path, Record, Patch], None]:
    return lambda root, record, patch: (root / "schema/parties.yaml").write_text(text) and None


def set_in(name: str, value: str) -> Callable[[Path, Record, Patch], None]:
    def act(root: Path, record: Record, patch: Patch) -> None:
        patch.delenv("LC_ALL", raising=False)
        patch.setenv(name, value)

    return act


Act = Callable[[Path, Record, Patch], None]
OF_FILES: dict[str, Act] = {
    "edited": lambda root, record, patch: edit_in_place(root),
    "added": lambda root, record, patch: add(root, "b.yaml", record(id="b", due="2026-01")),
    "removed": lambda root, record, patch: (root / "records/soon.yaml").unlink(missing_ok=True),
    "renamed": lambda root, record, patch: rename(root),
    "faulty": lambda root, record, patch: add(root, "f.yaml", record(id="f", part_of="f", status="fulfiled")),
    "doubtful": lambda root, record, patch: add(root, "d.yaml", record(id="d", x_own=1, due="2026-02")),
    "broken": lambda root, record, patch: add(root, "c.yaml", "id: [\n"),
    "another workspace": lambda root, record, patch: other_workspace_of_its_name(root, record),
    "other settings": set_to('timezone = "Asia/Ho_Chi_Minh"\ndue_soon_days = 2\n'),
    "another language": set_to('language = "vi"\n'),
    "broken settings": set_to("due_soon_days = -1\n"),
    "other parties": parties("- {id: acme, name: {en: Beta}, kind: company, country: GB}\n"),
    "no parties": lambda root, record, patch: (root / "schema/parties.yaml").unlink(missing_ok=True),
    "broken parties": parties("[\n"),
}
OF_POSIX: dict[str, Act] = {
    "link": lambda root, record, patch: link(root),
    "folder that is a link": lambda root, record, patch: folder_becomes_a_link(root),
    "unsafe name": lambda root, record, patch: add(root, "a\x1b.yaml", record(id="a")),
    "parties that are a link": lambda root, record, patch: parties_become_a_link(root),
}
OF_THE_READER: dict[str, Act] = {
    "COMMIT_LANG": set_in("COMMIT_LANG", "vi"),
    "LANG": set_in("LANG", "vi_VN.UTF-8"),
    "LC_ALL": set_in("LC_ALL", "vi"),
    "TZ": set_in("TZ", "Pacific/Kiritimati"),
    "NO_COLOR": set_in("NO_COLOR", "1"),
    "COLUMNS": set_in("COLUMNS", "40"),
    "version": lambda root, record, patch: patch.setattr(opened, "__version__", "9.9.9"),
    "folder": lambda root, record, patch: patch.chdir(root.parent),
    "nothing": lambda root, record, patch: None,
}
SAME = {
    "TZ",
    "NO_COLOR",
    "COLUMNS",
    "folder",
    "version",
    "nothing",
    "renamed",
    "no parties",
    "broken parties",
}
"""What alters nothing that `status` tells here."""


@pytest.mark.parametrize("command", [["status"], ["status", "-f", "json"], ["overdue", "--within", "30d"]])
@pytest.mark.parametrize("name", [*OF_FILES, *OF_POSIX, *OF_THE_READER])
def test_nothing_old_is_told_after_a_change(
    name: str, command: list[str], root: Path, run: Run, record: Record, monkeypatch: Patch
) -> None:
    if name in OF_POSIX and sys.platform == "win32":
        pytest.skip("needs links of POSIX")
    first = run(*command, root=root)
    assert run(*command, root=root) == first
    {**OF_FILES, **OF_POSIX, **OF_THE_READER}[name](root, record, monkeypatch)
    after = run(*command, root=root)
    assert after == run(*command, "--no-cache", root=root)
    assert run(*command, root=root) == after
    if command == ["status"] and name not in SAME:
        assert after != first


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_in_whatever_order(
    seed: int, root: Path, run: Run, record: Record, monkeypatch: Patch
) -> None:
    dice = random.Random(seed)
    acts = [act for name, act in OF_FILES.items() if name not in ("renamed", "edited", "another workspace")]
    for step in range(25):
        if dice.random() < 0.6:
            dice.choice(acts)(root, record, monkeypatch)
        if dice.random() < 0.3:
            (root / "records/c.yaml").unlink(missing_ok=True)
            (root / "records/f.yaml").unlink(missing_ok=True)
            set_to("")(root, record, monkeypatch)
        question = dice.choice(QUESTIONS)
        assert run(*question, root=root) == run(*question, "--no-cache", root=root), (seed, step)


@pytest.mark.parametrize("command", ["status", "overdue"])
@pytest.mark.parametrize(
    "words",
    [
        *(["late"], ["--status", "agreed"], ["--kind", "public_pledge"], ["--party", "acme"]),
        ["--tag", "ai"],
        *(["--lead", "acme"], ["--part-of", "late"], ["--due-before", "2026-07-01"], ["--text", "late"]),
        *(["--format", "json"], ["--format", "table"], ["--color", "always"], ["--lang", "vi"]),
        *(["--text", "late", "--tag", "ai"], ["--tag", "late", "--text", "ai"]),
    ],
    ids=" ".join,
)
def test_another_question_is_answered_anew(
    words: list[str], command: str, root: Path, run: Run, answers: list[str | None]
) -> None:
    run(command, root=root)
    found = run(command, *words, root=root)
    assert answers == [None, None]
    assert found == run(command, *words, "--no-cache", root=root)


def test_options_of_one_command_are_other_questions(root: Path, run: Run, answers: list[str | None]) -> None:
    for words in (["status"], ["status", "--all"], ["status", "--by", "kind"], ["status", "--by", "tag"]):
        run(*words, root=root)
    for words in (["overdue"], ["overdue", "--within", "30d"], ["overdue", "--within", "1m"]):
        run(*words, root=root)
    run("status", root=root, today="2026-11-23")
    assert set(answers) == {None}


def test_another_workspace_or_way_to_it_is_another_question(
    root: Path, run: Run, make_workspace: Callable[..., Path], record: Record, monkeypatch: Patch
) -> None:
    other = make_workspace({"other.yaml": record(id="other", due="2026-03")})
    settle(other)
    for _ in range(2):
        for place in (root, other):
            assert run("status", root=place) == run("status", "--no-cache", root=place)
            monkeypatch.setenv("COMMIT_ROOT", str(place))
            assert run("status") == run("status", "--no-cache")
            monkeypatch.chdir(place / "schema")
            monkeypatch.delenv("COMMIT_ROOT")
            assert run("status") == run("status", "--no-cache")
            monkeypatch.chdir(root.parent)


def test_another_version_answers_anew(
    root: Path, run: Run, answers: list[str | None], monkeypatch: Patch
) -> None:
    run("status", root=root)
    monkeypatch.setattr(opened, "__version__", "9.9.9")
    run("status", root=root)
    assert answers == [None, None]


def test_the_next_day_is_another_question(root: Path, run: Run, monkeypatch: Patch) -> None:
    """By the clock, and in the time zone of the settings."""

    class Clock(datetime):
        hour_of_utc = 16

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return datetime.fromisoformat(f"2026-06-30T{cls.hour_of_utc}:59:00+00:00").astimezone(tz)

    monkeypatch.setattr("commitments.cli.session.datetime", Clock)
    before = run("status", root=root, today=None)
    assert run("status", root=root, today=None) == before
    Clock.hour_of_utc = 17
    after = run("status", root=root, today=None)
    assert after == run("status", "--no-cache", root=root, today=None)
    assert after != before


NOT_KEPT = [["--no-cache"], ["--output", "x.json"], ["--as-of", "2026-11-20"]]


@pytest.mark.parametrize("command", ["status", "overdue"])
@pytest.mark.parametrize("words", NOT_KEPT, ids=" ".join)
def test_what_is_not_kept(
    words: list[str], command: str, git_story: Callable[..., GitStory], record: Record, run: Run, answers: Any
) -> None:
    story = git_story()
    story.commit({"records/small.yaml": record(due="2026-01", made_on="2026-11-20")})
    settle(story.root)
    for _ in range(2):
        assert run(command, *words, root=story.root).status == 0
    assert answers == []


def test_a_screen_is_told_anew(root: Path, on_a_screen: Run, run: Run, answers: list[str | None]) -> None:
    run("status", root=root)
    assert on_a_screen("status", root=root, columns=60) != on_a_screen("status", root=root, columns=120)
    assert answers == [None]


def test_what_was_just_written_is_looked_at_again(root: Path, run: Run, answers: list[str | None]) -> None:
    (root / "records/late.yaml").touch()
    for _ in range(2):
        run("status", root=root)
    assert answers == []


@pytest.mark.parametrize("fields", [{"part_of": "gone"}, {"status": "fulfiled"}, {"due": "2026-02-30"}])
def test_what_stands_on_standard_error_is_said_each_time(
    fields: dict[str, str], root: Path, run: Run, record: Record, answers: list[str | None]
) -> None:
    add(root, "b.yaml", record(id="b", **fields))
    first, second = run("status", root=root), run("status", root=root)
    assert first == second
    assert (first.err == "") == (answers[1] is not None)


@pytest.mark.parametrize("today", ["2026-11-22", "2026-01-01"])
def test_the_exit_status_is_what_it_was(today: str, root: Path, run: Run, answers: list[str | None]) -> None:
    expected = run("overdue", "--exit-code", "--no-cache", root=root, today=today)
    run("overdue", root=root, today=today)
    for _ in range(2):
        assert run("overdue", "--exit-code", root=root, today=today) == expected


def test_what_git_may_tell_of_is_asked_each_time(
    git_story: Callable[..., GitStory], record: Record, run: Run, answers: list[str | None]
) -> None:
    """What is stale without git, git knows of until it is a quarter of a year ago."""
    story = git_story()
    story.commit({"records/small.yaml": record(due="2027-01")}, when="2026-11-20T12:00:00+07:00")
    settle(story.root)
    fresh = run("status", "-f", "json", root=story.root)
    assert '"stale": false' in fresh.out
    assert run("status", "-f", "json", root=story.root) == fresh
    (story.root / ".git").rename(story.root.parent / "away")
    gone = run("status", "-f", "json", root=story.root)
    assert '"stale": true' in gone.out
    assert run("status", "-f", "json", root=story.root) == gone
    (story.root.parent / "away").rename(story.root / ".git")
    assert run("status", "-f", "json", root=story.root) == fresh
    assert answers == [None, None, None, gone.out, None]


def test_settings_are_read_anew_where_their_notes_are_broken(root: Path, run: Run, tmp_path: Path) -> None:
    first = run("status", "--by", "lead", root=root)
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert run("status", "--by", "lead", root=root) == first
