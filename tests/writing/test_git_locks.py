"""git's own locks: waited for within a bound, told where they stay, and never removed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from gitstory import GitStory, clean_environment

from commitments.reading.git.open_repository import open_repository
from commitments.writing import patience
from commitments.writing.git.git_locks import GitAnswer, GitBusyError, git_patience, run_unlocked
from commitments.writing.patience import Patience

ADVICE = "\n\nAnother git process seems to be running in this repository, e.g.\nan editor …\n"
REFUSALS = {
    "index": "fatal: Unable to create '/w/.git/index.lock': File exists." + ADVICE,
    "head": "fatal: cannot lock ref 'HEAD': Unable to create '/w/.git/HEAD.lock': File exists." + ADVICE,
    "after a hook": "checking …\nfatal: Unable to create '/w/.git/index.lock': File exists." + ADVICE,
    "vi": "nghiêm trọng: Không thể tạo “/w/.git/index.lock”: Tập tin đã có.\n\nTiến trình git khác",
    "fr": "fatal: Impossible de créer '/w/.git/index.lock'\u00a0: Le fichier existe.\n\nIl semble",
    "zh": "致命错误：无法创建 '/w/.git/index.lock'：文件已存在。\n\n似乎另外一个 git 进程",
    "ru": "fatal: Не удалось создать «/w/.git/index.lock»: Файл существует.\n\nПохоже, что другой",
}
OTHERWISE = {
    "denied": (128, "fatal: Unable to create '/w/.git/index.lock': Permission denied\n"),
    "a hook's git": (1, REFUSALS["index"]),
    "another death": (128, "fatal: cannot lock ref 'HEAD': is at 1 but expected 2\n"),
    "killed": (-9, ""),
    "done": (0, ""),
}


class Rests:
    """Counts pauses, and lets something happen in one of them."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.happens: dict[int, Callable[[], object]] = {}

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.happens.get(len(self.seconds), lambda: None)()


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> Rests:
    """Every pause, which takes no time."""
    made = Rests()
    monkeypatch.setattr(patience, "sleep", made)
    return made


@pytest.fixture
def story(git_story: Callable[..., GitStory]) -> GitStory:
    """A repository of one commit."""
    told = git_story()
    told.commit({"records/a.yaml": "a\n"})
    return told


def said(status: int, words: str) -> GitAnswer:
    return subprocess.CompletedProcess(["git"], status, b"", words.encode())


def answers(*given: GitAnswer) -> tuple[Callable[[], GitAnswer], Iterator[GitAnswer]]:
    """A git that answers so, one time after another."""
    rest = iter(given)
    return lambda: next(rest), rest


@pytest.mark.parametrize("words", REFUSALS.values(), ids=REFUSALS)
def test_who_comes_second_tries_again_in_any_language(story: GitStory, rests: Rests, words: str) -> None:
    git, rest = answers(said(128, words), said(128, words), said(0, "done"))
    assert run_unlocked(git, story.repository(), "a", git_patience(list, 1)).returncode == 0
    assert (list(rest), len(rests.seconds)) == ([], 2)


@pytest.mark.parametrize(("status", "words"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_is_no_held_lock_is_not_tried_again(
    story: GitStory, rests: Rests, status: int, words: str
) -> None:
    git, _ = answers(said(status, words))
    assert run_unlocked(git, story.repository(), "a", git_patience(list, 1)).returncode == status
    assert rests.seconds == []


LOCKS = ["index.lock", "HEAD.lock", "refs/heads/main.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_git_is_not_run_while_a_lock_stands(story: GitStory, rests: Rests, name: str) -> None:
    place = story.git_dir / name
    place.touch()
    rests.happens[3] = place.unlink
    git, rest = answers(said(0, ""))
    run_unlocked(git, story.repository(), "a", git_patience(list, 1))
    assert (list(rest), len(rests.seconds)) == ([], 3)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_that_stays_is_named_and_left(story: GitStory, rests: Rests, name: str) -> None:
    place = story.git_dir / name
    place.touch()
    with pytest.raises(GitBusyError, match=r"was still there after 0\.2 seconds") as raised:
        run_unlocked(lambda: pytest.fail("run"), story.repository(), "a", git_patience(list, 0.2))
    assert Path(str(raised.value.values["lock"])).samefile(place)
    assert sum(rests.seconds) == pytest.approx(0.2)


def test_locks_that_come_and_go_all_the_time_are_told_as_such(story: GitStory, rests: Rests) -> None:
    tried: list[int] = []

    def git() -> GitAnswer:
        tried.append(1)
        return said(128, REFUSALS["index"])

    with pytest.raises(GitBusyError, match=r"other programs kept it waiting for 0\.2 seconds"):
        run_unlocked(git, story.repository(), "a", git_patience(list, 0.2))
    assert len(tried) == len(rests.seconds) + 1 > 1


@pytest.mark.parametrize("where", ["worktree", "detached"])
def test_the_locks_are_those_of_this_working_tree(story: GitStory, rests: Rests, where: str) -> None:
    story.git("read-tree", "HEAD")
    if where == "worktree":
        story.git("worktree", "add", "--quiet", "-b", "side", "../side")
        repository = open_repository(story.root.parent / "side", clean_environment())
        (story.git_dir / "index.lock").touch()
        (story.git_dir / "refs/heads/main.lock").touch()
        place = story.git_dir / "refs/heads/side.lock"
    else:
        story.detach()
        repository = story.repository()
        (story.git_dir / "refs/heads/main.lock").touch()
        place = story.git_dir / "HEAD.lock"
    run_unlocked(lambda: said(0, ""), repository, "a", git_patience(list, 0))
    place.touch()
    with pytest.raises(GitBusyError):
        run_unlocked(lambda: said(0, ""), repository, "a", git_patience(list, 0))


@pytest.mark.parametrize(
    ("seconds", "turns", "noticed"), [(0, 1, []), (0.75, 4, []), (1, 5, [4]), (2, 9, [4])]
)
def test_patience_counts_its_pauses_and_notices_once(
    rests: Rests, seconds: float, turns: int, noticed: Sequence[int]
) -> None:
    notices: list[int] = []
    waiting = Patience(seconds, 0.25, lambda: notices.append(len(rests.seconds)))
    assert sum(1 for _ in waiting.turns()) == turns
    assert (rests.seconds, notices) == ([0.25] * (turns - 1), noticed)
