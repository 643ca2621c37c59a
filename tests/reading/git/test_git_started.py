"""How git is started: which commands, with which settings, seeing what of the caller's environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from gitstory import GitStory, clean_environment
from gittraps import Trap, Witness, ask_everything, ask_of_working_tree, write_program

import commitments
from commitments.errors import CommitmentsError
from commitments.reading.git.open_repository import open_repository

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs shell scripts")

PLUMBING = {"rev-parse", "rev-list", "merge-base", "ls-tree", "diff-tree", "cat-file"}
SETTINGS = ["core.fsmonitor=false", f"core.hooksPath={os.devnull}", "safe.bareRepository=explicit"]
FIXED = {
    "GIT_ALLOC_LIMIT": "64m",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
OF_THE_USER = {
    "HOME": "/home/vi",
    "XDG_CONFIG_HOME": "/home/vi/.config",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CEILING_DIRECTORIES": "/nowhere",
}


@pytest.fixture
def story(git_story: Callable[..., GitStory]) -> GitStory:
    story = git_story()
    story.commit({"records/a.yaml": "id: a\n", "b": "1"})
    story.commit({"records/a.yaml": "id: a\ntitle: {en: A}\n"})
    return story


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(tmp_path / "witness")


@posix
def test_only_plumbing_is_started(story: GitStory, witness: Witness) -> None:
    ask_everything(story.repository(PATH=witness.path))
    assert {call.name for call in witness.calls} == PLUMBING


@pytest.mark.parametrize("name", ["status", "log", "show", "diff", "blame", "config", "fetch", "-c"])
def test_no_other_command_can_be_started(story: GitStory, name: str) -> None:
    repository = story.repository()
    with pytest.raises(ValueError, match=name):
        repository.answer(name)
    with pytest.raises(ValueError, match=name), repository.started(name):
        pass


@pytest.mark.parametrize("option", ["-m", "--modified", "-d", "--deleted", "-k", "--killed"])
def test_the_index_is_not_asked_what_was_edited(story: GitStory, option: str) -> None:
    """git would run the filters that the repository configures."""
    with pytest.raises(ValueError, match="ls-files"):
        story.repository().answer("ls-files", "-t", option)
    with pytest.raises(ValueError, match="ls-files"):
        story.repository().answer("ls-files", option)


@pytest.mark.parametrize("arguments", [("--global",), ("--global", "--edit"), ("--system", "core.pager")])
def test_settings_of_the_user_are_only_read(story: GitStory, arguments: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="config"):
        story.repository().answer("config", *arguments)


@posix
def test_the_index_is_that_of_the_working_tree(story: GitStory, witness: Witness) -> None:
    """Other questions are asked without any."""
    ask_of_working_tree(story.repository(PATH=witness.path, GIT_INDEX_FILE="elsewhere"))
    asked = [call for call in witness.calls if call.name == "ls-files"]
    assert len(asked) == 2
    assert all("GIT_INDEX_FILE" not in call.environ for call in asked)
    assert all(call.environ["GIT_OPTIONAL_LOCKS"] == "0" for call in asked)


def test_nothing_else_starts_programs() -> None:
    package = Path(commitments.__file__).parent
    words = ("subprocess", "os.system", "os.popen", "os.exec", "os.spawn", "posix_spawn", "pty.spawn")
    found = {
        path.relative_to(package).as_posix(): [word for word in words if word in path.read_text("utf-8")]
        for path in package.rglob("*.py")
    }
    # a user's `--commit` is to run what that user configured
    asked_to_commit = {f"writing/git/{name}.py" for name in ("git_commit", "git_uncommit", "new_repository")}
    pager_of_the_user = {"cli/pager.py"}
    for_a_type = {"reading/git/repository.py", "writing/git/git_locks.py"}
    plumbing = {"reading/git/plumbing.py"}
    assert {
        name for name, used in found.items() if used
    } - for_a_type == plumbing | asked_to_commit | pager_of_the_user
    assert all(found[name] in ([], ["subprocess"]) for name in for_a_type)


@posix
def test_differences_are_asked_for_in_the_form_that_is_read(story: GitStory, witness: Witness) -> None:
    ask_everything(story.repository(PATH=witness.path))
    (asked,) = (call.argv for call in witness.calls if call.name == "diff-tree")
    assert {"--raw", "-r", "-z", "--no-renames", "--no-abbrev", "--root", "--stdin"} <= set(asked)
    (asked,) = (
        call.argv for call in witness.calls if call.name == "rev-list" and "--topo-order" not in call.argv
    )
    assert "--first-parent" in asked


@posix
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("bare", [False, True])
def test_settings_of_our_own_stand_first(story: GitStory, witness: Witness, setting: str, bare: bool) -> None:
    place = story.bare() if bare else story.root
    ask_everything(open_repository(place, {**clean_environment(), "PATH": witness.path}, bare))
    assert witness.calls
    assert all(setting in call.settings for call in witness.calls)
    assert all(call.bare == bare for call in witness.calls)


@posix
def test_git_sees_what_is_allowed_and_what_is_fixed(story: GitStory, witness: Witness) -> None:
    hostile = dict.fromkeys(("GIT_DIR", "LD_PRELOAD", "EDITOR", "PAGER", "LANGUAGE", "GIT_TRACE"), "1")
    ask_everything(story.repository(**hostile, **OF_THE_USER, PATH=witness.path))
    for call in witness.calls:
        seen = dict(call.environ)
        assert os.path.isabs(seen.pop("PATH").split(os.pathsep)[0])
        assert {name: seen.pop(name, None) for name in FIXED} == FIXED
        assert not os.path.exists(seen.pop("GIT_INDEX_FILE"))
        assert {name: seen.pop(name, None) for name in OF_THE_USER} == OF_THE_USER
        assert seen.keys() <= {"TMPDIR", "TEMP"}


@posix
@pytest.mark.parametrize("name", [name for name in FIXED if name.startswith("GIT_")])
def test_the_caller_cannot_set_what_is_fixed(story: GitStory, witness: Witness, name: str) -> None:
    ask_everything(story.repository(**{name: "hostile"}, PATH=witness.path))
    assert {call.environ[name] for call in witness.calls} == {FIXED[name]}


@posix
def test_a_hostile_environment_changes_nothing(
    story: GitStory, git_story: Callable[..., GitStory], tmp_path: Path
) -> None:
    trap = Trap(tmp_path / "trap")
    other = git_story()
    other.commit({"other": "1"})
    trace = tmp_path / "trace"
    hostile = {
        "GIT_DIR": str(other.git_dir),
        "GIT_COMMON_DIR": str(other.git_dir),
        "GIT_WORK_TREE": str(other.root),
        "GIT_OBJECT_DIRECTORY": str(other.git_dir / "objects"),
        "GIT_INDEX_FILE": str(trace),
        "GIT_SHALLOW_FILE": str(trace),
        "GIT_NAMESPACE": "other",
        "GIT_EXTERNAL_DIFF": str(trap.program),
        "GIT_PAGER": str(trap.program),
        "GIT_SSH_COMMAND": str(trap.program),
        "GIT_PROXY_COMMAND": str(trap.program),
        "GIT_ASKPASS": str(trap.program),
        "GIT_EXEC_PATH": str(trap.program.parent),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "extensions.unknown",
        "GIT_CONFIG_VALUE_0": "x",
        "GIT_CONFIG_PARAMETERS": "'core.repositoryformatversion=99'",
        "GIT_TRACE": str(trace),
        "GIT_TRACE2_EVENT": str(trace),
        "GIT_TRACE_SETUP": str(trace),
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_REDIRECT_STDERR": str(trace),
    }
    repository = story.repository(**hostile)
    assert repository == story.repository()
    assert repository.head == story.head
    ask_everything(repository)
    assert not trap.sprung
    assert not trace.exists()


@pytest.mark.parametrize("name", ["--output=x", "--all", "-x", "--git-dir=/", "--", "--end-of-options", "-"])
def test_a_revision_is_never_an_option(story: GitStory, name: str) -> None:
    before = sorted(story.root.rglob("*"))
    assert story.repository().resolve(name) is None
    assert sorted(story.root.rglob("*")) == before


def test_a_branch_may_be_named_like_an_option(story: GitStory) -> None:
    first = story.commits[0]
    story.ref("refs/heads/--output=x", first)
    assert story.repository().resolve("--output=x") == first
    assert not (story.root / "x").exists()


NOT_IDS = ["HEAD", "--output=x", "", "main", "0" * 39, "0" * 40 + "\n", "A" * 40, "^" + "0" * 40]


@pytest.mark.parametrize("name", NOT_IDS)
def test_all_but_resolve_asks_by_object_id_only(story: GitStory, name: str) -> None:
    repository = story.repository()
    head = story.head or ""
    for ask in (
        lambda: list(repository.main_line(name)),
        lambda: list(repository.main_line(head, name)),
        lambda: repository.commit(name),
        lambda: list(repository.every_commit(name)),
        lambda: list(repository.tree(name)),
        lambda: repository.merge_bases(name, head),
        lambda: repository.merge_bases(head, name),
    ):
        with pytest.raises(ValueError):
            ask()
    assert not (story.root / "x").exists()


@pytest.mark.parametrize("name", ["HEAD", "--output=x", "HEAD:records/a.yaml"])
def test_lists_of_ids_hold_ids_only(story: GitStory, name: str) -> None:
    repository = story.repository()
    for ask in (
        lambda: repository.sizes([name]),
        lambda: list(repository.blobs([name])),
        lambda: list(repository.blobs_up_to([name], 1000)),
        lambda: list(repository.blobs_up_to([name] * 100, 1000)),
        lambda: list(repository.touched([(name, None)])),
    ):
        with pytest.raises(ValueError):
            ask()


def test_paths_below_are_paths_and_no_options(story: GitStory) -> None:
    assert [file.path for file in story.repository().tree(story.head or "", "-d", "records")] == [
        b"records/a.yaml"
    ]


def test_paths_below_are_taken_literally(story: GitStory) -> None:
    repository = story.repository()
    for path in (":(top)records", "rec*", ":/", ":(glob)**"):
        assert list(repository.tree(story.head or "", path)) == []


@posix
@pytest.mark.parametrize("path", [".", "", "bin", "./bin", "::", "bin:."])
def test_git_in_the_current_folder_is_never_run(
    story: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    trap = Trap(tmp_path / "trap")
    for folder in (story.root, story.root / "bin"):
        folder.mkdir(exist_ok=True)
        write_program(folder / "git", f"exec {trap.program}")
    monkeypatch.chdir(story.root)
    with pytest.raises(CommitmentsError, match="git is not installed"):
        story.repository(PATH=path)
    ask_everything(story.repository(PATH=f"{path}:{os.environ['PATH']}"))
    assert not trap.sprung


@posix
def test_git_is_handed_no_relative_folder_to_look_for_programs(story: GitStory, witness: Witness) -> None:
    ask_everything(story.repository(PATH=f".:bin:{witness.path}:also"))
    for call in witness.calls:
        assert call.environ["PATH"] == os.pathsep.join(filter(os.path.isabs, witness.path.split(os.pathsep)))


def test_no_git_is_said_so(story: GitStory, tmp_path: Path) -> None:
    with pytest.raises(CommitmentsError, match="git is not installed"):
        story.repository(PATH=str(tmp_path))


@posix
def test_what_cannot_be_run_is_passed_over_or_said(story: GitStory, tmp_path: Path) -> None:
    (tmp_path / "folder/git").mkdir(parents=True)
    (tmp_path / "text").mkdir()
    (tmp_path / "text/git").write_text("no program")
    found = story.repository(PATH=f"{tmp_path}/folder:{tmp_path}/text:{os.environ['PATH']}")
    assert found.head == story.head
    (tmp_path / "text/git").chmod(0o755)
    with pytest.raises(CommitmentsError, match="cannot be started"):
        story.repository(PATH=f"{tmp_path}/text")


def test_a_folder_that_is_not_there_is_said(story: GitStory) -> None:
    for name in ("gone", "b"):
        with pytest.raises(CommitmentsError, match="cannot be started"):
            open_repository(story.root / name, clean_environment())
