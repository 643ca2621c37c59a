"""`commit show ID`: its history up to the state that is asked about, and the record all the same without."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

Run = Callable[..., Any]
Story = Callable[..., GitStory]
Record = Callable[..., str]
Rows = Callable[..., list[dict[str, Any]]]
pytestmark = pytest.mark.usefixtures("no_git_settings")

AN, BINH = "Lương Hoài An <an@example.org>", "Bình <binh@example.org>"


def shown(run: Run, root: Path, *words: str, today: str | None = "2026-11-22") -> dict[str, Any]:
    ran = run("show", "-f", "json", *words, root=root, today=today)
    assert (ran.status, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def lines(run: Run, root: Path, *words: str) -> list[str]:
    """The lines of the history, each without what stands before it on the page."""
    ran = run("show", *words, root=root)
    assert (ran.status, ran.err) == (0, "")
    page = ran.out.splitlines()
    first = next(place for place, line in enumerate(page) if line.startswith("History"))
    indent = len(page[first]) - len(page[first].removeprefix("History").lstrip())
    last = next(place for place, line in enumerate(page) if line.startswith("File"))
    return [line[indent:] for line in page[first:last]]


def reason(text: str) -> dict[str, Any]:
    return {"en": text}


@pytest.fixture
def story(git_story: Story, record: Record) -> GitStory:
    """A life: taken up, put off with a reason and without one, moved to a folder, broken and mended."""
    story = git_story()
    first = {"date": "2025-01-03", "from": "2025-06", "to": "2025-09", "reason": reason("The sea was rough.")}
    steps: list[dict[str, Any]] = [{"id": "m1", "title": {"en": "Draft"}, "due": "2025-03"}]
    story.commit({"records/small.yaml": record(due="2025-06", milestones=steps)}, author=AN)
    taken = {"due": "2025-06", "milestones": steps, "status": "in_progress"}
    story.commit({"records/small.yaml": record(**taken), "records/b.yaml": record(id="b")})
    moved = {**taken, "due": "2025-09", "due_changes": [first]}
    story.commit({"records/small.yaml": record(**moved)}, author=BINH)
    silent = {**moved, "due": "2025-12", "milestones": [{**steps[0], "due": "2025-04", "status": "met"}]}
    story.commit({"records/small.yaml": record(**silent)})
    story.commit({"records/small.yaml": None, "records/2025/small.yaml": record(**silent)})
    story.commit({"records/2025/small.yaml": "id: ["}, author=AN)
    story.commit({"records/2025/small.yaml": record(**silent, tags=["sea"])}, author=BINH)
    return story


def test_the_turns_of_a_life_are_told(story: GitStory, run: Run) -> None:
    assert lines(run, story.root, "small") == [
        "1 Jan 2025, Lương Hoài An: first seen",
        "2 Jan 2025, Vi: status: agreed → in progress",
        "3 Jan 2025, Bình: due moved 3 months later: Jun 2025 → Sep 2025. The sea was rough.",
        "4 Jan 2025, Vi: due moved 3 months later: Sep 2025 → Dec 2025 (no reason recorded)",
        "4 Jan 2025, Vi: milestone m1: due moved 1 month later: Mar 2025 → Apr 2025 (no reason recorded)",
        "4 Jan 2025, Vi: milestone m1 met",
        "5 Jan 2025, Vi: moved from records/small.yaml to records/2025/small.yaml",
        "6 Jan 2025, Lương Hoài An: can no longer be read",
        "7 Jan 2025, Bình: can be read again",
        "last touched 7 Jan 2025, Bình: tags: +sea",
    ]


def test_json_has_the_rows_of_changes(story: GitStory, run: Run, rows: Rows) -> None:
    story.write(
        {"records/2025/small.yaml": (story.root / "records/2025/small.yaml").read_text() + "x-a: 1\n"}
    )
    found = shown(run, story.root, "small")["history"]
    assert found == rows(story.root, "small")
    assert [found[-1][key] for key in ("commit", "field", "new")] == [None, "x-a", 1]
    assert lines(run, story.root, "small")[-1].startswith("last touched not committed: ")
    assert [item["change"] for item in shown(run, story.root, "b")["history"]] == ["added"]
    assert lines(run, story.root, "b") == ["2 Jan 2025, Vi: first seen"]


def test_a_past_state_has_the_history_up_to_it(story: GitStory, run: Run, rows: Rows) -> None:
    story.write({"records/2025/small.yaml": "id: small\n"})
    whole = rows(story.root, "small", "--committed")
    for number, day in ((1, "2025-01-01"), (3, "2025-01-03"), (5, "2025-01-05")):
        expected = [item for item in whole if item["date"] <= day]
        for asked in (day, story.commits[number - 1]):
            assert shown(run, story.root, "small", "--as-of", asked, today=None)["history"] == expected
    assert 0 < len(expected) < len(whole)


def test_a_record_that_was_removed_meanwhile(story: GitStory, run: Run) -> None:
    story.commit({"records/b.yaml": None})
    story.commit({"README.md": ""})
    gone = run("show", "b", root=story.root)
    assert (gone.status, gone.out) == (2, "")
    for asked in ("2025-01-07", story.commits[6]):
        assert [item["change"] for item in shown(run, story.root, "b", "--as-of", asked)["history"]] == [
            "added"
        ]
    assert run("show", "b", "--as-of", "2025-01-08", root=story.root).status == 2


def test_a_record_that_came_back_has_one_history(laid: Path, run: Run) -> None:
    turns = [line.partition(": ")[2] for line in lines(run, laid, "mangrove-pledge")]
    assert turns[:3] == ["first seen", "record removed", "record added"]
    assert [line for line in lines(run, laid, "smart-bus-pilot") if "read" in line] == [
        "8 Jul 2025, Lương Hoài An: can no longer be read",
        "11 Jul 2025, Tạ Quang Khôi: can be read again",
    ]
    moved = "moved from records/science-books.yaml to records/education/science-books.yaml"
    assert f"11 Aug 2025, Lương Hoài An: {moved}" in lines(run, laid, "science-books")


def test_the_example_tells_each_slip_with_its_reason(laid: Path, run: Run) -> None:
    told = [line for line in lines(run, laid, "ai-service-plan") if "due moved" in line]
    assert len(told) == 2
    assert told[0].startswith("2 Mar 2026, Edda Marlow: due moved 2 months later: Apr 2026 → Jun 2026")
    assert "no reason" not in told[0], "it was told a month later"
    assert told[1].startswith("14 Jul 2026, Lương Hoài An: due moved 2 months later: Jun 2026 → Aug 2026")


@pytest.mark.parametrize("why", ["outside git", "no git", "damaged"])
def test_without_history_the_record_is_shown_all_the_same(
    why: str, story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    match why:
        case "outside git":
            shutil.rmtree(story.git_dir)
        case "no git":
            monkeypatch.setenv("PATH", "/nowhere")
        case "damaged":
            story.objects.path(story.commits[2]).unlink()
    ran = run("show", "b", "-f", "json", root=story.root)
    found = json.loads(ran.out)
    assert (ran.status, found["record"]["id"], found["history"]) == (0, "b", [])
    assert len(ran.err.splitlines()) == (0 if why == "outside git" else 1)
    page = run("show", "b", root=story.root)
    assert page.status == 0 and "History" not in page.out


def test_before_the_first_commit_all_stands_in_the_working_tree(
    git_story: Story, record: Record, run: Run
) -> None:
    story = git_story()
    story.write({"records/small.yaml": record()})
    assert lines(run, story.root, "small") == ["not committed: first seen"]


def test_vietnamese(laid: Path, run: Run) -> None:
    ran = run("--lang", "vi", "show", "flood-sensors", root=laid)
    assert ran.status == 0
    page = ran.out[ran.out.index("Tạ Quang Khôi") - 40 :]
    assert "first seen" not in page and "last touched" not in page and "no reason" not in page
