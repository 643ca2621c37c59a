"""`commit init` in real folders, with a real git: what it writes, what it leaves alone, and what it says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from dialogues import CTRL_C, Dialogue

from commitments.version import __version__
from commitments.writing import register_files

Run = Callable[..., Any]
SETTINGS = "[user]\n\tname = A\n\temail = a@example.org\n"
NAMED = "Sổ theo dõi 2026"
NEW = (
    *("new", "--title", "Hold an AI day", "--kind", "agreed_action", "--party", "Bộ Tài chính/lead"),
    *("--source", "minutes.pdf", "--due", "2027-06", "--add-parties", "--commit"),
)


@pytest.fixture(autouse=True)
def nobody_else(no_git_settings: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """git that knows a name, a machine in no zone, and nobody at the keyboard."""
    settings = tmp_path / "gitconfig"
    settings.write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("TZ", "UTC")
    for name in ("COMMIT_ROOT", "COMMIT_LANG"):
        monkeypatch.delenv(name, raising=False)


def git(place: Path, *arguments: str) -> str:
    answer = subprocess.run(["git", *arguments], cwd=place, capture_output=True, text=True, check=True)
    return answer.stdout


def files(place: Path) -> dict[str, bytes]:
    """The files of a folder but git's own, by path."""
    paths = (path for path in place.rglob("*") if path.is_file())
    below = {path.relative_to(place).as_posix(): path.read_bytes() for path in paths}
    return {path: data for path, data in below.items() if not path.startswith(".git/")}


def settings(place: Path) -> dict[str, Any]:
    return tomllib.loads((place / "commitments.toml").read_text("utf-8"))


def test_from_an_empty_folder_to_a_valid_record_in_git(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, err = run("init", NAMED, "--lang", "vi", today=None)
    assert (status, err) == (0, "")
    assert len(out.rstrip().split("\n\n")[1].splitlines()) == 4, "a heading and three lines"
    place = tmp_path / NAMED
    assert settings(place) == {
        "register": "so-theo-doi-2026",
        "language": "vi",
        "timezone": "Asia/Ho_Chi_Minh",
        "dates": "dmy",
    }
    assert git(place, "status", "--porcelain") == "" and len(git(place, "log", "--format=%h").split()) == 1
    monkeypatch.chdir(place)
    assert run(*NEW).status == 0
    assert git(place, "status", "--porcelain") == ""
    assert run("validate", "--strict", "--lang", "en").out == "1 record checked, 0 errors, 0 warnings\n"
    assert run("review").status == run("status").status == 0
    assert yaml.safe_load((place / "schema/parties.yaml").read_text("utf-8"))[0]["id"] == "bo-tai-chinh"


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("host", ["github", "gitlab", "none"])
def test_all_it_writes_is_valid_and_filled_in(lang: str, host: str, run: Run, tmp_path: Path) -> None:
    assert run("init", "a b", "--lang", lang, "--host", host, "--no-git", today=None).status == 0
    place = tmp_path / "a b"
    written = files(place)
    for path, data in written.items():
        text = data.decode()
        assert "@REGISTER@" not in text and "\r" not in text and (text.endswith("\n") or not text), path
        if path.endswith(".json"):
            json.loads(text)
        elif path.endswith((".yaml", ".yml")):
            yaml.safe_load(text)
    assert settings(place)["language"] == lang and yaml.safe_load(written["schema/parties.yaml"]) is None
    assert {path.split("/")[0] for path in written if path.startswith(".git")} == {
        ".gitattributes",
        ".gitignore",
        *({".github"} if host == "github" else {".gitlab", ".gitlab-ci.yml"} if host == "gitlab" else ()),
    }
    assert (".ci/commitments.txt" in written) is (host != "none")
    assert not (place / ".git").exists()


def test_the_examples_in_comments_are_valid_entries(run: Run, tmp_path: Path) -> None:
    for lang in ("en", "vi"):
        assert run("init", lang, "--lang", lang, "--no-git", today=None).status == 0
        for name in ("parties", "events"):
            path = tmp_path / lang / f"schema/{name}.yaml"
            example = path.read_text("utf-8").partition("#\n")[2]
            path.write_text(example.replace("# ", "", 1).replace("\n# ", "\n"), encoding="utf-8")
            assert len(yaml.safe_load(path.read_text("utf-8"))) == 1
        assert run("validate", "--strict", root=tmp_path / lang).status == 0


def test_a_second_run_changes_no_byte(run: Run, tmp_path: Path) -> None:
    for host in ("github", "gitlab", "none"):
        run("init", host, "--host", host, "--lang", "vi", today=None)
        before = files(tmp_path / host)
        for more in ([], ["--refresh"], ["--lang", "en"], ["--refresh", "--lang", "en"]):
            status, out, err = run("init", host, *more, today=None)
            assert (status, out.count("\n"), err) == (0, 1, ""), (host, more)
            assert files(tmp_path / host) == before
        assert len(git(tmp_path / host, "log", "--format=%h").split()) == 1


def test_nothing_that_stands_is_overwritten(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "r"
    mine = {
        "README.md": b"mine\n",
        "commitments.toml": b'language = "en"\n',
        "schema/parties.yaml": b"- {id: a, name: {en: A}, kind: other}\n",
    }
    for path, data in mine.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    status, out, err = run("init", "r", today=None)
    assert status == 0 and out.count("Left as it stands: ") == 3
    assert 'add this line at its top: register = "r"' in err and "Files that were here before" in err
    assert {path: files(place)[path] for path in mine} == mine
    assert git(place, "status", "--porcelain").split()[1::2] == [*mine]


def test_inside_a_work_tree_the_hosts_files_stand_at_its_top(run: Run, tmp_path: Path) -> None:
    top = tmp_path / "Bộ Ngoại giao"
    top.mkdir()
    git(top, "init", "--quiet")
    status, out, _ = run("init", str(top / "Hồ sơ a/sổ"), "--lang", "vi", today=None)
    assert status == 0 and "Thư mục nằm trong một kho git" in out
    place = top / "Hồ sơ a/sổ"
    assert not (place / ".git").exists() and not (place / ".github").exists()
    assert git(top, "rev-list", "--all") == ""
    workflow = yaml.safe_load((top / ".github/workflows/commitments.yml").read_text("utf-8"))
    assert workflow["jobs"]["review"]["env"]["ROOT"] == "Hồ sơ a/sổ/"
    owners = (top / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    assert "/Hồ\\ sơ\\ a/sổ/records/  @OWNER/coordinators" in owners
    assert "/.github/  @OWNER/maintainers" in owners and "/.ci/  @OWNER/maintainers" in owners
    before = files(top)
    assert run("init", str(place), "--refresh", today=None).status == 0 and files(top) == before


def test_without_a_name_the_files_stay_uncommitted(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gitconfig").write_text("[user]\n\tuseConfigOnly = true\n", encoding="utf-8")
    status, out, err = run("init", "r", today=None)
    assert status == 0 and out.startswith("Register r in r: ")
    assert "  git config --global user.name" in err and "  git config --global user.email" in err
    assert git(tmp_path / "r", "rev-list", "--all") == ""
    assert "?? commitments.toml" in git(tmp_path / "r", "status", "--porcelain")


def test_without_git_the_files_are_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    status, _, err = run("init", "r", today=None)
    assert status == 0 and "git is not installed" in err
    assert (tmp_path / "r/commitments.toml").is_file() and run("status", root=tmp_path / "r").status == 0


def test_a_branch_that_the_user_configured_is_kept(run: Run, tmp_path: Path) -> None:
    run("init", "a", today=None)
    assert git(tmp_path / "a", "branch", "--show-current") == "main\n"
    (tmp_path / "gitconfig").write_text(SETTINGS + "[init]\n\tdefaultBranch = trunk\n", encoding="utf-8")
    run("init", "b", today=None)
    assert git(tmp_path / "b", "branch", "--show-current") == "trunk\n"


def test_ci_installs_this_release_or_what_is_named(run: Run, tmp_path: Path) -> None:
    def tool(place: str) -> str:
        text = (tmp_path / place / ".github/workflows/commitments.yml").read_text("utf-8")
        value: str = yaml.safe_load(text)["jobs"]["review"]["env"]["TOOL"]
        return value

    run("init", "a", today=None)
    assert tool("a") == f"commitments=={__version__}"
    spec = 'commitments @ git+https://example.org/a"b@v1'
    assert run("init", "b", "--tool", spec, today=None).status == 0 and tool("b") == spec
    assert run("init", "b", "--refresh", "--tool", "x==1", today=None).status == 0 and tool("b") == "x==1"
    assert run("init", "b", "--refresh", today=None).status == 0 and tool("b") == "x==1"


def test_a_refresh_replaces_what_an_earlier_release_shipped(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", "r", "--host", "github", today=None)
    place = tmp_path / "r"
    workflow, schema = place / ".github/workflows/commitments.yml", place / "schema/events.schema.json"
    whole = {path: path.read_bytes() for path in (workflow, schema)}
    older = whole[workflow].replace(__version__.encode(), b"0.0.9").replace(b"timeout-minutes: 15\n", b"")
    workflow.write_bytes(older)
    schema.write_bytes(b"{}\n")
    edited = run("init", "r", "--refresh", today=None)
    assert edited.out.count("Not changed, because it was edited: ") == 2 and workflow.read_bytes() == older
    digests = {
        "register/github/commitments.yml": [register_files.shipped_digest(older)],
        "schema/events.schema.json": [register_files.shipped_digest(b"{}\r\n")],
    }
    monkeypatch.setattr(register_files, "earlier_digests", lambda: digests)
    status, out, err = run("init", "r", "--refresh", today=None)
    assert (status, err, out.count("Replaced by the file of this release: ")) == (0, "", 2)
    assert {path: path.read_bytes() for path in whole} == whole


def test_the_digests_name_shipped_files() -> None:
    assert register_files.earlier_digests().keys() <= set(register_files.shipped_templates())
    digest = register_files.shipped_digest
    assert digest(b"ROOT: a\r\nx\r\n") == digest(b"ROOT: b\nx\n") != digest(b"ROOT: b\ny\n")


REFUSED: dict[str, tuple[list[str], str]] = {
    "an option for pip": (["a", "--tool", "--index-url=x"], "--tool"),
    "two lines for pip": (["a", "--tool", "a\n--b"], "--tool"),
    "no tool": (["a", "--tool", " "], "--tool"),
    "an unknown host": (["a", "--host", "gitea"], "gitea"),
    "an unknown language": (["a", "--lang", "fr"], "fr"),
    "two folders": (["a", "--root", "b"], "--root"),
    "a file": (["gitconfig"], "gitconfig"),
    "a folder in a file": (["gitconfig/a"], "gitconfig"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_refused_and_nothing_written(name: str, run: Run, tmp_path: Path) -> None:
    arguments, word = REFUSED[name]
    before = files(tmp_path)
    status, out, err = run("init", *arguments, today=None)
    assert (status, out) == (2, "") and word in err
    assert files(tmp_path) == before and not (tmp_path / "a").exists()


def test_no_register_among_records_and_none_in_a_bare_repository(run: Run, tmp_path: Path) -> None:
    run("init", "r", today=None)
    assert run("init", "r/records/below", today=None).status == 2
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    assert run("init", "bare.git", today=None).status == 2
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/records").write_text("x", encoding="utf-8")
    assert run("init", "taken", today=None).status == 2
    assert os.listdir(tmp_path / "taken") == ["records"]


def test_a_write_that_fails_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r/.vscode").write_text("in the way", encoding="utf-8")
    assert run("init", "r", today=None).status == 2
    assert [path.name for path in (tmp_path / "r").rglob("*")] == [".vscode"]


def test_the_zone_of_the_machine_is_taken(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", "a", today=None).status == 0 and "timezone" not in settings(tmp_path / "a")
    monkeypatch.setenv("TZ", "Europe/London")
    run("init", "b", "--lang", "vi", today=None)
    assert settings(tmp_path / "b")["timezone"] == "Europe/London"


def test_every_command_that_misses_a_workspace_names_init(run: Run, tmp_path: Path) -> None:
    for command in (["status"], ["validate"], ["new"], ["changes"], ["parties"]):
        for where in ([], ["--root", str(tmp_path)]):
            status, _, err = run(*where, *command)
            assert status == 2 and "`commit init" in err


def test_an_empty_register_is_no_error(run: Run, tmp_path: Path) -> None:
    run("init", "r", today=None)
    place = tmp_path / "r"
    for command in (["status"], ["overdue"], ["validate", "--strict"], ["parties"], ["events"], ["slips"]):
        status, _, err = run(*command, root=place)
        assert status == 0 and "This register holds no record yet." in err, command
    for command in (["changes"], ["review", "HEAD"], ["audit"], ["status", "--as-of", "HEAD"], ["trend"]):
        assert run(*command, root=place).status == 0, command
    assert run("show", "x", root=place).status == 2
    assert json.loads(run("status", "-f", "json", root=place).out)["records"] == []
    assert run("events", "add", "summit", "--name", "Summit", root=place).status == 0
    assert run("parties", "add", "acme", "--name", "Acme", "--kind", "company", root=place).status == 0
    assert run("validate", "--strict", root=place).status == 0


def test_an_empty_folder_that_nobody_named_is_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    status, _, err = run("status")
    assert status == 2 and "`commit init`" in err


def test_what_a_sparse_checkout_leaves_out_is_not_called_empty(run: Run, tmp_path: Path) -> None:
    run("init", "r", today=None)
    place = tmp_path / "r"
    assert run(*NEW, root=place).status == 0
    git(place, "sparse-checkout", "set", "--no-cone", "/*", "!/records/*.yaml")
    assert run("status", root=place).status == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
def test_a_terminal_asks_what_was_not_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "commitments", "init", "Việt Anh"]
    dialogue = Dialogue(command, environ={"LC_ALL": "C.UTF-8", "COMMIT_LANG": "en"})
    dialogue.answer(("Language of the register [English]: ", "2"), ("Mã của sổ theo dõi [viet-anh]: ", "A B"))
    dialogue.answer(("[viet-anh]: ", "viet-nam-anh"), ("Múi giờ [Asia/Ho_Chi_Minh]: ", "Mars/Olympus"))
    dialogue.answer(("[Asia/Ho_Chi_Minh]: ", "Europe/London"), ("[GitHub]: ", "gitlab"))
    assert dialogue.end() == 0, dialogue.shown
    place = tmp_path / "Việt Anh"
    assert settings(place) == {
        "register": "viet-nam-anh",
        "language": "vi",
        "timezone": "Europe/London",
        "dates": "dmy",
    }
    assert (place / ".gitlab-ci.yml").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
def test_an_interrupt_writes_nothing(tmp_path: Path) -> None:
    dialogue = Dialogue([sys.executable, "-m", "commitments", "init", "r", "--lang", "en"])
    dialogue.answer(
        ("Id of the register [r]: ", "r"), ("Time zone: ", ""), ("[5 August (day first)]: ", CTRL_C)
    )
    assert dialogue.end() == 130 and not (tmp_path / "r").exists()


def test_the_pins_that_ci_installs_are_those_of_the_program() -> None:
    root = Path(__file__).resolve().parents[2]
    shipped = register_files.template_bytes("register/pins.txt")
    assert shipped == (root / "pins/program.txt").read_bytes()


@pytest.fixture
def clone(run: Run, tmp_path: Path) -> Path:
    """A clone of a new register in a sub-folder, with a first record on a branch of its own."""
    top = tmp_path / "origin"
    top.mkdir()
    git(top, "init", "--quiet", "--initial-branch=main")
    run("init", str(top / "Hồ sơ"), today=None)
    git(top, "add", ".")
    git(top, "commit", "--quiet", "-m", "Start")
    git(tmp_path, "clone", "--quiet", str(top), "clone")
    clone = tmp_path / "clone"
    git(clone, "switch", "--quiet", "-c", "first")
    assert run(*NEW, root=clone / "Hồ sơ").status == 0
    return clone


def test_the_workflow_judges_the_register_where_it_stands(clone: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None or sys.platform == "win32":
        pytest.skip("this needs bash")
    program = tmp_path / "bin/commit"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m commitments "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    workflow = yaml.safe_load((clone / ".github/workflows/commitments.yml").read_text("utf-8"))
    job = workflow["jobs"]["review"]
    environ = {
        **os.environ,
        "ROOT": job["env"]["ROOT"],
        "BASE": "refs/remotes/origin/main",
        "BIN": str(program.parent),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    for name in ("Validate", "Review"):
        script = next(step["run"] for step in job["steps"] if step.get("name") == name)
        done = subprocess.run([bash, "-eo", "pipefail", "-c", script], cwd=clone, env=environ, check=False)
        assert done.returncode == 0, name
    assert "hold-an-ai-day" in (tmp_path / "summary.md").read_text("utf-8")
    assert workflow["permissions"] == {} and job["permissions"] == {"contents": "read"}
