"""The workflow that applies forms, run here step by step as a runner would.

A bare repository stands in for the host, and a script for its command `gh`, which notes what it is asked.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from gitstory import clean_environment
from shipped import TEMPLATES, git, load, shell

WORKFLOW = load(TEMPLATES / "register/github/forms.yml")
JOB = WORKFLOW["jobs"]["apply"]
RECORD = """\
id: small
title: {en: Hold an AI day}
kind: agreed_action
status: agreed
parties: [{party: acme, role: lead}]
source: {document: report.txt}
"""
NOTE = "$(touch hurt) `touch hurt` ${{ github.token }}\n::error::hurt\n@octocat"
BODY = """\
### Id of the record / Mã hồ sơ

{id}

### Date / Ngày

2026-11-20

### What happened / Diễn biến

{note}"""
GH = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
  *permission*) printf '%s' "$PERMISSION" ;;
esac
"""
JOB_VALUES = {
    "GH_REPO": "o/r",
    "BASE": "main",
    "ISSUE": "7",
    "SENDER": "$(touch hurt)",
    "RUN_URL": "https://x/1",
}


def git_text(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


class Runner:
    """A checkout on a runner, its files, and what `gh` was asked."""

    def __init__(self, folder: Path, programs: Path, note: str = NOTE, id: str = "small") -> None:
        self.origin, self.checkout = folder / "origin.git", folder / "checkout"
        self.calls, self.programs = folder / "calls", programs
        self.event = folder / "event.json"
        self.event.write_text(
            json.dumps({"issue": {"number": 7, "body": BODY.format(id=id, note=note)}}), "utf-8"
        )
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "--template=", str(self.origin))
        git(folder, "clone", "--quiet", "--template=", str(self.origin), str(self.checkout))
        (self.checkout / "records").mkdir()
        (self.checkout / "schema").mkdir()
        (self.checkout / "records/small.yaml").write_text(RECORD, "utf-8")
        (self.checkout / "schema/parties.yaml").write_text(
            "- {id: acme, name: {en: Acme}, kind: company}\n", "utf-8"
        )
        for words in (["checkout", "-q", "-B", "main"], ["add", "."], ["commit", "-qm", "Enter"]):
            git(self.checkout, *words)
        git(self.checkout, "push", "--quiet", "--set-upstream", "origin", "main")
        (programs / "gh").write_text(GH, "utf-8")
        (programs / "gh").chmod(0o755)

    def step(self, name: str, permission: str = "write", **values: str) -> Any:
        """Run one step with the values that its expressions would have."""
        (step,) = [step for step in JOB["steps"] if step.get("name") == name]
        own = {key: value for key, value in step.get("env", {}).items() if "${{" not in value}
        return shell(
            step["run"],
            self.checkout,
            PATH=f"{self.programs}{os.pathsep}{clean_environment()['PATH']}",
            BIN=str(self.programs),
            ROOT=".",
            CALLS=str(self.calls),
            PERMISSION=permission,
            RUNNER_TEMP=str(self.checkout.parent),
            GITHUB_EVENT_PATH=str(self.event),
            GITHUB_OUTPUT=str(self.checkout.parent / "output"),
            GITHUB_STEP_SUMMARY=str(self.checkout.parent / "summary"),
            **JOB_VALUES,
            **own,
            **values,
        )

    def outputs(self) -> Mapping[str, str]:
        """The outputs of a step: `name=value`, or `name<<MARK`, lines, `MARK`."""
        path = self.checkout.parent / "output"
        lines = iter(path.read_text("utf-8").splitlines() if path.exists() else [])
        found = {}
        for line in lines:
            name, _, mark = line.partition("<<")
            if mark:
                value = []
                while (text := next(lines)) != mark:
                    value.append(text)
                found[name] = "\n".join(value)
            else:
                name, _, value_text = line.partition("=")
                found[name] = value_text
        return found

    def hurt(self) -> list[Path]:
        return list(self.checkout.parent.rglob("hurt"))


@pytest.fixture
def runner(tmp_path: Path, programs: Path) -> Runner:
    return Runner(tmp_path, programs)


PERMISSIONS = [
    ("admin", True),
    ("maintain", True),
    ("write", True),
    ("triage", False),
    ("read", False),
    ("", False),
]


@pytest.mark.parametrize(("permission", "may"), PERMISSIONS)
def test_only_who_may_write_applies_a_form(runner: Runner, permission: str, may: bool) -> None:
    ran = runner.step("Ask whether who gave the label may write", permission)
    assert (ran.returncode == 0) is may
    assert "repos/o/r/collaborators/$(touch hurt)/permission" in runner.calls.read_text("utf-8")
    assert not runner.hurt()


def test_a_form_becomes_a_pull_request_with_statuses(runner: Runner) -> None:
    applied = runner.step("Apply the form")
    assert applied.returncode == 0, applied.stderr
    commit = runner.outputs()["commit"]
    opened = runner.step("Open the pull request", COMMIT=commit)
    assert opened.returncode == 0, opened.stderr
    judged = runner.step("Validate and review the branch", COMMIT=commit)
    assert judged.returncode == 0, judged.stderr
    calls = runner.calls.read_text("utf-8")
    branch = f"commitments-form-7-{commit[:8]}"
    assert f"pr create --base main --head {branch} --title small: update of 20 Nov 2026" in calls
    assert "context=commitments/validate -f state=success" in calls
    assert "context=commitments/review -f state=success" in calls
    assert not runner.hurt()
    git(runner.origin, "rev-parse", "--verify", f"refs/heads/{branch}")
    git(
        runner.checkout, "diff", "--exit-code", "--quiet", "HEAD~1", "HEAD", "--", ".", ":!records/small.yaml"
    )
    summary = (runner.checkout.parent / "summary").read_text("utf-8")
    assert "::error" not in [line.strip()[:7] for line in summary.splitlines()]
    assert "issue 7" in summary


def test_the_commit_holds_the_note_word_for_word(runner: Runner) -> None:
    assert runner.step("Apply the form").returncode == 0
    text = (runner.checkout / "records/small.yaml").read_text("utf-8")
    assert "$(touch hurt) `touch hurt` ${{ github.token }}" in text
    assert text.startswith(RECORD.partition("source:")[0])


def test_a_refusal_goes_back_to_the_issue(tmp_path: Path, programs: Path) -> None:
    runner = Runner(tmp_path, programs, id="nobody$(touch hurt)")
    assert runner.step("Apply the form").returncode == 0
    outputs = runner.outputs()
    assert "commit" not in outputs
    assert "This form was not applied" in outputs["answer"]
    (step,) = WORKFLOW["jobs"]["answer"]["steps"]
    values = {"ANSWER": outputs["answer"], "ISSUE": "7", "CALLS": str(runner.calls), "PERMISSION": ""}
    values["RUNNER_TEMP"] = str(tmp_path)
    ran = shell(step["run"], tmp_path, PATH=f"{programs}{os.pathsep}{clean_environment()['PATH']}", **values)
    assert ran.returncode == 0, ran.stderr
    assert f"issue comment 7 --body-file {tmp_path}/answer.md" in runner.calls.read_text("utf-8")
    assert not runner.hurt()


def test_a_text_cannot_forge_the_output_of_the_step(tmp_path: Path, programs: Path) -> None:
    runner = Runner(tmp_path, programs, id="x\ncommit=0000\nanswer<<EOF\nEOF")
    assert runner.step("Apply the form").returncode == 0
    assert set(runner.outputs()) == {"answer"}


def test_the_job_has_the_rights_that_it_needs_and_no_expression_in_a_script() -> None:
    assert WORKFLOW["permissions"] == {}
    assert JOB["permissions"] == {"contents": "write", "pull-requests": "write", "statuses": "write"}
    assert WORKFLOW["jobs"]["answer"]["permissions"] == {"issues": "write"}
    assert WORKFLOW["on"] == {"issues": {"types": ["labeled"]}}
    assert JOB["if"] == "${{ github.event.label.name == 'apply-form' }}"
    for job in WORKFLOW["jobs"].values():
        assert not any("${{" in step.get("run", "") for step in job["steps"])


CURL = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
while [ "$#" -gt 0 ]; do
  if [ "$1" = --output ]; then cp "$ISSUE_FILE" "$2"; fi
  shift
done
"""


@pytest.mark.parametrize(("id", "pushed"), [("small", True), ("nobody", False)])
def test_the_job_of_gitlab_makes_a_merge_request(
    tmp_path: Path, programs: Path, id: str, pushed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host is a bare repository, and `curl` a script; what installs the tool is left out."""
    runner = Runner(tmp_path, programs, id=id)
    issue = json.loads(runner.event.read_text("utf-8"))["issue"]
    (tmp_path / "issue.json").write_text(json.dumps({"iid": 7, "description": issue["body"]}), "utf-8")
    (programs / "curl").write_text(CURL, "utf-8")
    (programs / "curl").chmod(0o755)
    job = load(TEMPLATES / "register/gitlab/forms.yml")["commitments-form"]
    lines = [line for line in job["script"] if "-m pip" not in line and "-m venv" not in line]
    script = (
        "\n".join(lines).replace("/tmp/commitments/bin/", "").replace("/tmp/issue.json", "../fetched.json")
    )
    git(runner.origin, "config", "receive.advertisePushOptions", "true")
    address = "https://oauth2:secret@host/o/r.git"
    ran = shell(
        script,
        runner.checkout,
        PATH=f"{programs}{os.pathsep}{clean_environment()['PATH']}",
        CALLS=str(runner.calls),
        ISSUE_FILE=str(tmp_path / "issue.json"),
        COMMITMENTS_ISSUE="7",
        COMMITMENTS_ROOT=".",
        COMMITMENTS_TOKEN="secret",
        CI_API_V4_URL="https://host/api/v4",
        CI_PROJECT_ID="1",
        CI_DEFAULT_BRANCH="main",
        CI_SERVER_HOST="host",
        CI_PROJECT_PATH="o/r",
        GIT_CONFIG_COUNT="1",
        GIT_CONFIG_KEY_0=f"url.{runner.origin.as_uri()}.insteadOf",
        GIT_CONFIG_VALUE_0=address,
        **{name: value for name, value in job["variables"].items() if name.startswith("GIT_")},
    )
    assert (ran.returncode == 0) is pushed, ran.stdout + ran.stderr
    assert not runner.hurt()
    notes = [line for line in runner.calls.read_text("utf-8").splitlines() if "/notes" in line]
    assert bool(notes) is not pushed
    heads = git_text(runner.origin, "for-each-ref", "--format=%(refname)", "refs/heads/commitments-form-*")
    assert len(heads.split()) == pushed
