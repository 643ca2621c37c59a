"""The action for GitHub does what it says; its steps are run here, without the one that installs the tool."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from shipped import ACTION, PATH, REGISTER, SILENT, git, lines, load, shell, step

BOTH, ODD = ("false", "true"), ("", "True", "yes", "1", "true ", "false\ntrue")
JUDGED = ("pull_request", "pull_request_target", "merge_group")


def on_github(clone: Path, programs: Path, **more: str) -> dict[str, str]:
    temporary = clone.parent / "runner"
    temporary.mkdir(exist_ok=True)
    (temporary / "summary.md").write_text("before\n", encoding="utf-8")
    return {
        "BIN": str(programs),
        "RUNNER_TEMP": str(temporary),
        "GITHUB_STEP_SUMMARY": str(temporary / "summary.md"),
        "GITHUB_OUTPUT": str(temporary / "output"),
        "ROOT": ".",
        "BASE": "",
        "TARGET": "refs/remotes/origin/main",
        "EVENT": "pull_request",
        "STRICT": "false",
        "COMMIT_LANG": "",
        **more,
    }


def test_the_action_reviews(clone: Path, programs: Path) -> None:
    environ = on_github(clone, programs)
    validated = shell(step("Validate"), clone, **environ)
    assert (validated.returncode, validated.stderr) == (0, "")
    done = shell(step("Review"), clone, **environ)
    assert done.returncode == 1
    assert done.stderr.endswith("commitments-review.md (md)\n") and done.stderr.count("\n") == 1
    assert done.stdout.startswith(f"::error file={PATH},line=") and SILENT in done.stdout
    summary = (clone.parent / "runner/summary.md").read_text("utf-8")
    assert summary.startswith("before\n**1 record changed, more than news, 1 error")
    assert "</details>" not in summary
    assert "@octocat" not in summary and not list(clone.parent.rglob("hurt"))
    (output,) = (clone.parent / "runner/output").read_text("utf-8").splitlines()
    assert Path(output.removeprefix("summary=")).read_text("utf-8") == summary.removeprefix("before\n")


def test_the_action_is_green_where_nothing_is_found(clone: Path, programs: Path) -> None:
    git(clone, "checkout", "-q", "--detach", "origin/main")
    git(clone, "commit", "-qm", "n", "--allow-empty")
    done = shell(step("Review"), clone, **on_github(clone, programs))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith("commitments-review.md (md)\n") and done.stderr.count("\n") == 1
    speaks = shell(step("Review"), clone, **on_github(clone, programs, COMMIT_LANG="vi"))
    assert speaks.returncode == 0 and "0 lỗi" in (clone.parent / "runner/summary.md").read_text("utf-8")


LOST = ["refs/remotes/origin/gone", "gone", "--output=x", "$(touch hurt)", "HEAD^^{tree}", "refs/heads/pr"]


@pytest.mark.parametrize("base", LOST)
def test_the_action_fails_where_it_could_not_look(base: str, clone: Path, programs: Path) -> None:
    environ = on_github(clone, programs, BASE=base)
    done = shell(step("Review"), clone, **environ)
    assert (done.returncode, done.stdout) == (2, "")
    assert sorted(os.listdir(clone)) == [".git", "records", "schema"]
    explained = shell(step("Say why there is no answer"), clone, **environ)
    assert explained.returncode == 0 and explained.stdout.count("\n") == 1
    assert explained.stdout.startswith("::error title=commit review::")
    assert done.stderr.splitlines()[0].replace("%", "%25") in explained.stdout
    summary = (clone.parent / "runner/summary.md").read_text("utf-8")
    assert "**commit review gave no answer**\n\n    " in summary
    (output,) = (clone.parent / "runner/output").read_text("utf-8").splitlines()
    assert Path(output.removeprefix("summary=")).read_text("utf-8") == summary.removeprefix("before\n")


def test_the_action_says_that_it_could_not_validate(clone: Path, programs: Path) -> None:
    environ = on_github(clone, programs, ROOT="gone\n::error::100%\n<b>@octocat</b>")
    done = shell(step("Validate"), clone, **environ)
    assert (done.returncode, done.stdout) == (2, "")
    explained = shell(step("Say why there is no answer"), clone, **environ)
    (line,) = explained.stdout.splitlines()
    assert line.startswith("::error title=commit validate::") and "100%25" in line
    _, _, text = (clone.parent / "runner/summary.md").read_text("utf-8").partition("gave no answer**\n\n")
    assert text and all(row.startswith("    ") for row in text.splitlines())


def test_what_was_answered_needs_no_reason(clone: Path, programs: Path) -> None:
    environ = on_github(clone, programs)
    assert [shell(step(name), clone, **environ).returncode for name in ("Validate", "Review")] == [0, 1]
    before = (clone.parent / "runner/summary.md").read_bytes()
    explained = shell(step("Say why there is no answer"), clone, **environ)
    assert (explained.returncode, explained.stdout, explained.stderr) == (0, "", "")
    assert (clone.parent / "runner/summary.md").read_bytes() == before


@pytest.mark.parametrize(("strict", "status"), [("true", 0), ("false", 0), *((no, 2) for no in ODD)])
def test_the_action_takes_strict_as_true_or_false(strict: str, status: int, clone: Path) -> None:
    done = shell(step("Check the inputs"), clone, STRICT=strict)
    assert done.returncode == status and done.stdout.startswith("::error" if status else "")
    assert load(ACTION)["runs"]["steps"][0]["name"] == "Check the inputs"


def test_strict_lets_warnings_fail(clone: Path, programs: Path) -> None:
    text = (clone / PATH).read_text("utf-8").replace("role: lead", "role: funder")
    (clone / PATH).write_text(text, encoding="utf-8")
    statuses = [
        shell(step("Validate"), clone, **on_github(clone, programs, STRICT=strict)) for strict in BOTH
    ]
    assert [done.returncode for done in statuses] == [0, 1] and "::warning" in statuses[0].stdout


@pytest.mark.parametrize("event", ["pull_request", "push"])
def test_the_name_of_a_branch_means_that_of_the_remote(event: str, clone: Path, programs: Path) -> None:
    git(clone, "checkout", "-q", "-B", "main", "HEAD")
    done = shell(step("Review"), clone, **on_github(clone, programs, BASE="main", TARGET="", EVENT=event))
    assert done.returncode == 1 and SILENT in done.stdout, "the local main has HEAD"
    git(clone, "update-ref", "-d", "refs/remotes/origin/main")
    done = shell(step("Review"), clone, **on_github(clone, programs, BASE="main", TARGET="", EVENT=event))
    assert (done.returncode, done.stdout) == (2, "") and "fetch-depth: 0" in done.stderr


def test_no_branch_stands_for_the_target(clone: Path, programs: Path) -> None:
    git(clone, "update-ref", "refs/remotes/origin/refs/remotes/origin/main", "HEAD")
    for given in ({}, {"BASE": "refs/remotes/origin/main"}):
        done = shell(step("Review"), clone, **on_github(clone, programs, **given))
        assert done.returncode == 1 and SILENT in done.stdout


@pytest.mark.parametrize(("event", "status"), [("push", 0), ("schedule", 0), *((on, 2) for on in JUDGED)])
def test_a_base_that_has_the_commit(event: str, status: int, clone: Path, programs: Path) -> None:
    git(clone, "checkout", "-q", "--detach", "origin/main")
    done = shell(step("Review"), clone, **on_github(clone, programs, BASE="main", EVENT=event))
    assert done.returncode == status
    assert done.stdout.startswith("" if status else "::notice title=commit review::")


def test_the_action_reviews_a_merge_queue(clone: Path, programs: Path) -> None:
    review = next(step for step in load(ACTION)["runs"]["steps"] if step["name"] == "Review")
    assert "github.event.merge_group.base_sha != ''" in review["if"]
    assert review["env"]["TARGET"].startswith("${{ github.event.merge_group.base_sha || ")
    base = subprocess.check_output(["git", "rev-parse", "HEAD~1"], cwd=clone, text=True).strip()
    done = shell(step("Review"), clone, **on_github(clone, programs, TARGET=base, EVENT="merge_group"))
    assert done.returncode == 1 and SILENT in done.stdout


@pytest.mark.parametrize("path", [ACTION, REGISTER], ids=lambda path: path.name)
def test_no_step_writes_variables_for_later_ones(path: Path) -> None:
    assert not [line for line in lines(path) if "GITHUB_ENV" in line or "GITHUB_PATH" in line]


def test_a_register_reviews_as_the_action_does() -> None:
    workflow = load(REGISTER)
    assert {"pull_request", "merge_group"} <= set(workflow["on"])
    job = workflow["jobs"]["review"]
    assert "github.event.merge_group.base_sha" in job["env"]["BASE"]
    own = {item["name"]: item["run"] for item in job["steps"] if "run" in item}
    assert own["Say why there is no answer"] == step("Say why there is no answer")
    plain = step("Review").replace(' "${strict[@]}"', "").replace("$base...", "$BASE...")
    assert own["Review"].partition("status=0")[2] == plain.partition("status=0")[2]


def test_annotations_are_right_in_a_sub_folder(clone: Path, programs: Path) -> None:
    (clone / "registers").mkdir()
    for name in ("records", "schema"):
        git(clone, "mv", name, f"registers/{name}")
    git(clone, "commit", "-qm", "Moved")
    done = shell(step("Review"), clone, **on_github(clone, programs, ROOT="registers"))
    assert done.returncode == 1 and f"file=registers/{PATH}," in done.stdout
