"""What we ship for CI: it runs no text of a pull request, holds no right it needs not, and does what it says.

The steps of the action and the script of the include are run here, without what installs the tool.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from bounds import HANGS
from gitstory import GitStory, clean_environment

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "commitments/templates"
ACTION, INCLUDE = ROOT / "action.yml", TEMPLATES / "gitlab/review.yml"
REVIEW, COMMENT = TEMPLATES / "github/review.yml", TEMPLATES / "github/comment.yml"
REGISTER = TEMPLATES / "register/github/commitments.yml"
YAML = [ACTION, *sorted(TEMPLATES.rglob("*.yml"))]
PATH, SILENT = "records/small.yaml", "due-moved-silently"
BOTH, ODD = ("false", "true"), ("", "True", "yes", "1", "true ", "false\ntrue")
JUDGED = ("pull_request", "pull_request_target", "merge_group")
SOMEBODY = ("-c", "user.name=Vi", "-c", "user.email=vi@example.org", "-c", "commit.gpgsign=false")
Story = Callable[..., GitStory]
Record = Callable[..., str]


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)
    return found


def scripts(path: Path) -> list[str]:
    """Every text of a file that a shell is given."""
    whole = load(path)
    jobs = (
        [whole["runs"], *whole.get("jobs", {}).values()]
        if "runs" in whole
        else whole.get("jobs", {}).values()
    )
    found = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    return found + [line for job in whole.values() if "script" in job for line in job["script"]]


def lines(path: Path) -> Iterator[str]:
    return (line.strip() for script in scripts(path) for line in script.replace("\\\n", " ").splitlines())


@pytest.mark.parametrize("path", YAML, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_interpolated_into_a_script(path: Path) -> None:
    assert isinstance(load(path), dict)
    for line in lines(path):
        assert "${{" not in line and "eval" not in line and "$(cat" not in line
        plain = re.sub(r"'[^']*'", "", line).replace('"$(', "(").replace(')"', ")")
        for variable in re.finditer(r"\$\{?[A-Za-z_]\w*", plain):
            assert plain[: variable.start()].count('"') % 2, f"{variable[0]} is not quoted: {line}"


@pytest.mark.parametrize("path", YAML, ids=lambda path: str(path.relative_to(ROOT)))
def test_python_never_looks_into_the_checkout(path: Path) -> None:
    for line in lines(path):
        if re.search(r"python[^ ]* |pip |venv ", line):
            assert re.search(r'python"? -I (-m (venv|pip)|-c) ', line), line


@pytest.mark.parametrize("path", [REVIEW, COMMENT], ids=lambda path: path.name)
def test_a_workflow_has_the_rights_it_needs(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    rights = {"contents": "read"} if path == REVIEW else {"actions": "read", "pull-requests": "write"}
    assert job["permissions"] == rights
    events = ["pull_request", "merge_group"] if path == REVIEW else ["workflow_run"]
    assert list(workflow["on"]) == events
    uses = [step["uses"] for step in job["steps"] if "uses" in step]
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"fetch-depth": "0", "persist-credentials": "false"}
    assert any(us.startswith("actions/checkout@") for us in uses) is (path == REVIEW)
    assert path == REVIEW or uses == [], "what may write checks nothing out"


def test_the_comment_is_of_the_run_that_reviewed() -> None:
    review, comment = load(REVIEW), load(COMMENT)
    assert comment["on"]["workflow_run"]["workflows"] == [review["name"]]
    upload = next(
        step for step in review["jobs"]["review"]["steps"] if "upload-artifact" in step.get("uses", "")
    )
    assert f"--name {upload['with']['name']} " in "\n".join(scripts(COMMENT))
    assert "review/commitments-review.md" in "\n".join(scripts(COMMENT))


def test_every_template_is_in_the_wheel(tmp_path: Path) -> None:
    builder: Any = pytest.importorskip("hatchling.builders.wheel").WheelBuilder(str(ROOT))
    shipped = {file.distribution_path for file in builder.recurse_included_files()}
    for path in TEMPLATES.rglob("*"):
        assert path.is_dir() or path.relative_to(ROOT).as_posix() in shipped


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with `commit` and `python`, as the installing step leaves them."""
    folder = tmp_path / "commitments/bin"
    folder.mkdir(parents=True)
    for name, words in (("commit", "-I -m commitments"), ("python", "")):
        command = folder / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
        command.chmod(0o755)
    return folder


@pytest.fixture
def clone(git_story: Story, record: Record) -> Path:
    """A clone of a repository whose pull request moves a deadline and says nothing; `@` names it."""
    story = git_story()
    story.commit(
        {PATH: record(due="2099-06"), "schema/parties.yaml": "- {id: acme, name: {en: A}, kind: company}\n"}
    )
    story.branch("pr")
    story.commit({PATH: record(due="2099-12", title={"en": "@octocat $(touch hurt) `touch hurt` ${{ x }}"})})
    target = story.root.parent / "clone"
    story.git("clone", "--quiet", "--template=", str(story.root), str(target))
    return target


def shell(script: str, clone: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash")
    if bash is None or sys.platform == "win32":
        pytest.skip("this needs bash")
    return subprocess.run(
        [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=clone,
        env={**clean_environment(), "COMMIT_CACHE_DIR": str(clone.parent / "cache"), **environ},
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )


def step(name: str) -> str:
    found: str = next(item["run"] for item in load(ACTION)["runs"]["steps"] if item["name"] == name)
    return found


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
    assert summary.startswith("before\n**1 record changed, 1 error") and "</details>" not in summary
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


def git(clone: Path, *words: str) -> None:
    subprocess.run(["git", *SOMEBODY, *words], cwd=clone, check=True, capture_output=True)


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


def on_gitlab(clone: Path, **more: str) -> dict[str, str]:
    environ = {
        "COMMITMENTS_ROOT": ".",
        "COMMITMENTS": "x",
        "CI_MERGE_REQUEST_PROJECT_URL": "https://x.invalid/x",
    }
    ids = {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "1", "CI_MERGE_REQUEST_PROJECT_ID": "1"}
    return {**environ, **ids, **more}


def gitlab_script(programs: Path) -> str:
    """The lines as a runner joins them, without those that install."""
    kept = [line for line in load(INCLUDE)["commitments"]["script"] if "python -I -m" not in line]
    return "\n".join(kept).replace("/tmp/commitments", str(programs.parent))


def test_the_include_reviews(clone: Path, programs: Path) -> None:
    done = shell(
        gitlab_script(programs), clone, **on_gitlab(clone, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    )
    names = ("validate.json (gitlab)", "review.md (md)", "review.xml (junit)", "review.json (gitlab)")
    written = [line.rpartition("/")[2].removeprefix("Written: ") for line in done.stderr.splitlines()]
    assert (done.returncode, written) == (1, list(names))
    assert SILENT in done.stdout and SILENT in (clone / "review.md").read_text("utf-8")
    assert 'failures="1"' in (clone / "review.xml").read_text("utf-8")
    assert [entry["check_name"] for entry in code_quality(clone)] == [SILENT]
    assert not list(clone.parent.rglob("hurt"))


def code_quality(clone: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((clone / "gl-code-quality.json").read_text("utf-8"))
    return entries


def test_one_report_holds_faults_and_findings_each_once(clone: Path, programs: Path) -> None:
    (clone / "records/odd.yaml").write_text("id: odd\n<<<<<<< a\n", encoding="utf-8")
    (clone / "gl-code-quality.json").symlink_to(clone.parent / "elsewhere")
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", "Odd")
    done = shell(
        gitlab_script(programs), clone, **on_gitlab(clone, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    )
    entries = code_quality(clone)
    assert done.returncode == 1 and not (clone.parent / "elsewhere").exists()
    assert {SILENT, "conflict-markers"} <= {entry["check_name"] for entry in entries}
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


def test_the_include_validates_a_branch(clone: Path, programs: Path) -> None:
    done = shell(gitlab_script(programs), clone, **on_gitlab(clone))
    assert done.returncode == 0 and done.stderr.endswith("/validate.json (gitlab)\n")
    assert code_quality(clone) == []
    assert not (clone / "review.md").exists()
    (clone / PATH).write_text("[", encoding="utf-8")
    assert shell(gitlab_script(programs), clone, **on_gitlab(clone)).returncode == 1
    assert code_quality(clone)


def test_the_include_says_what_it_lacks(clone: Path, programs: Path) -> None:
    done = shell(gitlab_script(programs), clone, **on_gitlab(clone, COMMITMENTS=""))
    assert done.returncode == 2 and "COMMITMENTS" in done.stdout
    gone = on_gitlab(clone, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="gone")
    assert shell(gitlab_script(programs), clone, **gone).returncode not in (0, 1)


GH = """#!/bin/sh
echo "$@" >> calls
case "$*" in
  "run download"*) mkdir review; printf 'hurt `touch hurt` $(touch hurt)\\n' > review/commitments-review.md ;;
  *repos/o/r/pulls*) printf '%s' "$NUMBER" ;;
  *"--paginate"*) printf '%s' "$OLD" ;;
esac
"""
COMMENTS = [("", "", ""), ("7", "", "--method POST repos/o/r/issues/7/comments"), ("7", "5\n6\n", "PATCH")]


@pytest.mark.parametrize(("number", "old", "expected"), COMMENTS)
def test_the_comment_is_made_once_and_then_anew(number: str, old: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    mark = load(COMMENT)["jobs"]["comment"]["env"]["MARK"]
    path = f"{tmp_path}:{clean_environment()['PATH']}"
    event = {"RUN": "1", "SHA": "2", "FROM": "o:$(touch hurt)", "GH_REPO": "o/r", "MARK": mark}
    done = shell("\n".join(scripts(COMMENT)), tmp_path, PATH=path, NUMBER=number, OLD=old, **event)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    calls = (tmp_path / "calls").read_text("utf-8").splitlines()
    assert "head=o:$(touch hurt)" in calls[1]
    assert not (tmp_path / "hurt").exists()
    if number:
        assert expected in calls[-1] and "body=@comment.md" in calls[-1]
        assert not old or "issues/comments/5 " in calls[-1]
        text = (tmp_path / "comment.md").read_text("utf-8")
        assert text == f"{mark}\nhurt `touch hurt` $(touch hurt)\n"
    else:
        assert len(calls) == 2, "a pull request that was closed meanwhile gets none"
