"""What we ship for CI: it runs no text of a pull request, holds no right it needs not, and does what it says.

The script of the include and the comment are run here, without what installs the tool.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from gitstory import clean_environment
from shipped import ACTION, INCLUDE, PATH, ROOT, SILENT, TEMPLATES, git, lines, load, scripts, shell

REVIEW, COMMENT = TEMPLATES / "github/review.yml", TEMPLATES / "github/comment.yml"
YAML = [ACTION, *sorted(TEMPLATES.rglob("*.yml"))]


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
