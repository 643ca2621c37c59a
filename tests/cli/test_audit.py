"""`commit audit`: which past changes broke which rule, by whom; what is accepted; where history is cut."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

from commitments.history import baseline

Run = Callable[..., Any]
Story = Callable[..., GitStory]
Record = Callable[..., str]
Told = Callable[..., list[tuple[str, str | None, str]]]
pytestmark = pytest.mark.usefixtures("no_git_settings")

PATH, B = "records/small.yaml", "records/b.yaml"
SILENT = "due-moved-silently"


@pytest.fixture
def story(git_story: Story, record: Record) -> GitStory:
    """Three silent moves by two people, the second of them on a side branch; and a record that is dropped."""
    made = git_story()
    made.commit({PATH: record(due="2026-06"), B: record(id="b")})
    made.commit({PATH: record(due="2026-08")}, author="Lan <lan@example.org>", message="Later\n")
    made.branch("side")
    made.commit({PATH: record(due="2026-10")}, author="Minh <minh@example.org>")
    made.commit({PATH: record(due="2026-12")}, author="Minh <minh@example.org>")
    made.switch("main")
    made.merge("side", message="Merge side")
    made.commit({B: None}, author="Lan <lan@example.org>")
    return made


@pytest.fixture
def told(run: Run) -> Told:
    """`told(root, *words)`: commit, record and rule of each finding."""

    def asked(root: Path, *words: str) -> list[tuple[str, str | None, str]]:
        ran = run("audit", "-f", "json", *words, root=root)
        found = [
            (finding["commit"], finding["id"], finding["rule"]) for finding in json.loads(ran.out)["findings"]
        ]
        assert ran.status == bool(found), ran.err
        return found

    return asked


def expected(story: GitStory) -> list[tuple[str, str | None, str]]:
    one, merge, last = (story.commits[number] for number in (1, 4, 5))
    return [(one, "small", SILENT), (merge, "small", SILENT), (last, "b", "record-removed")]


def test_the_steps_of_the_main_line_are_judged_once(story: GitStory, told: Told) -> None:
    assert told(story.root) == expected(story)


def test_the_answer_for_programs(story: GitStory, run: Run) -> None:
    found = json.loads(run("audit", "-f", "json", root=story.root).out)
    assert list(found) == ["schema_version", "command", "as_of", "changes", "findings"]
    assert {row["commit"] for row in found["changes"]} == {story.commits[n] for n in (0, 1, 4, 5)}
    keys = ["rule", "severity", "path", "line", "column", "id", "message", "hint", "commit"]
    keys += ["fingerprint", "accepted", "suggestion"]
    assert [list(finding) for finding in found["findings"]] == [keys] * 3
    authors = {row["commit"]: row["author"] for row in found["changes"]}
    assert authors[found["findings"][0]["commit"]] == "Lan"


def test_the_answer_for_people_says_who_and_how_often(story: GitStory, run: Run) -> None:
    told = run("audit", root=story.root).out
    first, second = (told.index(f"{story.commits[n][:7]} · ") for n in (1, 4))
    assert first < told.index(SILENT) < second
    assert f"{story.commits[1][:7]} · 2 Jan 2025 · Lan · Later\n" in told
    assert f"     2  {SILENT}\n     1  record-removed\n" in told
    assert told.endswith("\n4 commits checked, 2 records changed, 3 errors, 0 warnings\n")
    markdown = run("audit", "-f", "md", root=story.root).out
    assert f"| {SILENT} | 2 |" in markdown
    assert f"| {story.commits[1][:7]} | Lan | error | {SILENT} |" in markdown


@pytest.mark.parametrize(
    ("since", "left"), [("2025-01-03", 2), ("2025-01-06", 1), ("main~1", 1), ("HEAD", 0)]
)
def test_since(since: str, left: int, story: GitStory, told: Told) -> None:
    assert told(story.root, "--since", since) == expected(story)[3 - left :]


def test_nothing_changed_and_no_history(git_story: Story, run: Run, record: Record) -> None:
    story = git_story()
    story.write({PATH: record()})
    ran = run("audit", root=story.root)
    assert (ran.status, ran.out) == (2, "") and "no commit yet" in ran.err
    story.commit({PATH: record()})
    ran = run("audit", root=story.root)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "1 commit checked, 1 record changed, 0 errors, 0 warnings\n"
    assert run("audit", "--since", "nowhere", root=story.root).status == 2


def test_severities_are_those_of_today(story: GitStory, run: Run, told: Told) -> None:
    (story.root / "commitments.toml").write_text(f'[severities]\n{SILENT} = "off"\n', encoding="utf-8")
    assert told(story.root) == expected(story)[2:]
    (story.root / "commitments.toml").write_text(
        f'[severities]\n{SILENT} = "warning"\nrecord-removed = "warning"\n', encoding="utf-8"
    )
    assert run("audit", root=story.root).status == 0
    assert run("audit", "--strict", root=story.root).status == 1


def test_what_the_baseline_knows_is_accepted(
    story: GitStory, run: Run, told: Told, record: Record, tmp_path: Path
) -> None:
    known = tmp_path / "known.json"
    assert run("audit", "-f", "json", "-o", str(known), root=story.root).status == 1
    ran = run("audit", "--baseline", str(known), root=story.root)
    assert (ran.status, ran.err) == (0, "3 findings in the baseline are left out.\n")
    again = story.commit({PATH: record(due=2027)})
    assert told(story.root, "--baseline", str(known)) == [(again, "small", SILENT)]
    assert json.loads(run("audit", "-f", "json", "--baseline", str(known), root=story.root).out)["changes"]
    less = json.loads(known.read_text("utf-8"))
    del less["findings"][1]
    known.write_text(json.dumps(less), encoding="utf-8-sig")
    assert told(story.root, "--baseline", str(known)) == [expected(story)[1], (again, "small", SILENT)]


def test_told_more_often_than_before_is_new(
    git_story: Story, told: Told, record: Record, tmp_path: Path
) -> None:
    story = git_story()
    steps = [{"id": name, "title": {"en": name}, "due": "2027"} for name in ("m1", "m2")]
    story.commit({PATH: record(milestones=steps)})
    head = story.commit({PATH: record()})
    dropped = [(head, "small", "milestone-dropped")]
    assert told(story.root) == dropped * 2
    known = tmp_path / "known.json"
    keys = {"commit": head, "rule": "milestone-dropped", "id": "small", "path": PATH}
    for times in (1, 2, 3):
        known.write_text(json.dumps({"findings": [keys] * times}), encoding="utf-8")
        assert told(story.root, "--baseline", str(known)) == dropped * (2 - times)


BROKEN = [
    "",
    "[]",
    "{}",
    '{"findings": 1}',
    '{"findings": [1]}',
    '{"findings": [{"rule": []}]}',
    "\ufeff{",
    "[" * 9999,
]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_baseline_that_is_none_is_no_answer(text: str, story: GitStory, run: Run, tmp_path: Path) -> None:
    (tmp_path / "known.json").write_text(text, encoding="utf-8")
    for name in (tmp_path / "known.json", tmp_path / "gone.json", tmp_path):
        ran = run("audit", "--baseline", str(name), root=story.root)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 2)
        assert "commit audit --format json" in ran.err


@pytest.mark.parametrize(("spare", "status"), [(0, 0), (-1, 2)])
def test_a_baseline_is_read_up_to_a_size(
    story: GitStory, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spare: int, status: int
) -> None:
    known = tmp_path / "known.json"
    run("audit", "-f", "json", "-o", str(known), root=story.root)
    monkeypatch.setattr(baseline, "MOST", known.stat().st_size + spare)
    assert run("audit", "--baseline", str(known), root=story.root).status == status


@pytest.mark.parametrize(("depth", "left"), [(1, 0), (2, 1), (3, 2)])
def test_a_clone_cut_short_says_where_it_begins(
    depth: int, left: int, story: GitStory, run: Run, told: Told
) -> None:
    clone = story.shallow(depth)
    assert told(clone) == expected(story)[3 - left :], "what stood at the cut was not added there"
    assert "--unshallow" in run("audit", root=clone).err


def in_a_spell(story: GitStory, record: Record) -> GitStory:
    story.commit({PATH: record(due="2026-06")})
    story.commit({PATH: "id: [\n"})
    story.commit({PATH: record(due="2027")})
    return story


def test_a_spell_that_nobody_can_read_hides_no_move(git_story: Story, told: Told, record: Record) -> None:
    story = in_a_spell(git_story(), record)
    found = [(story.commits[1], "small", "became-unreadable"), (story.commits[2], "small", SILENT)]
    assert told(story.root) == found
    for since in (story.commits[1], "2025-01-03"):
        assert told(story.root, "--since", since) == found[1:]


def test_a_clone_cut_in_a_spell_tells_the_rest(git_story: Story, run: Run, record: Record) -> None:
    story = in_a_spell(git_story(), record)
    head = story.commit({PATH: record(due="2028")})
    ran = run("audit", "-f", "json", root=story.shallow(3))
    assert ran.status == 1 and "--unshallow" in ran.err
    assert [finding["commit"] for finding in json.loads(ran.out)["findings"]] == [head]


def test_a_bare_repository_and_a_folder_in_one(
    story: GitStory, git_story: Story, told: Told, record: Record
) -> None:
    assert told(story.bare()) == expected(story)
    other = git_story()
    other.commit({f"ws/{PATH}": record(due="2026-06")})
    other.commit({f"ws/{PATH}": record(due="2026-12"), PATH: record()})
    assert [sentence[1:] for sentence in told(other.root / "ws")] == [("small", SILENT)]


FORMATS = ["table", "jsonl", "csv", "md", "github", "gitlab", "sarif", "junit"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_names_the_commits(form: str, story: GitStory, run: Run) -> None:
    ran = run("audit", "-f", form, root=story.root)
    assert (ran.status, ran.err) == (1, "")
    for commit, _, rule in expected(story):
        assert rule in ran.out
        assert commit[:7] in ran.out or form == "gitlab"
